"""Questions about what people said of readings and of the check."""

from amends.oversight.learning.queries.judged import judged_readings
from amends.oversight.learning.queries.judged_replies import judged_replies
from amends.oversight.learning.queries.names import names_here, names_in
from amends.oversight.learning.queries.quality import Quality, how_well

__all__ = ["Quality", "how_well", "judged_readings", "judged_replies", "names_here", "names_in"]

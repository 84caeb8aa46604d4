"""The text engine: pure Python, no Django, no database, no network; `read(text)` gives a `Reading`."""

from amends.understanding.reader import Entry, read, read_many
from amends.understanding.reading import Evidence, Fact, Grievance, Reading

# Kept with each reading, so that later one can tell which engine found what.
ENGINE = "amends-1"

__all__ = ["ENGINE", "Entry", "Evidence", "Fact", "Grievance", "Reading", "read", "read_many"]

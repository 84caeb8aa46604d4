"""Does any text leave the house to be read, and does the service answer?"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.casework.readings.queries import outside_service
from amends.config.operations.doctor.findings import Findings, ok, warning


def outside_reading() -> Findings:
    outside = outside_service()
    if outside is None and (settings.PROVIDER_ADDRESS or settings.PROVIDER_MODEL):
        yield warning(
            "outside_reading",
            _("An outside service for readings is set up by half, so it is not asked."),
            _("Set AMENDS_PROVIDER_ADDRESS (http… or https…) and AMENDS_PROVIDER_MODEL, or neither."),
        )
        return
    if outside is None:
        yield ok("outside_reading", _("No text leaves the house to be read."))
        return
    names = {"model": outside.model, "host": outside.host, "n": outside.asked_today, "most": outside.per_day}
    if not outside.is_sealed:
        yield warning(
            "outside_reading",
            _("Masked texts go to %(model)s at %(host)s without encryption.") % names,
            _("Use an https address, unless nobody can listen on the way."),
        )
    elif outside.rests_until is not None:
        yield warning(
            "outside_reading",
            _("%(model)s at %(host)s does not answer (%(why)s); it is asked again at %(time)s.")
            % {
                **names,
                "why": outside.last_trouble,
                "time": f"{timezone.localtime(outside.rests_until):%H:%M:%S}",
            },
            _("See whether the service runs and the key is right. Our own readings stand meanwhile."),
        )
    elif outside.stays_here:
        yield ok(
            "outside_reading",
            _("Readings are refined by %(model)s on this machine; %(n)s of %(most)s questions today.")
            % names,
        )
    else:
        yield ok(
            "outside_reading",
            _("Masked texts leave the house: %(model)s at %(host)s; %(n)s of %(most)s questions today.")
            % names,
        )

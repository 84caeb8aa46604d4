"""What a walk along the trail found, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.foundation.audit.choices import Damage, Looseness
from amends.foundation.audit.rules import Broken, Loose

DAMAGES = {
    Damage.CHANGED.value: gettext_lazy("an entry was changed after it was written"),
    Damage.MISSING.value: gettext_lazy("an entry is missing"),
    Damage.DETACHED.value: gettext_lazy("an entry does not continue the one before it"),
    Damage.EXTRA.value: gettext_lazy("an entry was added without the trail's knowledge"),
    Damage.EMPTIED.value: gettext_lazy("the words of an entry are gone and no entry says why"),
    Damage.UNKNOWN_CHAIN.value: gettext_lazy("an entry belongs to nothing that is on record"),
}
LOOSE = {
    Looseness.GAP.value: gettext_lazy("an anchor before it is missing"),
    Looseness.SIGNATURE.value: gettext_lazy(
        "its signature was not made with this house's key: somebody changed it, or the key is another one now"
    ),
    Looseness.CONTENT.value: gettext_lazy("what it holds fast was changed"),
    Looseness.CHAIN.value: gettext_lazy("the entries of %(chain)s are not those that were anchored"),
    Looseness.UNKNOWN_FILE.value: gettext_lazy("a file of it was kept, but the database has no such anchor"),
    Looseness.OTHER_FILE.value: gettext_lazy("it is not the one that was kept in its file"),
}


def where_broken(broken: Broken) -> str:
    """The chain, the number of its first entry that does not hold, and what is wrong there."""
    told = {"where": broken.chain, "n": broken.n, "what": DAMAGES[broken.damage.value]}
    return _("%(where)s, entry %(n)s: %(what)s") % told


def why_loose(loose: Loose) -> str:
    """The number of the first anchor that does not hold, and why, with the file that contradicts it."""
    why = str(LOOSE[loose.why.value]) % {"chain": loose.against}
    if loose.why in (Looseness.UNKNOWN_FILE, Looseness.OTHER_FILE):
        why = f"{why} ({loose.against})"
    return _("Anchor %(n)s does not hold: %(why)s.") % {"n": loose.anchor, "why": why}

"""Closed lists of words about articles and clauses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Who may read an article."""

    PUBLIC = "public", pgettext_lazy("article", "Everybody")
    INTERNAL = "internal", pgettext_lazy("article", "The house")
    RESTRICTED = "restricted", pgettext_lazy("article", "Leads, quality, legal, managers")


class VersionState(TextChoices):
    """The life of one wording: once it was handed in, its words never change."""

    DRAFT = "draft", pgettext_lazy("article", "Draft")
    WAITING = "waiting", pgettext_lazy("article", "Waits for a second person")
    LIVE = "live", pgettext_lazy("article", "In force")
    REPLACED = "replaced", pgettext_lazy("article", "Replaced")


class Language(TextChoices):
    ZH_HANS = "zh-Hans", "简体中文"
    ZH_HANT = "zh-Hant", "繁體中文"
    EN = "en", "English"


class ClauseKind(TextChoices):
    LAW = "law", pgettext_lazy("clause", "Law or regulation")
    POLICY = "policy", pgettext_lazy("clause", "Rule of the house")
    CONTRACT = "contract", pgettext_lazy("clause", "Contract or terms")


class Sureness(TextChoices):
    """How sure it is that a clause says what stands here; the codes of the standards."""

    PRACTICE = "P", pgettext_lazy("clause", "set by the house itself")
    VERIFIED = "V", pgettext_lazy("clause", "read in the rule itself")
    SECONDARY = "S", pgettext_lazy("clause", "read in a reliable summary")
    GENERAL = "G", pgettext_lazy("clause", "from general knowledge")
    UNCERTAIN = "U", pgettext_lazy("clause", "uncertain")


class Doubt(TextChoices):
    """What speaks against a sentence that rests on a clause."""

    OFF = "off", pgettext_lazy("clause", "switched off")
    ENDED = "ended", pgettext_lazy("clause", "its last day is over")
    COMING = "coming", pgettext_lazy("clause", "not in force yet")
    CHANGED = "changed", pgettext_lazy("clause", "changed since it was looked over")


class Happened(TextChoices):
    """What happened to a clause, as a notice says it behind its name."""

    CHANGED = "changed", pgettext_lazy("clause", "has changed")
    COMING = "coming", pgettext_lazy("clause", "changes on %(day)s")
    OFF = "off", pgettext_lazy("clause", "was switched off")
    ON = "on", pgettext_lazy("clause", "is in force")
    ENDED = "ended", pgettext_lazy("clause", "is out of force: its last day is over")


class Door(TextChoices):
    """Where somebody looked for an answer."""

    DESK = "desk", _("Desk")
    PORTAL = "portal", pgettext_lazy("where somebody asked", "Help centre")
    API = "api", _("API")


# Only what was read in the rule or in a reliable summary, or set by the house, may be told to customers.
SURE = frozenset({Sureness.PRACTICE, Sureness.VERIFIED, Sureness.SECONDARY})
# What rests on such a clause goes to nobody; what was only changed may go after a look at it.
BARRED = frozenset({Doubt.OFF, Doubt.ENDED, Doubt.COMING})
EDITABLE = frozenset({VersionState.DRAFT})
OPEN_STATES = (VersionState.DRAFT, VersionState.WAITING)
# What is read or being written; a clause that changes touches it.
IN_TEXTS = (VersionState.LIVE, *OPEN_STATES)
# A name in the house's three languages, in the order in which one falls back to another.
LANGUAGES = (Language.ZH_HANS, Language.ZH_HANT, Language.EN)

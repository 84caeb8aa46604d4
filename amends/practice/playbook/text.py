"""The playbook's own words: what is wrong with an entry, and how its places are called."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext, pgettext_lazy

from amends.practice.playbook.rules.layer import CODE_LENGTH, Fault, Why
from amends.practice.playbook.rules.schema import LONGEST

FAULTS = {
    Why.UNKNOWN: gettext_noop("The book has no such sentence: %(key)s. Choose one on the page."),
    Why.STAYS: gettext_noop(
        "This sentence protects people or keeps a step findable. Word it otherwise; it cannot be switched off."
    ),
    Why.EMPTY: gettext_noop("Write the sentence in at least one language."),
    Why.LONG: gettext_noop("This sentence is too long; %(longest)s characters are possible."),
    Why.GAP: gettext_noop(
        "There is a gap to be filled in. Write the sentence so that it can be used as it stands."
    ),
    Why.CODE: gettext_noop(
        "The code needs small letters, digits and hyphens, such as call-the-shop; at most %(code_length)s characters."
    ),
    Why.PART: gettext_noop("Choose whether it is to be done, to be said or never to be said."),
    Why.TOPIC: gettext_noop("The topic needs small letters, digits and _, such as small_talk."),
    Why.NO_CONDITION: gettext_noop("Say for which cases: tick at least one label."),
    Why.LABEL: gettext_noop("There is no such label. Choose among those on the page."),
    Why.FORBIDDEN: gettext_noop(
        "It says “%(detail)s”, which another sentence of the book forbids. Word it without these words."
    ),
    Why.FORBIDS: gettext_noop(
        "It forbids “%(detail)s”, which another sentence of the book says. Change that sentence first."
    ),
}
FAMILY_NAMES = {
    "step": gettext_lazy("Next steps"),
    "risk": gettext_lazy("Risks"),
    "severity": gettext_lazy("Severity"),
    "emotion": gettext_lazy("Emotion"),
    "mode": gettext_lazy("What leads"),
    "motive": gettext_lazy("Motive"),
    "category": gettext_lazy("About"),
    "persona": gettext_lazy("Personality"),
    "stage": gettext_lazy("Stages"),
    "medium": gettext_lazy("How one talks"),
    "expectation": gettext_lazy("Levels of expectation"),
    "origin": gettext_lazy("Where it comes from"),
    "need": gettext_lazy("Needs"),
    "kind": gettext_lazy("Kind"),
    "rule": gettext_lazy("Where several meet"),
}
MEDIUM_NAMES = {
    "phone": gettext_lazy("On the phone"),
    "face": gettext_lazy("Face to face"),
    "online": gettext_lazy("Online"),
    "letter": gettext_lazy("In writing"),
}
LEVEL_NAMES = {
    "least": pgettext_lazy("expectation", "The least"),
    "asked": pgettext_lazy("expectation", "What is asked"),
    "beyond": pgettext_lazy("expectation", "What goes beyond"),
}


def fault_text(fault: Fault) -> str:
    """What is wrong and what to do, in the reader's language."""
    words = {"key": fault.key, "detail": fault.detail, "longest": LONGEST, "code_length": CODE_LENGTH}
    return _(FAULTS[fault.why]) % words


def part_name(part: str) -> str:
    return {
        "do": pgettext("playbook", "To do"),
        "say": _("Say"),
        "never": _("Better not"),
        "why": _("Why"),
        "tempo": pgettext("playbook", "Tempo"),
        "strategy": pgettext("playbook", "Strategy"),
        "script": pgettext("playbook", "Script"),
        "title": _("Title"),
        "how": pgettext("playbook", "How"),
    }[part]

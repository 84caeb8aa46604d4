"""How the desk says what a customer expects: the ids are those of the reading."""

from django.utils.translation import gettext_lazy as _

LEAST = {
    "sound": _("that the thing is sound and does its work"),
    "in_time": _("that it is done in time and somebody answers"),
    "courteous": _("that our people are polite and helpful"),
    "right_charge": _("that the charge is right and made clear"),
    "kept_private": _("that personal data stay with us"),
    "safe": _("that nobody comes to harm"),
    "word_kept": _("that what was promised is done"),
    "fair_rule": _("that the rules are fair and easy to follow"),
}
BEYOND = {
    "something_extra": _("a little extra, once it is put right and they are calm"),
    "told_before_asking": _("being told each step before they have to ask"),
    "told_what_changed": _("hearing what was changed because of them"),
    "asked_for_advice": _("being asked for advice, for example as an experience officer"),
}
ORIGINS = {
    "quality": _("Goods and service"),
    "rules": _("Rules and charges"),
    "attitude": _("Staff attitude"),
    "management": _("How the house is run"),
    "mood": _("Their own mood"),
    "promise": _("A promise not kept"),
}
WISHES = {
    "compensation": _("to have it made good"),
    "solution": _("a way out"),
    "respect": _("to be respected"),
    "importance": _("to be taken seriously"),
    "venting": _("to get it off their chest"),
    "kept_promise": _("that it is kept, or honestly explained"),
}
# Nothing is said where nothing presses.
ESCALATION = {
    "raised": _("Urgent, or brought up before: do not let them wait for the next step."),
    "high": _(
        "Urgent, and brought up before in vain: say today what happens and when, or it will go higher."
    ),
}
REDRESS = {
    "material": _("Say early whether, when and how there is compensation."),
    "moral": _("Listening and a fitting apology are part of it."),
}

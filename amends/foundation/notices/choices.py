"""What somebody is told of."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class NoticeKind(TextChoices):
    MENTION = "mention", pgettext_lazy("notice", "Somebody mentions you")
    ASSIGNED = "assigned", pgettext_lazy("notice", "A case becomes yours")
    TASK = "task", pgettext_lazy("notice", "A task is given or answered")
    URGED = "urged", pgettext_lazy("notice", "A task is urged or raised")
    HANDOVER = "handover", pgettext_lazy("notice", "A hand-over is asked for or answered")
    MEETING = "meeting", pgettext_lazy("notice", "A joint meeting is called, called off or recorded")
    DEPUTY = "deputy", pgettext_lazy("notice", "You are to stand in for somebody, or no longer")
    APPROVAL = "approval", pgettext_lazy("notice", "A decision is waited for or made")
    CLOCK = "clock", pgettext_lazy("notice", "A deadline comes near, is over or runs again")
    PROMISE = "promise", pgettext_lazy("notice", "A promise is due")
    RISK = "risk", pgettext_lazy("notice", "A risk shows late")
    ACCESS = "access", pgettext_lazy("notice", "You are let into a restricted case")
    WATCHED = "watched", pgettext_lazy("notice", "Something happens in a case you have or watch")
    REVIEW = "review", pgettext_lazy("notice", "A reply is to be reviewed, or yours was")
    SNOOZED = "snoozed", pgettext_lazy("notice", "A case you put aside comes back")
    GIVING = "giving", pgettext_lazy("notice", "Something that was granted is due")
    ARTICLE = "article", pgettext_lazy("notice", "An article waits, comes back or is to be looked at")
    GIFT = "gift", pgettext_lazy("notice", "A gift arrives, comes back, is late or is not wanted")
    STOCK = "stock", pgettext_lazy("notice", "Gifts run low, or a stock-take waits")
    BUDGET = "budget", pgettext_lazy("notice", "A budget runs low")
    PAYMENT = "payment", pgettext_lazy("notice", "A refund does not reach whoever pays it")
    FORGETTING = (
        "forgetting",
        pgettext_lazy("notice", "Somebody is to be made anonymous, or your request was decided"),
    )
    KEEPING = "keeping", pgettext_lazy("notice", "How long things are kept waits for your word")


# Whoever is mentioned is told, whatever else they do not want to hear of.
ALWAYS = frozenset({NoticeKind.MENTION})

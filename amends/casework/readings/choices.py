"""The words a reading may use, with their names on screen; what each means stands in the labelling guide."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    ENQUIRY = "enquiry", _("Enquiry")
    SUGGESTION = "suggestion", _("Suggestion")
    PRAISE = "praise", _("Praise")
    OTHER = "other", _("Other")


class Category(TextChoices):
    QUALITY = "quality", _("Product quality")
    SERVICE = "service", _("Service delay or failure")
    ATTITUDE = "attitude", _("Staff attitude")
    BILLING = "billing", _("Price and charges")
    PRIVACY = "privacy", _("Privacy and data security")
    SAFETY = "safety", _("Personal and food safety")
    PROMISE = "promise", _("Promise or advertising not kept")
    POLICY = "policy", _("Rules and management")


class Emotion(TextChoices):
    ANGER = "anger", _("Angry")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")
    DISAPPOINTED = "disappointed", _("Disappointed")
    CONFUSED = "confused", _("Confused")
    ANXIOUS = "anxious", _("Anxious")
    CALM = "calm", _("Calm")


class Motive(TextChoices):
    RESOLUTION = "resolution", _("Wants it solved")
    REDRESS = "redress", _("Wants it made good")
    RECOGNITION = "recognition", _("Wants recognition and respect")
    EXPRESSION = "expression", _("Wants to advise or teach")
    VENTING = "venting", _("Wants to let off steam")
    REVENGE = "revenge", _("Wants to hit back")


class Demand(TextChoices):
    REFUND = "refund", _("Refund")
    REPLACE = "replace", _("Exchange or redo")
    REPAIR = "repair", _("Repair")
    COMPENSATION = "compensation", _("Compensation")
    APOLOGY = "apology", _("Apology")
    EXPLANATION = "explanation", _("Explanation")
    ACTION = "action", _("Deal with it now")
    DISCIPLINE = "discipline", _("Consequences for staff")
    IMPROVEMENT = "improvement", _("Improvement")
    STOP = "stop", _("Stop something")
    INVESTIGATE = "investigate", pgettext_lazy("demand", "Investigate")


class Mode(TextChoices):
    EMOTION = "emotion", _("Feelings lead")
    DEMAND = "demand", _("Demand leads")
    MIXED = "mixed", pgettext_lazy("mode", "Both")


class Severity(TextChoices):
    MINOR = "minor", _("Minor")
    MODERATE = "moderate", _("Moderate")
    SEVERE = "severe", _("Severe")
    CRITICAL = "critical", _("Critical")


class Risk(TextChoices):
    SAFETY = "safety", _("Life and health")
    LEGAL = "legal", _("Lawyer or court")
    REGULATOR = "regulator", _("Regulator")
    MEDIA = "media", _("Media and internet")
    PRIVACY = "privacy", _("Data leak")
    VULNERABLE = "vulnerable", _("Vulnerable person")
    MASS = "mass", _("Many people hit")
    VIOLENCE = "violence", _("Violence or self-harm")
    FRAUD = "fraud", _("Fraud or crime")
    REPEAT = "repeat", _("Complained before in vain")


class Persona(TextChoices):
    EAGLE = "eagle", _("Eagle: quick and decided")
    PEACOCK = "peacock", _("Peacock: warm and lively")
    OWL = "owl", _("Owl: precise and careful")
    DOVE = "dove", _("Dove: gentle and reserved")
    UNCLEAR = "unclear", _("Unclear")


class FactKind(TextChoices):
    ORDER_NO = "order_no", _("Order number")
    AMOUNT = "amount", _("Amount")
    DATE = "date", _("Date")
    DURATION = "duration", _("Duration")
    PHONE = "phone", _("Phone")
    ID_NO = "id_no", _("Identity or card number")
    EMAIL = "email", _("E-mail")
    PRODUCT = "product", _("Product")
    PLACE = "place", _("Place")
    STAFF = "staff", _("Staff")
    EARLIER_CONTACT = "earlier_contact", _("Earlier contact")


class Sureness(TextChoices):
    """How sure the engine is, in words; the limits are the engine's and are measured."""

    SURE = "sure", pgettext_lazy("confidence", "sure")
    LIKELY = "likely", pgettext_lazy("confidence", "likely")
    UNSURE = "unsure", pgettext_lazy("confidence", "unsure")


class Need(TextChoices):
    FAIRNESS = "fairness", _("Fairness")
    CONTROL = "control", _("Control")
    RESPECT = "respect", _("Respect")


# Fields that hold one label, with their words; a person can correct each.
SINGLE: dict[str, type[TextChoices]] = {
    "kind": Kind,
    "category": Category,
    "emotion": Emotion,
    "motive": Motive,
    "mode": Mode,
    "severity": Severity,
    "persona": Persona,
}
MULTIPLE: dict[str, type[TextChoices]] = {
    "demands": Demand,
    "risks": Risk,
    "needs": Need,
    "category_all": Category,
    "motive_all": Motive,
}
# The labels that stand on a case, in the order in which they are shown, exported and given to machines.
CASE_LABELS = (
    "kind",
    "category",
    "emotion",
    "intensity",
    "motive",
    "mode",
    "severity",
    "persona",
    "demands",
    "risks",
)
LABEL_FIELDS = (*CASE_LABELS, "needs", "category_all", "motive_all")
# Everything that was read and that a person may say "right" or "wrong" of.
JUDGED_FIELDS = (*LABEL_FIELDS, "facts")
# Facts that tell who somebody is.
PRIVATE_FACTS = frozenset({"phone", "id_no", "email", "staff"})
# Labels that a text other than a complaint does not have.
NO_LABEL_FIELDS = frozenset({"mode", "persona", "category", "emotion", "motive", "severity"})

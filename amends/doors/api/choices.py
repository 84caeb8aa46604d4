from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a token may be used for, on top of what the member behind it may do."""

    COMPLAINTS_WRITE = "complaints:write", _("Hand in complaints")
    CASES_READ = "cases:read", _("Read cases")
    CASES_WRITE = "cases:write", _("Work on cases")
    READINGS_WRITE = "readings:write", _("Say what is right or wrong of what was read")
    CUSTOMERS_READ = "customers:read", _("Read customers")
    ORDERS_WRITE = "orders:write", _("Send orders")
    CONTRACTS_WRITE = "contracts:write", _("Send contracts")
    ARTICLES_READ = "articles:read", _("Read what every customer may read in the help centre")
    KNOWLEDGE_READ = "knowledge:read", _("Read, on top of that, articles that are for the house")
    REVIEWS_READ = "reviews:read", _("Read reviews of replies")
    BUDGETS_READ = "budgets:read", _("Read budgets and their journal")
    VOUCHERS_REDEEM = "vouchers:redeem", _("Look vouchers up and redeem them")
    REFUNDS_WRITE = "refunds:write", _("Say what became of refunds")
    GIFTS_READ = "gifts:read", _("Read gifts and what is free of them")
    KEEPING_READ = "keeping:read", _("Read how long things are kept")
    TEXTS_READ = "texts:read", _("Read texts and check replies, keeping nothing")

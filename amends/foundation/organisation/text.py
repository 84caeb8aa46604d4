"""Words that people enter about sums, made clean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.money import is_currency
from amends.foundation.organisation.choices import HOME_CURRENCY


def currency_in(text: str) -> str:
    """The three letters of a currency as people write them; nothing is the home currency. Raises Invalid."""
    words = text.strip().upper() or HOME_CURRENCY
    if not is_currency(words):
        raise Invalid(_("A currency has three letters, such as CNY."), field="currency")
    return words

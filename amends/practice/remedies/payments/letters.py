"""What a customer is told of their voucher, on the screen and on paper."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import interface_language
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.papers import VoucherPaper, voucher_page
from amends.practice.remedies.payments.queries.vouchers import code_of
from amends.practice.replies.letters import house_name
from amends.practice.replies.papers import CannotSet, set_page
from amends.practice.replies.papers.pdf import faces_for


def conditions_of(voucher: Voucher) -> str:
    """In the reader's language; empty where the house says nothing beyond what every voucher says."""
    return voucher.conditions.text_in(get_language() or "") if voucher.conditions else ""


def says(voucher: Voucher) -> list[str]:
    """What follows from the voucher itself: until when, how often, by whom."""
    first, last = date_format(voucher.valid_from), date_format(voucher.valid_until)
    return [
        _("Valid from %(first)s to %(last)s") % {"first": first, "last": last},
        _("May be used in parts; what is left stays valid")
        if voucher.partial
        else _("Used once, in one piece"),
        _(
            "For you only: you are asked for the last four figures of your phone, your e-mail or customer number"
        )
        if voucher.bound
        else _("For whoever brings it"),
    ]


def voucher_paper(voucher: Voucher, *, link: str) -> bytes:
    """A PDF; raises Invalid where nothing can be printed any more, or where this machine cannot set one."""
    code = code_of(voucher)
    if voucher.state != VoucherState.ISSUED or not code:
        raise Invalid(_("This voucher can no longer be used, so there is nothing to print."), code="over")
    tongue = interface_language()
    paper = VoucherPaper(
        tongue=tongue,
        faces=faces_for(tongue),
        house=house_name(tongue),
        title=_("Voucher"),
        amount=str(voucher.left),
        code=code,
        lines=says(voucher),
        conditions=conditions_of(voucher),
        link=f"{link}#{code}",
        picture_words=_("The code of the voucher as a picture for scanners"),
    )
    try:
        return set_page(voucher_page(paper))
    except CannotSet as lacking:
        words = _("This server cannot make PDFs. Note the code, or show this page.")
        raise Invalid(words, code="cannot_set") from lacking

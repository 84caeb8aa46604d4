"""Evidence of two cases: a photo with a redacted copy, a bill, a mail, a recording, and a legal hold. Made in code, so small."""

from __future__ import annotations

import io

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.looking_into import look_into
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries.evidence import hold_proposed, under_hold
from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.vault import Kept, keep
from amends.content import specimens
from amends.foundation.organisation.models import Member

HIDDEN = Box(page=1, left=8, top=62, width=60, height=16)
WORDS = "签收人手机号和门牌号，与投诉无关"
HELD = "客户已委托律师，保留全部往来与原件"


def load(people: dict[str, Member]) -> int:
    """How many files were laid in; told once, however often it is asked for."""
    handler, legal = people["handler"], people["legal"]
    case = Case.objects.open().owned_by(handler).filter(attachments=None).order_by("id").first()
    if case is None or Attachment.objects.filter(door="desk").exists():
        return 0
    files = cases.keep_files(case_id=case.pk, files=made(), by=handler).files
    for file in files:
        look_into(file.pk)
    for inner in Attachment.objects.filter(case=case, source__isnull=False):
        look_into(inner.pk)
    copy = cases.redact_with_boxes(attachment_id=files[0].pk, boxes=[HIDDEN], remark=WORDS, by=handler)
    if copy is not None:
        look_into(copy.pk)
    hold_the_first(legal)
    return len(files)


def hold_the_first(legal: Member) -> None:
    for case in Case.objects.open().at_risk().filter(visible_to(legal)).order_by("id")[:50]:
        if hold_proposed(case) and not under_hold(case):
            cases.set_hold(case_id=case.pk, reason=HELD, by=legal)
            return


def made() -> list[Kept]:
    """The photo comes first."""
    files = (
        ("签收单.jpg", specimens.photo()),
        ("维修报价单.pdf", specimens.bill()),
        ("客户来信.eml", specimens.mail()),
        ("通话录音.wav", specimens.recording()),
    )
    return [keep(name, io.BytesIO(data), len(data)) for name, data in files]

"""The house's own labels over fixed stages: kept by administrators, put on a case by whoever works on it."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import Phase, Stage
from amends.casework.cases.models import Case, StatusLabel
from amends.casework.cases.permissions import ensure_may_keep_labels
from amends.casework.cases.text import cleaned
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Member

CHAIN: Final = "house"
NAMES: Final = ("name_zh_hans", "name_zh_hant", "name_en")
NAME_LENGTH: Final = 40


@transaction.atomic
def add_label(
    *, phase: str, stage: str, names: dict[str, str], by: Member, position: int = 0, code: str = ""
) -> StatusLabel:
    """A new label for a stage, or for all stages of a phase; its place under the fixed phases never changes."""
    ensure_may_keep_labels(by)
    if phase not in Phase.values or stage not in {"", *Stage.values}:
        raise Invalid(_("Choose the stage that the label stands for."), field="stage")
    named = names_in(names)
    code = slugify(code or named["name_en"])[:NAME_LENGTH]
    if not code:
        raise Invalid(_("Write the English name in letters; the code is made of it."), field="name_en")
    if StatusLabel.objects.filter(code=code).exists():
        raise Invalid(_("There is a label with this name already."), field="name_en")
    label = StatusLabel.objects.create(
        code=code, phase=phase, stage=stage, position=placed(position), **named
    )
    record(
        chain=CHAIN, action="label.added", by=by, data={"label": code, "stage": stage, "after": shown(label)}
    )
    return label


@transaction.atomic
def change_label(
    *, label_id: int, names: dict[str, str], position: int, is_active: bool, by: Member
) -> StatusLabel:
    """Renames, moves or switches off; cases that carry it go on carrying it, and nothing is counted anew."""
    ensure_may_keep_labels(by)
    label = StatusLabel.objects.select_for_update().filter(pk=label_id).first()
    if label is None:
        raise NotFound(_("This label does not exist any more."))
    before = shown(label)
    for name, value in names_in(names).items():
        setattr(label, name, value)
    label.position, label.is_active = placed(position), is_active
    label.save()
    data = {"label": label.code, "before": before, "after": shown(label)}
    record(chain=CHAIN, action="label.changed", by=by, data=data)
    return label


@transaction.atomic
def put_label(*, case_id: int, code: str, by: Member, version: int | None = None) -> Case:
    """Puts one of the labels on a case that fit where it stands, or takes it away; clocks and stages know nothing of it."""
    case = locked(case_id, by=by, version=version)
    label = StatusLabel.objects.active().fitting(case.phase, case.stage).filter(code=code).first()
    if code and label is None:
        raise Invalid(_("This label does not fit where the case stands now."), field="label")
    if label == case.label:
        return case
    before = case.label.name_en if case.label else ""
    case.label = label
    save(case, "label")
    data = {"before": before, "after": label.name_en if label else ""}
    note_down(case, "case.labelled", by=by, data=data)
    return case


def fitted_label(case: Case) -> tuple[str, ...]:
    """Takes a label away that does not fit any more; the fields to save."""
    if case.label is None or case.label.fits(case.phase, case.stage):
        return ()
    case.label = None
    return ("label",)


def names_in(names: dict[str, str]) -> dict[str, str]:
    found = {name: cleaned(names.get(name, ""))[:NAME_LENGTH] for name in NAMES}
    for name, value in found.items():
        if not value:
            raise Invalid(_("Write the name in all three languages."), field=name)
    return found


def placed(position: int) -> int:
    return max(0, min(position, 999))


def shown(label: StatusLabel) -> str:
    names = " / ".join(getattr(label, name) for name in NAMES)
    return names if label.is_active else f"{names} (–)"

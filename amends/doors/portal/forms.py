"""What customers may send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.text import cleaned
from amends.casework.cases.vault import Kept, keep
from amends.casework.customers.rules import phone_digits
from amends.casework.readings.choices import Demand
from amends.foundation.kernel.errors import Invalid, TooLarge

WISHES = (
    Demand.REFUND,
    Demand.REPLACE,
    Demand.REPAIR,
    Demand.COMPENSATION,
    Demand.APOLOGY,
    Demand.EXPLANATION,
    Demand.ACTION,
    Demand.IMPROVEMENT,
)
FILES_AT_MOST = 9
SHORTEST_PHONE = 6


class PlainField(forms.CharField):
    """A text as it is kept: without what cannot be stored or would mislead a reader."""

    def to_python(self, value: Any) -> str:
        return cleaned(super().to_python(value) or "")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; each is looked at and kept, or refused with what to do."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Kept]:
        files: list[UploadedFile[Any]] = [file for file in (data or []) if file]
        if len(files) > FILES_AT_MOST:
            raise forms.ValidationError(_("Choose at most %(n)s files.") % {"n": FILES_AT_MOST})
        kept, problems = [], []
        for file in files:
            try:
                kept.append(keep(file.name or "", file.file, file.size or 0))  # type: ignore[arg-type]
            except (Invalid, TooLarge) as error:
                problems.append(str(error.message))
        if problems:
            raise forms.ValidationError(problems)
        return kept


class FilesForm(forms.Form):
    files = FilesField(required=False)  # type: ignore[assignment]
    idempotency_key = PlainField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.value_from_datadict = lambda data, files, name: (
            files.getlist(name) if hasattr(files, "getlist") else []
        )


class ComplaintForm(FilesForm):
    text = PlainField(
        error_messages={"required": _("Please write in a few words what happened.")},
    )
    happened_on = forms.DateField(
        required=False, error_messages={"invalid": _("Choose a day, or leave it open.")}
    )
    order_no = PlainField(required=False, max_length=60)
    place = PlainField(required=False, max_length=120)
    demands = forms.MultipleChoiceField(
        required=False, choices=[(demand.value, demand.label) for demand in WISHES]
    )
    name = PlainField(max_length=80, error_messages={"required": _("How may we address you?")})
    phone = PlainField(
        max_length=40,
        error_messages={
            "required": _("We need a phone number to reach you, and so that you can follow your complaint.")
        },
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={"invalid": _("This e-mail address looks incomplete. Correct it or leave it open.")},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > settings.AMENDS_TEXT_CHARACTERS:
            raise forms.ValidationError(
                _(
                    "This is longer than %(limit)s characters. Shorten it here, or attach the whole text as a PDF file."
                )
                % {"limit": f"{settings.AMENDS_TEXT_CHARACTERS:,}"}
            )
        return text

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if len(phone_digits(phone)) < SHORTEST_PHONE:
            raise forms.ValidationError(_("This phone number looks too short. Please check it."))
        return phone


class MessageForm(FilesForm):
    body = PlainField(
        max_length=settings.AMENDS_TEXT_CHARACTERS,
        error_messages={"required": _("Please write a few words first.")},
    )


class FollowForm(forms.Form):
    number = PlainField(max_length=40, error_messages={"required": _("Enter the number of your complaint.")})
    phone = PlainField(max_length=40, error_messages={"required": _("Enter the phone number you gave us.")})

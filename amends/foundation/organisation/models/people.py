"""Departments and the people in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from amends.foundation.organisation.choices import (
    CASEWORKERS,
    HOME_CURRENCY,
    PORTAL,
    Function,
    Presence,
    Role,
)

OPERATING = frozenset({"kernel.change_job"})


class Department(models.Model):
    """A part of the company; `path` holds the codes of all above it, so that a subtree is one prefix."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_hant = models.CharField(_("name in Traditional Chinese"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, db_index=True, editable=False)
    takes_in = models.BooleanField(_("receives new complaints"), default=False)
    function = models.CharField(_("function"), max_length=16, choices=Function, blank=True)
    calendar = models.CharField(
        _("working hours"),
        max_length=40,
        blank=True,
        help_text="Code of a calendar; empty: that of the one above",
    )

    def __str__(self) -> str:
        return self.name_in(get_language() or "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    def name_in(self, language: str) -> str:
        """The name in an interface language, falling back to the Simplified Chinese one."""
        return {"zh-hant": self.name_hant, "en": self.name_en}.get(language, "") or self.name


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> models.QuerySet[Member]:
        """Always with the department: what a member may see depends on it."""
        return super().get_queryset().select_related("department")

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Member:
        member = self.model(username=username, **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(username__iexact=username)


class Member(AbstractBaseUser):
    """A person who works here, or the house itself acting under a name."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    username = models.CharField(_("username"), max_length=60, unique=True)
    display_name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="members")
    line_manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("line manager")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    skills = models.JSONField(
        _("skills"), default=list, help_text=_("Complaint categories this person handles well")
    )
    skill_levels = models.JSONField(
        default=dict, help_text="Skill → 1 still learning, 3 especially good; what is not here is sure"
    )
    languages = models.JSONField(_("languages"), default=list)
    strengths = models.JSONField(default=list, help_text="What this person says of themselves")
    hot_cap = models.PositiveSmallIntegerField(
        _("heated cases a shift at most"), null=True, help_text="Never above what the department allows"
    )
    calendar = models.CharField(
        _("working hours"), max_length=40, blank=True, help_text="Code of a calendar; empty: while present"
    )
    presence = models.CharField(_("presence"), max_length=10, choices=Presence, default=Presence.AWAY)
    approval_limit = models.DecimalField(
        _("may approve up to"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    limits_abroad = models.JSONField(
        default=dict, help_text="Currency other than the home one → sum as text; what is not here is nothing"
    )
    capacity = models.PositiveSmallIntegerField(_("open cases at most"), default=30)
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = MemberManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known"),
        ]

    def __str__(self) -> str:
        if self.username == PORTAL:
            return gettext("Customer")
        return self.display_name or self.username

    def limit_in(self, currency: str) -> Decimal:
        """Up to which sum of a currency this person decides at most: a limit in one says nothing about another."""
        if currency == HOME_CURRENCY:
            return Decimal(self.approval_limit)
        return Decimal(self.limits_abroad.get(currency, 0))

    @property
    def works_on_cases(self) -> bool:
        """Whether cases are their work; administrators, trainers, the warehouse and finance see none."""
        return self.role in CASEWORKERS

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Only the machinery asks this way; each app says in its permissions.py who may do what."""
        return self.is_active and perm in OPERATING and self.role in {Role.ADMINISTRATOR, Role.SYSTEM}

    def has_module_perms(self, app_label: str) -> bool:
        return False

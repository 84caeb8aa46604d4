from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who did what, when and why, in chains that show every later change."""

    name = "amends.foundation.audit"
    label = "audit"
    verbose_name = _("Audit trail")

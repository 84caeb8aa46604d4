from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    """The ground everything stands on: it knows events, jobs, time, money, pages and search, and no word of complaints."""

    name = "amends.foundation.kernel"
    label = "kernel"
    verbose_name = _("Kernel")

"""Whether an outside service is set up, where it is, and how much may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Terms:
    """What the administrator set; `seconds` is for one whole answer, `per_day` for all workers together."""

    address: SplitResult
    key: str
    model: str
    seconds: int
    per_day: int

    @property
    def host(self) -> str:
        return self.address.hostname or ""

    @property
    def stays_here(self) -> bool:
        """Whether the service runs on this machine."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_sealed(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.stays_here or self.address.scheme == "https"


def terms() -> Terms | None:
    """None unless address and model are both set: readings are never refined by accident."""
    address = urlsplit(settings.PROVIDER_ADDRESS.strip().rstrip("/"))
    if address.scheme not in {"http", "https"} or not address.hostname or not settings.PROVIDER_MODEL:
        return None
    return Terms(
        address,
        settings.PROVIDER_KEY,
        settings.PROVIDER_MODEL,
        max(1, settings.PROVIDER_SECONDS),
        max(0, settings.PROVIDER_PER_DAY),
    )

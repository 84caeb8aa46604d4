"""The keys that vouchers are sealed with: the first one seals, all of them are recognised."""

from __future__ import annotations

import hashlib

from django.conf import settings


def keys() -> dict[str, bytes]:
    """By the name that a voucher keeps; the newest first. Without a setting, one that follows from the secret key."""
    set_up = [word.strip() for word in settings.VOUCHER_KEYS.split(",") if word.strip()]
    words = set_up or [f"vouchers:{settings.SECRET_KEY}"]
    made = [hashlib.sha256(word.encode()).digest() for word in words]
    return {hashlib.sha256(key).hexdigest()[:8]: key for key in made}


def sealing_key() -> tuple[str, bytes]:
    return next(iter(keys().items()))

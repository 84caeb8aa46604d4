"""Is it set up so that nobody gets in who should not, and everybody who should?"""

from __future__ import annotations

import stat

from django.conf import settings
from django.utils.translation import gettext as _

from amends.config.operations.doctor.findings import Findings, error, ok, warning

HERE = {"127.0.0.1", "localhost", "[::1]"}


def secret_key() -> Findings:
    kept = settings.SECRET_KEY_PATH
    if settings.SECRET_KEY_LENGTH < 32:
        yield error(
            "secret_key",
            _("There is no secret key of at least 32 characters."),
            _("Run `amends setup`, which writes one, or set SECRET_KEY or SECRET_KEY_FILE."),
        )
    elif kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        yield warning(
            "secret_key",
            _("Others on this machine can read %(file)s.") % {"file": kept},
            _("Run `chmod 600 %(file)s`.") % {"file": kept},
        )
    else:
        yield ok("secret_key", _("There is a secret key."))


def debug() -> Findings:
    if settings.DEBUG and is_public():
        yield error(
            "debug",
            _("DEBUG is on, so strangers see program and settings when something fails."),
            _("Take DEBUG out of the environment and start anew."),
        )
    elif settings.DEBUG:
        yield warning("debug", _("DEBUG is on."), _("Only ever use it on your own machine."))
    else:
        yield ok("debug", _("DEBUG is off."))


def hosts() -> Findings:
    if "*" in settings.ALLOWED_HOSTS:
        yield warning(
            "hosts",
            _("ALLOWED_HOSTS takes any name, so links in letters can be led astray."),
            _("Name the addresses that people use."),
        )
    elif not settings.ALLOWED_HOSTS:
        yield error(
            "hosts", _("ALLOWED_HOSTS is empty, so nobody gets in."), _("Name the addresses that people use.")
        )
    else:
        yield ok("hosts", _("Answers to: %(names)s.") % {"names": ", ".join(settings.ALLOWED_HOSTS)})


def https() -> Findings:
    secure, proxy = settings.SESSION_COOKIE_SECURE, settings.SECURE_PROXY_SSL_HEADER
    if not is_public():
        yield ok("https", _("Only this machine gets in, so https is not needed."))
    elif not secure:
        yield warning(
            "https",
            _("People sign in from elsewhere and HTTPS is off: passwords can be read on the way."),
            _(
                "Put a proxy with a certificate in front and set HTTPS=1 and BEHIND_PROXY=1; see deploy/nginx.conf."
            ),
        )
    elif not proxy:
        yield warning(
            "https",
            _(
                "HTTPS is on and BEHIND_PROXY is off: forms are refused, because the proxy's word is not taken."
            ),
            _("Set BEHIND_PROXY=1."),
        )
    else:
        yield ok("https", _("Sign-ins travel over https only."))


def is_public() -> bool:
    return bool(set(settings.ALLOWED_HOSTS) - HERE)

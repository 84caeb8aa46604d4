"""Sends one instruction to one address: signed, over a connection nobody can turn elsewhere, and without following anybody.

What the receiver checks: `Amends-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 of `SECONDS.BODY` with the common
secret. `Idempotency-Key` is the same for every try and every replay of an instruction, so that nothing is paid twice.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from amends.practice.remedies.payments.choices import Way
from amends.practice.remedies.payments.provider.ways import Handed, Order

SECONDS: Final = 15
MOST_BYTES: Final = 64 * 1024
SHORTEST_SECRET: Final = 16
# Everything else that is no 2xx will be no better the next time.
AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class Barred(Exception):
    """Why an address is not spoken to: `not https`, `inside`, `no such host`."""


class Webhook:
    """The other default: whoever pays is told by a signed message."""

    code = Way.WEBHOOK.value

    def is_set_up(self) -> bool:
        address = urlsplit(settings.PAYMENTS_WEBHOOK)
        is_address = address.scheme in {"http", "https"} and bool(address.hostname)
        return is_address and len(settings.PAYMENTS_WEBHOOK_SECRET) >= SHORTEST_SECRET

    def hand_over(self, orders: Sequence[Order], *, name: str, at: datetime) -> Handed:
        """Exactly one order: each stands or falls alone."""
        (order,) = orders
        if not self.is_set_up():
            return Handed(refused=True, problem="not set up")
        body = json.dumps(as_told(order), ensure_ascii=False).encode()
        try:
            return _post(urlsplit(settings.PAYMENTS_WEBHOOK), body, _headers(order, name, body, at))
        except Barred as why:
            return Handed(refused=why.args[0] != "no such host", problem=why.args[0])
        except TimeoutError:
            return Handed(problem="slow")
        except ssl.SSLError:
            return Handed(problem="certificate")
        except (OSError, HTTPException):
            return Handed(problem="unreachable")


def as_told(order: Order) -> dict[str, str]:
    return {
        "type": "refund.instructed",
        "key": order.key,
        "refund": order.number,
        "case": order.case,
        "order_number": order.order_number,
        "amount": str(order.amount.amount),
        "currency": order.amount.currency,
        "pay_to": "original_payment",
        "reference": order.reference,
        "instructed_at": order.instructed_at.isoformat(),
    }


def signature(body: bytes, at: datetime, secret: str) -> str:
    seconds = int(at.timestamp())
    made = hmac.digest(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={made.hex()}"


def _headers(order: Order, name: str, body: bytes, at: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Amends",
        "Idempotency-Key": order.key,
        "Amends-Delivery": name,
        "Amends-Signature": signature(body, at, settings.PAYMENTS_WEBHOOK_SECRET),
    }


def _post(address: SplitResult, body: bytes, headers: dict[str, str]) -> Handed:
    host, sealed = address.hostname or "", address.scheme == "https"
    port = address.port or (443 if sealed else 80)
    connection = (
        HTTPSConnection(host, port, timeout=SECONDS)
        if sealed
        else HTTPConnection(host, port, timeout=SECONDS)
    )
    try:
        # Connected here, so that the name is not asked a second time after its address was found harmless.
        connection.sock = _connected(host, port, sealed=sealed)
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(MOST_BYTES)
        again = answer.getheader("Retry-After", "").strip()
        return Handed(
            taken=200 <= answer.status < 300,
            refused=not 200 <= answer.status < 300 and answer.status not in AGAIN,
            status=answer.status,
            after=int(again) if again.isdigit() and len(again) < 6 else None,
        )
    finally:
        connection.close()


def _connected(host: str, port: int, *, sealed: bool) -> socket.socket:
    plain = socket.create_connection((_harmless(host, port, sealed=sealed), port), timeout=SECONDS)
    if not sealed:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def _harmless(host: str, port: int, *, sealed: bool) -> str:
    """The address behind a name, if it may be spoken to; every address that the name has must be harmless."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as unknown:
        raise Barred("no such host") from unknown
    for one in found:
        is_here = _is_here(one)
        if not (sealed or is_here):
            raise Barred("not https")
    return found[0]


def _is_here(text: str) -> bool:
    """Whether an address is on this machine; raises Barred for what lies inside unless that is allowed."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback or (
        address.is_private and not address.is_link_local and not address.is_unspecified
    ):
        if not settings.PAYMENTS_WEBHOOK_INSIDE:
            raise Barred("inside")
    elif not address.is_global or address.is_multicast:
        raise Barred("inside")
    return address.is_loopback

"""How often one may guess a query code, and who is asking."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from touyan.intake.throttling import Limit
from touyan.kernel.peer import peer

TRIES, TRIES_WITHIN = 10, timedelta(minutes=10)
TRIES_PER_CODE, PER_CODE_WITHIN = 10, timedelta(hours=1)
TRIES_OF_ALL, OF_ALL_WITHIN = 1000, timedelta(hours=1)
NEIGHBOURHOOD = 64
"""An IPv6 household owns this many bits of addresses: they count as one."""


def buckets(request: HttpRequest, code: str) -> list[Limit]:
    """The limits one wrong try counts against: its address, its code, everybody's together."""
    return [
        Limit("portal-address", TRIES, TRIES_WITHIN, address(request)),
        Limit("portal-code", TRIES_PER_CODE, PER_CODE_WITHIN, code),
        Limit("portal", TRIES_OF_ALL, OF_ALL_WITHIN),
    ]


def address(request: HttpRequest) -> str:
    """Where the request came from, as far as our own proxies vouch for it."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    return _household(peer(direct, forwarded, proxies=settings.TOUYAN_PROXIES))


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, NEIGHBOURHOOD), strict=False))
    return str(found)

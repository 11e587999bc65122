"""How often one may guess a query code, and who is asking."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from touyan.intake.throttling import Limit

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
    """Where the request came from. Only what our own proxies appended is believed: with none of
    them (TOUYAN_PROXIES=0) the header is somebody's claim and is not read."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.TOUYAN_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        peer = hops[-proxies] if len(hops) >= proxies else peer
    return _household(peer)


def _household(peer: str) -> str:
    try:
        found = ip_address(peer)
    except ValueError:
        return peer
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, NEIGHBOURHOOD), strict=False))
    return str(found)

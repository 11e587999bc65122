"""Who is really asking, when servers of our own stand in between."""

from __future__ import annotations


def peer(direct: str, forwarded: str, *, proxies: int) -> str:
    """The address a request came from: the one connected to us, or what our own proxies, so many
    of them, appended to X-Forwarded-For. What stands before that is somebody's claim."""
    hops = [hop.strip() for hop in forwarded.split(",")]
    return hops[-proxies] if proxies and len(hops) >= proxies else direct

"""Where a request comes from, for limits.

A proxy in front speaks for everybody, and says in ``X-Forwarded-For`` for whom. So does whoever
wants to seem somebody else: the header is believed only from the proxies that ``TRUSTED_PROXIES``
names, and only what they added to it themselves, which stands at its end.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the network address of who asks, "" where there is none (a socket without proxies)."""
    peer = _parsed(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    hops = [_parsed(one) for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if isinstance(trusted, int):
        # The last proxy added its own client last, the one before it the one before.
        found = hops[-trusted] if 0 < trusted <= len(hops) else None
    else:
        found = _behind(trusted, [*hops, peer])
    client = found or peer
    return str(client) if client else ""


def _behind(
    trusted: tuple[IPv4Network | IPv6Network, ...], hops: list[Address | None]
) -> Address | None:
    """Return the last hop that is no proxy of ours: what stands before it anybody may have said."""
    nearest = None
    for hop in reversed(hops):
        if hop is None:
            break
        nearest = hop
        if not any(hop in network for network in trusted):
            break
    return nearest


def _parsed(written: str) -> Address | None:
    """Return an address that may have a port, None for what is none."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

"""Where a request comes from: behind proxies, and from people who say they come from elsewhere."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import RequestFactory

from accounts.adapter import ClosedSignUpAdapter
from editorial.talking.sender import sender_of

PROXIES = tuple(ip_network(one) for one in ("10.0.0.0/8", "192.0.2.1"))


@pytest.mark.parametrize(
    ("trusted", "peer", "header", "address"),
    [
        # Off, which it is unless it is set: nothing that a client says counts.
        (0, "203.0.113.5", None, "203.0.113.5"),
        (0, "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (0, "203.0.113.5", "198.51.100.1, 10.0.0.1", "203.0.113.5"),
        ((), "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        # Behind one proxy, which adds its client at the end.
        (1, "10.0.0.1", "203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (1, "10.0.0.1", None, "10.0.0.1"),
        (1, "10.0.0.1", "nonsense", "10.0.0.1"),
        (1, "10.0.0.1", "203.0.113.5:4711", "203.0.113.5"),
        (1, "10.0.0.1", "[2001:db8::5]:4711", "2001:db8::5"),
        (1, "10.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"),
        (1, "", "203.0.113.5", "203.0.113.5"),
        # Behind two; what came by fewer is counted as its peer.
        (2, "10.0.0.1", "198.51.100.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "10.0.0.1", "203.0.113.5", "10.0.0.1"),
        # Named proxies: what reaches the office past them is believed nothing.
        (PROXIES, "203.0.113.5", "198.51.100.1", "203.0.113.5"),
        (PROXIES, "10.0.0.1", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (PROXIES, "10.0.0.1", "198.51.100.1, 203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (PROXIES, "10.0.0.1", "198.51.100.1, nonsense, 10.0.0.2", "10.0.0.2"),
        (PROXIES, "10.0.0.1", None, "10.0.0.1"),
    ],
)
def test_address(settings: Any, trusted: Any, peer: str, header: str | None, address: str) -> None:
    settings.TRUSTED_PROXIES = trusted
    headers = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    assert ClosedSignUpAdapter(request).get_client_ip(request) == address
    # The limit of reports and questions goes by the same.
    same = RequestFactory().get("/", REMOTE_ADDR=address)
    settings.TRUSTED_PROXIES = 0
    expected = sender_of(same)
    settings.TRUSTED_PROXIES = trusted
    assert sender_of(request) == expected

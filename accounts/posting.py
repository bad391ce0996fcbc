"""Post to an address that a person gave us, and to no machine of our own.

The name is resolved once; every address it has must be public, and the connection goes to one of
those very addresses, so that a name that changes its mind in between reaches nothing else. No
redirect is followed, and nothing of the answer is read but its status.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings

TIMEOUT = 5  # seconds, for each step
LONGEST = 15  # seconds, in all: an answer that drips in is cut off

LAST_RESERVED_PORT = 1023
#: Domains that the public internet does not have (RFC 6761, 6762, 9476; ICANN for "internal").
LOCAL_DOMAINS = frozenset(
    {"corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private"}
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class PostingError(Exception):
    """It could not be posted; the text says why, for the owner of the address."""


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the public internet."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        # Addresses that stand for another one are judged by that, or not taken.
        if address.sixtofour is not None or address.teredo is not None:
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback
    )


def problem_with(url: str) -> str:
    """Return what is wrong with an address before any name is looked up, or ""."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return "This is no address."
    if parts.scheme != "https" or not host or not url.isascii() or not url.isprintable():
        return "Give an address that begins with https://."
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "Leave out names, passwords and what follows “#”."
    if port is not None and port != 443 and port <= LAST_RESERVED_PORT and port > 0:
        return "Leave out the port, or give 443 or one above 1023."
    if port == 0 or " " in url or "\\" in url:
        return "This is no address."
    try:
        found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        # A name: it is looked up when something is posted.
        return NOT_PUBLIC if _is_local(host) else ""
    return "" if all(_may_reach(str(entry[4][0])) for entry in found) else NOT_PUBLIC


def _is_local(name: str) -> bool:
    """Tell whether a name can only be one of the machine or of its own network."""
    labels = name.lower().rstrip(".").split(".")
    local = len(labels) == 1 or labels[-1] in LOCAL_DOMAINS or labels[-2:] == ["home", "arpa"]
    return local and not settings.WEBHOOKS_MAY_REACH_LOOPBACK


NOT_PUBLIC = "This address is not on the public internet."


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post to the address; return the status of the answer. Raises PostingError."""
    wrong = problem_with(url)
    if wrong:
        raise PostingError(wrong)
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or 443
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(host, port, _resolved(host, port))
    timer = threading.Timer(LONGEST, connection.cut)
    timer.start()
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise PostingError(f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        timer.cancel()
        connection.close()


def _may_reach(text: str) -> bool:
    if settings.WEBHOOKS_MAY_REACH_LOOPBACK and ipaddress.ip_address(text).is_loopback:
        return True
    return is_public(text)


def _resolved(host: str, port: int) -> str:
    """Return an IP address of the name; refuse it if any of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PostingError(f"The name {host} can't be found.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(_may_reach(address) for address in addresses):
        raise PostingError(NOT_PUBLIC)
    return addresses[0]


class _Pinned(http.client.HTTPSConnection):
    """A connection to one IP address, with the name in its certificate and its Host header."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address = address
        self.context = ssl.create_default_context()

    def connect(self) -> None:
        """Connect to the address that was judged; the certificate must be the name's."""
        raw = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = self.context.wrap_socket(raw, server_hostname=self.host)

    def cut(self) -> None:
        """End it from another thread, whatever it waits for."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

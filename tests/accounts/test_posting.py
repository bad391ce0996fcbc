"""What is posted to an address of somebody's reaches no machine of our own."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from accounts import posting
from accounts.posting import PostingError, is_public, post, problem_with

PRIVATE = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "2001:db8::1",
]
#: Numbers that resolvers take for 127.0.0.1, and other ways to write it.
DISGUISED = [
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:7f00:1]",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_it_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_it_is_public(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def _nothing_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **_: Any) -> None:
        raise AssertionError(f"connected to {args}")

    monkeypatch.setattr(socket, "create_connection", refuse)


def resolving_to(*addresses: str) -> Any:
    def lookup(host: str, port: Any, *_: Any, **options: Any) -> list[Any]:
        if options.get("flags"):
            raise socket.gaierror("no number")
        family = socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return lookup


@pytest.mark.usefixtures("_nothing_connects")
@pytest.mark.parametrize("host", [*DISGUISED, "127.0.0.1", "10.0.0.1", "169.254.169.254"])
def test_a_number_is_refused_at_once(host: str) -> None:
    assert problem_with(f"https://{host}/") == posting.NOT_PUBLIC
    with pytest.raises(PostingError):
        post(f"https://{host}/", b"", {})


@pytest.mark.usefixtures("_nothing_connects")
@pytest.mark.parametrize("addresses", [[one] for one in PRIVATE] + [["8.8.8.8", "127.0.0.1"]])
def test_a_name_of_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to(*addresses))
    assert problem_with("https://hooks.example/") == ""
    with pytest.raises(PostingError, match="not on the public internet"):
        post("https://hooks.example/", b"", {})


def test_it_connects_to_the_very_address_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its mind between two lookups is looked up once."""
    lookups, connected = [], []

    def lookup(host: str, port: Any, *_: Any, **options: Any) -> list[Any]:
        if options.get("flags"):
            raise socket.gaierror("no number")
        lookups.append(host)
        address = "93.184.215.14" if len(lookups) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: Any, *_: Any, **__: Any) -> None:
        connected.append(address)
        raise OSError("enough")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(PostingError):
        post("https://hooks.example/", b"", {})
    assert connected == [("93.184.215.14", 443)]
    assert lookups == ["hooks.example"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://hooks.example/",
        "ftp://hooks.example/",
        "https://",
        "https:///path",
        "https://user:secret@hooks.example/",
        "https://hooks.example/#part",
        "https://hooks.example:99999/",
        "https://hooks.example:0/",
        "https://hooks.example:22/",
        "https://localhost/x",
        "https://demo.internal/",
        "https://printer.local./",
        "https://a.localhost/",
        "https://intranet/",
        "https://hooks.example/\r\nX: y",
        "https://hooks.example/a b",
        "https://hooks.ex\u00e4mple/",
        "https://[::1",
    ],
)
def test_what_is_no_address_of_ours_to_post_to(url: str) -> None:
    assert problem_with(url)

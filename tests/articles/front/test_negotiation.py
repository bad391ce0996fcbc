"""Which coding is sent, and when 304 is enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.compression import CODINGS
from articles.front.negotiation import coding_for, is_known

TAG, DATE = '"abc-br"', "Wed, 25 Nov 2026 16:02:45 GMT"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate, zstd", "zstd"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        (" gzip ; q=1.0 ,br ; Q=0.2", "gzip"),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "zstd"),
        ("identity", "identity"),
        ("identity;q=0.9, gzip;q=0.2", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=0", "identity"),
        ("identity;q=0, *;q=0", "identity"),
        ("deflate", "identity"),
        ("gzip;q=nan, br;q=x", "identity"),
        ("gzip;q=7", "identity"),
        (";;,,;q=,", "identity"),
    ],
)
def test_coding_for(accepted: str, coding: str) -> None:
    assert coding_for(accepted) == coding


@given(st.text())
def test_coding_for_anything_is_one_of_ours(accepted: str) -> None:
    assert coding_for(accepted) in (*CODINGS, "identity")


@pytest.mark.parametrize(
    ("none_match", "since", "known"),
    [
        ("", "", False),
        (TAG, "", True),
        (f"W/{TAG}", "", True),
        (f'"other", {TAG}', "", True),
        ("*", "", True),
        ('"abc"', "", False),
        # The tags decide, whatever the date says.
        ('"other"', DATE, False),
        ("", DATE, True),
        ("", "Thu, 26 Nov 2026 16:02:45 GMT", True),
        ("", "Wed, 25 Nov 2026 16:02:44 GMT", False),
        ("", "yesterday", False),
    ],
)
def test_is_known(none_match: str, since: str, known: bool) -> None:
    assert is_known(TAG, DATE, none_match, since) is known


@given(st.text(min_size=1), st.text())
def test_is_known_never_fails(none_match: str, since: str) -> None:
    is_known(TAG, DATE, none_match, since)
    is_known(TAG, DATE, "", since)

"""What no reference may say."""

from __future__ import annotations

from typing import Any

import pytest

from articles.citations import acceptance
from articles.citations.acceptance import CROSSREF_TYPES, CSL_TYPES, refusals
from editorial.authoring.references import TYPES


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"type": "", "URL": ""},
        {"type": None, "URL": None},
        {"URL": "http://example.org"},
        {"URL": "HTTPS://Example.org/a b?c=d#e"},
        {"URL": ["https://example.org/", "ftp://example.org/"]},
        {"URL": "https://bücher.example/ä"},
        *({"type": kind} for kind in sorted({*CSL_TYPES, *CROSSREF_TYPES, *TYPES})),
    ],
    ids=str,
)
def test_what_csl_and_the_web_know_is_taken(item: dict[str, Any]) -> None:
    assert [*refusals(item)] == []


@pytest.mark.parametrize("kind", ["blog", "Article", "article ", "journal", 5, True, [], ["book"]])
def test_other_types_are_named(kind: Any) -> None:
    (sentence,) = refusals({"type": kind, "URL": "https://example.org"})
    assert sentence.startswith(f"its type, “{str(kind).strip()}”, is none of CSL's")


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/a", "javascript:alert(1)", "data:text/html,x", "mailto:a@b.example"),
        *("file:///etc/passwd", "urn:isbn:0", "//example.org", "/articles/", "www.example.org"),
        *("https://", "https://who@example.org/", "https:/example.org", "HTTPS", 5, {"a": "b"}),
    ],
)
def test_other_addresses_are_named(address: Any) -> None:
    (sentence,) = refusals({"type": "book", "URL": address})
    assert sentence.startswith(f"its URL, “{address}”, is no web address")


def test_long_values_are_shortened() -> None:
    found = [*refusals({"type": "x" * 1000, "URL": "y\n" * 1000})]
    assert len(found) == 2
    assert all(len(sentence) < 200 for sentence in found)


def test_crossref_names_are_csl_ones_of_another_spelling() -> None:
    assert set(CROSSREF_TYPES.values()) <= acceptance.CSL_TYPES
    assert not CROSSREF_TYPES.keys() & acceptance.CSL_TYPES

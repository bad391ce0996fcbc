"""The editorial policy."""

from __future__ import annotations

from tests.articles.reader.reading import html_of, read


def test_policy_needs_no_query(db: None) -> None:
    read("/editorial-policy/", queries=0)


def test_policy_quotes_the_banner(db: None) -> None:
    words = "Educational purpose only • Exercise caution as content is pending human review"
    assert words in " ".join(html_of("/editorial-policy/").split())

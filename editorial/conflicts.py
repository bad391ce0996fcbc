"""Whether somebody's declared interests concern a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any


def conflicting_names(names: Iterable[str], document: Mapping[str, Any]) -> list[str]:
    """Return those names (organisations, products) that the content document mentions.

    A name counts as a whole word, whatever its capitals and wherever its lines are broken, anywhere
    in what is reviewed: question, title, both texts, funding and the titles of the references. One
    that is declared more than once is returned once.
    """
    text = " \n ".join(_reviewed_words(document))
    once = {" ".join(name.split()).casefold(): name for name in reversed(list(names))}
    return [name for name in reversed(once.values()) if _pattern(name).search(text)]


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", flags=re.IGNORECASE)


def _reviewed_words(document: Mapping[str, Any]) -> Iterable[str]:
    for key in ("question", "title", "clinician", "plain", "funding"):
        yield str(document[key])
    for reference in document["references"]:
        yield str(reference.get("title", ""))

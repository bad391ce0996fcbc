"""What a working copy takes as its references, whoever sends them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from articles.services.working_copy import MOST_REFUSALS, cleaned

GOOD = {"id": "a", "type": "book", "title": "A", "URL": "https://example.org/"}


def refusal(items: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        cleaned("references", items)
    found: list[str] = refused.value.message_dict["references"]
    return found


def test_good_references_are_kept_as_they_are() -> None:
    assert cleaned("references", [GOOD, {"id": "b"}]) == [GOOD, {"id": "b"}]


def test_entry_and_field_are_named() -> None:
    found = refusal([GOOD, {**GOOD, "id": "b", "type": "blog", "URL": "ftp://example.org/"}])
    assert [sentence.partition(" is n")[0] for sentence in found] == [
        "Reference “b”, entry 2 of the list: its type, “blog”,",
        "Reference “b”, entry 2 of the list: its URL, “ftp://example.org/”,",
    ]


def test_no_more_is_said_than_somebody_reads() -> None:
    assert len(refusal([{"id": str(n), "type": "x"} for n in range(500)])) == MOST_REFUSALS


@pytest.mark.parametrize("items", ["", {}, [1], [{"title": "no id"}], [GOOD, GOOD]])
def test_what_is_no_list_of_entries_with_ids_is_refused(items: Any) -> None:
    assert len(refusal(items)) == 1

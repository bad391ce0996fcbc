"""JSON from files is read strictly, and refused in words."""

from __future__ import annotations

import pytest

from articles.strict_json import UnreadableJSONError, read_json


def test_it_is_read() -> None:
    assert read_json('{"a": [1, "x", null, true]}') == {"a": [1, "x", None, True]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "it is nested too deep"),
        ('{"a": 1,\n"b" 2}', "it can't be read from line 2, character 5 on"),
        ("", "it can't be read from line 1, character 1 on"),
        ("[1.5]", "the number 1.5 can't be kept exactly"),
        ("[NaN]", "the number NaN can't be kept exactly"),
        (f"[{'1' * 10_000}]", "a number in it is too long"),
    ],
    ids=["deep", "broken", "empty", "fraction", "constant", "long"],
)
def test_it_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(UnreadableJSONError, match=words):
        read_json(text)

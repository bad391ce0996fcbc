"""Slips: how they are counted, and what is thought to be meant."""

from __future__ import annotations

import pytest

from articles.models import SearchWord
from articles.reader.search.spelling import MOST_MENDED, mended, slips


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [
        ("gout", "gout", 0),
        ("gouty", "gout", 1),  # one too many
        ("atack", "attack", 1),  # one missing
        ("kidmey", "kidney", 1),  # one wrong
        ("kindey", "kidney", 1),  # two swapped
        ("diabtis", "diabetes", 2),
        ("gout", "lung", 3),  # more than asked for
        ("", "abc", 3),
    ],
)
def test_slips(word: str, other: str, count: int) -> None:
    assert slips(word, other, 2) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("kidny", "kidney"),
        ("kidneyzq", "kidney"),
        ("Sjögrem".lower(), "sjogren"),
        ("gaut", "gout"),
        ("gaux", None),  # two slips in a short word
        ("kidney", None),  # nothing to mend
        ("gut", None),  # too short
        ("kidneyxyz", None),
        ("xidney", None),  # another letter to begin with
        ("hearx", "heard"),  # the first of two that are as near
    ],
)
def test_mended(word: str, meant: str | None) -> None:
    words = ("kidney", "sjogren", "gout", "heart", "heard")
    SearchWord.objects.bulk_create(SearchWord(word=known) for known in words)
    assert mended([word]).get(word) == meant


@pytest.mark.django_db
def test_a_word_of_texts_must_begin_as_it_was_typed() -> None:
    SearchWord.objects.create(word="dapagliflozin", titled=False)
    for typed, meant in (("dapaglifozin", "dapagliflozin"), ("dpagliflozin", None)):
        assert mended([typed]).get(typed) == meant


@pytest.mark.django_db
def test_few_words_are_mended() -> None:
    SearchWord.objects.create(word="kidney")
    slipped = ["kidnex", "kidnez", "kidneq", "kidnew"]
    assert list(mended(slipped)) == slipped[:MOST_MENDED]
    assert mended([]) == {}

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.citations.numbering import Place, number_references

KEYS = st.lists(st.sampled_from(["", "a", "b", "c", "d"]))
CITED = st.lists(st.sampled_from(["a", "b", "c", "x", "y"]))


def test_number_references_first_citation_decides_over_all_texts():
    numbering = number_references(["a", "b", "c", "d"], ["c", "a", "c"], ["d", "a"])

    assert numbering.numbers == {"c": 1, "a": 2, "d": 3, "b": 4}
    assert numbering.uncited == ("b",)
    assert numbering.missing == ()


def test_number_references_missing_key_keeps_its_place():
    numbering = number_references(["a"], ["x", "a"])

    assert numbering.places == (Place("x", None), Place("a", 0))
    assert numbering.missing == ("x",)


def test_number_references_duplicates_and_nameless_come_last():
    numbering = number_references(["", "a", "a", "b"], ["b", "a"])

    assert numbering.numbers == {"b": 1, "a": 2}
    assert numbering.places == (Place("b", 3), Place("a", 1), Place("", 0), Place("a", 2))


def test_number_references_nothing_cited_keeps_the_list_order():
    assert number_references(["b", "a"]).numbers == {"b": 1, "a": 2}


@given(KEYS, CITED, CITED)
def test_number_references_every_reference_is_shown_once(listed, first, second):
    numbering = number_references(listed, first, second)

    shown = [place.index for place in numbering.places if place.index is not None]
    assert sorted(shown) == list(range(len(listed)))
    assert set(numbering.numbers) == {*listed, *first, *second} - {""}
    for key, number in numbering.numbers.items():
        assert numbering.places[number - 1].key == key

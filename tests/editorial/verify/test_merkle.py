"""The tree: known roots of RFC 6962's test vectors, and proofs that prove nothing else."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.verify.merkle import path, root, root_from

LEAVES = st.lists(st.text(max_size=20), min_size=1, max_size=40)


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert root([]) == hashlib.sha256(b"").hexdigest()


def test_one_leaf_is_hashed_with_its_prefix() -> None:
    # RFC 6962's reference implementation gives this root for one empty leaf.
    assert root([""]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_three_leaves_leave_one_without_a_sibling() -> None:
    def leaf(text: str) -> bytes:
        return hashlib.sha256(b"\x00" + text.encode()).digest()

    def inner(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()

    expected = inner(inner(leaf("a"), leaf("b")), leaf("c")).hex()
    assert root(["a", "b", "c"]) == expected


@given(LEAVES, st.data())
def test_every_leaf_is_proved(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    assert root_from(leaves[place], path(leaves, place)) == root(leaves)


@given(LEAVES, st.data())
def test_no_other_text_is_proved(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.text(max_size=20).filter(lambda text: text != leaves[place]))
    assert root_from(other, path(leaves, place)) != root(leaves)


def test_a_leaf_that_is_not_there_has_no_path() -> None:
    with pytest.raises(IndexError):
        path(["a"], 1)


@pytest.mark.parametrize("step", [["up", "00" * 32], ["left", "00"], ["left", "zz"]])
def test_a_path_in_another_form_is_refused(step: list[str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - bytes.fromhex words one of them
        root_from("a", [step])

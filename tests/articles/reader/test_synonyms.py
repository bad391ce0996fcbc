"""The table of synonyms and spellings: that each line says something, and what a query becomes."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.reader.search import Query, search
from articles.reader.search.synonyms import (
    MOST_OTHERS,
    MOST_TERMS,
    TABLE,
    Term,
    expanded,
    read,
    table,
    wider,
)
from articles.reader.stems import stem
from articles.words import STOP, query_words
from tests.factories import Cast, draft, published

LINES = [
    line
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_table_is_sound() -> None:
    names = [line for line in LINES if "=" in line]
    spellings = [line for line in LINES if "~" in line]
    broad = [line for line in LINES if "<" in line]
    assert names + broad + spellings == LINES, "names, then what they are one of, then spellings"
    seen: dict[tuple[str, ...], str] = {}
    for line in names:
        group = [name.strip() for name in line.split("=")]
        assert 2 <= len(group) <= 4, line
        for name in group:
            key = tuple(stem(word) for word in query_words(name))
            assert key, line
            assert not set(key) & STOP, line
            assert seen.setdefault(key, line) == line, f"{name} stands in two lines"
    members = [one.strip() for line in broad for one in line.partition("<")[0].split(",")]
    assert len(set(members)) == len(members)
    for line in broad:
        assert query_words(line.partition("<")[2]), line
    for line in spellings:
        one, other = line.split(" ~ ")
        assert one != other
        for is_open in (str.startswith, str.endswith):
            assert is_open(one, "-") == is_open(other, "-"), line


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("heart attack", ["myocardial infarction", "MI"]),
        ("Heart attacks", ["heart attack", "myocardial infarction", "MI"]),
        ("MI", ["heart attack", "myocardial infarction"]),
        ("hfref", ["heart failure with reduced ejection fraction", "systolic heart failure"]),
        ("heart failure with reduced ejection fraction", ["HFrEF", "systolic heart failure"]),
        ("oedema", ["edema"]),
        ("edema", ["oedema"]),
        ("hemoglobin", ["haemoglobin"]),
        ("hyperkalaemia", ["hyperkalemia"]),
        ("tumor", ["tumour"]),
        ("fibers", ["fibres"]),
        ("transient ischemic attack", ["transient ischaemic attack", "TIA", "mini-stroke"]),
        # No part of these words means blood, or is spelt in two ways.
        ("chemotherapy", []),
        ("academic", []),
        ("epidemic", []),
        ("literature", []),
        ("heart", []),
        ("heart block", []),
    ],
)
def test_a_query_with_what_means_the_same(typed: str, others: list[str]) -> None:
    assert [other for term in expanded(query_words(typed)) for other in term.others] == others


def test_words_beside_a_name_stay_words() -> None:
    assert expanded(["treat", "heart", "attack", "early"]) == [
        Term(("treat",)),
        Term(("heart", "attack"), ("myocardial infarction", "MI")),
        Term(("early",)),
    ]


def test_what_a_thing_is_one_of_is_for_questions_alone() -> None:
    assert wider(("ramipril",)) == (
        "ACE inhibitor",
        "angiotensin-converting enzyme inhibitor",
        "ACEI",
    )
    assert wider(("heart",)) == ()
    assert expanded(["ramipril"]) == [Term(("ramipril",))]


def test_few_terms_get_few_others() -> None:
    terms = expanded(["mi", "copd", "ckd", "oedema", "tumour"])
    assert [bool(term.others) for term in terms] == [True] * MOST_TERMS + [False] * 2
    assert all(len(term.others) <= MOST_OTHERS for name in table().names for term in expanded(name))
    assert read("").longest == 1


@pytest.mark.django_db
def test_finds_what_means_the_same(cast: Cast, client: Client) -> None:
    text = "## After a myocardial infarction\n\nLook for edema of the hemithorax.[1,2]"
    published(cast, draft(cast, slug="mi", title="Aspirin", clinician_text=text, plain_text=""))
    for query in ("heart attack", "aspirin after heart attacks", "oedema", "MI oedema"):
        (hit,) = search(Query(query)).hits
        assert hit.publication.slug == "mi", query
        assert not search(Query(query)).partial
    assert "<mark>myocardial" in search(Query("heart attack")).hits[0].passage
    assert not search(Query("heart attack", exact=True)).hits
    # Of a part only, as of other words.
    assert search(Query("heart attack smallpox")).partial
    page = client.get("/search/", {"q": "oedema"}).content.decode()
    assert "Also searched for: edema." in page
    assert 'href="?q=oedema&amp;exact=1"' in page
    assert "Also searched" not in client.get("/search/", {"q": "aspirin"}).content.decode()

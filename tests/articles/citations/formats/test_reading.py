from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.canonical import canonical
from articles.citations.formats import ParsedReferences, ReferencesRefusedError, read_references
from articles.citations.formats.reading import LONGEST, format_of

TODAY = date(2026, 11, 25)
PAPER = {"id": "roe", "type": "article-journal", "title": "A trial", "DOI": "10.1000/182"}

PIECES = st.sampled_from(
    [
        *("@article{a,", "title={", "}", "{", '"', "author = {A and B}", "\\'e", "$"),
        *("@string{x=y}", "TY  - JOUR", "TI  - T", "ER  - ", "PY  - 99999999", "DO  - 10.1000/1"),
        *("PMID- 1", "TI  -", "1. ", "[2] ", "Roe A, Poe B. ", "Title? ", "BMJ. 2020;1(2):3-4."),
        *("doi:10.1000/x ", "et al", "[{", '"id": "a"', '"id": 1', ",", "}]", "null", "1e9"),
        *("\n", "\n\n", "\r\n", "\t"),
    ]
)
LISTS = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join))


def parsed_or_refused(data: bytes | str) -> ParsedReferences | str:
    try:
        return read_references(data, today=TODAY)
    except ReferencesRefusedError as refused:
        return str(refused)


def refusal(data: bytes | str) -> str:
    with pytest.raises(ReferencesRefusedError) as refused:
        read_references(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[{"id": "a"}]', "CSL-JSON"),
        ('{"id": "a"}', "CSL-JSON"),
        ("[]", "CSL-JSON"),
        ("[1] Roe A. Title.", "Vancouver"),
        ("Some words\n@article{a, title={A}}", "BibTeX"),
        ("TY  - JOUR\nTI  - @article{a,", "RIS"),
        ("PMID- 1\n", "PubMed"),
        ("1. Roe A. Title. PMID: 1", "Vancouver"),
        ("Roe A. mail@article.example {x}", "Vancouver"),
    ],
)
def test_format_is_told_by_the_content(text, name):
    assert format_of(text) == name


def test_csl_json_is_kept_as_it_is():
    parsed = read_references(json.dumps([PAPER, {"title": "No id"}]))

    assert parsed.items == [PAPER, {"title": "No id", "id": "1"}]
    assert parsed.problems == []


@pytest.mark.parametrize(
    ("second", "what"),
    [
        ({"DOI": "https://doi.org/10.1000/182"}, "the DOI 10.1000/182"),
        ({"DOI": "doi:10.1000/182"}, "the DOI 10.1000/182"),
        ({"PMID": "PMID: 12"}, "the PubMed ID 12"),
    ],
)
def test_duplicates_are_left_out_by_doi_and_pubmed_id(second, what):
    first = {**PAPER, "PMID": 12}

    parsed = read_references(json.dumps([first, {"id": "b", "title": "B", **second}]))

    assert parsed.items == [first]
    assert parsed.duplicates == [
        f"Entry 2 is the same as entry 1: both have {what}. Cite it as [@roe], not as [@b]."
    ]


def test_duplicate_of_one_that_is_there_is_left_out():
    parsed = read_references("1. Roe A. A trial. BMJ. 2020;1:2. doi:10.1000/182", existing=[PAPER])

    assert parsed.items == []
    assert parsed.duplicates == [
        "Entry 1 (line 1) is the same as the reference “roe”: both have the DOI 10.1000/182. "
        "Cite it as [@roe], not as [1]."
    ]


def test_entry_with_the_id_of_one_that_is_there_takes_its_place():
    better = {**PAPER, "title": "A better trial"}

    parsed = read_references(json.dumps([better, better]), existing=[PAPER])

    assert parsed.items == [better]
    assert parsed.notes == ["Entry 1 takes the place of the reference “roe”."]
    assert parsed.duplicates == ["Entry 2 is the same as entry 1: both have the DOI 10.1000/182."]


@pytest.mark.parametrize(
    ("key", "why"),
    [("roe", "taken"), ("a b", "no id that a text can cite"), ("0", "no id that a text can cite")],
)
def test_id_that_can_not_be_used_is_replaced(key, why):
    parsed = read_references(json.dumps([{"id": "roe", "title": "A"}, {"id": key, "title": "B"}]))

    assert [item["id"] for item in parsed.items] == ["roe", "1"]
    assert parsed.notes == [f"Entry 2, “{key}”, became “1”: “{key}” is {why}. Cite it as [1]."]


def test_no_entry_gets_the_number_that_another_is_cited_by():
    there = [{"id": "1", "title": "X"}, {"id": "2", "title": "Y", "PMID": "12"}]

    parsed = read_references("1. A.\n2. B.\n3. C.\n4. D. PMID: 12\n\n5. E.\n5. F.", existing=there)

    assert [(item["id"], item["title"][0]) for item in parsed.items] == [
        *(("6", "A"), ("7", "B"), ("3", "C"), ("5", "E"), ("8", "F"))
    ]
    assert parsed.notes == [
        "Entry 1 (line 1), “1”, became “6”: “1” is taken. Cite it as [6].",
        "Entry 2 (line 2), “2”, became “7”: “2” is taken. Cite it as [7].",
        "Entry 6 (line 7), “5”, became “8”: “5” is taken. Cite it as [8].",
    ]
    assert parsed.duplicates == [
        "Entry 4 (line 4) is the same as the reference “2”: both have the PubMed ID 12. Cite it as "
        "[2], not as [4]."
    ]


def test_list_that_begins_elsewhere_keeps_its_numbers():
    parsed = read_references("15. A.\n16. B.", existing=[{"id": "1", "title": "X"}])

    assert [item["id"] for item in parsed.items] == ["15", "16"]
    assert parsed.notes == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"DOI": "10.1/x"}, "“10.1/x” is not a DOI: it should look like 10.1000/182"),
        ({"PMID": "123456789"}, "“123456789” is not a PubMed ID"),
        ({"PMCID": "PMC0"}, "“PMC0” is not a PubMed Central ID"),
        ({"issued": {"date-parts": [[2027]]}}, "its year, 2027, is in the future."),
        ({"title": ""}, "it has no title."),
    ],
)
def test_what_looks_wrong_is_said_with_its_place(fields, problem):
    item = {"id": "a", "title": "A", **fields}

    parsed = read_references(json.dumps([item]), today=TODAY)

    assert parsed.items == [item]
    assert parsed.problems[0].startswith(f"Entry 1: {problem}")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "There are no references: nothing was given."),
        (b"\xef\xbb\xbf \r\n", "There are no references: nothing was given."),
        ("[]", "This looks like CSL-JSON, but there is no entry in it."),
        ("[{", "This is not CSL-JSON: it can't be read from line 1, character 3 on"),
        ('[{"a": 1.5}]', "This is not CSL-JSON: the number 1.5 can't be kept exactly"),
        ('[{"a":' * 5_000, "This is not CSL-JSON: it is nested too deep."),
        ("@comment{x}", "This looks like BibTeX, but there is no entry in it."),
        (b"PK\x03\x04...", "This is a Word file or another archive, not a list of references."),
        (b"%PDF-1.7", "This is a PDF file, not a list of references."),
        (b"GIF89a\x00/*", "This is a binary file, not a list of references."),
        ("a" * (LONGEST + 1), "The list is too long: 2,000,001 characters"),
        ("PMID- 1\n" * 501, "There are more than 500 references in this list."),
    ],
)
def test_what_is_no_list_is_refused(data, reason):
    assert refusal(data).startswith(reason)


@given(LISTS)
def test_any_text_is_read_or_refused(text):
    parsed = parsed_or_refused(text)

    if isinstance(parsed, ParsedReferences):
        keys = [item["id"] for item in parsed.items]
        assert len(keys) == len(set(keys))
        assert canonical(parsed.items)
        assert len(parsed.items) + len(parsed.duplicates) + len(parsed.unreadable) >= 1


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    assert parsed_or_refused(data)


@pytest.mark.parametrize(
    "text",
    ["@book{a, title={T}, url={https://who@a.example/}}", "1. T. https://who@a.example/"],
)
def test_address_that_nothing_links_to_is_kept_in_words(text):
    parsed = read_references(text)

    (item,) = parsed.items
    assert item["note"] == "Address as given: https://who@a.example/"
    assert "URL" not in item
    assert "its URL, “https://who@a.example/”, is no web address" in parsed.problems[0]

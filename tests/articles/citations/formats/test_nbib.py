from __future__ import annotations

import pytest

from articles.citations.formats import read_references

#: As PubMed exports it: tags of four, lines of further text indented by six.
PAPER = """
PMID- 32109013
OWN - NLM
STAT- MEDLINE
IS  - 1533-4406 (Electronic)
IS  - 0028-4793 (Linking)
VI  - 382
IP  - 18
DP  - 2020 Apr 30
TI  - Clinical Characteristics of Coronavirus Disease 2019 in
      China.
PG  - 1708-1720
LID - 10.1056/NEJMoa2002032 [doi]
FAU - Guan, Wei-Jie
AU  - Guan WJ
FAU - Ni, Zheng-Yi
AU  - Ni ZY
CN  - China Medical Treatment Expert Group for Covid-19
LA  - eng
PT  - Journal Article
TA  - N Engl J Med
JT  - The New England journal of medicine
PMC - PMC7092819
AID - NEJMoa2002032 [pii]
SO  - N Engl J Med. 2020 Apr 30;382(18):1708-1720.

"""


def test_article():
    parsed = read_references(PAPER.replace("\n", "\r\n").encode("utf-8-sig"))

    assert parsed.format == "PubMed"
    assert parsed.problems == parsed.notes == []
    assert parsed.items == [
        {
            "type": "article-journal",
            "title": "Clinical Characteristics of Coronavirus Disease 2019 in China",
            "author": [
                {"family": "Guan", "given": "Wei-Jie"},
                {"family": "Ni", "given": "Zheng-Yi"},
                {"literal": "China Medical Treatment Expert Group for Covid-19"},
            ],
            "container-title": "The New England journal of medicine",
            "container-title-short": "N Engl J Med",
            "issued": {"date-parts": [[2020, 4, 30]]},
            "volume": "382",
            "issue": "18",
            "page": "1708-1720",
            "DOI": "10.1056/NEJMoa2002032",
            "PMID": "32109013",
            "PMCID": "PMC7092819",
            "ISSN": "1533-4406",
            "id": "1",
        }
    ]


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ("TI  - [Translated title].", {"title": "Translated title"}),
        (
            "TI  - T\nAU  - van den Berg NJ",
            {"author": [{"family": "van den Berg", "given": "N J"}]},
        ),
        ("TI  - T\nDP  - 2019 Dec-2020 Jan", {"issued": {"date-parts": [[2019, 12]]}}),
        ("TI  - T\nDP  - 2019 Spring", {"issued": {"date-parts": [[2019]]}}),
        ("BTI - Book\nPB  - Press\nPL  - Bern", {"type": "book", "publisher-place": "Bern"}),
        ("TI  - Part\nBTI - Book", {"type": "chapter", "container-title": "Book"}),
        ("STAT- Publisher", {"PMID": "1", "type": "article-journal"}),
    ],
)
def test_other_entries(lines, fields):
    (item,) = read_references(f"PMID- 1\n{lines}\n").items

    assert {name: item.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("PT  - Retracted Publication", "PubMed lists it as retracted."),
        ("RIN - Lancet. 2021;1:2", "PubMed lists it as retracted."),
        ("ECI - Lancet. 2021;1:2", "PubMed lists an expression of concern about it."),
    ],
)
def test_retraction_that_pubmed_knows_of_is_reported(line, words):
    parsed = read_references(f"PMID- 1\nTI  - T\n{line}\n\nPMID- 2\nTI  - U\n")

    assert parsed.problems == [f"Entry 1 (line 1): {words}"]


def test_500_entries_are_read():
    source = "".join(f"\r\nPMID- {number}\r\nTI  - Trial\r\n" for number in range(1, 501))

    parsed = read_references(source)

    assert len(parsed.items) == 500
    assert parsed.problems == []

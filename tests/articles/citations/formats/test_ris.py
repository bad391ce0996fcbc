from __future__ import annotations

import pytest
import rispy

from articles.citations.formats import read_references

PAPER = """TY  - JOUR
AU  - Müller, Józef
AU  - World Health Organization
A2  - Roe, Ann
TI  - Aspirin in 5% of patients
T2  - The Lancet
JA  - Lancet
PY  - 2020/03/02/
VL  - 395
IS  - 10
SP  - 901
EP  - 910
DO  - https://doi.org/10.1016/S0140-6736(20)30183-5
UR  - https://doi.org/10.1016/S0140-6736(20)30183-5
DB  - PubMed
AN  - 32109013
C2  - PMC7159299
SN  - 0140-6736
ER  -
"""


def test_article():
    parsed = read_references(PAPER.replace("\n", "\r\n"))

    assert parsed.format == "RIS"
    assert parsed.problems == []
    assert parsed.items == [
        {
            "type": "article-journal",
            "title": "Aspirin in 5% of patients",
            "author": [
                {"family": "Müller", "given": "Józef"},
                {"literal": "World Health Organization"},
            ],
            "editor": [{"family": "Roe", "given": "Ann"}],
            "container-title": "The Lancet",
            "container-title-short": "Lancet",
            "issued": {"date-parts": [[2020, 3, 2]]},
            "volume": "395",
            "issue": "10",
            "page": "901-910",
            "DOI": "10.1016/S0140-6736(20)30183-5",
            "PMID": "32109013",
            "PMCID": "PMC7159299",
            "ISSN": "0140-6736",
            "id": "1",
        }
    ]


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        (
            "TY  - BOOK\nTI  - B\nPB  - Press\nCY  - Bern\nSN  - 978\nER  -",
            {"type": "book", "ISBN": "978"},
        ),
        (
            "TY  - WEB\nT1  - W\nUR  - https://a.example\nER  - ",
            {"type": "webpage", "URL": "https://a.example"},
        ),
        (
            "TY  - RPRT\nTI  - R\nPY  - 2019\nER  - ",
            {"type": "report", "issued": {"date-parts": [[2019]]}},
        ),
        ("TY  - ODD\nTI  - O\nER  - ", {"type": "document"}),
        ("TY - JOUR\nTI - One space\nER -", {"title": "One space"}),
        ("  TY  - JOUR\n  TI  - Indented\n  ER  - ", {"title": "Indented"}),
        ("TY  - JOUR\nTI  - A title\nof two lines\nER  - ", {"title": "A title of two lines"}),
        ("TY  - JOUR\nTI  - No end", {"title": "No end"}),
        ("TY  - JOUR\nTI  - N\nN1  - PMID: 12345\nER  - ", {"PMID": "12345"}),
        ("TY  - JOUR\nTI  - Z\nZZ  - unknown\nER  - ", {"title": "Z"}),
        ("TY  - JOUR\nTI  - S\nSP  - e12\nER  - ", {"page": "e12"}),
    ],
)
def test_other_entries(source, fields):
    (item,) = read_references(source).items

    assert {name: item.get(name) for name in fields} == fields


def test_bad_entry_is_named_by_its_place_and_the_others_are_read():
    parsed = read_references(
        "TY  - JOUR\nTI  - A\nER  - \n\nTI  - stray\nER  - \n\n"
        "TY  - JOUR\nER  - \nTY  - BOOK\nTI  - C\n"
    )

    assert [item["title"] for item in parsed.items] == ["A", "C"]
    assert parsed.unreadable == [
        "Entry 2 (line 5) can't be read: it has no line “TY  - …” before it.",
        "Entry 3 (line 8) can't be read: it is empty.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_500_references_written_by_rispy_are_read_in_any_encoding(encoding):
    source = rispy.dumps(
        [
            {
                "type_of_reference": "JOUR",
                "authors": ["Müller, Jan"],
                "title": f"Trial {number}",
                "doi": f"10.1000/{number}",
            }
            for number in range(500)
        ]
    )

    parsed = read_references(source.encode(encoding))

    assert len(parsed.items) == 500
    assert parsed.items[499]["id"] == "500"
    assert parsed.items[0]["author"] == [{"family": "Müller", "given": "Jan"}]
    assert parsed.problems == []
    assert len(parsed.notes) == (encoding == "latin-1")

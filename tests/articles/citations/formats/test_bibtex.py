from __future__ import annotations

import pytest
from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter

from articles.citations.formats import read_references
from articles.citations.formats.latex import to_text

PAPER = r"""@string{nejm = "N Engl J Med"}
@article{mueller:2020,
  author  = {M{\"u}ller, J{\'o}zef and {World Health Organization and Partners} and
             de la Cruz, Ana and King, Jr, Martin L. and others},
  title   = {The {BRCA1} gene in 5% of patients: {\ss} \& $\alpha$-blockers, 10$^{9}$/L},
  journal = nejm, year = 2020, month = mar, volume = {382}, number = {10},
  pages   = {901--910}, doi = {https://doi.org/10.1056/nejm\_x}, pmid = {32109013},
  url     = {https://doi.org/10.1056/nejm_x}
}
"""


def only(text: str) -> dict:
    parsed = read_references(text)
    assert parsed.format == "BibTeX"
    assert parsed.problems == []
    (item,) = parsed.items
    return item


def test_article_with_latex_names_and_macros():
    assert only(PAPER) == {
        "id": "mueller:2020",
        "type": "article-journal",
        "title": "The BRCA1 gene in 5% of patients: ß & α-blockers, 10⁹/L",
        "author": [
            {"family": "Müller", "given": "Józef"},
            {"literal": "World Health Organization and Partners"},
            {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"},
            {"family": "King", "given": "Martin L.", "suffix": "Jr"},
        ],
        "container-title": "N Engl J Med",
        "issued": {"date-parts": [[2020, 3]]},
        "volume": "382",
        "issue": "10",
        "page": "901-910",
        "DOI": "10.1056/nejm_x",
        "PMID": "32109013",
    }


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        (
            "@book{b, title={D}, edition={4th}, publisher={Press}, address={Bern}, year={2001}}",
            {"type": "book", "edition": "4th", "publisher": "Press", "publisher-place": "Bern"},
        ),
        (
            "@incollection{c, title={Part}, booktitle={Whole}, editor={Roe, A}, year={2001}}",
            {"type": "chapter", "container-title": "Whole"},
        ),
        (
            "@techreport{r, title={R}, institution={NICE}, number={NG1}, year={2020}}",
            {"type": "report", "publisher": "NICE", "number": "NG1"},
        ),
        (
            r"@misc{w, title={W}, note={\url{https://a.example/x_y}}, urldate={2024-01-02}}",
            {
                "type": "webpage",
                "URL": "https://a.example/x_y",
                "accessed": {"date-parts": [[2024, 1, 2]]},
            },
        ),
        (
            "@phdthesis{t, title={T}, school={Bern}, year={2020}}",
            {"type": "thesis", "publisher": "Bern"},
        ),
        ('@ARTICLE(p, title = "Parens", YEAR = 2020)', {"type": "article-journal"}),
        (
            "@article{d, title={D}, date={2021-05-06}, journaltitle={J}}",
            {"issued": {"date-parts": [[2021, 5, 6]]}, "container-title": "J"},
        ),
        (
            "@article{e, title={E}, eprint={123}, eprinttype={pubmed}, year={in press}}",
            {"PMID": "123", "issued": {"literal": "in press"}},
        ),
        ("@article{f, title={F}, author={{WHO}}}", {"author": [{"literal": "WHO"}]}),
        ("@article{g, title={G}, author={Madonna}}", {"author": [{"literal": "Madonna"}]}),
    ],
)
def test_other_entries(source, fields):
    item = only(source)

    assert {name: item.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"na{\"i}ve caf\'e \c{c}a \o{} \AA{} {\l}", "naïve café ça ø Å ł"),
        (r"50\% of \$5 \& more", "50% of $5 & more"),
        ("costs $5 a day", "costs $5 a day"),
        ("R&D # 1", "R&D # 1"),
        (r"H$_2$O and CD4\textsuperscript{+}", "H₂O and CD4⁺"),
        (r"$\ge$ 65, $\pm$ 3", "≥ 65, ± 3"),
        (r"\textit{E. coli} \emph{in vivo}", "E. coli in vivo"),
        ("pages 1--2 --- ``quoted''", "pages 1–2 — “quoted”"),
        (r"a \input{/etc/passwd} b", "a b"),
        (r"\verb", r"\verb"),
        ("{" * 500 + "deep" + "}" * 500, "deep"),
        ("5~mg", "5 mg"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert to_text(latex) == text


def test_bad_entry_is_named_by_its_place_and_the_others_are_read():
    parsed = read_references(
        "@article{a, title={A}}\n\n@article{b, title={B}\n\n@article{c, title={C}}\n"
    )

    assert [item["id"] for item in parsed.items] == ["a", "c"]
    assert parsed.problems == []
    assert parsed.unreadable == [
        "Entry 2 (line 3) can't be read: it is no BibTeX; perhaps a brace or a comma is missing."
    ]


@pytest.mark.parametrize(
    "source",
    [
        "@article{a, title=" + "{" * 20_000 + "}" * 20_000 + "}",
        "@article{a, title={" + "x" * 60_000 + "}}",
    ],
)
def test_hostile_entry_is_named_not_parsed(source):
    assert read_references(source).unreadable == [
        "Entry 1 (line 1) can't be read: it is too long or nested too deep."
    ]


def test_500_references_written_by_bibtexparser_are_read():
    database = BibDatabase()
    database.entries = [
        {
            "ENTRYTYPE": "article",
            "ID": f"key{number:03}",
            "author": 'Roe, Ann and M{\\"u}ller, Jan',
            "title": f"Trial {number}",
            "journal": "Lancet",
            "year": "2020",
            "doi": f"10.1000/{number}",
        }
        for number in range(500)
    ]

    parsed = read_references(BibTexWriter().write(database).encode())

    assert len(parsed.items) == 500
    assert parsed.problems == parsed.duplicates == []
    assert {item["author"][1]["family"] for item in parsed.items} == {"Müller"}


def test_an_abbreviation_that_nothing_defines_stands_and_is_named():
    source = "@article{a, title = {On gout}, journal = nejm, month = mar, year = 2020}"

    parsed = read_references(source)

    assert parsed.items[0]["container-title"] == "nejm"
    assert parsed.unreadable == []
    assert parsed.problems == [
        "Entry 1 (line 1): “nejm” is an abbreviation that nothing defines, so it stands."
    ]

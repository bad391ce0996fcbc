from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.citations import vancouver
from articles.citations.vancouver import entry
from tests.articles.allowlist import inspect, text_of

REL = 'rel="noopener noreferrer nofollow"'

PAPER = {
    "id": "roe2020",
    "type": "article-journal",
    "title": "Outcome of a made-up disease: what is known?",
    "container-title": "The Journal of Invented Medicine",
    "container-title-short": "J Invent Med",
    "volume": 12,
    "issue": "3",
    "page": "1234-1241",
    "issued": {"date-parts": [[2020, 7, 2]]},
    "author": [
        {"family": "van der Berg", "given": "Jean-Paul A."},
        {"family": "Roe", "given": "ann"},
        {"literal": "Invented Study Group"},
    ],
    "DOI": "10.1000/jim.182",
    "PMID": "31452104",
    "PMCID": "PMC3531190",
}

ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["family", "given", "literal", "date-parts", "raw", "suffix"]), inner
        )
    ),
    max_leaves=8,
)
FIELDS = [
    *("id", "type", "title", "container-title", "volume", "issue", "page", "number", "edition"),
    *("author", "editor", "issued", "accessed", "publisher", "URL", "DOI", "PMID", "PMCID"),
    *("language", "number-of-pages", "collection-title", "genre", "note", "categories"),
]
TYPES = ["article-journal", "webpage", "book", "chapter", "report", "thesis", "speech", "patent"]


def test_entry_journal_article_is_in_vancouver_style():
    assert text_of(entry(PAPER)) == (
        "van der Berg JPA, Roe ann, Invented Study Group. Outcome of a made-up disease: what is"
        " known? J Invent Med. 2020 Jul 2;12(3):1234–41. doi:10.1000/jim.182"
        " PubMed PMID: 31452104; PubMed Central PMCID: PMC3531190."
    )


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("284-287", "284–7"),
        ("1-12", "1–12"),
        ("95-101", "95–101"),
        ("101-11", "101–11"),
        ("5-5", "5–5"),
        ("e12-e19", "e12–9"),
        ("S10\u2013S12", "S10–2"),
        ("1-3, 15-18", "1–3, 15–8"),
        ("e0123456", "e0123456"),
    ],
)
def test_entry_last_page_loses_only_the_digits_that_it_repeats(page, shown):
    assert f";12(3):{shown}." in text_of(entry({**PAPER, "page": page}))


def test_entry_identifiers_are_links():
    html = entry(PAPER)

    assert f'doi:<a href="https://doi.org/10.1000/jim.182" {REL}>10.1000/jim.182</a>' in html
    assert inspect(html).links == [
        "https://doi.org/10.1000/jim.182",
        "https://pubmed.ncbi.nlm.nih.gov/31452104",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190",
    ]


def test_entry_seventh_author_becomes_et_al():
    author = [{"family": f"Roe{letter}", "given": "Ann"} for letter in "ABCDEFG"]

    assert text_of(entry({**PAPER, "author": author})).startswith(
        "RoeA A, RoeB A, RoeC A, RoeD A, RoeE A, RoeF A, et al. Outcome"
    )


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            {
                "type": "webpage",
                "title": "Invented disease",
                "author": [{"literal": "Invented Health Service"}],
                "URL": "https://example.org/a?b=1&c=2",
                "accessed": {"date-parts": [[2025, 9, 14]]},
            },
            "Invented Health Service. Invented disease [Internet]. [cited 2025 Sep 14]."
            " Available from: https://example.org/a?b=1&c=2",
        ),
        (
            {
                "type": "book",
                "title": "Big book",
                "edition": 2,
                "publisher": "Press",
                "publisher-place": "Oxford",
                "issued": {"date-parts": [["2020"]]},
                "author": [{"family": "Roe"}],
            },
            "Roe. Big book. 2nd ed. Oxford: Press; 2020.",
        ),
        (
            {
                "type": "book-chapter",
                "title": "Part",
                "container-title": ["Whole"],
                "page": "1-5",
                "editor": [{"family": "Poe", "given": "Ed"}],
                "issued": {"literal": "in press"},
            },
            "Poe E, editor. Part. In: Whole. in press. p. 1–5.",
        ),
        (
            {"type": "book", "title": "Edited", "editor": ["Poe E", "Moe M"], "publisher": "Press"},
            "Poe E, Moe M, editors. Edited. Press.",
        ),
        (
            {
                "type": "chapter",
                "title": "Part",
                "container-title": "Whole",
                "author": ["Roe A"],
                "editor": ["Poe E"],
            },
            "Roe A. Part. In: Poe E, editor. Whole.",
        ),
        ({"type": "no such type", "title": "Alone"}, "Alone."),
        ({"title": "No type", "issued": "2020-05-01"}, "No type. 2020."),
        ({"title": "Ends in a stop."}, "Ends in a stop."),
        ({"id": "roe", "type": "article-journal"}, "Reference “roe” has no details."),
        ({}, "Reference “” has no details."),
        ({"publisher": "Press"}, "Press."),
    ],
)
def test_entry_other_items_are_worded(item, text):
    assert text_of(entry(item)) == text


def test_entry_address_of_the_doi_is_not_repeated():
    html = entry({**PAPER, "URL": "http://dx.doi.org/10.1000/jim.182"})

    assert html == entry(PAPER)


def test_entry_address_that_the_style_leaves_out_is_appended():
    html = entry({**PAPER, "URL": "https://example.org/full"})

    assert text_of(html).endswith("PMC3531190. Available from: https://example.org/full")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.org", "data:text/html,x", "https://a@evil.org/", "ftp://e.org"],
)
def test_entry_unsafe_address_is_left_out(address):
    assert entry({**PAPER, "URL": address}) == entry(PAPER)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("DOI", "10.1/x", "doi:10.1/x"),
        ("DOI", '"><script>alert(1)</script>', 'doi:"><script>alert(1)</script>'),
        ("PMID", "12 or so", "PubMed PMID: 12 or so."),
        ("PMCID", "PMC", "PubMed Central PMCID: PMC."),
    ],
)
def test_entry_invalid_identifier_is_text(field, value, text):
    html = entry({"type": "article-journal", "title": "T", field: value})

    assert text in text_of(html)
    assert inspect(html).links == []


def test_entry_doi_with_signs_of_an_address_stays_one():
    html = entry({"title": "T", "DOI": '10.1002/(SICI)1<1::AID>3.0.CO;2-#?x="y'})

    assert inspect(html).links == [
        "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-%23%3Fx=%22y"
    ]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("article-journal", "title"),
        ("article-journal", "container-title"),
        ("article-journal", "volume"),
        ("article-journal", "page"),
        ("report", "publisher"),
        ("report", "number"),
        ("book", "edition"),
        ("webpage", "issued"),
    ],
)
def test_entry_html_in_a_field_is_text(kind, field):
    attack = '<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:x">y</a>'
    html = entry({**PAPER, "type": kind, "container-title-short": "", field: attack})

    assert "<script" not in html
    assert "<img" not in html
    assert all(link.startswith("https://") for link in inspect(html).links)
    assert "<script>alert(1)</script>" in text_of(html)


def test_entry_html_in_a_name_is_text():
    author = [
        {"family": "<script>alert(1)</script>", "given": "<b>"},
        {"literal": "A & <i onclick=x>B</i>"},
    ]
    html = entry({**PAPER, "author": author})

    assert text_of(html).startswith(
        "<script>alert(1)</script> <b>, A & <i onclick=x>B</i>. Outcome"
    )


def test_entry_marks_that_csl_allows_are_kept():
    html = entry({"title": "Role of <i>TP53</i> in CD4<sup>+</sup> cells, p <i> 0.05 & &lt;i&gt;"})

    assert html == (
        "Role of <i>TP53</i> in CD4<sup>+</sup> cells, p &lt;i&gt; 0.05 &amp; &amp;lt;i&amp;gt;."
    )


def test_entry_placeholder_in_a_field_is_no_link():
    assert inspect(entry({**PAPER, "title": "\ue001\ue002 x"})).links == inspect(entry(PAPER)).links


def test_entry_citeproc_fails_is_worded_from_the_fields(monkeypatch):
    def fail(*_args, **_kwargs):
        raise AssertionError("no such term")

    monkeypatch.setattr(vancouver, "CitationStylesBibliography", fail)
    monkeypatch.setattr(vancouver, "_remembered", vancouver._remembered.__wrapped__)

    assert text_of(entry(PAPER)) == (
        "van der Berg Jean-Paul A., Roe ann, Invented Study Group. Outcome of a made-up disease:"
        " what is known? The Journal of Invented Medicine. 2020. doi:10.1000/jim.182"
        " PubMed PMID: 31452104. PubMed Central PMCID: PMC3531190."
    )


def test_entry_citeproc_loses_the_title_is_worded_from_the_fields(monkeypatch):
    monkeypatch.setattr(
        vancouver.CitationStylesBibliography, "bibliography", lambda self: ["1.Roe A. 2020."]
    )

    assert "Outcome of a made-up disease" in text_of(entry(PAPER))


def test_entry_among_others_and_in_threads_is_the_same():
    others = [{**PAPER, "type": kind, "URL": "https://example.org/"} for kind in TYPES]
    alone = [entry(item) for item in [PAPER, *others]]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(entry, [PAPER, *others] * 5))

    assert together == alone * 5


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FIELDS), ANY_VALUE, max_size=8),
    st.sampled_from(TYPES) | ANY_VALUE,
)
def test_entry_any_item_is_safe_and_the_same_each_time(item, kind):
    html = entry({**item, "type": kind})

    inspect(html)
    assert html
    assert entry({**item, "type": kind}) == html


@pytest.mark.parametrize("title", ["A <b>bold</b> claim", "</i>"])
def test_marks_in_a_name_are_text(title):
    author = [{"family": "<b>Roe</b>", "given": "A"}, {"literal": "<i>WHO</i>"}]
    html = entry({**PAPER, "author": author, "title": title})

    assert "<b>Roe" not in html
    assert "&lt;b&gt;Roe&lt;/b&gt;" in html
    assert "&lt;i&gt;WHO&lt;/i&gt;" in html
    assert ("<b>bold</b>" in html) == ("bold" in title)

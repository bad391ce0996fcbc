"""Manuscripts that cite by numbers and end in a list, in every format that is read."""

from __future__ import annotations

import time

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from articles.importers import ImportedArticle, read_data
from articles.importers.docx import read_docx
from tests.articles.importers.refusals import imported_or_refused
from tests.articles.importers.word_files import add_note, notes, saved, with_parts, word_file

ROE = "Roe A, Poe B. A trial of rest. BMJ. 2020;1(2):3-4."
POE = "Poe B. Another trial. Lancet. 2021;3:5-9. doi:10.1000/182"
HEAD = (("Normal", "What helps?"), ("Title", "What Helps"))
FOUND = "2 references found, 2 citations linked."


def numbered(paragraph: Paragraph, list_id: int, level: int = 0) -> Paragraph:
    """Make a paragraph an item of a list that Word counts, as its buttons do."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{list_id}"/></w:numPr>'
        )
    )
    return paragraph


def numbering(*lists: tuple[int, str], format_name: str = "decimal") -> dict[str, str]:
    """The part for lists of ids 1, 2, …: the start of each, and what overrides it."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{format_name}"/></w:lvl></w:abstractNum>'
        for at, (start, _) in enumerate(lists, start=1)
    )
    nums = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{kind or at}"/>{over}</w:num>'
        for at, (kind, over) in enumerate(((0, over) for _, over in lists), start=1)
    )
    return {"word/numbering.xml": f"<w:numbering {nsdecls('w')}>{kinds}{nums}</w:numbering>"}


def override(start: int) -> str:
    return f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def manuscript() -> Document:
    document = docx.Document()
    for style, text in HEAD:
        document.add_paragraph(text, style)
    return document


def listed(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(item["id"], item["title"]) for item in article.references]


TWO = [("1", "A trial of rest"), ("2", "Another trial")]


@pytest.mark.parametrize("heading", ["References", "Bibliography", "LITERATURE"])
@pytest.mark.parametrize(
    "entries",
    [
        (f"1. {ROE}", f"2. {POE}"),
        (f"[1] {ROE}", f"[2] {POE}"),
        (f"1) {ROE}", f"2) {POE}"),
        (ROE, POE),
    ],
)
def test_list_typed_in_word_becomes_references(heading, entries):
    article = read_docx(word_file(*HEAD, "Rest [1] helps [1, 2].", heading, *entries))

    assert article.clinician == "Rest [1] helps [1, 2]."
    assert listed(article) == TWO
    assert article.references[1]["DOI"] == "10.1000/182"
    assert article.warnings == [FOUND]


def test_numbers_raised_behind_words_are_citations_and_powers_are_not():
    document = manuscript()
    paragraph = document.add_paragraph("Rest helps")
    for text, raised in ((",", "1"), (" 5 mg/m", "2"), (" daily.", "1,2"), (" 10", "2"), ("", "")):
        paragraph.add_run(text)
        paragraph.add_run(raised).font.superscript = True
    document.add_heading("References", 1)
    document.add_paragraph(ROE, "List Number")
    document.add_paragraph(POE, "List Number")

    article = read_docx(saved(document))

    assert article.clinician == "Rest helps,[1] 5 mg/m² daily.[1,2] 10²"
    assert listed(article) == TWO
    assert article.warnings == [FOUND, "Raised numbers that may be powers stayed text: m²."]


@pytest.mark.parametrize("style", ["List Number 2", "List Number 3", "List Bullet 2"])
def test_list_of_a_deeper_style_alone_has_its_entries_apart(style):
    document = manuscript()
    document.add_paragraph("Rest [1] helps [2].")
    document.add_heading("References", 1)
    document.add_paragraph(ROE, style)
    document.add_paragraph(POE, style)

    article = read_docx(saved(document))

    assert listed(article) == TWO
    assert article.warnings == [FOUND]


@pytest.mark.parametrize(
    ("lists", "shown"),
    [
        ([(7, "")], [7, 8]),
        ([(1, override(4))], [4, 5]),
        ([(1, "")], [1, 2]),
        ([(0, "")], [1, 2]),
    ],
)
def test_numbers_that_word_counts_are_those_it_shows(lists, shown):
    document = manuscript()
    document.add_paragraph(f"Rest [{shown[0]}] helps [{shown[1]}].")
    document.add_heading("References", 1)
    numbered(document.add_paragraph(ROE), 1)
    numbered(document.add_paragraph(POE), 1)

    article = read_docx(with_parts(saved(document), numbering(*lists)))

    if lists[0][0]:
        assert [key for key, _ in listed(article)] == [str(number) for number in shown]
        assert article.clinician == f"Rest [{shown[0]}] helps [{shown[1]}]."


def test_lists_of_the_text_keep_the_numbers_that_word_shows():
    document = manuscript()
    for text, list_id in (("a", 1), ("b", 1), ("c", 2)):
        numbered(document.add_paragraph(text), list_id)
    document.add_paragraph("Between.")
    numbered(document.add_paragraph("d"), 1)

    data = with_parts(saved(document), numbering((3, ""), (1, "")))

    assert read_docx(data).clinician == "3. a\n4. b\n\n1) c\n\nBetween.\n\n5. d"


@pytest.mark.parametrize("broken", ["<numbering/>", "<a/>", "<a>&#1;</a>"])
def test_numbering_that_can_not_be_read_numbers_nothing(broken):
    document = manuscript()
    numbered(document.add_paragraph("a"), 1)

    assert imported_or_refused(
        read_docx, with_parts(saved(document), {"word/numbering.xml": broken})
    )


def test_footnotes_and_a_list_stay_apart():
    document = manuscript()
    paragraph = document.add_paragraph("Rest [1] helps [2]")
    add_note(paragraph, 2)
    document.add_heading("References", 1)
    document.add_paragraph(f"1. {ROE}")
    document.add_paragraph(f"2. {POE}")

    article = read_docx(with_parts(saved(document), notes(n2="Ask a nurse")))

    assert article.clinician == "Rest [1] helps [2][3]"
    assert listed(article) == [("3", "Ask a nurse"), *TWO]
    assert article.warnings == [
        FOUND,
        "Footnote 1 could not be taken apart and is kept as text.",
    ]


def test_footnotes_of_one_doi_become_one_reference():
    document = manuscript()
    paragraph = document.add_paragraph("Rest")
    add_note(paragraph, 2)
    paragraph.add_run(" helps")
    add_note(paragraph, 3)

    article = read_docx(with_parts(saved(document), notes(n2=POE, n3=f"See {POE}")))

    assert article.clinician == "Rest[1] helps[1]"
    assert [key for key, _ in listed(article)] == ["1"]
    assert article.warnings == [
        "Footnote 2 is the same as footnote 1, both have the DOI 10.1000/182: it was left out, and "
        "what cites it cites that one."
    ]


SOURCES: dict[str, tuple[str, str]] = {
    "Markdown": (
        "a.md",
        f"# What Helps\n\nWhat helps?\n\nRest [1] helps¹,².\n\n"
        f"## References\n\n1. {ROE}\n2. {POE}\n",
    ),
    "Markdown without blank lines": (
        "a.md",
        f"# What Helps\n\nWhat helps?\n\nRest [1] helps<sup>1,2</sup>.\n\n"
        f"## References\n[1] {ROE}\n[2] {POE}\n",
    ),
    "HTML": (
        "a.html",
        "<title>x</title><p>What helps?<h1>What Helps</h1><p>Rest [1] helps<sup>1,2</sup>."
        f"<h2>References</h2><ol><li>{ROE}<li>{POE}</ol>",
    ),
    "page text": (
        "a.txt",
        f"What helps?\n\nWhat Helps\n\nRest [1] helps 1, 2.\n\nReferences\n\n1. {ROE}\n2. {POE}\n",
    ),
    "page text with brackets": (
        "a.txt",
        f"What helps?\n\nWhat Helps\n\nRest [1] helps [1,2].\n\n"
        f"References\n\n[1] {ROE}\n\n[2] {POE}\n",
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_plain_list_of_any_format_becomes_references(source):
    name, text = SOURCES[source]

    article = read_data(name, text.encode())

    assert article.clinician.replace("helps ", "helps") == "Rest [1] helps[1,2]."
    assert listed(article) == TWO
    assert article.warnings[0] == FOUND


def test_list_beside_the_references_of_a_front_matter_stays_text():
    front = "---\nreferences: [{id: 1, title: A}]\n---\n"
    text = f"{front}What helps?\n\nRest [1].\n\n## References\n\n1. {ROE}"

    article = read_data("a.md", text.encode())

    assert listed(article) == [("1", "A")]
    assert "## References" in article.clinician
    assert any("because the front matter lists references" in each for each in article.warnings)


def test_footnotes_of_markdown_make_way_for_the_numbers_of_a_list():
    text = f"What helps?\n\nRest [^1] helps [1].\n\n[^1]: Ask a nurse\n\n## References\n\n1. {ROE}"

    article = read_data("a.md", text.encode())

    assert "Rest [@2] helps [1]." in article.clinician
    assert listed(article) == [("2", "Ask a nurse"), ("1", "A trial of rest")]
    assert "Footnote 1 could not be taken apart and is kept as text." in article.warnings


def test_section_that_lists_nothing_stays_with_a_warning():
    article = read_docx(word_file(*HEAD, "Rest [1].", "References", "1. Ask a nurse."))

    assert article.clinician == "Rest \\[1].\n\nReferences\n\n1\\. Ask a nurse."
    assert article.warnings == [
        "The section “References” stays in the text: nothing in it looks like a reference.",
        "Numbers in brackets are text, because there is no list of references (1).",
    ]


def test_list_of_too_many_entries_stays_text():
    entries = "\n".join(f"{number}. Roe 2020" for number in range(1, 10_001))
    begun = time.process_time()

    article = read_data("a.md", f"What helps?\n\nRest [1].\n\n## References\n\n{entries}".encode())

    assert article.references == []
    assert article.clinician.count("Roe 2020") == 10_000
    assert any("it has more than 500 entries" in warning for warning in article.warnings)
    assert time.process_time() - begun < 10

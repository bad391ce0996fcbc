from __future__ import annotations

import base64
import io
from html import escape

import docx
import pytest
from docx.document import Document

from articles.importers.docx import read_docx
from tests.articles.importers.refusals import refusal
from tests.articles.importers.word_files import (
    add_link,
    add_note,
    add_xml,
    notes,
    part,
    saved,
    with_parts,
    word_file,
)
from tests.articles.importers.words import rendered_html, rendered_words

GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
STYLES = {"p": "Normal", "t": "Title", "h1": "Heading1", "h2": "Heading2"}


def begun() -> Document:
    document = docx.Document()
    document.add_paragraph("What helps?")
    document.add_heading("What Helps", 0)
    return document


def markdown(document: Document) -> str:
    return read_docx(saved(document)).clinician


def test_whole_document_becomes_an_article():
    document = docx.Document()
    document.add_paragraph("Does rest help?")
    document.add_heading("Rest, and Whom It Helps", 0)
    document.add_paragraph("It ").add_run("does").bold = True
    document.add_heading("Who Rests", 1)
    document.add_paragraph("the tired", "List Bullet")
    document.add_paragraph("the very tired", "List Bullet 2")
    document.add_paragraph("the old", "List Bullet")
    document.add_heading("At Night", 2)
    document.add_paragraph("sleep", "List Number")
    document.add_paragraph("sleep on", "List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Drug", "Dose | day", "A*", "5 mg\nonce"], strict=True):
        cell.text = text

    article = read_docx(saved(document))

    assert article.question == "Does rest help?"
    assert article.title == "Rest, and Whom It Helps"
    assert article.clinician == (
        "It **does**\n\n"
        "## Who Rests\n\n"
        "- the tired\n  - the very tired\n- the old\n\n"
        "### At Night\n\n"
        "1. sleep\n2. sleep on\n\n"
        "| Drug | Dose \\| day |\n| --- | --- |\n| A\\* | 5 mg once |"
    )
    assert article.warnings == []


@pytest.mark.parametrize(
    ("blocks", "question", "title"),
    [
        ([("p", "Q?"), ("t", "T"), ("h1", "A"), ("p", "x")], "Q?", "T"),
        ([("t", "T"), ("p", "Q?"), ("h1", "A"), ("p", "x")], "Q?", "T"),
        ([("t", "T"), ("p", "By me"), ("p", "Q?"), ("p", "x")], "Q?", "T"),
        ([("t", "Q?"), ("h1", "T"), ("h2", "A"), ("p", "x")], "Q?", "T"),
        ([("t", "Q?"), ("h1", "A"), ("p", "x"), ("h1", "B"), ("p", "y")], "Q?", "Q?"),
        ([("t", "Q?"), ("p", "x")], "Q?", "Q?"),
        ([("p", "Q?"), ("h1", "T"), ("p", "x"), ("h2", "A"), ("p", "y")], "Q?", "T"),
        ([("h1", "T"), ("p", "Q?"), ("h2", "A"), ("p", "x")], "Q?", "T"),
        ([("h1", "Q?"), ("h2", "A"), ("p", "x"), ("h2", "B"), ("p", "y")], "Q?", "Q?"),
        ([("p", "Q?"), ("p", "x"), ("h1", "T"), ("h2", "A"), ("p", "y")], "Q?", "T"),
        ([("p", "Q?"), ("p", "x"), ("h1", "A"), ("p", "y")], "Q?", "Q?"),
    ],
)
def test_question_and_title_are_found(blocks, question, title):
    article = read_docx(word_file(*((STYLES[kind], text) for kind, text in blocks)))

    assert (article.question, article.title) == (question, title)


@pytest.mark.parametrize(
    "blocks",
    [
        [("p", "x")],
        [("t", "T"), ("p", "x"), ("h1", "Who?"), ("p", "y")],
        [("h1", "T"), ("p", "x"), ("h2", "A"), ("p", "Q?"), ("p", "y")],
        [("t", "T"), ("h1", "A"), ("p", "Q?"), ("p", "y")],
    ],
)
def test_document_without_question_says_so_and_guesses(blocks):
    article = read_docx(word_file(*((STYLES[kind], text) for kind, text in blocks)))

    assert (article.question, article.question_guess) == ("", blocks[0][1].replace("x", ""))
    assert article.question_wanted.startswith("There is no question: no paragraph of its own")


def test_document_without_text_is_refused():
    assert refusal(read_docx, word_file("What helps?")) == "The file holds a question but no text."
    assert refusal(read_docx, word_file()) == "The file holds no text."


def test_document_without_title_is_reported():
    article = read_docx(word_file("What helps?", "Rest."))

    assert article.title == "What helps?"
    assert article.warnings == ["No title was found: the question stands in for it."]


def test_highest_heading_becomes_the_second_level():
    document = begun()
    document.add_paragraph("Intro.")
    document.add_heading("A", 3)
    document.add_heading("B", 4)
    document.add_heading("C", 9)

    assert markdown(document) == "Intro.\n\n## A\n\n### B\n\nC"


def test_list_levels_of_word_are_kept():
    document = begun()
    for level in (0, 1, 2, 5, 8, 0):
        paragraph = document.add_paragraph(f"level {level}", "List Bullet")
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_numId().val = 1
        number.get_or_add_ilvl().val = level
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/></w:lvl>' for level in range(9)
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = (
        f'<w:numbering xmlns:w="{word}"><w:abstractNum w:abstractNumId="1">{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )

    data = with_parts(saved(document), {"word/numbering.xml": numbering})

    assert read_docx(data).clinician == (
        "- level 0\n  - level 1\n    - level 2\n      - - - level 5\n"
        "            - - level 8\n- level 0"
    )


def test_footnotes_and_endnotes_become_references_in_order_of_citation():
    document = begun()
    paragraph = document.add_paragraph("Rest helps")
    add_note(paragraph, 3)
    add_note(paragraph, 2, "endnote")
    paragraph.add_run(" (somewhat), and again")
    add_note(paragraph, 3)
    paragraph.add_run("(maybe).")
    add_note(paragraph, 2)
    data = with_parts(
        saved(document),
        {
            **notes(n2="Jones &lt;2019&gt;", n3="Smith *2020*", n4="Nobody"),
            **notes("endnote", n2="An endnote"),
        },
    )

    article = read_docx(data)

    assert article.clinician == "Rest helps[1,2] (somewhat), and again[1]\\(maybe).[3]"
    assert article.references == [
        {"id": "1", "type": "document", "title": "Smith *2020*"},
        {"id": "2", "type": "document", "title": "An endnote"},
        {"id": "3", "type": "document", "title": "Jones <2019>"},
    ]
    assert article.warnings == [
        "3 footnotes could not be taken apart and are kept as text (1 to 3)."
    ]


def test_a_footnote_that_is_printed_as_a_reference_is_taken_apart():
    document = begun()
    add_note(document.add_paragraph("Rest helps"), 2)
    words = (
        "Terkeltaub RA, Furst DE. Oral colchicine. Arthritis Rheum. 2010;62(4):1060-8."
        " doi:10.1002/art.27327"
    )

    (reference,) = read_docx(with_parts(saved(document), notes(n2=words))).references

    assert reference["DOI"] == "10.1002/art.27327"
    assert reference["title"] == "Oral colchicine"
    assert [author["family"] for author in reference["author"]] == ["Terkeltaub", "Furst"]
    assert reference["container-title"] == "Arthritis Rheum"


def test_note_to_the_question_is_left_out_with_a_warning():
    document = docx.Document()
    add_note(document.add_paragraph("What helps"), 2)
    document.paragraphs[0].add_run("?")
    document.add_paragraph("Rest.")

    article = read_docx(with_parts(saved(document), notes(n2="Smith")))

    assert (article.question, article.references) == ("What helps?", [])
    assert article.warnings[-1] == "Notes to the question or the title were left out."


def test_typed_brackets_are_text_with_a_warning():
    article = read_docx(word_file(("Title", "What helps?"), "Rest helps [1, 2]."))

    assert article.clinician == "Rest helps \\[1, 2]."
    assert article.warnings == [
        "Numbers in brackets are text, because there is no list of references (1)."
    ]


def test_safe_link_is_kept():
    document = begun()
    paragraph = document.add_paragraph("See")
    add_link(paragraph, "https://a.example/x_(y)?a=1&amp=2 3", " [here] ")
    paragraph.add_run("now")

    markdown_text = markdown(document)

    assert markdown_text == ("See [\\[here\\]](https://a.example/x_%28y%29?a=1&amp=2%203) now")
    assert '<a href="https://a.example/x_%28y%29?a=1&amp;amp=2%203"' in rendered_html(markdown_text)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd"]
)
def test_link_that_is_not_safe_becomes_text_with_a_warning(href):
    document = begun()
    add_link(document.add_paragraph("See "), href, "here")

    article = read_docx(saved(document))

    assert article.clinician == "See here"
    assert article.warnings == [f"The link to “{href}” is not safe and was turned into text."]


def test_hostile_words_come_out_as_words():
    text = "<script>alert(1)</script> [x](javascript:alert(1)) &lt; # a `b` | ~~c~~"

    article = read_docx(word_file("What helps?", escape(text)))

    assert rendered_words(article.clinician) == text.split()
    assert "<script" not in rendered_html(article.clinician)


def test_bidi_controls_are_removed_with_a_warning():
    article = read_docx(word_file("What helps?", "Give 5 \u202emg now."))

    assert article.clinician == "Give 5 mg now."
    assert "Removed 1 character that changes the reading direction." in article.warnings


def test_what_can_not_be_kept_is_counted():
    document = begun()
    paragraph = document.add_paragraph("Rest ")
    paragraph.add_run("never").font.strike = True
    paragraph.add_run().add_picture(io.BytesIO(GIF))
    paragraph.add_run().add_picture(io.BytesIO(GIF))
    document.add_comment(paragraph.runs, "Is that so?")
    add_xml(paragraph, '<w:ins w:id="1"><w:r><w:t> helps</w:t></w:r></w:ins>')
    add_xml(paragraph, '<w:del w:id="2"><w:r><w:delText> harms</w:delText></w:r></w:del>')
    add_xml(paragraph, "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "inner"

    article = read_docx(saved(document))

    assert article.clinician == ("Rest never helps\n\n| wide |  |\n| --- | --- |\n| inner |  |")
    assert article.warnings == [
        "Comments were left out (1).",
        "Pictures were left out (2).",
        "Tracked changes were taken as accepted (2).",
        "Struck-through words were kept as ordinary text (1).",
        "Merged table cells were separated (1).",
        "Tables inside tables were turned into words (1).",
        "Parts of the kind “oMath” can't be imported and were left out (1).",
    ]


def test_picture_that_names_a_file_is_not_read(tmp_path):
    secret = tmp_path / "secret.gif"
    secret.write_bytes(GIF)
    document = begun()
    document.add_paragraph("Rest.").add_run().add_picture(io.BytesIO(GIF))
    data = saved(document)
    main = part(data, "word/document.xml")
    relations = part(data, "word/_rels/document.xml.rels")
    linked = relations.replace(
        'Target="media/image1.gif"', f'Target="{secret.as_uri()}" TargetMode="External"'
    )
    assert linked != relations

    article = read_docx(
        with_parts(
            data,
            {
                "word/document.xml": main.replace("r:embed=", "r:link="),
                "word/_rels/document.xml.rels": linked,
            },
        )
    )

    assert article.clinician == "Rest."
    assert article.warnings == ["Pictures were left out (1)."]


def test_style_map_in_the_document_is_not_used():
    document = begun()
    document.add_heading("A", 1)
    document.add_paragraph("Rest.")
    data = with_parts(saved(document), {"mammoth/style-map": "p.Heading1 => h6:fresh"})

    assert read_docx(data).clinician == "## A\n\nRest."

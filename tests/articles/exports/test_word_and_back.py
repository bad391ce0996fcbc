"""A Word export that is imported reads the same; what is edited in Word wins over all it carries.

What can't survive is named in ``docs/importing.md``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from articles.exports import export
from articles.importers import ImportedArticle
from articles.importers.docx import read_docx
from articles.importers.word_roles import Carried, Role, references_part
from articles.rendering import render_content
from tests.articles.exports.test_documents import REFERENCES
from tests.articles.exports.test_round_trip import document, exported
from tests.articles.importers.word_files import saved, with_parts

BOOK = {
    "id": "smith_2020",
    "type": "book",
    "title": "On rest",
    "author": [{"family": "Smith", "given": "J"}],
    "issued": {"date-parts": [[2020]]},
}
LETTER = {"id": "9", "type": "document", "title": "A letter “never” printed, R² = 0.9 <b>"}
LISTED = [BOOK, *REFERENCES, LETTER]

BLOCKS = [
    "Words **bold**, *slanted* and `code`.[@smith_2020; 1] Then 10² and I² [1,9].",
    "Literal \\[1] and word¹ stay, [@gone] is missing; so is [4].",
    "Hard  \nbreak & <b> \\* 1 < 2",
    "See [a page](https://a.example/x?a=1&b=2) and [mail](mailto:a@b.example).",
    "## Section",
    "### Part\n\n#### Of a part",
    "- a\n- b\n  - c\n    - d\n- e",
    "- a\n\n  More of a.\n- b",
    "3. three\n4. four\n   - in[1]\n     1. deep\n     2. deeper",
    "1. one",
    "- a\n\n- b",
    "2. c\n\n3. d\n\n   e",
    "| *A* | B[1] |\n| --- | --- |\n| 1\\|2 |  |",
    "> Quoted\n>\n> twice",
    "```\nx  y\n\tz ```` `\n```",
    "#### Deep",
    "1\\. no list, \\# no heading, \\- no bullet",
]


def content(clinician: str, plain: str = "", **changes: Any) -> dict[str, Any]:
    return document(
        clinician=clinician, plain=plain, **{"references": LISTED, "title": "Rest", **changes}
    )


def back(data: dict[str, Any]) -> ImportedArticle:
    return read_docx(export(exported(data), "docx"))


def assert_same(source: dict[str, Any], article: ImportedArticle) -> None:
    """Readers read the same words, marks, citations and references, to the byte."""
    again = document(
        **{
            name: getattr(article, name)
            for name in ("question", "title", "clinician", "plain", "references", "funding")
        },
        disclaimer=article.disclaimer,
    )
    rendered, expected = render_content(again), render_content(source)
    assert rendered.html == expected.html
    assert rendered == expected


def of_their_own(blocks: list[str]) -> list[str]:
    """Blocks of which no two neighbours would be read as one, nor any as a part of another."""
    kinds = ["1" if block[:1].isdigit() and block[1] == "." else block[:1] for block in blocks]
    return [
        block
        for at, (block, kind) in enumerate(zip(blocks, kinds, strict=True))
        if not (at and kind == kinds[at - 1] and kind in "-1>|`")
    ]


@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.sampled_from(BLOCKS), min_size=3, max_size=9), st.booleans())
def test_any_text_comes_back_as_readers_read_it(blocks, both):
    text = "\n\n".join(["Begin.", *of_their_own(blocks)])
    source = content(text, plain="# Plainly\n\n- Rest.[9]" if both else "")

    assert_same(source, back(source))


def test_all_blocks_and_fields_come_back_at_once():
    text = "\n\n".join(["Begin.", *of_their_own(BLOCKS)])
    source = content(text, plain="Rest.[9]", funding="", disclaimer="Mind.\n\nAlways *so*.")

    article = back(source)

    assert_same(source, article)
    assert article.references == LISTED
    assert (article.question, article.question_wanted) == (source["question"], "")
    assert article.warnings == [
        "3 references found, 7 citations linked; [4] and [gone] have no reference.",
        "The file is an export of this site: its banner, the authors and what each did, and the "
        "digest of the revision were left out.",
    ]


def test_lists_side_by_side_stay_apart():
    source = content("- a\n- b\n\n* c\n\n- d\n\n- e\n\n1. d\n\n1) e\n2) f")

    assert_same(source, back(source))


LOST = [
    ("a\n\n***\n\nb", "a\n\nb"),
    ("| a |\n|:-:|\n| b |", "| a |\n| --- |\n| b |"),
    ("See ![A chart](/a.png).", "See A chart."),
    ("**bo*th*ld**", "**bo**th**ld**"),
    ("- ## c\n- d", "## c\n\n- d"),
    ("[a *b*](https://a.example)", "[a b](https://a.example)"),
    ("> - e\n> - f", "- e\n- f"),
]


def test_what_can_not_survive_is_this_and_keeps_its_words():
    article = back(content("\n\n".join(text for text, _ in LOST)))

    assert article.clinician == "\n\n".join(left for _, left in LOST)


def edited(change: Callable[[Document], None], **fields: Any) -> ImportedArticle:
    source = content(
        "Rest.[@smith_2020] Sleep.[1]\n\n1. one\n2. two", plain="Lie down.[1]", **fields
    )
    word = docx.Document(io.BytesIO(export(exported(source), "docx")))
    change(word)
    return read_docx(saved(word))


def paragraph(word: Document, begins: str) -> Any:
    return next(each for each in word.paragraphs if each.text.startswith(begins))


def test_words_that_are_edited_in_word_win():
    def change(word: Document) -> None:
        paragraph(word, "What helps?").runs[0].text = "What helps most"
        paragraph(word, "Rest.").add_run(" Or do not [3, 7].")
        paragraph(word, "In plain").runs[0].text = "For everybody"
        item = paragraph(word, "two")
        item.insert_paragraph_before("one and a half", item.style)._p.get_or_add_pPr().append(
            item._p.pPr.numPr.__copy__()
        )
        paragraph(word, "Disclosure").insert_paragraph_before("A word more.")
        paragraph(word, "Funding").runs[0].text = "Funding: A trust"

    article = edited(change)

    assert (article.question, article.funding) == ("What helps most", "A trust")
    assert article.clinician.startswith("Rest.[@smith_2020] Sleep.[1] Or do not [9,7].")
    assert article.clinician.endswith("1. one\n2. one and a half\n3. two")
    assert article.plain == "Lie down.[1]"
    assert "[7] has no reference" in article.warnings[0]
    titles = [item["title"] for item in article.references]
    assert titles[0] == "On rest"
    assert titles[-1].endswith("A word more.")


def test_reference_that_is_edited_is_read_from_its_words():
    def change(word: Document) -> None:
        paragraph(word, "1. Smith").runs[0].text = "1. Smith J. On sleep. Bern: Huber; 2021."
        last = paragraph(word, "Disclosure")
        last.insert_paragraph_before("4. Roe A. More rest. BMJ. 2022;1(2):3-4.")

    article = edited(change)

    keys = {item["title"]: item["id"] for item in article.references}
    assert keys["A trial & more"] == "1"  # so what now is first needs another
    assert article.clinician.startswith(f"Rest.[{keys['On sleep']}] Sleep.[1]")
    assert "More rest" in keys


def test_reference_that_is_carried_counts_only_where_its_words_are_seen():
    hidden = {**BOOK, "title": "On something else"}
    data = export(exported(content("Rest.[@smith_2020]")), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("customXml/item")]
        (name,) = [each for each in names if b"urn:imprimatur" in archive.read(each)]

    article = read_docx(with_parts(data, {name: references_part([hidden])}))

    assert "On something else" not in str(article.references)
    assert any("On rest" in item["title"] for item in article.references)


@pytest.mark.parametrize(
    "part",
    [
        b"<a/>",
        b"no xml",
        b'<references xmlns="urn:imprimatur:references:1">{"a": 1}</references>',
        b'<references xmlns="urn:imprimatur:references:1">[[[1]], 1, {"id": 3}, {}]</references>',
        b'<references xmlns="urn:imprimatur:references:1">[{"id": "a]b"}]</references>',
        b'<references xmlns="urn:imprimatur:references:1">' + b"[" * 100_000 + b"</references>",
    ],
)
def test_part_that_carries_no_references_is_none(part):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("customXml/item1.xml", part)

    assert Carried(buffer.getvalue()).take("x") is None


def test_document_whose_styles_were_forgotten_is_told_by_its_words():
    def change(word: Document) -> None:
        names = {role.style for role in Role}
        headings = {"In plain language", "References", "Contributions", "Disclosure"}
        for each in word.paragraphs:
            if each.style.name in names:
                each.style = "Heading 1" if each.text in headings else "Normal"

    article = edited(change)

    assert (article.question, article.title, article.funding) == ("What helps?", "Rest", "None")
    assert article.clinician == "Rest.[@smith_2020] Sleep.[1]\n\n1. one\n2. two"
    assert article.plain == "Lie down.[1]"
    assert article.references == LISTED
    assert article.disclaimer == "Mind.\n\nAlways."


def test_text_that_lost_its_question_is_asked_for_one():
    def change(word: Document) -> None:
        each = paragraph(word, "What helps?")
        each._p.getparent().remove(each._p)

    article = edited(change)

    assert (article.question, article.question_guess) == ("", "Rest")
    assert article.clinician.startswith("Rest.[@smith_2020]")

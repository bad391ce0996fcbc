from __future__ import annotations

from datetime import date

import pytest

from articles.importers.markdown import read_markdown
from tests.articles.importers.refusals import refusal

WHOLE = """\
---
question: Does rest help?
title: Rest, and whom it helps
slug: does-rest-help
specialty: general-medicine
kind: treatment
coauthors:
  - second@demo.test
ai:
  tool: A language model
  purpose: First draft
  verified_by: Dr A. Doe
funding: None.
updated: 2025-09-14
references:
  - id: rest2020
    type: article-journal
    title: "Rest: a trial"
    volume: 12
    issued: {date-parts: [[2020, 5]]}
    accessed: 2024-01-31
  - id: 2
    type: book
    title: Sleep
---

Rest helps [@rest2020].

## Who Rests

- the tired
  1. the old

<!-- plain-language -->

Rest. It *helps* [2].
"""


def body(text: str, front: str = "") -> str:
    return f"---\nquestion: What helps?\ntitle: What Helps\n{front}---\n{text}"


def test_whole_file_becomes_an_article():
    article = read_markdown(WHOLE)

    assert article.question == "Does rest help?"
    assert article.title == "Rest, and whom it helps"
    assert article.slug == "does-rest-help"
    assert article.specialty == "general-medicine"
    assert article.kind == "treatment"
    assert article.coauthors == ["second@demo.test"]
    assert article.ai == {
        "use": "used",
        "tool": "A language model",
        "purpose": "First draft",
        "verified_by": "Dr A. Doe",
    }
    assert article.funding == "None."
    assert article.source_updated_on == date(2025, 9, 14)
    assert article.clinician == (
        "Rest helps [@rest2020].\n\n## Who Rests\n\n- the tired\n  1. the old"
    )
    assert article.plain == "Rest. It *helps* [2]."
    assert article.references == [
        {
            "id": "rest2020",
            "type": "article-journal",
            "title": "Rest: a trial",
            "volume": 12,
            "issued": {"date-parts": [[2020, 5]]},
            "accessed": "2024-01-31",
        },
        {"id": "2", "type": "book", "title": "Sleep"},
    ]
    assert article.warnings == []


def test_crlf_changes_nothing():
    assert read_markdown(WHOLE.replace("\n", "\r\n")) == read_markdown(WHOLE)


def test_file_without_front_matter_gives_heading_and_question_line():
    article = read_markdown("# What *helps*\n\nDoes rest help?\n\nIntro.\n\n## More\n\nIs it so?\n")

    assert article.title == "What helps"
    assert article.question == "Does rest help?"
    assert article.clinician == "Intro.\n\n## More\n\nIs it so?"


def test_heading_that_asks_is_title_and_question():
    article = read_markdown("Does rest help?\n===============\n\nIt does.")

    assert (article.question, article.title) == ("Does rest help?", "Does rest help?")
    assert (article.clinician, article.warnings) == ("It does.", [])


def test_question_in_a_section_is_not_the_question():
    text = "# Rest\n\nIt helps.\n\n## Whom?\n\nDoes it help the old?"

    article = read_markdown(text)

    assert (article.question, article.question_guess) == ("", "Rest")
    assert article.question_wanted.startswith("There is no question: neither “question: …”")


@pytest.mark.parametrize("text", ["- Is it?", "> Is it?", "    Is it?", "A line\nand is it?"])
def test_question_must_stand_on_a_line_of_its_own(text):
    article = read_markdown(f"# Rest\n\n{text}\n\nIt helps.")

    assert article.question_wanted.startswith("There is no question")


def test_file_without_title_uses_the_question():
    article = read_markdown("Does rest help?\n\nIt does.")

    assert article.title == "Does rest help?"
    assert article.warnings == ["No title was found: the question stands in for it."]


def test_heading_that_repeats_the_title_is_taken_out():
    assert read_markdown(body("# What Helps\n\nRest.")).clinician == "Rest."


def test_heading_that_differs_from_the_title_stays():
    assert read_markdown(body("# Rest\n\nHelps.")).clinician == "# Rest\n\nHelps."


def test_plain_text_in_the_front_matter_is_kept():
    article = read_markdown(body("Rest.", "plain: |\n  Rest.\n\n  It *helps*.\n"))

    assert article.plain == "Rest.\n\nIt *helps*."


def test_plain_text_twice_is_refused_with_its_line():
    text = body("Rest.\n\n<!-- plain-language -->\nRest.", "plain: Rest.\n")

    assert refusal(read_markdown, text) == (
        "Line 8: “<!-- plain-language -->” begins a plain-language text, "
        "but the front matter has one already."
    )


def test_second_marker_is_refused_with_its_line():
    marker = "<!-- plain-language -->\n"

    assert refusal(read_markdown, body(f"Rest.\n{marker}{marker}Rest.")) == (
        "Line 7: “<!-- plain-language -->” is there a second time."
    )


def test_marker_in_code_is_code():
    text = "```\n<!-- plain-language -->\n```"

    article = read_markdown(body(text))

    assert (article.clinician, article.plain) == (text, "")


def test_footnotes_become_references():
    article = read_markdown(
        body(
            "Rest helps [^a] and [^2].\n\n"
            "[^a]: Smith J. *Rest*. 2020.\n    Second edition.\n"
            "[^2]: See [Sleep](https://a.example/x?y=1&z=2)\n\n"
            "```\n[^3]: code\n```"
        )
    )

    assert article.clinician == "Rest helps [^a] and [^2].\n\n\n```\n[^3]: code\n```"
    assert article.references == [
        {"id": "a", "type": "document", "title": "Smith J. Rest. 2020. Second edition."},
        {
            "id": "2",
            "type": "document",
            "title": "See Sleep",
            "URL": "https://a.example/x?y=1&z=2",
        },
    ]
    assert article.warnings == ["2 footnotes could not be taken apart and are kept as text (a, 2)."]


def test_footnote_that_is_a_reference_already_is_refused():
    text = body("Rest [^1].\n[^1]: Smith", "references: [{id: 1}]\n")

    assert refusal(read_markdown, text) == "Line 7: there is a reference “1” already."


def test_citation_without_reference_is_reported():
    article = read_markdown(body("Rest [1] helps [@a; @b].", "references: [{id: a}]\n"))

    assert article.warnings == ["Cited, but not in the reference list: “1”, “b”."]


def test_raw_html_stays_with_a_warning():
    text = "Rest <b>now</b>.\n\n<script>alert(1)</script>"

    article = read_markdown(body(text))

    assert article.clinician == text
    assert article.warnings == ["Raw HTML will be shown as text (3 places, first on line 5)."]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "/\\evil.example",
        "file:///etc/passwd",
        "vbscript:x",
        "page.html",
    ],
)
def test_link_that_is_not_safe_stays_with_a_warning(href):
    text = f"Rest [now]({href})."

    article = read_markdown(body(text))

    assert article.clinician == text
    assert len(article.warnings) == 1
    assert article.warnings[0].startswith("Line 5: the link to “")
    assert article.warnings[0].endswith("” is not safe and will be shown as text.")


def test_many_unsafe_links_are_counted():
    article = read_markdown(body("\n".join(f"[a](javascript:{number})" for number in range(5))))

    assert article.warnings[-1] == (
        "More links are not safe and will be shown as text (2 places, first on line 8)."
    )


@pytest.mark.parametrize("href", ["https://a.example", "mailto:a@b.example", "#s-a", "/articles/"])
def test_safe_link_is_not_reported(href):
    assert read_markdown(body(f"Rest [now]({href}).")).warnings == []


def test_pictures_and_link_definitions_are_reported():
    article = read_markdown(body("![Rest](https://a.example/a.png)\n\n[a]: https://a.example"))

    assert article.warnings == [
        "Pictures are not shown, only their descriptions (line 5).",
        "Link definitions will be shown as text (line 7).",
    ]


def test_bidi_controls_are_removed_even_when_escaped_in_yaml():
    article = read_markdown(
        '---\nquestion: "What\\u202e helps?"\ntitle: T\n---\nGive 5 \u202emg now.'
    )

    assert (article.question, article.clinician) == ("What helps?", "Give 5 mg now.")
    assert article.warnings == ["Removed 1 character that changes the reading direction."]

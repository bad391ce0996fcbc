from __future__ import annotations

from datetime import date

import pytest

from articles.importers.furniture import Line, parse_date, read_head, text_length
from articles.importers.page import read_page

STEPPER = "Article Review Status\nSubmitted\nUnder Review\nApproved\n\n"


def lines_of(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("September 14, 2025", date(2025, 9, 14)),
        ("Sep 14, 2025", date(2025, 9, 14)),
        ("Sept. 14th, 2025", date(2025, 9, 14)),
        ("14 September 2025", date(2025, 9, 14)),
        ("2025-09-14", date(2025, 9, 14)),
        ("May 1,  2025", date(2025, 5, 1)),
        ("Ju 1, 2025", None),
        ("Jun 31, 2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_in_english_and_iso(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "head",
    [
        "Medical Advisory Board\nAll articles are reviewed by five doctors\n",
        "Medical Advisory BoardAll articles are reviewed by five doctors\n",
        "Article Review StatusSubmittedUnder ReviewApproved\n",
        STEPPER,
        "Last updated: May 2, 2025\nView editorial policy\n",
        "LAST UPDATED: May 2, 2025 View editorial policy\n\nPersonalise\n",
        "Which best describes you?\n",
    ],
)
def test_head_ends_at_the_title(head):
    lines = lines_of(f"{head}\nThe Title\n")

    assert lines[read_head(lines).length].text == "The Title"


def test_date_that_says_nothing_is_reported_with_its_line():
    article = read_page("What helps?\n\nLast updated: last week\n\nThe Title\n\nRest.")

    assert article.source_updated_on is None
    assert article.warnings == ["Line 3: no date could be read from “Last updated: last week”."]


def test_step_without_the_stepper_is_a_title():
    article = read_page("Which drugs may be used?\n\nApproved\n\nThese may be used.")

    assert (article.title, article.clinician) == ("Approved", "These may be used.")


def test_second_approved_below_the_stepper_is_a_title():
    article = read_page(f"Which drugs may be used?\n\n{STEPPER}Approved\n\nThese may be used.")

    assert article.title == "Approved"


def test_heading_that_reads_like_a_step_stays_in_the_text():
    article = read_page(
        "Which?\n\nThe Title\n\nIntro.\n\nApproved\n\nThese.\n\nSubmitted\n\nThose."
    )

    assert article.clinician == "Intro.\n\n## Approved\n\nThese.\n\n## Submitted\n\nThose."
    assert article.warnings == []


def test_disclaimer_amid_the_text_stays_with_a_warning():
    body = (
        "Intro.\n\nProfessional Medical Disclaimer\n\nA form to sign.\n\nNext Step\n\n  • Sign it\n"
    )

    article = read_page(f"Which form?\n\nThe Title\n\n{body}")

    assert "## Professional Medical Disclaimer\n\nA form to sign." in article.clinician
    assert article.warnings == [
        "Line 7: “Professional Medical Disclaimer” reads like a part of the site, "
        "but stands in the text and was kept."
    ]


def test_paragraph_about_a_disclaimer_stays():
    body = "The professional medical disclaimer must be signed."

    assert read_page(f"Which form?\n\nThe Title\n\n{body}").clinician == body


@pytest.mark.parametrize(
    "tail",
    [
        "Professional Medical Disclaimer\n\nNot for you.",
        "Professional Medical Disclaimer\nNot for you.",
        "Have a follow-up question?\n\nAsk us.\n\nAsk anything.",
        "Have a followup question?",
        "Professional Medical Disclaimer\n\nNot\n\nfor you.\n\nHave a follow-up question?\n\nAsk.",
    ],
)
def test_tail_is_not_taken_as_text(tail):
    lines = lines_of(f"The text.\n\n{tail}")

    assert text_length(lines) == 2


@pytest.mark.parametrize(
    "section",
    [
        "Have a follow-up question?\n\n  • Ask\n  • Write",
        "Have a follow-up question?\n\nOne.\n\nTwo.\n\nThree.\n\nFour.",
        "Professional Medical Disclaimer\n\nOne.\n\nTwo.\n\nThree.",
        "  Have a follow-up question?\n\nOne.",
        "They ask: Have a follow-up question?\n\nOne.",
    ],
)
def test_section_that_is_more_than_a_tail_is_kept(section):
    lines = lines_of(f"The text.\n\n{section}")

    assert text_length(lines) == len(lines)

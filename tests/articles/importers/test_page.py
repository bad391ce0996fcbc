from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.numerals import plausible_numerals
from articles.importers.page import read_page
from tests.articles.importers.refusals import refusal
from tests.articles.importers.words import rendered_html, rendered_words

DATA = Path(__file__).parent / "data"
GOUT = (DATA / "gout.txt").read_text(encoding="utf-8")
GOUT_MARKDOWN = (DATA / "gout.md").read_text(encoding="utf-8").strip()

OPENING = "What helps?\n\nWhat Helps and What Does Not\n\n"

SPECIAL = "ab <>*_`[]()#~&;!\\|+-=:.,\"'/@^{}$%\n"
BLOCK_STARTS = [
    "# ",
    "> ",
    "- ",
    "* ",
    "+ ",
    "```",
    "~~~",
    "---",
    "===",
    "|-|",
    "    ",
    "[a]: ",
    "",
]


def test_whole_page_becomes_question_title_and_markdown():
    article = read_page(GOUT)

    assert article.question.startswith("How should a gout flare be treated")
    assert article.question.endswith("who can't take NSAIDs?")
    assert article.title == "Treating a Gout Flare When Kidneys Are Failing and NSAIDs Are Out"
    assert article.clinician == GOUT_MARKDOWN
    assert article.source_updated_on == date(2024, 2, 3)
    assert article.warnings == ["Citations 1 to 3 have no reference listed."]
    assert (article.plain, article.references, article.coauthors) == ("", [], [])
    assert (article.specialty, article.kind, article.ai, article.slug) == (None, None, None, None)


def test_whole_page_has_six_sections_and_three_below_one_of_them():
    html = rendered_html(read_page(GOUT).clinician)

    headings = re.findall(r"<h(\d) [^>]*>(.*?)</h\d>", html)

    assert headings == [
        ("2", "Why the Kidneys Change the Choice"),
        ("2", "What to Check First"),
        ("2", "Choosing the Drug"),
        ("3", "1. Corticosteroids by Mouth"),
        ("3", "2. A Steroid into the Joint"),
        ("3", "3. Colchicine with Care"),
        ("2", "When None of These Will Do"),
        ("2", "After the Flare"),
        ("2", "Mistakes to Avoid"),
    ]


def test_whole_page_renders_each_bullet_at_its_depth():
    html = rendered_html(read_page(GOUT).clinician)
    depth = 0
    depths = {}
    for close, tag, text in re.findall(r"<(/?)(ul|ol|li)[^>]*>(?:\s*<p>)?([^<\n]*)", html):
        if tag != "li":
            depth += -1 if close else 1
        elif not close:
            depths[text] = depth

    assert depths["Flares come more often and last longer"] == 1
    assert depths["Watch the glucose:"] == 1
    assert depths["Twice a day in type 2 diabetes"] == 2
    assert depths["Keep going for one day after the last tablet"] == 3
    assert depths["Not at all when nobody would act on it"] == 2
    assert depths["Stop at once in grade 3 psychosis"] == 1
    assert depths["Interleukin-1 blockers:"] == 1
    assert depths["Canakinumab, once"] == 2
    assert depths["Rest, ice &amp; splinting"] == 1


@pytest.mark.parametrize(
    "changed", [GOUT.replace("\n", "\r\n"), "\ufeff" + GOUT, "\n\n" + GOUT, GOUT.rstrip("\n")]
)
def test_line_ends_and_byte_order_mark_change_nothing(changed):
    article = read_page(changed)

    assert article.clinician == GOUT_MARKDOWN
    assert article.title == read_page(GOUT).title


def test_hostile_html_and_links_come_out_as_words():
    source = "Do <script>alert(1)</script> and [x](javascript:alert(1)) ![y](data:text/html,z) end."

    article = read_page(OPENING + source)

    html = rendered_html(article.clinician)
    assert rendered_words(article.clinician) == source.split()
    assert "<script" not in html
    assert "<a" not in html
    assert "<img" not in html


def test_bidi_controls_are_removed_with_a_warning():
    article = read_page(OPENING + "Give 5 \u202emg\u202c now.")

    assert article.clinician == "Give 5 mg now."
    assert article.warnings == ["Removed 2 characters that change the reading direction."]


def test_question_over_two_lines_is_joined():
    article = read_page("When is it\nenough?\n\nWhen It Is Enough\n\nNow.")

    assert (article.question, article.title) == ("When is it enough?", "When It Is Enough")


def test_question_without_question_mark_is_taken_with_a_warning():
    article = read_page("Best dose of aspirin\n\nThe Best Dose\n\nIt is 75 mg.")

    assert article.question == "Best dose of aspirin"
    assert article.warnings == [
        "The first line, “Best dose of aspirin”, was taken as the question."
    ]


def test_page_without_title_uses_the_question():
    article = read_page("What helps?\n\nRest helps, and so does time.")

    assert article.title == "What helps?"
    assert article.clinician == "Rest helps, and so does time."
    assert article.warnings == ["No title was found: the question stands in for it."]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What helps?", "The file holds a question but no text."),
        ("What helps?\n\nA Title", "The file holds a question but no text."),
        ("What helps?\n\nPersonalize\n", "The file holds a question but no text."),
        (
            "What helps?\n\nA Title\n\nHave a follow-up question?\n\nAsk.",
            "The file holds a question but no text.",
        ),
        ("Article Review Status\nSubmitted\n\nA Title\n", "The file holds no text."),
        ("\u200b\u200b", "The file has no text."),
    ],
)
def test_page_without_question_or_text_is_refused(text, reason):
    assert refusal(read_page, text) == reason


def test_page_that_begins_with_furniture_has_no_question():
    article = read_page("Article Review Status\nSubmitted\n\nA Title\n\nText.")

    assert (article.question, article.title, article.clinician) == ("", "A Title", "Text.")
    assert article.question_guess == "A Title"
    assert article.question_wanted == (
        "There is no question: the first line is a part of the site, “Article Review Status”."
    )


def test_doubtful_numerals_stay_text_with_a_warning():
    article = read_page(OPENING + "Rest helps 1. It was tried in patients 77.")

    assert article.clinician == "Rest helps [1]. It was tried in patients 77."
    assert article.warnings == [
        "Left as text, not taken as citations: 77. "
        "Citations are counted from 1 without large gaps.",
        "Citation 1 has no reference listed.",
    ]


def test_items_beyond_the_deepest_list_stay_with_a_warning():
    items = "\n".join(f"{'  ' * depth}• item {'abcdefghij'[depth]}" for depth in range(10))

    article = read_page(OPENING + items)

    assert rendered_words(article.clinician) == items.replace("•", "").split()
    assert article.warnings == [
        "2 items of lists were nested too deep to be shown and stand on a higher level."
    ]


@given(st.lists(st.text(SPECIAL), min_size=1, max_size=6))
def test_words_of_paragraphs_come_out_as_they_stand(texts):
    source = "\n\n".join(["Begin.", *texts, "End."])

    article = read_page(OPENING + source)

    assert rendered_words(article.clinician) == source.split()


@given(st.lists(st.tuples(st.sampled_from(BLOCK_STARTS), st.text(SPECIAL)), max_size=6))
def test_block_markers_at_line_starts_come_out_as_they_stand(lines):
    source = "\n".join(["Begin,", *(start + text for start, text in lines), "end."])

    article = read_page(OPENING + source)

    assert rendered_words(article.clinician) == source.split()


@given(st.text("ab1239 (),.;-%"))
def test_words_with_numbers_come_out_but_for_the_brackets_of_citations(text):
    source = f"Begin a{text} end."
    cited = plausible_numerals([" ".join(source.split())]).cited

    words = rendered_words(read_page(OPENING + source).clinician)

    assert cited or words == source.split()


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from("•◦-123"), st.text("ab*_[<# ", min_size=1)),
        min_size=1,
        max_size=12,
    )
)
def test_words_of_lists_come_out_at_any_depth_and_in_any_order(items):
    lines = [
        f"{' ' * (indent + 1)}{mark}{'.' * mark.isdigit()} x{text}" for indent, mark, text in items
    ]
    source = "\n".join(lines)

    article = read_page(f"{OPENING}Begin:\n\n{source}")

    expected = [word for _, _, text in items for word in f"x{text}".split()]
    assert rendered_words(article.clinician) == ["Begin:", *expected]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_numbers_of_items_come_out_as_they_stand(numbers):
    source = "\n".join(f"  {number}. item" for number in numbers)

    html = rendered_html(read_page(f"{OPENING}Begin:\n\n{source}").clinician)

    shown = []
    for start, body in re.findall(r'<ol(?: start="(\d+)")?>(.*?)</ol>', html, re.DOTALL):
        first = int(start or 1)
        shown += range(first, first + body.count("<li>"))
    assert shown == numbers

from __future__ import annotations

import pytest

from articles.importers.page import read_page


def markdown(body: str) -> str:
    return read_page(f"What helps?\n\nWhat Helps\n\n{body}").clinician


@pytest.mark.parametrize(
    "line",
    [
        "Prognosis",
        "Management of relapse",
        "Alternative Approaches If Nothing Else Is Feasible or Wanted",
        "When Should It Be Stopped?",
        "2025 Guidance",
        "p53 Is Not",
    ],
)
def test_short_line_alone_before_text_is_a_heading(line):
    expected = f"## {line}" if line[0] != "p" else line

    assert markdown(f"Intro.\n\n{line}\n\nText.") == f"Intro.\n\n{expected}\n\nText."


@pytest.mark.parametrize(
    "line",
    [
        "It is over.",
        "Give one of these:",
        "and then some",
        "Survival was better 1",
        "This is a sentence whose author forgot the stop",
        "A " + "Very " * 13 + "Long Heading",
        "An Antidisestablishmentarianism " * 4,
    ],
)
def test_sentence_alone_is_no_heading(line):
    assert "##" not in markdown(f"Intro.\n\n{line}\n\nText.")


def test_line_that_nothing_follows_is_no_heading():
    assert markdown("Intro.\n\nThe End") == "Intro.\n\nThe End"


def test_line_within_a_paragraph_is_no_heading():
    assert markdown("Intro.\n\nFirst Line\nsecond line.\n\nText.") == (
        "Intro.\n\nFirst Line\nsecond line.\n\nText."
    )


def test_heading_needs_no_blank_line_beside_a_list():
    assert markdown("Intro.\n\nDo This\n  • a\n  • b\nDo That\n\nc.") == (
        "Intro.\n\n## Do This\n\n- a\n- b\n\n## Do That\n\nc."
    )


def test_numbered_heading_without_a_section_is_one_level_higher():
    assert markdown("1. Rest\n\nSleep.\n\nAt Home\n\n2. Time\n\nWait.") == (
        "## 1. Rest\n\nSleep.\n\n## At Home\n\n### 2. Time\n\nWait."
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_numbered_lines_in_a_row_at_the_margin_are_a_list(gap):
    items = ["1. Rest", "2. Time", "3. Tea"]

    assert markdown(f"Do:\n\n{gap.join(items)}\n\nThat is all.") == (
        f"Do:\n\n{gap.join(items)}\n\nThat is all."
    )


def test_numbered_sentence_at_the_margin_is_an_item():
    assert markdown("Do:\n\n3. Rest until it is over.\n\nText.") == (
        "Do:\n\n3. Rest until it is over.\n\nText."
    )


def test_numbers_that_do_not_follow_begin_another_list():
    assert markdown("Do:\n\n  1. a\n  3. b\n  4. c") == "Do:\n\n1. a\n\n3) b\n4) c"


def test_bullets_and_numbers_of_one_level_are_two_lists():
    assert markdown("Do:\n\n  • a\n  1. b\n  • c") == "Do:\n\n- a\n\n1. b\n\n- c"


def test_dash_is_a_bullet_only_when_indented():
    assert markdown("Do:\n\n  - a\n\n- 5 °C is cold.") == "Do:\n\n- a\n\n\\- 5 °C is cold."


def test_round_bullet_at_the_margin_is_an_item():
    assert markdown("Do:\n\n• a\n  ◦ b\n• c") == "Do:\n\n- a\n  - b\n- c"


def test_nested_bullets_are_indented_by_the_width_of_the_number():
    items = "\n".join(f"  {number}. n" for number in range(1, 10))

    assert markdown(f"Do:\n\n{items}\n  10. ten\n    • x").endswith("9. n\n10. ten\n    - x")


def test_less_indentation_returns_to_the_level_it_belongs_to():
    assert markdown("Do:\n\n  • a\n      • b\n    • c\n  • d\n• e") == (
        "Do:\n\n- a\n  - b\n  - c\n- d\n- e"
    )


def test_tabs_and_no_break_spaces_indent():
    assert markdown("Do:\n\n\t• a\n\t\t• b\n\u00a0\u00a0\u00a0\u00a0• c") == (
        "Do:\n\n- a\n  - b\n- c"
    )


def test_indented_line_continues_its_item():
    assert markdown("Do:\n\n  • a\n    and more\n  • b") == "Do:\n\n- a\n  and more\n- b"


def test_indented_line_after_a_blank_one_is_a_paragraph_of_the_item():
    assert markdown("Do:\n\n  1. a\n\n     More.\n\n  2. b") == "Do:\n\n1. a\n\n   More.\n\n2. b"


def test_margin_ends_the_list():
    assert markdown("Do:\n\n  • a\n\nNow rest.\n\n  • b") == "Do:\n\n- a\n\nNow rest.\n\n- b"


def test_nested_number_other_than_one_is_set_off_by_a_blank_line():
    assert markdown("Do:\n\n  • a\n    3. b") == "Do:\n\n- a\n\n  3. b"

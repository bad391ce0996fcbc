"""A checklist as lines: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from editorial.checklist_lines import answer_lines, answers_of, item_lines, items_of
from editorial.models import Checklist
from editorial.services.checklists import Item


def messages(call, text):
    with pytest.raises(ValidationError) as caught:
        call(text)
    return caught.value.messages


def test_lines_are_sections_and_questions():
    text = "Short?\r\n\r\n# Doses\r\nAre  units given?\r\n#Tables\r\nAre they plain? [n/a]\r\n"

    assert items_of(text) == [
        Item("Short?"),
        Item("Are units given?", "Doses"),
        Item("Are they plain?", "Tables", may_not_apply=True),
    ]


def test_no_lines_are_no_items():
    assert items_of(" \n\n") == []
    assert answers_of("\n") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n# \nA?", ["Line 2: name the section after the “#”."]),
        (f"# {'x' * 81}\nA?", ["Line 1: name the section in 80 characters at most."]),
        ("# One\n\n# Two\nA?", ["Line 1: nothing is asked in this section."]),
        ("A?\n# Two", ["Line 2: nothing is asked in this section."]),
        ("A?\n[n/a]", ["Line 2: ask something before the “[n/a]”."]),
        (f"A?\n\n{'x' * 301}", ["Line 3: ask it in 300 characters at most."]),
        ("A?\nB?\nA? [n/a]", ["Line 3 asks the same as line 1."]),
        (
            "\n".join(f"{number}?" for number in range(62)),
            ["Line 61: a checklist asks 60 things at most."],
        ),
        (
            f"A?\n{'x' * 301}\nA?",
            ["Line 2: ask it in 300 characters at most.", "Line 3 asks the same as line 1."],
        ),
    ],
)
def test_every_line_at_fault_is_named(text, said):
    assert messages(items_of, text) == said


def test_answers_are_numbers_and_words():
    assert answers_of("1 = Yes = of course\n\n0=No") == [(1, "Yes = of course"), (0, "No")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes", "Line 1: write a number, “=” and the answer, as in “1 = Yes”."),
        ("0 = No\n1 =", "Line 2: write a number, “=” and the answer, as in “1 = Yes”."),
        ("-1 = No", "Line 1: write a number, “=” and the answer, as in “1 = Yes”."),
        ("² = No", "Line 1: write a number, “=” and the answer, as in “1 = Yes”."),
        ("101 = No", "Line 1: give a number from 0 to 100."),
        (f"{'9' * 5000} = No", "Line 1: give a number from 0 to 100."),
        (f"1 = {'x' * 81}", "Line 1: word the answer in 80 characters at most."),
        ("1 = Yes\n01 = No", "Line 2: the number 1 was given to another answer."),
    ],
)
def test_every_answer_at_fault_is_named(text, said):
    assert messages(answers_of, text) == [said]


@pytest.mark.parametrize("slug", ["discern", "pemat-p"])
def test_the_lines_of_a_version_make_it_again(db, slug):
    checklist = Checklist.objects.get(slug=slug)
    items = list(checklist.items.all())

    assert items_of(item_lines(items)) == [
        Item(item.question, item.section, item.may_not_apply) for item in items
    ]
    assert [list(pair) for pair in answers_of(answer_lines(checklist.scale))] == checklist.scale

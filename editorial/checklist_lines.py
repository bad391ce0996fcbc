"""A checklist as lines of plain text, as administrators write it.

Items: each line asks one thing. A line that begins with "#" names the section of those that
follow; one that ends in "[n/a]" asks what may not apply to a text. Answers: each line is a number,
an equals sign and words, as in "1 = Yes". Empty lines count for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError

from articles.text import clean_line
from editorial.models import ChecklistItem
from editorial.services.checklists import MOST_ITEMS, Item

SECTION, SKIPPABLE = "#", "[n/a]"
LONGEST_SECTION, LONGEST_QUESTION, LONGEST_ANSWER = 80, 300, 80
HIGHEST = 100


def items_of(text: str) -> list[Item]:
    """Return what the lines ask. Raises ValidationError with a sentence for each line at fault."""
    found: list[Item] = []
    wrong: list[str] = []
    asked: dict[str, int] = {}
    section, waiting = "", 0  # the line of a section that has no item yet
    for number, line in _lines(text):
        if line.startswith(SECTION):
            wrong += _empty_section(waiting)
            section, waiting = line.removeprefix(SECTION).strip(), number
            wrong += _about_section(number, section)
            continue
        question = line.removesuffix(SKIPPABLE).strip()
        wrong += _about_question(number, question, asked.get(question))
        asked.setdefault(question, number)
        found.append(Item(question, section, may_not_apply=line.endswith(SKIPPABLE)))
        waiting = 0
        if len(found) == MOST_ITEMS + 1:
            wrong.append(f"Line {number}: a checklist asks {MOST_ITEMS} things at most.")
    wrong += _empty_section(waiting)
    if wrong:
        raise ValidationError(wrong)
    return found


def answers_of(text: str) -> list[tuple[int, str]]:
    """Return the scale. Raises ValidationError with a sentence for each line at fault."""
    found: dict[int, str] = {}
    wrong = []
    for number, line in _lines(text):
        raw, _, words = (part.strip() for part in line.partition("="))
        if not (raw.isascii() and raw.isdigit() and words):
            wrong.append(f"Line {number}: write a number, “=” and the answer, as in “1 = Yes”.")
        elif len(raw) > 3 or int(raw) > HIGHEST:
            wrong.append(f"Line {number}: give a number from 0 to {HIGHEST}.")
        elif len(words) > LONGEST_ANSWER:
            wrong.append(f"Line {number}: word the answer in {LONGEST_ANSWER} characters at most.")
        elif int(raw) in found:
            wrong.append(f"Line {number}: the number {int(raw)} was given to another answer.")
        else:
            found[int(raw)] = words
    if wrong:
        raise ValidationError(wrong)
    return list(found.items())


def item_lines(items: Iterable[ChecklistItem]) -> str:
    """Return the items of a version as the lines that make them."""
    lines: list[str] = []
    section = ""
    for item in items:
        if item.section != section:
            section = item.section
            lines += ([""] if lines else []) + [f"{SECTION} {section}"]
        lines.append(f"{item.question} {SKIPPABLE}" if item.may_not_apply else item.question)
    return "\n".join(lines)


def answer_lines(scale: Sequence[tuple[int, str]]) -> str:
    """Return a scale as the lines that make it."""
    return "\n".join(f"{number} = {words}" for number, words in scale)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines that say something, with their numbers as a person counts them."""
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        line = clean_line(raw)[0]
        if line:
            yield number, line


def _empty_section(number: int) -> list[str]:
    return [f"Line {number}: nothing is asked in this section."] if number else []


def _about_section(number: int, section: str) -> list[str]:
    if not section:
        return [f"Line {number}: name the section after the “{SECTION}”."]
    if len(section) > LONGEST_SECTION:
        return [f"Line {number}: name the section in {LONGEST_SECTION} characters at most."]
    return []


def _about_question(number: int, question: str, before: int | None) -> list[str]:
    if not question:
        return [f"Line {number}: ask something before the “{SKIPPABLE}”."]
    if len(question) > LONGEST_QUESTION:
        return [f"Line {number}: ask it in {LONGEST_QUESTION} characters at most."]
    if before:
        return [f"Line {number} asks the same as line {before}."]
    return []

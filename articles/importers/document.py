"""What an import yields, and how one is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from articles.canonical import JSON, canonical
from articles.citations.formats.vancouver import LONGEST_ENTRY, taken_apart
from articles.text import clean_json, clean_line, clean_text

LONGEST_QUOTE = 60
MOST_WARNINGS = 40
NO_TITLE = "No title was found: the question stands in for it."
NO_QUESTION = "The file has no question."
LONGEST_TITLE = 200


class ImportRefusedError(ValueError):
    """A file can't be imported; the text is one line that says what is wrong and where."""

    def __init__(self, message: str) -> None:
        super().__init__(clean_line(message)[0])


@dataclass(frozen=True)
class ImportedArticle:
    """An article as read from a file: nothing is stored, and nobody is looked up.

    ``clinician`` and ``plain`` are Markdown, ``question`` and ``title`` are plain text.
    ``references`` are CSL-JSON items, each with an ``id``. What the file does not say is empty or
    None; ``ai`` then has no answer either, and the caller decides what "not stated" means. A file
    without a question has ``question_wanted``, which says so, and perhaps ``question_guess``.
    """

    question: str
    title: str
    clinician: str
    plain: str = ""
    references: list[dict[str, Any]] = field(default_factory=list)
    specialty: str | None = None
    kind: str | None = None
    ai: dict[str, str] | None = None
    funding: str = ""
    disclaimer: str = ""
    source_updated_on: date | None = None
    coauthors: list[str] = field(default_factory=list)
    slug: str | None = None
    question_wanted: str = ""
    question_guess: str = ""
    warnings: list[str] = field(default_factory=list)

    def asking(self, question: str) -> ImportedArticle:
        """Return the article with a question that somebody gave for it."""
        asked = clean_line(question)[0]
        title = self.title or shortened(asked)
        return replace(self, question=asked, title=title, question_wanted="", question_guess="")


def finished(article: ImportedArticle) -> ImportedArticle:
    """Return the article with every text made plain and each warning once.

    The readers clean what they read; this catches what came into being on the way, such as a
    character written as an escape in YAML or as a character reference in Markdown.
    Raises ImportRefusedError when no text is left. Where there is no question, that is said.
    """
    warnings = list(article.warnings)

    def line(raw: str) -> str:
        text, found = clean_line(raw)
        warnings.extend(found)
        return text

    def text(raw: str) -> str:
        cleaned, found = clean_text(raw)
        warnings.extend(found)
        return cleaned

    clean = replace(
        article,
        question=line(article.question),
        title=line(article.title),
        clinician=text(article.clinician),
        plain=text(article.plain),
        references=_clean_references(article.references),
        ai=None if article.ai is None else {key: line(value) for key, value in article.ai.items()},
        funding=line(article.funding),
        disclaimer=text(article.disclaimer),
        coauthors=[line(email) for email in article.coauthors],
        question_guess="" if article.question else line(article.question_guess),
        warnings=[],
    )
    if not clean.clinician.strip():
        what = "a question but no text" if clean.question else "no text"
        raise ImportRefusedError(f"The file holds {what}.")
    if not clean.question:
        clean = replace(clean, question_wanted=clean.question_wanted or NO_QUESTION)
    unique = list(dict.fromkeys(clean_line(warning)[0] for warning in warnings))
    if len(unique) > MOST_WARNINGS:
        more = len(unique) - MOST_WARNINGS
        unique[MOST_WARNINGS:] = [f"There are {more:,} more warnings."]
    return replace(clean, title=clean.title or clean.question, warnings=unique)


def footnote_reference(key: str, words: str, address: str) -> dict[str, Any]:
    """Return a footnote as a CSL-JSON item, with the address that it links to, if any.

    One that is printed as reference lists are is taken apart like their entries; of any other the
    words are kept whole, as a title.
    """
    item = taken_apart(words) if len(words) <= LONGEST_ENTRY else {}
    if item.get("type", "document") == "document":
        known: dict[str, Any] = {
            name: item[name] for name in ("DOI", "PMID", "PMCID") if name in item
        }
        item = {"type": "document", "title": words, **known}
    if address and "URL" not in item and "DOI" not in item:
        item["URL"] = address
    return {"id": key, **item}


def leading_blank_lines(raw: str) -> int:
    """Return how many lines ``clean_text`` takes away at the top, for line numbers in messages."""
    kept = clean_text(f"|\n{raw}")[0].split("\n")[1:]
    return next((number for number, line in enumerate(kept) if line), 0)


def quoted(text: str) -> str:
    """Return a text as a message may quote it: one clean line, shortened, in quotation marks."""
    line = clean_line(text)[0]
    return f"“{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}”"


def shortened(question: str) -> str:
    """Return a question as a title can hold it: cut between two words if it is too long."""
    if len(question) <= LONGEST_TITLE:
        return question
    return question[: LONGEST_TITLE - 1].rpartition(" ")[0] + "…"


def numbers_in_words(numbers: Iterable[int]) -> str:
    """Return numbers as a reader would list them: ``1``, ``1 to 3`` or ``1, 2 and 5``."""
    ordered = sorted(set(numbers))
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]} to {ordered[-1]}"
    words = [str(number) for number in ordered]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _clean_references(references: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cleaned: list[dict[str, Any]] = []
    for position, reference in enumerate(references, start=1):
        try:
            item: JSON = clean_json(reference)
            canonical(item)  # refuses what can't be frozen later, such as enormous integers
        except ValueError as error:
            # The path in the message begins with "$", which is the reference itself.
            problem = str(error).removeprefix("$").lstrip(".: ")
            raise ImportRefusedError(f"Reference {position} can't be kept: {problem}.") from None
        if isinstance(item, dict):
            cleaned.append(item)
    return cleaned

"""The files of ``seeds/`` as plain values, for the tests that check them. No database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ARTICLES = SEEDS / "articles"
PLAIN_MARK = "<!-- plain-language -->"


@dataclass(frozen=True)
class SeedText:
    """One file of ``seeds/articles``: an article, or a later version of one."""

    path: Path
    meta: dict[str, Any]
    clinician: str
    plain: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_later_version(self) -> bool:
        return ".v" in self.path.stem

    @property
    def authors(self) -> list[str]:
        return [self.meta["author"], *self.meta["coauthors"]]

    @property
    def everything(self) -> str:
        """All words that a reader of the text would meet, for matching conflicts against."""
        titles = [reference["title"] for reference in self.meta["references"]]
        return "\n".join(
            [self.meta["question"], self.meta["title"], self.clinician, self.plain, *titles]
        )


@dataclass(frozen=True)
class Step:
    """One step of a journey: a verb and its arguments."""

    verb: str
    arguments: dict[str, Any]


@cache
def texts() -> dict[str, SeedText]:
    """Every file of ``seeds/articles`` by file name."""
    return {path.name: _read(path) for path in sorted(ARTICLES.glob("*.md"))}


def articles() -> list[SeedText]:
    """The files that stand for an article of their own."""
    return [text for text in texts().values() if not text.is_later_version]


@cache
def people() -> dict[str, dict[str, Any]]:
    """The people by e-mail address."""
    entries = load("people.yaml")
    found = {entry["email"]: entry for entry in entries}
    assert len(found) == len(entries), "an e-mail address is used twice"
    return found


@cache
def policies() -> dict[str | None, dict[str, Any]]:
    """The policies by specialty; None is the default."""
    return {entry["specialty"]: entry for entry in load("policies.yaml")}


@cache
def specialties() -> dict[str, dict[str, str]]:
    """The specialties by slug."""
    return {entry["slug"]: entry for entry in load("specialties.yaml")}


def load(name: str) -> list[Any]:
    """A YAML file of ``seeds/`` that holds a list."""
    entries = yaml.safe_load((SEEDS / name).read_text(encoding="utf-8"))
    assert isinstance(entries, list)
    return entries


def steps(text: SeedText) -> list[Step]:
    """The journey of an article; a bare word is a step without arguments."""
    found = []
    for entry in text.meta["journey"]:
        if isinstance(entry, str):
            found.append(Step(entry, {}))
        else:
            ((verb, arguments),) = entry.items()
            found.append(Step(verb, arguments))
    return found


def days_from_now(when: dict[str, int]) -> int:
    """A date as the people file has it, in days: below zero is in the past."""
    ((direction, days),) = when.items()
    assert days >= 0
    return {"days_ago": -days, "days_ahead": days}[direction]


def _read(path: Path) -> SeedText:
    raw = path.read_text(encoding="utf-8")
    before, front, body = raw.split("---\n", 2)
    assert before == "", f"{path.name} does not begin with front matter"
    meta = yaml.safe_load(front)
    assert isinstance(meta.get("updated"), date | None), f"{path.name}: updated is not a date"
    clinician, _, plain = body.partition(PLAIN_MARK)
    return SeedText(path=path, meta=meta, clinician=clinician.strip(), plain=plain.strip())

"""A state of a text that can be compared: a save of the working copy, or a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Article
from editorial.authoring.fields import values
from editorial.authoring.selectors import save_number, saves_of
from editorial.models import NamedSave

SAVE, REVISION = "save", "revision"


@dataclass(frozen=True)
class TextState:
    """A state of the text: how an address names it, how a person does, and its fields."""

    key: str
    label: str
    at: datetime
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A state to choose from. Its text is not read."""

    key: str
    label: str
    group: str


def state_of(article: Article, key: str) -> TextState | None:
    """Return the state that an address names, or None if the article has no such one."""
    kind, _, text = key.partition("-")
    number = save_number(text)
    if kind == SAVE:
        save = saves_of(article).filter(history_id=number).first()
        return _save(save) if save else None
    if kind == REVISION and number < 2**31:
        revision = article.revisions.filter(number=number).first()
        return _revision(revision) if revision else None
    return None


def choices(article: Article, saves: Iterable[Any], names: Mapping[int, str]) -> list[Choice]:
    """Return what can be chosen: revisions, named saves, and the given ones."""
    found = [
        Choice(f"{REVISION}-{number}", f"Revision {number}, {_when(at)}", "Revisions")
        for number, at in article.revisions.order_by("-number").values_list("number", "created_at")
    ]
    found += [Choice(f"{SAVE}-{number}", name, "Named saves") for number, name in names.items()]
    found += [
        Choice(f"{SAVE}-{save.history_id}", _when(save.history_date), "Saves")
        for save in saves
        if save.history_id not in names
    ]
    return found


def names_of(article: Article) -> dict[int, str]:
    """Return the names of saves by their numbers, newest save first."""
    named = NamedSave.objects.filter(article=article)
    return dict(named.values_list("save_number", "name"))


def _save(save: Any) -> TextState:
    label = f"Save of {_when(save.history_date)}"
    return TextState(f"{SAVE}-{save.history_id}", label, save.history_date, values(save))


def _revision(revision: Any) -> TextState:
    document = revision.document
    fields = {
        "question": document["question"],
        "title": document["title"],
        "specialty": document["specialty"]["name"],
        "kind": document["kind"],
        "clinician_text": document["clinician"],
        "plain_text": document["plain"],
        "references": document["references"],
        "ai_use": document["ai"]["use"],
        "ai_tool": document["ai"]["tool"],
        "ai_purpose": document["ai"]["purpose"],
        "ai_verified_by": document["ai"]["verified_by"],
        "funding": document["funding"],
        "disclaimer": document["disclaimer"],
        "source_updated_on": document["source_updated_on"],
    }
    key, label = f"{REVISION}-{revision.number}", f"Revision {revision.number}"
    return TextState(key, label, revision.created_at, fields)


def _when(moment: datetime) -> str:
    return f"{moment:%-d %B %Y, %H:%M:%S} UTC"

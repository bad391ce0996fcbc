"""The hash chain of an article's records, and what it says of the other rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from articles.canonical import canonical, digest
from editorial.verify.problem import Problem, Row

RECORD_FORMAT = "imprimatur-record/1"


def record_hash(article: str, record: Row) -> str:
    """Return the hash that a record must have, over all of it and the hash before it."""
    return digest(
        canonical(
            {
                "format": RECORD_FORMAT,
                "article": article,
                "sequence": record["sequence"],
                "action": record["action"],
                "actor": record["actor"],
                "actor_name": record["actor_name"],
                "at": record["at"],
                "data": record["data"],
                "previous": record["previous_hash"],
            }
        )
    )


def check_chain(bundle: Row) -> Iterator[Problem]:
    """Yield every break in the chain: a changed, missing, added or moved record."""
    previous = ""
    for place, record in enumerate(bundle["records"], start=1):
        if record["sequence"] != place:
            yield Problem(
                record["row"], f"stands at place {place} but has number {record['sequence']}"
            )
        if record["previous_hash"] != previous:
            yield Problem(record["row"], "does not follow the record before it")
        if record["hash"] != record_hash(bundle["article"]["uid"], record):
            yield Problem(record["row"], "was changed: its hash does not fit what it says")
        previous = record["hash"]
    if not bundle["records"]:
        yield Problem(f"article {bundle['article']['slug']}", "has no trail")


def entries(bundle: Row, action: str) -> list[dict[str, Any]]:
    """Return what the trail's records of one action say; unreadable ones are left out.

    (An unreadable record is already a broken link of the chain.)
    """
    found = []
    for record in bundle["records"]:
        if record["action"] == action:
            try:
                details = json.loads(record["data"])
            except ValueError:
                continue
            if isinstance(details, dict):
                found.append({**details, "record": record})
    return found


def entry(bundle: Row, action: str, **wanted: Any) -> dict[str, Any] | None:
    """Return the trail's first entry of the action with these details, or None."""
    for details in entries(bundle, action):
        if all(details.get(name) == value for name, value in wanted.items()):
            return details
    return None

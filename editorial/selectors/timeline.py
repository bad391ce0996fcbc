"""An article's record, told to its authors.

Authors are told what happens to their text and what the office writes to them. Who reviews it
stays between the desk and the board until the text is published: then the names of those who
signed are public anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from articles.enums import NoticeKind
from editorial.enums import Action, Meaning
from editorial.models import Record

#: Acts of the desk and the board, without names.
SENTENCES: dict[Action, str] = {
    Action.ASSIGNED: "A reviewer was asked.",
    Action.ASSIGNMENT_ACCEPTED: "A reviewer agreed.",
    Action.ASSIGNMENT_DECLINED: "A reviewer turned the review down; the editor asks another.",
    Action.ASSIGNMENT_RELEASED: "A reviewer was released.",
    Action.REVIEW_BEGUN: "The board's review began.",
    Action.SIGNED: "A reviewer signed.",
    Action.APPROVED: "The board approved the text.",
    Action.SUPERSEDED: "The new version took the place of version {revision}.",
    Action.RETRACTED: "Version {revision} was {ended_as}.",
    Action.REJUDGED: "An editor judged the submission by the policy of the day.",
    Action.REPORT_RESOLVED: "An editor settled a reader's report.",
    Action.NOTICE_ISSUED: "A public notice about version {revision} was issued.",
    Action.REFERENCE_RETRACTED: "A work that the article cites was marked as retracted: {work}.",
    Action.CITATION_DECIDED: "An editor decided about the retracted reference: {work}.",
    Action.EARLY_ACCESS_GRANTED: "An editor opened the pending text to the public.",
    Action.EARLY_ACCESS_ENDED: "An editor closed the pending text to the public.",
    Action.PREVIEW_LINK_MADE: "An editor made a link by which the pending text can be read.",
    Action.PREVIEW_LINKS_REVOKED: "An editor revoked the links to the pending text.",
}

#: What stays at the desk. Comments for the authors reach them with the decision, not before.
UNTOLD = frozenset(
    {
        Action.COMMENTED,
        Action.REPLIED,
        Action.COMMENT_RESOLVED,
        Action.COMMENT_REOPENED,
        Action.REVIEWER_REMINDED,
        Action.ASSIGNMENT_MOVED,
        Action.RECOMMENDED,
        Action.CHECKLIST_COMPLETED,
        Action.CLAIM_GRADED,
        Action.GRADE_WITHDRAWN,
    }
)

#: Acts of authors, whose names their co-authors may know, and of editors who wrote them a letter.
BY_NAME: dict[Action, str] = {
    Action.CREATED: "{name} started the article.",
    Action.SAVE_NAMED: "{name} gave a save a name.",
    Action.RESPONSIBILITY_TAKEN: "{name} took responsibility for what the program wrote.",
    Action.IMAGE_ADDED: "{name} added a picture.",
    Action.IMAGE_REMOVED: "{name} removed a picture.",
    Action.CONTRIBUTION_STATED: "{name} stated their own part in the article.",
    Action.TEXT_APPROVED: "{name} approved the final text.",
    Action.CORRESPONDING_SET: "{name} chose the corresponding author.",
    Action.COAUTHOR_INVITED: "{name} invited a co-author.",
    Action.SUBMITTED: "{name} submitted revision {revision}.",
    Action.COMMENT_ANSWERED: "{name} answered a remark.",
    Action.WITHDRAWN: "{name} withdrew the submission.",
    Action.CHANGES_REQUESTED: "{name} asked for changes.",
    Action.DECLINED: "{name} decided not to take the text.",
}

#: What the office or an author wrote, by the name of the detail that has it.
NOTES: dict[Action, tuple[str, str]] = {
    Action.CHANGES_REQUESTED: ("The editor's letter", "letter"),
    Action.DECLINED: ("The editor's letter", "letter"),
    Action.REFERENCE_RETRACTED: ("What is known of it", "reason"),
    Action.CITATION_DECIDED: ("The decision", "decision"),
    Action.RETRACTED: ("The public notice says", "reason"),
    Action.NOTICE_ISSUED: ("The public notice says", "reason"),
    Action.SAVE_NAMED: ("The name", "new"),
    Action.SUBMITTED: ("What changed", "summary"),
    Action.WITHDRAWN: ("Reason", "reason"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. ``saves`` counts those that are told in one line."""

    at: datetime
    sentence: str
    note_title: str = ""
    note: str = ""
    saver: str = ""
    saves: int = 0


def timeline(records: Iterable[Record]) -> list[Entry]:
    """Return what authors are told, newest first; ``records`` come oldest first."""
    records = list(records)
    published = {
        record.details["submission"] for record in records if record.action == Action.PUBLISHED
    }
    entries: list[Entry] = []
    for entry in _entries(records, published):
        last = entries[-1] if entries else None
        if last is not None and entry.saver and entry.saver == last.saver:
            entries[-1] = _together(last, entry)
        else:
            entries.append(entry)
    return entries[::-1]


def _entries(records: Iterable[Record], published: set[str]) -> Iterator[Entry]:
    for record in records:
        action, details = Action(record.action), record.details
        if action in UNTOLD:
            continue
        title, key = NOTES.get(action, ("", ""))
        note = str(details.get(key, "")) if key else ""
        entry = Entry(record.at, "", note_title=title if note else "", note=note)
        if action == Action.SAVED:
            yield _save(entry, record)
        elif action == Action.CREATED and "program" in details:
            yield replace(entry, sentence=f"{_saver(record)} started the article.")
        elif action == Action.SIGNED and details["submission"] in published:
            meaning = Meaning(details["meaning"]).label
            sentence = f"{record.actor_name} signed: “{meaning}”."
            yield replace(entry, sentence=sentence)
        elif action == Action.PUBLISHED:
            yield replace(entry, sentence=f"Version {details['revision']} was published.")
        else:
            yield replace(entry, sentence=_sentence(action, record, details))


def _sentence(action: Action, record: Record, details: Mapping[str, Any]) -> str:
    """Return an act in its words. A brace in a name or a detail is a brace: it is put in last."""
    words = BY_NAME.get(action) or SENTENCES[action]
    told = {name: details.get(name, "") for name in ("revision", "work")}
    withdrawn = details.get("kind") == NoticeKind.WITHDRAWAL
    told["ended_as"] = "withdrawn" if withdrawn else "retracted"
    return words.format(name=record.actor_name, **told)


def _save(entry: Entry, record: Record) -> Entry:
    if record.details["fields"] == ["authors"]:
        return replace(entry, sentence=f"{record.actor_name} changed the byline.")
    saver = _saver(record)
    sentence = f"{saver} saved the working copy."
    return replace(entry, sentence=sentence, saver=saver, saves=1)


def _saver(record: Record) -> str:
    """Return who saved: the person, or the program that did it for them."""
    program = record.details.get("program")
    return f"The program “{program}”, for {record.actor_name}," if program else record.actor_name


def _together(earlier: Entry, later: Entry) -> Entry:
    """Tell a run of saves by one person in one line, at the time of the last."""
    saves = earlier.saves + later.saves
    sentence = f"{later.saver} saved the working copy {saves} times."
    return replace(later, sentence=sentence, saves=saves)

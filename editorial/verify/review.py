"""The record of the review: what was remarked, answered, handed in and graded, in its words.

The trail has digests of these words. Here they are held against each other, both ways: a changed
row, one that the trail does not know, and one that it knows and that is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from articles.canonical import canonical, digest
from editorial.verify.problem import Problem, Row, differing
from editorial.verify.trail import entries, entry

#: The lists of a bundle that tell the review. Bundles of the first form lack them.
LISTS = ("comments", "comment_answers", "checklists", "grades", "contributions")
ANCHOR = ("part", "exact", "prefix", "suffix")

TRAIL, UNKNOWN = "the trail", "the trail does not know of it"


def check_review(bundle: Row) -> Iterator[Problem]:
    """Yield what is wrong with the rows that tell the review."""
    yield from _check_comments(bundle)
    yield from _check_answers(bundle)
    yield from _check_checklists(bundle)
    yield from _check_grades(bundle)
    yield from _check_contributions(bundle)
    yield from _check_cover_notes(bundle)


def check_left_out(bundle: Row) -> Iterator[Problem]:
    """Yield the records of a bundle of the first form that only an office of the second wrote.

    Such a bundle was relabelled, so that nobody misses the words that were taken out of it.
    """
    for action in ("commented", "claim_graded"):
        for details in entries(bundle, action):
            if "passage" in details:
                what = "is newer than the bundle's form, which lacks the words of the review"
                yield Problem(details["record"]["row"], what)


def passage_digest(row: Any) -> str:
    """Return the digest of the passage that a row is anchored to, as the trail has it."""
    values = row if isinstance(row, dict) else {name: getattr(row, name) for name in ANCHOR}
    return digest(canonical([values[name] for name in ANCHOR]))


def _gone(known: Iterable[tuple[Any, Row]], present: Iterable[Any], what: str) -> Iterator[Problem]:
    there = set(present)
    for key, said in known:
        if key not in there:
            yield Problem(said["record"]["row"], f"names {what}, which is gone")


# --- Comments -----------------------------------------------------------------------------------


def _check_comments(bundle: Row) -> Iterator[Problem]:
    said = {
        details.get("comment"): details
        for action in ("commented", "replied")
        for details in entries(bundle, action)
    }
    settled = _settled(bundle)
    for row in bundle["comments"]:
        details = said.get(row["uid"])
        if details is None:
            yield Problem(row["row"], UNKNOWN)
            continue
        expected = {
            "author": details["record"]["actor"],
            "submission": details.get("submission"),
            "thread": details.get("thread"),
            "severity": details.get("severity", ""),
            "audience": details.get("audience"),
            "digest": details.get("words"),
            "resolved_by": settled.get(row["uid"]),
        }
        yield from differing(row, expected, TRAIL)
        yield from _check_words(row)
        yield from _check_passage(row, details)
    yield from _gone(said.items(), (row["uid"] for row in bundle["comments"]), "a comment")


def _settled(bundle: Row) -> dict[Any, str | None]:
    """Return who settled each thread, as the trail says; None for one that was reopened."""
    by: dict[Any, tuple[int, str | None]] = {}
    for action in ("comment_resolved", "comment_reopened"):
        for details in entries(bundle, action):
            record = details["record"]
            who = record["actor"] if action == "comment_resolved" else None
            last, _who = by.get(details.get("comment"), (0, None))
            if record["sequence"] > last:
                by[details.get("comment")] = (record["sequence"], who)
    return {comment: who for comment, (_sequence, who) in by.items()}


def _check_words(row: Row) -> Iterator[Problem]:
    """Hold the words against their digest. Only those of a private remark may be withheld."""
    if row["words"] is None:
        if row["audience"] != "private":
            yield Problem(row["row"], "its words are withheld, and it is not private")
    elif digest(row["words"]) != row["digest"]:
        yield Problem(row["row"], "its words were changed: their digest does not fit")


def _check_passage(row: Row, details: Row) -> Iterator[Problem]:
    """Hold the passage against its digest, which older records lack."""
    if "passage" in details and passage_digest(row) != details["passage"]:
        yield Problem(row["row"], "was made on another passage, says the trail")


def _check_answers(bundle: Row) -> Iterator[Problem]:
    said = {
        (details.get("comment"), details["record"]["actor"], details["record"]["at"]): details
        for details in entries(bundle, "comment_answered")
    }
    keys = [
        (row["comment"], row["author"], row["answered_at"]) for row in bundle["comment_answers"]
    ]
    for row, key in zip(bundle["comment_answers"], keys, strict=True):
        if key not in said:
            yield Problem(row["row"], UNKNOWN)
            continue
        yield from differing(row, {"addressed": said[key].get("addressed")}, TRAIL)
        if digest(row["words"]) != said[key].get("words"):
            yield Problem(row["row"], "its words were changed: their digest does not fit")
    yield from _gone(said.items(), keys, "an answer")


# --- Instruments --------------------------------------------------------------------------------

_LIST = ("submission", "checklist", "version")


def _check_checklists(bundle: Row) -> Iterator[Problem]:
    """Hold what was handed in against the last time that the trail says so."""
    said = {
        (details["record"]["actor"], *(details.get(name) for name in _LIST)): details
        for details in entries(bundle, "checklist_completed")
    }
    keys = [(row["member"], *(row[name] for name in _LIST)) for row in bundle["checklists"]]
    for row, key in zip(bundle["checklists"], keys, strict=True):
        if not row["handed_in"]:
            continue
        if key not in said:
            yield Problem(row["row"], UNKNOWN)
        elif digest(canonical(row["answers"])) != said[key].get("answers"):
            yield Problem(row["row"], "its answers were changed: their digest does not fit")
    yield from _gone(said.items(), keys, "a checklist")


def _check_grades(bundle: Row) -> Iterator[Problem]:
    said = {details.get("claim"): details for details in entries(bundle, "claim_graded")}
    withdrawn = {details.get("claim") for details in entries(bundle, "grade_withdrawn")}
    for row in bundle["grades"]:
        details = said.get(row["uid"])
        if details is None:
            yield Problem(row["row"], UNKNOWN)
            continue
        expected = {
            "member": details["record"]["actor"],
            "submission": details.get("submission"),
            "certainty": details.get("certainty"),
            "strength": details.get("strength"),
            "withdrawn": row["uid"] in withdrawn,
        }
        yield from differing(row, expected, TRAIL)
        if digest(row["exact"]) != details.get("words"):
            yield Problem(row["row"], "grades another claim, says the trail")
        if "note" in details and digest(row["note"]) != details["note"]:
            yield Problem(row["row"], "its note was changed: its digest does not fit")
        yield from _check_passage(row, details)
    yield from _gone(said.items(), (row["uid"] for row in bundle["grades"]), "a grade")


# --- Authors ------------------------------------------------------------------------------------


def _check_contributions(bundle: Row) -> Iterator[Problem]:
    said: dict[str, dict[str, Any]] = {}
    stated = entries(bundle, "contribution_stated") + entries(bundle, "text_approved")
    for details in sorted(stated, key=lambda each: each["record"]["sequence"]):
        known = said.setdefault(
            details["record"]["actor"],
            {"criteria": [], "roles": [], "interests_confirmed": False, "approved_digest": ""},
        )
        known["record"] = details["record"]
        if details["record"]["action"] == "text_approved":
            known["approved_digest"] = details.get("new")
            continue
        known |= {name: details["new"][name] for name in ("criteria", "roles")}
        known["interests_confirmed"] = details.get("interests_confirmed")
        if not details.get("approval_kept"):
            known["approved_digest"] = ""
    for row in bundle["contributions"]:
        nothing = {"criteria": [], "roles": [], "interests_confirmed": False, "approved_digest": ""}
        known = said.get(row["author"], nothing)
        expected = {name: value for name, value in known.items() if name != "record"}
        yield from differing(row, expected, TRAIL)
    present = (row["author"] for row in bundle["contributions"])
    yield from _gone(said.items(), present, "what an author contributed")


def _check_cover_notes(bundle: Row) -> Iterator[Problem]:
    for row in bundle["submissions"]:
        submitted = entry(bundle, "submitted", submission=row["uid"])
        if submitted is None:
            continue  # check_process has said so
        expected = submitted.get("cover_note")
        if (digest(row["cover_note"]) if row["cover_note"] else None) != expected:
            yield Problem(row["row"], "the cover note was changed: its digest does not fit")

"""Submissions: the state that the trail gives them, and the quorum behind an approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editorial.verify.problem import Problem, Row, differing
from editorial.verify.trail import entries, entry

#: The state after a record of the action.
STATE_AFTER = {
    "submitted": "submitted",
    "review_begun": "under_review",
    "approved": "approved",
    "changes_requested": "changes_requested",
    "declined": "declined",
    "withdrawn": "withdrawn",
}


#: What ends a submission.
CLOSING = ("approved", "changes_requested", "declined", "withdrawn")


def check_process(bundle: Row) -> Iterator[Problem]:
    """Yield what is wrong with the submissions."""
    present = {row["uid"] for row in bundle["submissions"]}
    for details in entries(bundle, "submitted"):
        if details.get("submission") not in present:
            yield Problem(details["record"]["row"], "the submission it names is gone")
    for submission in bundle["submissions"]:
        submitted = entry(bundle, "submitted", submission=submission["uid"])
        if submitted is None:
            yield Problem(submission["row"], "the trail does not know of it")
            continue
        yield from differing(
            submission,
            {
                "revision": submitted.get("revision"),
                **_numbers(bundle, submission["uid"], submitted),
                "state": _state(bundle, submission["uid"]),
                "summary": submitted.get("summary"),
                **({"credit": submitted.get("credit", "")} if "credit" in submission else {}),
                "submitted_at": submitted["record"]["at"],
                **_closing(bundle, submission["uid"]),
            },
            "the trail",
        )
        if submission["state"] == "approved":
            yield from _check_quorum(bundle, submission)
    yield from _check_early_access(bundle)


def _closing(bundle: Row, submission: str) -> dict[str, Any]:
    """Return when the submission was closed, and with which letter, as the trail says."""
    for action in CLOSING:
        details = entry(bundle, action, submission=submission)
        if details is not None:
            return {"closed_at": details["record"]["at"], "letter": details.get("letter", "")}
    return {"closed_at": None, "letter": ""}


def _check_early_access(bundle: Row) -> Iterator[Problem]:
    """Hold against the trail whether the pending text is open to the public."""
    open_to_all = False
    for record in bundle["records"]:
        if record["action"] in (*CLOSING, "early_access_ended"):
            open_to_all = False
        elif record["action"] == "early_access_granted":
            open_to_all = True
    if bundle["article"]["early_access"] != open_to_all:
        word = "closed" if bundle["article"]["early_access"] else "open"
        yield Problem(
            f"article {bundle['article']['slug']}",
            f"says the trail, the pending text is {word} to the public",
        )


def _numbers(bundle: Row, submission: str, submitted: Row) -> dict[str, Any]:
    """Return the policy that the trail gives a submission: the one it was last judged by."""
    judged = _judgements(bundle, submission)
    source = judged[-1]["new"] if judged else submitted
    return {name: source.get(name) for name in ("approvals_needed", "specialists_needed")}


def _judgements(bundle: Row, submission: str) -> list[dict[str, Any]]:
    found = entries(bundle, "rejudged")
    return [details for details in found if details.get("submission") == submission]


def _state(bundle: Row, submission: str) -> str:
    """Return the state that the trail gives a submission."""
    state = ""
    for action, after in STATE_AFTER.items():
        for details in entries(bundle, action):
            if details.get("submission") == submission:
                state = after
    return state


def _check_quorum(bundle: Row, submission: Row) -> Iterator[Problem]:
    """Count the distinct people who approved the submission's digest."""
    digests = {row["number"]: row["digest"] for row in bundle["revisions"]}
    signatures = [
        row
        for row in bundle["signatures"]
        if row["submission"] == submission["uid"]
        and row["digest"] == digests.get(submission["revision"])
    ]
    approving = [row for row in signatures if row["meaning"] == "approved"]
    people = {row["signer"] for row in approving}
    specialists = {row["signer"] for row in approving if row["specialist"]}
    if (
        len(people) < submission["approvals_needed"]
        or len(specialists) < submission["specialists_needed"]
        or any(row["meaning"] == "returned" for row in signatures)
    ):
        yield Problem(submission["row"], "is approved without its quorum")
    judged = _judgements(bundle, submission["uid"])
    if judged and not any(row["signed_at"] > judged[-1]["record"]["at"] for row in approving):
        yield Problem(submission["row"], "was judged by another policy and approved by that alone")

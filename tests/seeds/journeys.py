"""A journey played on paper: the state machine and the signing rules, without a database.

It is written from the rules and not from the services, so that a file which the services would
refuse fails here with a sentence, before anything is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from articles.checks.contributions import CREDIT
from tests.seeds.seed_files import SeedText, days_from_now, people, policies, steps, texts

OPEN = {"submitted", "under review"}
LONGEST_DISCLOSURE_DAYS = 365
MEANINGS = {"reviewed", "approved", "returned"}


class IllegalStepError(AssertionError):
    """A step that the services would refuse."""


@dataclass
class Play:
    """Where an article stands while its journey is played."""

    article: SeedText
    text: SeedText
    state: str = "draft"
    invited: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    signatures: dict[str, str] = field(default_factory=dict)
    #: One entry a publication, oldest first: "superseded", "live" or "retracted".
    publications: list[str] = field(default_factory=list)
    early_access: bool = False
    ends: list[str] = field(default_factory=list)

    def outcome(self) -> str:
        """Where the journey ends, in the words of the table in the README."""
        return ", ".join([self._standing(), *self._pending()])

    def _standing(self) -> str:
        if not self.publications:
            return self.state
        if self.publications[-1] == "retracted":
            return "retracted"
        return "published" if len(self.publications) == 1 else "published in a second version"

    def _pending(self) -> list[str]:
        """What is to be said of an open submission, beside its state."""
        if self.state not in OPEN:
            return []
        said = []
        if self.publications:
            said.append(f"next revision {self.state}")
        if "changes requested" in self.ends:
            said.append("after changes")
        if "approved" in self.signatures.values():
            said.append("one approval")
        if self.early_access:
            said.append("early access")
        return said


def play(article: SeedText) -> Play:
    """Play the whole journey. Raises IllegalStepError at the first step that is not allowed."""
    current = Play(article=article, text=article)
    for number, step in enumerate(steps(article), start=1):
        where = f"{article.name}, step {number} ({step.verb})"
        verb = _VERBS.get(step.verb)
        _require(verb is not None, f"{where}: no such step")
        assert verb is not None
        try:
            verb(current, **step.arguments)
        except TypeError as error:
            raise IllegalStepError(f"{where}: {error}") from error
        except IllegalStepError as error:
            raise IllegalStepError(f"{where}: {error}") from error
    return current


def reasons_against_signing(email: str, text: SeedText) -> list[str]:
    """Why a person may not sign a text; none is good."""
    person = people().get(email)
    if person is None:
        return [f"{email} is nobody"]
    found = []
    if email in text.authors:
        found.append(f"{email} is an author")
    if not is_on_board(email):
        found.append(f"{email} is not on the board today")
    disclosure = person["disclosure"]
    if disclosure is None or days_from_now(disclosure["dated"]) <= -LONGEST_DISCLOSURE_DAYS:
        found.append(f"{email} has no current disclosure")
    found += [f"{email} has an interest in “{word}”" for word in conflicts(email, text)]
    return found


def conflicts(email: str, text: SeedText) -> list[str]:
    """The organisations and products of a person's interests that the text names as whole words."""
    interests = (people()[email]["disclosure"] or {}).get("interests", [])
    names = [
        name.strip()
        for interest in interests
        for name in [interest["organisation"], *interest["products"].split(",")]
        if name.strip()
    ]
    return [
        name
        for name in dict.fromkeys(names)
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.everything, re.IGNORECASE)
    ]


def is_on_board(email: str) -> bool:
    """Whether a person is a board member whose term runs today."""
    board = people()[email].get("board")
    if not board:
        return False
    return days_from_now(board["term_start"]) <= 0 <= days_from_now(board["term_end"])


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise IllegalStepError(reason)


def _submit(now: Play) -> None:
    _require(now.state not in OPEN, f"a submission is open already ({now.state})")
    _require("retracted" not in now.publications, "the article is retracted")
    now.state = "submitted"
    now.invited, now.accepted, now.signatures, now.early_access = set(), set(), {}, False


def _comment(
    now: Play,
    *,
    by: str,
    body: str,
    severity: str,
    audience: str = "authors",
    on: str = "",
) -> None:
    _require(now.state in OPEN, f"nothing to comment on ({now.state})")
    _require(by in now.accepted, f"{by} has not agreed to review")
    _require(bool(body.strip()), "a comment without words")
    _require(severity in {"should_fix", "note"}, f"severity {severity} would hold up the approvals")
    _require(audience in {"authors", "private"}, f"no such audience: {audience}")


def _contribute(now: Play, *, by: str, roles: list[str]) -> None:
    _require(now.state not in OPEN, f"the text is with the desk ({now.state})")
    _require(by in (now.text.meta["author"], *now.text.meta["coauthors"]), f"{by} is no author")
    _require(bool(roles) and set(roles) <= set(CREDIT), f"no roles of CRediT: {roles}")


def _assign(now: Play, *, to: str, due_in_days: int) -> None:
    _require(now.state in OPEN, f"nothing to review ({now.state})")
    _require(due_in_days > 0, "due in the past")
    _require(to not in now.invited | now.accepted, f"{to} is assigned already")
    against = reasons_against_signing(to, now.text)
    _require(not against, "; ".join(against))
    now.invited.add(to)


def _accept(now: Play, *, by: str) -> None:
    _require(by in now.invited, f"{by} has no open invitation")
    now.invited.remove(by)
    now.accepted.add(by)


def _turn_down(now: Play, *, by: str, reason: str) -> None:
    _require(by in now.invited and bool(reason), f"{by} has no open invitation, or no reason")
    now.invited.remove(by)


def _begin_review(now: Play) -> None:
    _require(now.state == "submitted", f"from {now.state}")
    _require(bool(now.accepted), "nobody has accepted to review")
    now.state = "under review"


def _sign(now: Play, *, by: str, meaning: str) -> None:
    _require(now.state == "under review", f"from {now.state}")
    _require(meaning in MEANINGS, f"no such meaning: {meaning}")
    _require(by in now.accepted, f"{by} is not assigned, or has not accepted")
    _require(by not in now.signatures, f"{by} has signed already")
    against = reasons_against_signing(by, now.text)
    _require(not against, "; ".join(against))
    now.signatures[by] = meaning
    if _has_quorum(now):
        now.state = "approved"
        now.publications = ["superseded"] * len(now.publications) + ["live"]


def _has_quorum(now: Play) -> bool:
    specialty = now.text.meta["specialty"]
    policy = policies().get(specialty, policies()[None])
    approvals = [email for email, meaning in now.signatures.items() if meaning == "approved"]
    holders = [email for email in approvals if specialty in people()[email]["board"]["specialties"]]
    return len(approvals) >= policy["approvals"] and len(holders) >= policy["specialists"]


def _close(state: str, allowed: set[str]) -> Callable[..., None]:
    def close(now: Play, *, reason: str = "", letter: str = "") -> None:
        _require(now.state in allowed, f"from {now.state}")
        _require(bool(reason) != bool(letter), "needs a reason or a letter")
        by_the_author = state == "withdrawn"
        _require(bool(reason) == by_the_author, "an author gives a reason, an editor writes")
        now.state = state
        now.ends.append(state)

    return close


def _revise(now: Play, **arguments: Any) -> None:
    _require(set(arguments) == {"from", "summary"}, "needs `from` and `summary`, and nothing else")
    _require(bool(arguments["summary"]), "says nothing of what changed")
    _require(arguments["from"] in texts(), f"there is no file {arguments['from']}")
    _require(now.state not in OPEN | {"draft"}, f"nothing to revise ({now.state})")
    now.text = texts()[arguments["from"]]


def _retract(now: Play, *, reason: str, remove_text: bool) -> None:
    _require(now.publications[-1:] == ["live"], "nothing is published")
    _require(bool(reason) and isinstance(remove_text, bool), "needs a reason, and yes or no")
    now.publications[-1] = "retracted"


def _grant_early_access(now: Play) -> None:
    _require(now.state in OPEN, f"nothing is pending ({now.state})")
    now.early_access = True


_VERBS: dict[str, Callable[..., None]] = {
    "comment": _comment,
    "contribute": _contribute,
    "submit": _submit,
    "assign": _assign,
    "accept": _accept,
    "turn_down": _turn_down,
    "begin_review": _begin_review,
    "sign": _sign,
    "request_changes": _close("changes requested", {"under review"}),
    "decline": _close("declined", OPEN),
    "withdraw": _close("withdrawn", OPEN),
    "revise": _revise,
    "retract": _retract,
    "grant_early_access": _grant_early_access,
}

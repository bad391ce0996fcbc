"""Where an article stands, in the words of its authors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Publication
from editorial.enums import State
from editorial.models import Submission

#: What has happened, and what is wanted of the author next, by the state of the last submission.
WORDS: dict[State, tuple[str, str]] = {
    State.SUBMITTED: (
        "Revision {number} waits for an editor.",
        "Nothing: an editor looks at it first.",
    ),
    State.UNDER_REVIEW: (
        "The board is reviewing revision {number}.",
        "Nothing: the board is reading.",
    ),
    State.APPROVED: ("Revision {number} is approved.", "Nothing."),
    State.CHANGES_REQUESTED: (
        "Revision {number} was sent back with a letter.",
        "Read the letter, revise the text and submit it again.",
    ),
    State.DECLINED: (
        "Revision {number} was not taken.",
        "Read the letter. You may revise the text and submit it again.",
    ),
    State.WITHDRAWN: (
        "You or a co-author took revision {number} back.",
        "Go on writing, and submit it when it is ready.",
    ),
}

DRAFT = ("A draft that only its authors can see.", "Finish the text and submit it.")

ANSWER_FOR = "Read what a program wrote and take responsibility."


@dataclass(frozen=True)
class Standing:
    """Where an article stands: its last submission, what the public sees, unsent edits."""

    submission: Submission | None
    publication: Publication | None
    edited_since: bool
    #: Whether a program wrote what no author has taken responsibility for.
    unanswered_for: bool = False

    @classmethod
    def of(cls, article: Any) -> Standing:
        """Return the standing of an article that was read ``with_standing``."""
        submissions: list[Submission] = article.submissions_newest_first
        submission = submissions[0] if submissions else None
        return cls(
            submission=submission,
            publication=_standing_publication(article.standing_publications),
            edited_since=bool(submission and article.updated_at > submission.revision.created_at),
            unanswered_for=article.unanswered_for,
        )

    @property
    def state(self) -> State | None:
        """The state of the last submission; None for a draft."""
        return State(self.submission.state) if self.submission else None

    @property
    def is_open(self) -> bool:
        """Whether a submission is on its way."""
        return bool(self.submission and self.submission.is_open)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to submit that the office has not seen."""
        return self.submission is None or (self.edited_since and not self.is_open)

    @property
    def waits_for_author(self) -> bool:
        """Whether an author has to take responsibility before anything else can be done."""
        return self.unanswered_for and self.is_ready

    @property
    def label(self) -> str:
        """The state in a word or two."""
        if self.state is None:
            return "Draft"
        if self.state == State.APPROVED and self.publication is not None:
            return "Retracted" if self.publication.is_retracted else "Published"
        return str(self.state.label)

    @property
    def tone(self) -> str:
        """The name of the label's style: the state, or "draft" or "retracted"."""
        if self.label == "Retracted":
            return "retracted"
        return str(self.state.value) if self.state else "draft"

    @property
    def step(self) -> str:
        """The step at which the stepper stands; a retracted text is at none of the three."""
        if self.label == "Retracted":
            return "retracted"
        return str(self.state.value) if self.state else ""

    @property
    def waiting_since(self) -> datetime | None:
        """Since when the authors are asked for another revision. No day is set by which."""
        asked = self.submission is not None and self.state == State.CHANGES_REQUESTED
        return self.submission.closed_at if asked and self.submission else None

    @property
    def reached(self) -> str:
        """The step that a submission reached that ended on its way."""
        begun = self.submission is not None and getattr(self.submission, "review_begun", False)
        return str((State.UNDER_REVIEW if begun else State.SUBMITTED).value)

    @property
    def said(self) -> str:
        """What has happened, in a sentence or two."""
        sentences = [self._words()[0].format(number=self._number())]
        if self.publication is not None:
            number = self.publication.number
            sentences.append(
                f"Version {number} was {self._ended_as}."
                if self.publication.is_retracted
                else f"Readers read version {number}."
            )
        if self.edited_since:
            sentences.append("The working copy has been edited since.")
        return " ".join(sentences)

    @property
    def wanted(self) -> str:
        """What is wanted of the authors next."""
        if self.waits_for_author:
            return ANSWER_FOR
        if self.state == State.APPROVED:
            if self.publication is not None and self.publication.is_retracted:
                return "Read the notice. A corrected text may be submitted as a new revision."
            if self.edited_since:
                return "Submit your edits when they are ready; readers keep the signed text."
        return self._words()[1]

    @property
    def letter(self) -> str:
        """The editor's last letter, while it is still to be answered."""
        return self.submission.letter if self.submission and not self.is_open else ""

    @property
    def _ended_as(self) -> str:
        # ``with_standing`` adds whether it was withdrawn.
        return "withdrawn" if getattr(self.publication, "is_withdrawn", False) else "retracted"

    def _words(self) -> tuple[str, str]:
        return WORDS[self.state] if self.state else DRAFT

    def _number(self) -> int:
        return self.submission.revision.number if self.submission else 0


def _standing_publication(publications: list[Publication]) -> Publication | None:
    """Return what the article's address shows: the live publication, else the retracted one."""
    live = [publication for publication in publications if publication.is_live]
    return next(iter(live or publications), None)

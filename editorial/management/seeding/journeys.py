"""Play the steps of a journey, each by the service that a person would use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import User
from articles.importers.markdown import read_markdown
from articles.models import Article
from editorial import services
from editorial.models import Assignment, Submission
from editorial.services.importing import changes_from

EDITOR = "editor@demo.test"


class Journey:
    """An article on its way, step by step."""

    def __init__(self, article: Article, author: User, folder: Path) -> None:
        self.article = article
        self.author = author
        self.folder = folder
        self.editor = User.objects.get(email=EDITOR)
        self.summary = ""

    def take(self, step: str | dict[str, dict[str, Any]]) -> None:
        """Take one step: a verb, or a mapping of a verb to its details."""
        named: dict[str, dict[str, Any]] = {step: {}} if isinstance(step, str) else step
        ((verb, details),) = named.items()
        getattr(self, f"_{verb}")(**details)

    @property
    def _submission(self) -> Submission:
        return Submission.objects.filter(article=self.article).latest("submitted_at", "pk")

    def _assignment(self, member: str) -> Assignment:
        return Assignment.objects.get(submission=self._submission, member__email=member)

    def _submit(self) -> None:
        services.submit_article(acting_user=self.author, article=self.article, summary=self.summary)

    def _withdraw(self, reason: str) -> None:
        services.withdraw_submission(
            acting_user=self.author, submission=self._submission, reason=reason
        )

    def _revise(self, summary: str, **details: str) -> None:
        source = read_markdown((self.folder / details["from"]).read_text(encoding="utf-8"))
        services.save_article(
            acting_user=self.author, article=self.article, changes=changes_from(source, [])
        )
        self.summary = summary

    def _assign(self, to: str, due_in_days: int) -> None:
        services.assign_reviewer(
            acting_user=self.editor,
            submission=self._submission,
            member=User.objects.get(email=to),
            due_on=timezone.now().date() + timedelta(days=due_in_days),
        )

    def _accept(self, by: str) -> None:
        assignment = self._assignment(by)
        services.accept_assignment(acting_user=assignment.member, assignment=assignment)

    def _turn_down(self, by: str, reason: str) -> None:
        assignment = self._assignment(by)
        services.turn_down_assignment(
            acting_user=assignment.member, assignment=assignment, reason=reason
        )

    def _begin_review(self) -> None:
        services.begin_review(acting_user=self.editor, submission=self._submission)

    def _sign(self, by: str, meaning: str) -> None:
        submission = self._submission
        services.sign_submission(
            acting_user=User.objects.get(email=by),
            submission=submission,
            meaning=meaning,
            digest=submission.revision.digest,
        )

    def _request_changes(self, letter: str) -> None:
        services.request_changes(
            acting_user=self.editor, submission=self._submission, letter=letter
        )

    def _decline(self, letter: str) -> None:
        services.decline_submission(
            acting_user=self.editor, submission=self._submission, letter=letter
        )

    def _grant_early_access(self) -> None:
        services.grant_early_access(acting_user=self.editor, submission=self._submission)

    def _retract(self, reason: str, remove_text: bool) -> None:  # noqa: FBT001 - a key of the file
        services.retract_publication(
            acting_user=self.editor,
            publication=self.article.publications.live().get(),
            reason=reason,
            remove_text=remove_text,
        )

"""Play the steps of a journey, each by the service that a person would use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import SigningProof, User
from accounts.services.factors import demo_code
from accounts.services.sessions import mark_own_sign_in
from accounts.services.signing_series import Given, open_series, prove
from articles.anchoring import Anchor
from articles.checks.contributions import ICMJE
from articles.importers.markdown import read_markdown
from articles.models import Article
from editorial import services
from editorial.management.seeding.people import PASSWORD
from editorial.models import Assignment, Submission
from editorial.services.importing import changes_from

EDITOR = "editor@demo.test"

#: The members' sessions, by address: each of them signs in once while the demo is loaded.
Sessions = dict[str, dict[str, Any]]


class Journey:
    """An article on its way, step by step."""

    def __init__(self, article: Article, author: User, folder: Path, sessions: Sessions) -> None:
        self.sessions = sessions
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

    def _contribute(self, by: str, roles: list[str]) -> None:
        services.set_contribution(
            acting_user=User.objects.get(email=by),
            article=self.article,
            criteria=list(ICMJE),
            roles=roles,
            interests_confirmed=True,
        )

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

    def _comment(
        self, by: str, body: str, severity: str, audience: str = "authors", on: str = ""
    ) -> None:
        services.add_comment(
            acting_user=User.objects.get(email=by),
            submission=self._submission,
            body=body,
            severity=severity,
            audience=audience,
            part="clinician" if on else "",
            quote=Anchor(on),
        )

    def _sign(self, by: str, meaning: str) -> None:
        submission = self._submission
        digest = submission.revision.digest
        member = User.objects.get(email=by)
        services.sign_submission(
            acting_user=member,
            submission=submission,
            meaning=meaning,
            digest=digest,
            proof=self._prove(member, submission.uid, digest),
        )

    def _prove(self, member: User, subject: UUID, digest: str) -> SigningProof:
        """Prove who signs, with what the demo's people have: the code once in a session."""
        session = self.sessions.setdefault(member.email, {})
        if not session:
            mark_own_sign_in(session, member)
        first = open_series(user=member, session=session) is None
        return prove(
            acting_user=member,
            session=session,
            subject=subject,
            digest=digest,
            given=Given(password=PASSWORD, code=demo_code(member) if first else ""),
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

"""A text in every state, and everything that somebody might want to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from articles.anchoring import Anchor
from articles.enums import NoticeKind
from articles.importers import ImportedArticle
from articles.models import Article, Member, Publication
from editorial import services
from editorial.enums import Certainty, Meaning, Part, Priority, Recommendation
from editorial.models import Assignment, Checklist, Comment, GradedClaim, Submission
from editorial.services.checklists import Item
from editorial.services.rules import set_policy
from tests.factories import Cast, accept, approve, assign, complete, remark, sign, submitted
from tests.factories.credit import WHOLE, final_digest

# --- The states ---------------------------------------------------------------------------------


@dataclass
class Scene:
    """A text in a state, and everybody who might want to do something about it.

    Two members have agreed to review, a third was asked, a fourth was not. The first of them has
    graded a claim, has said two things, one of them settled, and has answered a checklist. The
    policy has changed since the text was submitted.
    """

    cast: Cast
    third: User
    fourth: User
    article: Article
    submission: Submission | None = None
    #: What the first member said, by whether it is settled.
    said: dict[str, Comment] = field(default_factory=dict)
    claim: GradedClaim | None = None

    @property
    def people(self) -> dict[str, Any]:
        return {
            "author": self.cast.author,
            "coauthor": self.cast.coauthor,
            "outsider": self.cast.outsider,
            "editor": self.cast.editor,
            "admin": self.cast.admin,
            "one": self.cast.board_one,
            "two": self.cast.board_two,
            "third": self.third,
            "fourth": self.fourth,
            "reader": self.cast.reader,
            "nobody": None,
        }

    @property
    def sent(self) -> Submission:
        assert self.submission is not None
        return Submission.objects.get(pk=self.submission.pk)

    @property
    def publication(self) -> Publication:
        return Publication.objects.get()

    @property
    def checklist(self) -> Checklist:
        return Checklist.objects.in_use().get(slug="discern")

    def asked(self, member: User) -> Assignment:
        return self.sent.assignments.get(member=member)

    def answers(self) -> dict[str, dict[str, str]]:
        return {
            str(item.position): {"value": "4", "reason": ""} for item in self.checklist.items.all()
        }


def at_draft(scene: Scene) -> None:
    """The working copy is all there is."""


def at_submitted(scene: Scene) -> None:
    scene.submission = submitted(scene.cast, scene.article)
    for member in (scene.cast.board_one, scene.cast.board_two):
        accept(assign(scene.cast, scene.submission, member))
    assign(scene.cast, scene.submission, scene.third)
    _begin_notes(scene, scene.cast.board_one)
    set_policy(
        acting_user=scene.cast.admin, specialty=scene.cast.specialty, treatment_review_months=6
    )


def _begin_notes(scene: Scene, member: User) -> None:
    """Let a member say something, settle something, grade something and answer a checklist."""
    scene.said = {name: remark(scene.sent, member) for name in ("open", "settled")}
    services.resolve_comment(acting_user=member, comment=scene.said["settled"])
    scene.claim = _grade(scene, member)
    for person in (member, scene.cast.board_two):
        _answer(scene, person)


def _grade(scene: Scene, user: Any) -> GradedClaim:
    return services.grade_claim(
        acting_user=user,
        submission=scene.sent,
        part=Part.CLINICIAN,
        quote=Anchor("Check the eGFR first."),
        certainty=Certainty.HIGH,
    )


def _answer(scene: Scene, user: Any) -> Any:
    return services.save_answers(
        acting_user=user,
        submission=scene.sent,
        checklist=scene.checklist,
        answers=scene.answers(),
    )


def at_under_review(scene: Scene) -> None:
    at_submitted(scene)
    services.begin_review(acting_user=scene.cast.editor, submission=scene.sent)


def at_signed_once(scene: Scene) -> None:
    at_under_review(scene)
    approve(scene.sent, scene.cast.board_one)


def at_early_access(scene: Scene) -> None:
    at_submitted(scene)
    services.grant_early_access(acting_user=scene.cast.editor, submission=scene.sent)


def at_approved(scene: Scene) -> None:
    at_signed_once(scene)
    approve(scene.sent, scene.cast.board_two)


def at_retracted(scene: Scene) -> None:
    at_approved(scene)
    services.retract_publication(
        acting_user=scene.cast.editor, publication=scene.publication, reason="The dose is wrong."
    )


def at_changes_requested(scene: Scene) -> None:
    at_signed_once(scene)
    services.request_changes(
        acting_user=scene.cast.editor, submission=scene.sent, letter="Please explain."
    )


def at_declined(scene: Scene) -> None:
    at_under_review(scene)
    services.decline_submission(
        acting_user=scene.cast.editor, submission=scene.sent, letter="Not for us."
    )


def at_withdrawn(scene: Scene) -> None:
    at_signed_once(scene)
    services.withdraw_submission(acting_user=scene.cast.author, submission=scene.sent)


# --- The verbs ----------------------------------------------------------------------------------

Verb = Callable[[Scene, Any], Any]
ITEM, SCALE = Item("Is it short?"), [(0, "No"), (1, "Yes")]

VERBS: dict[str, Verb] = {
    "create": lambda scene, user: services.create_article(
        acting_user=user, changes=complete(scene.cast.specialty)
    ),
    "save": lambda scene, user: services.save_article(
        acting_user=user, article=scene.article, changes={"funding": "A grant"}
    ),
    "import": lambda scene, user: services.import_article(
        acting_user=user, source=ImportedArticle("Which dose?", "Doses", "Give 10 mg."), submit=True
    ),
    "state one's part": lambda scene, user: services.set_contribution(
        acting_user=user, article=scene.article, **WHOLE
    ),
    "approve the final text": lambda scene, user: services.approve_final_text(
        acting_user=user,
        article=scene.article,
        digest=final_digest(scene.article, scene.cast.author),
    ),
    "choose the corresponding author": lambda scene, user: services.set_corresponding_author(
        acting_user=user, article=scene.article, author=scene.cast.coauthor
    ),
    "invite a co-author": lambda scene, user: services.invite_coauthor(
        acting_user=user, article=scene.article, email="new@example.test"
    ),
    "submit": lambda scene, user: services.submit_article(acting_user=user, article=scene.article),
    "publish a checklist": lambda scene, user: services.publish_checklist(
        acting_user=user, slug="short", name="Short", items=[ITEM], scale=SCALE
    ),
}
#: Verbs that need a submission.
VERBS_ON_SUBMISSION: dict[str, Verb] = {
    "withdraw": lambda scene, user: services.withdraw_submission(
        acting_user=user, submission=scene.sent
    ),
    "assign": lambda scene, user: services.assign_reviewer(
        acting_user=user, submission=scene.sent, member=scene.fourth
    ),
    "accept": lambda scene, user: services.accept_assignment(
        acting_user=user, assignment=scene.asked(scene.third)
    ),
    "turn down": lambda scene, user: services.turn_down_assignment(
        acting_user=user, assignment=scene.asked(scene.third), reason="No time."
    ),
    "turn down, having agreed": lambda scene, user: services.turn_down_assignment(
        acting_user=user, assignment=scene.asked(scene.cast.board_two), reason="No time."
    ),
    "answer by the link": lambda scene, user: services.answer_invitation(
        acting_user=user,
        assignment=scene.asked(scene.third),
        invited_at=scene.asked(scene.third).invited_at,
        agree=True,
    ),
    "remind": lambda scene, user: services.remind_reviewer(
        acting_user=user, assignment=scene.asked(scene.third)
    ),
    "move the day": lambda scene, user: services.move_assignment(
        acting_user=user,
        assignment=scene.asked(scene.third),
        due_on=timezone.now().date() + timedelta(days=30),
        priority=Priority.URGENT,
    ),
    "replace": lambda scene, user: services.replace_reviewer(
        acting_user=user, assignment=scene.asked(scene.third), member=scene.fourth
    ),
    "judge anew": lambda scene, user: services.rejudge_submission(
        acting_user=user, submission=scene.sent, reason="The policy is newer."
    ),
    "release": lambda scene, user: services.release_assignment(
        acting_user=user, assignment=scene.asked(scene.third)
    ),
    "begin review": lambda scene, user: services.begin_review(
        acting_user=user, submission=scene.sent
    ),
    "request changes": lambda scene, user: services.request_changes(
        acting_user=user, submission=scene.sent, letter="Please explain."
    ),
    "decline": lambda scene, user: services.decline_submission(
        acting_user=user, submission=scene.sent, letter="Not for us."
    ),
    "grant early access": lambda scene, user: services.grant_early_access(
        acting_user=user, submission=scene.sent
    ),
    "end early access": lambda scene, user: services.end_early_access(
        acting_user=user, submission=scene.sent
    ),
    **{
        f"sign as {meaning.value}": lambda scene, user, meaning=meaning: sign(
            scene.sent, user, meaning
        )
        for meaning in Meaning
    },
}
#: What is said about a text, and what a member keeps beside it.
VERBS_OF_NOTES: dict[str, Verb] = {
    "mark as seen": lambda scene, user: services.mark_seen(
        acting_user=user, submission=scene.sent, sequence=1
    ),
    "comment": lambda scene, user: remark(scene.sent, user),
    "reply": lambda scene, user: services.reply_to_comment(
        acting_user=user, comment=scene.said["open"], body="I see."
    ),
    "resolve": lambda scene, user: services.resolve_comment(
        acting_user=user, comment=scene.said["open"]
    ),
    "reopen": lambda scene, user: services.reopen_comment(
        acting_user=user, comment=scene.said["settled"]
    ),
    "answer a remark": lambda scene, user: services.answer_comment(
        acting_user=user, comment=scene.said["open"], addressed=True, text="Done."
    ),
    "recommend": lambda scene, user: services.save_review(
        acting_user=user,
        submission=scene.sent,
        recommendation=Recommendation.APPROVE,
        notes="Sound.",
    ),
    "answer a checklist": _answer,
    "complete a checklist": lambda scene, user: services.complete_checklist(
        acting_user=user, submission=scene.sent, checklist=scene.checklist
    ),
    "grade": _grade,
    "withdraw a grade": lambda scene, user: services.withdraw_grade(
        acting_user=user, claim=scene.claim
    ),
}
VERBS_ON_PUBLICATION: dict[str, Verb] = {
    "issue a notice": lambda scene, user: services.issue_notice(
        acting_user=user,
        publication=scene.publication,
        kind=NoticeKind.CORRECTION,
        reason="Table 1 has a wrong unit.",
    ),
    "write a biography": lambda scene, user: services.write_biography(
        acting_user=user,
        member=Member.objects.get(uid=scene.cast.board_one.uid),
        biography="A nephrologist.",
    ),
    "retract": lambda scene, user: services.retract_publication(
        acting_user=user, publication=scene.publication, reason="The dose is wrong."
    ),
}

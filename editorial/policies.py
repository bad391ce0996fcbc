"""Who may do what, and why not.

Each function returns the reasons against, in sentences for the person concerned; an empty list
means yes. The same list refuses the act in the service and words the disabled button. Without a
person there is always a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.enums import Role
from accounts.policies import against_being_signer
from articles.completeness import missing_items
from editorial.conflicts import conflicting_names
from editorial.duties import edited, signed
from editorial.enums import AssignmentState, Meaning, State
from editorial.must_fix import open_must_fix

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Disclosure, User
    from articles.models import Article, Publication
    from editorial.models import Assignment, Submission

    Person = User | AnonymousUser | None

NOBODY = ["Sign in first."]
CLOSED = "This submission is closed: {state}."


def _person(user: Person, role: Role, sentence: str) -> list[str]:
    """Return why the person lacks the role."""
    if user is None or not user.is_authenticated:
        return NOBODY
    if not user.is_active:
        return ["This account is no longer active."]
    return [] if user.has_role(role) else [sentence]


def _author(user: Person, article: Article) -> list[str]:
    reasons = _person(user, Role.AUTHOR, "Only authors write here.")
    if not reasons and not article.authorships.filter(user_id=user.pk).exists():  # type: ignore[union-attr, misc]
        return ["Only its authors can do this."]
    return reasons


def _editor(user: Person, article: Article) -> list[str]:
    reasons = _person(user, Role.EDITOR, "Only editors can do this.")
    if not reasons and wrote(user, article):  # type: ignore[arg-type]
        return ["You wrote or edited this text, so another editor must decide about it."]
    return reasons


def _open(submission: Submission) -> list[str]:
    if submission.is_open:
        return []
    return [CLOSED.format(state=submission.get_state_display().lower())]


def wrote(user: User, article: Article) -> bool:
    """Tell whether the person is an author, was one of any revision, or saved the working copy."""
    if article.authorships.filter(user_id=user.pk).exists():
        return True
    if article.history.filter(history_user_id=user.pk).exists():
        return True
    # Who was taken off the byline since still wrote what was frozen then and perhaps kept.
    uid = str(user.uid)
    return any(
        author["id"] == uid
        for revision in article.revisions.filter(content__contains=uid)
        for author in revision.document["authors"]
    )


# --- Writing ------------------------------------------------------------------------------------


def against_creating(user: Person) -> list[str]:
    """Return why the person can't start an article."""
    return _person(user, Role.AUTHOR, "Only authors write here.")


def against_saving(user: Person, article: Article) -> list[str]:
    """Return why the person can't save the working copy."""
    return _author(user, article)


def against_submitting(user: Person, article: Article) -> list[str]:
    """Return why the person can't submit the working copy as it stands."""
    reasons = _author(user, article)
    if reasons:
        return reasons
    current = article.submissions.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW]).first()
    if current:
        return [
            f"Revision {current.revision.number} is still on its way. Withdraw it, or wait for the"
            " decision."
        ]
    if article.responsibilities.waiting().exists():
        return ["A program wrote this text: an author has to take responsibility for it first."]
    wanted = {
        "a question": article.question,
        "a title": article.title,
        "a text for clinicians": article.clinician_text,
    }
    return [f"The article needs {thing}." for thing, value in wanted.items() if not value.strip()]


def against_withdrawing(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't withdraw the submission."""
    return _author(user, submission.article) or _open(submission)


# --- The desk -----------------------------------------------------------------------------------


def against_triage(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't act as editor on an open submission."""
    reasons = _editor(user, submission.article) or _open(submission)
    if not reasons and signed(user, submission):  # type: ignore[arg-type]
        return ["You signed this submission, so another editor must decide about it."]
    return reasons


def against_beginning_review(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't begin the review."""
    reasons = against_triage(user, submission)
    if not reasons and submission.state != State.SUBMITTED:
        return ["The review has begun already."]
    return reasons


def against_requesting_changes(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't ask the authors for changes."""
    reasons = against_triage(user, submission)
    if not reasons and submission.state != State.UNDER_REVIEW:
        return ["Changes are asked for once the review has begun. Begin it, or decline."]
    return reasons


def against_declining(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't decline the submission."""
    return against_triage(user, submission)


def against_assigning(user: Person, submission: Submission, member: User) -> list[str]:
    """Return why the member can't be asked by the person."""
    reasons = against_triage(user, submission)
    if reasons:
        return reasons
    if user is not None and user.pk == member.pk:
        return ["You act as editor here, so another member must review the text."]
    if submission.assignments.filter(member=member).exclude(state=AssignmentState.RELEASED):
        return [f"{member.printed_name} has been asked already."]
    return against_reviewing(member, submission)


def against_releasing(user: Person, assignment: Assignment) -> list[str]:
    """Return why the person can't release the member from the review."""
    reasons = against_triage(user, assignment.submission)
    if not reasons and assignment.state not in (AssignmentState.INVITED, AssignmentState.ACCEPTED):
        return [f"There is nothing to release: {assignment.get_state_display().lower()}."]
    return reasons


def against_rejudging(user: Person, submission: Submission, *, differs: bool) -> list[str]:
    """Return why the person can't judge the submission by the policy of today.

    ``differs`` says whether that policy asks for anything else.
    """
    reasons = against_triage(user, submission)
    if not reasons and not differs:
        return ["The policy of today asks for the same."]
    return reasons


def against_early_access(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't open or close the pending text to the public."""
    return against_triage(user, submission)


def against_preview_links(user: Person, submission: Submission) -> list[str]:
    """Return why the person can't make or revoke links to the pending text."""
    return against_triage(user, submission)


def against_retracting(user: Person, publication: Publication) -> list[str]:
    """Return why the person can't retract the publication."""
    ended = [] if publication.is_live else ["Only a live publication can be retracted."]
    return _editor(user, publication.article) or ended


def against_noticing(user: Person, publication: Publication) -> list[str]:
    """Return why the person can't issue a notice with which the publication stands."""
    reasons = _editor(user, publication.article)
    if not reasons and publication.is_retracted:
        return ["This publication was retracted, and its notice says why."]
    return reasons


def against_writing_biography(user: Person) -> list[str]:
    """Return why the person can't write what a board member's public page says."""
    return _person(user, Role.ADMIN, "Only administrators write biographies.")


def against_setting_policy(user: Person) -> list[str]:
    """Return why the person can't set what a specialty demands."""
    return _person(user, Role.ADMIN, "Only administrators set policies.")


def against_setting_checklists(user: Person) -> list[str]:
    """Return why the person can't set what reviewers are asked."""
    return _person(user, Role.ADMIN, "Only administrators set checklists.")


# --- The board ----------------------------------------------------------------------------------


def against_responding(user: Person, assignment: Assignment) -> list[str]:
    """Return why the person can't accept or turn down the invitation."""
    reasons = _person(user, Role.BOARD, "Only board members review.")
    if reasons:
        return reasons
    if assignment.member_id != user.pk:  # type: ignore[union-attr]
        return ["Somebody else was asked."]
    if assignment.state not in (AssignmentState.INVITED, AssignmentState.ACCEPTED):
        return [f"There is nothing to answer: {assignment.get_state_display().lower()}."]
    return _open(assignment.submission)


def against_accepting(user: Person, assignment: Assignment) -> list[str]:
    """Return why the person can't agree to review."""
    reasons = against_responding(user, assignment)
    if not reasons and assignment.state != AssignmentState.INVITED:
        return ["You have agreed already."]
    return reasons or against_reviewing(assignment.member, assignment.submission)


def against_reviewing(member: User, submission: Submission, today: date | None = None) -> list[str]:
    """Return why the member can't be a reviewer of the text at all (STANDARDS, sign-off 7)."""
    day = today or timezone.now().date()
    name = member.printed_name
    if not member.is_active:
        return [f"{name}'s account is no longer active."]
    return reasons_against_reviewer(
        name=name,
        wrote_it=wrote(member, submission.article),
        edited_it=edited(member, submission),
        seated=member.has_role(Role.BOARD) and member.current_membership(day) is not None,
        declared_a_conflict=member.assignments.filter(
            submission__article=submission.article_id, conflict_declared=True
        ).exists(),
        disclosure=member.latest_disclosure(),
        document=submission.revision.document,
        day=day,
    )


def reasons_against_reviewer(
    *,
    name: str,
    wrote_it: bool,
    edited_it: bool,
    seated: bool,
    declared_a_conflict: bool,
    disclosure: Disclosure | None,
    document: Mapping[str, Any],
    day: date,
) -> list[str]:
    """Return why somebody of whom this is known can't review the text.

    The facts are arguments so that a list of candidates can read them for all at once.
    """
    reasons: list[str] = []
    if wrote_it:
        reasons.append(f"{name} wrote or edited this text.")
    if edited_it:
        reasons.append(f"{name} has acted as editor on this submission.")
    if not seated:
        reasons.append(f"{name} is not a current member of the board.")
    if declared_a_conflict:
        reasons.append(f"{name} has declared a conflict of interest with this article.")
    return reasons + _against_interests(name, disclosure, document, day)


def _against_interests(
    name: str, disclosure: Disclosure | None, document: Mapping[str, Any], day: date
) -> list[str]:
    """Return why declared interests, or their absence, stand against a review."""
    if disclosure is None:
        return [f"{name} has not disclosed interests, or that there are none."]
    if not disclosure.is_current(day):
        return [f"{name}'s disclosure of {disclosure.dated:%-d %B %Y} is older than twelve months."]
    names = [n for interest in disclosure.interests.all() for n in interest.names]
    found = conflicting_names(names, document)
    return [
        f"{name} has declared an interest in {found_name}, which this text mentions."
        for found_name in found
    ]


def against_approval(submission: Submission) -> list[str]:
    """Return what keeps the frozen text from being approved by anybody."""
    return [*missing_items(submission.revision.document), *open_must_fix(submission)]


def against_signing(
    user: Person,
    submission: Submission,
    *,
    meaning: str = Meaning.REVIEWED,
    digest: str | None = None,
) -> list[str]:
    """Return why the person can't sign the submission with this meaning.

    ``digest`` is that of the text the signer saw; None asks before anything was shown.
    """
    reasons = _person(user, Role.BOARD, "Only board members sign.")
    if reasons:
        return reasons
    signer: User = user  # type: ignore[assignment]
    reasons = _open(submission)
    if not reasons and submission.state != State.UNDER_REVIEW:
        reasons = ["The review has not begun."]
    if submission.signatures.filter(signer=signer).exists():
        reasons.append("You have signed this submission already.")
    elif not reasons:
        reasons = [*_unasked(signer, submission), *against_reviewing(signer, submission)]
    if digest is not None and digest != submission.revision.digest:
        reasons.append("The text you saw is not the text under review. Open the page again.")
    if not reasons and meaning == Meaning.APPROVED:
        reasons = against_approval(submission)
    return reasons or against_being_signer(signer)


def _unasked(signer: User, submission: Submission) -> Sequence[str]:
    assignment = submission.assignments.filter(member=signer).first()
    if assignment is None or assignment.state in (
        AssignmentState.RELEASED,
        AssignmentState.DECLINED,
    ):
        return ["You have not been asked to review this submission."]
    if assignment.state == AssignmentState.INVITED:
        return ["Agree to review first."]
    return []


# --- Reading ------------------------------------------------------------------------------------


def may_read_pending(user: Person, submission: Submission) -> bool:
    """Tell whether the person may read the text of an open submission.

    A board member reads it once they have agreed to review it: until then they know its question,
    its authors and its length, which is enough to answer an invitation.
    """
    if submission.article.early_access:
        return True
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN):
        return True
    if submission.article.authorships.filter(user_id=user.pk).exists():
        return True
    return user.has_role(Role.BOARD) and _has_agreed(user, submission)


def may_read_evidence(user: Person, submission: Submission) -> bool:
    """Tell whether the person may see the certificate of an approved submission, with its trail.

    The trail names everybody who was asked: it is for editors, administrators and those members
    who reviewed. Readers and authors are told who signed by ``/verify/<digest>/``.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    if user.has_role(Role.EDITOR) or user.has_role(Role.ADMIN):
        return True
    return user.has_role(Role.BOARD) and _has_agreed(user, submission)


def _has_agreed(member: User, submission: Submission) -> bool:
    agreed = (AssignmentState.ACCEPTED, AssignmentState.COMPLETED)
    return bool(submission.assignments.filter(member=member, state__in=agreed).exists())

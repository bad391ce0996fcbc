"""The closed vocabularies of the process."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """Where a submission stands. See DESIGN's state machine."""

    SUBMITTED = "submitted", "Submitted"
    UNDER_REVIEW = "under_review", "Under review"
    APPROVED = "approved", "Approved"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: The states of a submission on its way. At most one submission of an article is in one of them.
OPEN_STATES = (State.SUBMITTED, State.UNDER_REVIEW)

#: Every move there is; the database refuses any other.
MOVES: dict[State, tuple[State, ...]] = {
    State.SUBMITTED: (State.UNDER_REVIEW, State.WITHDRAWN, State.DECLINED),
    State.UNDER_REVIEW: (
        State.APPROVED,
        State.CHANGES_REQUESTED,
        State.WITHDRAWN,
        State.DECLINED,
    ),
}


class AssignmentState(TextChoices):
    """Where an invitation to review stands."""

    INVITED = "invited", "Invited"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Turned down"
    COMPLETED = "completed", "Completed"
    RELEASED = "released", "Released"


class Priority(TextChoices):
    """How soon a review is wanted, beside its date."""

    NORMAL = "normal", "Normal"
    URGENT = "urgent", "Urgent"


class ReminderKind(TextChoices):
    """Why a member was reminded."""

    UNANSWERED = "unanswered", "The invitation was not answered"
    DUE_SOON = "due_soon", "The review was due soon"
    OVERDUE = "overdue", "The review was overdue"
    BY_EDITOR = "by_editor", "An editor asked for it"


class Meaning(TextChoices):
    """What a signature means; the signer picks it (21 CFR 11.50)."""

    APPROVED = "approved", "I have reviewed this text and approve it for publication"
    REVIEWED = "reviewed", "I have reviewed this text and leave the decision to others"
    RETURNED = "returned", "I have reviewed this text and return it to its authors"


class Part(TextChoices):
    """Which of a revision's texts a passage stands in."""

    CLINICIAN = "clinician", "Text for clinicians"
    PLAIN = "plain", "Plain-language text"
    REFERENCES = "references", "References"


class Severity(TextChoices):
    """How much a comment weighs. An open "must fix" keeps everybody from approving."""

    MUST_FIX = "must_fix", "Must fix"
    SHOULD_FIX = "should_fix", "Should fix"
    NOTE = "note", "Note"


class Audience(TextChoices):
    """Who reads a comment once the decision is made."""

    AUTHORS = "authors", "The authors, once it is decided"
    PRIVATE = "private", "Only editors and the board"


class Applies(TextChoices):
    """Which texts a checklist is about."""

    EVERY = "every", "Every text"
    TREATMENT = "treatment", "Texts about treatment"
    PLAIN = "plain", "Texts with a plain-language part"


class Recommendation(TextChoices):
    """What a reviewer would do; it decides nothing."""

    APPROVE = "approve", "Approve"
    CHANGES = "changes", "Ask for changes"
    DECLINE = "decline", "Decline"


class Certainty(TextChoices):
    """How certain the evidence for a claim is (GRADE)."""

    HIGH = "high", "High"
    MODERATE = "moderate", "Moderate"
    LOW = "low", "Low"
    VERY_LOW = "very_low", "Very low"


class Strength(TextChoices):
    """How strong a recommendation is (GRADE)."""

    STRONG = "strong", "Strong"
    CONDITIONAL = "conditional", "Conditional"


class Action(TextChoices):
    """What a record says was done."""

    CREATED = "created", "created the article"
    SAVED = "saved", "saved the working copy"
    SAVE_NAMED = "save_named", "named a save"
    RESPONSIBILITY_TAKEN = "responsibility_taken", "took responsibility for what a program wrote"
    IMAGE_ADDED = "image_added", "added a picture"
    IMAGE_REMOVED = "image_removed", "removed a picture"
    CONTRIBUTION_STATED = "contribution_stated", "stated their own part in the article"
    TEXT_APPROVED = "text_approved", "approved the final text as an author"
    CORRESPONDING_SET = "corresponding_set", "chose the corresponding author"
    COAUTHOR_INVITED = "coauthor_invited", "invited a co-author"
    SUBMITTED = "submitted", "submitted a revision"
    WITHDRAWN = "withdrawn", "withdrew the submission"
    ASSIGNED = "assigned", "asked for a review"
    ASSIGNMENT_ACCEPTED = "assignment_accepted", "agreed to review"
    ASSIGNMENT_DECLINED = "assignment_declined", "turned a review down"
    ASSIGNMENT_RELEASED = "assignment_released", "released a reviewer"
    REVIEWER_REMINDED = "reviewer_reminded", "reminded a reviewer"
    ASSIGNMENT_MOVED = "assignment_moved", "changed when a review is due"
    REVIEW_BEGUN = "review_begun", "began the review"
    REJUDGED = "rejudged", "judged the submission by the policy of the day"
    COMMENTED = "commented", "commented"
    REPLIED = "replied", "replied to a comment"
    COMMENT_RESOLVED = "comment_resolved", "resolved a comment"
    COMMENT_REOPENED = "comment_reopened", "reopened a comment"
    COMMENT_ANSWERED = "comment_answered", "answered a remark"
    RECOMMENDED = "recommended", "changed a recommendation"
    CHECKLIST_COMPLETED = "checklist_completed", "completed a checklist"
    CLAIM_GRADED = "claim_graded", "graded a claim"
    GRADE_WITHDRAWN = "grade_withdrawn", "withdrew the grade of a claim"
    SIGNED = "signed", "signed"
    APPROVED = "approved", "approved, by quorum"
    CHANGES_REQUESTED = "changes_requested", "asked for changes"
    DECLINED = "declined", "declined the submission"
    PUBLISHED = "published", "published"
    SUPERSEDED = "superseded", "superseded an earlier publication"
    RETRACTED = "retracted", "retracted the publication"
    REPORT_RESOLVED = "report_resolved", "settled a reader's report"
    NOTICE_ISSUED = "notice_issued", "issued a public notice"
    REFERENCE_RETRACTED = "reference_retracted", "marked a cited work as retracted"
    CITATION_DECIDED = "citation_decided", "decided about a retracted reference"
    EARLY_ACCESS_GRANTED = "early_access_granted", "opened the pending text to the public"
    EARLY_ACCESS_ENDED = "early_access_ended", "closed the pending text to the public"
    PREVIEW_LINK_MADE = "preview_link_made", "made a preview link"
    PREVIEW_LINKS_REVOKED = "preview_links_revoked", "revoked the preview links"


class ReportKind(TextChoices):
    """What a reader reports about a published text."""

    ERROR = "error", "Something is wrong"
    OUTDATED = "outdated", "Something is out of date"
    UNCLEAR = "unclear", "Something is hard to understand"
    LINK = "link", "A link or reference does not work"
    OTHER = "other", "Something else"


class ReportState(TextChoices):
    """What became of a report."""

    OPEN = "open", "Waiting for an editor"
    CORRECTED = "corrected", "Led to a correction or a new version"
    NO_CHANGE = "no_change", "Looked at: the text stands"
    DISMISSED = "dismissed", "Not about the text"


class QuestionState(TextChoices):
    """Where a reader's question stands."""

    UNCONFIRMED = "unconfirmed", "Waiting for its e-mail address to be confirmed"
    OPEN = "open", "With the editors"
    ANSWERED = "answered", "Answered by a published article"
    DRAFTED = "drafted", "An article about it is being written"
    CLOSED = "closed", "Closed without an answer"

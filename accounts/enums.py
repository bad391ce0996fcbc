"""The closed vocabularies of people."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody may be. Each is a Django group of the same name."""

    AUTHOR = "author", "Author"
    EDITOR = "editor", "Editor"
    BOARD = "board", "Board member"
    ADMIN = "admin", "Administrator"


#: Who signs in to the desk.
DESK_ROLES = frozenset({Role.EDITOR, Role.BOARD, Role.ADMIN})


class InterestCategory(TextChoices):
    """The items of ICMJE's disclosure form (13 questions, 2021 edition)."""

    GRANT = "grant", "Support for the work, or grants"
    CONTRACT = "contract", "Contracts"
    ROYALTIES = "royalties", "Royalties or licences"
    CONSULTING = "consulting", "Consulting fees"
    HONORARIA = "honoraria", "Lectures, presentations, educational events"
    TESTIMONY = "testimony", "Expert testimony"
    TRAVEL = "travel", "Meetings and travel"
    PATENT = "patent", "Patents planned, issued or pending"
    SAFETY_BOARD = "safety_board", "Data safety monitoring or advisory board"
    LEADERSHIP = "leadership", "Leadership or fiduciary role"
    STOCK = "stock", "Stock or stock options"
    EQUIPMENT = "equipment", "Equipment, materials, drugs, writing, gifts"
    OTHER = "other", "Other interests"


class Component(TextChoices):
    """What a person proves themselves with when they sign (21 CFR 11.200)."""

    PASSWORD = "password", "password"
    TOTP = "totp", "one-time code"
    PASSKEY = "passkey", "passkey"


class AttemptKind(TextChoices):
    """Where somebody tried to prove who they are."""

    SIGN_IN = "sign_in", "Sign-in"
    SECOND_FACTOR = "second_factor", "Second factor"
    SIGNING = "signing", "Signing"


class Document(TextChoices):
    """What an administrator was shown to check an identity."""

    PASSPORT = "passport", "Passport"
    IDENTITY_CARD = "identity_card", "Identity card"
    DRIVING_LICENCE = "driving_licence", "Driving licence"
    STAFF_CARD = "staff_card", "Hospital or university staff card"
    REGISTER = "register", "Entry in the medical register, and a video call"


class SecurityAction(TextChoices):
    """What happened to somebody's ways to sign in."""

    LOCKED = "locked", "Locked after wrong attempts"
    IDENTITY_CHECKED = "identity_checked", "Identity checked"
    ADMINISTRATOR_MADE = "administrator_made", "Made an administrator"
    EMAIL_CHANGED = "email_changed", "E-mail address changed by an administrator"
    PASSWORD_SET = "password_set", "Password set"
    PASSWORD_RESET_SENT = "password_reset_sent", "Password reset sent to the owner"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    RESET_REQUESTED = "reset_requested", "Reset of second factors asked for"
    RESET_CANCELLED = "reset_cancelled", "Reset of second factors called off"
    FACTORS_RESET = "factors_reset", "Second factors reset"
    TOKEN_CREATED = "token_created", "API token created"
    TOKEN_REVOKED = "token_revoked", "API token revoked"
    WEBHOOK_ADDED = "webhook_added", "Webhook added"


class Scope(TextChoices):
    """What a token of the API opens, of what its owner may do."""

    DRAFTS_READ = "drafts:read", "Read your drafts, their checks and where they stand"
    DRAFTS_WRITE = "drafts:write", "Create and change your drafts"
    SUBMISSIONS_WRITE = "submissions:write", "Submit your drafts"


class MailKind(TextChoices):
    """What a mail is about. Those in ``MAIL_ALWAYS`` can't be turned off."""

    ACCOUNT = "account", "About your account and its safety"
    INVITATION = "invitation", "When you are asked for a review, reminded or released"
    OUTCOME = "outcome", "What became of texts that you signed"
    DECISION = "decision", "Decisions about texts of yours, with their letters"
    PROGRESS = "progress", "Texts of yours on their way"
    DESK = "desk", "What arrives at the desk"
    ANSWERS = "answers", "What authors answer to remarks, and their cover notes"


#: What comes whatever somebody chooses: it asks for an answer, or is a decision they must know.
MAIL_ALWAYS = frozenset({MailKind.ACCOUNT, MailKind.INVITATION, MailKind.DECISION})
#: Whom each optional kind is for.
MAIL_FOR: dict[MailKind, frozenset[Role]] = {
    MailKind.OUTCOME: frozenset({Role.BOARD}),
    MailKind.PROGRESS: frozenset({Role.AUTHOR}),
    MailKind.DESK: frozenset({Role.EDITOR, Role.ADMIN}),
    MailKind.ANSWERS: frozenset({Role.EDITOR}),
}


class WebhookEvent(TextChoices):
    """What a webhook can be told of: by what it is called outside, and in words."""

    SUBMITTED = "submission.submitted", "A revision was submitted"
    WITHDRAWN = "submission.withdrawn", "A submission was withdrawn"
    UNDER_REVIEW = "submission.under_review", "The review began"
    CHANGES_REQUESTED = "submission.changes_requested", "Changes were asked for"
    DECLINED = "submission.declined", "A submission was declined"
    APPROVED = "submission.approved", "A submission was approved"
    PUBLISHED = "publication.published", "A text was published"
    RETRACTED = "publication.retracted", "A publication was retracted"

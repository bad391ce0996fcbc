"""How a text is judged, and the trail that this leaves."""

from editorial.models.assignment import Assignment, Reminder
from editorial.models.checklist import Checklist, ChecklistItem, ChecklistResponse, Review
from editorial.models.checkpoint import Checkpoint
from editorial.models.comment import Comment
from editorial.models.comment_answer import CommentAnswer
from editorial.models.grade import GradedClaim
from editorial.models.intake import ProblemReport, ReaderQuestion
from editorial.models.judgement import Judgement
from editorial.models.last_seen import LastSeen
from editorial.models.named_save import NamedSave
from editorial.models.policy import Policy
from editorial.models.preview_link import PreviewLink
from editorial.models.record import Record
from editorial.models.responsibility import Responsibility
from editorial.models.retracted_work import CitationTask, RetractedWork
from editorial.models.signature import Signature
from editorial.models.submission import Submission

__all__ = [
    "Assignment",
    "Checklist",
    "ChecklistItem",
    "ChecklistResponse",
    "Checkpoint",
    "CitationTask",
    "Comment",
    "CommentAnswer",
    "GradedClaim",
    "Judgement",
    "LastSeen",
    "NamedSave",
    "Policy",
    "PreviewLink",
    "ProblemReport",
    "ReaderQuestion",
    "Record",
    "Reminder",
    "Responsibility",
    "RetractedWork",
    "Review",
    "Signature",
    "Submission",
]

"""The verbs of the office: the only way to change an article, a submission or a publication.

Each is one act, keyword-only, with the person who acts. In one transaction it locks the article,
asks the policy inside the lock, changes what it changes and appends the record; mail goes out on
commit. It raises RefusedError with reasons, ValidationError for bad input, and then nothing was
written.
"""

from editorial.services.answering import answer_invitation
from editorial.services.answering_comments import answer_comment
from editorial.services.asking import (
    answer_question,
    ask_question,
    close_question,
    confirm_question,
    delete_question,
    open_draft_from_question,
)
from editorial.services.assigning import (
    accept_assignment,
    assign_reviewer,
    release_assignment,
    replace_reviewer,
    turn_down_assignment,
)
from editorial.services.board_pages import write_biography
from editorial.services.checklists import publish_checklist
from editorial.services.citing import close_citation_task, mark_reference_retracted
from editorial.services.commenting import (
    add_comment,
    reopen_comment,
    reply_to_comment,
    resolve_comment,
)
from editorial.services.crediting import (
    approve_final_text,
    invite_coauthor,
    set_contribution,
    set_corresponding_author,
)
from editorial.services.deciding import begin_review, decline_submission, request_changes
from editorial.services.drafting import create_article, save_article
from editorial.services.early_access import end_early_access, grant_early_access
from editorial.services.images import add_image, remove_image
from editorial.services.importing import import_article
from editorial.services.naming import name_save
from editorial.services.noticing import issue_notice
from editorial.services.preview_links import make_preview_link, revoke_preview_links
from editorial.services.rejudging import rejudge_submission
from editorial.services.reminding import move_assignment, remind_reviewer, send_due_reminders
from editorial.services.reporting import report_problem, resolve_report
from editorial.services.responsibility import take_responsibility
from editorial.services.retracting import retract_publication
from editorial.services.reviewing import (
    complete_checklist,
    grade_claim,
    save_answers,
    save_review,
    withdraw_grade,
)
from editorial.services.seeing import mark_seen
from editorial.services.signing import sign_submission
from editorial.services.submitting import submit_article, withdraw_submission

__all__ = [
    "accept_assignment",
    "add_comment",
    "add_image",
    "answer_comment",
    "answer_invitation",
    "answer_question",
    "approve_final_text",
    "ask_question",
    "assign_reviewer",
    "begin_review",
    "close_citation_task",
    "close_question",
    "complete_checklist",
    "confirm_question",
    "create_article",
    "decline_submission",
    "delete_question",
    "end_early_access",
    "grade_claim",
    "grant_early_access",
    "import_article",
    "invite_coauthor",
    "issue_notice",
    "make_preview_link",
    "mark_reference_retracted",
    "mark_seen",
    "move_assignment",
    "name_save",
    "open_draft_from_question",
    "publish_checklist",
    "rejudge_submission",
    "release_assignment",
    "remind_reviewer",
    "remove_image",
    "reopen_comment",
    "replace_reviewer",
    "reply_to_comment",
    "report_problem",
    "request_changes",
    "resolve_comment",
    "resolve_report",
    "retract_publication",
    "revoke_preview_links",
    "save_answers",
    "save_article",
    "save_review",
    "send_due_reminders",
    "set_contribution",
    "set_corresponding_author",
    "sign_submission",
    "submit_article",
    "take_responsibility",
    "turn_down_assignment",
    "withdraw_grade",
    "withdraw_submission",
    "write_biography",
]

"""What the database keeps of the process. See ``accounts.guards`` for how."""

from __future__ import annotations

from accounts.guards import Guard, append_only
from editorial.enums import MOVES

SUBMISSION, SIGNATURE = "editorial_submission", "editorial_signature"
RECORD, PUBLICATION = "editorial_record", "articles_publication"
REVISION, AUTHORSHIP = "articles_revision", "articles_authorship"
SAVES, COMMENT = "articles_historicalarticle", "editorial_comment"
ANSWER = "editorial_commentanswer"
PROOF, JUDGEMENT = "accounts_signingproof", "editorial_judgement"
RESPONSIBILITY = "editorial_responsibility"
CHECKLIST, ITEM = "editorial_checklist", "editorial_checklistitem"

_moves = " OR ".join(
    f"(OLD.state = '{source}' AND NEW.state = '{target}')"
    for source, targets in MOVES.items()
    for target in targets
)
_fixed = " OR ".join(
    f"NEW.{column} {{differs}} OLD.{column}"
    for column in (
        "id",
        "uid",
        "article_id",
        "revision_id",
        "previous_id",
        "submitted_by_id",
        "submitted_at",
        "summary",
        "cover_note",
        "credit",
    )
)
_numbers = ("approvals_needed", "specialists_needed", "review_months")
_judged_anew = " OR ".join(f"NEW.{number} <> OLD.{number}" for number in _numbers)
_newest_judgement = (
    f"SELECT 1 FROM {JUDGEMENT} j WHERE j.submission_id = NEW.id"
    + "".join(f" AND j.{number} = NEW.{number}" for number in _numbers)
    + f" AND j.id = (SELECT MAX(k.id) FROM {JUDGEMENT} k WHERE k.submission_id = NEW.id)"
)
_approvals = (
    f"SELECT COUNT(DISTINCT s.signer_id) FROM {SIGNATURE} s JOIN {REVISION} r"
    " ON r.id = NEW.revision_id WHERE s.submission_id = NEW.id AND s.meaning = 'approved'"
    " AND s.digest = r.digest AND s.html_digest = r.html_digest"
)

GUARDS = [
    *append_only(SIGNATURE, "A signature"),
    *append_only(RECORD, "A record"),
    *append_only("editorial_checkpoint", "A checkpoint"),
    Guard(
        "record_follows_the_last",
        RECORD,
        "INSERT",
        "A record must carry the next number and the hash of the last one",
        f"NEW.sequence <> 1 + (SELECT COUNT(*) FROM {RECORD} WHERE article_id = NEW.article_id)"
        f" OR NEW.previous_hash <> COALESCE((SELECT hash FROM {RECORD} WHERE article_id ="
        " NEW.article_id ORDER BY sequence DESC LIMIT 1), '')",
    ),
    Guard("submission_undeletable", SUBMISSION, "DELETE", "A submission can't be deleted"),
    Guard(
        "submission_starts_submitted",
        SUBMISSION,
        "INSERT",
        "A submission starts as submitted, of a revision of its own article",
        "NEW.state <> 'submitted' OR NEW.publication_id IS NOT NULL"
        f" OR NOT EXISTS (SELECT 1 FROM {REVISION} r WHERE r.id = NEW.revision_id"
        " AND r.article_id = NEW.article_id)",
        needs=(REVISION,),
    ),
    Guard(
        "submission_fixed",
        SUBMISSION,
        "UPDATE",
        "The revision of a submission can't be changed",
        _fixed,
    ),
    *append_only(JUDGEMENT, "A judgement"),
    Guard(
        "judgement_of_an_open_submission",
        JUDGEMENT,
        "INSERT",
        "Only an open submission is judged by another policy",
        f"NOT EXISTS (SELECT 1 FROM {SUBMISSION} b WHERE b.id = NEW.submission_id"
        " AND b.state IN ('submitted', 'under_review'))",
        needs=(SUBMISSION,),
    ),
    Guard(
        "submission_policy_judged",
        SUBMISSION,
        "UPDATE",
        "The policy of a submission changes only with a judgement, which moves nothing",
        f"({_judged_anew}) AND (OLD.state <> NEW.state"
        " OR OLD.state NOT IN ('submitted', 'under_review')"
        f" OR NOT EXISTS ({_newest_judgement}))",
        needs=(JUDGEMENT,),
    ),
    Guard(
        "submission_signed_since_judged",
        SUBMISSION,
        "UPDATE",
        "A judgement approves nothing: that takes an approving signature made after it",
        "OLD.state <> 'approved' AND NEW.state = 'approved' AND EXISTS ("
        f"SELECT 1 FROM {JUDGEMENT} j WHERE j.submission_id = NEW.id AND NOT EXISTS ("
        f"SELECT 1 FROM {SIGNATURE} s WHERE s.submission_id = NEW.id"
        " AND s.meaning = 'approved' AND s.signed_at > j.judged_at))",
        needs=(JUDGEMENT, SIGNATURE),
    ),
    Guard(
        "submission_moves",
        SUBMISSION,
        "UPDATE",
        "A submission can't make this move",
        f"OLD.state <> NEW.state AND NOT ({_moves})",
    ),
    Guard(
        "submission_needs_quorum",
        SUBMISSION,
        "UPDATE",
        "A submission is approved only by its quorum of distinct signers of its digest",
        "OLD.state <> 'approved' AND NEW.state = 'approved' AND ("
        f"({_approvals}) < NEW.approvals_needed"
        f" OR ({_approvals} AND s.specialist) < NEW.specialists_needed"
        f" OR EXISTS (SELECT 1 FROM {SIGNATURE} s WHERE s.submission_id = NEW.id"
        " AND s.meaning = 'returned'))",
        needs=(SIGNATURE, REVISION),
    ),
    Guard(
        "submission_publication_once",
        SUBMISSION,
        "UPDATE",
        "Only an approved submission has a publication: its own, once",
        "NEW.publication_id {differs} OLD.publication_id AND (OLD.publication_id IS NOT NULL"
        " OR NEW.state <> 'approved' OR NOT EXISTS ("
        f"SELECT 1 FROM {PUBLICATION} p WHERE p.id = NEW.publication_id"
        " AND p.revision_id = NEW.revision_id))",
        needs=(PUBLICATION,),
    ),
    Guard(
        "signature_binds_the_text",
        SIGNATURE,
        "INSERT",
        "A signature must be on the digest of a revision that is under review",
        f"NOT EXISTS (SELECT 1 FROM {SUBMISSION} b JOIN {REVISION} r ON r.id = b.revision_id"
        " WHERE b.id = NEW.submission_id AND b.state = 'under_review'"
        " AND r.id = NEW.revision_id AND r.digest = NEW.digest"
        " AND r.html_digest = NEW.html_digest)",
        needs=(SUBMISSION, REVISION),
    ),
    Guard(
        "signature_needs_a_proof",
        SIGNATURE,
        "INSERT",
        "A signature needs a proof of who signs, given for this text and used for it",
        f"NOT EXISTS (SELECT 1 FROM {PROOF} p JOIN {SUBMISSION} b ON b.uid = p.subject"
        " WHERE b.id = NEW.submission_id AND p.user_id = NEW.signer_id"
        " AND p.digest = NEW.digest AND p.components = NEW.components"
        " AND p.used_at IS NOT NULL)",
        needs=(SUBMISSION, PROOF),
    ),
    Guard(
        "signature_not_by_an_author",
        SIGNATURE,
        "INSERT",
        "Nobody signs what they wrote or edited",
        f"EXISTS (SELECT 1 FROM {AUTHORSHIP} a JOIN {REVISION} r ON r.article_id = a.article_id"
        " WHERE r.id = NEW.revision_id AND a.user_id = NEW.signer_id)"
        f" OR EXISTS (SELECT 1 FROM {SAVES} h JOIN {REVISION} r ON r.article_id = h.id"
        " WHERE r.id = NEW.revision_id AND h.history_user_id = NEW.signer_id)",
        needs=(REVISION, AUTHORSHIP, SAVES),
    ),
    Guard(
        "signature_not_by_its_editor",
        SIGNATURE,
        "INSERT",
        "Nobody signs a submission on which they acted as editor",
        "EXISTS (SELECT 1 FROM editorial_assignment a WHERE a.submission_id = NEW.submission_id"
        " AND a.invited_by_id = NEW.signer_id)"
        f" OR EXISTS (SELECT 1 FROM {JUDGEMENT} j WHERE j.submission_id = NEW.submission_id"
        " AND j.judged_by_id = NEW.signer_id)",
        needs=("editorial_assignment", JUDGEMENT),
    ),
    Guard(
        "publication_needs_approval",
        PUBLICATION,
        "INSERT",
        "A publication needs an approved submission of the same digest that has none yet",
        f"NOT EXISTS (SELECT 1 FROM {SUBMISSION} b JOIN {REVISION} r ON r.id = b.revision_id"
        " WHERE b.revision_id = NEW.revision_id AND b.state = 'approved'"
        " AND b.publication_id IS NULL AND r.digest = NEW.digest)",
        needs=(SUBMISSION, REVISION),
    ),
    *append_only(ITEM, "What a checklist asks"),
    Guard("checklist_undeletable", CHECKLIST, "DELETE", "A checklist can't be deleted"),
    Guard(
        "checklist_fixed",
        CHECKLIST,
        "UPDATE",
        "A version of a checklist can't be changed, only taken out of use",
        "NEW.id {differs} OLD.id OR NEW.slug {differs} OLD.slug"
        " OR NEW.version {differs} OLD.version OR NEW.name {differs} OLD.name"
        " OR NEW.source {differs} OLD.source OR NEW.applies_to {differs} OLD.applies_to"
        " OR NEW.scale {differs} OLD.scale",
    ),
    Guard("comment_undeletable", COMMENT, "DELETE", "A comment can't be deleted"),
    Guard(
        "comment_fixed",
        COMMENT,
        "UPDATE",
        "What a comment says, where and to whom, can't be changed",
        " OR ".join(
            f"NEW.{column} {{differs}} OLD.{column}"
            for column in (
                *("id", "uid", "submission_id", "parent_id", "author_id", "created_at", "body"),
                *("severity", "audience", "part", "exact", "prefix", "suffix"),
            )
        ),
    ),
    *append_only(ANSWER, "An answer"),
    Guard(
        "commentanswer_to_a_told_remark",
        ANSWER,
        "INSERT",
        "Only what the authors may read is answered, once it is decided",
        f"NOT EXISTS (SELECT 1 FROM {COMMENT} c JOIN {SUBMISSION} b ON b.id = c.submission_id"
        " WHERE c.id = NEW.comment_id AND c.parent_id IS NULL AND c.audience = 'authors'"
        " AND b.state NOT IN ('submitted', 'under_review', 'withdrawn'))",
        needs=(COMMENT, SUBMISSION),
    ),
    Guard(
        "approval_not_over_must_fix",
        SIGNATURE,
        "INSERT",
        "Nobody approves a text while a comment of this or an earlier round says what must be"
        " fixed",
        # A round before the last approved one has had its say: that one was published over it.
        f"NEW.meaning = 'approved' AND EXISTS (SELECT 1 FROM {COMMENT} c"
        f" JOIN {SUBMISSION} e ON e.id = c.submission_id"
        f" JOIN {SUBMISSION} b ON b.id = NEW.submission_id AND b.article_id = e.article_id"
        " WHERE e.id <= b.id AND c.severity = 'must_fix' AND c.resolved_at IS NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {SUBMISSION} p WHERE p.article_id = b.article_id"
        " AND p.state = 'approved' AND p.id >= e.id AND p.id < b.id))",
        needs=(COMMENT, SUBMISSION),
    ),
    Guard(
        "assignment_undeletable",
        "editorial_assignment",
        "DELETE",
        "An assignment can't be deleted",
    ),
    Guard(
        "responsibility_undeletable",
        RESPONSIBILITY,
        "DELETE",
        "That a program wrote a text can't be forgotten",
    ),
    Guard(
        "responsibility_taken_once",
        RESPONSIBILITY,
        "UPDATE",
        "Responsibility is taken once",
        " OR ".join(
            f"NEW.{column} {{differs}} OLD.{column}"
            for column in ("id", "article_id", "token_id", "save_number", "posted_at")
        )
        + " OR OLD.taken_at IS NOT NULL",
    ),
    Guard(
        "submission_needs_responsibility",
        SUBMISSION,
        "INSERT",
        "Nothing that a program wrote is submitted before an author takes responsibility",
        f"EXISTS (SELECT 1 FROM {RESPONSIBILITY} r WHERE r.article_id = NEW.article_id"
        " AND r.taken_at IS NULL)",
        needs=(RESPONSIBILITY,),
    ),
]

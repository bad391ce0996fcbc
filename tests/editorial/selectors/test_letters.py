from __future__ import annotations

from articles.anchoring import Anchor
from editorial import services
from editorial.enums import Audience, Part, Severity
from editorial.models import Checklist
from editorial.selectors.letters import draft_letter
from tests.factories import remark, submitted, under_review


def test_letter_without_comments(cast):
    letter = draft_letter(submitted(cast))

    assert letter.startswith("Dear authors,")
    assert "“Treating diabetic kidney disease” (revision 1)" in letter
    assert "fixed" not in letter
    assert "these comments" not in letter


def test_letter_from_open_comments_by_weight(cast):
    submission = under_review(cast)
    remark(submission, cast.board_one, "Please cite it.", severity=Severity.SHOULD_FIX)
    thread = remark(
        submission,
        cast.board_two,
        "Which threshold?",
        severity=Severity.MUST_FIX,
        part=Part.CLINICIAN,
        quote=Anchor("Check the eGFR first."),
    )
    services.reply_to_comment(
        acting_user=cast.editor,
        comment=thread,
        body="Give the unit as well.",
        audience=Audience.AUTHORS,
    )

    letter = draft_letter(submission)

    must, should = letter.index("What must be fixed:"), letter.index("What should be fixed:")
    assert must < should
    quoted = "1. On “Check the eGFR first.” (text for clinicians): Which threshold?"
    assert quoted in letter
    assert "   Give the unit as well." in letter
    assert "1. Please cite it." in letter
    assert "You find these comments on the article's page as well" in letter


def test_letter_has_no_private_remark_no_settled_one_and_no_name(cast):
    submission = under_review(cast)
    remark(submission, cast.board_one, "CANARY one", audience=Audience.PRIVATE)
    settled = remark(submission, cast.board_one, "CANARY two")
    services.resolve_comment(acting_user=cast.board_one, comment=settled)
    thread = remark(submission, cast.board_one, "Say so.")
    services.reply_to_comment(acting_user=cast.editor, comment=thread, body="CANARY three")

    letter = draft_letter(submission)

    assert "Say so." in letter
    assert "CANARY" not in letter
    assert "Berta" not in letter
    assert "Edith" not in letter


def test_letter_long_quotations_are_shortened(cast):
    submission = under_review(cast, clinician_text=f"Start [1] {'slowly and ' * 40}stop.")
    quote = Anchor("slowly and " * 40)
    remark(submission, cast.board_one, part=Part.CLINICIAN, quote=quote)

    letter = draft_letter(submission)
    assert "slowly and slowly" in letter
    assert "…” (text for clinicians)" in letter


def test_letter_names_what_finished_checklists_found_weak(cast):
    submission = under_review(cast)
    checklist = Checklist.objects.get(slug="pemat-p")
    answers = {str(item.position): {"value": "1"} for item in checklist.items.all()}
    services.save_answers(
        acting_user=cast.board_one,
        submission=submission,
        checklist=checklist,
        answers={**answers, "3": {"value": "0"}},
    )
    weak = checklist.items.get(position=3).question
    assert weak not in draft_letter(submission)

    services.complete_checklist(
        acting_user=cast.board_one, submission=submission, checklist=checklist
    )
    assert f"- {weak}" in draft_letter(submission)


def test_letter_that_declines(cast):
    letter = draft_letter(submitted(cast), declines=True)

    assert "decided not to take it" in letter
    assert "changes below" not in letter


def test_letter_constant_number_of_queries(cast, django_assert_num_queries):
    submission = under_review(cast)
    for more in (1, 2):
        for _ in range(more):
            remark(submission, cast.board_one)
        with django_assert_num_queries(3):
            draft_letter(submission)

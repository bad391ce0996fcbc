"""The words of the review in the bundle, held against the digests in the trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from articles.anchoring import Anchor
from articles.canonical import digest
from editorial import services
from editorial.enums import Audience, Part
from editorial.evidence import evidence
from editorial.models import Checklist, GradedClaim
from editorial.verify import find_problems
from editorial.verify.__main__ import main
from tests.factories import Cast, accept, assign, draft, remark

pytestmark = pytest.mark.django_db

QUOTE = Anchor("Check the eGFR first.")


def reviewed(cast: Cast) -> Any:
    """Return an article that was remarked on, answered for, graded and sent again."""
    article = draft(cast)
    services.set_contribution(
        acting_user=cast.author,
        article=article,
        criteria=["contributed"],
        roles=["Methodology"],
        interests_confirmed=True,
    )
    first = services.submit_article(
        acting_user=cast.author, article=article, cover_note="Please be quick."
    )
    for member in (cast.board_one, cast.board_two):
        accept(assign(cast, first, member))
    services.begin_review(acting_user=cast.editor, submission=first)
    told = remark(first, cast.board_one, "Say when.", part=Part.CLINICIAN, quote=QUOTE)
    remark(first, cast.board_one, "Weak.", audience=Audience.PRIVATE)
    services.reply_to_comment(acting_user=cast.editor, comment=told, body="I agree.")
    services.resolve_comment(acting_user=cast.board_one, comment=told)
    services.grade_claim(
        acting_user=cast.board_one,
        submission=first,
        part=Part.CLINICIAN,
        quote=QUOTE,
        certainty="low",
        note="One trial.",
    )
    checklist = Checklist.objects.in_use().get(slug="pemat-p")
    services.save_answers(
        acting_user=cast.board_one,
        submission=first,
        checklist=checklist,
        answers={str(item.position): {"value": "1"} for item in checklist.items.all()},
    )
    services.complete_checklist(acting_user=cast.board_one, submission=first, checklist=checklist)
    services.save_answers(
        acting_user=cast.board_two,
        submission=first,
        checklist=checklist,
        answers={"1": {"value": "0"}},
    )
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    services.answer_comment(acting_user=cast.author, comment=told, addressed=True, text="Done.")
    return article


@pytest.fixture
def article(cast: Cast) -> Any:
    return reviewed(cast)


def said(bundle: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in find_problems(bundle)]


def test_the_bundle_tells_the_review_and_withholds_private_words(article: Any) -> None:
    bundle = evidence(article)
    assert said(bundle) == []
    told, private, reply = bundle["comments"]
    assert (told["words"], told["resolved_by"]) == ("Say when.", told["author"])
    assert (private["words"], reply["words"]) == (None, None)
    assert private["digest"] == digest("Weak.")
    assert bundle["comment_answers"][0]["words"] == "Done."
    handed_in, begun = bundle["checklists"]
    assert handed_in["answers"]["1"]["value"] == "1"
    assert handed_in["questions"]["1"]
    assert (begun["handed_in"], begun["answers"]) == (False, None)
    assert bundle["grades"][0]["note"] == "One trial."
    assert bundle["submissions"][0]["cover_note"] == "Please be quick."

    full = evidence(article, with_private_words=True)
    assert full["comments"][1]["words"] == "Weak."
    assert said(full) == []


Change = Callable[[dict[str, Any]], object]
CHANGES: dict[str, tuple[Change, str]] = {
    "a comment": (lambda b: b["comments"][0].update(words="Fine."), "words were changed"),
    "a private comment": (lambda b: b["comments"][1].update(words="Fine."), "words were changed"),
    "words and digest": (
        lambda b: b["comments"][0].update(words="Fine.", digest=digest("Fine.")),
        "digest is",
    ),
    "whom it is for": (lambda b: b["comments"][1].update(audience="authors"), "audience is"),
    "how much it weighs": (lambda b: b["comments"][0].update(severity="must_fix"), "severity is"),
    "who wrote it": (lambda b: b["comments"][0].update(author="x"), "author is"),
    "its passage": (lambda b: b["comments"][0].update(exact="Other."), "on another passage"),
    "that it is open": (lambda b: b["comments"][0].update(resolved_by=None), "resolved_by is"),
    "words withheld": (lambda b: b["comments"][0].update(words=None), "it is not private"),
    "a comment gone": (lambda b: b["comments"].pop(0), "names a comment, which is gone"),
    "a comment made up": (
        lambda b: b["comments"].append({**b["comments"][0], "uid": "x"}),
        "the trail does not know of it",
    ),
    "an author's answer": (
        lambda b: b["comment_answers"][0].update(words="No."),
        "words were changed",
    ),
    "an answer gone": (lambda b: b["comment_answers"].pop(), "names an answer, which is gone"),
    "a checklist answer": (
        lambda b: b["checklists"][0]["answers"]["1"].update(value="0"),
        "answers were changed",
    ),
    "a checklist gone": (lambda b: b["checklists"].pop(0), "names a checklist, which is gone"),
    "a checklist handed in": (
        lambda b: b["checklists"][1].update(handed_in=True, answers={}),
        "the trail does not know of it",
    ),
    "a grade": (lambda b: b["grades"][0].update(certainty="high"), "certainty is"),
    "why it was graded so": (lambda b: b["grades"][0].update(note="Ten."), "its note was changed"),
    "what was graded": (lambda b: b["grades"][0].update(exact="x"), "grades another claim"),
    "that a grade was withdrawn": (lambda b: b["grades"][0].update(withdrawn=True), "withdrawn is"),
    "a grade gone": (lambda b: b["grades"].pop(), "names a grade, which is gone"),
    "what an author did": (lambda b: b["contributions"][0].update(roles=["x"]), "roles is"),
    "a cover note": (
        lambda b: b["submissions"][0].update(cover_note="No hurry."),
        "the cover note was changed",
    ),
}


def test_every_change_is_found(article: Any) -> None:
    untouched = evidence(article, with_private_words=True)
    missed = []
    for what, (change, expected) in CHANGES.items():
        bundle = deepcopy(untouched)
        change(bundle)
        if not any(expected in line for line in said(bundle)):
            missed.append((what, said(bundle)))
    assert missed == []


def test_a_changed_row_is_found_in_the_database(article: Any) -> None:
    GradedClaim.objects.update(note="Ten trials.")
    assert any("its note was changed" in line for line in said(evidence(article)))


def in_form_one(bundle: dict[str, Any]) -> dict[str, Any]:
    lists = ("comments", "comment_answers", "checklists", "grades", "contributions")
    kept = {name: rows for name, rows in bundle.items() if name not in lists}
    return {**kept, "format": "imprimatur-evidence/1"}


def test_an_older_bundle_still_verifies_and_says_what_it_lacks(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = in_form_one(evidence(draft(cast)))
    file = tmp_path / "bundle.json"
    for form, code in (("imprimatur-evidence/1", 0), ("imprimatur-evidence/2", 2)):
        file.write_text(json.dumps({**bundle, "format": form}), encoding="utf-8")
        assert main([str(file)]) == code
        assert ("An older bundle" in capsys.readouterr().out) == (code == 0)


def test_a_newer_bundle_that_is_said_to_be_older_is_found(article: Any) -> None:
    found = said(in_form_one(evidence(article)))
    assert len(found) == 3  # two comments and a grade
    assert all("is newer than the bundle's form" in line for line in found)

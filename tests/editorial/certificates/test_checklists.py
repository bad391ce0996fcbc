"""The certificate sums up the checklists that reviewers handed in, and shows no drafts."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Publication
from editorial import services
from editorial.certificates import pdf
from editorial.certificates.certificate import Certificate
from editorial.models import Checklist, Submission
from tests.editorial.certificates.test_certificates import address, signed_in
from tests.factories import Cast, publish, published, under_review

pytestmark = pytest.mark.django_db


def answer(submission: Submission, member: User, slug: str, value: str, **others: str) -> None:
    """Answer every item alike, but for the others: those that are given by ``item_<position>``."""
    checklist = Checklist.objects.get(slug=slug)
    answers = {
        str(item.position): {
            "value": others.get(f"item_{item.position}", value),
            "reason": "Nothing of the kind is in it.",
        }
        for item in checklist.items.all()
    }
    services.save_answers(
        acting_user=member, submission=submission, checklist=checklist, answers=answers
    )


def hand_in(submission: Submission, member: User, slug: str, value: str, **others: str) -> None:
    answer(submission, member, slug, value, **others)
    services.complete_checklist(
        acting_user=member, submission=submission, checklist=Checklist.objects.get(slug=slug)
    )


def reviewed(cast: Cast) -> Publication:
    """A publication with two checklists that were handed in and one that was not."""
    submission = under_review(cast)
    hand_in(submission, cast.board_one, "discern", "4", item_1="5", item_9="na")
    hand_in(submission, cast.board_two, "pemat-p", "1", item_1="0")
    answer(submission, cast.board_two, "discern", "2")
    return publish(cast, submission)


def test_it_sums_up_what_was_handed_in(cast: Cast) -> None:
    publication = reviewed(cast)
    first, second = Certificate(publication.submission).checklists

    assert first.printed_name == "Berta Board"
    assert first.checklist == str(Checklist.objects.get(slug="discern"))
    assert first.score == "4.1 of 5 on 15 items"
    assert [count.split(": ")[1] for count in first.counts] == ["14", "1", "1"]
    assert first.counts[-1] == "Does not apply: 1"
    assert second.printed_name == "Bruno Board"
    assert second.score == "94 % of 17 items"
    assert second.counts == ("Disagree: 1", "Agree: 16")


def test_the_page_shows_them(cast: Cast) -> None:
    publication = reviewed(cast)
    body = signed_in(cast.editor).get(address(publication)).content.decode()

    assert "4.1 of 5 on 15 items" in body
    assert "Disagree: 1; Agree: 16" in body
    assert body.count("<dt>Answered by</dt>") == 2
    assert "No reviewer handed in a checklist." not in body


def test_a_checklist_of_another_submission_is_not_on_it(cast: Cast) -> None:
    reviewed(cast)
    other = published(cast, title="Another")

    assert Certificate(other.submission).checklists == []
    body = signed_in(cast.editor).get(address(other)).content.decode()
    assert "No reviewer handed in a checklist." in body


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is printed: in the file it is compressed, in glyphs of a font's subset."""
    words: list[str] = []
    fact, paragraph = pdf._Page.fact, pdf._Page.paragraph

    def spied_fact(self: Any, label: str, text: str, **options: Any) -> None:
        words.append(f"{label}: {text}")
        fact(self, label, text, **options)

    def spied_paragraph(self: Any, text: str, **options: Any) -> None:
        words.append(text)
        paragraph(self, text, **options)

    monkeypatch.setattr(pdf._Page, "fact", spied_fact)
    monkeypatch.setattr(pdf._Page, "paragraph", spied_paragraph)
    return words


def test_the_pdf_prints_them(cast: Cast, printed: list[str]) -> None:
    publication = reviewed(cast)
    assert pdf.as_pdf(Certificate(publication.submission)).startswith(b"%PDF-1.")

    assert "Answered by: Berta Board" in printed
    assert "Result: 94 % of 17 items" in printed
    assert "Answers: Disagree: 1; Agree: 16" in printed
    assert "No reviewer handed in a checklist." not in printed


def test_the_pdf_says_that_there_are_none(cast: Cast, printed: list[str]) -> None:
    pdf.as_pdf(Certificate(published(cast).submission))
    assert "No reviewer handed in a checklist." in printed


def test_they_are_read_at_once(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    certificate = Certificate(reviewed(cast).submission)
    with django_assert_num_queries(1):
        assert len(certificate.checklists) == 2

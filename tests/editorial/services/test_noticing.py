"""Notices with which a publication stands, and the two that end it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from articles.enums import NoticeKind
from articles.models import Notice
from editorial import services
from editorial.enums import Action
from editorial.evidence import evidence
from editorial.verify import find_problems
from tests.articles.reader.reading import html_of
from tests.factories import Cast, published, retracted
from tests.refusals import refused

ADDRESS = "/articles/treating-diabetic-kidney-disease/"
STANDING = [NoticeKind.CORRECTION, NoticeKind.CLARIFICATION, NoticeKind.CONCERN]


@pytest.mark.parametrize("kind", STANDING)
def test_notice_is_public_recorded_and_linked_both_ways(cast: Cast, kind: NoticeKind) -> None:
    publication = published(cast)
    notice = services.issue_notice(
        acting_user=cast.editor, publication=publication, kind=kind, reason="  The dose is 5 mg. "
    )
    page, own = html_of(ADDRESS), html_of(f"/notices/{notice.pk}/")
    assert f"/notices/{notice.pk}/" in page
    assert f'href="{ADDRESS}"' in own
    for text in (page, own):
        assert kind.label in text
        assert "The dose is 5 mg." in text
        assert "Edith Editor" in text
    assert publication.html in page
    assert "RETRACTED" not in page
    record = publication.article.records.last()
    assert record is not None
    assert record.action == Action.NOTICE_ISSUED
    assert record.actor == cast.editor
    assert find_problems(evidence(publication.article)) == []


def test_authors_are_told(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    publication = published(cast)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.issue_notice(
            acting_user=cast.editor,
            publication=publication,
            kind=NoticeKind.CORRECTION,
            reason="The dose is 5 mg.",
        )
    told = {address for message in mail.outbox for address in message.to}
    assert told == {cast.author.email, cast.coauthor.email}
    assert all("The dose is 5 mg." in message.body for message in mail.outbox)


@pytest.mark.parametrize("name", ["author", "board_one", "outsider", "admin", "reader"])
def test_only_editors_issue_notices(cast: Cast, name: str) -> None:
    publication = published(cast)
    with refused():
        services.issue_notice(
            acting_user=getattr(cast, name),
            publication=publication,
            kind=NoticeKind.CORRECTION,
            reason="No.",
        )


def test_no_notice_about_what_was_retracted(cast: Cast) -> None:
    publication = retracted(cast)
    with refused("was retracted"):
        services.issue_notice(
            acting_user=cast.editor,
            publication=publication,
            kind=NoticeKind.CORRECTION,
            reason="Late.",
        )


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (NoticeKind.RETRACTION, "Wrong."),
        (NoticeKind.WITHDRAWAL, "Wrong."),
        (NoticeKind.CORRECTION, " \u200b "),
    ],
)
def test_notice_that_is_none(cast: Cast, kind: NoticeKind, reason: str) -> None:
    publication = published(cast)
    with refused(by=ValidationError):
        services.issue_notice(
            acting_user=cast.editor, publication=publication, kind=kind, reason=reason
        )


def test_notice_without_end_is_refused(cast: Cast) -> None:
    publication = published(cast)
    with refused("20,000 characters at most", by=ValidationError):
        services.issue_notice(
            acting_user=cast.editor,
            publication=publication,
            kind=NoticeKind.CORRECTION,
            reason="x" * 20_001,
        )


def test_withdrawal_ends_a_publication_under_its_own_name(cast: Cast) -> None:
    publication = published(cast)
    services.retract_publication(
        acting_user=cast.editor,
        publication=publication,
        reason="It came out by mistake.",
        kind=NoticeKind.WITHDRAWAL,
    )
    page = html_of(ADDRESS)
    assert f"<h1>WITHDRAWN: {publication.title}</h1>" in page
    assert "RETRACTED" not in page
    assert find_problems(evidence(publication.article)) == []


def test_correction_does_not_retract(cast: Cast) -> None:
    publication = published(cast)
    with refused(by=ValidationError):
        services.retract_publication(
            acting_user=cast.editor,
            publication=publication,
            reason="Small.",
            kind=NoticeKind.CORRECTION,
        )


def test_notice_whose_kind_was_changed_is_found(cast: Cast) -> None:
    publication = published(cast)
    services.issue_notice(
        acting_user=cast.editor,
        publication=publication,
        kind=NoticeKind.CONCERN,
        reason="We are looking into it.",
    )
    bundle = evidence(publication.article)
    bundle["notices"][0]["kind"] = "correction"
    assert "kind" in str(find_problems(bundle)[0])
    assert Notice.objects.get().kind == NoticeKind.CONCERN


def test_second_click_issues_no_second_notice(cast: Cast) -> None:
    publication = published(cast)
    words = {"kind": NoticeKind.CORRECTION, "reason": "The dose is 5 mg."}
    services.issue_notice(acting_user=cast.editor, publication=publication, **words)
    with refused("public already"):
        services.issue_notice(acting_user=cast.editor, publication=publication, **words)

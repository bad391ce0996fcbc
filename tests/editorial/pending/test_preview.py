"""Preview links: for whoever has one, until it ends."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client

from editorial import services
from editorial.enums import Action
from editorial.evidence import evidence
from editorial.models import PreviewLink
from editorial.previews import address_of
from editorial.verify import find_problems
from tests.factories import Cast, publish, submitted, under_review
from tests.refusals import refused

BANNER = "Educational purpose only • Exercise caution as content is pending human review"


def _open(link: PreviewLink) -> HttpResponse:
    return Client().get(urlsplit(address_of(link)).path)


def test_link_shows_the_frozen_text_under_its_banner(cast: Cast) -> None:
    submission = submitted(cast)
    link = services.make_preview_link(acting_user=cast.editor, submission=submission)
    response = _open(link)
    page = response.content.decode()
    assert submission.revision.html in page
    assert page.count(BANNER) >= 2
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    record = submission.article.records.last()
    assert record is not None
    assert record.action == Action.PREVIEW_LINK_MADE
    assert find_problems(evidence(submission.article)) == []


def test_revoked_link_stops_at_once_and_others_can_be_made(cast: Cast) -> None:
    submission = submitted(cast)
    old = services.make_preview_link(acting_user=cast.editor, submission=submission)
    assert services.revoke_preview_links(acting_user=cast.editor, submission=submission) == 1
    assert _open(old).status_code == 404
    new = services.make_preview_link(acting_user=cast.editor, submission=submission)
    assert _open(new).status_code == 200
    assert _open(old).status_code == 404


def test_one_link_at_a_time(cast: Cast) -> None:
    submission = submitted(cast)
    services.make_preview_link(acting_user=cast.editor, submission=submission)
    with refused("already"):
        services.make_preview_link(acting_user=cast.editor, submission=submission)


def test_expired_link_does_not_open(cast: Cast) -> None:
    link = services.make_preview_link(acting_user=cast.editor, submission=submitted(cast))
    past = link.created_at - timedelta(days=9)
    PreviewLink.objects.update(created_at=past, expires_at=past + timedelta(days=7))
    assert _open(link).status_code == 404


def test_guessed_token_does_not_open(cast: Cast) -> None:
    submission = submitted(cast)
    link = services.make_preview_link(acting_user=cast.editor, submission=submission)
    opened = _open(link).content
    assert opened.count(b'<meta name="robots"') == 1
    services.revoke_preview_links(acting_user=cast.editor, submission=submission)
    revoked = _open(link)
    assert b"revoked" in revoked.content
    assert b"Ask the editors" in revoked.content
    assert "no-store" in revoked["Cache-Control"]
    for token in (str(link.uid), f"{link.uid}:x", "x", f"{link.pk}:x", "%00"):
        response = Client().get(f"/preview/{token}/")
        assert (response.status_code, response.content) == (404, revoked.content)


def test_link_leads_to_the_article_once_it_is_approved(cast: Cast) -> None:
    submission = under_review(cast)
    link = services.make_preview_link(acting_user=cast.editor, submission=submission)
    publish(cast, submission)
    response = _open(link)
    assert response.status_code == 302
    assert response["Location"] == f"/articles/{submission.article.slug}/"


def test_link_ends_with_its_submission(cast: Cast) -> None:
    submission = submitted(cast)
    link = services.make_preview_link(acting_user=cast.editor, submission=submission)
    services.withdraw_submission(acting_user=cast.author, submission=submission)
    assert _open(link).status_code == 404
    submitted(cast, submission.article)
    assert _open(link).status_code == 404


@pytest.mark.parametrize("name", ["author", "board_one", "outsider", "admin", "reader"])
def test_only_editors_make_and_revoke_links(cast: Cast, name: str) -> None:
    submission = submitted(cast)
    person = getattr(cast, name)
    with refused():
        services.make_preview_link(acting_user=person, submission=submission)
    services.make_preview_link(acting_user=cast.editor, submission=submission)
    with refused():
        services.revoke_preview_links(acting_user=person, submission=submission)


@pytest.mark.parametrize("days", [0, -1, 31])
def test_time_of_a_link_is_bounded(cast: Cast, days: int) -> None:
    submission = submitted(cast)
    with refused(by=ValidationError):
        services.make_preview_link(acting_user=cast.editor, submission=submission, days=days)


def test_nothing_to_revoke_is_said(cast: Cast) -> None:
    submission = submitted(cast)
    with refused("no preview link"):
        services.revoke_preview_links(acting_user=cast.editor, submission=submission)

"""Who judges or signs a text of an article that was taken back before is told so."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.enums import NoticeKind
from editorial import services
from editorial.models import Submission
from tests.factories import Cast, publish, published, under_review

pytestmark = pytest.mark.django_db

WARNING = "Version 1 of this article was withdrawn on"


def _pages(submission: Submission) -> list[str]:
    by_name = [
        reverse(f"admin:editorial_submission_{name}", args=[submission.pk])
        for name in ("change", "review")
    ]
    return [*by_name, f"/admin/editorial/submission/{submission.pk}/sign/"]


def test_the_desk_says_what_was_withdrawn_before(client: Client, cast: Cast) -> None:
    first = published(cast)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"title": "A new title"}
    )
    submission = under_review(cast, first.article)
    client.force_login(cast.board_one)
    pages = _pages(submission)
    for path in pages:
        assert WARNING not in client.get(path).content.decode()
    notice = services.retract_publication(
        acting_user=cast.editor, publication=first, reason="Wrong.", kind=NoticeKind.WITHDRAWAL
    )
    for path in pages:
        page = client.get(path).content.decode()
        assert WARNING in page, path
        assert f'href="/notices/{notice.pk}/"' in page
    of_first = Submission.objects.get(publication=first)
    assert WARNING not in client.get(_pages(of_first)[0]).content.decode()
    second = publish(cast, submission)
    services.retract_publication(acting_user=cast.editor, publication=second, reason="Wrong too.")
    page = client.get(pages[0]).content.decode()
    assert WARNING in page
    assert "Version 2 of this article was" not in page

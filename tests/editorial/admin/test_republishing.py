"""Who judges or signs a text of an article that was taken back before is told so."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OutgoingMail
from articles.enums import NoticeKind
from editorial import services
from editorial.models import Submission
from editorial.selectors.drafts import articles_of, with_standing
from editorial.selectors.standing import Standing
from editorial.selectors.timeline import timeline
from tests.factories import Cast, publish, published, under_review

pytestmark = pytest.mark.django_db

WARNING = "Version 1 of this article was withdrawn on"


def _pages(submission: Submission) -> list[str]:
    by_name = [
        reverse(f"admin:editorial_submission_{name}", args=[submission.pk])
        for name in ("change", "review")
    ]
    return [*by_name, f"/admin/editorial/submission/{submission.pk}/sign/"]


def test_a_withdrawal_is_called_one(client: Client, cast: Cast) -> None:
    publication = published(cast)
    page = f"/admin/articles/publication/{publication.pk}"
    client.force_login(cast.editor)
    data = {"reason": "Wrong.", "sure": "on", "kind": "withdrawal"}
    response = client.post(f"{page}/retract/", data, follow=True)
    html = response.content.decode()
    assert "The publication is withdrawn, and the notice is public." in html
    assert "Withdrawn" in html
    assert "Withdrawn" in client.get("/admin/articles/publication/").content.decode()
    article = publication.article
    newest = timeline(article.records.order_by("sequence"))[0]
    assert newest.sentence == "Version 1 was withdrawn."
    (line,) = with_standing(articles_of(cast.author))
    assert "Version 1 was withdrawn." in Standing.of(line).said
    mail = OutgoingMail.objects.order_by("pk").filter(to=cast.author.email).last()
    assert mail is not None
    assert mail.subject.startswith("[Imprimatur] Withdrawn: ")
    assert "has been withdrawn" in mail.body


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

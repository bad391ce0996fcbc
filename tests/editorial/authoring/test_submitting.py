"""Submit and withdraw, and the article's page between them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.models import Submission
from tests.factories import Cast, changes_requested, draft, published, submitted, under_review
from tests.factories.credit import POSTED, confirm
from tests.refusals import nothing_written


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast)


def submit_url(article: Article) -> str:
    return reverse("write:submit", args=[article.slug])


def shown(client: Client, article: Article, **typed: Any) -> dict[str, Any]:
    digest = client.get(submit_url(article)).context["preview"].digest
    return {"digest": digest, "seen": "on", **POSTED, **typed}


def test_submit_freezes_what_was_shown(client: Client, cast: Cast, article: Article) -> None:
    confirm(article, cast.coauthor)
    data = shown(client, article)
    response = client.post(submit_url(article), data, follow=True)
    assert "Revision 1 is submitted. The editors have been told." in response.content.decode()
    revision = Submission.objects.get().revision
    assert revision.digest == data["digest"]


def test_text_changed_since_it_was_shown_is_shown_again(
    client: Client, cast: Cast, article: Article
) -> None:
    data = shown(client, article)
    services.save_article(acting_user=cast.coauthor, article=article, changes={"title": "Other"})
    with nothing_written():
        response = client.post(submit_url(article), data)
    assert response["Location"] == submit_url(article)


def test_unfinished_text_is_refused_in_words(client: Client, cast: Cast) -> None:
    article = draft(cast, clinician_text="")
    client.force_login(cast.author)
    html = client.get(submit_url(article)).content.decode()
    assert "The article needs a text for clinicians." in html
    assert "Submit to the editors" not in html
    with nothing_written():
        client.post(submit_url(article), shown(client, article))


def test_later_revision_says_what_changed(client: Client, cast: Cast) -> None:
    article = changes_requested(cast).article
    client.force_login(cast.author)
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Revised"})
    confirm(article, cast.coauthor)
    with nothing_written():
        response = client.post(submit_url(article), shown(client, article))
    assert "What changed, and why: This field is required." in response.content.decode()
    client.post(submit_url(article), shown(client, article, summary="All that you asked for."))
    newest = Submission.objects.order_by("pk").last()
    assert newest is not None
    assert (newest.revision.number, newest.summary) == (2, "All that you asked for.")


def test_unchanged_text_is_said_to_go_in_as_the_same_revision(client: Client, cast: Cast) -> None:
    article = changes_requested(cast).article
    client.force_login(cast.author)
    html = client.get(submit_url(article)).content.decode()
    assert "Nothing was changed since revision 1" in html
    assert "goes in again as revision 1" in html
    assert "as revision 2" not in html
    # Where something is to be mended first, there is neither a form nor a word about one.
    assert "or say below" not in html
    assert 'name="digest"' not in html
    confirm(article, cast.coauthor)
    assert "or say below" in client.get(submit_url(article)).content.decode()
    data = shown(client, article, summary="The guideline says so.")
    response = client.post(submit_url(article), data, follow=True)
    assert "Revision 1 is submitted." in response.content.decode()

    services.withdraw_submission(
        acting_user=cast.author, submission=Submission.objects.latest("pk")
    )
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Revised"})
    html = client.get(submit_url(article)).content.decode()
    assert "Nothing was changed" not in html
    assert "as revision 2" in html


def test_withdraw_with_a_reason(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.coauthor)
    url = reverse("write:withdraw", args=[submission.article.slug])
    with nothing_written():
        response = client.post(url, {"submission": submission.uid, "reason": " "})
    assert "Reason: This field is required." in response.content.decode()
    client.post(url, {"submission": submission.uid, "reason": "A <b>new</b> trial."})
    assert Submission.objects.get().state == "withdrawn"
    html = client.get(reverse("write:article", args=[submission.article.slug])).content.decode()
    assert "A &lt;b&gt;new&lt;/b&gt; trial." in html


def test_page_of_an_older_submission_withdraws_nothing(client: Client, cast: Cast) -> None:
    first = submitted(cast)
    services.withdraw_submission(acting_user=cast.author, submission=first, reason="Too early")
    services.submit_article(acting_user=cast.author, article=first.article)
    client.force_login(cast.author)
    url = reverse("write:withdraw", args=[first.article.slug])
    with nothing_written():
        response = client.post(url, {"submission": first.uid, "reason": "Again"}, follow=True)
    # Messages live in the session, which is no table of the project.
    assert "That submission is closed; this is a newer one." in response.content.decode()


def test_page_keeps_reviewers_names_until_publication(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    client.force_login(cast.author)
    url = reverse("write:article", args=[submission.article.slug])
    html = client.get(url).content.decode()
    assert "A reviewer agreed." in html
    assert "Berta Board" not in html


def test_page_names_the_signers_of_a_publication(client: Client, cast: Cast) -> None:
    publication = published(cast)
    client.force_login(cast.author)
    html = client.get(reverse("write:article", args=[publication.article.slug])).content.decode()
    assert "Berta Board, MD signed" in html
    assert reverse("reader:article", args=[publication.slug]) in html


def test_letter_is_shown_escaped(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    services.request_changes(
        acting_user=cast.editor, submission=submission, letter="Dear <script>, cut it."
    )
    client.force_login(cast.author)
    url = reverse("write:article", args=[submission.article.slug])
    html = client.get(url).content.decode()
    assert "Dear &lt;script&gt;, cut it." in html
    assert "Dear <script>" not in html

"""The page of authors and credit, and what submitting by page asks of authors."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.models import Submission
from tests.factories import Cast, complete, draft
from tests.factories.credit import POSTED, confirm, final_digest
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft of two authors, the first of them signed in."""
    client.force_login(cast.author)
    return draft(cast)


def url(name: str, article: Article) -> str:
    return reverse(f"write:{name}", args=[article.slug])


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_page_shows_the_byline_and_what_is_open(
    client: Client, cast: Cast, article: Article
) -> None:
    cast.author.orcid = "0000-0002-1694-233X"
    cast.author.save()
    confirm(article, cast.coauthor)
    assert url("authors", article) in html(client, url("article", article))
    shown = html(client, url("authors", article))
    assert "1 of 2 still has something to confirm" in shown
    assert 'href="https://orcid.org/0000-0002-1694-233X"' in shown
    assert "4 of 4 criteria confirmed" in shown
    assert "All confirmed" in shown


def test_own_part_and_approval_are_posted(client: Client, cast: Cast, article: Article) -> None:
    with nothing_written():
        response = client.post(url("contribution", article), {**POSTED, "criteria": ["famous"]})
    assert "There is a problem" in response.content.decode()
    client.post(url("contribution", article), POSTED)
    with nothing_written():
        response = client.post(url("approve-text", article), {"digest": "f" * 64}, follow=True)
    assert "Nothing was approved" in response.content.decode()
    digest = client.get(url("authors", article)).context["preview"].digest
    client.post(url("approve-text", article), {"digest": digest})
    line = article.contributions.get()
    assert (line.user, len(line.criteria), line.approved_digest) == (cast.author, 4, digest)
    assert "You approved exactly this text" in html(client, url("authors", article))


def moved(client: Client, article: Article, author: Any, way: str) -> list[Any]:
    seen = client.get(url("authors", article)).context["seen_save"]
    data = {"author": author.uid, "way": way, "seen_save": seen}
    assert client.post(url("move-author", article), data).status_code == 302
    return Article.objects.get(pk=article.pk).ordered_authors


def test_order_is_changed_one_place_at_a_time(client: Client, cast: Cast, article: Article) -> None:
    assert moved(client, article, cast.coauthor, "up") == [cast.coauthor, cast.author]
    assert moved(client, article, cast.coauthor, "up") == [cast.coauthor, cast.author]
    assert moved(client, article, cast.coauthor, "down") == [cast.author, cast.coauthor]


def test_order_of_a_page_that_is_old_moves_nobody(
    client: Client, cast: Cast, article: Article
) -> None:
    seen = client.get(url("authors", article)).context["seen_save"]
    services.save_article(acting_user=cast.coauthor, article=article, changes={"title": "Other"})
    data = {"author": cast.coauthor.uid, "way": "up", "seen_save": seen}
    with nothing_written():
        client.post(url("move-author", article), data)


def test_corresponding_author_is_chosen(client: Client, cast: Cast, article: Article) -> None:
    pages = [url("authors", article), url("submit", article)]
    for page in pages:
        shown = " ".join(html(client, page).lower().split())
        assert "corresponding author" in shown
        assert "anna author, md" in shown.split("corresponding author")[1]
        assert "the first of the byline" in shown
    client.post(url("corresponding-author", article), {"author": cast.coauthor.uid})
    assert article.contributions.get(corresponding=True).user == cast.coauthor
    for page in pages:
        assert "the first of the byline" not in html(client, page)
        assert client.get(page).context["credit"].corresponding.author == cast.coauthor
    for author in (cast.outsider.uid, "", "no uid"):
        with nothing_written():
            response = client.post(url("corresponding-author", article), {"author": author})
        assert response.status_code == 404


def test_answer_to_an_invitation_does_not_tell_who_has_an_account(
    client: Client, cast: Cast, article: Article
) -> None:
    answers = set()
    for email in (cast.outsider.email, cast.editor.email, "nobody@example.test"):
        client.post(url("invite-author", article), {"email": email})
        answers.add(html(client, url("authors", article)).split('class="message')[1][:300])
    assert len(answers) == 1
    with nothing_written():
        response = client.post(url("invite-author", article), {"email": "no address"})
    assert "Enter a valid email address." in response.content.decode()


@pytest.mark.parametrize(
    "name", ["contribution", "approve-text", "corresponding-author", "invite-author", "move-author"]
)
def test_nothing_changes_by_get_or_for_who_is_no_author_of_it(
    client: Client, cast: Cast, article: Article, name: str
) -> None:
    with nothing_written():
        assert client.get(url(name, article)).status_code == 405
    client.force_login(cast.outsider)
    with nothing_written():
        assert client.post(url(name, article), POSTED).status_code == 404
        assert client.get(url("authors", article)).status_code == 404


# --- Submitting by page -------------------------------------------------------------------------


def test_sole_author_confirms_on_the_submit_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    article = services.create_article(acting_user=cast.author, changes=complete(cast.specialty))
    digest = client.get(url("submit", article)).context["preview"].digest
    with nothing_written():
        response = client.post(url("submit", article), {"digest": digest, "seen": "on"})
    shown = response.content.decode()
    assert "As an author: Confirm all four" in shown
    assert "What you did: Say what you did" in shown
    client.post(url("submit", article), {"digest": digest, "seen": "on", **POSTED})
    assert Submission.objects.get().revision.digest == digest
    assert article.contributions.get().approved_digest == digest


def test_what_a_coauthor_has_not_confirmed_blocks_and_leads_there(
    client: Client, cast: Cast, article: Article
) -> None:
    response = client.get(url("submit", article))
    place = f"{url('authors', article)}#author-{cast.coauthor.uid}"
    assert {line.url for line in response.context["checked"].errors} == {place}
    shown = response.content.decode()
    assert "Carl Coauthor has yet to approve the final text." in shown
    assert "Submit to the editors" not in shown
    data = {"digest": final_digest(article, cast.author), "seen": "on", **POSTED}
    with nothing_written():
        client.post(url("submit", article), data)


def test_who_has_confirmed_already_is_not_asked_again(
    client: Client, cast: Cast, article: Article
) -> None:
    confirm(article, cast.author, cast.coauthor)
    response = client.get(url("submit", article))
    assert response.context["own"] is None
    data = {"digest": final_digest(article, cast.author), "seen": "on"}
    client.post(url("submit", article), data)
    assert Submission.objects.count() == 1


def test_a_coauthor_leaves_on_purpose(cast: Cast, client: Client, article: Article) -> None:
    client.force_login(cast.coauthor)
    data = {"seen_save": article.history.latest().history_id}
    with nothing_written():
        client.post(url("leave-authors", article), data)
    response = client.post(url("leave-authors", article), {**data, "sure": "1"})
    assert response["Location"] == reverse("write:list")
    assert list(article.authorships.values_list("user__email", flat=True)) == [cast.author.email]
    client.force_login(cast.author)
    with nothing_written():
        client.post(url("leave-authors", article), {**data, "sure": "1"})

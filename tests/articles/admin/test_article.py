"""Working copies at the desk: to be looked at, by few, and never written."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from articles.models import Article
from editorial.services import save_article
from tests.factories import Cast, UserFactory, draft
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

LOOKERS = {"editor": 200, "admin": 200, "board_one": 403, "author": 302, "outsider": 302}


def addresses(article: Article) -> list[str]:
    version: Any = article.history.latest()
    return [
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_article_history", args=[article.pk]),
        reverse("admin:articles_article_simple_history", args=[article.pk, version.history_id]),
    ]


@pytest.mark.parametrize(("who", "status"), LOOKERS.items())
def test_who_may_look(client: Client, cast: Cast, who: str, status: int) -> None:
    article = draft(cast)
    client.force_login(getattr(cast, who))
    with nothing_written():
        assert [client.get(a).status_code for a in addresses(article)] == [status] * 4


@pytest.mark.parametrize("who", ["editor", "admin"])
def test_prompts_are_told_to_editors_as_private_and_to_nobody_else(
    client: Client, cast: Cast, who: str
) -> None:
    words = "Write of <b>kidneys</b>."
    article = draft(cast, ai_prompts=words)
    client.force_login(getattr(cast, who))
    pages = [client.get(address).content.decode() for address in addresses(article)]
    line = f"Prompts (private)</dt><dd>{escape(words)}</dd>"
    told = [line in "".join(part.strip() for part in page.splitlines()) for page in pages]
    # The page of the working copy alone, neither the list nor any save.
    assert told == [False, who == "editor", False, False]
    assert sum("kidneys&lt;/b&gt;" in page for page in pages) == sum(told)
    assert not any(words in page for page in pages)


def superuser() -> User:
    return UserFactory(printed_name="Rita Root", is_superuser=True, is_staff=True)


@pytest.mark.parametrize("who", [*LOOKERS, "superuser"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_reverts(client: Client, cast: Cast, who: str, method: str) -> None:
    article = draft(cast)
    user = superuser() if who == "superuser" else getattr(cast, who)
    if who == "superuser":
        User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user)
    before = article.title
    for address in addresses(article)[2:]:
        with nothing_written():
            response = getattr(client, method)(address, {"title": "Reverted", "question": "?"})
        assert response.status_code == (405 if who in ("editor", "admin") else response.status_code)
        assert response.status_code in (302, 403, 405)
    article.refresh_from_db()
    assert article.title == before


def test_a_superuser_without_a_role_sees_no_working_copy(client: Client, cast: Cast) -> None:
    article, user = draft(cast), superuser()
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user)
    assert {client.get(a).status_code for a in addresses(article)} == {403}


def test_a_save_is_a_page_to_read(client: Client, cast: Cast) -> None:
    article, other = draft(cast), draft(cast, title="Another")
    old: Any = article.history.latest()
    save_article(acting_user=cast.author, article=article, changes={"title": "The second title"})
    client.force_login(cast.editor)
    name = "admin:articles_article_simple_history"
    page = client.get(reverse(name, args=[article.pk, old.history_id]))
    content = page.content.decode()
    assert old.title in content
    assert "The second title" not in content
    assert str(escape(old.clinician_text)) in content
    main = BeautifulSoup(content, "html.parser").find("main")
    assert main is not None
    assert main.find(["input", "textarea", "select", "button"]) is None
    assert main.find("dl", class_="desk-facts") is not None
    # A save of another article does not stand at this one's address.
    assert client.get(reverse(name, args=[other.pk, old.history_id])).status_code == 404


@pytest.mark.parametrize("number", ["abc", "99999", "1_2F", "²", "9" * 30])
def test_what_is_not_there(client: Client, cast: Cast, number: str) -> None:
    draft(cast)
    client.force_login(cast.editor)
    for name, args in (
        ("change", [number]),
        ("history", [number]),
        ("simple_history", [1, number]),
    ):
        assert client.get(reverse(f"admin:articles_article_{name}", args=args)).status_code == 404

"""What was typed comes back when the session it was typed in has ended, or another has begun."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.editorial.authoring.forms import edit_form
from tests.factories import Cast, draft
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

BROWSER = {"accept": "text/html", "sec-fetch-site": "same-origin"}
WORDS = "## New\n\nWords <b>that</b> were typed."


@pytest.fixture
def sent(cast: Cast) -> tuple[str, dict[str, Any]]:
    article, client = draft(cast), Client()
    client.force_login(cast.author)
    data = edit_form(client, article, clinician_text=WORDS)
    return reverse("write:edit", args=[article.slug]), {**data, "csrfmiddlewaretoken": "old" * 21}


def signed_in(cast: Cast) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.author)
    client.get(reverse("write:new"))
    return client


def test_signed_in_anew_it_is_sent_once_more(cast: Cast, sent: tuple[str, Any]) -> None:
    url, data = sent
    client = signed_in(cast)
    with nothing_written():
        back = client.post(url, data, headers=BROWSER)
    html = back.content.decode()
    assert (back.status_code, back["Cache-Control"]) == (403, "no-store")
    assert "Words &lt;b&gt;that&lt;/b&gt; were typed." in html
    assert "oldold" not in html
    again = dict(back.context["pairs"]) | {"csrfmiddlewaretoken": str(back.context["csrf_token"])}
    assert client.post(url, again, headers=BROWSER).status_code == 302
    assert Article.objects.get().clinician_text == WORDS


def test_signed_out_it_is_shown_back(sent: tuple[str, Any]) -> None:
    url, data = sent
    for client in (Client(), Client(enforce_csrf_checks=True)):  # the token holds, or went as well
        with nothing_written():
            back = client.post(url, data, headers=BROWSER)
        assert back.status_code == 403
        assert "You were signed out before this was sent." in back.content.decode()
        assert "Words &lt;b&gt;that&lt;/b&gt; were typed." in back.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_what_another_site_sends_is_not_shown(cast: Cast, sent: tuple[str, Any], site: str) -> None:
    url, data = sent
    client = signed_in(cast)
    with nothing_written():
        back = client.post(url, data, headers={**BROWSER, "sec-fetch-site": site})
    assert back.status_code == 403
    assert "that were typed" not in back.content.decode()
    assert "The form was not taken" in back.content.decode()


def test_script_is_told_the_token_and_whose_it_is(cast: Cast, sent: tuple[str, Any]) -> None:
    url, data = sent
    url = url.replace("/edit/", "/autosave/")
    client, script = signed_in(cast), {"sec-fetch-site": "same-origin"}
    with nothing_written():
        told = client.post(url, data, headers=script)
        away = Client(enforce_csrf_checks=True).post(url, data, headers=script)
    assert (told.status_code, away.status_code) == (403, 403)
    assert (told.json()["person"], away.json()["person"]) == (str(cast.author.uid), "")
    data["csrfmiddlewaretoken"] = told.json()["token"]
    assert client.post(url, data, headers=script).status_code == 200

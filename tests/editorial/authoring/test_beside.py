"""The panes beside the text, and what is pasted into it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.authoring.panes import count_words
from tests.editorial.authoring.forms import edit_form
from tests.factories import Cast, draft
from tests.refusals import nothing_written


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A draft, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast)


def preview(client: Client, article: Article, **typed: Any) -> str:
    url = reverse("write:preview", args=[article.slug])
    with nothing_written():
        response = client.post(url, edit_form(client, article, **typed))
    assert response.status_code == 200
    return response.content.decode()


def test_panes_hold_the_very_html_that_is_frozen(
    client: Client, cast: Cast, article: Article
) -> None:
    html = preview(client, article)
    revision = services.submit_article(acting_user=cast.author, article=article).revision
    for frozen in (revision.html, revision.plain_html, revision.references_html):
        assert frozen
        assert frozen in html
    assert "Educational purpose only • Exercise caution as content is pending human review" in html


def test_panes_follow_what_is_typed_though_something_is_wrong(
    client: Client, article: Article
) -> None:
    html = preview(client, article, title="", plain_text="## Typed\n\nWords.")
    assert ">Typed</h2>" in html
    assert "Treating diabetic kidney disease" in html


def test_panes_count_and_check(client: Client, article: Article) -> None:
    html = preview(client, article, clinician_text="## One\n\nTwo three.[9]", plain_text="")
    assert "3 words" in " ".join(html.split())
    assert "“9” is cited but not in the reference list." in html


def test_panes_of_a_new_article_need_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = client.post(
            reverse("write:preview-new"), {"clinician_text": "## Early\n\nWords."}
        )
    assert b">Early</h2>" in response.content


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        '</div></form><form action="https://evil.example">',
    ],
)
def test_hostile_text_is_inert(client: Client, article: Article, attack: str) -> None:
    html = preview(client, article, clinician_text=attack, title=attack, ai_tool=attack)
    for live in ("<script", "<img", "<form", "</form", 'href="javascript'):
        assert live not in html


def test_too_long_text_is_refused_in_words(client: Client, article: Article) -> None:
    data = edit_form(client, article, clinician_text="a" * 200_001)
    response = client.post(reverse("write:preview", args=[article.slug]), data)
    assert response.status_code == 422
    assert "200,000 is the most" in response.json()["reasons"][0]


def test_word_html_becomes_markdown(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    html = (
        "<html><body><h2 style='color:red'>Doses</h2><p class=MsoNormal><b>Give</b> 10 mg"
        "<script>alert(1)</script></p><ul><li>One</li></ul>"
        "<table><tr><td>Drug</td><td>Dose</td></tr><tr><td>A</td><td>1</td></tr></table>"
        "<p><a href='https://example.org/'>Source</a><img src=x onerror=alert(1)></p></body></html>"
    )
    with nothing_written():
        found = client.post(reverse("write:paste"), {"html": html}).json()
    assert found["text"].startswith("## Doses\n\nGive 10 mg\n\n- One\n\n| Drug | Dose |")
    assert "[Source](https://example.org/)" in found["text"]
    assert "alert" not in found["text"]
    assert found["warnings"] == ["Pictures were left out (1)."]


def test_paste_beyond_the_limits_is_refused_in_words(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = client.post(reverse("write:paste"), {"html": "<div>" * 200 + "x"})
    assert response.status_code == 422
    assert "nests its elements" in response.json()["reasons"][0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("## In short\n\n- **Two** tablets.[1,2]", 4),
        ("10 mg daily [@ito-2024]", 3),
        ("It's 1.5/day", 2),
        ("|---|---|", 0),
    ],
)
def test_words(text: str, count: int) -> None:
    assert count_words(text) == count


def test_retracted_reference_is_flagged_beside_the_text_and_in_its_row(
    client: Client, cast: Cast
) -> None:
    article = draft(cast)
    services.mark_reference_retracted(
        acting_user=cast.editor, doi="10.5555/example.2024.1", reason="Data were <b>made up</b>."
    )
    client.force_login(cast.author)
    page = client.get(reverse("write:edit", args=[article.slug])).content.decode()
    assert "A work that is cited was retracted" in page
    assert page.count("Data were &lt;b&gt;made up&lt;/b&gt;.") == 3
    assert "This work was retracted." in page

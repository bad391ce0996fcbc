"""What was retracted or withdrawn is told wherever the article, or an older version, is read."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from articles.enums import NoticeKind
from articles.models import Notice, Publication, RenderedPage
from editorial import services
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, publish, published, under_review
from tests.plugins.stage import scene

ADDRESS = "/articles/treating-diabetic-kidney-disease/"


def _revise(cast: Cast, first: Publication) -> None:
    text = first.article.clinician_text.replace("10 mg", "5 mg")
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"clinician_text": text}
    )


def _end(cast: Cast, publication: Publication, **how: Any) -> Notice:
    return services.retract_publication(
        acting_user=cast.editor, publication=publication, reason="The dose.\n\nIs wrong.", **how
    )


def _data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


@scene
def again(cast: Cast) -> tuple[Publication, Publication, Notice]:
    """Return what was withdrawn while its successor was reviewed, the successor, and the notice."""
    first = published(cast)
    _revise(cast, first)
    submission = under_review(cast, first.article)
    notice = _end(cast, first, kind=NoticeKind.WITHDRAWAL, remove_text=True)
    return first, publish(cast, submission), notice


@scene
def fallen(cast: Cast) -> tuple[Publication, Publication, Notice]:
    """Return a superseded version, the one after it, which was retracted, and the notice."""
    first = published(cast)
    _revise(cast, first)
    second = publish(cast, under_review(cast, first.article))
    return first, second, _end(cast, second)


@pytest.mark.parametrize("path", ["", "plain/", "v/2/"])
def test_what_is_published_again_says_what_was_withdrawn(again: Any, path: str) -> None:
    _first, second, notice = again
    page = html_of(f"{ADDRESS}{path}")
    assert "An earlier version of this article was withdrawn" in page
    assert f'href="/notices/{notice.pk}/"' in page
    assert f"<h1>{second.title}</h1>" in page
    assert _data(page)["creativeWorkStatus"] == "Published"
    # The text of version 1 was removed, so nothing leads to a comparison with it.
    assert "compare" not in page
    kept = RenderedPage.objects.filter(path=f"{ADDRESS}{path}").latest("since")
    assert b"An earlier version" in bytes(kept.identity)


def test_the_notice_and_the_republication_lead_to_each_other(again: Any) -> None:
    first, second, notice = again
    response = read(f"/notices/{notice.pk}/", queries=3)
    page = response.content.decode()
    assert "Published again" in page
    assert f'href="{ADDRESS}v/2/"' in page
    assert f'datetime="{second.published_at.date().isoformat()}"' in page
    # A description is one line, whatever the notice looks like.
    assert page.count('content="The dose. Is wrong."') == 2
    kept = RenderedPage.objects.filter(path=f"/notices/{notice.pk}/").latest("since")
    assert bytes(kept.identity) == response.content
    old = html_of(f"{ADDRESS}v/1/")
    assert f"WITHDRAWN: {first.title}" in old
    assert "An earlier version of this article was" not in old


def test_an_older_version_of_a_retracted_article_is_marked(fallen: Any) -> None:
    first, _second, notice = fallen
    marked = f"RETRACTED: {first.title}"
    page = html_of(f"{ADDRESS}v/1/")
    assert f"<title>{marked} (version 1)" in page
    assert f"<h1>{marked}</h1>" in page
    assert f'<meta property="og:title" content="{marked}">' in page
    assert f'<span class="line">{marked}. ' in page
    assert f"{marked} [Internet]" in page
    assert "The article stands retracted" in page
    assert 'aria-current="step"' not in page
    data = _data(page)
    assert (data["creativeWorkStatus"], data["headline"]) == ("Retracted", marked)
    assert data["dateModified"] == notice.issued_at.isoformat(timespec="seconds")


def test_verify_says_that_the_article_of_an_older_text_was_retracted(fallen: Any) -> None:
    first, second, notice = fallen
    page = read(f"/verify/{first.digest}/", queries=3).content.decode()
    assert f"Signed: RETRACTED: {first.title}" in page
    assert "This text was signed, and retracted" in page
    assert "The article was retracted on" in page
    assert "Read the newest" not in page
    assert f'href="/notices/{notice.pk}/"' in page
    assert "It was retracted on" in html_of(f"/verify/{second.digest}/")


def test_verify_tells_of_what_came_after_a_withdrawal(again: Any) -> None:
    first, second, _notice = again
    page = html_of(f"/verify/{first.digest}/")
    assert "It was withdrawn on" in page
    assert "The article was published again since." in page
    assert "withdrawn" not in html_of(f"/verify/{second.digest}/")


def test_the_same_text_signed_again_says_that_it_was_retracted_before(cast: Cast) -> None:
    first = published(cast)
    notice = _end(cast, first)
    publish(cast, under_review(cast, first.article))
    page = html_of(f"{ADDRESS}v/1/")
    assert "This text was retracted before" in page
    assert f'href="/notices/{notice.pk}/"' in page
    assert f"<h1>{first.title}</h1>" in page
    found = html_of(f"/verify/{first.digest}/")
    assert "It is what readers read now." in found
    assert "It was retracted on" in found

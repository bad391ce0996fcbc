"""Before submitting: errors block and lead to their place, warnings are recorded as seen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from editorial import services
from editorial.models import Submission
from tests.factories import Cast, draft
from tests.factories.credit import POSTED, confirm
from tests.refusals import nothing_written, refused

WARNED = "## In short\n\nThis drug is completely safe.[1]\n\nAsk early.[2]"


@pytest.fixture
def article(cast: Cast, client: Client) -> Article:
    """A text with an absolute in it, and its author signed in."""
    client.force_login(cast.author)
    return draft(cast, clinician_text=WARNED)


def submit_url(article: Article) -> str:
    return reverse("write:submit", args=[article.slug])


def test_error_blocks_and_leads_to_its_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    article = draft(cast, funding="")
    confirm(article, cast.coauthor)
    response = client.get(submit_url(article))
    (error,) = response.context["checked"].errors
    assert error.url == reverse("write:edit", args=[article.slug]) + "#id_funding"
    html = response.content.decode()
    assert error.url in html
    assert "Submit to the editors" not in html
    data = {"digest": response.context["preview"].digest, "seen": "on", **POSTED}
    with nothing_written():
        client.post(submit_url(article), data)


def test_service_refuses_errors_itself(cast: Cast) -> None:
    article = draft(cast, funding="")
    confirm(article, cast.author, cast.coauthor)
    with refused("who paid for the work"):
        services.submit_article(acting_user=cast.author, article=article, checked=True)


def test_warning_leads_to_its_passage_and_is_recorded_as_seen(
    client: Client, cast: Cast, article: Article
) -> None:
    confirm(article, cast.coauthor)
    response = client.get(submit_url(article))
    shown = response.context["checked"].warnings
    absolute = next(line for line in shown if "completely safe" in line.finding.sentence)
    at = f"?at={absolute.finding.place.start}-{absolute.finding.place.end}#id_clinician_text"
    assert absolute.url.endswith(at)
    data = {"digest": response.context["preview"].digest, **POSTED}
    with nothing_written():
        refusal = client.post(submit_url(article), data)
    assert "Say that you have looked at the warnings." in refusal.content.decode()
    client.post(submit_url(article), data | {"seen": "on"})
    record = Submission.objects.get().article.records.get(action="submitted")
    assert record.details["warnings_seen"] == [line.finding.sentence for line in shown]


def test_text_with_nothing_to_warn_of_asks_for_no_tick(client: Client, article: Article) -> None:
    response = client.get(submit_url(article))
    assert "seen" in response.context["form"].fields
    assert "Flesch-Kincaid" in response.content.decode()


def test_retracted_reference_is_a_warning_that_is_recorded_as_seen(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.author)
    article = draft(cast)
    services.mark_reference_retracted(
        acting_user=cast.editor, doi="10.5555/example.2024.1", reason="Announced in 2026."
    )
    confirm(article, cast.author, cast.coauthor)
    warned = "Reference “1” is marked as retracted: Announced in 2026."
    shown = client.get(submit_url(article)).context["checked"].warnings
    assert warned in [line.finding.sentence for line in shown]

    submission = services.submit_article(acting_user=cast.author, article=article, checked=True)
    record = submission.article.records.get(action="submitted")
    assert warned in record.details["warnings_seen"]

"""A stranger finds no trace of a pending text, wherever they look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article, RenderedPage, SearchWord
from articles.reader.search import Query, search
from editorial.models import Record, Signature, Submission
from editorial.services import save_article
from tests.architecture.addresses import all_addresses
from tests.factories import Cast, complete, draft, published, signed_once, under_review
from tests.plugins.stage import scene

pytestmark = pytest.mark.django_db

CANARY = "Qzxcanary"
#: The reference is cited, so that it is rendered as well.
REFERENCE = {
    "id": "1",
    "type": "article-journal",
    "title": f"{CANARY} of a reference",
    "author": [{"family": f"{CANARY}son", "given": "Ada"}],
    "container-title": f"Journal of {CANARY}",
    "issued": {"date-parts": [[2024]]},
}
EVERYWHERE = {
    "title": f"{CANARY} in the title",
    "question": f"Is {CANARY} in the question?",
    "clinician_text": f"## {CANARY} in a heading\n\nAnd {CANARY} in the text.[1]",
    "plain_text": f"And {CANARY} in plain words.[1]",
    "references": [REFERENCE],
    "ai_tool": f"{CANARY} tool",
    "ai_purpose": f"{CANARY} purpose",
    "ai_prompts": f"{CANARY} prompts",
    "ai_verified_by": f"{CANARY} verifier",
    "funding": f"{CANARY} fund",
    "disclaimer": f"{CANARY} disclaimer",
}


@scene
def pending(cast: Cast) -> list[Submission]:
    """Return texts under review: a first one, one that was signed, and the successor of a live one.

    Beside them, a working copy that nobody has submitted.
    """
    draft(cast, slug="working-copy", **EVERYWHERE)
    live = draft(cast, slug="live")
    published(cast, live)
    changes = complete(cast.specialty, **EVERYWHERE)
    save_article(acting_user=cast.author, article=live, changes=changes)
    return [
        under_review(cast, draft(cast, slug="pending", **EVERYWHERE)),
        signed_once(cast, draft(cast, slug="signed", **EVERYWHERE)),
        under_review(cast, live),
    ]


def addresses(pending: list[Submission]) -> Iterator[str]:
    slugs = ["working-copy", "pending", "signed", "live"]
    digests = [submission.revision.digest for submission in pending]
    uids = [submission.uid for submission in pending]
    uids += Article.objects.values_list("uid", flat=True)
    uids += Signature.objects.values_list("uid", flat=True)
    numbers = {1, 2} | {submission.pk for submission in pending}
    numbers |= set(Article.objects.values_list("pk", flat=True))
    hashes = list(Record.objects.values_list("hash", flat=True)[:2])
    return all_addresses(
        {
            "slug": slugs,
            "int": sorted(numbers),
            "uuid": uids,
            "str": [*digests, *hashes, *slugs],
            "path": [1, pending[0].pk],
        }
    )


def trace(response: HttpResponse) -> bool:
    """Tell whether the answer names the canary, in whatever case, in its head or its body."""
    body = b"".join(response) if response.streaming else response.content
    head = "".join(f"{name}: {value}\n" for name, value in response.items())
    return CANARY.lower() in (head + body.decode("utf-8", "replace")).lower()


def test_no_address_shows_it(client: Client, pending: list[Submission]) -> None:
    asked = 0
    for address in addresses(pending):
        response = client.get(address)
        assert not trace(response), address
        asked += 1
    assert asked > 100


def test_no_method_shows_it(client: Client, pending: list[Submission]) -> None:
    for path in ("/articles/{}/", "/articles/{}/plain/", "/articles/{}/v/2/", "/pending/{}/"):
        for slug in ("pending", "live", "signed", "working-copy"):
            for method in ("post", "put", "delete", "options", "head"):
                assert not trace(getattr(client, method)(path.format(slug)))


QUERIES = (
    "articles/?specialty=nephrology",
    "specialties/nephrology/?page=1",
    "search/?q=heading+reference+journal",
    "search/?q=plain+words&audience=plain",
    "search/?q=working+copy+tool+verifier&specialty=nephrology",
    "search/?q=qzxcanari",
    "?preview=1&version=2",
    "articles/live/?v=2",
)


def test_no_query_shows_it(client: Client, pending: list[Submission]) -> None:
    for query in QUERIES:
        assert not trace(client.get(f"/{query}")), query


def test_search_does_not_know_it(client: Client, pending: list[Submission]) -> None:
    assert search(Query(CANARY)).hits == []
    page = client.get("/search/", {"q": CANARY}).content.decode()
    assert 'class="item hit"' not in page
    assert not SearchWord.objects.filter(word__contains=CANARY.lower()).exists()


def test_error_pages_do_not_show_it(client: Client, pending: list[Submission]) -> None:
    for path in ("/articles/pending/nothing/", "/pending/pending/x/", "/\x00/", "/%ff/"):
        for host in ("evil.example", "testserver"):
            response = client.get(path, headers={"host": host})
            assert response.status_code in (400, 404)
            assert not trace(response)


def test_nothing_is_kept_of_it(pending: list[Submission]) -> None:
    for page in RenderedPage.objects.all():
        assert CANARY.encode() not in bytes(page.identity)
    assert not RenderedPage.objects.filter(path__contains="pending").exists()


def test_the_canary_is_where_it_should_be(cast: Cast, pending: list[Submission]) -> None:
    """Or the tests above would prove nothing."""
    signed_in = Client()
    signed_in.force_login(cast.editor)
    for slug in ("pending", "signed", "live"):
        page = signed_in.get(f"/pending/{slug}/").content.decode()
        assert page.count(CANARY) > 5
    assert CANARY in Article.objects.get(slug="working-copy").clinician_text

"""The list of one's articles."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    Cast,
    changes_requested,
    declined,
    draft,
    published,
    retracted,
    submitted,
    withdrawn,
)

LIST = reverse("write:list")

#: Session, person, roles; count, articles, submissions, publications; the newest disclosure.
QUERIES = 8


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, cast: Cast, count: int, django_assert_num_queries: object
) -> None:
    published(cast)
    for number in range(1, count):
        submitted(cast, title=f"Another text {number}")
    client.force_login(cast.author)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        response = client.get(LIST)
    assert len(response.context["lines"]) == count


def test_only_own_articles(client: Client, cast: Cast) -> None:
    article = draft(cast)
    client.force_login(cast.outsider)
    response = client.get(LIST)
    assert article.title not in response.content.decode()
    assert "Write your first article" in response.content.decode()


def test_each_standing_says_what_is_wanted(client: Client, cast: Cast) -> None:
    draft(cast, title="One")
    submitted(cast, title="Two")
    changes_requested(cast, title="Three")
    declined(cast, title="Four")
    withdrawn(cast, title="Five")
    published(cast, title="Six")
    retracted(cast, title="Seven")
    client.force_login(cast.coauthor)
    found = {
        article.title: (standing.label, standing.wanted)
        for article, standing in client.get(LIST).context["lines"]
    }
    assert found == {
        "One": ("Draft", "Finish the text and submit it."),
        "Two": ("Submitted", "Nothing: an editor looks at it first."),
        "Three": ("Changes requested", "Read the letter, revise the text and submit it again."),
        "Four": ("Declined", "Read the letter. You may revise the text and submit it again."),
        "Five": ("Withdrawn", "Go on writing, and submit it when it is ready."),
        "Six": ("Published", "Nothing."),
        "Seven": (
            "Retracted",
            "Read the notice. A corrected text may be submitted as a new revision.",
        ),
    }


def test_the_stepper_stands_where_the_submission_stands(client: Client, cast: Cast) -> None:
    submitted(cast)
    client.force_login(cast.author)
    html = client.get(LIST).content.decode()
    current = html.split('aria-current="step"')
    assert len(current) == 2
    assert "Submitted" in current[1].split("</li>")[0]


def test_the_stepper_ends_with_a_retraction(client: Client, cast: Cast) -> None:
    retracted(cast)
    client.force_login(cast.author)
    html = client.get(LIST).content.decode()
    (current,) = html.split('aria-current="step"')[1:]
    assert "Retracted" in current.split("</li>")[0]
    assert "(completed)" in html.split("Approved")[1].split("</li>")[0]


def test_hostile_title_is_escaped(client: Client, cast: Cast) -> None:
    draft(cast, title="<script>alert(1)</script>", question="<img src=x onerror=alert(1)>?")
    client.force_login(cast.author)
    html = client.get(LIST).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html

"""The list of one's articles."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.templatetags.stepper import stepper
from editorial import services
from editorial.authoring.views import lists
from editorial.selectors.wanted import NOTHING, OWN_PART
from editorial.services.responsibility import await_responsibility
from tests.factories import (
    Cast,
    changes_requested,
    declined,
    draft,
    published,
    retracted,
    submitted,
    under_review,
    withdrawn,
)
from tests.factories.credit import WHOLE, confirm
from tests.factories.tokens import token_of

LIST = reverse("write:list")

#: Session, person, roles; count, articles, submissions, publications, one's own part; disclosure.
QUERIES = 9


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
        for article, standing, _ in client.get(LIST).context["lines"]
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


def test_what_waits_for_the_author_comes_first_over_all_pages(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    client.force_login(cast.author)
    changes_requested(cast, slug="sent-back")
    own_part = draft(cast, slug="own-part")
    program = draft(cast, slug="program")
    await_responsibility(program, token_of(cast.author)[0])
    confirm(program, cast.author)
    for slug in ("confirmed", "newest"):
        confirm(draft(cast, slug=slug), cast.author)
    submitted(cast, slug="on-its-way")

    pages = [client.get(LIST, {"page": number}) for number in (1, 2, 3)]
    found = [[line[0].slug for line in page.context["lines"]] for page in pages]
    assert found == [["sent-back", "program"], ["own-part", "on-its-way"], ["newest", "confirmed"]]
    assert "It has waited for you since" in pages[0].content.decode()
    assert reverse("write:responsibility", args=["program"]) in pages[0].content.decode()

    # One moment for all: the order still is one, by the newest first.
    Article.objects.update(updated_at=own_part.updated_at)
    again = [client.get(LIST, {"page": number}).context["lines"] for number in (1, 2, 3)]
    places = [(line[0].wanted, -line[0].pk) for lines in again for line in lines]
    assert places == sorted(places)


def test_the_place_in_the_list_and_the_words_agree(client: Client, cast: Cast) -> None:
    """Each step of one's own part: what is said of it to the reader also lifts the article."""
    article = draft(cast)
    client.force_login(cast.coauthor)
    steps: list[dict[str, Any]] = [
        {**WHOLE, "criteria": WHOLE["criteria"][:3]},
        {**WHOLE, "roles": []},
        {**WHOLE, "interests_confirmed": False},
        WHOLE,
    ]

    def place_and_words() -> tuple[int, bool]:
        [(line, standing, words)] = client.get(LIST).context["lines"]
        return line.wanted, bool(words and standing.is_ready)

    for step in steps:
        assert place_and_words() == (OWN_PART, True)
        services.set_contribution(acting_user=cast.coauthor, article=article, **step)
    assert place_and_words() == (OWN_PART, True)
    confirm(article, cast.coauthor)
    assert place_and_words() == (NOTHING, False)
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Anew"})
    assert place_and_words() == (OWN_PART, True)


def test_the_stepper_says_how_far_it_came_and_how_it_ended(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    services.withdraw_submission(acting_user=cast.author, submission=submitted(cast, slug="early"))
    early = client.get("/write/").context["lines"][0][1]
    assert (early.step, early.reached) == ("withdrawn", "submitted")
    services.withdraw_submission(
        acting_user=cast.author, submission=under_review(cast, slug="late")
    )
    response = client.get("/write/late/")
    assert [step["label"] for step in stepper("withdrawn", "under_review")["steps"]] == [
        "Submitted",
        "Under review",
        "Withdrawn",
    ]
    assert "(completed)" in response.content.decode()
    assert "(to come)" not in response.content.decode()


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


def test_what_is_still_open_of_ones_own_part_is_said(client: Client, cast: Cast) -> None:
    article = draft(cast)
    client.force_login(cast.coauthor)
    page = reverse("write:article", args=[article.slug])

    def said() -> str:
        [(_, _, wanted)] = client.get(LIST).context["lines"]
        assert wanted in html.unescape(client.get(page).content.decode())
        return str(wanted)

    assert said().startswith("Say what your part was")
    services.set_contribution(
        acting_user=cast.coauthor, article=article, **{**WHOLE, "interests_confirmed": False}
    )
    assert said().startswith("Confirm that your disclosed interests")
    services.set_contribution(acting_user=cast.coauthor, article=article, **WHOLE)
    assert said() == "Approve the final text."
    confirm(article, cast.coauthor)
    assert said() == ""
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Anew"})
    assert said().startswith("Approve the final text again")
    client.force_login(cast.author)
    assert b"Of you:" in client.get(LIST).content

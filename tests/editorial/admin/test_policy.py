"""Policies and publications at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editorial.models import Policy, Submission
from tests.factories import Cast, published, retracted, submitted
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

FIGURES = {
    "approvals": 3,
    "specialists": 2,
    "treatment_review_months": 6,
    "general_review_months": 18,
}
NEW = "admin:editorial_policy_new"


def test_an_administrator_sets_a_policy(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    for other in (cast.editor, cast.board_one):
        client.force_login(other)
        with nothing_written():
            assert client.post(reverse(NEW), FIGURES).status_code == 403
    client.force_login(cast.admin)
    with nothing_written():
        assert client.get(reverse(NEW)).status_code == 200
    data = {**FIGURES, "specialty": cast.specialty.pk}
    response = client.post(reverse(NEW), data, follow=True)
    assert [str(m) for m in response.context["messages"]] == ["Policy for Nephrology is set."]
    policy = Policy.objects.get(specialty=cast.specialty)
    assert (policy.approvals, policy.specialists) == (3, 2)
    # What is on its way keeps what it was submitted under.
    assert Submission.objects.get(pk=submission.pk).approvals_needed == 2
    edit = reverse("admin:editorial_policy_edit", args=[policy.pk])
    assert client.get(edit).context["form"].initial["approvals"] == 3
    client.post(edit, {**FIGURES, "approvals": 4})
    assert Policy.objects.get(pk=policy.pk).approvals == 4
    page = client.get(reverse("admin:editorial_policy_change", args=[policy.pk]))
    assert "Set approvals 4" in page.content.decode()


@pytest.mark.parametrize(
    "change",
    [{"approvals": 1}, {"specialists": 4}, {"treatment_review_months": 37}, {"approvals": "x"}],
)
def test_figures_that_are_none(client: Client, cast: Cast, change: dict[str, Any]) -> None:
    client.force_login(cast.admin)
    with nothing_written():
        response = client.post(reverse(NEW), {**FIGURES, **change})
    assert response.status_code == 200
    assert response.context["form"].errors


def test_a_publication_links_to_its_public_page_and_its_review(client: Client, cast: Cast) -> None:
    publication = published(cast)
    where = reverse("admin:articles_publication_change", args=[publication.pk])
    review = reverse("admin:editorial_submission_change", args=[Submission.objects.get().pk])
    retract = reverse("admin:articles_publication_retract", args=[publication.pk])
    for who, leads in ((cast.editor, True), (cast.board_one, False)):
        client.force_login(who)
        shown = client.get(where).content.decode()
        assert f"/articles/{publication.slug}/v/1/" in shown
        assert "Berta Board, MD" in shown
        assert (review in shown) is leads
        assert (retract in shown) is leads


def test_a_retraction_needs_to_be_meant(client: Client, cast: Cast) -> None:
    publication = published(cast)
    client.force_login(cast.editor)
    where = reverse("admin:articles_publication_retract", args=[publication.pk])
    with nothing_written():
        response = client.post(where, {"reason": "The dose is wrong."})
    assert response.status_code == 200
    assert "Tick the box: a retraction can" in response.content.decode()


def test_a_retracted_publication_shows_its_notice(client: Client, cast: Cast) -> None:
    publication = retracted(cast)
    client.force_login(cast.editor)
    where = reverse("admin:articles_publication_change", args=[publication.pk])
    shown = client.get(where).content.decode()
    assert "The dose in the table is wrong." in shown
    assert reverse("admin:articles_publication_retract", args=[publication.pk]) not in shown


@pytest.mark.parametrize(("name", "queries"), [("publication", 8), ("article", 9)])
def test_lists_have_a_constant_number_of_queries(
    client: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
) -> None:
    client.force_login(cast.editor)
    where = reverse(f"admin:articles_{name}_changelist")
    made = 0
    for count in (1, 3):
        while made < count:
            published(cast)
            made += 1
        with django_assert_num_queries(queries):
            assert client.get(where).context["cl"].result_count == count

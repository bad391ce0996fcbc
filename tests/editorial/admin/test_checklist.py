"""The desk's screens about checklists: administrators publish versions, nobody changes one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editorial import services
from editorial.models import Checklist
from editorial.services.checklists import Item
from tests.factories import Cast
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

LIST = "admin:editorial_checklist_changelist"
NEW = "admin:editorial_checklist_new"
DATA = {
    "slug": "safety",
    "name": "Safety",
    "applies_to": "every",
    "items": "# Doses\r\nAre units given?\r\nIs the highest dose given? [n/a]",
    "scale": "0 = No\r\n1 = Yes",
    "source": "",
}


def discern() -> Checklist:
    return Checklist.objects.get(slug="discern", in_use=True)


def page(checklist: Checklist, kind: str = "change") -> str:
    return reverse(f"admin:editorial_checklist_{kind}", args=[checklist.pk])


def test_a_version_shows_what_it_asks(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    body = client.get(page(discern())).content.decode()
    for item in discern().items.all():
        assert str(item) in body
    assert body.count("(may not apply)") == 7
    assert "in our own words" in body
    assert page(discern(), "publish") in body


def test_an_administrator_publishes_a_new_version(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    first, where = discern(), page(discern(), "publish")
    with nothing_written():
        form = client.get(where).context["form"]
    data = {**form.initial, "items": form.initial["items"] + "\r\nIs it kind?"}
    response = client.post(where, data)
    assert response["Location"] == reverse(LIST)

    second = discern()
    assert (second.version, second.items.count()) == (2, 17)
    assert second.items.last().section == first.items.last().section
    body = client.get(page(first)).content.decode()
    assert "Earlier version" in body
    assert page(second) in body
    assert "Published with 17 items." in client.get(page(second)).content.decode()


def test_an_administrator_publishes_a_new_checklist(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    with nothing_written():
        assert client.get(reverse(NEW)).status_code == 200
    assert client.post(reverse(NEW), DATA).status_code == 302

    safety = Checklist.objects.get(slug="safety")
    assert (safety.version, safety.in_use, safety.scale) == (1, True, [[0, "No"], [1, "Yes"]])
    items = [(item.section, item.question, item.may_not_apply) for item in safety.items.all()]
    assert items == [
        ("Doses", "Are units given?", False),
        ("Doses", "Is the highest dose given?", True),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"items": "\r\n# Doses\r\n"}, "items", "Line 2: nothing is asked in this section."),
        ({"items": "\r\n"}, "items", "A checklist asks 1 to 60 things."),
        ({"items": ""}, "items", "This field is required."),
        ({"scale": "Yes"}, "scale", "Line 1: write a number"),
        ({"scale": "1 = Yes"}, "scale", "A scale needs two different answers at least."),
        ({"name": ""}, "name", "This field is required."),
        ({"name": "\u200b"}, "name", "This field cannot be blank."),
        ({"applies_to": "novels"}, "applies_to", "Select a valid choice"),
        ({"slug": "not a slug"}, "slug", "valid"),
        ({"slug": "DISCERN"}, "slug", "There is a checklist of this name."),
    ],
)
def test_wrong_input_is_said_beside_its_field(
    client: Client, cast: Cast, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(cast.admin)
    with nothing_written():
        response = client.post(reverse(NEW), {**DATA, **changes})
    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 403), ("board_one", 403), ("author", 302), ("reader", 302)]
)
def test_others_publish_nothing(client: Client, cast: Cast, who: str, status: int) -> None:
    if who != "reader":
        client.force_login(getattr(cast, who))
    for where in (reverse(NEW), page(discern(), "publish")):
        with nothing_written():
            assert client.post(where, DATA).status_code == status


def test_editors_see_and_are_not_offered_to_publish(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    assert reverse(NEW) not in client.get(reverse(LIST)).content.decode()
    assert page(discern(), "publish") not in client.get(page(discern())).content.decode()


def test_the_list_has_a_constant_number_of_queries(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.admin)
    for count in (3, 5):
        while Checklist.objects.count() < count:
            publish(cast, f"list-{Checklist.objects.count()}")
        with django_assert_num_queries(7):
            assert client.get(reverse(LIST)).context["cl"].result_count == count


def publish(cast: Cast, slug: str) -> Any:
    return services.publish_checklist(
        acting_user=cast.admin,
        slug=slug,
        name=slug,
        items=[Item("Is it safe?")],
        scale=[(0, "No"), (1, "Yes")],
    )

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.services.people import deactivate_person
from editorial import services
from editorial.enums import Applies
from editorial.models import Checklist, ChecklistItem
from editorial.services.checklists import Item, install_checklists
from tests.factories import UserFactory, again
from tests.refusals import nothing_written, refused

SCALE = [(0, "No"), (1, "Yes")]


def publish(user, **details):
    return services.publish_checklist(
        acting_user=user,
        **{
            "slug": "safety",
            "name": "Safety",
            "items": [Item("Are doses given with their units?", "Doses")],
            "scale": SCALE,
            **details,
        },
    )


@pytest.mark.parametrize(
    ("slug", "count", "applies_to", "answers", "skippable"),
    [
        ("discern", 16, Applies.TREATMENT, 5, range(9, 16)),
        ("pemat-p", 17, Applies.PLAIN, 2, [6, 8, 9, 11, 14, 15, 16, 17]),
    ],
)
def test_the_office_comes_with(db, slug, count, applies_to, answers, skippable):
    checklist = Checklist.objects.in_use().get(slug=slug)
    items = list(checklist.items.all())

    assert [item.position for item in items] == list(range(1, count + 1))
    assert checklist.applies_to == applies_to
    assert len(checklist.answers) == answers
    assert [item.position for item in items if item.may_not_apply] == list(skippable)
    assert "in our own words" in checklist.source


def test_install_again_changes_nothing(db):
    with nothing_written():
        install_checklists()


def test_install_does_not_undo_a_newer_version(cast):
    publish(cast.admin, slug="discern")

    with nothing_written():
        install_checklists()
    assert Checklist.objects.in_use().get(slug="discern").version == 2


def test_publish_a_new_version_takes_the_place_of_the_last(cast):
    first = publish(cast.admin)
    second = publish(cast.admin, name="Safety, again")

    first.refresh_from_db()
    assert (first.version, first.in_use) == (1, False)
    assert (second.version, second.in_use) == (2, True)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"items": []}, "1 to 60 things"),
        ({"items": [Item("?")] * 61}, "1 to 60 things"),
        ({"items": [Item(" ")]}, "1 to 300 characters"),
        ({"items": [Item("x" * 301)]}, "1 to 300 characters"),
        ({"scale": [(1, "Yes")]}, "two different answers"),
        ({"name": ""}, "name"),
        ({"applies_to": "novels"}, "not a valid choice"),
        ({"slug": "not a slug"}, "slug"),
    ],
)
def test_publish_bad_input_is_refused_in_words(cast, details, words):
    with refused(words, by=ValidationError):
        publish(cast.admin, **details)


def test_publish_is_not_for_nobody_or_a_closed_account(cast):
    other = UserFactory(roles=[Role.ADMIN])
    deactivate_person(acting_user=other, person=cast.admin, reason="Left.")

    with refused("no longer active"):
        publish(again(cast.admin))
    for nobody in (None, cast.reader):
        with refused("Sign in first"):
            publish(nobody)


@pytest.mark.parametrize("who", ["author", "editor", "board_one"])
def test_publish_is_for_administrators(cast, who):
    with refused("Only administrators"):
        publish(getattr(cast, who))


@pytest.mark.parametrize(
    "change",
    [
        lambda: Checklist.objects.update(name="Other"),
        lambda: Checklist.objects.update(scale=[]),
        lambda: Checklist.objects.all()._raw_delete(using="default"),
        lambda: ChecklistItem.objects.update(question="Other?"),
        lambda: ChecklistItem.objects.all()._raw_delete(using="default"),
    ],
)
def test_what_a_version_asks_cannot_be_changed(db, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()

"""Remind, move, replace: the acts of the desk on who was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.enums import AssignmentState
from editorial.models import Reminder
from tests.factories import assign, submitted
from tests.refusals import nothing_written


@pytest.fixture
def invited(cast):
    return assign(cast, submitted(cast), cast.board_one)


def act(client, user, invited, slug, **data):
    client.force_login(user)
    address = reverse(f"admin:editorial_submission_{slug}", args=[invited.submission_id])
    with nothing_written():
        assert client.get(address).status_code == 200
    return client.post(address, {"assignment": invited.pk, **data})


def test_remind(cast, client, invited):
    assert act(client, cast.editor, invited, "remind").status_code == 302
    assert Reminder.objects.get().assignment == invited

    again = act(client, cast.editor, invited, "remind")
    assert Reminder.objects.count() == 1
    assert again.status_code == 409
    assert "less than a day ago" in again.content.decode()


def test_move(cast, client, invited):
    day = timezone.now().date() + timedelta(days=30)

    act(client, cast.editor, invited, "move", due_on=day.isoformat(), priority="urgent")

    invited.refresh_from_db()
    assert (invited.due_on, invited.priority) == (day, "urgent")


def test_replace(cast, client, invited):
    day = (timezone.now().date() + timedelta(days=30)).isoformat()
    data = {"member": cast.board_two.pk, "due_on": day}

    assert act(client, cast.editor, invited, "replace", **data).status_code == 302

    invited.refresh_from_db()
    assert invited.state == AssignmentState.RELEASED
    assert invited.submission.assignments.get(member=cast.board_two).is_pending


def test_candidates_are_shown_with_what_speaks_for_them(cast, client):
    submission = submitted(cast)
    cast.board_two.memberships.update(term_end=timezone.now().date() - timedelta(days=1))
    client.force_login(cast.editor)

    html = client.get(
        reverse("admin:editorial_submission_assign", args=[submission.pk])
    ).content.decode()

    assert "0 open reviews · no review yet" in html
    assert "Bruno Board is not a current member of the board." in html

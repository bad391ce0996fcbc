from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from editorial import services
from editorial.enums import Action, AssignmentState, Priority, ReminderKind
from editorial.models import Assignment, Record, Reminder
from tests.factories import accept, approve, assign, submitted, under_review
from tests.refusals import nothing_written, refused

DAY = timedelta(days=1)


@pytest.fixture
def invited(cast):
    return assign(cast, submitted(cast), cast.board_one)


@pytest.fixture
def agreed(cast):
    return under_review(cast).assignments.get(member=cast.board_one)


def kinds():
    return list(Reminder.objects.values_list("kind", flat=True))


def later(days):
    return timezone.now() + days * DAY


# --- By an editor -------------------------------------------------------------------------------


def test_remind_mails_the_member_and_is_recorded(cast, invited, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.remind_reviewer(acting_user=cast.editor, assignment=invited)

    (message,) = mail.outbox
    assert message.to == [cast.board_one.email]
    assert "/invitation/" in message.body
    record = Record.objects.latest("sequence")
    assert record.action == Action.REVIEWER_REMINDED
    assert record.actor == cast.editor
    assert record.details["kind"] == "by_editor"


def test_remind_not_twice_within_a_day(cast, invited):
    services.remind_reviewer(acting_user=cast.editor, assignment=invited)

    with refused("less than a day ago"):
        services.remind_reviewer(acting_user=cast.editor, assignment=invited)


def test_remind_not_who_has_signed(cast, agreed):
    approve(agreed.submission, cast.board_one)

    with refused("nothing to wait for: completed"):
        services.remind_reviewer(acting_user=cast.editor, assignment=agreed)


@pytest.mark.parametrize("who", ["author", "board_one", "board_two", "admin", "reader"])
def test_remind_is_for_editors(cast, invited, who):
    with refused():
        services.remind_reviewer(acting_user=getattr(cast, who), assignment=invited)


# --- By the day ---------------------------------------------------------------------------------


def test_due_reminders_unanswered_after_three_days_and_once(invited):
    assert services.send_due_reminders(now=later(2)) == 0
    assert services.send_due_reminders(now=later(3)) == 1
    assert services.send_due_reminders(now=later(4)) == 0
    assert kinds() == [ReminderKind.UNANSWERED]


def test_due_reminders_of_a_missed_day_are_sent_later(invited):
    assert services.send_due_reminders(now=later(9)) == 1


def test_due_reminders_before_and_after_the_day(cast, agreed):
    approve(agreed.submission, cast.board_two)

    assert services.send_due_reminders(now=later(10)) == 0
    assert services.send_due_reminders(now=later(12)) == 1
    assert services.send_due_reminders(now=later(13)) == 0
    assert services.send_due_reminders(now=later(14)) == 0  # due today is not overdue
    assert services.send_due_reminders(now=later(16)) == 1
    assert services.send_due_reminders(now=later(99)) == 0
    assert kinds() == [ReminderKind.DUE_SOON, ReminderKind.OVERDUE]
    assert Record.objects.latest("sequence").actor == cast.editor


def test_due_reminders_the_most_urgent_one_only(cast, agreed):
    approve(agreed.submission, cast.board_two)

    assert services.send_due_reminders(now=later(30)) == 1
    assert services.send_due_reminders(now=later(31)) == 0
    assert kinds() == [ReminderKind.OVERDUE]


def test_due_reminders_another_day_is_due_anew(cast, agreed):
    approve(agreed.submission, cast.board_two)
    services.send_due_reminders(now=later(12))
    services.move_assignment(
        acting_user=cast.editor,
        assignment=agreed,
        due_on=later(40).date(),
        priority=Priority.NORMAL,
    )

    assert services.send_due_reminders(now=later(20)) == 0
    assert services.send_due_reminders(now=later(38)) == 1


def test_due_reminders_not_before_the_member_could_sign(cast, invited):
    accept(invited)

    assert services.send_due_reminders(now=later(30)) == 0


def test_due_reminders_not_after_the_end(cast, agreed, invited):
    for submission in (agreed.submission, invited.submission):
        services.decline_submission(
            acting_user=cast.editor, submission=submission, letter="Not for us."
        )

    assert services.send_due_reminders(now=later(30)) == 0


def test_send_reminders_command_says_how_many(cast, invited):
    Assignment.objects.update(invited_at=later(-4))

    out = StringIO()
    call_command("send_reminders", stdout=out)
    assert out.getvalue() == "1 reminder was sent.\n"
    with nothing_written():
        call_command("send_reminders", stdout=StringIO())


# --- Another day --------------------------------------------------------------------------------


def move(user, assignment, days=20, priority=Priority.URGENT):
    return services.move_assignment(
        acting_user=user, assignment=assignment, due_on=later(days).date(), priority=priority
    )


def test_move_is_recorded_and_mailed(cast, invited, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        moved = move(cast.editor, invited)

    assert moved.priority == Priority.URGENT
    assert "urgent" in mail.outbox[0].subject
    record = Record.objects.latest("sequence")
    assert record.action == Action.ASSIGNMENT_MOVED
    assert record.details["old"]["priority"] == "normal"
    assert record.details["new"] == {
        "due_on": later(20).date().isoformat(),
        "priority": "urgent",
    }


def test_move_to_where_it_stands_writes_nothing(cast, invited):
    with nothing_written():
        move(cast.editor, invited, days=14, priority=Priority.NORMAL)


def test_move_refusals(cast, invited):
    with refused("within a year", by=ValidationError):
        move(cast.editor, invited, days=367)
    with refused("has passed", by=ValidationError):
        move(cast.editor, invited, days=-1)
    with refused("how urgent", by=ValidationError):
        move(cast.editor, invited, priority="now")
    for person in (cast.author, cast.board_one, cast.admin, cast.reader):
        with refused():
            move(person, invited)


# --- Somebody else ------------------------------------------------------------------------------


def test_replace_releases_and_asks_in_one_act(cast, invited):
    new = services.replace_reviewer(
        acting_user=cast.editor,
        assignment=invited,
        member=cast.board_two,
        priority=Priority.URGENT,
    )

    invited.refresh_from_db()
    assert invited.state == AssignmentState.RELEASED
    assert new.member == cast.board_two
    assert new.priority == Priority.URGENT


def test_replace_by_who_may_not_review_releases_nobody(cast, invited):
    cast.board_two.memberships.update(term_end=later(-1).date())

    with refused("not a current member"):
        services.replace_reviewer(
            acting_user=cast.editor, assignment=invited, member=cast.board_two
        )
    with refused():
        services.replace_reviewer(
            acting_user=cast.board_one, assignment=invited, member=cast.board_two
        )

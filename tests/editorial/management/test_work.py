"""The worker: what is due, one job's failure, and no harm in repeating."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from editorial.management.commands import work
from editorial.models import Checkpoint
from tests.factories import Cast, submitted

pytestmark = pytest.mark.django_db


def test_once_does_what_is_due(cast: Cast) -> None:
    submitted(cast)  # its mail waits: nothing is committed within a test
    call_command("work", "--once")
    call_command("work", "--once")
    told = [cast.coauthor.email, cast.editor.email]
    assert [message.to for message in mail.outbox] == [[address] for address in told]
    assert Checkpoint.objects.count() == 1


def test_a_job_that_fails_keeps_no_other_from_running(
    cast: Cast, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(work, "JOBS", (("broken", broken), *work.JOBS))
    call_command("work", "--once")
    assert Checkpoint.objects.count() == 1
    assert "The job broken failed." in caplog.text


def test_it_ends_when_it_is_interrupted(cast: Cast, monkeypatch: Any) -> None:
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(work.time, "sleep", interrupted)
    call_command("work")
    assert Checkpoint.objects.count() == 1

"""Prove that an act was refused and that nothing was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection

from accounts.errors import RefusedError

PROJECT = ("accounts", "articles", "editorial")
#: Somebody proves who they are before the act, and that stays on record whatever becomes of it.
PROOFS = {"accounts_attempt", "accounts_signingproof"}


def snapshot() -> dict[str, str]:
    """Return a checksum of every row and column of each table of the project.

    Read by raw SQL, so that no manager, deferred field or cache stands between. What would happen
    on commit belongs to it as well.
    """
    tables = sorted(
        model._meta.db_table
        for label in PROJECT
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in PROOFS
    )
    sums = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows = cursor.fetchall()
            sums[table] = f"{len(rows)} rows, {hashlib.sha256(repr(rows).encode()).hexdigest()}"
    sums["(on commit)"] = str(len(connection.run_on_commit))
    sums["(mail)"] = str(len(mail.outbox))
    return sums


def changed_since(before: dict[str, str]) -> set[str]:
    """Return the tables that are not as they were."""
    return {table for table, checksum in snapshot().items() if before[table] != checksum}


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fail if the block leaves any trace in the project's tables, or a mail to be sent."""
    before = snapshot()
    yield
    assert changed_since(before) == set()


@contextmanager
def refused(*words: str, by: type[Exception] = RefusedError) -> Iterator[pytest.ExceptionInfo]:
    """Expect a refusal whose text has all the words, and that nothing was written."""
    with nothing_written(), pytest.raises(by) as caught:
        yield caught
    text = str(caught.value)
    for word in words:
        assert word in text

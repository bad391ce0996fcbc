"""Go around the ORM: statements on a cursor that the database must refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.guards import ALL_GUARDS, Guard
from tests.factories import Cast
from tests.refusals import nothing_written

#: In the form that SQLite stores and PostgreSQL reads.
SOME_TIME = "2026-01-01 00:00:00"


@dataclass(frozen=True)
class Statement:
    """An SQL statement with its parameters."""

    sql: str
    parameters: tuple[Any, ...]

    def execute(self) -> None:
        """Run it in a transaction of its own, so that the test can go on after an error."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)


Preparation = Callable[[Cast], Statement]


@dataclass(frozen=True)
class Attack:
    """What is attacked, in which way, and how to get into the position to do it."""

    target: str
    way: str
    prepare: Preparation


def attacks(target: str, **ways: Preparation) -> list[Attack]:
    """Return the attacks on a target, each named by its keyword."""
    return [Attack(target, way, prepare) for way, prepare in ways.items()]


def as_parameters(table: list[Attack]) -> list[Any]:
    """Return the attacks as pytest's parameters, with readable ids."""
    return [pytest.param(attack, id=f"{attack.target}-{attack.way}") for attack in table]


def update(row: models.Model, **values: Any) -> Statement:
    """Return the statement that changes columns of a row."""
    sets = ", ".join(f'"{column}" = %s' for column in values)
    return Statement(
        f'UPDATE "{row._meta.db_table}" SET {sets} WHERE id = %s', (*values.values(), row.pk)
    )


def delete(row: models.Model) -> Statement:
    """Return the statement that deletes a row."""
    return Statement(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', (row.pk,))


def copy(row: models.Model, *, verb: str = "INSERT", **values: Any) -> Statement:
    """Return the statement that inserts a row again, with other values in some columns."""
    columns = [
        field.column
        for field in row._meta.concrete_fields
        if not field.primary_key or field.column in values
    ]
    sources = ", ".join("%s" if column in values else f'"{column}"' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return Statement(
        f'{verb} INTO "{row._meta.db_table}" ({names})'
        f' SELECT {sources} FROM "{row._meta.db_table}" WHERE id = %s',
        (*(values[column] for column in columns if column in values), row.pk),
    )


def refused_by_database(statement: Statement, *words: str) -> None:
    """Expect an IntegrityError that says one of the words, and that nothing was written."""
    with nothing_written(), pytest.raises(IntegrityError) as caught:
        statement.execute()
    assert any(word in str(caught.value) for word in words), str(caught.value)


def guard(name: str) -> Guard:
    """Return the guard of this name."""
    return next(guard for guard in ALL_GUARDS if guard.name == name)


@contextmanager
def lifted(guard: Guard) -> Iterator[None]:
    """Take one guard away and roll back what was done without it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for sql in guard.drop_sql(connection.vendor):
                cursor.execute(sql)
        yield
        transaction.set_rollback(True)


# --- Constraints --------------------------------------------------------------------------------


def constraints_of(app: str) -> dict[str, str]:
    """Return each unique or check constraint of an app: its name, and what the database says of it.

    A unique field has none of its own in Django; here it is called ``table.column``.
    """
    said = {}
    for model in apps.get_app_config(app).get_models():
        table = model._meta.db_table
        if table.startswith(f"{app}_historical"):
            continue
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                said[f"{table}.{field.column}"] = _of_columns([field], table)
        for constraint in model._meta.constraints:
            said[constraint.name] = constraint.name
            fields = getattr(constraint, "fields", ())
            if fields and connection.vendor == "sqlite":
                columns = [model._meta.get_field(name) for name in fields]
                said[constraint.name] = _of_columns(columns, table)
    return said


def _of_columns(fields: list[Any], table: str) -> str:
    if connection.vendor == "sqlite":
        return ", ".join(f"{table}.{field.column}" for field in fields)
    return "Key ({})=".format(", ".join(field.column for field in fields))

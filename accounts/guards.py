"""Triggers: rules that the database keeps when the ORM is gone around.

A guard is a condition under which a row is refused, written once in SQL that SQLite and PostgreSQL
both understand. Guards are put in place after every ``migrate``, not by a migration: SQLite alters
a table by building it anew, which silently drops the triggers on it. They are lifted before a
migration for the same reason: a rename fails on a trigger that names the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

PREFIX = "guard_"
#: The condition of a guard that refuses whatever the row says.
ALWAYS = "1 = 1"
#: How a row can go without a DELETE, by database.
_OTHER_WAY = {"postgresql": "truncate", "sqlite": "replace"}

#: Every guard of every app, filled by the apps' ``ready``.
ALL_GUARDS: list[Guard] = []


@dataclass(frozen=True)
class Guard:
    """One refusal: rows of ``table`` for which ``refuse_when`` holds at ``event``.

    ``refuse_when`` is an SQL condition over NEW and OLD; the placeholders ``{differs}`` and
    ``{json:COLUMN.KEY}`` stand for what the two databases write differently.
    """

    name: str
    table: str
    event: str  # INSERT, UPDATE or DELETE
    message: str
    refuse_when: str = ALWAYS
    #: Tables the condition reads: the guard waits until they exist.
    needs: tuple[str, ...] = field(default=())

    @property
    def trigger(self) -> str:
        """The trigger's name in the database."""
        return f"{PREFIX}{self.name}"

    def triggers(self, vendor: str) -> list[str]:
        """Return the names of all triggers of the guard.

        What can't be deleted, or not in every case, can't be truncated (PostgreSQL) or replaced
        (SQLite) at all: each has a trigger of its own.
        """
        if self.event == "DELETE":
            return [self.trigger, f"{self.trigger}_{_OTHER_WAY[vendor]}"]
        return [self.trigger]

    def create_sql(self, vendor: str) -> list[str]:
        """Return the statements that put the guard in place."""
        condition = _dialect(self.refuse_when, vendor)
        message = self.message.replace("'", "''")
        if vendor == "sqlite":
            refusal = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            return [
                f'CREATE TRIGGER "{self.trigger}" BEFORE {self.event} ON "{self.table}" '
                f"FOR EACH ROW WHEN {condition} {refusal}",
                *(
                    f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{self.table}" '
                    f"FOR EACH ROW WHEN {_displaces(self.table)} {refusal}"
                    for name in self.triggers(vendor)[1:]
                ),
            ]
        result = "OLD" if self.event == "DELETE" else "NEW"
        refusal = (
            f"RAISE EXCEPTION '{message.replace('%', '%%')}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        )
        # A statement that empties a table has no row of which a condition could speak.
        wholesale = self.event == "DELETE" and self.refuse_when != ALWAYS
        first = f"IF TG_OP = 'TRUNCATE' THEN {refusal}" if wholesale else ""
        statements = [
            f'CREATE FUNCTION "{self.trigger}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ '
            f"BEGIN {first}IF {condition} THEN {refusal}RETURN {result}; END $guard$",
            f'CREATE TRIGGER "{self.trigger}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.trigger}"()',
        ]
        statements += [
            f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{self.table}" '
            f'FOR EACH STATEMENT EXECUTE FUNCTION "{self.trigger}"()'
            for name in self.triggers(vendor)[1:]
        ]
        return statements

    def drop_sql(self, vendor: str) -> list[str]:
        """Return the statements that lift the guard."""
        if vendor == "sqlite":
            return [f'DROP TRIGGER IF EXISTS "{name}"' for name in self.triggers(vendor)]
        return [f'DROP FUNCTION IF EXISTS "{self.trigger}"() CASCADE']


def _displaces(table: str) -> str:
    """Return the condition that a new row has the key of one that is there.

    ``INSERT OR REPLACE`` would put it in that row's place, and without the connection's
    ``recursive_triggers`` no DELETE trigger would notice.
    """
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)
    columns = {f.name: f.column for f in model._meta.local_concrete_fields}
    keys = [[f.column] for f in model._meta.local_concrete_fields if f.unique]
    keys += [
        [columns[name] for name in constraint.fields]
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        and constraint.fields
        and constraint.condition is None
    ]
    same = [" AND ".join(f"there.{column} = NEW.{column}" for column in key) for key in keys]
    return f'EXISTS (SELECT 1 FROM "{table}" there WHERE {" OR ".join(same)})'


def _dialect(condition: str, vendor: str) -> str:
    """Write the condition's placeholders for the database."""
    sqlite = vendor == "sqlite"
    text = condition.replace("{differs}", "IS NOT" if sqlite else "IS DISTINCT FROM")
    while "{json:" in text:
        before, rest = text.split("{json:", 1)
        path, after = rest.split("}", 1)
        column, keys = path.split(":", 1)
        if sqlite:
            expression = f"json_extract({column}, '$.{keys}')"
        else:
            expression = f"({column}::jsonb #>> '{{{keys.replace('.', ',')}}}')"
        text = before + expression + after
    return text


def append_only(table: str, thing: str) -> list[Guard]:
    """Return the guards that refuse to change or delete a row of the table."""
    short = table.split("_", 1)[1]
    return [
        Guard(f"{short}_unchangeable", table, "UPDATE", f"{thing} can't be changed"),
        Guard(f"{short}_undeletable", table, "DELETE", f"{thing} can't be deleted"),
    ]


def register(guards: Iterable[Guard]) -> None:
    """Add an app's guards to those that ``migrate`` puts in place."""
    ALL_GUARDS.extend(guard for guard in guards if guard not in ALL_GUARDS)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place whose tables exist. May be repeated."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in ALL_GUARDS:
            if {guard.table, *guard.needs} <= tables:
                for sql in [
                    *guard.drop_sql(connection.vendor),
                    *guard.create_sql(connection.vendor),
                ]:
                    cursor.execute(sql)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Remove every guard, for a migration. ``install`` puts them back."""
    with connection.cursor() as cursor:
        for guard in ALL_GUARDS:
            for sql in guard.drop_sql(connection.vendor):
                cursor.execute(sql)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the guards that are not in force in the database, word for word.

    A trigger of the right name that says something else is no guard.
    """
    present = _present(connection)
    return [
        guard.name
        for guard in ALL_GUARDS
        if not present.items() >= _expected(guard, connection.vendor).items()
    ]


def _expected(guard: Guard, vendor: str) -> dict[str, str]:
    """Return what each of the guard's triggers must be, in the form of ``_present``."""
    statements = guard.create_sql(vendor)
    if vendor == "sqlite":
        return dict(zip(guard.triggers(vendor), statements, strict=True))
    body = statements[0].split("$guard$")[1]
    return dict.fromkeys(guard.triggers(vendor), f"{guard.table}: {body}")


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers in force by name: their statement, or their table and function's body."""
    if connection.vendor == "sqlite":
        sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        sql = (
            "SELECT t.tgname, c.relname || ': ' || p.prosrc FROM pg_trigger t"
            " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def guard_against_replace(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Receiver of ``connection_created``: a row that SQLite's REPLACE displaces counts as deleted.

    Without the setting, ``INSERT OR REPLACE`` fires no DELETE trigger for the old row.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


def install_after_migrate(using: str, **_: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(connections[using])


def lift_before_migrate(using: str, **_: Any) -> None:
    """Receiver of ``pre_migrate``."""
    lift(connections[using])


def _only_changes(fixed: Iterable[str], refused: str) -> str:
    """Return the condition that one of the fixed columns changes, or what else is refused."""
    return " OR ".join([*(f"NEW.{name} {{differs}} OLD.{name}" for name in fixed), refused])


GUARDS = [
    Guard(
        "user_undeletable",
        "accounts_user",
        "DELETE",
        "People are deactivated, never deleted",
    ),
    *append_only("accounts_disclosure", "A disclosure"),
    *append_only("accounts_interest", "A declared interest"),
    *append_only("accounts_identitycheck", "An identity check"),
    *append_only("accounts_securityevent", "What happened to an account"),
    Guard("attempt_undeletable", "accounts_attempt", "DELETE", "An attempt can't be deleted"),
    Guard(
        "attempt_concluded_once",
        "accounts_attempt",
        "UPDATE",
        "Of an attempt only the outcome is written, once",
        _only_changes(("id", "subject", "user_id", "kind", "at"), "NOT OLD.failed OR NEW.failed"),
    ),
    Guard("proof_undeletable", "accounts_signingproof", "DELETE", "A proof can't be deleted"),
    Guard(
        "proof_used_once",
        "accounts_signingproof",
        "UPDATE",
        "Of a proof only its use is written, once",
        _only_changes(
            (
                "id",
                "uid",
                "user_id",
                "subject",
                "digest",
                "components",
                "series",
                "series_began_at",
                "previous_at",
                "made_at",
                "challenge",
            ),
            "OLD.used_at IS NOT NULL OR NEW.used_at IS NULL",
        ),
    ),
    Guard(
        "factor_reset_undeletable",
        "accounts_factorreset",
        "DELETE",
        "A reset of factors can't be deleted",
    ),
    Guard(
        "factor_reset_ends_once",
        "accounts_factorreset",
        "UPDATE",
        "A reset of factors is confirmed or called off once",
        _only_changes(
            ("id", "user_id", "requested_by_id", "requested_at", "reason"),
            "OLD.confirmed_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL",
        ),
    ),
    Guard("token_undeletable", "accounts_apitoken", "DELETE", "A token is revoked, never deleted"),
    Guard(
        "token_fixed",
        "accounts_apitoken",
        "UPDATE",
        "Of a token only its use is noted, and its end, once",
        _only_changes(
            ("id", "user_id", "name", "digest", "ending", "scopes", "created_at", "expires_at"),
            "(OLD.revoked_at IS NOT NULL AND NEW.revoked_at {differs} OLD.revoked_at)",
        ),
    ),
    Guard(
        "webhook_undeletable",
        "accounts_webhookendpoint",
        "DELETE",
        "A webhook is removed from use, never deleted",
    ),
]

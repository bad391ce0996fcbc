"""The guards themselves, and those of the people's tables."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts import guards
from accounts.guards import ALL_GUARDS, Guard
from articles.guards import GUARDS as ARTICLES
from articles.models import Notice, Publication
from editorial.guards import GUARDS as EDITORIAL
from editorial.models import Signature
from tests.accounts import machine_attacks, security_attacks
from tests.attacks import (
    Statement,
    as_parameters,
    attacks,
    copy,
    delete,
    guard,
    lifted,
    refused_by_database,
    update,
)
from tests.factories import InterestFactory, UserFactory, published, signed_once

ATTACKS = [
    *attacks("user_undeletable", delete=lambda _: delete(UserFactory(disclosed=False))),
    *attacks(
        "disclosure_unchangeable",
        date=lambda cast: update(cast.author.disclosures.get(), dated="2026-11-01"),
        owner=lambda cast: update(cast.author.disclosures.get(), user_id=cast.editor.pk),
    ),
    *attacks(
        "disclosure_undeletable",
        delete=lambda cast: delete(cast.author.disclosures.get()),
    ),
    *attacks(
        "interest_unchangeable",
        organisation=lambda cast: update(InterestFactory(user=cast.author), organisation="Other"),
    ),
    *attacks(
        "interest_undeletable",
        delete=lambda cast: delete(InterestFactory(user=cast.author)),
    ),
    *security_attacks.GUARDS,
    *machine_attacks.GUARDS,
]


def test_every_guard_of_people_is_attacked():
    assert {attack.target for attack in ATTACKS} == {guard.name for guard in guards.GUARDS}


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_guard_refuses(cast, attack):
    statement = attack.prepare(cast)

    refused_by_database(statement, guard(attack.target).message)
    with lifted(guard(attack.target)):
        statement.execute()


def test_all_guards_are_those_of_the_three_apps():
    assert {*guards.GUARDS, *ARTICLES, *EDITORIAL} == set(ALL_GUARDS)
    assert len({guard.trigger for guard in ALL_GUARDS}) == len(ALL_GUARDS)


def test_register_twice_keeps_one():
    before = list(ALL_GUARDS)
    guards.register(ALL_GUARDS[:3])

    assert before == ALL_GUARDS


@pytest.mark.django_db
def test_missing_none_after_migrate():
    assert guards.missing(connection) == []


@pytest.mark.django_db
def test_lift_and_install_round_trip():
    guards.lift(connection)
    assert guards.missing(connection) == [guard.name for guard in ALL_GUARDS]
    guards.lift(connection)

    guards.install(connection)
    guards.install(connection)
    assert guards.missing(connection) == []


@pytest.mark.django_db
@pytest.mark.parametrize("one", ALL_GUARDS, ids=lambda one: one.name)
def test_missing_names_the_guard_that_was_dropped(one):
    with lifted(one):
        assert guards.missing(connection) == [one.name]


@pytest.mark.django_db
def test_missing_disabled_trigger_counts_as_missing():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite can't disable a trigger.")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editorial_record DISABLE TRIGGER guard_record_unchangeable")

    assert guards.missing(connection) == ["record_unchangeable"]


@pytest.mark.django_db
def test_install_waits_for_tables_that_are_not_there(monkeypatch):
    waiting = Guard("of_nothing", "editorial_nothing", "INSERT", "No")
    needing = Guard(
        "with_nothing", "editorial_record", "INSERT", "No", needs=("editorial_nothing",)
    )
    monkeypatch.setattr(guards, "ALL_GUARDS", [waiting, needing])

    guards.install(connection)

    assert guards.missing(connection) == ["of_nothing", "with_nothing"]


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_the_guards_back():
    guards.lift(connection)

    call_command("migrate", verbosity=0)

    assert guards.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_migrate_after_a_table_was_built_anew():
    """SQLite alters a table by building it anew, and drops its triggers without a word."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL alters tables in place.")
    with connection.schema_editor() as editor:
        editor._remake_table(Notice)
    assert guards.missing(connection) == ["notice_unchangeable", "notice_undeletable"]

    call_command("migrate", verbosity=0)

    assert guards.missing(connection) == []


@pytest.mark.parametrize("table", ["revision", "signature", "publication", "submission", "record"])
def test_replace_counts_as_deletion(cast, table):
    """SQLite's REPLACE removes the old row, and by default tells no DELETE trigger of it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE.")
    publication = published(cast)
    row = {
        "revision": publication.revision,
        "publication": publication,
        "submission": publication.submission,
        "signature": publication.submission.signatures.first(),
        "record": publication.article.records.first(),
    }[table]

    refused_by_database(
        copy(row, verb="REPLACE", id=row.pk),
        *(one.message for one in ALL_GUARDS if one.table == row._meta.db_table),
    )


def test_replace_displaces_no_signature_of_the_same_person(cast):
    """The replaced row has another id: only the DELETE trigger can know."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE.")
    signature = signed_once(cast).signatures.get()

    refused_by_database(
        copy(signature, verb="REPLACE", meaning="returned"), "A signature can't be deleted"
    )
    assert Signature.objects.get() == signature


def test_truncate_counts_as_deletion(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE.")
    published(cast)
    # What this transaction still has to check of its foreign keys would refuse it as well.
    connection.check_constraints()
    deletions = [one for one in ALL_GUARDS if one.event == "DELETE"]

    for one in deletions:
        refused_by_database(
            Statement(f'TRUNCATE "{one.table}" CASCADE', ()), *(each.message for each in deletions)
        )


@pytest.mark.django_db
def test_message_with_quote_and_percent_survives(monkeypatch):
    awkward = Guard("awkward", "accounts_specialty", "INSERT", "It's 100 % refused")
    monkeypatch.setattr(guards, "ALL_GUARDS", [awkward])
    guards.install(connection)

    insert = "INSERT INTO accounts_specialty (slug, name, schema_org) VALUES ('a', 'A', 'A')"
    with (
        pytest.raises(IntegrityError, match="It's 100 % refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert)


def test_guards_do_not_stand_in_the_way_of_the_services(cast):
    publication = published(cast)

    assert Publication.objects.live().get() == publication


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE.")
def test_replace_is_refused_without_the_setting_of_our_connections(cast):
    publication = published(cast)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = OFF")
    try:
        for table in ("articles_revision", "articles_publication", "editorial_signature"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    finally:
        guards.guard_against_replace(connection)
    assert publication.article.revisions.count() == 1


@pytest.mark.django_db
def test_a_trigger_of_the_right_name_that_refuses_nothing_is_missed():
    guard = next(g for g in guards.ALL_GUARDS if g.name == "publication_unchangeable")
    with connection.cursor() as cursor:
        for sql in guard.drop_sql(connection.vendor):
            cursor.execute(sql)
        harmless = Guard(guard.name, guard.table, guard.event, guard.message, "1 = 0")
        for sql in harmless.create_sql(connection.vendor):
            cursor.execute(sql)
    assert guards.missing(connection) == ["publication_unchangeable"]
    guards.install(connection)
    assert guards.missing(connection) == []

"""The hourly checkpoint: when it is taken, what it holds, and what it finds afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import guards
from editorial import signing
from editorial.checkpoints import problems
from editorial.evidence import evidence
from editorial.instants import utc_text
from editorial.models import Checkpoint, Record
from editorial.services.checkpointing import take_checkpoint
from editorial.verify import find_problems
from editorial.verify.checkpoints import check_against_file, leaf, manifest_of
from editorial.verify.merkle import root
from editorial.verify.trail import record_hash
from tests.factories import Cast, draft, published

pytestmark = pytest.mark.django_db


def lines() -> list[dict[str, Any]]:
    text = Path(settings.CHECKPOINT_FILE).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def taken() -> Checkpoint:
    checkpoint = take_checkpoint(even_if_early=True)
    assert checkpoint is not None
    return checkpoint


def behind_the_guards(sql: str, *parameters: Any) -> None:
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    guards.install(connection)


def rewrite_trail(article: Any) -> None:
    """Rewrite an article's last record and its hash: a chain that holds, and says another thing."""
    record = Record.objects.filter(article=article).order_by("-sequence")[0]
    row = next(row for row in evidence(article)["records"] if row["sequence"] == record.sequence)
    changed = {**row, "actor_name": "Somebody Else"}
    behind_the_guards(
        "UPDATE editorial_record SET actor_name = %s, hash = %s WHERE id = %s",
        "Somebody Else",
        record_hash(str(article.uid), changed),
        record.pk,
    )


def test_it_covers_every_trail_and_stands_in_both_places(cast: Cast) -> None:
    articles = [draft(cast, title="One"), published(cast).article]
    checkpoint = taken()
    heads = {str(a.uid): a.records.order_by("-sequence")[0] for a in articles}
    expected = root([leaf(uid, heads[uid].sequence, heads[uid].hash) for uid in sorted(heads)])
    assert checkpoint.root == expected
    assert [line["manifest"] for line in lines()] == [checkpoint.manifest]
    assert problems() == []


def test_within_the_hour_nothing_is_written(cast: Cast) -> None:
    taken()
    assert take_checkpoint() is None
    assert Checkpoint.objects.count() == len(lines()) == 1


def test_an_hour_later_the_next_follows_the_last(cast: Cast, monkeypatch: Any) -> None:
    draft(cast)
    first = taken()
    monkeypatch.setattr("editorial.services.checkpointing.EVERY", timedelta(0))
    second = take_checkpoint()
    assert second is not None
    assert second.heads == []  # nothing has happened since
    assert second.root == first.root
    assert problems() == []


def test_a_line_that_a_crash_kept_back_is_appended_by_the_next_call(cast: Cast) -> None:
    taken()
    Path(settings.CHECKPOINT_FILE).unlink()
    assert any("is not in" in problem.what for problem in problems())
    assert take_checkpoint() is None
    assert problems() == []


def test_the_database_refuses_to_change_or_delete_one(cast: Cast) -> None:
    from django.db import DatabaseError, transaction

    checkpoint = taken()
    for sql in ("UPDATE editorial_checkpoint SET root = 'x'", "DELETE FROM editorial_checkpoint"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Checkpoint.objects.get().root == checkpoint.root


def test_a_rewritten_trail_is_found_though_its_hashes_fit(cast: Cast) -> None:
    article = draft(cast)
    taken()
    rewrite_trail(article)
    assert find_problems(evidence(article)) == []  # by itself the chain holds
    assert any("was rewritten" in problem.what for problem in problems())
    found = find_problems(evidence(article, with_checkpoints=True))
    assert any("was rewritten since" in problem.what for problem in found)


def test_it_is_found_even_by_who_holds_table_and_key_of_the_hour(cast: Cast) -> None:
    article = draft(cast)
    before = taken()
    rewrite_trail(article)
    head = article.records.order_by("-sequence")[0]
    top = root([leaf(str(article.uid), head.sequence, head.hash)])
    manifest = manifest_of(
        number=1,
        at=utc_text(before.at),
        articles=1,
        root=top,
        previous="",
        key_id=signing.key_id(),
    )
    behind_the_guards(
        "UPDATE editorial_checkpoint SET root = %s, manifest = %s, signature = %s, changed = %s",
        top,
        manifest,
        signing.sign(manifest),
        json.dumps([[str(article.uid), head.sequence, head.hash]]),
    )
    assert [problem.what.split(":")[0] for problem in problems()] == ["was rewritten"]
    bundle = evidence(article, with_checkpoints=True)
    assert find_problems(bundle) == []  # the forger signed well, but could not reach the file
    outside = Path(settings.CHECKPOINT_FILE).read_text(encoding="utf-8").splitlines()
    assert list(check_against_file(bundle["checkpoints"], outside, "the file"))


def test_a_checkpoint_that_is_gone_from_the_database_is_missed(cast: Cast) -> None:
    draft(cast)
    taken()
    behind_the_guards("DELETE FROM editorial_checkpoint")
    assert any("gone from the database" in problem.what for problem in problems())


def test_a_removed_record_is_missed(cast: Cast) -> None:
    article = draft(cast)
    taken()
    behind_the_guards("DELETE FROM editorial_record WHERE article_id = %s", article.pk)
    assert any("is gone" in problem.what for problem in problems())


def test_the_command_says_what_it_did(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("checkpoint")
    call_command("checkpoint")
    out = capsys.readouterr().out
    assert out.startswith("Checkpoint 1: ")
    assert "younger than an hour" in out


def test_a_file_that_cannot_be_written_is_named(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.CHECKPOINT_FILE = tmp_path  # a folder
    with pytest.raises(CommandError, match="can't be written"):
        call_command("checkpoint")


def test_verify_record_reports_it(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    article = draft(cast)
    taken()
    rewrite_trail(article)
    with pytest.raises(SystemExit):
        call_command("verify_record")
    assert f"of {article.slug} was rewritten" in capsys.readouterr().err

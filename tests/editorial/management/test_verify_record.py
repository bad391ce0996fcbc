"""Every change made behind the triggers is found, and the row is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import guards
from articles.image_files import image_path
from articles.models import Publication
from editorial.models import Record, Signature
from tests.factories import Cast, draft, illustrated, published, retracted

pytestmark = pytest.mark.django_db


def behind_the_guards(sql: str, *parameters: Any) -> None:
    """Run SQL with the triggers dropped, and put them back."""
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.rowcount == 1
    guards.install(connection)


def verdict(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what verify_record says on its way out with status 1."""
    with pytest.raises(SystemExit) as leaving:
        call_command("verify_record")
    assert leaving.value.code == 1
    return capsys.readouterr().err


def test_an_untouched_history_is_intact(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    first = published(cast)
    article = first.article
    article.clinician_text += "\n\nA new paragraph.[1]"
    from editorial import services

    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={"clinician_text": article.clinician_text},
    )
    published(cast, article)
    retracted(cast, title="Another")
    draft(cast, title="A third")
    call_command("verify_record")
    assert "Intact: 3 articles" in capsys.readouterr().out


CHANGES = {
    "the text of a revision": (
        "UPDATE articles_revision SET content = replace(content, '10 mg', '100 mg') WHERE id = %s",
        "revision",
        "the text was changed",
    ),
    "the title of a revision": (
        "UPDATE articles_revision SET title = 'Other' WHERE id = %s",
        "revision",
        "title is 'Other'",
    ),
    "the HTML of a revision": (
        "UPDATE articles_revision SET html = replace(html, '10 mg', '100 mg') WHERE id = %s",
        "revision",
        "the HTML was changed",
    ),
    "the meaning of a signature": (
        "UPDATE editorial_signature SET meaning = 'returned' WHERE id = %s",
        "signature",
        "meaning is 'returned'",
    ),
    "the manifest of a signature": (
        "UPDATE editorial_signature SET manifest = replace(manifest, 'approved', 'returned')"
        " WHERE id = %s",
        "signature",
        "signature invalid",
    ),
    "the name under a signature": (
        "UPDATE editorial_signature SET printed_name = 'Somebody Else' WHERE id = %s",
        "signature",
        "printed_name is 'Somebody Else'",
    ),
    "the actor of a record": (
        "UPDATE editorial_record SET actor_id = (SELECT MAX(id) FROM accounts_user) WHERE id = %s",
        "record",
        "was changed",
    ),
    "the details of a record": (
        "UPDATE editorial_record SET data = '{}' WHERE id = %s",
        "record",
        "was changed",
    ),
    "the HTML of a publication": (
        "UPDATE articles_publication SET html = html || '<p>More</p>' WHERE id = %s",
        "publication",
        "the HTML was changed",
    ),
    "the reviewers of a publication": (
        "UPDATE articles_publication SET reviewers = '[]' WHERE id = %s",
        "publication",
        "the reviewers were changed",
    ),
    "the status of a publication": (
        "UPDATE articles_publication SET status = 'superseded', ended_at = published_at"
        " WHERE id = %s",
        "publication",
        "status is 'superseded'",
    ),
    "the next review of a publication": (
        "UPDATE articles_publication SET next_review_due = '2099-01-01' WHERE id = %s",
        "publication",
        "next_review_due is '2099-01-01'",
    ),
    "the state of a submission": (
        "UPDATE editorial_submission SET state = 'declined' WHERE id = %s",
        "submission",
        "state is 'declined'",
    ),
    "the quorum of a submission": (
        "UPDATE editorial_submission SET specialists_needed = 0 WHERE id = %s",
        "submission",
        "specialists_needed is 0",
    ),
}


@pytest.mark.parametrize(("sql", "thing", "said"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_behind_the_triggers_is_named(
    cast: Cast, capsys: pytest.CaptureFixture[str], sql: str, thing: str, said: str
) -> None:
    publication = published(cast)
    row: Any = {
        "publication": publication,
        "revision": publication.revision,
        "submission": publication.submission,
        "signature": Signature.objects.earliest("pk"),
        "record": Record.objects.filter(action="assigned").earliest("pk"),
    }[thing]
    behind_the_guards(sql, row.pk)
    lines = verdict(capsys)
    assert f"{publication.slug}: {row._meta.db_table} {row.pk}: {said}" in lines


DELETIONS = {
    "a record in mid-chain": ("editorial_record", "sequence = 3"),
    "a signature": ("editorial_signature", "id = (SELECT MIN(id) FROM editorial_signature)"),
}


@pytest.mark.parametrize(("table", "where"), DELETIONS.values(), ids=DELETIONS.keys())
def test_a_deleted_row_is_missed(
    cast: Cast, capsys: pytest.CaptureFixture[str], table: str, where: str
) -> None:
    published(cast)
    behind_the_guards(f"DELETE FROM {table} WHERE {where}")
    assert "editorial_record" in verdict(capsys)


def test_a_notice_whose_reason_was_changed_is_named(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = retracted(cast).notices.get()
    behind_the_guards("UPDATE articles_notice SET reason = 'None' WHERE id = %s", notice.pk)
    assert f"articles_notice {notice.pk}: reason is 'None'" in verdict(capsys)


def test_a_missing_guard_is_named(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    guard = guards.ALL_GUARDS[0]
    with connection.cursor() as cursor:
        for sql in guard.drop_sql(connection.vendor):
            cursor.execute(sql)
    assert f"the guard {guard.name} is missing" in verdict(capsys)


def test_one_article_can_be_verified_alone(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    sound = published(cast)
    broken = published(cast, title="Another")
    behind_the_guards("UPDATE articles_publication SET html = 'x' WHERE id = %s", broken.pk)
    call_command("verify_record", article=sound.slug)
    assert "Intact: 1 articles" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("verify_record", article=broken.slug)
    with pytest.raises(CommandError, match="no article “nowhere”"):
        call_command("verify_record", article="nowhere")
    assert Publication.objects.count() == 2


BESIDE_THE_TEXT = {
    "what readers are told has changed": (
        "UPDATE articles_publication SET summary = 'Other' WHERE id = %s",
        "publication",
        "summary is 'Other'",
    ),
    "a publication's address": (
        "UPDATE articles_publication SET slug = 'other' WHERE id = %s",
        "publication",
        "slug is 'other'",
    ),
    "a publication's specialty": (
        "UPDATE articles_publication SET specialty_name = 'Other' WHERE id = %s",
        "publication",
        "specialty_name is 'Other'",
    ),
    "when a publication ended": (
        "UPDATE articles_publication SET ended_at = '2001-01-01 00:00:00', status = 'superseded'"
        " WHERE id = %s",
        "publication",
        "ended_at is",
    ),
    "a letter": (
        "UPDATE editorial_submission SET letter = 'Other' WHERE publication_id = %s",
        "publication",
        "letter is 'Other'",
    ),
    "when a submission was closed": (
        "UPDATE editorial_submission SET closed_at = '2001-01-01 00:00:00'"
        " WHERE publication_id = %s",
        "publication",
        "closed_at is",
    ),
    "the public's access to a pending text": (
        "UPDATE articles_article SET early_access = (1 = 1) WHERE id ="
        " (SELECT article_id FROM articles_publication WHERE id = %s)",
        "publication",
        "is closed to the public",
    ),
}


@pytest.mark.parametrize("change", BESIDE_THE_TEXT)
def test_a_change_beside_the_text_is_named(
    cast: Cast, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    publication = published(cast)
    sql, _what, words = BESIDE_THE_TEXT[change]
    behind_the_guards(sql, publication.pk)
    assert words in verdict(capsys)


def test_pictures_are_held_against_their_digests(
    cast: Cast, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_DIR = tmp_path
    article, image = illustrated(cast)
    published(cast, article)
    call_command("verify_record")
    path = image_path(image.digest, image.kind)
    path.write_bytes(path.read_bytes() + b"!")
    assert f"the file of picture {image.digest[:12]} was changed" in verdict(capsys)
    path.unlink()
    assert f"the file of picture {image.digest[:12]} can't be read" in verdict(capsys)

"""Content, attacked by SQL that goes around the ORM and every service."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from accounts import guards as triggers
from articles import guards
from articles.guards import COPIED, FIXED
from articles.models import Image, Publication, PublishedImage
from tests.attacks import (
    SOME_TIME,
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
from tests.factories import Cast, illustrated, published, retracted, submitted


def _published_again(cast: Cast, **wrong: Any) -> Statement:
    """Copy a publication anew, with something wrong, where only that stands in the way.

    Its approved submission is brought, behind the guards, to where it has no publication yet.
    """
    publication = retracted(cast)
    triggers.lift(connection)
    update(publication.submission, publication_id=None).execute()
    triggers.install(connection)
    return copy(publication, **{"status": "live", "ended_at": None, **wrong})


ATTACKS = [
    *attacks(
        "revision_unchangeable",
        **{
            column: lambda cast, column=column: update(
                submitted(cast).revision, **{column: "changed"}
            )
            for column in ("content", "digest", "html", "plain_html", "references_html", "toc")
        },
        number=lambda cast: update(submitted(cast).revision, number=2),
        author=lambda cast: update(submitted(cast).revision, created_by_id=cast.editor.pk),
    ),
    *attacks("revision_undeletable", delete=lambda cast: delete(submitted(cast).revision)),
    *attacks(
        "revision_says_what_it_holds",
        number=lambda cast: copy(submitted(cast).revision, number=2),
        title=lambda cast: _second_revision(cast, title="Other"),
        question=lambda cast: _second_revision(cast, question="Other?"),
    ),
    *attacks(
        "publication_copies_revision",
        **{
            column: lambda cast, column=column: _published_again(cast, **{column: "changed"})
            for column in COPIED
            if column not in ("article_id", "number", "content", "digest")
        },
        number=lambda cast: _published_again(cast, number=2),
        article=lambda cast: _published_again(
            cast, article_id=submitted(cast, title="Another").article_id
        ),
        specialty=lambda cast: _published_again(cast, specialty_slug="other"),
        specialty_name=lambda cast: _published_again(cast, specialty_name="Other"),
    ),
    *attacks(
        "publication_born_live",
        retracted=lambda cast: _published_again(cast, status="retracted", ended_at=SOME_TIME),
    ),
    *attacks(
        "publication_unchangeable",
        **{
            column: lambda cast, column=column: update(published(cast), **{column: "changed"})
            for column in ("html", "content", "reviewers", "slug", "title", "specialty_slug")
        },
        reviewed=lambda cast: update(published(cast), last_reviewed="2030-01-01"),
        published_at=lambda cast: update(published(cast), published_at=SOME_TIME),
    ),
    *attacks(
        "publication_never_revived",
        live=lambda cast: update(retracted(cast), status="live", ended_at=None),
        superseded=lambda cast: update(retracted(cast), status="superseded"),
    ),
    *attacks("publication_undeletable", delete=lambda cast: delete(published(cast))),
    *attacks(
        "notice_unchangeable",
        reason=lambda cast: update(retracted(cast).notices.get(), reason="None"),
    ),
    *attacks("image_unchangeable", kind=lambda cast: update(illustrated(cast)[1], kind="jpeg")),
    *attacks("image_undeletable_once_frozen", delete=lambda cast: delete(_frozen_image(cast))),
    *attacks(
        "publishedimage_unchangeable",
        kind=lambda cast: update(_published_image(cast), kind="jpeg"),
    ),
    *attacks("publishedimage_undeletable", delete=lambda cast: delete(_published_image(cast))),
    *attacks(
        "publishedimage_named_by_its_text",
        unnamed=lambda cast: copy(_published_image(cast), digest="0" * 64),
    ),
    *attacks("notice_undeletable", delete=lambda cast: delete(retracted(cast).notices.get())),
]


def _frozen_image(cast: Cast) -> Image:
    article, image = illustrated(cast)
    submitted(cast, article)
    return image


def _published_image(cast: Cast) -> PublishedImage:
    article, _ = illustrated(cast)
    return published(cast, article).images.get()


def _second_revision(cast: Cast, **wrong: Any) -> Statement:
    """Copy a revision as the next one, its content numbered so, with something wrong."""
    revision = submitted(cast).revision
    content = revision.content.replace('"number":1,', '"number":2,')
    assert content != revision.content
    return copy(revision, number=2, content=content, **wrong)


def test_every_guard_of_content_is_attacked():
    unattacked = {guard.name for guard in guards.GUARDS} - {attack.target for attack in ATTACKS}

    assert not unattacked, "Show by an attack above what each of these guards refuses."


def test_of_a_publication_the_guard_fixes_all_but_the_status():
    columns = {field.column for field in Publication._meta.concrete_fields}

    assert columns - set(FIXED) == {"status", "ended_at"}


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_guard_refuses(cast, attack):
    statement = attack.prepare(cast)

    refused_by_database(statement, guard(attack.target).message)
    with lifted(guard(attack.target)):
        statement.execute()


def test_a_faithful_copy_is_what_the_guards_let_through(cast):
    _published_again(cast).execute()

    assert Publication.objects.live().count() == 1


def test_content_of_another_digest_is_no_copy(cast):
    """Changed with its digest, the text meets a second guard: nobody approved it."""
    refused_by_database(
        _published_again(cast, content="{}", digest="0" * 64),
        guard("publication_copies_revision").message,
        guard("publication_needs_approval").message,
    )

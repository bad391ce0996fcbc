from __future__ import annotations

import uuid

import pytest
from django.db import connection

from accounts import guards
from editorial.services import set_corresponding_author
from tests.attacks import (
    SOME_TIME,
    as_parameters,
    attacks,
    constraints_of,
    copy,
    refused_by_database,
    update,
)
from tests.factories import draft, published, retracted, submitted


def _corresponding(cast):
    return set_corresponding_author(
        acting_user=cast.author, article=draft(cast), author=cast.coauthor
    )


ATTACKS = [
    *attacks("articles_article.uid", same=lambda cast: copy(draft(cast), slug="another")),
    *attacks("articles_article.slug", same=lambda cast: copy(draft(cast), uid=uuid.uuid4().hex)),
    *attacks(
        "author_once_an_article",
        twice=lambda cast: copy(draft(cast).authorships.first(), position=9),
    ),
    *attacks(
        "author_one_a_place",
        two=lambda cast: copy(draft(cast).authorships.first(), user_id=cast.outsider.pk),
    ),
    *attacks("publication_one_live_an_article", second=lambda cast: copy(published(cast))),
    *attacks(
        "publication_ended_unless_live",
        live_but_ended=lambda cast: update(published(cast), ended_at=SOME_TIME),
        retracted_without_end=lambda cast: update(retracted(cast), ended_at=None),
    ),
    *attacks(
        "cited_work_once_a_reference",
        twice=lambda cast: copy(submitted(cast).revision.cited_works.first()),
    ),
    *attacks(
        "contribution_once_an_author",
        twice=lambda cast: copy(_corresponding(cast), corresponding=False),
    ),
    *attacks(
        "contribution_one_corresponding",
        two=lambda cast: copy(_corresponding(cast), user_id=cast.author.pk),
    ),
    *attacks(
        "contribution_approval_is_dated",
        undated=lambda cast: update(_corresponding(cast), approved_digest="0" * 64),
        of_nothing=lambda cast: update(_corresponding(cast), approved_at=SOME_TIME),
    ),
    *attacks("revision_number_once", twice=lambda cast: copy(submitted(cast).revision)),
]


@pytest.mark.parametrize("attack", as_parameters(ATTACKS))
def test_constraint_refuses(cast, attack):
    statement = attack.prepare(cast)
    guards.lift(connection)

    refused_by_database(statement, constraints_of("articles")[attack.target])

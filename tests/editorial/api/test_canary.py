"""No endpoint shows a pending text, or a draft, to who may not read it."""

from __future__ import annotations

import pytest

from accounts.services.tokens import revoke_token
from tests.architecture.test_canary import CANARY, EVERYWHERE
from tests.editorial.api.asking import Program
from tests.editorial.api.test_access import OPERATIONS, ask
from tests.factories import Cast, draft, signed_once, under_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["nobody", "outsider", "editor", "board_one", "admin", "revoked"])
def test_nobody_but_its_authors_is_shown_it(cast: Cast, who: str) -> None:
    articles = [
        under_review(cast, draft(cast, slug="pending", **EVERYWHERE)).article,
        signed_once(cast, draft(cast, slug="signed", **EVERYWHERE)).article,
    ]
    program = Program(getattr(cast, who, None))
    if who == "revoked":
        program = Program(cast.author)
        revoke_token(acting_user=cast.author, token=program.token)
    for article in articles:
        for operation in OPERATIONS:
            response = ask(program, cast, article, operation)
            head = "".join(f"{name}: {value}\n" for name, value in response.items())
            shown = (head + response.content.decode()).lower()
            assert CANARY.lower() not in shown, operation
            assert article.slug not in shown, operation


def test_the_canary_is_where_it_should_be(cast: Cast) -> None:
    article = draft(cast, slug="pending", **EVERYWHERE)
    response = Program(cast.author).ask("GET", f"/drafts/{article.slug}")
    assert response.content.count(CANARY.encode()) > 5

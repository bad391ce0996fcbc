"""Who gets into the API, and what a refusal looks like. A refusal writes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.utils import timezone

from accounts.enums import Scope
from accounts.services.tokens import revoke_token
from articles.models import Article
from editorial.api.application import api
from tests.editorial.api.asking import ALL, Program, posted
from tests.factories import Cast, submitted
from tests.plugins.stage import scene
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

TEXT = "TY  - JOUR\nTI  - A title\nER  - \n"
#: Each operation: method, path, the scope it needs, and a body that would be taken.
OPERATIONS: list[tuple[str, str, str, Any]] = [
    ("GET", "/drafts", Scope.DRAFTS_READ, None),
    ("POST", "/drafts", Scope.DRAFTS_WRITE, "new"),
    ("GET", "/drafts/{slug}", Scope.DRAFTS_READ, None),
    ("PATCH", "/drafts/{slug}", Scope.DRAFTS_WRITE, {"funding": "A fund"}),
    ("POST", "/drafts/{slug}/references", Scope.DRAFTS_WRITE, {"text": TEXT}),
    ("PUT", "/drafts/{slug}/references", Scope.DRAFTS_WRITE, {"text": TEXT}),
    ("GET", "/drafts/{slug}/checks", Scope.DRAFTS_READ, None),
    ("GET", "/drafts/{slug}/standing", Scope.DRAFTS_READ, None),
    ("POST", "/drafts/{slug}/submissions", Scope.SUBMISSIONS_WRITE, {"summary": "All"}),
    ("GET", "/submissions/{uid}", Scope.DRAFTS_READ, None),
]


@scene
def article(cast: Cast) -> Article:
    """Of the author and the co-author, with an open submission."""
    return submitted(cast).article


def ask(program: Program, cast: Cast, article: Article, operation: Any) -> HttpResponse:
    method, path, _scope, body = operation
    if body == "new":
        body = posted(cast)
    elif body is not None:
        body = {"seen_save": article.history.latest().history_id, **body}
    uid = article.submissions.get().uid
    return program.ask(method, path.format(slug=article.slug, uid=uid), body)


def is_problem(response: HttpResponse, status: int) -> bool:
    body = response.json()
    return (
        response.status_code == status == body["status"]
        and response["Content-Type"] == "application/problem+json"
        and {"type", "title", "detail"} <= set(body)
        and response["Cache-Control"] == "no-store"
    )


def test_every_operation_is_in_the_table() -> None:
    known = {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    }
    assert known == {(method, path) for method, path, _scope, _body in OPERATIONS}


def test_without_a_live_token_nothing_opens(cast: Cast, article: Article) -> None:
    revoked = Program(cast.author)
    revoke_token(acting_user=cast.author, token=revoked.token)
    for program in (Program(), Program(secret="imp_nonsense"), revoked):
        for operation in OPERATIONS:
            with nothing_written():
                response = ask(program, cast, article, operation)
            assert is_problem(response, 401), operation
            assert response["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_opens_nothing(
    cast: Cast, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(cast.author)
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for operation in OPERATIONS:
        with nothing_written():
            assert is_problem(ask(program, cast, article, operation), 401)


def test_a_session_opens_nothing(cast: Cast, article: Article) -> None:
    program = Program()
    program.client.force_login(cast.author)
    with nothing_written():
        assert is_problem(ask(program, cast, article, OPERATIONS[0]), 401)


def test_a_token_opens_what_its_scope_names(cast: Cast, article: Article) -> None:
    for operation in OPERATIONS:
        scopes = [scope for scope in ALL if scope != operation[2]]
        program = Program(cast.author, scopes)
        ask(program, cast, article, OPERATIONS[0])  # notes the use
        with nothing_written():
            response = ask(program, cast, article, operation)
        assert is_problem(response, 403), operation
        assert operation[2] in response["WWW-Authenticate"]


@pytest.mark.parametrize("who", ["editor", "board_one", "admin"])
def test_who_is_no_author_is_told_so(cast: Cast, article: Article, who: str) -> None:
    program = Program(getattr(cast, who))
    ask(program, cast, article, OPERATIONS[0])
    for operation in OPERATIONS:
        with nothing_written():
            response = ask(program, cast, article, operation)
        assert is_problem(response, 403)
        assert response.json()["reasons"] == ["Only authors write here."]


def test_another_author_cannot_tell_it_exists(cast: Cast, article: Article) -> None:
    program = Program(cast.outsider)
    program.ask("GET", "/drafts")
    for operation in OPERATIONS:
        if "{" not in operation[1]:
            continue
        with nothing_written():
            response = ask(program, cast, article, operation)
            other = program.ask(
                operation[0],
                operation[1].format(slug="nothing", uid=uuid4()),
                operation[3] and {"seen_save": 1, **operation[3]},
            )
        assert is_problem(response, 404), operation
        assert response.json() == other.json()


@pytest.mark.parametrize("who", ["author", "coauthor"])
def test_both_authors_read_and_write(cast: Cast, article: Article, who: str) -> None:
    for operation in OPERATIONS:
        response = ask(Program(getattr(cast, who)), cast, article, operation)
        expected = {200, 201} if "submissions" not in operation[1] else {200, 201, 403}
        assert response.status_code in expected, (operation, response.content)


def test_asking_too_often_is_refused_until_the_minute_is_over(cast: Cast, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    program, other = Program(cast.author), Program(cast.coauthor)
    statuses = [program.ask("GET", "/drafts").status_code for _ in range(5)]
    assert 429 in statuses
    refused = program.ask("GET", "/drafts")
    if refused.status_code == 429:  # the minute may have turned
        assert 1 <= int(refused["Retry-After"]) <= 60
        assert is_problem(refused, 429)
    assert other.ask("GET", "/drafts").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nothing", None, 404),
        ("GET", "/", None, 404),
        ("GET", "/drafts/%2Fetc%2Fpasswd", None, 404),
        ("GET", "/drafts/%00", None, 404),
        ("GET", "/submissions/nonsense", None, 422),
        ("DELETE", "/drafts", None, 405),
        ("POST", "/drafts", b"{", 400),
        ("POST", "/drafts", b"[" * 100_000, 400),
        ("POST", "/drafts", b"x" * 2_000_001, 413),
        ("POST", "/drafts", {}, 422),
        ("GET", "/drafts?page=0", None, 422),
    ],
    ids=lambda value: str(value)[:30],
)
def test_every_refusal_is_a_problem(
    cast: Cast, method: str, path: str, body: Any, status: int
) -> None:
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    with nothing_written():
        response = program.ask(method, path, body)
    assert is_problem(response, status), response.content[:300]
    if status == 405:
        assert response["Allow"] == "GET, POST"


def test_what_was_sent_is_not_repeated(cast: Cast) -> None:
    response = Program(cast.author).ask("POST", "/drafts", posted(cast, kind="Qzxcanary"))
    assert is_problem(response, 422)
    assert b"Qzxcanary" not in response.content


def test_a_fault_of_ours_is_a_problem_as_well(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    program, slug = Program(cast.author), submitted(cast).article.slug
    program.client.raise_request_exception = False
    monkeypatch.setattr("editorial.api.submissions.timeline", lambda _records: 1 / 0)
    response = program.ask("GET", f"/drafts/{slug}/standing")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert response.json()["type"] == "urn:imprimatur:problem:unexpected"
    assert "division" not in response.content.decode()
    assert "ZeroDivisionError" in caplog.text

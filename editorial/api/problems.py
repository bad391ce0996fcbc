"""Problem details (RFC 9457): every refusal is JSON with the same few members, in words."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field

CONTENT_TYPE = "application/problem+json"
TYPES = "urn:imprimatur:problem:"
#: What any operation may answer, beside what it is for.
ANY = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500)


class Wrong(Schema):
    """One thing that is wrong with a request: where, and what."""

    where: str
    what: str


class ProblemOut(Schema):
    """Why a request was refused. Nothing was written."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Which kind of problem: stays the same when words change.")
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []


class ProblemError(Exception):
    """A refusal that becomes an answer."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        self.status, self.kind, self.detail = status, kind, detail
        self.headers, self.more = headers or {}, more
        super().__init__(detail)

    def response(self) -> HttpResponse:
        """Return the answer."""
        return problem(self.status, self.kind, self.detail, headers=self.headers, **self.more)


def problem(
    status: int, kind: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> HttpResponse:
    """Return a refusal as an answer; ``more`` are members beyond the usual ones."""
    body = {
        "type": TYPES + kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    response = HttpResponse(json.dumps(body), status=status, content_type=CONTENT_TYPE)
    for name, value in {"Cache-Control": "no-store", **(headers or {})}.items():
        response.headers[name] = value
    return response


def not_found() -> ProblemError:
    """Return the refusal for what is not there, or must not be known of: they look the same."""
    return ProblemError(404, "not-found", "There is nothing of yours at this address.")

"""Idempotency keys: who did not get an answer asks again, and nothing is done twice."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Header, Status
from ninja.responses import NinjaJSONEncoder

from accounts.models import ApiAnswer
from accounts.services.answers import keep_answer, take_key
from editorial.api.access import token_of
from editorial.api.problems import ProblemError

Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern="^[!-~]{1,80}$",
        description="A key of your own for this request: sent again within a day, it gets the same"
        " answer, and nothing is done twice.",
    ),
]
Act = Callable[..., Any]


def idempotent(act: Act) -> Act:
    """Remember what an act answered to a key, in the transaction of the act.

    The key is taken before the act begins: of two requests with one key at the same time, one
    waits for the other. An act that is refused takes no key.
    """

    @wraps(act)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = kwargs.get("idempotency_key")
        if key is None:
            return act(request, *args, **kwargs)
        with transaction.atomic():
            answer, known = take_key(
                token=token_of(request), key=key, request_digest=_digest(request)
            )
            if known:
                return _again(request, answer)
            result: Status[Any] = act(request, *args, **kwargs)
            body = json.dumps(result.value.model_dump(), cls=NinjaJSONEncoder)
            keep_answer(answer=answer, status=result.status_code, body=body)
        return result

    # Ninja reads the types off the signature, in whose module their names are known.
    once.__signature__ = inspect.signature(act, eval_str=True)  # type: ignore[attr-defined]
    return once


def _again(request: HttpRequest, answer: ApiAnswer) -> HttpResponse:
    if answer.request_digest != _digest(request):
        raise ProblemError(
            422, "key-reused", "This Idempotency-Key was sent with another request before."
        )
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    head = f"{request.method} {request.path}\n".encode()
    return sha256(head + request.body).hexdigest()

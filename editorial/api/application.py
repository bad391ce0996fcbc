"""The addresses under /api/v1/, and what every answer has in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.log import log_response
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as WrongRequest

from accounts.errors import ConflictError, RefusedError
from editorial.api.drafts import router as drafts
from editorial.api.problems import CONTENT_TYPE, ProblemError, not_found, problem
from editorial.api.schemas import AI
from editorial.api.submissions import router as submissions

#: Where the JSON has what the working copy keeps in a field of another name.
PLACES = {
    NON_FIELD_ERRORS: "",
    **{f"ai_{name}": f"ai.{name}" for name in AI.model_fields},
}
LARGEST_BODY = 2_000_000
FIRST_REFUSAL = 400


class Application(NinjaAPI):
    """NinjaAPI whose description says that refusals are problem details."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the description."""
        schema: Any = super().get_openapi_schema(*args, **kwargs)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= FIRST_REFUSAL and "application/json" in response["content"]:
                        response["content"] = {
                            CONTENT_TYPE: response["content"]["application/json"]
                        }
        return schema


api = Application(
    title="Imprimatur",
    version="1.0.0",
    description="What a program may do for an author: drafts, their references and checks,"
    " submitting, and where a text stands. No program can take responsibility for a text.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", drafts)
api.add_router("", submissions)


@api.exception_handler(ProblemError)
def _problem(_request: HttpRequest, error: Any) -> HttpResponse:
    response: HttpResponse = error.response()
    return response


@api.exception_handler(ConflictError)
@api.exception_handler(RefusedError)
def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    status = 409 if isinstance(error, ConflictError) else 403
    return problem(status, "refused", " ".join(error.reasons), reasons=error.reasons)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [
        {"where": PLACES.get(field, field), "what": message}
        for field, messages in by_field.items()
        for message in messages
    ]
    return problem(422, "invalid", " ".join(line["what"] for line in errors), errors=errors)


@api.exception_handler(WrongRequest)
def _wrong(_request: HttpRequest, error: Any) -> HttpResponse:
    # Without what was sent: pydantic would repeat all of it.
    errors = [
        {"where": ".".join(_place(line["loc"])), "what": line["msg"]} for line in error.errors
    ]
    return problem(422, "invalid", "The request is not as it is described.", errors=errors)


def _place(location: Sequence[str | int]) -> list[str]:
    """Return a place as the JSON has it; what is in the address or a header, by its name."""
    parts = [str(part) for part in location]
    return parts[2:] if parts[0] == "body" else parts[1:]


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Any) -> HttpResponse:
    return not_found().response()


@api.exception_handler(HttpError)
def _other(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, "malformed", str(error))


@api.exception_handler(Exception)
def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    """Say that the fault is ours, and let it be seen and logged like one of any other page."""
    response = problem(
        500, "unexpected", "Something went wrong here. It is noted; try again later."
    )
    got_request_exception.send(sender=Application, request=request)
    log_response(
        "%s: %s",
        response.reason_phrase,
        request.path,
        response=response,
        request=request,
        exception=error,
    )
    return response


View = Callable[..., HttpResponseBase]


def _plain(view: View) -> View:
    """Let a view of ninja's refuse in our words what it refuses in its own."""

    @csrf_exempt  # no cookie is looked at: what a browser sends by itself opens nothing
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        length = request.headers.get("Content-Length") or "0"
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return problem(413, "too-large", f"{LARGEST_BODY:,} bytes are the most.")
        response = view(request, *args, **kwargs)
        if response.status_code == 405 and "Allow" in response.headers:
            headers = {"Allow": ", ".join(sorted(response.headers["Allow"].split(", ")))}
            return problem(405, "method", "That can't be done here.", headers=headers)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


@csrf_exempt
def nowhere(_request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer for every address that there is not."""
    return not_found().response()


app_name = "api"
urlpatterns = [
    *(
        URLPattern(pattern.pattern, _plain(pattern.callback), name=pattern.name)
        for pattern in api.urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ),
    path("", nowhere, name="api-root"),
    path("<path:rest>", nowhere),
]

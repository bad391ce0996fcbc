"""Ask the API as a program does."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.enums import Scope
from accounts.models import User
from tests.factories import complete
from tests.factories.cast import Cast
from tests.factories.tokens import token_of

ALL = tuple(Scope.values)


class Program:
    """A client with a token."""

    def __init__(self, user: User | None = None, scopes: Any = ALL, secret: str = "") -> None:
        if user is not None and user.is_authenticated:
            self.token, secret = token_of(user, scopes)
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.client = Client(enforce_csrf_checks=True)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request; ``headers`` have underscores for hyphens."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data if body is not None else b"",
            content_type="application/json",
            headers={**self.headers, **names},
        )


def posted(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Return what a pipeline posts as a new draft."""
    fields = complete(cast.specialty)
    return {
        "question": fields["question"],
        "title": fields["title"],
        "specialty": cast.specialty.slug,
        "kind": "treatment",
        "clinician_text": fields["clinician_text"],
        "plain_text": fields["plain_text"],
        "funding": "None",
        "ai": {"use": "used", "tool": "Drafter", "version": "3", "purpose": "First draft"},
        **changes,
    }

"""The answer to "Are you still there?"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


@require_POST
@never_cache
def stay(request: HttpRequest) -> HttpResponse:
    """Count as activity (the middleware does), or say that the session is over."""
    return HttpResponse(status=204 if request.user.is_authenticated else 403)

"""Whether this process may be trusted with requests, for a load balancer or a person on call."""

from __future__ import annotations

import logging

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from accounts import guards
from articles.methods import read_only

logger = logging.getLogger(__name__)


@read_only
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 when the database fails or a guard is missing from it.

    Without its guards the database would still answer, and keep none of the promises that readers
    rely on: that counts as ill.
    """
    try:
        missing = guards.missing(connection)
    except Error:
        logger.exception("The database does not answer.")
        return JsonResponse({"status": "failing", "database": "does not answer"}, status=503)
    if missing:
        logger.error("Guards are missing from the database: %s", ", ".join(missing))
        return JsonResponse({"status": "failing", "missing_guards": missing}, status=503)
    return JsonResponse({"status": "ok"})

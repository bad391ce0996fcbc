"""The desk's Content-Security-Policy."""

from __future__ import annotations

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

#: What unfold's pages need: Alpine evaluates expressions, and the theme stands in a style element.
DESK = {
    "script-src": [SELF, "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
}


class DeskCSPMiddleware(CSPMiddleware):
    """django-csp's header, wider for the pages of the admin and for no other."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,  # noqa: FBT001, FBT002 - django-csp's signature
    ) -> PolicyParts:
        """Widen the policy where the address is one of the admin's."""
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        match = request.resolver_match
        if match is not None and match.app_name == "admin":
            parts.update = {**(parts.update or {}), **DESK}
        return parts

"""Every address."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from editorial.health import health

# People sign in at one door: a second form at the desk would have rules of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("articles.reader.urls")),
    path("pending/", include("editorial.pending.urls")),
    path("invitation/", include("editorial.invitation.urls")),
    path("write/", include("editorial.authoring.urls")),
    path("certificates/", include("editorial.certificates.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health, name="healthz"),
]

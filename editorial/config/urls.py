"""Every address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.desk.site import use_one_door
from editorial.health import health
from editorial.pending.images import image, preview_image
from editorial.pending.views import preview, with_slash

use_one_door(admin.site)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("articles.reader.urls")),
    path("pending/", include("editorial.pending.urls")),
    path("preview/<str:token>/", preview, name="preview"),
    path("preview/<str:token>", with_slash, name="preview-without-slash"),
    path("preview/<str:token>/<str:digest>.<slug:kind>", preview_image, name="preview-image"),
    path("images/<str:digest>.<slug:kind>", image, name="image"),
    path("invitation/", include("editorial.invitation.urls")),
    path("", include("editorial.talking.urls")),
    path("write/", include("editorial.authoring.urls")),
    path("certificates/", include("editorial.certificates.urls")),
    path("accounts/", include("accounts.urls")),
    path("api/v1/", include("editorial.api.application")),
    path("admin/", admin.site.urls),
    path("healthz", health, name="healthz"),
]

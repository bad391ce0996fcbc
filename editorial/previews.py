"""The addresses of preview links: signed, so that none can be guessed or read off the database."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from editorial.models import PreviewLink

_SIGNER = "editorial.preview"


def address_of(link: PreviewLink) -> str:
    """Return the whole address under which the link opens."""
    token = signing.Signer(salt=_SIGNER).sign(str(link.uid))
    return f"{settings.SITE_URL}{reverse('preview', args=[token])}"


def link_by_token(token: str) -> PreviewLink | None:
    """Return the link that holds under a token, with its submission, or None."""
    try:
        uid = UUID(signing.Signer(salt=_SIGNER).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    links = PreviewLink.objects.holding().filter(uid=uid)
    return links.select_related("submission__article", "submission__revision").first()

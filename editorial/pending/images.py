"""The file of a picture: to everybody once a text that shows it is published, else to few."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from articles.image_files import image_path
from articles.images import CONTENT_TYPES
from articles.methods import read_only
from articles.models import Image, PublishedImage
from editorial.image_policies import may_see_image
from editorial.previews import link_by_token

#: The bytes behind an address never change, but a text may be taken off its page for being
#: dangerous: then its pictures must go from caches within a day.
PUBLIC = "public, max-age=86400, immutable"
PRIVATE = "private, no-store"
NUL = "\0"
NOTHING = "There is no picture at this address."


@read_only
def image(request: HttpRequest, digest: str, kind: str) -> HttpResponseBase:
    """Send the picture. Who may not see it can't tell it from one that never was (404)."""
    if NUL in digest:  # PostgreSQL takes none
        raise Http404(NOTHING)
    if PublishedImage.objects.filter(digest=digest, kind=kind).shown().exists():
        # Asked before anybody's session is looked at: the answer is the same for all.
        return _file(request, digest, kind, public=True)
    pictures = Image.objects.filter(digest=digest, kind=kind).select_related("article")
    if any(may_see_image(request.user, picture) for picture in pictures):
        return _file(request, digest, kind, public=False)
    raise Http404(NOTHING)


@read_only
def preview_image(request: HttpRequest, token: str, digest: str, kind: str) -> HttpResponseBase:
    """Send a picture of the pending text to who has a link to that text (404 for any other)."""
    link = link_by_token(token)
    if link is None or not link.submission.is_open:
        raise Http404(NOTHING)
    images = link.submission.revision.document.get("images", ())
    if (digest, kind) not in {(image["digest"], image["kind"]) for image in images}:
        raise Http404(NOTHING)
    return _file(request, digest, kind, public=False)


def _file(request: HttpRequest, digest: str, kind: str, *, public: bool) -> HttpResponseBase:
    """Return the file with headers by which a browser takes it for a picture and nothing else."""
    tag = f'"{digest}"'
    if public and (unchanged := get_conditional_response(request, etag=tag)):
        unchanged["Cache-Control"] = PUBLIC
        return unchanged
    try:
        file = image_path(digest, kind).open("rb")
    except FileNotFoundError as error:
        raise Http404(NOTHING) from error
    response: HttpResponseBase = FileResponse(file, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = PUBLIC if public else PRIVATE
    if public:
        response["ETag"] = tag
    else:
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response

"""Which templates made a finished page: another deploy's must not be served for this one's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import django
from django.conf import settings

#: Below the templates' folder: all that a reader's page can be made of.
TEMPLATES = ("base.html", "reader", "partials")
#: Below the app's folder.
CODE = ("reader", "templatetags", "models/publication.py")


def page_version() -> str:
    """Return a digest of all that makes a page of a publication.

    Templates, the code around them, the names of the static files that pages refer to, and the
    site's address: after a deploy that changed one of these it is another one, and finished pages
    count as stale until ``manage.py render_pages`` has made them anew.
    """
    return _version(settings.SITE_URL, str(settings.STATIC_ROOT), str(settings.BASE_DIR))


@lru_cache(maxsize=8)
def _version(site_url: str, static_root: str, base: str) -> str:
    whole = hashlib.sha256(f"{django.__version__}\n{site_url}\n".encode())
    for file in _files(Path(static_root), Path(base)):
        content = file.read_bytes()
        name = file.relative_to(base) if file.is_relative_to(base) else file.name
        whole.update(f"{name}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]


def _files(static_root: Path, base: Path) -> Iterator[Path]:
    yield from sorted(static_root.glob("staticfiles.json"))
    roots = [base / "templates" / name for name in TEMPLATES]
    roots += [base / "articles" / name for name in CODE]
    for root in roots:
        if root.is_file():
            yield root
        else:
            yield from sorted(f for f in root.rglob("*") if f.suffix in (".html", ".py", ".xml"))

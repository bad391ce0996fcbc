"""The files of pictures: a folder in which each is named by the digest of its bytes.

No web server may serve the folder: who may see a picture is asked at ``/images/``. A file without
a row is what an upload left that was refused in its last moment; it is named nowhere and harmless.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from articles.images import Encoded


def image_path(digest: str, kind: str) -> Path:
    """Return where the file of a picture is."""
    return Path(settings.MEDIA_DIR) / digest[:2] / f"{digest}.{kind}"


def keep_image(encoded: Encoded) -> Path:
    """Write the file of a picture, whole or not at all, and return where it is."""
    path = image_path(encoded.digest, encoded.kind)
    if path.is_file() and path.stat().st_size == len(encoded.data):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(encoded.data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path


def forget_image(digest: str, kind: str, *, is_wanted: Callable[[], bool]) -> None:
    """Delete the file of a picture that no article has any more.

    ``is_wanted`` is asked again while the file is out of the way: who keeps the same picture in
    between looks for the file after their row is there, and writes it anew.
    """
    path = image_path(digest, kind)
    if is_wanted() or not path.is_file():
        return
    aside = path.with_name(f".{path.name}.gone")
    path.replace(aside)
    if is_wanted():
        aside.replace(path)
    else:
        aside.unlink()


def file_problem(digest: str, kind: str) -> str:
    """Return what is wrong with the file of a picture, or ""."""
    try:
        with image_path(digest, kind).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return f"the file of picture {digest[:12]} can't be read"
    return "" if found == digest else f"the file of picture {digest[:12]} was changed"

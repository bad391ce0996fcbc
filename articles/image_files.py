"""The files of pictures: a folder in which each is named by the digest of its bytes.

No web server may serve the folder: who may see a picture is asked at ``/images/``. A file without
a row is what an upload left that was refused in its last moment; it is named nowhere and harmless.
"""

from __future__ import annotations

import os
import tempfile
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

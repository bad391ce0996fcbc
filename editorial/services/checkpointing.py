"""The hourly checkpoint: what all trails say, signed, here and outside.

It is the one verb without an acting person: the clock asks for it, and it changes nothing that
anybody wrote.
"""

from __future__ import annotations

import fcntl
import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.canonical import canonical
from editorial import signing
from editorial.checkpoints import Heads, current_heads, fold, leaves, outside_lines
from editorial.instants import utc_text
from editorial.models import Checkpoint
from editorial.verify.checkpoints import file_line, manifest_digest, manifest_of
from editorial.verify.merkle import root

EVERY = timedelta(hours=1)


def take_checkpoint(*, even_if_early: bool = False) -> Checkpoint | None:
    """Write the checkpoint of this hour, unless the last one is younger than an hour.

    The row is committed first and the file appended to after it, under a lock. A line that a
    crash kept from the file is appended by the next call, so none is ever missing for longer. Of
    two processes that do it at once one writes, and both return its checkpoint. Returns None when
    it is too early. Raises OSError when the file can't be written.
    """
    last = Checkpoint.objects.order_by("-number").first()
    early = last is not None and timezone.now() - last.at < EVERY
    if early and not even_if_early:
        _append_missing_lines()
        return None
    try:
        checkpoint = _write()
    except IntegrityError:  # another process wrote the same number
        checkpoint = Checkpoint.objects.order_by("-number")[0]
    _append_missing_lines()
    return checkpoint


@transaction.atomic
def _write() -> Checkpoint:
    known: Heads = {}
    last: Checkpoint | None = None
    for row, heads in fold():
        last, known = row, heads
    heads = current_heads()
    changed: list[list[str | int]] = [
        [uid, *heads[uid]] for uid in sorted(heads) if known.get(uid) != heads[uid]
    ]
    number = last.number + 1 if last else 1
    now = timezone.now()
    top = root(leaves(heads))
    manifest = manifest_of(
        number=number,
        at=utc_text(now),
        articles=len(heads),
        root=top,
        previous=manifest_digest(last.manifest) if last else "",
        key_id=signing.key_id(),
    )
    return Checkpoint.objects.create(
        number=number,
        at=now,
        root=top,
        changed=canonical(changed),
        manifest=manifest,
        signature=signing.sign(manifest),
        key_id=signing.key_id(),
    )


def _append_missing_lines() -> None:
    """Append to the file outside every checkpoint that is newer than its last line."""
    file = Path(settings.CHECKPOINT_FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as outside:
        fcntl.flock(outside, fcntl.LOCK_EX)
        known = len(outside_lines())
        for checkpoint in Checkpoint.objects.filter(number__gt=known).order_by("number"):
            outside.write(file_line(checkpoint) + "\n")
        outside.flush()
        os.fsync(outside.fileno())

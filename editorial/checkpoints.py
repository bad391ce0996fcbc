"""Reads of the checkpoints: the tree at an hour, and what no longer fits to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Subquery

from articles.models import Article
from editorial import signing
from editorial.models import Checkpoint, Record
from editorial.verify.checkpoints import check_against_file, check_seal, leaf, manifest_digest
from editorial.verify.merkle import path, root
from editorial.verify.problem import Problem
from editorial.verify.signatures import load_keys

#: The last record of each article: its sequence and hash, by the article's uid.
Heads = dict[str, tuple[int, str]]


def current_heads() -> Heads:
    """Return the heads of all trails as they are now, in one query."""
    newest = Record.objects.filter(article=OuterRef("article")).order_by("-sequence")
    rows = (
        Record.objects.filter(sequence=Subquery(newest.values("sequence")[:1]))
        .annotate(uid=F("article__uid"))
        .values_list("uid", "sequence", "hash")
    )
    return {str(uid): (sequence, head) for uid, sequence, head in rows}


def leaves(heads: Heads) -> list[str]:
    """Return the tree's leaves, in the order of the articles' uids."""
    return [leaf(uid, *heads[uid]) for uid in sorted(heads)]


def fold() -> Iterator[tuple[Checkpoint, Heads]]:
    """Yield every checkpoint with the heads that it stands for, oldest first.

    The same dictionary grows from one to the next: copy what is to be kept.
    """
    heads: Heads = {}
    for checkpoint in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
        heads.update({uid: (sequence, head) for uid, sequence, head in checkpoint.heads})
        yield checkpoint, heads


def proofs(article: Article) -> list[dict[str, Any]]:
    """Return, for each head of the article that a checkpoint knows, what proves that it does.

    One for the first checkpoint of each head, oldest first: that is what a bundle carries.
    """
    uid = str(article.uid)
    found = []
    for checkpoint, heads in fold():
        if any(changed[0] == uid for changed in checkpoint.heads):
            place = sorted(heads).index(uid)
            sequence, head = heads[uid]
            found.append(
                {
                    "row": _place(checkpoint),
                    "manifest": checkpoint.manifest,
                    "signature": checkpoint.signature,
                    "key_id": checkpoint.key_id,
                    "sequence": sequence,
                    "head": head,
                    "path": [list(step) for step in path(leaves(heads), place)],
                }
            )
    return found


def problems() -> list[Problem]:
    """Return everything that speaks against the checkpoints, or against the trails by them."""
    rows = list(Checkpoint.objects.order_by("number"))
    found = list(_broken_chain(rows))
    found += _departed_trails()
    lines = outside_lines()
    described = [{"row": _place(row), "manifest": row.manifest} for row in rows]
    found += check_against_file(described, lines, str(settings.CHECKPOINT_FILE))
    numbers = {row.number for row in rows}
    for place, line in enumerate(lines, start=1):
        number = _number(line)
        if number is not None and number not in numbers:
            where = f"{settings.CHECKPOINT_FILE}, line {place}"
            found.append(Problem(where, f"checkpoint {number} is gone from the database"))
    return found


def outside_lines() -> list[str]:
    """Return the lines of the file outside the database; none if it is not there yet."""
    file = Path(settings.CHECKPOINT_FILE)
    if not file.exists():
        return []
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line]


def _broken_chain(rows: list[Checkpoint]) -> Iterator[Problem]:
    """Hold every checkpoint against its seal, its manifest and the one before it."""
    keys, _bad = load_keys({signing.key_id(): signing.public_pem()})
    previous = ""
    for expected, row in enumerate(rows, start=1):
        place = _place(row)
        seal = {"row": place, "manifest": row.manifest, "signature": row.signature}
        yield from check_seal({**seal, "key_id": row.key_id}, keys)
        manifest = json.loads(row.manifest)
        if (manifest["number"], manifest["root"]) != (row.number, row.root):
            yield Problem(place, "its columns are not what was signed")
        if row.number != expected or manifest["previous"] != previous:
            yield Problem(place, "does not follow the checkpoint before it")
        previous = manifest_digest(row.manifest)


def _departed_trails() -> Iterator[Problem]:
    """Yield each head that a checkpoint knows and the trail no longer has."""
    rows = Record.objects.annotate(uid=F("article__uid")).values_list("uid", "sequence", "hash")
    present = {(str(uid), sequence): head for uid, sequence, head in rows.iterator(5000)}
    last = ""
    for checkpoint, heads in fold():
        # An hour in which nothing happened has the root of the hour before.
        last = root(leaves(heads)) if checkpoint.heads or not last else last
        if last != checkpoint.root:
            yield Problem(_place(checkpoint), "its heads do not give the root that was signed")
        for uid, sequence, head in checkpoint.heads:
            now = present.get((uid, sequence))
            if now != head:
                fate = "is gone" if now is None else "was rewritten"
                slug = Article.objects.filter(uid=uid).values_list("slug", flat=True).first()
                yield Problem(_place(checkpoint), f"record {sequence} of {slug or uid} {fate}")


def _place(row: Checkpoint) -> str:
    return f"{row._meta.db_table} {row.number}"


def _number(line: str) -> int | None:
    try:
        return int(json.loads(json.loads(line)["manifest"])["number"])
    except (ValueError, KeyError, TypeError):
        return None

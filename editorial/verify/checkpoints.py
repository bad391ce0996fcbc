"""Checkpoints: what the heads of all chains were at an hour, signed, and kept outside as well.

A chain can be rewritten, with new hashes throughout, by who holds the table; with the key they can
sign it anew. The checkpoints of earlier hours stand in a file that they do not hold.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from articles.canonical import canonical, digest
from editorial.verify.merkle import root_from
from editorial.verify.problem import Problem, Row
from editorial.verify.signatures import load_keys

CHECKPOINT_FORMAT = "imprimatur-checkpoint/1"

#: The parts of a checkpoint that its file has, one JSON object a line.
LINE = ("manifest", "signature", "key_id")


def leaf(article: str, sequence: int, head: str) -> str:
    """Return the text that stands for an article's head in the tree."""
    return canonical({"article": article, "sequence": sequence, "hash": head})


def manifest_of(
    *, number: int, at: str, articles: int, root: str, previous: str, key_id: str
) -> str:
    """Return the canonical text of a checkpoint, which is what is signed.

    ``previous`` is the digest of the manifest before it, "" for the first.
    """
    return canonical(
        {
            "format": CHECKPOINT_FORMAT,
            "number": number,
            "at": at,
            "articles": articles,
            "root": root,
            "previous": previous,
            "key": key_id,
        }
    )


def check_checkpoints(bundle: Row) -> Iterator[Problem]:
    """Yield what is wrong with a bundle's checkpoints, and where its chain departs from them."""
    keys, _problems = load_keys(bundle["keys"])
    records = {record["sequence"]: record for record in bundle["records"]}
    for row in bundle["checkpoints"]:
        yield from check_seal(row, keys)
        try:
            manifest = json.loads(row["manifest"])
            text = leaf(bundle["article"]["uid"], row["sequence"], row["head"])
            there = root_from(text, row["path"]) == manifest["root"]
        except (ValueError, KeyError, TypeError) as error:
            yield Problem(row["row"], f"can't be read ({error})")
            continue
        if not there:
            yield Problem(row["row"], "does not contain the head that it is said to contain")
        record = records.get(row["sequence"])
        if record is None:
            yield Problem(row["row"], f"knows record {row['sequence']}, which is gone")
        elif record["hash"] != row["head"]:
            yield Problem(
                record["row"], f"was rewritten since: {row['row']} knows it with another hash"
            )


def check_seal(row: Row, keys: Mapping[str, Ed25519PublicKey]) -> Iterator[Problem]:
    """Hold a checkpoint's manifest against the office's signature on it."""
    key = keys.get(row["key_id"])
    if key is None:
        yield Problem(row["row"], f"was made with an unknown key ({row['key_id']})")
        return
    try:
        key.verify(base64.b64decode(row["signature"], validate=True), row["manifest"].encode())
    except (InvalidSignature, ValueError):
        yield Problem(row["row"], "signature invalid: the manifest is not what was signed")


def check_against_file(rows: Iterable[Row], lines: Iterable[str], file: str) -> Iterator[Problem]:
    """Hold checkpoints against the file outside the database: what only one of them knows.

    ``rows`` need "row" and "manifest". A line that is no JSON is a problem of its own.
    """
    outside: dict[int, str] = {}
    for place, line in enumerate(lines, start=1):
        try:
            manifest = str(json.loads(line)["manifest"])
            number = json.loads(manifest)["number"]
        except (ValueError, KeyError, TypeError):
            yield Problem(f"{file}, line {place}", "is no checkpoint")
            continue
        if number in outside and outside[number] != manifest:
            yield Problem(f"{file}, line {place}", f"is a second checkpoint {number}")
        outside.setdefault(number, manifest)
    for row in rows:
        number = json.loads(row["manifest"])["number"]
        if number not in outside:
            yield Problem(row["row"], f"is not in {file}")
        elif outside[number] != row["manifest"]:
            yield Problem(row["row"], f"was rewritten: {file} has it otherwise")


def file_line(row: Any) -> str:
    """Return the line for the file outside."""
    return json.dumps({name: getattr(row, name) for name in LINE}, ensure_ascii=False)


def manifest_digest(manifest: str) -> str:
    """Return what the next checkpoint calls ``previous``."""
    return digest(manifest)

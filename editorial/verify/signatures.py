"""Signatures: the manifest, the key, the text they bind and their place in the trail."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from articles.canonical import digest
from editorial.verify.problem import Problem, Row, differing
from editorial.verify.proofs import check_proof
from editorial.verify.trail import entries, entry

#: Columns of a signature, and their names in its manifest.
IN_MANIFEST = {
    "uid": "id",
    "submission": "submission",
    "revision": "revision",
    "digest": "digest",
    "html_digest": "html_digest",
    "signer": "signer",
    "printed_name": "printed_name",
    "credentials": "credentials",
    "specialist": "specialist",
    "meaning": "meaning",
    "signed_at": "signed_at",
    "key_id": "key",
}


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the SHA-256 of a raw public key, in hexadecimal."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def load_keys(pems: dict[str, str]) -> tuple[dict[str, Ed25519PublicKey], list[Problem]]:
    """Return the usable public keys by fingerprint, and what is wrong with the others."""
    keys: dict[str, Ed25519PublicKey] = {}
    problems = []
    for name, pem in pems.items():
        try:
            key = serialization.load_pem_public_key(pem.encode())
        except (ValueError, TypeError, AttributeError):
            problems.append(Problem(f"key {name}", "is no public key"))
            continue
        if not isinstance(key, Ed25519PublicKey):
            problems.append(Problem(f"key {name}", "is no Ed25519 key"))
        elif fingerprint(key) != name:
            problems.append(Problem(f"key {name}", "is another key than its fingerprint says"))
        else:
            keys[name] = key
    return keys, problems


def check_signatures(bundle: Row) -> Iterator[Problem]:
    """Yield what is wrong with the signatures, and those the trail knows that are gone."""
    keys, problems = load_keys(bundle["keys"])
    yield from problems
    revisions = {row["number"]: row for row in bundle["revisions"]}
    for signature in bundle["signatures"]:
        yield from _check_seal(signature, keys)
        yield from _check_binding(bundle, signature, revisions.get(signature["revision"]))
    present = {row["uid"] for row in bundle["signatures"]}
    for details in entries(bundle, "signed"):
        if details.get("signature") not in present:
            yield Problem(details["record"]["row"], "the signature it names is gone")


def _check_seal(row: Row, keys: dict[str, Ed25519PublicKey]) -> Iterator[Problem]:
    """Hold the manifest against the office's signature on it."""
    key = keys.get(row["key_id"])
    if key is None:
        yield Problem(row["row"], f"was made with an unknown key ({row['key_id']})")
        return
    try:
        key.verify(base64.b64decode(row["signature"], validate=True), row["manifest"].encode())
    except (InvalidSignature, ValueError):
        yield Problem(row["row"], "signature invalid: the manifest is not what was signed")


def _check_binding(bundle: Row, row: Row, revision: Row | None) -> Iterator[Problem]:
    """Hold the manifest against the row, the text, the article and the trail."""
    try:
        manifest: dict[str, Any] = json.loads(row["manifest"])
        expected = {column: manifest[name] for column, name in IN_MANIFEST.items()}
        article, previous = manifest["article"], manifest["previous_record"]
    except (ValueError, KeyError, TypeError) as error:
        yield Problem(row["row"], f"the manifest can't be read ({error})")
        return
    yield from differing(row, expected, "the signed manifest")
    yield from check_proof(row, manifest)
    if article != bundle["article"]["uid"]:
        yield Problem(row["row"], "was made for another article")
    if revision is None:
        yield Problem(row["row"], f"there is no revision {row['revision']}")
    elif (row["digest"], row["html_digest"]) != (revision["digest"], revision["html_digest"]):
        yield Problem(row["row"], "signature invalid: it is on another text than its revision's")
    yield from _check_place(bundle, row, previous)


def _check_place(bundle: Row, row: Row, previous: str) -> Iterator[Problem]:
    """Hold the signature against its record."""
    signed = entry(bundle, "signed", signature=row["uid"])
    if signed is None:
        yield Problem(row["row"], "the trail does not know of it")
        return
    record = signed["record"]
    if signed.get("manifest") != digest(row["manifest"]):
        yield Problem(row["row"], "the trail knows it with another manifest")
    if record["previous_hash"] != previous:
        yield Problem(row["row"], "was made at another place of the trail")
    if record["actor"] != row["signer"] or signed.get("meaning") != row["meaning"]:
        yield Problem(row["row"], "the trail names another signer or meaning")
    if signed.get("components", []) != row.get("components", []):
        yield Problem(row["row"], "the trail names other components than the signature")

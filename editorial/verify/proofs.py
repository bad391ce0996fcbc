"""How a signer proved who they are, as the signed manifest says it (STANDARDS, sign-off 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from editorial.verify.problem import Problem, Row

#: Manifests of this form were signed before proofs were kept; they say nothing of components.
WITHOUT_PROOF = "imprimatur-signature/1"
WITH_PROOF = "imprimatur-signature/2"
SECOND = {"totp", "passkey"}
KNOWN = SECOND | {"password"}
#: A proof is used at once, and a series of one-component proofs breaks off after this.
USED_WITHIN = timedelta(minutes=2)
SERIES = timedelta(minutes=15)


def check_proof(row: Row, manifest: dict[str, Any]) -> Iterator[Problem]:
    """Hold the proof against the rule: two components first, then one while the series lasts."""
    form = manifest.get("format")
    if form == WITHOUT_PROOF and not row.get("components"):
        return
    if form != WITH_PROOF:
        yield Problem(row["row"], f"the manifest has an unknown form ({form})")
        return
    proof = manifest["proof"]
    components = set(proof["components"])
    if row.get("components", []) != proof["components"]:
        yield Problem(row["row"], "names other components than the signed manifest")
    if not components or not components <= KNOWN:
        yield Problem(row["row"], "was not proved by known components")
    first = proof["previous_at"] is None
    if first and not ("password" in components and components & SECOND):
        yield Problem(row["row"], "began a series with one component, not two")
    if not _in_time(manifest, proof, first=first):
        yield Problem(row["row"], "was proved at another time than it was signed")


def _in_time(manifest: dict[str, Any], proof: dict[str, Any], *, first: bool) -> bool:
    proved, signed = _moment(proof["proved_at"]), _moment(manifest["signed_at"])
    if not proved <= signed <= proved + USED_WITHIN:
        return False
    if first:
        return bool(proof["series_began_at"] == proof["proved_at"])
    previous = _moment(proof["previous_at"])
    return _moment(proof["series_began_at"]) <= previous <= proved <= previous + SERIES


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

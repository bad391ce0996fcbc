"""How a signer proved who they are, in words for an inspector (21 CFR 11.200).

The first signature of a series takes two components, each later one within fifteen minutes one of
them: a later one is understood only with what the series was opened with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.enums import Component
from accounts.models import SigningProof

#: The components that each series was opened with.
Openings = Mapping[str, Sequence[str]]


def openings_of(manifests: Iterable[Mapping[str, Any]]) -> Openings:
    """Return what opened the series that the signatures continue, as far as it is known."""
    series = [proof["series"] for proof in map(_proof, manifests) if proof.get("previous_at")]
    if not series:
        return {}
    first = SigningProof.objects.filter(series__in=series, previous_at__isnull=True)
    return {str(proof.series): proof.component_names for proof in first}


def identified(manifest: Mapping[str, Any], openings: Openings) -> str:
    """Say what the signer proved themselves with; manifests of form 1 do not say."""
    proof = _proof(manifest)
    given = _in_words(proof.get("components", ()))
    if not proof.get("previous_at"):
        return given
    began = datetime.fromisoformat(proof["series_began_at"])
    opened = _in_words(openings.get(proof["series"], ())) or "two components, as the rules ask"
    return f"{given}, in a series of signings opened at {began:%H:%M} UTC with {opened}"


def _in_words(components: Iterable[str]) -> str:
    return " and ".join(str(Component(name).label) for name in components)


def _proof(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    return manifest.get("proof") or {}

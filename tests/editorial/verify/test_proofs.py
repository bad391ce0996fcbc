"""The verifier holds the proof in a signature's manifest against the rule, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from articles.canonical import canonical
from editorial.evidence import evidence
from editorial.verify import find_problems
from editorial.verify.proofs import check_proof
from tests.factories import Cast, published, under_review

pytestmark = pytest.mark.django_db

Change = Callable[[dict[str, Any]], Any]


def signed(cast: Cast) -> dict[str, Any]:
    from tests.factories import approve

    submission = under_review(cast)
    approve(submission, cast.board_one)
    row: dict[str, Any] = evidence(submission.article)["signatures"][0]
    return row


def said(row: dict[str, Any], change: Change) -> list[str]:
    """Return what the verifier says of the manifest after a change, its seal aside."""
    manifest = json.loads(row["manifest"])
    change(manifest)
    changed = {**row, "manifest": canonical(manifest)}
    changed["components"] = manifest.get("proof", {}).get("components", [])
    return [problem.what for problem in check_proof(changed, manifest)]


def test_a_signature_says_how_it_was_proved(cast: Cast) -> None:
    row = signed(cast)
    manifest = json.loads(row["manifest"])
    assert manifest["format"] == "imprimatur-signature/2"
    assert manifest["proof"]["components"] == ["password", "totp"]
    assert row["components"] == ["password", "totp"]
    assert said(row, lambda _: None) == []


def test_a_series_of_signatures_verifies(cast: Cast) -> None:
    """The second text is signed with one component in the same session."""
    published(cast)
    second = published(cast, title="Another")
    bundle = evidence(second.article)
    assert [row["components"] for row in bundle["signatures"]] == [["password"], ["password"]]
    assert find_problems(bundle) == []


WRONG: dict[str, tuple[Change, str]] = {
    "one component at first": (
        lambda m: m["proof"].update(components=["password"]),
        "began a series with one component, not two",
    ),
    "two second factors": (
        lambda m: m["proof"].update(components=["totp", "passkey"]),
        "began a series with one component, not two",
    ),
    "no component": (lambda m: m["proof"].update(components=[]), "not proved by known components"),
    "an unknown component": (
        lambda m: m["proof"].update(components=["password", "totp", "cookie"]),
        "not proved by known components",
    ),
    "long before": (
        lambda m: m["proof"].update(
            proved_at="2020-01-01T00:00:00.000000Z", series_began_at="2020-01-01T00:00:00.000000Z"
        ),
        "proved at another time",
    ),
    "afterwards": (
        lambda m: m["proof"].update(proved_at="2999-01-01T00:00:00.000000Z"),
        "proved at another time",
    ),
    "a series that broke off": (
        lambda m: m["proof"].update(
            previous_at="2020-01-01T00:00:00.000000Z",
            series_began_at="2020-01-01T00:00:00.000000Z",
        ),
        "proved at another time",
    ),
    "the older form": (lambda m: m.update(format="imprimatur-signature/1"), "unknown form"),
    "a form to come": (lambda m: m.update(format="imprimatur-signature/3"), "unknown form"),
}


@pytest.mark.parametrize(("change", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_proof_is_named(cast: Cast, change: Change, words: str) -> None:
    assert any(words in what for what in said(signed(cast), change))


def test_other_components_in_the_row_are_named(cast: Cast) -> None:
    row = signed(cast)
    problems = check_proof({**row, "components": ["password"]}, json.loads(row["manifest"]))
    assert "other components" in next(problems).what


def test_a_manifest_of_the_first_form_still_verifies(cast: Cast) -> None:
    """Those signatures were made before proofs were kept."""
    row = {**signed(cast), "components": []}
    assert list(check_proof(row, {"format": "imprimatur-signature/1"})) == []

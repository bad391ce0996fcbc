"""What an inspector reads about how a signer proved themselves."""

from __future__ import annotations

import pytest

from editorial.certificates.identifying import identified

SERIES = "6f0f4d4e-0000-4000-8000-000000000001"
FIRST = {"components": ["password", "totp"], "series": SERIES, "previous_at": None}
LATER = {
    "components": ["password"],
    "series": SERIES,
    "series_began_at": "2026-11-25T19:50:00.000000Z",
    "previous_at": "2026-11-25T19:50:00.000000Z",
}
OPENED = "password, in a series of signings opened at 19:50 UTC with "


@pytest.mark.parametrize(
    ("proof", "openings", "words"),
    [
        (None, {}, ""),
        (FIRST, {}, "password and one-time code"),
        (LATER, {SERIES: ["password", "totp"]}, f"{OPENED}password and one-time code"),
        (LATER, {}, f"{OPENED}two components, as the rules ask"),
    ],
)
def test_how_a_signer_proved_themselves_is_said_whole(proof, openings, words):
    assert identified({"proof": proof} if proof else {}, openings) == words

"""The journeys of the demo: every step is legal, and together they cover the states."""

from __future__ import annotations

import re

import pytest

from tests.seeds.journeys import (
    IllegalStepError,
    conflicts,
    is_on_board,
    play,
    reasons_against_signing,
)
from tests.seeds.seed_files import SEEDS, SeedText, articles, people, specialties, steps, texts

README_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([a-z-]+) \| ([^|]+?) \|", re.MULTILINE)

every_article = pytest.mark.parametrize("article", articles(), ids=lambda text: text.meta["slug"])


def outcomes() -> dict[str, str]:
    return {article.meta["slug"]: play(article).outcome() for article in articles()}


@every_article
def test_journey_is_legal_and_ends_as_the_readme_says(article: SeedText) -> None:
    rows = {slug: (specialty, end) for slug, specialty, end in _readme_rows()}
    assert rows[article.meta["slug"]] == (article.meta["specialty"], play(article).outcome())


def test_journeys_cover_every_state() -> None:
    ends = set(outcomes().values())
    assert ends == {
        "draft",
        "submitted",
        "submitted, after changes",
        "under review, one approval",
        "under review, early access",
        "changes requested",
        "declined",
        "withdrawn",
        "published",
        "published, next revision under review",
        "published in a second version",
        "retracted",
    }


def test_enough_is_published_for_lists_to_look_alive() -> None:
    live = [
        article
        for article in articles()
        if outcomes()[article.meta["slug"]].startswith("published")
    ]
    assert len(live) >= 4
    assert len({article.meta["specialty"] for article in live}) >= 4
    assert len([article for article in live if article.plain]) >= 2
    assert len({article.meta["specialty"] for article in articles()}) >= 5


def test_later_versions_are_all_loaded_by_a_journey() -> None:
    loaded = {
        step.arguments["from"]
        for article in articles()
        for step in steps(article)
        if step.verb == "revise"
    }
    assert loaded == {text.name for text in texts().values() if text.is_later_version}


def test_letters_and_reasons_are_signed_or_substantial() -> None:
    editors = {one["printed_name"] for one in people().values() if "editor" in one["roles"]}
    for article in articles():
        for step in steps(article):
            letter = step.arguments.get("letter")
            if letter is not None:
                assert letter.rstrip().splitlines()[-1] in editors
            if step.verb == "retract":
                assert len(step.arguments["reason"].split()) > 50


def test_board_shows_each_reason_against_signing() -> None:
    assert not is_on_board("former@demo.test")
    assert reasons_against_signing("lapsed@demo.test", texts()["uncomplicated-cystitis-women.md"])
    vte = texts()["unprovoked-vte-duration.md"]
    assert conflicts("haematologist@demo.test", vte) == ["apixaban"]
    tp53 = texts()["tp53-b-all-negative-lumbar-puncture.md"]
    assert reasons_against_signing("haematologist@demo.test", tp53) == [
        "haematologist@demo.test is an author"
    ]


def test_text_under_review_has_somebody_left_who_may_sign() -> None:
    for article in articles():
        now = play(article)
        if now.state == "under review":
            free = [
                email
                for email in people()
                if email not in now.signatures and not reasons_against_signing(email, now.text)
            ]
            held = {held for email in free for held in people()[email]["board"]["specialties"]}
            assert now.text.meta["specialty"] in held or now.signatures, article.name
            assert free, article.name


def test_every_specialty_has_a_member_who_may_sign_today() -> None:
    anything = texts()["uncomplicated-cystitis-women.md"]
    held = {
        specialty
        for email, person in people().items()
        if not reasons_against_signing(email, anything)
        for specialty in person["board"]["specialties"]
    }
    assert held == set(specialties())


@pytest.mark.parametrize(
    ("journey", "refusal"),
    [
        (["begin_review"], "from draft"),
        (["submit", "submit"], "open already"),
        (["submit", {"assign": {"to": "author@demo.test", "due_in_days": 7}}], "an author"),
        (["submit", {"assign": {"to": "former@demo.test", "due_in_days": 7}}], "not on the board"),
        (["submit", {"assign": {"to": "lapsed@demo.test", "due_in_days": 7}}], "disclosure"),
        (["submit", {"accept": {"by": "oncologist@demo.test"}}], "no open invitation"),
        (["submit", {"sign": {"by": "oncologist@demo.test", "meaning": "approved"}}], "from"),
        ([{"retract": {"reason": "Wrong.", "remove_text": True}}], "nothing is published"),
        (["publish"], "no such step"),
    ],
)
def test_illegal_journey_is_refused(journey: list[object], refusal: str) -> None:
    honest = texts()["uncomplicated-cystitis-women.md"]
    bent = SeedText(
        path=honest.path,
        meta={**honest.meta, "journey": journey},
        clinician=honest.clinician,
        plain=honest.plain,
    )
    with pytest.raises(IllegalStepError, match=refusal):
        play(bent)


def _readme_rows() -> list[tuple[str, str, str]]:
    return README_ROW.findall((SEEDS / "README.md").read_text(encoding="utf-8"))

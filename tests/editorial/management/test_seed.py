"""The demo: every state, through the services, as often as one likes."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import Disclosure, User
from articles.models import Article, Member, Notice, Publication, RenderedPage
from editorial.enums import State
from editorial.models import Record, Signature, Submission
from tests.articles.reader.weighing import LIMIT, weight_of

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    models = (User, Disclosure, Article, Submission, Signature, Record, Publication, Notice)
    return [model.objects.count() for model in models]


def test_the_demo_shows_every_state_and_may_be_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed")
    states = set(Submission.objects.values_list("state", flat=True))
    assert states == set(State.values)
    assert Article.objects.count() >= 8
    assert Article.objects.values("specialty").distinct().count() >= 5
    assert set(Publication.objects.values_list("status", flat=True)) == {
        "live",
        "superseded",
        "retracted",
    }
    assert Article.objects.filter(early_access=True).count() == 1
    assert Submission.objects.open().filter(article__publications__status="live").exists()
    assert Article.objects.filter(submissions=None).exists()
    before = counts()
    call_command("verify_record")
    call_command("seed")
    assert counts() == before
    assert "0 people and 0 articles are new" in capsys.readouterr().out
    for name in ("author", "editor", "oncologist", "generalist", "admin"):
        person = User.objects.get(email=f"{name}@demo.test")
        assert person.check_password("let-it-be-printed"), name
    assert not Member.objects.filter(biography="").exists()
    # Every page of every article and version, and every notice.
    paths = RenderedPage.objects.exclude(slug="").values_list("path", flat=True).distinct()
    weights = {path: weight_of(path) for path in paths}
    assert max(weights.values()) < LIMIT, weights


@override_settings(DEMO=False)
def test_outside_demo_mode_nothing_is_loaded() -> None:
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("seed")
    assert not any(counts())

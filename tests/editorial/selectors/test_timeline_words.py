"""Every act has words for the authors, or is kept from them on purpose."""

from __future__ import annotations

from editorial.enums import Action
from editorial.selectors.timeline import BY_NAME, SENTENCES, UNTOLD

#: Told in sentences of their own.
BY_HAND = {Action.SAVED, Action.PUBLISHED}


def test_no_action_is_without_words() -> None:
    assert set(Action) == set(BY_NAME) | set(SENTENCES) | set(UNTOLD) | BY_HAND

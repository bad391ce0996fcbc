"""What stands beside a text that is being written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from articles.rendering import Rendering
from editorial.citing import known_retractions
from editorial.services.previewing import Preview

#: Words of a text, as an editor counts them: Markdown's marks and citations are none.
_NO_WORDS = re.compile(r"\[[@\d][^\]\n]*\]|[#*_|>`~-]+")
_WORD = re.compile(r"\w[\w'\u2019.,/%-]*")


def count_words(markdown: str) -> int:
    """Return the number of words of a Markdown text."""
    return len(_WORD.findall(_NO_WORDS.sub(" ", markdown)))


@dataclass(frozen=True)
class Panes:
    """Both texts and the references as readers would see them, the outline and the checks."""

    preview: Preview

    @property
    def rendering(self) -> Rendering:
        """The very HTML that would be frozen."""
        return self.preview.rendering

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """How many words each text has."""
        document = self.preview.document
        return [
            ("Text for clinicians", count_words(document["clinician"])),
            ("Plain language", count_words(document["plain"])),
        ]

    @cached_property
    def retracted(self) -> dict[str, str]:
        """What is known of each reference that was marked as retracted, by its id."""
        return known_retractions(self.preview.document["references"])

    @property
    def outline(self) -> list[dict[str, Any]]:
        """The headings of the text for clinicians."""
        return self.rendering.toc

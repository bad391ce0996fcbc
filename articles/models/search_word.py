"""The words of what is published, for "did you mean"."""

from __future__ import annotations

from django.db import models


class SearchWord(models.Model):
    """A word that stands in something published, in lower case and without accents."""

    word = models.CharField(max_length=40, unique=True)
    #: Whether it stands in a title or question, and not only in texts, which have very many words.
    titled = models.BooleanField(default=True)

    class Meta:
        # Of these all that begin alike are compared with a slip.
        indexes = [
            models.Index(
                fields=["word"], name="search_word_titled", condition=models.Q(titled=True)
            )
        ]

    def __str__(self) -> str:
        return self.word

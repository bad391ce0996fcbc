"""The words of published titles and questions, for "did you mean"."""

from __future__ import annotations

from django.db import models


class SearchWord(models.Model):
    """A word that stands in something published, in lower case and without accents."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word

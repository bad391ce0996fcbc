"""A save that its authors gave a name, to find it again."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from articles.models import Article


class NamedSave(models.Model):
    """The name of one save of an article's working copy. It marks the save and changes nothing."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="named_saves")
    #: The save's ``history_id``. Saves are never deleted.
    save_number = models.BigIntegerField()
    name = models.CharField(max_length=80)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["-save_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "save_number"], name="save_has_one_name_an_article"
            ),
        ]

    def __str__(self) -> str:
        return self.name

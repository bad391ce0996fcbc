"""Pictures of an article, and which of them readers may see."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from articles.enums import ImageKind
from articles.models.article import Article
from articles.models.notice import Notice
from articles.models.publication import Publication


class Image(models.Model):
    """A picture that an author added to an article; nothing of it ever changes.

    ``digest`` is the SHA-256 of the file, by which it is stored and texts refer to it. That an
    article has a picture shows it to nobody: what counts is which text uses it. One that no
    revision names can be removed.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="images")
    digest = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=4, choices=ImageKind)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploaded_images"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "digest"], name="image_once_an_article"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.digest[:12]} ({self.width} by {self.height})"


class PublishedImageQuerySet(models.QuerySet["PublishedImage"]):
    """Published pictures, in the words of readers."""

    def shown(self) -> PublishedImageQuerySet:
        """Those of a text that readers can open: no notice took it off its page.

        A removal reaches back to all versions before the one that it is about.
        """
        removals = Notice.objects.filter(
            remove_text=True,
            publication__article=OuterRef("publication__article"),
            publication__published_at__gte=OuterRef("publication__published_at"),
        )
        return self.filter(~Exists(removals))


class PublishedImage(models.Model):
    """A picture in a published text. The database takes none that the text does not name."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="images")
    digest = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=4, choices=ImageKind)

    objects = PublishedImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "digest"], name="published_image_once_a_publication"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} in {self.publication_id}"

"""Keys by which readers find an article that its words don't lead to."""

from __future__ import annotations

from django.db import models

from articles.models.member import Member
from articles.models.publication import Publication
from articles.search_keys import CITED, ITSELF, LONGEST_KEY, SIGNED, WRITTEN


class SearchKey(models.Model):
    """A name, or an identifier of a cited work or of the text itself, of a live publication.

    Written with the rest of the search index (``articles.services.indexing``), and gone with it.
    """

    key = models.CharField(max_length=LONGEST_KEY)
    kind = models.CharField(
        max_length=8,
        choices=[(CITED, "cited"), (WRITTEN, "written"), (SIGNED, "signed"), (ITSELF, "itself")],
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="search_keys"
    )
    #: The publication's id once more. Along the index of the column above PostgreSQL would look for
    #: the newest of a key among those of all others; this one it finds in the right index alone.
    place = models.BigIntegerField()
    #: Whose name it is, where a board member signed.
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="search_keys"
    )

    class Meta:
        # The newest of a key are read along it, however many there are.
        indexes = [models.Index(fields=["key", "place"], name="search_key_by_place")]

    def __str__(self) -> str:
        return f"{self.key} ({self.kind})"

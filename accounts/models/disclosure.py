"""Conflicts of interest, as ICMJE's form asks for them."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models

from accounts.enums import InterestCategory

#: STANDARDS, sign-off 7: a disclosure older than twelve months blocks.
CURRENT_FOR = timedelta(days=365)


class Disclosure(models.Model):
    """A dated statement of all interests, or that there are none.

    A new statement is a new row: what somebody had declared when they signed stays readable.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disclosures"
    )
    dated = models.DateField()
    nothing_to_disclose = models.BooleanField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-dated", "-pk"]

    def __str__(self) -> str:
        return f"Disclosure of {self.dated}"

    def is_current(self, today: date) -> bool:
        """Tell whether the statement still holds on the day."""
        return today - CURRENT_FOR <= self.dated <= today


class Interest(models.Model):
    """One relation with one organisation."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="interests")
    category = models.CharField(max_length=20, choices=InterestCategory)
    organisation = models.CharField(max_length=120)
    products = models.CharField(
        max_length=300,
        blank=True,
        help_text="Drugs, devices or tests of the organisation that are concerned, with commas.",
    )
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.organisation}"

    @property
    def names(self) -> list[str]:
        """The organisation and its products, each a name that a text may mention."""
        parts = [self.organisation, *self.products.split(",")]
        return [part.strip() for part in parts if part.strip()]

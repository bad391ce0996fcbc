"""What readers may know of the people who sign."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import cached_property

from articles.days import today as current_day
from articles.models.publication import Publication


class Member(models.Model):
    """The public page of a board member: a copy of what the office holds, made by a service.

    Readers' pages can't reach people. What they show of a member stands here, as of a moment, with
    the publications that carry the member's signature.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    credentials = models.CharField(max_length=120, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    orcid = models.CharField(max_length=19, blank=True)
    biography = models.TextField(blank=True, max_length=3000)
    seats = models.TextField(default="[]")
    disclosure = models.TextField(default="null")
    as_of = models.DateTimeField()
    publications = models.ManyToManyField(Publication, related_name="members")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @cached_property
    def terms(self) -> list[dict[str, Any]]:
        """The seats, newest first: "specialties", "start", "end" (None while it is open)."""
        terms: list[dict[str, Any]] = json.loads(self.seats)
        return terms

    @cached_property
    def statement(self) -> dict[str, Any] | None:
        """The newest statement of interests."""
        statement: dict[str, Any] | None = json.loads(self.disclosure)
        return statement

    @property
    def is_current(self) -> bool:
        """Whether one of the terms includes the day."""
        day = current_day()
        return any(
            date.fromisoformat(term["start"]) <= day
            and (term["end"] is None or day <= date.fromisoformat(term["end"]))
            for term in self.terms
        )

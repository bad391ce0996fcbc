"""What a certificate says (STANDARDS, sign-off 2 and 11), gathered once for page and PDF."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.models import Publication
from editorial import signing
from editorial.certificates.identifying import Openings, identified, openings_of
from editorial.enums import Meaning
from editorial.evidence import evidence
from editorial.models import ChecklistResponse, Record, Signature, Submission
from editorial.models.checklist import NOT_APPLICABLE
from editorial.selectors.checklists import score
from editorial.verify import Problem, find_problems


@dataclass(frozen=True)
class SignatureLine:
    """One signature as it is printed: what its manifest says, which is what was signed."""

    printed_name: str
    credentials: str
    meaning: str
    specialist: bool
    signed_at: datetime
    signature: str
    key_id: str
    #: What the signer proved themselves with, in words; "" where the manifest does not say.
    identified: str


@dataclass(frozen=True)
class ChecklistLine:
    """A checklist that a reviewer handed in, and what the answers add up to."""

    printed_name: str
    checklist: str
    completed_at: datetime
    score: str
    #: How often each answer was given: "Yes: 3".
    counts: tuple[str, ...]


@dataclass(frozen=True)
class Certificate:
    """All that stands for one approved revision."""

    submission: Submission

    @property
    def publication(self) -> Publication:
        """What was published by it. An approved submission always has one."""
        publication = self.submission.publication
        assert publication is not None
        return publication

    @cached_property
    def document(self) -> dict[str, Any]:
        """The content document that was signed."""
        return self.submission.revision.document

    @cached_property
    def signatures(self) -> list[SignatureLine]:
        """Every signature on the revision, in the order of signing."""
        rows = self.submission.signatures.order_by("signed_at", "pk")
        manifests = [(row, json.loads(row.manifest)) for row in rows]
        openings = openings_of([manifest for _row, manifest in manifests])
        return [_line(row, manifest, openings) for row, manifest in manifests]

    @cached_property
    def checklists(self) -> list[ChecklistLine]:
        """The checklists handed in about the revision; a reviewer's drafts are not shown."""
        rows = ChecklistResponse.objects.filter(
            review__submission=self.submission, completed_at__isnull=False
        )
        return [
            _checklist(row)
            for row in rows.select_related("review__member", "checklist").order_by(
                "completed_at", "pk"
            )
        ]

    @cached_property
    def trail(self) -> list[Record]:
        """The article's trail, as far as it is about this submission."""
        uid = str(self.submission.uid)
        records = self.submission.article.records.order_by("sequence")
        return [row for row in records if row.details.get("submission") == uid]

    @cached_property
    def problems(self) -> list[Problem]:
        """What does not hold now, checked by the offline verifier. Nothing, one hopes."""
        return find_problems(evidence(self.submission.article))

    @property
    def key_id(self) -> str:
        """The fingerprint of the office's public key."""
        return signing.key_id()

    @property
    def address(self) -> str:
        """Where any reader can ask who signed the text."""
        digest = self.submission.revision.digest
        return settings.SITE_URL + reverse("reader:verify", args=[digest])

    @property
    def file_name(self) -> str:
        """The name that downloads get, without its ending."""
        return f"{self.submission.article.slug}-revision-{self.submission.revision.number}"


def _checklist(row: ChecklistResponse) -> ChecklistLine:
    given = Counter(answer["value"] for answer in row.answers.values())
    known = [*row.checklist.answers, (NOT_APPLICABLE, "Does not apply")]
    assert row.completed_at is not None
    return ChecklistLine(
        printed_name=row.review.member.printed_name,
        checklist=str(row.checklist),
        completed_at=row.completed_at,
        score=score(row),
        counts=tuple(f"{words}: {given[value]}" for value, words in known if given[value]),
    )


def _line(row: Signature, manifest: dict[str, Any], openings: Openings) -> SignatureLine:
    return SignatureLine(
        printed_name=manifest["printed_name"],
        credentials=manifest["credentials"],
        meaning=str(Meaning(manifest["meaning"]).label),
        specialist=manifest["specialist"],
        signed_at=datetime.fromisoformat(manifest["signed_at"]),
        signature=row.signature,
        key_id=row.key_id,
        identified=identified(manifest, openings),
    )

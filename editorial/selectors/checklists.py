"""Which checklists a review is given, and what their answers add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from accounts.models import User
from articles.enums import Kind
from editorial.enums import Applies
from editorial.models import Checklist, ChecklistResponse, Submission
from editorial.models.checklist import NOT_APPLICABLE


def checklists_for(submission: Submission, member: User) -> list[Checklist]:
    """Return the checklists that apply to the text: the version begun, else the one in use."""
    document = submission.revision.document
    applying = applies_to(document)
    begun = Q(responses__review__submission=submission, responses__review__member=member)
    found: dict[str, Checklist] = {}
    rows = Checklist.objects.filter(Q(in_use=True, applies_to__in=applying) | begun)
    begun_pks = set(Checklist.objects.filter(begun).values_list("pk", flat=True))
    for checklist in rows.distinct().prefetch_related("items"):
        if checklist.slug not in found or checklist.pk in begun_pks:
            found[checklist.slug] = checklist
    return list(found.values())


def applies_to(document: Mapping[str, Any]) -> list[Applies]:
    """Return what checklists may be about for this text to be asked them."""
    applying = [Applies.EVERY]
    if document["kind"] == Kind.TREATMENT:
        applying.append(Applies.TREATMENT)
    if document["plain"].strip():
        applying.append(Applies.PLAIN)
    return applying


def score(response: ChecklistResponse) -> str:
    """Return what the answers add up to, in words; items that do not apply don't count.

    A scale of yes and no (0 and 1) is told as a percentage, as PEMAT does, any other as a mean.
    """
    given = [
        int(answer["value"])
        for answer in response.answers.values()
        if answer["value"] and answer["value"] != NOT_APPLICABLE
    ]
    if not given:
        return "no answers yet"
    best = max(number for number, _words in response.checklist.scale)
    if best == 1:
        return f"{100 * sum(given) / len(given):.0f} % of {len(given)} items"
    return f"{sum(given) / len(given):.1f} of {best} on {len(given)} items"


def weak_points(responses: Iterable[ChecklistResponse]) -> list[str]:
    """Return the questions of finished checklists whose answers are in the lower half.

    For the editor's letter: no names, each question once.
    """
    found: dict[str, None] = {}
    for response in responses:
        if response.completed_at is None:
            continue
        numbers = [number for number, _words in response.checklist.scale]
        middle = (min(numbers) + max(numbers)) / 2
        for item in response.checklist.items.all():
            value = response.answers.get(str(item.position), {}).get("value", "")
            if value not in ("", NOT_APPLICABLE) and int(value) < middle:
                found[item.question] = None
    return list(found)

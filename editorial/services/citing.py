"""Mark a cited work as retracted, and decide about the articles that cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import RefusedError, refuse_if
from accounts.models import User
from articles.citations.identified import DOI, PMID, normal
from articles.models import Article
from articles.text import clean_text
from editorial import citing_policies as policies
from editorial.citing import articles_citing, retracted_among
from editorial.enums import Action
from editorial.models import CitationTask, RetractedWork
from editorial.services.mail import tell_article_authors
from editorial.services.trail import append_record, locked_article


@transaction.atomic
def mark_reference_retracted(
    *, acting_user: User, reason: str, doi: str = "", pmid: str = ""
) -> RetractedWork:
    """Mark a work as retracted by one identifier; every article that citing it gets a task.

    The tasks are the desk's; the authors are mailed. Raises ValidationError for no or two
    identifiers, for one that is none, and for no reason.
    """
    refuse_if(policies.against_marking_retracted(acting_user))
    if bool(doi.strip()) == bool(pmid.strip()):
        raise ValidationError("Give the DOI or the PubMed ID of the retracted work, one of them.")
    kind, raw = (DOI, doi) if doi.strip() else (PMID, pmid)
    try:
        value = normal(kind, raw)
    except ValueError as error:
        raise ValidationError({kind: str(error)}) from error
    text = clean_text(reason)[0]
    if not text:
        raise ValidationError({"reason": "Say where the retraction is announced, and why."})
    if RetractedWork.objects.filter(kind=kind, value=value).exists():
        raise RefusedError(["This work is marked as retracted already."])
    now = timezone.now()
    work = RetractedWork(kind=kind, value=value, reason=text, marked_by=acting_user, marked_at=now)
    work.full_clean()
    work.save()
    for found in articles_citing(kind, value):
        article = locked_article(found.pk)
        CitationTask.objects.create(work=work, article=article, opened_at=now)
        append_record(
            article=article,
            action=Action.REFERENCE_RETRACTED,
            actor=acting_user,
            at=now,
            work=str(work),
            reason=text,
        )
        tell_article_authors("reference_retracted", article, work=work)
    return work


def open_citation_tasks_for(article: Article, references: Sequence[Mapping[str, Any]]) -> list[str]:
    """Open a task for each retracted work that the locked article has come to cite.

    What was decided before stays decided. Returns the works, for the caller's record.
    """
    works = {work.pk: work for work in retracted_among(references).values()}
    known = set(article.citation_tasks.values_list("work_id", flat=True)) if works else set()
    now = timezone.now()
    for pk, work in works.items():
        if pk not in known:
            CitationTask.objects.create(work=work, article=article, opened_at=now)
    return sorted(str(work) for work in works.values())


@transaction.atomic
def close_citation_task(*, acting_user: User, task: CitationTask, decision: str) -> CitationTask:
    """Say what was decided about an article that cites a retracted work.

    A notice, a re-review or a retraction is an act of its own; this closes the task.
    """
    article = locked_article(task.article_id)
    fresh = CitationTask.objects.select_related("work").get(pk=task.pk)
    fresh.article = article
    refuse_if(policies.against_deciding_citation(acting_user, fresh))
    text = clean_text(decision)[0]
    if not text:
        raise ValidationError({"decision": "Say what was decided, and why."})
    fresh.decision, fresh.closed_at, fresh.closed_by = text, timezone.now(), acting_user
    fresh.save(update_fields=["decision", "closed_at", "closed_by"])
    append_record(
        article=article,
        action=Action.CITATION_DECIDED,
        actor=acting_user,
        at=fresh.closed_at,
        work=str(fresh.work),
        decision=text,
    )
    return fresh

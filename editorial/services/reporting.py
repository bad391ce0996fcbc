"""Readers' reports of problems, and what editors say came of them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.enums import MailKind
from accounts.errors import refuse_if
from accounts.models import User
from accounts.services.outbox import post
from articles.models import Publication
from articles.text import clean_text
from editorial import intake_policies
from editorial.enums import Action, ReportKind, ReportState
from editorial.models import ProblemReport
from editorial.services.mail import tell_editors_of_report
from editorial.services.trail import append_record, locked_article

LONGEST = 4000
#: Who presses the button twice has one thing to say.
SENT_AGAIN = timedelta(minutes=10)


@transaction.atomic
def report_problem(
    *, publication: Publication, kind: str, text: str, email: str, sender: str
) -> ProblemReport:
    """Take a reader's report; the editors are mailed.

    Nobody acts here: a reader needs no account. ``sender`` is a keyed hash of where it comes from,
    by which too many are refused. The same words sent again within minutes are the same report.
    Raises ValidationError by field.
    """
    now = timezone.now()
    locked_article(publication.article_id)  # or two that are sent at once would both be new
    words = clean_text(text)[0]
    again = ProblemReport.objects.filter(
        publication=publication,
        kind=kind,
        text=words,
        email=email,
        sender=sender,
        created_at__gt=now - SENT_AGAIN,
    ).first()
    if again is not None:
        return again
    refuse_if(intake_policies.against_sending(ProblemReport.objects.all(), sender, now))
    if kind not in ReportKind.values:
        raise ValidationError({"kind": "Choose what you report."})
    if not words:
        raise ValidationError({"text": "Say what is wrong, and where."})
    if len(words) > LONGEST:
        raise ValidationError({"text": f"{LONGEST:,} characters are the most."})
    report = ProblemReport(
        publication=publication, kind=kind, text=words, email=email, sender=sender, created_at=now
    )
    report.full_clean()
    report.save()
    tell_editors_of_report(report)
    return report


@transaction.atomic
def resolve_report(
    *, acting_user: User, report: ProblemReport, state: str, outcome: str
) -> ProblemReport:
    """Say what came of a report: on its page, by mail to its sender, and in the trail."""
    article = locked_article(report.publication.article_id)
    fresh = ProblemReport.objects.select_related("publication").get(pk=report.pk)
    refuse_if(intake_policies.against_resolving(acting_user, fresh))
    words = clean_text(outcome)[0]
    if state not in set(ReportState.values) - {ReportState.OPEN.value}:
        raise ValidationError({"state": "Choose what came of it."})
    if not words:
        raise ValidationError({"outcome": "Tell the reader in a sentence or two."})
    before = fresh.state
    fresh.state, fresh.outcome = state, words
    fresh.handled_by, fresh.handled_at = acting_user, timezone.now()
    fresh.save(update_fields=["state", "outcome", "handled_by", "handled_at"])
    append_record(
        article=article,
        action=Action.REPORT_RESOLVED,
        actor=acting_user,
        at=fresh.handled_at,
        report=fresh.ticket,
        publication=fresh.publication_id,
        old=before,
        new=fresh.state,
        reason=words,
    )
    _tell_sender(fresh)
    return fresh


def _tell_sender(report: ProblemReport) -> None:
    if not report.email:
        return
    address = settings.SITE_URL + reverse("talk:report", args=[report.ticket])
    context = {"report": report, "address": address}
    text = render_to_string("email/reader_report.txt", context)
    post(person=None, kind=MailKind.ACCOUNT, text=text, to=report.email)

"""The certificate's three forms. Each is a read; who may not know of it gets 404."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.certificates.certificate import Certificate
from editorial.certificates.pdf import as_pdf
from editorial.evidence import evidence
from editorial.models import Submission
from editorial.policies import may_read_evidence


@require_safe
@never_cache
@login_required
def page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the certificate."""
    certificate = _certificate_or_404(request, uid)
    return render(request, "certificates/certificate.html", {"certificate": certificate})


@require_safe
@never_cache
@login_required
def pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer with the certificate as PDF."""
    certificate = _certificate_or_404(request, uid)
    return _download(as_pdf(certificate), "application/pdf", f"{certificate.file_name}.pdf")


@require_safe
@never_cache
@login_required
def bundle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer with the evidence bundle of the article, which verifies offline."""
    certificate = _certificate_or_404(request, uid)
    value = evidence(certificate.submission.article, with_checkpoints=True)
    text = json.dumps(value, ensure_ascii=False, indent=1)
    name = f"{certificate.submission.article.slug}-evidence.json"
    return _download(text.encode("utf-8"), "application/json", name)


def _certificate_or_404(request: HttpRequest, uid: UUID) -> Certificate:
    submission = (
        Submission.objects.filter(uid=uid, publication__isnull=False)
        .select_related("article", "revision", "publication")
        .first()
    )
    if submission is None or not may_read_evidence(request.user, submission):
        raise Http404("There is no such certificate.")
    return Certificate(submission)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)

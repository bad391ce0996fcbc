"""The promise in other words than the policies': read off the tables alone."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from articles.models import Article, Publication
from editorial.enums import Meaning, State
from editorial.evidence import evidence
from editorial.models import Signature, Submission
from editorial.verify import find_problems


def may_sign(user: User, submission: Submission) -> bool:
    """Tell from the tables alone whether the person is an eligible signer now."""
    article, today = submission.article, timezone.now().date()
    bylines = [
        author["id"]
        for revision in article.revisions.all()
        for author in revision.document["authors"]
    ]
    newest = user.disclosures.latest("dated", "pk")
    return (
        Submission.objects.get(pk=submission.pk).state == State.UNDER_REVIEW
        and user.is_active
        and user.groups.filter(name="board").exists()
        and user.memberships.on(today).exists()
        and not user.articles.filter(pk=article.pk).exists()
        and not article.history.filter(history_user=user).exists()
        and str(user.uid) not in bylines
        and newest.nothing_to_disclose
        and submission.assignments.filter(member=user, state="accepted").exists()
        and not submission.assignments.filter(invited_by=user).exists()
        and not submission.judgements.filter(judged_by=user).exists()
        and not submission.signatures.filter(signer=user).exists()
    )


def check_promise(article: Article) -> int:
    """Check what must hold of an article always; return how many publications it has had."""
    assert article.submissions.open().count() <= 1
    assert article.publications.live().count() <= 1
    publications = list(article.publications.all())
    for publication in publications:
        check_publication(publication)
    assert [str(problem) for problem in find_problems(evidence(article))] == []
    return len(publications)


def check_publication(publication: Publication) -> None:
    submission = publication.submission
    assert submission.state == State.APPROVED
    assert submission.revision.content == publication.content
    signatures = Signature.objects.filter(
        submission=submission, digest=publication.digest, html_digest=publication.html_digest
    )
    assert not signatures.filter(meaning=Meaning.RETURNED).exists()
    approving = {row.signer_id: row for row in signatures.filter(meaning=Meaning.APPROVED)}
    assert len(approving) >= max(2, submission.approvals_needed)
    specialists = [row for row in approving.values() if row.specialist]
    assert len(specialists) >= submission.specialists_needed >= 1

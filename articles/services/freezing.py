"""Make a revision: the text that nothing can change any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from articles.canonical import canonical, digest
from articles.citations.identified import identified
from articles.credit import corresponding
from articles.markup import image_digests
from articles.models import Article, CitedWork, Revision
from articles.rendering import render_content

FORMAT = "imprimatur-revision/1"


def freeze(article: Article, *, by: User, at: datetime) -> Revision:
    """Return the revision of a locked article's working copy, made anew unless nothing changed.

    A text that is submitted again unchanged keeps its revision and so its digest.
    """
    latest = article.revisions.order_by("-number").first()
    if latest is not None:
        unchanged = canonical(content_document(article, latest.number))
        if unchanged == latest.content:
            return latest
    number = latest.number + 1 if latest else 1
    document = content_document(article, number)
    content = canonical(document)
    rendering = render_content(document)
    revision = Revision.objects.create(
        article=article,
        number=number,
        question=article.question,
        title=article.title,
        content=content,
        digest=digest(content),
        html=rendering.html,
        plain_html=rendering.plain_html,
        references_html=rendering.references_html,
        toc=canonical(rendering.toc),
        html_digest=rendering.digest,
        created_by=by,
        created_at=at,
    )
    index_citations(revision)
    return revision


def index_citations(revision: Revision) -> None:
    """Note which works a revision cites, so that a retracted one finds every text at once."""
    CitedWork.objects.bulk_create(
        CitedWork(revision=revision, kind=work.kind, value=work.value, key=work.key)
        for work in identified(revision.document["references"])
    )


def content_document(article: Article, number: int) -> dict[str, Any]:
    """Return all that is reviewed (STANDARDS, sign-off 3) as plain JSON.

    A text with pictures lists them, so that its digest covers theirs.
    """
    images = _images(article)
    return {
        **({"images": images} if images else {}),
        "format": FORMAT,
        "article": str(article.uid),
        "number": number,
        "question": article.question,
        "title": article.title,
        "specialty": {"slug": article.specialty.slug, "name": article.specialty.name},
        "kind": article.kind,
        "authors": [_author(user) for user in article.ordered_authors],
        "ai": {
            "use": article.ai_use,
            "tool": article.ai_tool,
            "purpose": article.ai_purpose,
            "verified_by": article.ai_verified_by,
        },
        "funding": article.funding,
        "clinician": article.clinician_text,
        "plain": article.plain_text,
        "references": article.references,
        "disclaimer": article.disclaimer,
        "language": "en",
        "source_updated_on": (
            article.source_updated_on.isoformat() if article.source_updated_on else None
        ),
    }


def frozen_credit(article: Article) -> str:
    """Return what the authors have stated of their parts, and whom to write to, as canonical JSON.

    See ``articles.credit`` for why it is no part of the content document. It is "" without authors.
    """
    stated = list(article.contributions.all())
    roles = {line.user_id: line.roles for line in stated}
    chosen = {line.user_id for line in stated if line.corresponding}
    byline = article.ordered_authors
    whom = corresponding([author.pk for author in byline], chosen)
    lines = [
        {
            "id": str(author.uid),
            "roles": roles.get(author.pk, []),
            "corresponding": author.pk == whom,
        }
        for author in byline
        if roles.get(author.pk) or author.pk == whom
    ]
    return canonical(lines) if lines else ""


def _images(article: Article) -> list[dict[str, Any]]:
    """Return the pictures that the texts use, in order; of those that the article has."""
    asked = image_digests(article.clinician_text, article.plain_text)
    if not asked:
        return []
    names = ("digest", "kind", "width", "height")
    found = {image["digest"]: image for image in article.images.values(*names)}
    return [found[digest] for digest in asked if digest in found]


def _author(user: User) -> dict[str, Any]:
    return {
        "id": str(user.uid),
        "name": user.printed_name,
        "credentials": user.credentials,
        "affiliation": user.affiliation,
        "orcid": user.orcid or "",
        "health_professional": user.health_professional,
        "disclosure": disclosure_document(user),
    }


def disclosure_document(user: User) -> dict[str, Any] | None:
    """Return the person's newest disclosure as plain JSON, or None."""
    disclosure = user.latest_disclosure()
    if disclosure is None:
        return None
    return {
        "dated": disclosure.dated.isoformat(),
        "nothing_to_disclose": disclosure.nothing_to_disclose,
        "interests": [
            {
                "category": interest.get_category_display(),
                "organisation": interest.organisation,
                "products": interest.products,
                "description": interest.description,
            }
            for interest in disclosure.interests.all()
        ],
    }

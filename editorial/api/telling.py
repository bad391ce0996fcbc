"""Articles and submissions as the API gives them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from editorial.api.problems import not_found
from editorial.api.schemas import AIOut, Draft, Saved, SubmissionOut
from editorial.models import Submission
from editorial.selectors.drafts import articles_of, newest_save

LONGEST_SLUG = 80
#: Between a tool and its version, in the one field that a person fills.
VERSION = ", version "


def my_draft(user: User, slug: str, articles: Any = None) -> Article:
    """Return the article, if the person is among its authors; who is not can't tell it exists."""
    known = slug.isascii() and slug.isprintable() and len(slug) <= LONGEST_SLUG
    rows = articles_of(user) if articles is None else articles
    article: Article | None = rows.filter(slug=slug).first() if known else None
    if article is None:
        raise not_found()
    return article


def draft_out(article: Article) -> Draft:
    """Return a draft as it is given."""
    return Draft(
        slug=article.slug,
        save=newest_save(article).history_id,
        title=article.title,
        question=article.question,
        specialty=article.specialty.slug,
        kind=article.kind,
        authors=[author.name_and_credentials for author in article.ordered_authors],
        clinician_text=article.clinician_text,
        plain_text=article.plain_text,
        references=article.references,
        ai=ai_out(article),
        funding=article.funding,
        disclaimer=article.disclaimer,
        waits_for_responsibility=article.responsibilities.waiting().exists(),
        page=settings.SITE_URL + reverse("write:article", args=[article.slug]),
        updated_at=article.updated_at,
    )


def ai_out(article: Article) -> AIOut:
    """Return what is said of AI, the tool and its version apart where they can be told."""
    tool, mark, version = article.ai_tool.rpartition(VERSION)
    return AIOut(
        use=article.ai_use,
        tool=tool if mark else article.ai_tool,
        version=version if mark else "",
        purpose=article.ai_purpose,
        prompts=article.ai_prompts,
        verified_by=article.ai_verified_by,
    )


def saved_out(article: Article) -> Saved:
    """Return what is known of a draft to who may write it and not read it."""
    return Saved(
        slug=article.slug,
        save=newest_save(article).history_id,
        waits_for_responsibility=article.responsibilities.waiting().exists(),
        page=settings.SITE_URL + reverse("write:article", args=[article.slug]),
        draft=settings.SITE_URL + reverse("api:read_draft", args=[article.slug]),
    )


def submission_out(submission: Submission) -> SubmissionOut:
    """Return a submission as it is given."""
    return SubmissionOut(
        uid=str(submission.uid),
        draft=submission.article.slug,
        revision=submission.revision.number,
        digest=submission.revision.digest,
        state=submission.state,
        submitted_at=submission.submitted_at,
        closed_at=submission.closed_at,
        letter=submission.letter,
        summary=submission.summary,
    )

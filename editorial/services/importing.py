"""Bring a text in from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Specialty, User
from accounts.models.specialty import GENERAL_MEDICINE
from articles.enums import Kind
from articles.importers import ImportedArticle
from articles.models import Article
from editorial.models import Submission
from editorial.services.drafting import create_article
from editorial.services.submitting import submit_article


@dataclass(frozen=True)
class Imported:
    """What an import made, and what its reader should look at."""

    article: Article
    submission: Submission | None
    warnings: list[str]


@transaction.atomic
def import_article(*, acting_user: User, source: ImportedArticle, submit: bool = False) -> Imported:
    """Create an article from what an importer read, and submit it if asked. All or nothing.

    Raises ValidationError for a file without a question, for an unknown specialty or co-author, and
    for what the fields refuse.
    """
    if source.question_wanted:
        raise ValidationError({"question": source.question_wanted})
    warnings = list(source.warnings)
    article = create_article(
        acting_user=acting_user,
        changes=changes_from(source, warnings),
        coauthors=people_from(source),
        slug=source.slug or "",
    )
    warnings += _same_again(acting_user, article)
    submission = submit_article(acting_user=acting_user, article=article) if submit else None
    return Imported(article, submission, warnings)


def _same_again(user: User, article: Article) -> list[str]:
    """Return a warning where the author has an article of the same question and title already."""
    same = Article.objects.filter(
        authorships__user=user, question=article.question, title=article.title
    ).exclude(pk=article.pk)
    slug = same.order_by("pk").values_list("slug", flat=True).first()
    if slug is None:
        return []
    return [f"You have an article of this question and title already: {slug}. This is another one."]


def changes_from(source: ImportedArticle, warnings: list[str]) -> dict[str, Any]:
    """Return the fields of the working copy; append to the warnings what had to be assumed."""
    changes: dict[str, Any] = {
        "question": source.question,
        "title": source.title,
        "specialty": _specialty(source, warnings),
        "kind": _kind(source, warnings),
        "clinician_text": source.clinician,
        "plain_text": source.plain,
        "references": source.references,
        "funding": source.funding,
        "source_updated_on": source.source_updated_on,
    }
    if source.disclaimer:
        changes["disclaimer"] = source.disclaimer
    if source.ai is None:
        warnings.append("The file does not say whether an AI tool was used.")
    else:
        changes |= {
            "ai_use": source.ai["use"],
            "ai_tool": source.ai["tool"],
            "ai_purpose": source.ai["purpose"],
            "ai_verified_by": source.ai["verified_by"],
        }
    return changes


def people_from(source: ImportedArticle) -> list[User]:
    """Return the co-authors the file names. Raises ValidationError for an unknown address."""
    people = []
    for email in source.coauthors:
        try:
            people.append(User.objects.get_by_natural_key(email))
        except User.DoesNotExist:
            raise ValidationError(
                {"coauthors": f"Nobody here has the e-mail address {email}."}
            ) from None
    return people


def _specialty(source: ImportedArticle, warnings: list[str]) -> Specialty:
    if source.specialty is None:
        warnings.append("No specialty is named: the article is filed under general medicine.")
        specialty, _created = Specialty.objects.get_or_create(
            slug=GENERAL_MEDICINE,
            defaults={"name": "General medicine", "schema_org": "PrimaryCare"},
        )
        return specialty
    named = Specialty.objects.filter(slug=source.specialty).first()
    if named is None:
        known = ", ".join(Specialty.objects.values_list("slug", flat=True)) or "none yet"
        raise ValidationError(
            {"specialty": f"There is no specialty “{source.specialty}” (there are: {known})."}
        )
    return named


def _kind(source: ImportedArticle, warnings: list[str]) -> str:
    if source.kind is None:
        warnings.append("No kind is named: it is treated as being about treatment.")
        return str(Kind.TREATMENT.value)
    return source.kind

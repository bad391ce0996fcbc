"""Write the working copy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from articles.citations.acceptance import refusals
from articles.models import Article, Authorship
from articles.text import clean_json, clean_line, clean_text

#: A book chapter of 30,000 words; hostile Markdown of this size renders in seconds, not minutes.
LONGEST_TEXT = 200_000
MOST_REFERENCES = 500
ADDRESS_ATTEMPTS = 5
#: So many are said at once; whoever mends them is told of the next.
MOST_REFUSALS = 10

#: Words that are addresses of their own where articles' slugs stand, as in /write/new/.
RESERVED_SLUGS = frozenset({"check", "import", "new", "paste", "preview"})

LINES = (
    "question",
    "title",
    "ai_tool",
    "ai_purpose",
    "ai_verified_by",
    "funding",
)
TEXTS = ("clinician_text", "plain_text", "disclaimer", "ai_prompts")
OTHERS = ("specialty", "kind", "references", "ai_use", "source_updated_on")
FIELDS = (*LINES, *TEXTS, *OTHERS)
#: Prompts are kept beside the text, not as a part of it.
LONGEST_PROMPTS = 50_000
#: Of an address, with room for a number behind it.
LONGEST_BASE = 70
#: What no save changes.
IDENTITY = ["uid", "slug"]


class AlreadyMadeError(Exception):
    """There is an article with this identifier."""


def new_article(
    *,
    slug: str,
    changes: Mapping[str, Any],
    authors: Sequence[User],
    by: User | None,
    uid: UUID | None = None,
) -> Article:
    """Create an article with its first working copy.

    Raises ValidationError, and AlreadyMadeError where there is one with the ``uid``.
    """
    wish = slug or str(changes.get("title", ""))
    article = Article(slug=free_slug(wish), **({"uid": uid} if uid else {}))
    if uid and Article.objects.filter(uid=uid).exists():
        raise AlreadyMadeError
    apply_changes(article, changes)
    article.full_clean(validate_unique=False)
    _saved_by(article, by)
    _save_where_nobody_is(article, wish)
    set_authors(article, authors)
    return article


def _save_where_nobody_is(article: Article, wish: str) -> None:
    """Save a new article. Who takes its address at the same moment only moves it to the next."""
    for _attempt in range(ADDRESS_ATTEMPTS):
        try:
            with transaction.atomic():
                article.save()
        except IntegrityError:
            if Article.objects.filter(uid=article.uid).exists():
                raise AlreadyMadeError from None
            article.slug = free_slug(wish)
        else:
            return
    article.save()


def store(article: Article, changes: Mapping[str, Any], *, by: User) -> list[str]:
    """Save the changed fields of a locked working copy; return their names.

    Nothing is written when nothing changed. Raises ValidationError.
    """
    changed = apply_changes(article, changes)
    if changed:
        # What did not change was checked when it was saved, and the lock keeps it as it is.
        article.full_clean(exclude=[name for name in FIELDS if name not in changed] + IDENTITY)
        _saved_by(article, by)
        article.save(update_fields=[*changed, "updated_at"])
    return changed


def _saved_by(article: Article, user: User | None) -> None:
    """Name the person in the history. Its middleware knows them only where there is a request."""
    article._history_user = user  # type: ignore[attr-defined]


def apply_changes(article: Article, changes: Mapping[str, Any]) -> list[str]:
    """Set the cleaned values on the instance; return the names of the fields that differ.

    Raises ValidationError, by field, for unknown fields and for what can't be cleaned.
    """
    unknown = set(changes) - set(FIELDS)
    if unknown:
        raise ValidationError(f"An article has no {', '.join(sorted(unknown))}.")
    changed = []
    for name, raw in changes.items():
        value = cleaned(name, raw)
        if _differs(article, name, value):
            setattr(article, name, value)
            changed.append(name)
    return changed


def _differs(article: Article, name: str, value: Any) -> bool:
    """Tell whether a value is new. A specialty is not read from the database for that."""
    if name == "specialty":
        return bool(article.specialty_id != getattr(value, "pk", None))
    return bool(getattr(article, name) != value)


def cleaned(name: str, raw: Any) -> Any:
    """Return a field's value without control, bidi and invisible characters (rule 7)."""
    if name in LINES:
        return clean_line(str(raw))[0]
    if name in TEXTS:
        text = clean_text(str(raw))[0]
        most = LONGEST_PROMPTS if name == "ai_prompts" else LONGEST_TEXT
        if len(text) > most:
            raise ValidationError(
                {name: f"This text has {len(text):,} characters; {most:,} is the most."}
            )
        return text
    if name == "references":
        return _references(raw)
    return raw


def _references(raw: Any) -> list[dict[str, Any]]:
    """Return CSL-JSON items as plain JSON. Raises ValidationError naming the place."""
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise ValidationError({"references": "The references must be a list of CSL-JSON items."})
    if len(raw) > MOST_REFERENCES:
        raise ValidationError({"references": f"{MOST_REFERENCES} references are the most."})
    try:
        items: Any = clean_json(raw)
    except ValueError as error:
        raise ValidationError({"references": f"References: {error}"}) from error
    keys = [str(item.get("id", "")) for item in items]
    for key in keys:
        if not key:
            raise ValidationError({"references": "Every reference needs an id to be cited by."})
        if keys.count(key) > 1:
            raise ValidationError({"references": f"Two references have the id “{key}”."})
    refused = [
        f"Reference “{key}”, entry {position} of the list: {sentence}"
        for position, (key, item) in enumerate(zip(keys, items, strict=True), start=1)
        for sentence in refusals(item)
    ]
    if refused:
        raise ValidationError({"references": refused[:MOST_REFUSALS]})
    result: list[dict[str, Any]] = items
    return result


def set_authors(article: Article, authors: Sequence[User]) -> bool:
    """Make the byline these people in this order; return whether that changed anything."""
    if [user.pk for user in article.ordered_authors] == [user.pk for user in authors]:
        return False
    article.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(article=article, user=user, position=position)
        for position, user in enumerate(authors, start=1)
    )
    return True


def free_slug(wish: str) -> str:
    """Return an unused address made from the wish: lower case, hyphens, 80 characters at most.

    A word that is an address of its own gets a number, like one that an article has already.
    """
    ascii_text = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "article"
    if len(base) > LONGEST_BASE:  # between two words, if there are two
        base = base[: LONGEST_BASE + 1].rpartition("-")[0] or base[:LONGEST_BASE]
    slug, number = base, 1
    while slug in RESERVED_SLUGS or Article.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug

"""Start an article, save its working copy."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.errors import ConflictError, refuse_if
from accounts.models import ApiToken, User
from articles.models import Article
from articles.services.working_copy import (
    AlreadyMadeError,
    apply_changes,
    new_article,
    set_authors,
    store,
)
from editorial import crediting_policies, policies
from editorial.enums import Action
from editorial.selectors.drafts import programs_of
from editorial.services.mail import tell_former_coauthor, tell_new_coauthor
from editorial.services.responsibility import await_responsibility, unclaimed
from editorial.services.trail import append_record, locked_article

SENT_BEFORE = "This was sent before, and was saved then: there is one article of it."


@transaction.atomic
def create_article(
    *,
    acting_user: User,
    changes: Mapping[str, Any],
    coauthors: Sequence[User] = (),
    slug: str = "",
    token: ApiToken | None = None,
    uid: UUID | None = None,
) -> Article:
    """Create an article whose first author is the acting person.

    ``changes`` are fields of the working copy; the slug is made from the title unless given.
    ``token`` is what a program acts with: what it writes waits for an author's responsibility.
    ``uid`` is that of the form that was sent: sent again it makes nothing (ConflictError).
    """
    refuse_if(policies.against_creating(acting_user))
    authors = _byline([acting_user, *coauthors])
    if token is not None:
        changes = unclaimed(changes)
    try:
        article = new_article(slug=slug, changes=changes, authors=authors, by=acting_user, uid=uid)
    except AlreadyMadeError as error:
        raise ConflictError([SENT_BEFORE]) from error
    append_record(
        article=article,
        action=Action.CREATED,
        actor=acting_user,
        at=timezone.now(),
        slug=article.slug,
        authors=[author.email for author in authors],
        **({"save": article.last_save} if token is not None else {}),
        **_program(token),
    )
    if token is not None:
        await_responsibility(article, token)
    for author in authors[1:]:
        tell_new_coauthor(author, article, acting_user)
    return article


@transaction.atomic
def save_article(
    *,
    acting_user: User,
    article: Article,
    changes: Mapping[str, Any],
    authors: Sequence[User] | None = None,
    seen_save: int | None = None,
    token: ApiToken | None = None,
) -> Article:
    """Save changed fields of the working copy, and the byline if ``authors`` is given.

    ``seen_save`` is the number (``article.history.latest().history_id``) of the save that the
    acting person started from. Raises ConflictError, and keeps both texts apart, if there is a
    newer one that reads differently. What is under review is untouched: a revision never follows
    the working copy. The returned article's ``last_save`` is the number of the newest save.
    """
    fresh = locked_article(article.pk)
    refuse_if(policies.against_saving(acting_user, fresh))
    latest = fresh.history.latest()
    fresh.last_save = latest.history_id
    if seen_save is not None and seen_save != latest.history_id:
        if _reads_the_same(fresh, changes, authors):
            return fresh
        raise ConflictError([_overtaken(acting_user, fresh, latest)])
    if token is not None:
        changes = unclaimed(changes)
    changed = store(fresh, changes, by=acting_user)
    byline = _new_byline(fresh, authors, acting_user) if authors is not None else {}
    if byline:
        changed.append("authors")
    if changed:
        append_record(
            article=fresh,
            action=Action.SAVED,
            actor=acting_user,
            at=timezone.now(),
            save=fresh.last_save,
            fields=sorted(changed),
            **byline,
            **_program(token),
        )
        if token is not None:
            await_responsibility(fresh, token)
    return fresh


def _new_byline(article: Article, people: Sequence[User], by: User) -> dict[str, list[str]]:
    """Make the people the authors of a locked article; return what the record says of it, if any.

    Who is new in the byline is mailed, and so is whom somebody else takes off it.
    """
    before, after = article.ordered_authors, _byline(people)
    gone = [author for author in before if author not in after]
    refuse_if(crediting_policies.against_taking_off(by, article, gone))
    if not set_authors(article, after):
        return {}
    for author in after:
        if author not in before:
            tell_new_coauthor(author, article, by)
    for author in gone:
        if author != by:
            tell_former_coauthor(author, article, by)
    return {
        "authors_before": [author.email for author in before],
        "authors": [author.email for author in after],
    }


def _overtaken(user: User, article: Article, latest: Any) -> str:
    """Say who saved while the person was writing: it may have been themselves, in another tab."""
    if latest.history_user_id != user.pk:
        who, where, whose = str(latest.history_user or "Somebody"), "", "theirs"
    elif program := programs_of(article).get(latest.history_id):
        who, where, whose = f"Your program “{program}”", "", "its text"
    else:
        who, where, whose = "You", " here, in another tab", "the one saved there"
    return (
        f"{who} saved this article while you were writing{where}."
        f" Nothing was overwritten: compare your text with {whose}, then save again."
    )


def _reads_the_same(
    article: Article, changes: Mapping[str, Any], authors: Sequence[User] | None
) -> bool:
    """Tell whether a text is what was saved meanwhile, as when an answer got lost on its way."""
    if authors is not None and article.ordered_authors != list(dict.fromkeys(authors)):
        return False
    return not apply_changes(copy.copy(article), changes)


def _program(token: ApiToken | None) -> dict[str, str]:
    """Return what the record says of the program that acted for the person, if one did."""
    return {"program": token.name} if token is not None else {}


def _byline(people: Sequence[User]) -> list[User]:
    """Return the people once each, in order. Raises ValidationError if one is no author."""
    authors = list(dict.fromkeys(people))
    if not authors:
        raise ValidationError({"authors": "An article needs an author."})
    for person in authors:
        if not person.has_role(Role.AUTHOR):
            raise ValidationError({"authors": f"{person.email} is not an author here."})
    return authors

"""Give a save a name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.models import Article
from articles.text import clean_line
from editorial import policies
from editorial.enums import Action
from editorial.models import NamedSave
from editorial.services.trail import append_record, locked_article

LONGEST_NAME = 80


@transaction.atomic
def name_save(*, acting_user: User, article: Article, save_number: int, name: str) -> NamedSave:
    """Name a save of the working copy, or name it otherwise. The text stays as it is.

    Raises ValidationError for a save that is not the article's, and for a name that is none.
    """
    fresh = locked_article(article.pk)
    refuse_if(policies.against_saving(acting_user, fresh))
    if not fresh.history.filter(history_id=save_number).exists():
        raise ValidationError("This article has no such save.")
    words = clean_line(name)[0]
    if not words:
        raise ValidationError({"name": "Write a name."})
    if len(words) > LONGEST_NAME:
        raise ValidationError({"name": f"A name has {LONGEST_NAME} characters at most."})
    named = NamedSave.objects.filter(article=fresh, save_number=save_number).first()
    before = named.name if named else ""
    if named is not None and before == words:
        return named
    named = named or NamedSave(article=fresh, save_number=save_number)
    named.name, named.named_by, named.named_at = words, acting_user, timezone.now()
    named.save()
    append_record(
        article=fresh,
        action=Action.SAVE_NAMED,
        actor=acting_user,
        at=named.named_at,
        save=save_number,
        old=before,
        new=words,
    )
    return named

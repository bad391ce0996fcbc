"""Tell readers what is to be known about a publication that stands."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import RefusedError, refuse_if
from accounts.models import User
from articles.enums import ENDING_NOTICES, NoticeKind
from articles.models import Notice, Publication
from articles.services import publishing
from articles.services.pages import refresh_pages
from editorial import policies
from editorial.enums import Action
from editorial.services.letters import letter
from editorial.services.mail import tell_article_authors
from editorial.services.trail import append_record, locked_article


@transaction.atomic
def issue_notice(
    *, acting_user: User, publication: Publication, kind: NoticeKind, reason: str
) -> Notice:
    """Issue a correction, a clarification or an expression of concern (ICMJE, COPE).

    The text stays as it was signed. What has to be put right in it is a new revision with new
    signatures; the notice says so, is dated and carries the editor's name. A retraction or a
    withdrawal is ``retract_publication``'s.
    """
    article = locked_article(publication.article_id)
    fresh = Publication.objects.get(pk=publication.pk)
    fresh.article = article
    refuse_if(policies.against_noticing(acting_user, fresh))
    if kind not in NoticeKind or kind in ENDING_NOTICES:
        raise ValidationError({"kind": "Choose a notice with which the text stands."})
    text = letter(reason, field="reason", missing="Tell readers what they have to know.")
    if fresh.notices.filter(kind=kind, reason=text).exists():
        raise RefusedError(["This notice is public already."])
    now = timezone.now()
    notice = publishing.issue_notice(
        fresh, kind=kind, reason=text, remove_text=False, by=acting_user, at=now
    )
    append_record(
        article=article,
        action=Action.NOTICE_ISSUED,
        actor=acting_user,
        at=now,
        publication=fresh.pk,
        revision=fresh.number,
        notice=notice.pk,
        kind=str(notice.kind),
        reason=text,
        remove_text=False,
    )
    refresh_pages(fresh.slug)
    kind_words = NoticeKind(kind).label
    tell_article_authors("noticed", article, kind=kind_words, reason=text)
    return notice

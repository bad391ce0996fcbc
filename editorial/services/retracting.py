"""Take a publication back, in public."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.errors import refuse_if
from accounts.models import User
from articles.enums import ENDING_NOTICES, NoticeKind, PublicationStatus
from articles.models import Notice, Publication
from articles.services.pages import refresh_pages
from articles.services.publishing import end_publication, issue_notice
from editorial import policies
from editorial.enums import Action
from editorial.services.letters import letter
from editorial.services.mail import tell_article_authors
from editorial.services.trail import append_record, locked_article


@transaction.atomic
def retract_publication(
    *,
    acting_user: User,
    publication: Publication,
    reason: str,
    remove_text: bool = False,
    kind: NoticeKind = NoticeKind.RETRACTION,
) -> Notice:
    """Retract or withdraw the live publication of an article; the notice says why.

    ``remove_text`` takes the text off the page as well, where it is a serious health risk
    (ICMJE, COPE); the title, the authors and the notice stay.
    """
    article = locked_article(publication.article_id)
    fresh = Publication.objects.get(pk=publication.pk)
    fresh.article = article
    refuse_if(policies.against_retracting(acting_user, fresh))
    if kind not in ENDING_NOTICES:
        raise ValidationError({"kind": "Choose between a retraction and a withdrawal."})
    text = letter(reason, field="reason", missing="Tell readers why the article is retracted.")
    now = timezone.now()
    end_publication(fresh, PublicationStatus.RETRACTED, now)
    notice = issue_notice(
        fresh,
        kind=kind,
        reason=text,
        remove_text=remove_text,
        by=acting_user,
        at=now,
    )
    append_record(
        article=article,
        action=Action.RETRACTED,
        actor=acting_user,
        at=now,
        publication=fresh.pk,
        revision=fresh.number,
        notice=notice.pk,
        kind=str(notice.kind),
        reason=text,
        remove_text=remove_text,
    )
    refresh_pages(fresh.slug)
    ended_as = "withdrawn" if notice.kind == NoticeKind.WITHDRAWAL else "retracted"
    tell_article_authors("retracted", article, reason=text, ended_as=ended_as)
    return notice

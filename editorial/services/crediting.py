"""Who did what for a text, and who stands by it: each author for themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.errors import ConflictError, refuse_if
from accounts.models import User
from articles.checks import Finding
from articles.checks.contributions import CREDIT, ICMJE, check_contributions
from articles.models import Article, Contribution
from articles.services.working_copy import set_authors
from articles.text import clean_line
from editorial import crediting_policies
from editorial.enums import Action
from editorial.selectors.crediting import stated
from editorial.services.mail import ask_administrators_for_account, tell_new_coauthor
from editorial.services.previewing import Preview, preview_article
from editorial.services.trail import append_record, locked_article


@dataclass(frozen=True)
class Statement:
    """What an author says of their part; ``digest`` is that of the text they have read with it."""

    criteria: Collection[str]
    roles: Collection[str]
    interests_confirmed: bool
    digest: str


@transaction.atomic
def set_contribution(
    *,
    acting_user: User,
    article: Article,
    criteria: Collection[str],
    roles: Collection[str],
    interests_confirmed: bool,
) -> Contribution:
    """State one's own part: ICMJE's criteria, CRediT's roles, and that one's interests are current.

    Who no longer approves of publication takes back the approval of the text as well. Nothing is
    written when nothing changed. Raises ValidationError for words that are no criterion or role.
    """
    fresh = locked_article(article.pk)
    refuse_if(crediting_policies.against_stating(acting_user, fresh))
    met = [name for name in ICMJE if name in criteria]
    done = [role for role in CREDIT if role in roles]
    if len(met) != len(set(criteria)):
        raise ValidationError({"criteria": "That is no criterion of authorship."})
    if len(done) != len(set(roles)):
        raise ValidationError({"roles": "That is no role of CRediT."})
    now = timezone.now()
    disclosure = acting_user.latest_disclosure()
    if interests_confirmed and disclosure is None:
        sentence = "Disclose your interests first, or that there are none."
        raise ValidationError({"interests_confirmed": sentence})
    own = _own(fresh, acting_user)
    confirmed = own.interests_confirmed_at
    if not interests_confirmed:
        confirmed = None
    elif disclosure and (confirmed is None or confirmed.date() < disclosure.dated):
        confirmed = now
    keeps = "approved" in met or not own.approved_digest
    if (own.criteria, own.roles, own.interests_confirmed_at) == (met, done, confirmed) and keeps:
        return own
    before = {"criteria": own.criteria, "roles": own.roles}
    own.criteria, own.roles, own.interests_confirmed_at = met, done, confirmed
    if not keeps:
        own.approved_digest, own.approved_at = "", None
    own.save()
    append_record(
        article=fresh,
        action=Action.CONTRIBUTION_STATED,
        actor=acting_user,
        at=now,
        old=before,
        new={"criteria": met, "roles": done},
        interests_confirmed=confirmed is not None,
        approval_kept=keeps,
    )
    return own


@transaction.atomic
def approve_final_text(*, acting_user: User, article: Article, digest: str) -> Contribution:
    """Approve, as one of its authors, the text of the digest that the acting person has seen.

    Raises ConflictError if a submission would no longer freeze that text: it, the byline or a
    disclosure has changed.
    """
    fresh = locked_article(article.pk)
    refuse_if(crediting_policies.against_approving_text(acting_user, fresh))
    if preview_article(acting_user=acting_user, article=fresh).digest != digest:
        raise ConflictError(
            [
                "The text, its byline or a disclosure has changed since you opened this page."
                " Nothing was approved: read it as it is now."
            ]
        )
    own = _own(fresh, acting_user)
    if own.approved_digest == digest:
        return own
    before = own.approved_digest
    own.approved_digest, own.approved_at = digest, timezone.now()
    own.save()
    append_record(
        article=fresh,
        action=Action.TEXT_APPROVED,
        actor=acting_user,
        at=own.approved_at,
        old=before,
        new=digest,
    )
    return own


@transaction.atomic
def set_corresponding_author(*, acting_user: User, article: Article, author: User) -> Contribution:
    """Make one of the authors the one whom readers and editors write to."""
    fresh = locked_article(article.pk)
    refuse_if(crediting_policies.against_setting_corresponding(acting_user, fresh, author))
    line = _own(fresh, author)
    if line.corresponding:
        return line
    before = fresh.contributions.filter(corresponding=True).select_related("user").first()
    if before is not None:
        before.corresponding = False
        before.save(update_fields=["corresponding"])
    line.corresponding = True
    line.save()
    append_record(
        article=fresh,
        action=Action.CORRESPONDING_SET,
        actor=acting_user,
        at=timezone.now(),
        old=before.user.email if before else "",
        new=author.email,
    )
    return line


@transaction.atomic
def invite_coauthor(*, acting_user: User, article: Article, email: str) -> None:
    """Ask somebody to be a co-author.

    An author here comes last in the byline and is mailed. For any other address the administrators
    are asked for an account: they alone give those, and know who has one. The acting person is not
    told, and a stranger's address is kept out of the trail, which forgets nothing.
    """
    fresh = locked_article(article.pk)
    now = timezone.now()
    refuse_if(crediting_policies.against_inviting(acting_user, fresh, now))
    address = clean_line(email)[0].lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(
            {"email": "Write an e-mail address, such as a.ito@example.org."}
        ) from error
    byline = fresh.ordered_authors
    if address in [author.email.lower() for author in byline]:
        raise ValidationError({"email": "This person is among the authors already."})
    person = User.objects.filter(email__iexact=address, is_active=True).first()
    details: dict[str, list[str]] = {}
    if person is not None and person.has_role(Role.AUTHOR):
        set_authors(fresh, [*byline, person])
        details["authors_before"] = [author.email for author in byline]
        details["authors"] = [*details["authors_before"], person.email]
        tell_new_coauthor(person, fresh, acting_user)
    else:
        ask_administrators_for_account(address, fresh, acting_user)
    append_record(
        article=fresh,
        action=Action.COAUTHOR_INVITED,
        actor=acting_user,
        at=now,
        **details,
    )


def yet_to_confirm(article: Article, preview: Preview) -> list[Finding]:
    """Return what each author has yet to confirm for the text of the preview."""
    return list(check_contributions(stated(article, preview.document), preview.digest))


def _own(article: Article, user: User) -> Contribution:
    """Return the author's row of a locked article, unsaved if there is none yet."""
    found = article.contributions.filter(user=user).first()
    return found or Contribution(article=article, user=user)

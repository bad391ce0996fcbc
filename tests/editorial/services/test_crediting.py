"""Each author says what they did and stands by the text, for themselves and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Role
from accounts.errors import ConflictError
from accounts.models import OutgoingMail
from articles.models import Article
from editorial import services
from editorial.enums import Action
from editorial.selectors.timeline import timeline
from editorial.services.crediting import Statement
from tests.factories import Cast, DisclosureFactory, UserFactory, draft
from tests.factories.credit import WHOLE, confirm, final_digest
from tests.plugins.stage import scene
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db

STRANGERS = ["outsider", "editor", "board_one", "admin", "reader"]


@scene
def article(cast: Cast) -> Article:
    return draft(cast)


def submit(cast: Cast, article: Article, **details: Any) -> Any:
    return services.submit_article(
        acting_user=cast.author, article=article, checked=True, **details
    )


def said(article: Article) -> list[str]:
    return [entry.sentence for entry in timeline(article.records.order_by("sequence"))]


# --- One's own part -----------------------------------------------------------------------------


def test_own_part_is_kept_recorded_and_told(cast: Cast, article: Article) -> None:
    services.set_contribution(
        acting_user=cast.coauthor,
        article=article,
        criteria=["accountable", "drafted"],
        roles=["Software", "Validation"],
        interests_confirmed=True,
    )
    line = article.contributions.get()
    assert (line.user, line.criteria) == (cast.coauthor, ["drafted", "accountable"])
    assert line.roles == ["Software", "Validation"]
    assert line.interests_confirmed_at is not None
    record = article.records.get(action=Action.CONTRIBUTION_STATED)
    assert record.actor == cast.coauthor
    assert record.details["new"]["criteria"] == ["drafted", "accountable"]
    assert "Carl Coauthor, MD stated their own part in the article." in said(article)


def test_the_same_again_writes_nothing(cast: Cast, article: Article) -> None:
    services.set_contribution(acting_user=cast.author, article=article, **WHOLE)
    with nothing_written():
        services.set_contribution(acting_user=cast.author, article=article, **WHOLE)


@pytest.mark.parametrize("wrong", [{"criteria": ["famous"]}, {"roles": ["Guest"]}])
def test_words_that_are_no_criterion_or_role(
    cast: Cast, article: Article, wrong: dict[str, Any]
) -> None:
    with refused(by=ValidationError):
        services.set_contribution(acting_user=cast.author, article=article, **{**WHOLE, **wrong})


def test_interests_that_were_never_disclosed_cannot_be_confirmed(cast: Cast) -> None:
    author = UserFactory(roles=[Role.AUTHOR], disclosed=False)
    article = services.create_article(
        acting_user=author, changes={"question": "Q", "title": "T", "specialty": cast.specialty}
    )
    with refused("Disclose your interests first", by=ValidationError):
        services.set_contribution(acting_user=author, article=article, **WHOLE)


def test_a_newer_disclosure_asks_for_another_confirmation(cast: Cast, article: Article) -> None:
    confirm(article, cast.author, cast.coauthor)
    yesterday = timezone.now() - timedelta(days=1)
    article.contributions.filter(user=cast.coauthor).update(interests_confirmed_at=yesterday)
    DisclosureFactory(user=cast.coauthor, dated=timezone.now().date())
    with refused("Carl Coauthor has yet to confirm their own conflicts", "it has changed since"):
        submit(cast, article)
    confirm(article, cast.author, cast.coauthor)
    submit(cast, article)


# --- The final text -----------------------------------------------------------------------------


def test_exactly_the_text_that_was_seen_is_approved(cast: Cast, article: Article) -> None:
    digest = final_digest(article, cast.coauthor)
    services.approve_final_text(acting_user=cast.coauthor, article=article, digest=digest)
    assert article.contributions.get().approved_digest == digest
    assert article.records.get(action=Action.TEXT_APPROVED).details["new"] == digest
    assert "Carl Coauthor, MD approved the final text." in said(article)
    with nothing_written():
        services.approve_final_text(acting_user=cast.coauthor, article=article, digest=digest)


def test_a_text_that_changed_meanwhile_is_not_approved(cast: Cast, article: Article) -> None:
    digest = final_digest(article, cast.coauthor)
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Other"})
    with refused("changed since you opened", by=ConflictError):
        services.approve_final_text(acting_user=cast.coauthor, article=article, digest=digest)


def test_who_no_longer_agrees_to_publication_takes_the_approval_back(
    cast: Cast, article: Article
) -> None:
    confirm(article, cast.coauthor)
    services.set_contribution(
        acting_user=cast.coauthor, article=article, **{**WHOLE, "criteria": ["drafted"]}
    )
    line = article.contributions.get()
    assert (line.approved_digest, line.approved_at) == ("", None)


# --- Submitting ---------------------------------------------------------------------------------


def test_every_author_confirms_before_the_text_is_submitted(cast: Cast, article: Article) -> None:
    confirm(article, cast.author)
    with refused("Carl Coauthor has yet to approve the final text.", "Carl Coauthor has yet to"):
        submit(cast, article)
    confirm(article, cast.coauthor)
    assert submit(cast, article).revision.digest == article.contributions.first().approved_digest  # type: ignore[union-attr]


def test_a_later_edit_asks_for_every_approval_again(cast: Cast, article: Article) -> None:
    confirm(article, cast.author, cast.coauthor)
    services.save_article(acting_user=cast.author, article=article, changes={"funding": "A fund"})
    with refused("Anna Author has yet to approve", "Carl Coauthor has yet to approve"):
        submit(cast, article)


def test_the_author_who_submits_states_their_part_in_the_same_step(
    cast: Cast, article: Article
) -> None:
    confirm(article, cast.coauthor)
    digest = final_digest(article, cast.author)
    submit(cast, article, statement=Statement(digest=digest, **WHOLE))
    assert article.contributions.filter(approved_digest=digest).count() == 2


def test_a_refused_submission_keeps_no_statement(cast: Cast, article: Article) -> None:
    statement = Statement(digest=final_digest(article, cast.author), **WHOLE)
    with refused("Carl Coauthor has yet to"):
        submit(cast, article, statement=statement)


# --- The corresponding author -------------------------------------------------------------------


def test_one_corresponding_author_an_article(cast: Cast, article: Article) -> None:
    for author in (cast.author, cast.coauthor):
        services.set_corresponding_author(acting_user=cast.author, article=article, author=author)
    assert article.contributions.get(corresponding=True).user == cast.coauthor
    details = article.records.filter(action=Action.CORRESPONDING_SET).last().details  # type: ignore[union-attr]
    assert details == {"old": cast.author.email, "new": cast.coauthor.email}
    assert "Anna Author, MD chose the corresponding author." in said(article)
    with nothing_written():
        services.set_corresponding_author(
            acting_user=cast.coauthor, article=article, author=cast.coauthor
        )


@pytest.mark.parametrize(
    ("byline", "chosen", "whom"),
    [
        (["author"], None, "author"),
        (["author", "coauthor"], None, "author"),
        (["coauthor", "author"], None, "coauthor"),
        (["author", "coauthor"], "coauthor", "coauthor"),
        (["author"], "coauthor", "author"),  # who was chosen has left the byline
    ],
)
def test_exactly_one_is_frozen_as_the_corresponding_author(
    cast: Cast, article: Article, byline: list[str], chosen: str | None, whom: str
) -> None:
    if chosen:
        services.set_corresponding_author(
            acting_user=cast.author, article=article, author=getattr(cast, chosen)
        )
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={},
        authors=[getattr(cast, name) for name in byline],
    )
    frozen = services.submit_article(acting_user=cast.author, article=article)
    names = [author["name"] for author in frozen.authors if author["corresponding"]]
    assert names == [getattr(cast, whom).printed_name]


def test_nobody_outside_the_byline_is_the_corresponding_author(
    cast: Cast, article: Article
) -> None:
    with refused("Only one of its authors"):
        services.set_corresponding_author(
            acting_user=cast.author, article=article, author=cast.outsider
        )


# --- Inviting -----------------------------------------------------------------------------------


def invite(cast: Cast, article: Article, email: str) -> None:
    services.invite_coauthor(acting_user=cast.author, article=article, email=email)


def test_an_author_here_comes_last_in_the_byline_and_is_mailed(
    cast: Cast, article: Article
) -> None:
    OutgoingMail.objects.all().delete()
    invite(cast, article, f"  {cast.outsider.email.upper()} ")
    assert Article.objects.get().ordered_authors == [cast.author, cast.coauthor, cast.outsider]
    mail = OutgoingMail.objects.get()
    assert mail.to == cast.outsider.email
    assert f"/write/{article.slug}/authors/" in mail.body
    details = article.records.get(action=Action.COAUTHOR_INVITED).details
    assert details["authors"] == [*details["authors_before"], cast.outsider.email]
    assert "Anna Author, MD invited a co-author." in said(article)


@pytest.mark.parametrize("known", [True, False])
def test_for_anybody_else_the_administrators_are_asked(
    cast: Cast, article: Article, known: bool
) -> None:
    OutgoingMail.objects.all().delete()
    address = cast.editor.email if known else "nobody@example.test"
    invite(cast, article, address)
    mail = OutgoingMail.objects.get()
    assert mail.to == cast.admin.email
    assert address in mail.body
    assert ("has an account" in mail.body, "There is no account" in mail.body) == (known, not known)
    assert article.authorships.count() == 2
    # The trail forgets nothing, so that it is not told of people who are not here.
    assert article.records.get(action=Action.COAUTHOR_INVITED).details == {}


@pytest.mark.parametrize("email", ["", "no address", "a@example.test\nBcc: b@example.test"])
def test_an_invitation_needs_an_address(cast: Cast, article: Article, email: str) -> None:
    with refused("e-mail address", by=ValidationError):
        invite(cast, article, email)


def test_an_author_of_the_article_is_not_invited_again(cast: Cast, article: Article) -> None:
    with refused("among the authors already", by=ValidationError):
        invite(cast, article, cast.coauthor.email)


def test_invitations_are_limited(cast: Cast, article: Article) -> None:
    for number in range(10):
        invite(cast, article, f"person{number}@example.test")
    with refused("invited many people"):
        invite(cast, article, "one.more@example.test")


# --- Nobody else --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_but_an_author_does_any_of_it(cast: Cast, article: Article, who: str) -> None:
    person = getattr(cast, who)
    digest = final_digest(article, cast.author)
    with refused():
        services.set_contribution(acting_user=person, article=article, **WHOLE)
    with refused():
        services.approve_final_text(acting_user=person, article=article, digest=digest)
    with refused():
        services.set_corresponding_author(acting_user=person, article=article, author=cast.coauthor)
    with refused():
        services.invite_coauthor(acting_user=person, article=article, email="x@example.test")

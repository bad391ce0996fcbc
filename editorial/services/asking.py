"""Readers' questions: asked, confirmed, answered or turned into a draft, deleted."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.enums import MailKind, Role
from accounts.errors import refuse_if
from accounts.models import Specialty, User
from accounts.services.log import CHANGED, log, rename_in_log
from accounts.services.outbox import forget_about, post
from articles.models import Article, Publication
from articles.services.working_copy import new_article
from articles.text import clean_line, clean_text
from editorial import intake_policies
from editorial.enums import Action, QuestionState
from editorial.models import ReaderQuestion
from editorial.services.mail import desk_address_of, tell_editors_of_question
from editorial.services.trail import append_record

LONGEST = 1000
#: How long a question waits for its address to be confirmed.
UNCONFIRMED_FOR = timedelta(days=7)


@transaction.atomic
def ask_question(
    *, question: str, email: str, sender: str, asked_on: Publication | None = None
) -> ReaderQuestion:
    """Take a question and mail its asker a link to confirm the address. Nobody else sees it yet.

    Nobody acts here: a reader needs no account. Raises ValidationError by field, RefusedError when
    too much came from the same sender.
    """
    now = timezone.now()
    refuse_if(intake_policies.against_sending(ReaderQuestion.objects.all(), sender, now))
    words = clean_text(question)[0]
    if not words:
        raise ValidationError({"question": "Type your question."})
    if len(words) > LONGEST:
        raise ValidationError({"question": f"{LONGEST:,} characters are the most."})
    row = ReaderQuestion(
        question=words, email=email, asked_on=asked_on, sender=sender, created_at=now
    )
    row.full_clean()
    row.save()
    _tell_asker("confirm", row)
    return row


@transaction.atomic
def confirm_question(*, question: ReaderQuestion) -> ReaderQuestion:
    """Hand a question to the editors, now that its asker has opened the link in the mail."""
    fresh = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    if fresh.state == QuestionState.UNCONFIRMED:
        fresh.state, fresh.confirmed_at = QuestionState.OPEN, timezone.now()
        fresh.save(update_fields=["state", "confirmed_at"])
        tell_editors_of_question(fresh)
    return fresh


@transaction.atomic
def delete_question(*, question: ReaderQuestion) -> None:
    """Delete a question and its address, and every mail about it, as its asker wants.

    A draft that an editor opened from it keeps the words, which are its author's question by then;
    nothing says who asked them.
    """
    _forget(question)


@transaction.atomic
def answer_question(
    *, acting_user: User, question: ReaderQuestion, publication: Publication
) -> ReaderQuestion:
    """Answer by pointing to a live article; the asker is mailed."""
    fresh = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    refuse_if(intake_policies.against_answering_question(acting_user, fresh))
    if not publication.is_live:
        raise ValidationError({"slug": "Only an article that stands can be the answer."})
    fresh.state, fresh.answer = QuestionState.ANSWERED, publication
    _handled(fresh, acting_user, f"Answered by “{publication.title}”.")
    _tell_asker("answered", fresh)
    return fresh


@transaction.atomic
def close_question(*, acting_user: User, question: ReaderQuestion) -> ReaderQuestion:
    """Close a question that the office can't answer, such as one about a single person's case."""
    fresh = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    refuse_if(intake_policies.against_answering_question(acting_user, fresh))
    fresh.state = QuestionState.CLOSED
    _handled(fresh, acting_user, "Closed without an answer.")
    _tell_asker("closed", fresh)
    return fresh


@transaction.atomic
def open_draft_from_question(
    *, acting_user: User, question: ReaderQuestion, author: User, specialty: Specialty, title: str
) -> Article:
    """Open a draft for an author, with the reader's question as its question.

    The editor hands the question on and writes nothing, so that they may still decide about the
    text later: its first save is nobody's.
    """
    fresh = ReaderQuestion.objects.select_for_update().get(pk=question.pk)
    refuse_if(intake_policies.against_answering_question(acting_user, fresh))
    if not author.is_active or not author.has_role(Role.AUTHOR):
        raise ValidationError({"author": f"{author.printed_name} is not an author here."})
    line = clean_line(fresh.question)[0][:300]
    changes = {"question": line, "title": clean_line(title)[0], "specialty": specialty}
    article = new_article(slug="", changes=changes, authors=[author], by=None)
    append_record(
        article=article,
        action=Action.CREATED,
        actor=acting_user,
        at=timezone.now(),
        slug=article.slug,
        authors=[author.email],
        from_question=str(fresh.uid),
    )
    fresh.state, fresh.draft = QuestionState.DRAFTED, article
    _handled(fresh, acting_user, f"Opened a draft for {author.printed_name}.")
    _tell_asker("drafted", fresh)
    return article


def tell_askers(publication: Publication) -> None:
    """Tell those whose question led to an article that it is published. Part of publishing."""
    waiting = ReaderQuestion.objects.filter(
        draft=publication.article_id, state=QuestionState.DRAFTED
    )
    for question in waiting:
        question.state, question.answer = QuestionState.ANSWERED, publication
        question.save(update_fields=["state", "answer"])
        _tell_asker("answered", question)


def forget_unconfirmed() -> int:
    """Delete questions whose address nobody confirmed in time; return how many."""
    old = ReaderQuestion.objects.filter(
        state=QuestionState.UNCONFIRMED, created_at__lt=timezone.now() - UNCONFIRMED_FOR
    )
    return sum(_forget(question) for question in old)


def _forget(question: ReaderQuestion) -> int:
    with transaction.atomic():
        for address in (_address_of(question), desk_address_of(question)):
            forget_about(address)
        # The log once had a question's words for its name.
        rename_in_log(question, str(question))
        return ReaderQuestion.objects.filter(pk=question.pk).delete()[0]


def _handled(question: ReaderQuestion, acting_user: User, sentence: str) -> None:
    question.handled_by, question.handled_at = acting_user, timezone.now()
    question.save(update_fields=["state", "answer", "draft", "handled_by", "handled_at"])
    log(acting_user, question, CHANGED, sentence)


def _address_of(question: ReaderQuestion) -> str:
    return settings.SITE_URL + reverse("talk:question", args=[question.uid])


def _tell_asker(event: str, question: ReaderQuestion) -> None:
    context = {
        "question": question,
        "address": _address_of(question),
        "site_url": settings.SITE_URL,
    }
    text = render_to_string(f"email/asker_{event}.txt", context)
    post(person=None, kind=MailKind.ACCOUNT, text=text, to=question.email)

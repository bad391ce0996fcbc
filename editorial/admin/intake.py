"""What readers wrote: reports of problems and questions."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.desk.things import Fact, ThingAdmin
from articles.models import Publication
from articles.templatetags.moments import day, utc_time
from editorial.admin.acts.answer_reader import AnswerQuestion, CloseQuestion, OpenDraft
from editorial.admin.acts.resolve_report import ResolveReport
from editorial.enums import QuestionState
from editorial.models import ProblemReport, ReaderQuestion


def _link(publication: Publication) -> SafeString:
    """Return the version that the reader means, to be read where readers read it."""
    address = reverse("reader:version", args=[publication.slug, publication.number])
    return format_html(
        '<a href="{}">{}, version {}</a>', address, publication.title, publication.number
    )


@admin.register(ProblemReport)
class ProblemReportAdmin(ThingAdmin):
    """Reports of problems."""

    acts = (ResolveReport(),)
    list_title = "Readers' reports"
    intro = "What readers say is wrong with a published text. Each gets an answer on its own page."
    list_display = ("ticket", "about", "said", "standing", "received")
    list_filter = ("state", "kind")
    search_fields = ("ticket", "publication__title", "text")
    list_select_related = ("publication",)

    @admin.display(description="About", ordering="publication__title")
    def about(self, report: ProblemReport) -> str:
        """Return the title of the publication."""
        return report.publication.title

    @admin.display(description="Kind", ordering="kind")
    def said(self, report: ProblemReport) -> str:
        """Return what kind of thing was reported."""
        return report.get_kind_display()

    @admin.display(description="State", ordering="state")
    def standing(self, report: ProblemReport) -> str:
        """Return what became of it."""
        return report.get_state_display()

    @admin.display(description="Received", ordering="created_at")
    def received(self, report: ProblemReport) -> SafeString | str:
        """Return the day it came."""
        return day(report.created_at)

    def facts(self, request: HttpRequest, thing: ProblemReport) -> Sequence[Fact]:
        """Say what the reader said, and what came of it."""
        facts = [
            Fact("About", _link(thing.publication)),
            Fact("Kind", thing.get_kind_display()),
            Fact("What the reader says", thing.text),
            Fact("Received", utc_time(thing.created_at)),
            Fact("Wants an answer by mail", "Yes" if thing.email else "No"),
            Fact("State", thing.get_state_display()),
        ]
        if thing.handled_at and thing.handled_by:
            facts += [
                Fact("What came of it", thing.outcome),
                Fact("Settled by", thing.handled_by.printed_name),
                Fact("Settled", utc_time(thing.handled_at)),
            ]
        return facts


@admin.register(ReaderQuestion)
class ReaderQuestionAdmin(ThingAdmin):
    """Questions whose askers have confirmed their address. The address itself is not shown."""

    acts = (AnswerQuestion(), OpenDraft(), CloseQuestion())
    list_title = "Readers' questions"
    intro = "Point the asker to an article, or have one written. They hear of it by mail."
    list_display = ("asked", "standing", "received")
    list_filter = ("state",)
    search_fields = ("question",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderQuestion]:
        """Leave out what nobody has confirmed."""
        rows: QuerySet[ReaderQuestion] = super().get_queryset(request)
        return rows.exclude(state=QuestionState.UNCONFIRMED).select_related(
            "answer", "draft", "asked_on", "handled_by"
        )

    @admin.display(description="State", ordering="state")
    def standing(self, question: ReaderQuestion) -> str:
        """Return where it stands."""
        return question.get_state_display()

    @admin.display(description="Question", ordering="question")
    def asked(self, question: ReaderQuestion) -> str:
        """Return how the question begins."""
        return Truncator(question.question).chars(80)

    @admin.display(description="Received", ordering="created_at")
    def received(self, question: ReaderQuestion) -> SafeString | str:
        """Return the day it came."""
        return day(question.created_at)

    def facts(self, request: HttpRequest, thing: ReaderQuestion) -> Sequence[Fact]:
        """Say what was asked, and where it stands."""
        facts = [
            Fact("Question", thing.question),
            Fact("State", thing.get_state_display()),
            Fact("Received", utc_time(thing.created_at)),
        ]
        if thing.asked_on:
            facts.append(Fact("Asked after reading", _link(thing.asked_on)))
        if thing.answer:
            facts.append(Fact("Answered by", _link(thing.answer)))
        if thing.draft:
            facts.append(Fact("Draft", thing.draft.title))
        if thing.handled_by:
            facts.append(Fact("Handled by", thing.handled_by.printed_name))
        return facts

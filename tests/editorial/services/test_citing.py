"""Mark a cited work as retracted; decide about the articles that cite it."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from accounts.errors import RefusedError
from accounts.models import OutgoingMail
from articles.models import CitedWork
from editorial import services
from editorial.citing import articles_citing, open_citation_tasks, retracted_among
from editorial.enums import Action
from editorial.models import CitationTask, Record, RetractedWork
from tests.factories import Cast, draft, published, submitted, withdrawn
from tests.factories.texts import REFERENCES
from tests.refusals import nothing_written

DOI = "10.5555/example.2024.1"
OTHER: list[dict[str, Any]] = [{"id": "1", "title": "Other", "PMID": "12"}]


def mark(cast: Cast, **changes: Any) -> RetractedWork:
    given = {"acting_user": cast.editor, "doi": DOI, "reason": "Journal of Examples 2026;1:2."}
    return services.mark_reference_retracted(**{**given, **changes})


def other(cast: Cast) -> Any:
    text = "Rest.[1]"
    return draft(cast, references=OTHER, clinician_text=text, plain_text=text, slug="other")


def test_every_article_that_cites_it_gets_a_task(cast: Cast) -> None:
    citing = [
        published(cast).article,
        submitted(cast).article,
        draft(cast),
        withdrawn(cast).article,
    ]
    other(cast)

    work = mark(cast, doi=f"https://doi.org/{DOI.upper()}")

    assert (work.kind, work.value, work.marked_by) == ("doi", DOI, cast.editor)
    assert [task.article for task in open_citation_tasks()] == citing
    records = Record.objects.filter(action=Action.REFERENCE_RETRACTED)
    assert [record.article for record in records.order_by("article_id")] == citing


def test_article_whose_working_copy_moved_on_is_found_by_what_is_live(cast: Cast) -> None:
    article = published(cast).article
    services.save_article(acting_user=cast.author, article=article, changes={"references": OTHER})

    assert articles_citing("doi", DOI) == [article]


def test_article_that_cited_it_only_in_a_closed_submission_is_not(cast: Cast) -> None:
    article = withdrawn(cast).article
    services.save_article(acting_user=cast.author, article=article, changes={"references": OTHER})

    assert articles_citing("doi", DOI) == []
    assert articles_citing("pmid", "12") == [article]


def test_authors_are_told(cast: Cast) -> None:
    article = draft(cast)
    before = [mail.pk for mail in OutgoingMail.objects.all()]
    mark(cast)

    told = OutgoingMail.objects.exclude(pk__in=before).order_by("pk")
    assert {mail.person for mail in told} == {cast.author, cast.coauthor}
    assert article.title in told[0].body
    assert "Journal of Examples 2026;1:2." in told[0].body


@pytest.mark.parametrize("who", ["author", "board_one", "admin", "outsider", "reader"])
def test_only_editors_may_mark(cast: Cast, who: str) -> None:
    draft(cast)
    with nothing_written(), pytest.raises(RefusedError):
        mark(cast, acting_user=getattr(cast, who))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"doi": ""}, "one of them"),
        ({"pmid": "12"}, "one of them"),
        ({"doi": "10.1/x"}, "is not a DOI"),
        ({"doi": "", "pmid": "x"}, "is not a PubMed ID"),
        ({"reason": " \u200b"}, "Say where the retraction is announced"),
        ({"doi": "10.5555/" + "a" * 300}, "at most 255 characters"),
    ],
)
def test_wrong_input_is_said_and_writes_nothing(
    cast: Cast, changes: dict[str, str], words: str
) -> None:
    draft(cast)
    with nothing_written(), pytest.raises(ValidationError, match=words):
        mark(cast, **changes)


def test_work_is_marked_once(cast: Cast) -> None:
    mark(cast)
    with nothing_written(), pytest.raises(RefusedError, match="already"):
        mark(cast, doi=DOI.upper())


def test_editor_decides_once_with_a_reason(cast: Cast) -> None:
    draft(cast)
    task = mark(cast).tasks.get()
    with nothing_written(), pytest.raises(ValidationError):
        services.close_citation_task(acting_user=cast.editor, task=task, decision=" ")

    services.close_citation_task(
        acting_user=cast.editor, task=task, decision="The claim does not rest on it."
    )

    done = CitationTask.objects.get()
    assert (done.closed_by, done.decision) == (cast.editor, "The claim does not rest on it.")
    assert done.closed_at is not None
    assert list(open_citation_tasks()) == []
    assert Record.objects.latest("pk").action == Action.CITATION_DECIDED
    with nothing_written(), pytest.raises(RefusedError, match="decided already"):
        services.close_citation_task(acting_user=cast.editor, task=task, decision="Again.")


@pytest.mark.parametrize("who", ["author", "coauthor", "board_one", "admin", "reader"])
def test_only_editors_may_decide(cast: Cast, who: str) -> None:
    draft(cast)
    task = mark(cast).tasks.get()
    with nothing_written(), pytest.raises(RefusedError):
        services.close_citation_task(
            acting_user=getattr(cast, who), task=task, decision="It may stay."
        )


def test_retracted_works_among_references_are_found_by_their_id(cast: Cast) -> None:
    work = mark(cast)

    assert retracted_among(REFERENCES) == {"1": work}
    assert retracted_among(OTHER) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_is_one_query_whatever_there_is(
    cast: Cast, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        draft(cast, slug=f"text-{number}")
    mark(cast)
    with django_assert_num_queries(1):
        assert (
            len([(task.work.value, task.article.title) for task in open_citation_tasks()]) == rows
        )
    with django_assert_num_queries(1):
        retracted_among(REFERENCES)


def test_revisions_from_before_the_index_are_filled_in(cast: Cast) -> None:
    revision = submitted(cast).revision
    frozen = sorted(CitedWork.objects.values_list("revision", "kind", "value", "key"))
    CitedWork.objects.all().delete()

    importlib.import_module("articles.migrations.0006_fill_cited_works").fill(apps, None)

    assert sorted(CitedWork.objects.values_list("revision", "kind", "value", "key")) == frozen
    assert frozen == [(revision.pk, "doi", DOI, "1")]

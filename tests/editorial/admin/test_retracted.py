"""The desk's screens about retracted references."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from editorial import services
from editorial.models import CitationTask, Record, RetractedWork
from tests.factories import Cast, draft, published, submitted, under_review
from tests.factories.texts import REFERENCES
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

DOI = "10.5555/example.2024.1"
REASON = "Journal of Examples 2026;1:2."
NEW = "admin:editorial_retractedwork_new"


def mark(cast: Cast, **changes: Any) -> RetractedWork:
    given = {"acting_user": cast.editor, "doi": DOI, "reason": REASON}
    return services.mark_reference_retracted(**{**given, **changes})


def task_of(cast: Cast) -> CitationTask:
    return mark(cast).tasks.get()


def page(name: str, thing: Any, kind: str = "change") -> str:
    return reverse(f"admin:editorial_{name}_{kind}", args=[thing.pk])


# --- Marking ------------------------------------------------------------------------------------


def test_an_editor_marks_a_work(client: Client, cast: Cast) -> None:
    article = draft(cast)
    client.force_login(cast.editor)
    with nothing_written():
        assert client.get(reverse(NEW)).status_code == 200
    response = client.post(reverse(NEW), {"doi": DOI.upper(), "pmid": "", "reason": REASON})

    work = RetractedWork.objects.get()
    assert response.status_code == 302
    assert (work.value, work.marked_by) == (DOI, cast.editor)
    body = client.get(page("retractedwork", work)).content.decode()
    assert REASON in body
    assert article.title in body
    assert page("citationtask", work.tasks.get()) in body


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"doi": "", "pmid": ""}, "one of them"),
        ({"doi": DOI, "pmid": "1"}, "one of them"),
        ({"doi": "nonsense", "pmid": ""}, "is not a DOI"),
        ({"doi": "", "pmid": "x"}, "is not a PubMed ID"),
        ({"doi": DOI, "pmid": "", "reason": ""}, "This field is required"),
    ],
)
def test_wrong_input_is_said_and_writes_nothing(
    client: Client, cast: Cast, data: dict[str, str], words: str
) -> None:
    client.force_login(cast.editor)
    with nothing_written():
        body = client.post(reverse(NEW), {"reason": REASON, **data}).content.decode()
    assert words in body


def test_a_work_marked_already_is_refused(client: Client, cast: Cast) -> None:
    mark(cast)
    client.force_login(cast.editor)
    with nothing_written():
        response = client.post(reverse(NEW), {"doi": DOI, "reason": REASON})
    assert response.status_code == 409
    assert response.context["refused"] == ["This work is marked as retracted already."]


def test_an_editor_marks_what_a_publication_cites(client: Client, cast: Cast) -> None:
    publication = published(cast)
    where = reverse("admin:articles_publication_retracted-reference", args=[publication.pk])
    client.force_login(cast.editor)
    body = client.get(where).content.decode()
    assert "Kidney outcomes with examplegliflozin" in body
    assert REFERENCES[1]["title"] not in body
    with nothing_written():
        response = client.post(where, {"reference": "doi:10.1/other", "reason": REASON})
    assert "Select a valid choice" in response.content.decode()

    assert client.post(where, {"reference": f"doi:{DOI}", "reason": REASON}).status_code == 302
    assert RetractedWork.objects.get().value == DOI
    assert "or are marked already" in client.get(where).content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("board_one", 403), ("admin", 403), ("author", 302), ("reader", 302)]
)
def test_others_mark_and_decide_nothing(client: Client, cast: Cast, who: str, status: int) -> None:
    publication = published(cast)
    task = mark(cast).tasks.get()
    if who != "reader":
        client.force_login(getattr(cast, who))
    cited = reverse("admin:articles_publication_retracted-reference", args=[publication.pk])
    for where, data in (
        (reverse(NEW), {"pmid": "12", "reason": REASON}),
        (cited, {"reference": f"doi:{DOI}", "reason": REASON}),
        (page("citationtask", task, "decide"), {"decision": "It may stay."}),
    ):
        with nothing_written():
            assert client.post(where, data).status_code == status


# --- Tasks --------------------------------------------------------------------------------------


def test_an_editor_decides(client: Client, cast: Cast) -> None:
    publication = published(cast)
    task = task_of(cast)
    client.force_login(cast.editor)
    body = client.get(page("citationtask", task)).content.decode()
    assert "Reference 1. Kidney outcomes with examplegliflozin" in body
    assert reverse("admin:articles_publication_notice", args=[publication.pk]) in body
    assert reverse("admin:articles_article_change", args=[publication.article_id]) in body

    where = page("citationtask", task, "decide")
    with nothing_written():
        assert "This field is required" in client.post(where, {"decision": " "}).content.decode()
    assert client.post(where, {"decision": "Nothing rests on it."}).status_code == 302

    task.refresh_from_db()
    assert (task.closed_by, task.decision) == (cast.editor, "Nothing rests on it.")
    body = client.get(page("citationtask", task)).content.decode()
    assert "Nothing rests on it." in body
    assert where not in body
    with nothing_written():
        assert client.post(where, {"decision": "Again."}).status_code == 409


def test_what_is_not_public_has_no_notice(client: Client, cast: Cast) -> None:
    draft(cast)
    client.force_login(cast.editor)
    body = client.get(page("citationtask", task_of(cast))).content.decode()
    assert "Nothing of this article is public." in body
    assert "Issue a notice" not in body


def test_open_tasks_stand_first_and_can_be_picked(client: Client, cast: Cast) -> None:
    for slug in ("one", "two", "three"):
        draft(cast, slug=slug)
    first, second, third = mark(cast).tasks.all()
    services.close_citation_task(acting_user=cast.editor, task=first, decision="It stays.")
    client.force_login(cast.editor)
    where = reverse("admin:editorial_citationtask_changelist")

    def shown(query: str) -> list[CitationTask]:
        return list(client.get(where + query).context["cl"].result_list)

    assert shown("") == [second, third, first]
    assert shown("?standing=open") == [second, third]
    assert shown("?standing=decided") == [first]
    assert shown("?standing=else") == [second, third, first]


def test_the_start_page_names_them_to_editors(client: Client, cast: Cast) -> None:
    draft(cast)
    where = page("citationtask", task_of(cast))
    start = reverse("admin:index")
    client.force_login(cast.board_one)
    assert where not in client.get(start).content.decode()
    client.force_login(cast.editor)
    assert where in client.get(start).content.decode()
    task = CitationTask.objects.get()
    services.close_citation_task(acting_user=cast.editor, task=task, decision="It stays.")
    assert where not in client.get(start).content.decode()


@pytest.mark.parametrize(("name", "queries"), [("citationtask", 7), ("retractedwork", 7)])
def test_lists_have_a_constant_number_of_queries(
    client: Client,
    cast: Cast,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
) -> None:
    client.force_login(cast.editor)
    where = reverse(f"admin:editorial_{name}_changelist")
    made = 0
    for count in (1, 3):
        while made < count:
            made += 1
            references = [{"id": "1", "title": "Work", "PMID": str(made)}]
            draft(cast, slug=f"text-{made}", references=references)
            mark(cast, doi="", pmid=str(made))
        with django_assert_num_queries(queries):
            assert client.get(where).context["cl"].result_count == count


# --- Where a text comes to cite it --------------------------------------------------------------


def test_a_revision_that_cites_it_later_opens_a_task(cast: Cast) -> None:
    work = mark(cast)
    assert not work.tasks.exists()
    submission = submitted(cast)

    task = work.tasks.get()
    assert (task.article, task.closed_at) == (submission.article, None)
    record = Record.objects.get(action="submitted")
    assert record.details["retracted_works"] == [f"DOI {DOI}"]


def test_what_was_decided_is_not_asked_again(cast: Cast) -> None:
    article = draft(cast)
    task = task_of(cast)
    services.close_citation_task(acting_user=cast.editor, task=task, decision="It stays.")
    submitted(cast, article)

    assert CitationTask.objects.get().closed_at is not None


def test_reviewers_see_it_marked(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    where = reverse("admin:editorial_submission_review", args=[submission.pk])
    client.force_login(cast.board_one)
    assert "Marked as retracted" not in client.get(where).content.decode()
    mark(cast)
    assert f"Marked as retracted: {REASON}" in client.get(where).content.decode()

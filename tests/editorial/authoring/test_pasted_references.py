"""References pasted into the writing screen, in the formats that other programs export."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.factories import Cast
from tests.refusals import nothing_written

NEW = reverse("write:new")

BIBTEX = "@article{roe2020, title={A tr{\\'i}al}, author={Roe, Ann}, doi={10.1000/1}, year=2020}"
RIS = "TY  - JOUR\nTI  - A trial\nDO  - 10.1000/1\nER  - "
NBIB = "PMID- 12\nTI  - A trial.\n"
VANCOUVER = "2. Roe A. A trial. BMJ. 2020;1(2):3-4."
CSL = json.dumps([{"id": "roe", "title": "A trial"}])


def form(cast: Cast, pasted: str, **typed: Any) -> dict[str, Any]:
    return {
        "question": "Who is asked?",
        "title": "A first text",
        "specialty": cast.specialty.pk,
        "kind": "general",
        "clinician_text": "Text.",
        "ai_use": "none",
        "disclaimer": "Mind.",
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "references-0-type": "article-journal",
        "references-0-title": "Typed",
        "csl_json": pasted,
        **typed,
    }


@pytest.mark.parametrize(
    ("pasted", "key", "title"),
    [
        (BIBTEX, "roe2020", "A tríal"),
        (RIS, "2", "A trial"),
        (NBIB.replace("\n", "\r\n"), "2", "A trial"),
        (VANCOUVER, "2", "A trial"),
        (CSL, "roe", "A trial"),
    ],
)
def test_any_format_is_added_after_the_typed_ones(
    client: Client, cast: Cast, pasted: str, key: str, title: str
) -> None:
    client.force_login(cast.author)
    client.post(NEW, form(cast, pasted))

    references = Article.objects.get().references
    assert [(item["id"], item["title"]) for item in references] == [("1", "Typed"), (key, title)]


def test_what_is_there_already_is_left_out_and_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    typed = {"references-0-doi": "10.1000/1"}
    response = client.post(NEW, form(cast, RIS, **typed), follow=True)

    assert [item["title"] for item in Article.objects.get().references] == ["Typed"]
    assert "Entry 1 (line 1) is the same as the reference “1”" in response.content.decode()


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        (f"{BIBTEX}\n@article{{b, title={{B}}", "Entry 2 (line 2) can&#x27;t be read"),
        ("PMID- 1\nTI  - T\n" * 501, "There are more than 500 references"),
        ('[{"title": "T"}, 2]', "can&#x27;t be read"),
        (
            '[{"id": "b", "title": "T", "type": "blog"}]',
            "Reference “b”, entry 2 of the list: its type",
        ),
        ('[{"id": "b", "title": "T", "URL": "ftp://a.example"}]', "its URL, “ftp://a.example”,"),
    ],
)
def test_what_can_not_be_read_is_named_and_nothing_is_saved(
    client: Client, cast: Cast, pasted: str, sentence: str
) -> None:
    client.force_login(cast.author)
    with nothing_written():
        response = client.post(NEW, form(cast, pasted))

    summary = response.content.decode().split("data-errors")[1].split("</div>")[0]
    assert sentence in summary


def test_year_in_the_future_is_said(client: Client, cast: Cast) -> None:
    client.force_login(cast.author)
    response = client.post(NEW, form(cast, BIBTEX.replace("2020", "2999", 2)), follow=True)

    assert "its year, 2999, is in the future" in response.content.decode()


def test_citations_of_a_pasted_list_find_its_entries_or_the_page_says_what_became_of_them(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.author)
    pasted = "1. Roe A. A trial. BMJ. 2020;1(2):3-4.\n2. Poe B. Another. BMJ. 2021;1(2):3-4."
    response = client.post(NEW, form(cast, pasted, clinician_text="Old [1]. New [2]."), follow=True)

    article = Article.objects.get()
    titles = {item["id"]: item["title"] for item in article.references}
    assert titles == {"1": "Typed", "2": "Another", "3": "A trial"}
    said = "Entry 1 (line 1), “1”, became “3”: “1” is taken. Cite it as [3]."
    assert said in response.content.decode()

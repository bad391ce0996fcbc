from __future__ import annotations

import pytest
from django.urls import reverse

from editorial.models import Checklist, ChecklistResponse
from tests.factories import approve, assign, submitted, under_review
from tests.refusals import nothing_written

JSON = {"accept": "application/json"}


@pytest.fixture
def submission(cast):
    return under_review(cast)


@pytest.fixture
def discern(db):
    return Checklist.objects.get(slug="discern")


@pytest.fixture
def page(submission, discern):
    return reverse("admin:editorial_submission_checklist", args=[submission.pk, discern.pk])


def everything(checklist, **changes):
    answers = {f"item-{item.position}": "4" for item in checklist.items.all()}
    return {**answers, **changes}


def test_checklist_page_shows_every_item(cast, client, page, discern):
    client.force_login(cast.board_one)

    with nothing_written():
        html = client.get(page).content.decode()
    for item in discern.items.all():
        assert f"{item.position}. {item.question}" in html
    assert html.count('value="na"') == 7
    assert "16 items still to answer" in html


def test_answers_save_themselves(cast, client, page):
    client.force_login(cast.board_one)

    response = client.post(page, {"item-1": "4", "reason-1": "Clear."}, headers=JSON)
    assert response.json() == {"missing": 15}
    response = client.post(page, {"item-2": "9"}, headers=JSON)
    assert response.status_code == 400
    assert response.json() == {"problems": ["Item 2 has no such answer."]}

    assert ChecklistResponse.objects.get().answers == {"1": {"value": "4", "reason": "Clear."}}
    html = client.get(page).content.decode()
    assert 'value="Clear."' in html


def test_draft_is_kept_by_a_button(cast, client, page):
    client.force_login(cast.board_one)

    assert client.post(page, {"item-1": "2"}).status_code == 302
    assert ChecklistResponse.objects.get().completed_at is None


def test_handed_in_when_complete(cast, client, page, discern):
    client.force_login(cast.board_one)

    lacking = client.post(page, everything(discern, **{"item-9": "na", "complete": "1"}))
    assert "Item 9: say why it does not apply." in lacking.content.decode()
    assert ChecklistResponse.objects.get().completed_at is None

    data = everything(discern, **{"item-9": "na", "reason-9": "Nothing is given.", "complete": "1"})
    assert client.post(page, data).status_code == 302
    assert ChecklistResponse.objects.get().completed_at is not None


def test_after_the_signature_it_stands(cast, client, page, submission):
    approve(submission, cast.board_one)
    client.force_login(cast.board_one)

    with nothing_written():
        assert "You have signed" in client.get(page).content.decode()
        assert client.post(page, {"item-1": "2"}, headers=JSON).status_code == 409


def test_who_gets_to_a_checklist(cast, client, page):
    waiting = submitted(cast)
    assign(cast, waiting, cast.board_one)
    client.force_login(cast.board_one)
    other = reverse(
        "admin:editorial_submission_checklist",
        args=[waiting.pk, Checklist.objects.get(slug="discern").pk],
    )
    assert client.get(other).status_code == 302
    assert client.get(page.replace("/checklists/", "/checklists/99")).status_code == 404
    assert client.put(page).status_code == 405
    client.force_login(cast.editor)
    with nothing_written():
        assert client.post(page, {"item-1": "2"}, headers=JSON).status_code == 409

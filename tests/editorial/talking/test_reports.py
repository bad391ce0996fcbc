"""A reader reports a problem and sees what came of it; an editor settles it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutgoingMail
from editorial import intake_policies, services
from editorial.enums import Action, ReportState
from editorial.models import ProblemReport
from editorial.services.reporting import SENT_AGAIN
from tests.factories import Cast, draft, published, retracted, under_review
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db

SENT = {"kind": "error", "text": "The dose in the table is ten times too high.", "email": ""}


def post(slug: str, **changes: str) -> Any:
    return Client().post(reverse("talk:new_report", args=[slug]), {**SENT, **changes})


def reported(cast: Cast, **changes: str) -> ProblemReport:
    publication = published(cast)
    values = {**SENT, **changes}
    return services.report_problem(publication=publication, sender="s" * 64, **values)


def test_a_report_gets_a_number_and_a_page(cast: Cast) -> None:
    publication = published(cast)
    response = post(publication.slug)
    report = ProblemReport.objects.get()
    assert response["Location"] == reverse("talk:report", args=[report.ticket])
    body = Client().get(response["Location"]).content.decode()
    assert report.ticket in body
    assert "Waiting for an editor" in body
    (mail,) = OutgoingMail.objects.filter(subject__contains="reports a problem")
    assert mail.to == cast.editor.email
    assert "ten times too high" in mail.body


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, ">Choose what you report.</a>"),
        ({"kind": "praise"}, ">Choose what you report.</a>"),
        ({"text": "  "}, ">Say what is wrong, and where.</a>"),
        ({"text": "x" * 4001}, "4,000 characters are the most."),
        ({"email": "nobody"}, ">That is no e-mail address."),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    cast: Cast, changes: dict[str, str], words: str
) -> None:
    slug = published(cast).slug
    with nothing_written():
        response = post(slug, **changes)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_what_is_not_published_has_no_such_page(cast: Cast) -> None:
    slugs = [draft(cast).slug, under_review(cast).article.slug, "nothing"]
    with nothing_written():
        assert [post(slug).status_code for slug in slugs] == [404, 404, 404]


def test_a_retracted_text_can_be_reported_as_well(cast: Cast) -> None:
    assert post(retracted(cast).slug).status_code == 302


def test_a_program_in_the_trap_is_thanked_and_writes_nothing(cast: Cast) -> None:
    slug = published(cast).slug
    with nothing_written():
        response = post(slug, website="https://spam.example")
    assert response["Location"] == reverse("talk:thanks")


def test_the_same_sent_again_is_the_same_report(cast: Cast) -> None:
    slug = published(cast).slug
    first = post(slug)["Location"]
    with nothing_written():
        assert post(slug)["Location"] == first
    assert post(slug, email="reader@example.test")["Location"] != first
    ProblemReport.objects.update(created_at=timezone.now() - SENT_AGAIN)
    assert post(slug)["Location"] != first


def test_the_sixth_within_an_hour_is_refused(cast: Cast) -> None:
    slug = published(cast).slug
    for number in range(intake_policies.MOST_AN_HOUR):
        assert post(slug, text=f"Line {number} is wrong.").status_code == 302
    with nothing_written():
        response = post(slug)
        assert post(slug, text="Line 0 is wrong.").status_code == 302  # which is known
    assert response.status_code == 429
    assert intake_policies.TOO_MANY in response.content.decode()


def test_hostile_text_is_escaped(cast: Cast) -> None:
    report = reported(cast, text="<script>alert(1)</script> \u202edesrever")
    body = Client().get(reverse("talk:report", args=[report.ticket])).content.decode()
    assert "<script>alert(1)" not in body
    assert "\u202e" not in body


def test_a_number_that_is_none_is_unknown(cast: Cast) -> None:
    assert Client().get(reverse("talk:report", args=["R-2222-2222-2222"])).status_code == 404


def test_an_editor_settles_it_in_words(cast: Cast) -> None:
    report = reported(cast, email="reader@example.test")
    services.resolve_report(
        acting_user=cast.editor, report=report, state="corrected", outcome="A new version is out."
    )
    body = Client().get(reverse("talk:report", args=[report.ticket])).content.decode()
    assert "A new version is out." in body
    record = report.publication.article.records.order_by("sequence").last()
    assert record.action == Action.REPORT_RESOLVED
    assert (record.details["old"], record.details["new"]) == ("open", "corrected")
    (mail,) = OutgoingMail.objects.filter(to="reader@example.test")
    assert "A new version is out." in mail.body


@pytest.mark.parametrize("who", ["author", "board_one", "admin", "outsider", "reader"])
def test_nobody_else_settles_it(cast: Cast, who: str) -> None:
    report = reported(cast)
    with refused():
        services.resolve_report(
            acting_user=getattr(cast, who), report=report, state="no_change", outcome="It stands."
        )


def test_it_is_settled_once(cast: Cast) -> None:
    report = reported(cast)
    values = {"acting_user": cast.editor, "report": report, "outcome": "It stands."}
    services.resolve_report(state="no_change", **values)
    with refused("settled"):
        services.resolve_report(state="corrected", **values)


@pytest.mark.parametrize(
    ("state", "outcome"), [("open", "x"), ("nonsense", "x"), ("corrected", " ")]
)
def test_settling_takes_an_outcome(cast: Cast, state: str, outcome: str) -> None:
    report = reported(cast)
    with refused(by=ValidationError):
        services.resolve_report(
            acting_user=cast.editor, report=report, state=state, outcome=outcome
        )
    assert ProblemReport.objects.get().state == ReportState.OPEN


def test_the_desk_lists_and_settles_them(cast: Cast) -> None:
    report = reported(cast)
    client = Client()
    client.force_login(cast.editor)
    listed = client.get(reverse("admin:editorial_problemreport_changelist")).content.decode()
    assert report.ticket in listed
    response = client.post(
        reverse("admin:editorial_problemreport_resolve", args=[report.pk]),
        {"state": "no_change", "outcome": "The dose is right: see the licence."},
        follow=True,
    )
    assert "is settled" in response.content.decode()
    assert ProblemReport.objects.get().state == ReportState.NO_CHANGE


def test_a_form_needs_no_cookie_and_stood_on_a_page_of_ours(cast: Cast) -> None:
    address = reverse("talk:new_report", args=[published(cast).slug])
    client = Client(enforce_csrf_checks=True)
    for path in (address, reverse("talk:ask")):
        assert not client.get(path).cookies
    with nothing_written():
        answer = client.post(address, SENT, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "did not come from a page of this site" in answer.content.decode()
    assert client.post(address, SENT, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert not client.cookies
    assert ProblemReport.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "told"), [("editor", True), ("board_one", False), ("admin", False)]
)
def test_the_desk_begins_with_the_readers_who_wait(cast: Cast, who: str, told: bool) -> None:
    reported(cast)
    values = {"question": "Is it safe in pregnancy?", "sender": "s" * 64}
    for email in ("one@example.test", "two@example.test", "three@example.test"):
        question = services.ask_question(email=email, **values)
        if email != "three@example.test":
            services.confirm_question(question=question)
    client = Client()
    client.force_login(getattr(cast, who))
    page = client.get(reverse("admin:index")).content.decode()
    for words in ("Readers wait for you", ">1 report of a problem<", ">2 questions<"):
        assert (words in page) == told
    if told:
        listed = client.get(
            reverse("admin:editorial_readerquestion_changelist"), {"state__exact": "open"}
        )
        assert listed.content.decode().count("Is it safe in pregnancy?") == 2

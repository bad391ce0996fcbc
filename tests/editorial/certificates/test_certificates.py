"""The certificate: who may see it, what it says on the page, in PDF and in the bundle."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from articles.models import Publication
from editorial.verify import find_problems
from tests.editorial.management.test_verify_record import behind_the_guards
from tests.factories import Cast, board_member, published, under_review

pytestmark = pytest.mark.django_db
FORMS = ("page", "pdf", "evidence")


def address(publication: Publication, form: str = "page") -> str:
    return reverse(f"certificates:{form}", args=[publication.submission.uid])


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("editor", 200),
        ("admin", 200),
        ("board_one", 200),
        ("author", 404),
        ("coauthor", 404),
        ("outsider", 404),
    ],
)
def test_who_may_see_it(cast: Cast, form: str, who: str, status: int) -> None:
    publication = published(cast)
    response = signed_in(getattr(cast, who)).get(address(publication, form))
    assert response.status_code == status


def test_a_member_who_did_not_review_it_sees_nothing(cast: Cast) -> None:
    publication = published(cast)
    other = board_member(cast.specialty, printed_name="Olga Other", roles=[Role.BOARD])
    assert signed_in(other).get(address(publication)).status_code == 404


def test_a_reader_is_asked_to_sign_in(cast: Cast) -> None:
    response = Client().get(address(published(cast)))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_what_is_not_approved_has_none(cast: Cast) -> None:
    submission = under_review(cast)
    response = signed_in(cast.editor).get(reverse("certificates:page", args=[submission.uid]))
    assert response.status_code == 404


def test_the_page_names_text_signers_and_trail(cast: Cast) -> None:
    publication = published(cast)
    body = signed_in(cast.editor).get(address(publication)).content.decode()
    for expected in (
        publication.digest,
        publication.html_digest,
        "Berta Board, MD",
        "Bruno Board, MD",
        "UTC (+00:00)",
        "I have reviewed this text and approve it for publication",
        "approved, by quorum",
        "are intact: checked just now",
    ):
        assert expected in body


def test_a_page_of_tampered_evidence_says_so(cast: Cast) -> None:
    publication = published(cast)
    behind_the_guards(
        "UPDATE editorial_signature SET meaning = 'reviewed' WHERE id ="
        " (SELECT MIN(id) FROM editorial_signature)"
    )
    body = signed_in(cast.editor).get(address(publication)).content.decode()
    assert "This evidence is not intact" in body
    assert "are intact: checked just now" not in body


def test_the_pdf_is_one_with_names_of_any_script(cast: Cast) -> None:
    from accounts.models import User

    User.objects.filter(pk=cast.board_one.pk).update(printed_name="Łucja Ångström-Παπά")
    publication = published(cast)
    response = signed_in(cast.editor).get(address(publication, "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        f'attachment; filename="{publication.slug}-revision-1.pdf"'
    )
    assert response.content.startswith(b"%PDF-1.")
    assert response.content.rstrip().endswith(b"%%EOF")


def test_the_bundle_verifies_offline(cast: Cast) -> None:
    publication = published(cast)
    response = signed_in(cast.editor).get(address(publication, "evidence"))
    bundle = json.loads(response.content)
    assert find_problems(bundle) == []
    assert bundle["keys"]


def test_no_form_of_it_is_cached(cast: Cast) -> None:
    publication = published(cast)
    for form in FORMS:
        response = signed_in(cast.editor).get(address(publication, form))
        assert "no-store" in response["Cache-Control"]


def test_it_says_how_the_signers_were_identified(cast: Cast) -> None:
    publication = published(cast)
    body = signed_in(cast.editor).get(address(publication)).content.decode()
    assert "Identified by" in body
    assert "password and one-time code" in body


def test_the_desk_leads_to_it(cast: Cast) -> None:
    publication = published(cast)
    at = reverse("admin:editorial_submission_change", args=[publication.submission.pk])
    body = signed_in(cast.editor).get(at).content.decode()
    assert address(publication) in body

"""The page of signing: one clean outcome each, and words for whoever came second."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Attempt, SigningProof, User
from accounts.services.factors import demo_code
from editorial import services
from editorial.enums import Meaning, Severity, State
from editorial.models import Signature, Submission
from tests.factories import PASSWORD, Cast, approve, code_for, remark, sign_in, under_review

pytestmark = pytest.mark.django_db


def address(submission: Submission) -> str:
    return f"/admin/editorial/submission/{submission.pk}/sign/"


def signature(submission: Submission, user: User, **changes: Any) -> dict[str, Any]:
    return {
        "meaning": Meaning.APPROVED,
        "digest": submission.revision.digest,
        "password": PASSWORD,
        "code": code_for(user),
        **changes,
    }


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def test_the_review_step_says_what_who_when_and_in_which_zone(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    page = client.get(address(submission), {"meaning": "approved"}).content.decode()
    for fact in (
        submission.revision.question,
        submission.revision.digest,
        "Berta Board, MD",
        Meaning.APPROVED.label,
        "UTC",
    ):
        assert fact in page
    assert "Your password" in page


def test_each_meaning_says_what_follows_from_it(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    said = {
        meaning: "the text is published at once"
        in " ".join(client.get(address(submission), {"meaning": meaning}).content.decode().split())
        for meaning in Meaning
    }
    assert said == {Meaning.APPROVED: True, Meaning.REVIEWED: False, Meaning.RETURNED: False}


def test_before_a_meaning_is_chosen_nothing_is_asked_for(cast: Cast) -> None:
    submission = under_review(cast)
    page = signed_in(cast.board_one).get(address(submission)).content.decode()
    assert "What your signature means" in page
    assert "Your password" not in page


def test_an_approval_that_will_be_refused_is_not_offered(cast: Cast) -> None:
    submission = under_review(cast)
    remark(submission, cast.board_one, "The dose.", severity=Severity.MUST_FIX)
    client = signed_in(cast.board_one)
    page = client.get(address(submission)).content.decode()
    assert 'id="meaning-approved" required disabled' in page
    assert 'id="meaning-returned" required>' in page
    assert "Not possible now: " in page
    page = client.get(address(submission), {"meaning": "approved"}).content.decode()
    assert "approve this text yet" in page
    assert "Your password" not in page
    page = client.get(address(submission), {"meaning": "returned"}).content.decode()
    assert "Your password" in page


def test_a_session_cookie_alone_signs_nothing(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    client.post(address(submission), signature(submission, cast.board_one, password="", code=""))
    assert not Signature.objects.exists()


def test_a_session_opened_for_somebody_signs_nothing(cast: Cast, client: Client) -> None:
    submission = under_review(cast)
    client.force_login(cast.board_one)  # as a tool that impersonates does
    answer = client.post(address(submission), signature(submission, cast.board_one))
    assert answer.status_code == 409
    assert b"only who signed in themselves can sign" in answer.content
    assert not Signature.objects.exists()


def test_two_components_then_one(cast: Cast) -> None:
    first, second = under_review(cast), under_review(cast, title="Another")
    client = signed_in(cast.board_one)
    client.post(address(first), signature(first, cast.board_one))
    page = client.get(address(second), {"meaning": "approved"}).content.decode()
    assert "one component is enough" in page
    client.post(address(second), signature(second, cast.board_one, code=""))
    assert [row.components for row in Signature.objects.order_by("pk")] == [
        "password totp",
        "password",
    ]


def test_signing_out_ends_the_series(cast: Cast) -> None:
    first, second = under_review(cast), under_review(cast, title="Another")
    client = signed_in(cast.board_one)
    client.post(address(first), signature(first, cast.board_one))
    client.post("/accounts/logout/")
    sign_in(client, cast.board_one)
    client.post(address(second), signature(second, cast.board_one, code=""))
    assert Signature.objects.count() == 1


def test_a_double_click_signs_once_and_says_so(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    posted = signature(submission, cast.board_one)
    assert client.post(address(submission), posted).status_code == 302
    answer = client.post(address(submission), posted)
    assert answer.status_code == 409
    assert b"You have signed this submission already." in answer.content
    assert Signature.objects.count() == 1
    assert not Attempt.objects.filter(failed=True).exists()


def test_a_signer_who_comes_after_a_withdrawal_is_told(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    posted = signature(submission, cast.board_one)
    services.withdraw_submission(acting_user=cast.author, submission=submission)
    answer = client.post(address(submission), posted)
    assert answer.status_code == 409
    assert b"This submission is closed: withdrawn." in answer.content
    assert not SigningProof.objects.filter(user=cast.board_one, subject=submission.uid).exists()


def test_an_author_who_withdraws_after_the_last_signature_is_told(cast: Cast) -> None:
    submission = under_review(cast)
    approve(submission, cast.board_two)
    signed_in(cast.board_one).post(address(submission), signature(submission, cast.board_one))
    client = signed_in(cast.author)
    answer = client.post(f"/write/{submission.article.slug}/withdraw/", {"reason": ""}, follow=True)
    assert answer.status_code in (200, 409)
    assert Submission.objects.get(pk=submission.pk).state == State.APPROVED


def test_two_members_who_sign_at_the_same_moment_both_count(cast: Cast) -> None:
    """Both had the page open before either signed."""
    submission = under_review(cast)
    one, two = signed_in(cast.board_one), signed_in(cast.board_two)
    for client in (one, two):
        assert client.get(address(submission), {"meaning": "approved"}).status_code == 200
    assert one.post(address(submission), signature(submission, cast.board_one)).status_code == 302
    assert two.post(address(submission), signature(submission, cast.board_two)).status_code == 302
    assert Submission.objects.get(pk=submission.pk).state == State.APPROVED


def test_a_member_who_signs_after_the_quorum_is_told(cast: Cast) -> None:
    from tests.factories import accept, assign, board_member, enable_to_sign

    submission = under_review(cast)
    third = enable_to_sign(board_member(cast.specialty, printed_name="Thea Third"))
    accept(assign(cast, submission, third))
    client = signed_in(third)
    posted = signature(submission, third)
    approve(submission, cast.board_one)
    approve(submission, cast.board_two)
    answer = client.post(address(submission), posted)
    assert answer.status_code == 409
    assert b"This submission is closed: approved." in answer.content


def test_wrong_components_are_refused_beside_their_fields(cast: Cast) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    answer = client.post(
        address(submission), signature(submission, cast.board_one, password="wrong")
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["password"] == ["This is not right. Nothing was signed."]
    assert PASSWORD not in answer.content.decode()


def test_who_has_no_second_factor_is_led_to_it(cast: Cast) -> None:
    submission = under_review(cast)
    cast.board_one.authenticator_set.all().delete()
    page = signed_in(cast.board_one).get(address(submission)).content.decode()
    assert "Set up a second factor first" in page
    assert 'href="/accounts/2fa/"' in page


def test_the_code_is_shown_for_the_public_secret_in_demo_mode_only(
    cast: Cast, settings: Any
) -> None:
    submission = under_review(cast)
    client = signed_in(cast.board_one)
    shown = demo_code(cast.board_one)
    page = client.get(address(submission), {"meaning": "approved"}).content.decode()
    assert "shown in demo mode only" in page
    assert shown in page
    settings.DEMO = False
    page = client.get(address(submission), {"meaning": "approved"}).content.decode()
    assert "demo mode" not in page

"""What authors see of the review, and what never reaches them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from articles.anchoring import Anchor
from editorial import services
from editorial.authoring.urls import urlpatterns
from editorial.enums import Audience, Part, Recommendation, Severity
from editorial.selectors.remarks import rounds_for_authors
from tests.factories import accept, assign, draft, publish, remark, under_review

CANARY = "CANARY-7f3a"


@pytest.fixture
def article(cast):
    return draft(cast)


@pytest.fixture
def submission(cast, article):
    """A review with something private in every place where one can write."""
    submission = under_review(cast, article)
    open_thread = remark(
        submission,
        cast.board_one,
        "Which threshold do you mean?",
        severity=Severity.SHOULD_FIX,
        part=Part.CLINICIAN,
        quote=Anchor("Check the eGFR first."),
    )
    private = remark(submission, cast.board_one, f"{CANARY} remark", audience=Audience.PRIVATE)
    for thread in (open_thread, private):
        services.reply_to_comment(acting_user=cast.editor, comment=thread, body=f"{CANARY} reply")
    services.save_review(
        acting_user=cast.board_one,
        submission=submission,
        recommendation=Recommendation.DECLINE,
        notes=f"{CANARY} notes",
    )
    services.grade_claim(
        acting_user=cast.board_one,
        submission=submission,
        part=Part.CLINICIAN,
        quote=Anchor("Check the eGFR first."),
        certainty="low",
        note=f"{CANARY} grade",
    )
    assignment = submission.assignments.get(member=cast.board_two)
    services.turn_down_assignment(
        acting_user=cast.board_two, assignment=assignment, reason=f"{CANARY} reason"
    )
    return submission


def author_pages(client, article):
    """Return all that an author can open, as one text."""
    pages = ["/", reverse("start"), reverse("pending:article", args=[article.slug])]
    for pattern in urlpatterns:
        for args in ([article.slug], []):
            try:
                pages.append(reverse(f"write:{pattern.name}", args=args))
            except NoReverseMatch:
                continue
    assert len(pages) > 6
    return "\n".join(client.get(page, follow=True).content.decode() for page in pages)


def author_mails(cast):
    addresses = {cast.author.email, cast.coauthor.email}
    return "\n".join(
        f"{message.subject}\n{message.body}"
        for message in mail.outbox
        if addresses & set(message.to)
    )


def nothing_private(cast, client, article):
    client.force_login(cast.author)
    seen = author_pages(client, article) + author_mails(cast)
    assert CANARY not in seen
    assert "Berta" not in seen
    assert "Bruno" not in seen
    return seen


@pytest.mark.parametrize("end", ["request_changes", "decline_submission"])
def test_authors_see_what_concerns_them_with_the_decision_and_nothing_private(
    cast, client, article, submission, end, django_capture_on_commit_callbacks
):
    assert "Which threshold" not in nothing_private(cast, client, article)

    with django_capture_on_commit_callbacks(execute=True):
        getattr(services, end)(
            acting_user=cast.editor, submission=submission, letter="Please see the remarks."
        )
    seen = nothing_private(cast, client, article)
    assert "Which threshold do you mean?" in seen
    assert "On “Check the eGFR first.”" in seen
    assert "Please see the remarks." in author_mails(cast)


def test_authors_see_nothing_of_a_round_that_they_withdrew(cast, client, article, submission):
    services.withdraw_submission(acting_user=cast.author, submission=submission)

    assert "Which threshold" not in nothing_private(cast, client, article)


def test_authors_see_remarks_once_it_is_approved(cast, client, article):
    submission = under_review(cast, article)
    remark(submission, cast.board_one, "A fine page.")
    remark(submission, cast.board_one, f"{CANARY} remark", audience=Audience.PRIVATE)
    publish(cast, submission)

    client.force_login(cast.author)
    seen = author_pages(client, article)
    assert "A fine page." in seen
    assert CANARY not in seen


def test_rounds_the_last_one_first_in_a_constant_number_of_queries(
    cast, article, django_assert_num_queries
):
    for number in (1, 2, 3):
        submission = services.submit_article(acting_user=cast.author, article=article)
        accept(assign(cast, submission, cast.board_one))
        services.begin_review(acting_user=cast.editor, submission=submission)
        for _ in range(number):
            remark(submission, cast.board_one)
        services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
        with django_assert_num_queries(2):
            rounds = rounds_for_authors(article)
        assert [len(each.threads) for each in rounds] == list(range(number, 0, -1))

"""What the review page asks the database, however much was said before."""

from __future__ import annotations

import pytest

from editorial import services
from editorial.enums import Audience, Part, Severity
from editorial.models import Comment
from tests.editorial.admin.review.test_page import QUOTE, address
from tests.factories import accept, assign, draft

#: The issue allows so many.
MOST_QUERIES = 25


def _round(cast, article, comments):
    submission = services.submit_article(acting_user=cast.author, article=article)
    accept(assign(cast, submission, cast.board_one))
    services.begin_review(acting_user=cast.editor, submission=submission)
    Comment.objects.bulk_create(
        Comment(
            submission=submission,
            author=cast.editor if number % 2 else cast.board_one,
            created_at=submission.submitted_at,
            body=f"Remark {number}",
            severity=Severity.NOTE,
            audience=Audience.PRIVATE if number % 3 else Audience.AUTHORS,
            part=Part.CLINICIAN,
            exact=QUOTE,
        )
        for number in range(comments)
    )
    return submission


@pytest.mark.parametrize("who", ["board_one", "editor"])
def test_page_with_200_comments_and_five_earlier_rounds(
    cast, client, who, django_assert_max_num_queries
):
    article = draft(cast)
    for number in range(5):
        submission = _round(cast, article, 30)
        services.request_changes(acting_user=cast.editor, submission=submission, letter="Mend it.")
        services.save_article(
            acting_user=cast.author, article=article, changes={"title": f"Title {number}"}
        )
    submission = _round(cast, article, 50)
    services.mark_seen(acting_user=getattr(cast, who), submission=submission, sequence=1)
    client.force_login(getattr(cast, who))
    client.get(address(submission))

    with django_assert_max_num_queries(MOST_QUERIES):
        html = client.get(address(submission)).content.decode()
    assert html.count('class="review-thread"') == 200
    assert html.count("The letter to the authors") == 5

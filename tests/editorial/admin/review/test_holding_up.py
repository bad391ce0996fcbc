"""What the review page says about what an earlier round left open."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import escape

from editorial import policies, services
from editorial.enums import Severity
from tests.factories import draft, remark, under_review


def _look(client, user, submission):
    client.force_login(user)
    response = client.get(reverse("admin:editorial_submission_review", args=[submission.pk]))
    return response.content.decode()


def test_what_the_last_round_left_open_is_shown_with_a_link(cast, client):
    article = draft(cast)
    first = under_review(cast, article)
    thread = remark(first, cast.board_one, severity=Severity.MUST_FIX)
    services.request_changes(acting_user=cast.editor, submission=first, letter="Please mend it.")
    services.save_article(acting_user=cast.author, article=article, changes={"title": "Other"})
    second = under_review(cast, article)

    html = _look(client, cast.board_two, second)
    assert "A comment of an earlier round (revision 1, submitted " in html
    assert f'<a href="#thread-{thread.pk}">Comment {thread.pk} by ' in html
    for reason in policies.against_approval(second):
        assert escape(reason) in html

    services.resolve_comment(acting_user=cast.editor, comment=thread)
    assert "what must be fixed first" not in _look(client, cast.board_two, second)

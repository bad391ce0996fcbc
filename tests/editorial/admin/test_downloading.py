"""Download a submission's revision at the desk: for those who read its text there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.exports import BANNER
from tests.factories import Cast, accept, assign, publish, submitted, under_review
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

SUFFIXES = ("md", "docx", "xml", "json")


def address(pk: int, suffix: str) -> str:
    return reverse("admin:editorial_submission_revision-file", args=[pk, suffix])


def test_the_page_offers_what_who_reads_the_text_gets(client: Client, cast: Cast) -> None:
    submission = under_review(cast)
    for who in (cast.editor, cast.board_one, cast.admin):
        client.force_login(who)
        with nothing_written():
            page = client.get(reverse("admin:editorial_submission_change", args=[submission.pk]))
            files = {suffix: client.get(address(submission.pk, suffix)) for suffix in SUFFIXES}
        for suffix, response in files.items():
            assert f'href="{address(submission.pk, suffix)}"' in page.content.decode()
            name = f"{submission.article.slug}-r1.{suffix}"
            assert response["Content-Disposition"] == f'attachment; filename="{name}"'
            assert "no-store" in response["Cache-Control"]
            assert suffix == "docx" or BANNER in response.content.decode()
        assert client.get(address(submission.pk, "exe")).status_code == 404
        assert client.post(address(submission.pk, "md")).status_code == 405
    publish(cast, submission)
    assert BANNER not in client.get(address(submission.pk, "md")).content.decode()


def test_who_does_not_read_the_text_gets_no_file(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.board_one)
    assert client.get(address(submission.pk, "md")).status_code == 404
    assignment = assign(cast, submission, cast.board_one)
    page = reverse("admin:editorial_submission_change", args=[submission.pk])
    assert "revision.md" not in client.get(page).content.decode()
    response = client.get(address(submission.pk, "md"), follow=True)
    assert response.redirect_chain == [(page, 302)]
    assert "for those who have agreed to review it" in response.content.decode()
    assert "SGLT2" not in response.content.decode()
    accept(assignment)
    assert "SGLT2" in client.get(address(submission.pk, "md")).content.decode()
    for who in (cast.author, cast.outsider):
        client.force_login(who)
        assert client.get(address(submission.pk, "md")).status_code == 302

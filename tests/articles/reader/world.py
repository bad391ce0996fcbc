"""A world with every public page in it, made once for a walk through all of them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import reverse

from articles.enums import NoticeKind
from articles.models import Publication
from editorial import services
from editorial.enums import ReportKind
from editorial.models import ReaderQuestion
from editorial.previews import address_of
from tests.factories import Cast, published, under_review

ARTICLE = "/articles/treating-diabetic-kidney-disease/"


def public_paths(cast: Cast) -> list[str]:
    """Return the addresses of all public pages, in every state, and make what they show."""
    first = published(cast)
    services.save_article(
        acting_user=cast.author,
        article=first.article,
        changes={"clinician_text": "## In short\n\nNow *5 mg*.[1,2]"},
    )
    second = published(cast, first.article)
    services.write_biography(
        acting_user=cast.admin,
        member=second.members.get(uid=cast.board_one.uid),
        biography="A nephrologist in a small town.",
    )
    return [
        "/",
        "/articles/",
        "/articles/?specialty=nothing",
        "/search/",
        "/search/?q=kidney",
        "/search/?q=smallpox",
        "/specialties/",
        f"/specialties/{cast.specialty.slug}/",
        "/editorial-policy/",
        "/board/",
        f"/board/{cast.board_one.uid}/",
        ARTICLE,
        f"{ARTICLE}plain/",
        f"{ARTICLE}v/1/",
        f"{ARTICLE}v/1/compare/2/",
        f"/verify/{second.digest}/",
        "/verify/nonsense/",
        "/articles/there-is-none/",
        "/accounts/login/",
        "/accounts/password/reset/",
        *_of_notices(cast),
        *_of_pending(cast),
        *_of_talking(cast, second),
    ]


def _of_notices(cast: Cast) -> list[str]:
    fallen = published(cast, title="A text that fell", slug="a-text-that-fell", plain_text="")
    retraction = services.retract_publication(
        acting_user=cast.editor, publication=fallen, reason="It could harm.", remove_text=True
    )
    doubted = published(cast, title="A doubted text", slug="a-doubted-text")
    kinds = (NoticeKind.CORRECTION, NoticeKind.CONCERN)
    notices = [
        services.issue_notice(
            acting_user=cast.editor, publication=doubted, kind=kind, reason="The table has a slip."
        )
        for kind in kinds
    ]
    return [
        "/articles/a-text-that-fell/",
        "/articles/a-text-that-fell/plain/",
        "/articles/a-doubted-text/",
        *(f"/notices/{notice.pk}/" for notice in (retraction, *notices)),
    ]


def _of_pending(cast: Cast) -> list[str]:
    pending = under_review(cast, title="A text on its way", slug="a-text-on-its-way")
    services.grant_early_access(acting_user=cast.editor, submission=pending)
    link = services.make_preview_link(acting_user=cast.editor, submission=pending)
    return ["/pending/a-text-on-its-way/", urlsplit(address_of(link)).path]


def _of_talking(cast: Cast, publication: Publication) -> list[str]:
    report = services.report_problem(
        publication=publication, kind=ReportKind.ERROR, text="The dose.", email="", sender="a"
    )
    asked, answered = (_question(sender) for sender in ("a", "b"))
    services.confirm_question(question=answered)
    services.answer_question(acting_user=cast.editor, question=answered, publication=publication)
    return [
        "/ask/",
        f"/ask/?about={publication.slug}",
        "/ask/sent/",
        "/reports/thanks/",
        reverse("talk:new_report", args=[publication.slug]),
        reverse("talk:report", args=[report.ticket]),
        reverse("talk:question", args=[asked.uid]),
        reverse("talk:question", args=[answered.uid]),
    ]


def _question(sender: str) -> ReaderQuestion:
    return services.ask_question(
        question="May it be started early?", email="asker@example.test", sender=sender
    )

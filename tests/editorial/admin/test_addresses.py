"""Every address of the desk, for everybody. A new address fails until it stands in the table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import BoardMembership, Disclosure, User
from articles.models import Article, Member, Publication
from editorial import services
from editorial.models import Checklist, Policy, Submission
from tests.factories import Cast, UserFactory, published, submitted, under_review
from tests.plugins.stage import scene
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

WHO = ("editor", "board_one", "admin", "root", "author", "reader")

#: By what a page is about: what the editor, a board member who was asked, the administrator and a
#: superuser without a role get. Authors and readers are led to the sign-in.
SEEN = {
    "submission": (200, 200, 200, 404),
    "publication": (200, 200, 200, 200),
    "article": (200, 403, 200, 403),
    "policy": (200, 403, 200, 200),
    "checklist": (200, 403, 200, 200),
    "user": (200, 403, 200, 200),
    "boardmembership": (200, 403, 200, 200),
    "disclosure": (200, 403, 200, 200),
    "specialty": (200, 403, 200, 200),
    "member": (200, 403, 200, 200),
    "problemreport": (200, 403, 403, 200),
    "readerquestion": (200, 403, 403, 200),
    "retractedwork": (200, 403, 403, 200),
    "citationtask": (200, 403, 403, 200),
}
EDITORS = (200, 403, 403, 403)
MEMBERS = (403, 200, 403, 403)
ADMINISTRATORS = (403, 403, 200, 403)

#: The acts, by the name of their address.
ACTS = {
    "editorial_submission_assign": (200, 403, 403, 404),
    "editorial_submission_begin-review": (200, 403, 403, 404),
    "editorial_submission_request-changes": (200, 403, 403, 404),
    "editorial_submission_decline": (200, 403, 403, 404),
    "editorial_submission_remind": (200, 403, 403, 404),
    "editorial_submission_move": (200, 403, 403, 404),
    "editorial_submission_replace": (200, 403, 403, 404),
    "editorial_submission_release": (200, 403, 403, 404),
    "editorial_submission_rejudge": (200, 403, 403, 404),
    "editorial_submission_grant-early-access": (200, 403, 403, 404),
    "editorial_submission_end-early-access": (200, 403, 403, 404),
    "editorial_submission_preview-link": (200, 403, 403, 404),
    "editorial_submission_revoke-preview-links": (200, 403, 403, 404),
    "editorial_submission_accept": (403, 200, 403, 404),
    "editorial_submission_turn-down": (403, 200, 403, 404),
    "editorial_submission_sign": (403, 200, 403, 404),
    "articles_publication_notice": EDITORS,
    "editorial_problemreport_resolve": EDITORS,
    "editorial_readerquestion_answer": EDITORS,
    "editorial_readerquestion_draft": EDITORS,
    "editorial_readerquestion_close": EDITORS,
    "articles_publication_retract": EDITORS,
    "articles_publication_retracted-reference": EDITORS,
    "editorial_retractedwork_new": EDITORS,
    "editorial_citationtask_decide": EDITORS,
    "articles_member_biography": ADMINISTRATORS,
    "editorial_policy_edit": ADMINISTRATORS,
    "editorial_policy_new": ADMINISTRATORS,
    "editorial_checklist_publish": ADMINISTRATORS,
    "editorial_checklist_new": ADMINISTRATORS,
    "accounts_user_new": ADMINISTRATORS,
    "accounts_user_edit": ADMINISTRATORS,
    "accounts_user_roles": ADMINISTRATORS,
    "accounts_user_appoint": ADMINISTRATORS,
    "accounts_user_identity": ADMINISTRATORS,
    "accounts_user_password-reset": ADMINISTRATORS,
    "accounts_user_factor-reset": ADMINISTRATORS,
    "accounts_user_factor-reset-agree": ADMINISTRATORS,
    "accounts_user_factor-reset-cancel": ADMINISTRATORS,
    "accounts_user_deactivate": ADMINISTRATORS,
    "accounts_user_reactivate": ADMINISTRATORS,
    "accounts_boardmembership_end-term": ADMINISTRATORS,
    "accounts_specialty_new": ADMINISTRATORS,
    "accounts_specialty_edit": ADMINISTRATORS,
}
MAKING = {
    "editorial_policy_new",
    "editorial_checklist_new",
    "editorial_retractedwork_new",
    "accounts_user_new",
    "accounts_specialty_new",
}

#: Pages of the review, which have tests of their own.
REVIEW = {"editorial_submission_review", "editorial_submission_checklist"}
#: Files, which have tests of their own as well.
FILES = {"editorial_submission_revision-file"}
#: Addresses of the site itself.
SITE = {"index": 200, "search": 404, "jsi18n": 200, "autocomplete": 403}
#: Those that lead to the site's own pages of the same purpose.
LED = {"login", "logout", "password_change", "password_change_done", "app_list"}


def names() -> set[str]:
    """The names of all addresses under /admin/."""
    found: set[str] = set()

    def walk(patterns: list[Any]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and pattern.name:
                found.add(pattern.name)

    walk([r for r in get_resolver().url_patterns if getattr(r, "app_name", "") == "admin"])
    return found


def expected() -> set[str]:
    about = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}
    pages = {
        f"{name}_{kind}"
        for name in about
        for kind in ("changelist", "change", "history", "add", "delete")
    }
    more = {"articles_article_simple_history", "view_on_site"}
    return pages | set(ACTS) | set(SITE) | LED | REVIEW | FILES | more


def test_the_table_names_every_address() -> None:
    assert names() == expected()


@pytest.fixture
def root(cast: Cast) -> User:
    user = UserFactory(printed_name="Rita Root", is_superuser=True)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return user


@scene
def things(cast: Cast) -> dict[str, int]:
    """One thing of each kind, by the name of its model."""
    publication = published(cast)
    submission = under_review(cast, title="Another")
    policy = Policy.objects.first() or Policy.objects.create()
    work = services.mark_reference_retracted(
        acting_user=cast.editor, doi="10.5555/example.2024.1", reason="Announced."
    )
    return {
        "retractedwork": work.pk,
        "citationtask": work.tasks.first().pk,
        "submission": submission.pk,
        "publication": publication.pk,
        "article": submission.article_id,
        "policy": policy.pk,
        "checklist": Checklist.objects.in_use().first().pk,
        "user": cast.board_two.pk,
        "boardmembership": BoardMembership.objects.get(user=cast.board_one).pk,
        "disclosure": Disclosure.objects.first().pk,
        "specialty": cast.specialty.pk,
        "member": Member.objects.get(uid=cast.board_one.uid).pk,
        "problemreport": services.report_problem(
            publication=publication, kind="error", text="Wrong.", email="", sender="s"
        ).pk,
        "readerquestion": services.confirm_question(
            question=services.ask_question(
                question="May I ask?", email="asker@example.test", sender="s"
            )
        ).pk,
    }


@pytest.fixture
def clients(cast: Cast, root: User) -> dict[str, Client]:
    """Everybody, signed in."""
    people = {who: root if who == "root" else getattr(cast, who) for who in WHO}
    found = {who: Client() for who in WHO}
    for who, user in people.items():
        if who != "reader":
            found[who].force_login(user)
    return found


def statuses(clients: dict[str, Client], address: str) -> tuple[int, ...]:
    return tuple(clients[who].get(address).status_code for who in WHO)


def label(model: str) -> str:
    rooms = {
        "editorial": {
            "submission",
            "policy",
            "checklist",
            "problemreport",
            "readerquestion",
            "retractedwork",
            "citationtask",
        },
        "articles": {"publication", "article", "member"},
    }
    return next((room for room, models in rooms.items() if model in models), "accounts")


def test_pages_for_everybody(clients: dict[str, Client], things: dict[str, int]) -> None:
    for model, seen in SEEN.items():
        base, args = f"admin:{label(model)}_{model}", [things[model]]
        addresses = {
            "changelist": reverse(f"{base}_changelist"),
            "change": reverse(f"{base}_change", args=args),
            "history": reverse(f"{base}_history", args=args),
            "add": reverse(f"{base}_add"),
            "delete": reverse(f"{base}_delete", args=args),
        }
        with nothing_written():
            found = {kind: statuses(clients, a) for kind, a in addresses.items()}
        # A list is empty for whom each row is out of sight.
        lists = tuple(200 if code == 404 else code for code in seen)
        wanted = {
            "changelist": (*lists, 302, 302),
            "change": (*seen, 302, 302),
            "history": (*seen, 302, 302),
            "add": (403, 403, 403, 403, 302, 302),
            "delete": (403, 403, 403, 403, 302, 302),
        }
        assert (model, found) == (model, wanted)


def test_acts_for_everybody(clients: dict[str, Client], things: dict[str, int]) -> None:
    found = {}
    with nothing_written():
        for name in ACTS:
            args = [] if name in MAKING else [things[name.split("_")[1]]]
            found[name] = statuses(clients, reverse(f"admin:{name}", args=args))
    assert found == {name: (*codes, 302, 302) for name, codes in ACTS.items()}


@pytest.mark.parametrize("who", ["editor", "board_one", "admin", "root"])
def test_the_sites_own_addresses(clients: dict[str, Client], who: str) -> None:
    client = clients[who]
    for name, status in SITE.items():
        assert client.get(reverse(f"admin:{name}")).status_code == status, name
    for name in LED:
        args = ["accounts"] if name == "app_list" else []
        response = client.get(reverse(f"admin:{name}", args=args))
        if name == "logout":
            assert response.templates[0].name == "account/logout.html"
        else:
            assert response.status_code == 302, name


def test_what_a_member_was_not_asked_about_does_not_exist(client: Client, cast: Cast) -> None:
    submission = submitted(cast)
    client.force_login(cast.board_one)
    for name in ("change", "history", "sign", "accept", "assign"):
        address = reverse(f"admin:editorial_submission_{name}", args=[submission.pk])
        assert client.get(address).status_code == 404, name
    assert Submission.objects.count() == Article.objects.count() == 1
    assert not Publication.objects.exists()

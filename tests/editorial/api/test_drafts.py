"""A pipeline's way: post a draft, its references, run the checks, submit, follow it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.enums import Scope
from articles.models import Article
from editorial.models import Submission
from editorial.selectors.timeline import timeline
from editorial.services import take_responsibility
from tests.editorial.api.asking import Program, posted
from tests.factories import Cast, changes_requested, draft, published
from tests.factories.credit import confirm
from tests.factories.texts import REFERENCES
from tests.refusals import nothing_written

pytestmark = pytest.mark.django_db

RIS = """TY  - JOUR
ID  - 1
AU  - Ito, Ada
TI  - Kidney outcomes with examplegliflozin
JO  - Journal of Examples
PY  - 2024
DO  - 10.5555/example.2024.1
ER  -
TY  - JOUR
ID  - 2
AU  - Berg, Nils
TI  - When to start and when to stop
JO  - Journal of Examples
PY  - 2025
ER  -
"""


def take(cast: Cast, slug: str) -> None:
    article = Article.objects.get(slug=slug)
    take_responsibility(
        acting_user=cast.author, article=article, seen_save=article.history.latest().history_id
    )


def test_the_whole_way(cast: Cast) -> None:
    program = Program(cast.author)
    wish = posted(cast)
    wish["ai"] = {**wish["ai"], "prompts": "Write of kidneys."}
    made = program.ask("POST", "/drafts", wish)
    assert made.status_code == 201
    body = made.json()
    assert body["waits_for_responsibility"]
    address = f"/drafts/{body['slug']}"
    assert program.ask("GET", address).json()["ai"] == {
        "use": "used",
        "tool": "Drafter",
        "version": "3",
        "purpose": "First draft",
        "prompts": "Write of kidneys.",
        "verified_by": "",
    }
    standing = program.ask("GET", f"{address}/standing").json()
    assert standing["wanted"] == "Read what a program wrote and take responsibility."
    given = {"seen_save": body["save"], "text": RIS}
    references = program.ask("POST", f"{address}/references", given).json()
    assert (references["format"], len(references["references"])) == ("RIS", 2)
    checks = program.ask("GET", f"{address}/checks").json()
    assert "ai-verified-by" in {finding["code"] for finding in checks["findings"]}
    wish = {"seen_save": references["save"]}
    with nothing_written():
        refused = program.ask("POST", f"{address}/submissions", wish)
    assert refused.status_code == 403
    assert "A program wrote this text" in refused.json()["detail"]

    take(cast, body["slug"])
    stale = program.ask("POST", f"{address}/submissions", wish)
    assert stale.status_code == 409  # what was submitted would not be what the program knows
    wish = {"seen_save": stale.json()["newest_save"]}
    with nothing_written():
        unconfirmed = program.ask("POST", f"{address}/submissions", wish)
    assert "Anna Author has yet to approve the final text." in unconfirmed.json()["detail"]
    checks = program.ask("GET", f"{address}/checks").json()
    assert "text-unapproved" in {finding["code"] for finding in checks["findings"]}
    confirm(Article.objects.get(slug=body["slug"]), cast.author)
    sent = program.ask("POST", f"{address}/submissions", wish)
    assert sent.status_code == 201, sent.content
    assert sent.json()["state"] == "submitted"
    document = Submission.objects.get().revision.document
    assert document["ai"]["verified_by"] == "Anna Author"
    standing = program.ask("GET", f"{address}/standing").json()
    assert standing["state"] == "submitted"
    assert standing["said"].startswith("Revision 1 waits for an editor.")
    assert any("took responsibility" in event["sentence"] for event in standing["timeline"])
    read = program.ask("GET", f"/submissions/{standing['submission']}").json()
    assert read == sent.json()


@pytest.mark.parametrize(
    "ai",
    [
        None,
        {},
        {"use": "not_stated"},
        {"use": "used"},
        {"use": "used", "tool": "Drafter", "version": "", "purpose": "All"},
        {"use": "used", "tool": "Drafter", "purpose": "All"},
        {"use": "used", "tool": "\u200b", "version": " ", "purpose": "All"},
        {"use": "none", "verified_by": "Anna Author"},
        {
            "use": "used",
            "tool": "Drafter",
            "version": "3",
            "purpose": "All",
            "verified_by": "Anna Author",
        },
    ],
    ids=repr,
)
def test_what_is_said_of_ai_is_neither_optional_nor_verified_by_a_program(
    cast: Cast, ai: Any
) -> None:
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    body = posted(cast, ai=ai) if ai is not None else posted(cast)
    if ai is None:
        del body["ai"]
    with nothing_written():
        assert program.ask("POST", "/drafts", body).status_code == 422


def test_a_program_can_t_say_that_no_tool_was_used(cast: Cast) -> None:
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    with nothing_written():
        answer = program.ask("POST", "/drafts", posted(cast, ai={"use": "none"}))
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["where"] == "ai"
    assert "names the tool, its version and its purpose" in answer.json()["detail"]


def test_what_a_program_wrote_is_told_as_the_programs(cast: Cast, client: Client) -> None:
    program = Program(cast.author)
    body = program.ask("POST", "/drafts", posted(cast)).json()
    given = {"seen_save": body["save"], "text": RIS}
    program.ask("PUT", f"/drafts/{body['slug']}/references", given)
    client.force_login(cast.author)
    said = f"The program “{program.token.name}”, for"
    history = client.get(f"/write/{body['slug']}/history/").content.decode()
    assert history.count(said) == 2
    assert "the program “" in client.get(f"/write/{body['slug']}/history/{body['save']}/").text
    lines = timeline(Article.objects.get(slug=body["slug"]).records.all())
    assert [line.sentence.startswith(said) for line in lines] == [True, True]


def test_a_place_is_named_as_in_the_json(cast: Cast) -> None:
    body = posted(cast, question="")
    errors = Program(cast.author).ask("POST", "/drafts", body).json()["errors"]
    assert [error["where"] for error in errors] == ["question"]


def test_places_in_addresses_and_of_what_is_kept_elsewhere_are_named_as_sent(cast: Cast) -> None:
    program = Program(cast.author)
    ai = {"use": "used", "tool": "\u200b", "version": " ", "purpose": "F"}
    for asked, places in (
        (("GET", "/submissions/x"), ["uid"]),
        (("POST", "/drafts", []), [""]),
        (("POST", "/drafts", posted(cast, ai=ai)), ["ai.tool", "ai.version"]),
        (("POST", "/drafts", posted(cast, ai={**ai, "use": "x"})), ["ai.use"]),
    ):
        errors = program.ask(*asked).json()["errors"]
        assert [error["where"] for error in errors] == places


def test_what_is_said_of_ai_is_read_and_written_back(cast: Cast) -> None:
    program = Program(cast.author)
    by_a_person = draft(cast)
    slug = program.ask("POST", "/drafts", posted(cast)).json()["slug"]
    for article in (by_a_person, Article.objects.get(slug=slug)):
        read = program.ask("GET", f"/drafts/{article.slug}").json()
        back = {"seen_save": read["save"], "ai": read["ai"]}
        with nothing_written():
            assert program.ask("PATCH", f"/drafts/{article.slug}", back).status_code == 200
    back["ai"]["version"] = "4"
    assert program.ask("PATCH", f"/drafts/{slug}", back).status_code == 200
    assert Article.objects.get(slug=slug).ai_tool == "Drafter, version 4"


def test_who_may_only_write_reads_nothing(cast: Cast) -> None:
    article = draft(cast, ai_prompts="CANARY-93b2 prompts", funding="CANARY-93b2 fund")
    program = Program(cast.author, [Scope.DRAFTS_WRITE])
    save, address = article.history.latest().history_id, f"/drafts/{article.slug}"
    answer = program.ask("PATCH", address, {"seen_save": save})
    assert answer.json().keys() == {"slug", "save", "waits_for_responsibility", "page", "draft"}
    given = {"seen_save": save, "text": RIS.replace("ID  - 1", "ID  - 9")}
    more = program.ask("POST", f"{address}/references", given)
    assert (answer.status_code, more.status_code) == (200, 200)
    assert "CANARY" not in answer.text + more.text


@pytest.mark.parametrize("name", ["ai_verified_by", "authors", "state", "slug", "early_access"])
def test_a_member_that_is_not_described_is_refused(cast: Cast, name: str) -> None:
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    with nothing_written():
        assert program.ask("POST", "/drafts", posted(cast, **{name: "x"})).status_code == 422


def test_a_save_that_was_not_seen_is_named(cast: Cast) -> None:
    article = draft(cast)
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    newest = article.history.latest().history_id
    with nothing_written():
        response = program.ask(
            "PATCH", f"/drafts/{article.slug}", {"seen_save": newest - 1, "funding": "A fund"}
        )
    assert response.status_code == 409
    assert response.json()["seen_save"] == newest - 1
    assert response.json()["newest_save"] == newest


def test_references_are_added_beside_and_put_in_place(cast: Cast) -> None:
    article = draft(cast)
    program = Program(cast.author)
    address = f"/drafts/{article.slug}/references"
    bibtex = "@article{new2024, title={A new one}, author={New, Nina}, year={2024}}"
    save = article.history.latest().history_id
    added = program.ask("POST", address, {"seen_save": save, "text": bibtex}).json()
    assert [item["id"] for item in added["references"]] == ["new2024"]
    kept = program.ask("GET", f"/drafts/{article.slug}").json()["references"]
    assert [item["id"] for item in kept] == ["1", "2", "new2024"]
    assert kept[:2] == REFERENCES
    put = program.ask("PUT", address, {"seen_save": added["save"], "text": bibtex}).json()
    assert [item["id"] for item in put["references"]] == ["new2024"]


def test_what_is_no_list_of_references_is_refused(cast: Cast) -> None:
    article = draft(cast)
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    given = {"seen_save": article.history.latest().history_id, "text": "[{]"}
    with nothing_written():
        response = program.ask("PUT", f"/drafts/{article.slug}/references", given)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "text"


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_reference_of_no_known_type_or_address_is_refused(cast: Cast, method: str) -> None:
    article = draft(cast)
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    text = '[{"id": "x", "title": "X", "type": "blog", "URL": "javascript:alert(1)"}]'
    given = {"seen_save": article.history.latest().history_id, "text": text}
    with nothing_written():
        response = program.ask(method, f"/drafts/{article.slug}/references", given)
    assert response.status_code == 422
    assert [
        (error["where"], "Reference “x”, entry" in error["what"])
        for error in response.json()["errors"]
    ] == [("references", True)] * 2


def test_the_same_request_again_does_nothing_twice(cast: Cast) -> None:
    program = Program(cast.author)
    first = program.ask("POST", "/drafts", posted(cast), Idempotency_Key="one")
    with nothing_written():
        again = program.ask("POST", "/drafts", posted(cast), Idempotency_Key="one")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotency-Replayed"] == "true"
    with nothing_written():
        other = program.ask("POST", "/drafts", posted(cast, title="B"), Idempotency_Key="one")
    assert other.status_code == 422
    assert other.json()["type"].endswith(":key-reused")
    Program(cast.author).ask("POST", "/drafts", posted(cast), Idempotency_Key="one")
    assert Article.objects.count() == 2  # a key is a token's own


def test_a_refused_request_takes_no_key(cast: Cast) -> None:
    program = Program(cast.author)
    wrong = posted(cast, specialty="nowhere")
    assert program.ask("POST", "/drafts", wrong, Idempotency_Key="k").status_code == 422
    assert program.ask("POST", "/drafts", posted(cast), Idempotency_Key="k").status_code == 201


def test_a_key_is_forgotten_after_a_day(cast: Cast) -> None:
    program = Program(cast.author)
    program.ask("POST", "/drafts", posted(cast), Idempotency_Key="k")
    row = program.token.answers.get()
    program.token.answers.update(at=row.at.replace(year=2025))
    again = program.ask("POST", "/drafts", posted(cast), Idempotency_Key="k")
    assert again.status_code == 201
    assert Article.objects.count() == 2


def test_a_letter_and_a_public_page_are_told(cast: Cast) -> None:
    program = Program(cast.author)
    returned = changes_requested(cast).article
    standing = program.ask("GET", f"/drafts/{returned.slug}/standing").json()
    assert standing["letter"].startswith("Please give the dose")
    live = published(cast, draft(cast, slug="live"))
    standing = program.ask("GET", "/drafts/live/standing").json()
    assert standing["public_page"].endswith(f"/articles/{live.slug}/")


def test_a_list_of_three_asks_as_little_as_one_of_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    program = Program(cast.author)
    program.ask("GET", "/drafts")
    draft(cast)
    with django_assert_num_queries(6):
        program.ask("GET", "/drafts")
    draft(cast)
    draft(cast)
    with django_assert_num_queries(6):
        page = program.ask("GET", "/drafts").json()
    assert (page["count"], page["next_page"], len(page["items"])) == (3, None, 3)

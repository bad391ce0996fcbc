"""The article page in every state: what it shows, and what it must not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from articles.enums import NoticeKind, PublicationStatus
from articles.models import Publication
from articles.services.publishing import end_publication
from editorial import services
from editorial.evidence import evidence
from editorial.verify import find_problems
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, draft, publish, published, retracted, under_review
from tests.factories.credit import WHOLE, confirm

SLUG = "treating-diabetic-kidney-disease"
ADDRESS = f"/articles/{SLUG}/"


def _second_version(cast: Cast, first: Publication, **changes: Any) -> Publication:
    """Return the publication of a changed text of the same article."""
    article = first.article
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={"clinician_text": "## New\n\nA new text.[1] And more.[2]", **changes},
    )
    return published(cast, article)


def test_live_page_has_the_signed_bytes(cast: Cast) -> None:
    publication = published(cast)
    page = html_of(ADDRESS)
    assert publication.html in page
    assert publication.references_html in page
    assert publication.plain_html not in page
    assert f"<h1>{publication.title}</h1>" in page
    assert publication.question in page
    assert "RETRACTED" not in page
    assert "pending human review" not in page


def test_live_page_names_who_signed_and_when(cast: Cast) -> None:
    publication = published(cast)
    page = html_of(ADDRESS)
    for signer in publication.signers:
        assert signer["name"] in page
        assert signer["meaning_text"] in page
        assert signer["signed_at"][:10] in page
    for value in (publication.last_reviewed, publication.next_review_due):
        assert f'datetime="{value.isoformat()}"' in page
    assert "specialist in this field" in page


@pytest.mark.parametrize(
    "words",
    [
        "Anna Author",
        "Carl Coauthor",
        "Interests of the authors",
        "Interests of the reviewers",
        "Nothing to disclose",
        "A drafting tool, version 3",
        "First draft of the plain-language text",
        "Disclaimer",
        "Editorial policy",
        'aria-current="step"',
        "(completed)",
    ],
)
def test_live_page_discloses(cast: Cast, words: str) -> None:
    published(cast)
    assert words in html_of(ADDRESS)


def test_who_did_what_is_frozen_with_the_submission_and_shown(cast: Cast) -> None:
    article = draft(cast)
    confirm(article, cast.author)
    services.set_corresponding_author(
        acting_user=cast.author, article=article, author=cast.coauthor
    )
    submission = under_review(cast, article)
    services.set_contribution(
        acting_user=cast.coauthor, article=article, **{**WHOLE, "roles": ["Software"]}
    )
    publication = publish(cast, submission)
    page = html_of(ADDRESS)
    assert "Contribution: Conceptualization" in page
    assert page.index("Carl Coauthor") < page.index("corresponding author")
    assert "Software" not in page
    bundle = evidence(article)
    assert find_problems(bundle) == []
    bundle["publications"][0]["credit"] = publication.credit.replace("Concept", "Recept")
    assert any("credit is" in str(problem) for problem in find_problems(bundle))
    assert find_problems(_without_credit(bundle)) == []


def test_text_whose_authors_chose_nobody_has_its_first_as_the_corresponding_one(cast: Cast) -> None:
    publication = published(cast)
    first, second = html_of(ADDRESS).split('id="authors"')[1].split("<li>")[1:3]
    assert ("Anna Author" in first, "corresponding author" in first) == (True, True)
    assert ("Carl Coauthor" in second, "corresponding author" in second) == (True, False)
    assert [author["corresponding"] for author in publication.authors] == [True, False]
    assert find_problems(evidence(publication.article)) == []


def test_text_of_before_that_rule_names_nobody_and_still_verifies(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editorial.services.submitting.frozen_credit", lambda _article: "")
    publication = published(cast)
    assert "corresponding author" not in html_of(ADDRESS)
    assert find_problems(evidence(publication.article)) == []


def _without_credit(bundle: dict[str, Any]) -> dict[str, Any]:
    """Return the bundle as it was exported before the credit was frozen."""
    for row in (*bundle["publications"], *bundle["submissions"]):
        del row["credit"]
    return bundle


def test_live_page_takes_three_queries_however_long_its_history(cast: Cast) -> None:
    first = published(cast)
    read(ADDRESS, queries=3)
    for number in range(2):
        _second_version(cast, first, clinician_text=f"## New\n\nText {number}.[1,2]")
    read(ADDRESS, queries=3)


def test_superseded_text_is_left(cast: Cast) -> None:
    first = published(cast)
    second = _second_version(cast, first, title="Another title")
    page = html_of(ADDRESS)
    assert second.html in page
    assert "Another title" in page
    assert first.html not in page


def test_retracted_page_keeps_address_title_authors_and_notice(cast: Cast) -> None:
    publication = retracted(cast)
    page = html_of(ADDRESS)
    assert f"<h1>RETRACTED: {publication.title}</h1>" in page
    assert "The dose in the table is wrong." in page
    assert f"/notices/{publication.notices.get().pk}/" in page
    assert "Anna Author" in page
    assert publication.html in page
    assert 'class="stepper"' not in page  # it would call a text approved that is not any more


def test_removed_text_is_gone_from_every_address(cast: Cast) -> None:
    first = published(cast)
    second = _second_version(cast, first)
    services.retract_publication(
        acting_user=cast.editor, publication=second, reason="It could kill.", remove_text=True
    )
    for address in (ADDRESS, f"{ADDRESS}v/2/", f"{ADDRESS}v/1/", f"{ADDRESS}plain/"):
        page = html_of(address)
        for text in (first.html, second.html, first.plain_html, second.plain_html):
            assert text not in page, address
        assert "It could kill." in page, address
        assert "was removed, because it could harm" in page, address


def test_pending_changes_reach_nobody(cast: Cast) -> None:
    publication = published(cast)
    services.save_article(
        acting_user=cast.author,
        article=publication.article,
        changes={"clinician_text": "CANARY text.[1,2]", "title": "CANARY title"},
    )
    under_review(cast, publication.article)
    for address in ("/", "/articles/", ADDRESS, f"{ADDRESS}plain/", f"{ADDRESS}v/1/"):
        assert "CANARY" not in html_of(address), address
    read(f"{ADDRESS}v/2/", status=404)


def test_draft_has_no_page(cast: Cast) -> None:
    draft(cast)
    for address in (ADDRESS, f"{ADDRESS}plain/", f"{ADDRESS}v/1/"):
        assert "Treating diabetic" not in html_of(address, status=404)


def test_page_is_not_sent_again_unchanged(cast: Cast) -> None:
    published(cast)
    etag = read(ADDRESS)["ETag"]
    read(ADDRESS, status=304, **{"if-none-match": etag})


def test_retraction_shows_at_once(cast: Cast) -> None:
    publication = published(cast)
    etag = read(ADDRESS)["ETag"]
    end_publication(publication, PublicationStatus.RETRACTED, publication.published_at)
    response = read(ADDRESS, **{"if-none-match": etag})
    assert "RETRACTED: " in response.content.decode()


def test_page_cannot_be_posted_to(cast: Cast) -> None:
    published(cast)
    assert Client().post(ADDRESS).status_code == 405


def test_overdue_appears_on_the_day_after(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    due = published(cast).next_review_due
    for days, said in ((0, False), (1, True)):
        today = due + timedelta(days=days)
        monkeypatch.setattr(
            Publication,
            "review_is_overdue",
            lambda self, _today=today: self.next_review_due < _today,
        )
        page = html_of(ADDRESS)
        assert ("Review overdue" in page) is said
        assert ("paper-overdue" in page) is said


def test_key_answer_is_quoted_ahead_of_the_text(cast: Cast) -> None:
    published(cast)
    page = html_of(ADDRESS)
    words = "Start an SGLT2 inhibitor in adults with diabetic kidney disease."
    assert page.index("Key answer") < page.index(words) < page.index('class="stepper"')
    assert page.count(words) == 2  # quoted, and where it was signed


def test_key_answer_of_a_retracted_text_is_not_put_forward(cast: Cast) -> None:
    retracted(cast)
    page = html_of(ADDRESS)
    assert "Key answer" not in page
    assert "paper-retracted" in page


def test_plain_page_has_the_plain_text_alone(cast: Cast) -> None:
    publication = published(cast)
    page = html_of(f"{ADDRESS}plain/")
    assert publication.plain_html in page
    assert publication.html not in page
    assert "A daily tablet can protect your kidneys." in page.split('class="stepper"')[0]
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{ADDRESS}plain/">' in page


def test_ways_back_lead_to_what_the_page_shows(cast: Cast) -> None:
    texts = {"clinician_text": "## One\n\nOne.[1] Two.[2]", "plain_text": "Two.[2] Three.[3]"}
    works = [{"id": str(n), "type": "book", "title": f"Work {n}"} for n in (1, 2, 3)]
    publication = published(cast, **texts, references=works)
    for path, ways in (
        ("", {"1": "c-1-1", "2": "c-2-1"}),
        ("plain/", {"2": "p-2-1", "3": "p-3-1"}),
        ("v/1/", {"1": "c-1-1", "2": "c-2-1", "3": "p-3-1"}),
    ):
        page = html_of(f"{ADDRESS}{path}")
        entries = re.findall(r'<li id="ref-(\d)">(.*)</li>', page)
        assert len(entries) == 3
        found = {n: re.findall(r'class="back" href="#([^"]+)"', entry) for n, entry in entries}
        assert {n: way[0] for n, way in found.items() if way} == ways, path
        assert all(f'id="{way}"' in page for way in ways.values())
        assert ("Both texts share this list" in page) == (path == "plain/")
    assert publication.references_html in html_of(f"{ADDRESS}v/1/")


def test_plain_page_says_where_no_plain_text_was_signed(cast: Cast) -> None:
    publication = published(cast, plain_text="")
    page = html_of(f"{ADDRESS}plain/")
    assert "No text in plain language was signed for this article." in page
    assert publication.html not in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{ADDRESS}">' in page
    assert "none was signed" in html_of(ADDRESS)


def test_audiences_are_links(cast: Cast) -> None:
    published(cast)
    page = html_of(ADDRESS)
    assert "Which best describes you?" in page
    for audience, path in (("clinician", ""), ("patient", "plain/"), ("student", "")):
        assert f'href="{ADDRESS}{path}" data-audience="{audience}"' in page


def test_paper_says_what_is_not_simply_approved(cast: Cast) -> None:
    first = published(cast)
    services.issue_notice(
        acting_user=cast.editor, publication=first, kind=NoticeKind.CORRECTION, reason="A slip."
    )
    assert "paper-foot" in html_of(ADDRESS)
    assert 'class="page-article audience-clinician"' in html_of(ADDRESS)
    services.issue_notice(
        acting_user=cast.editor, publication=first, kind=NoticeKind.CONCERN, reason="A doubt."
    )
    assert "paper-concern" in html_of(ADDRESS)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"clinician_text": "Now 5 mg.[1,2]"}
    )
    published(cast, first.article)
    assert "audience-clinician paper-" not in html_of(ADDRESS)
    assert "audience-both paper-concern" in html_of(f"{ADDRESS}v/1/")

"""The demo's files: their form, people and references, and how the texts are written."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from articles.citations.check import problems
from articles.citations.identifiers import normalise_orcid
from tests.seeds.reading import grade, sentences, word_count
from tests.seeds.seed_files import (
    SEEDS,
    SeedText,
    articles,
    days_from_now,
    people,
    policies,
    specialties,
    texts,
)

ROLES = {"author", "editor", "board", "admin"}
# The categories of the ICMJE disclosure form.
CATEGORIES = {
    *("grant", "contract", "royalties", "consulting", "honoraria", "testimony", "travel"),
    *("patent", "safety_board", "leadership", "stock", "equipment", "other"),
}
MEDICAL_SPECIALTIES = {
    *("PrimaryCare", "Oncologic", "Hematologic", "Cardiovascular", "Infectious", "Endocrine"),
    "Neurologic",
}
KEYS = {
    *("question", "title", "slug", "specialty", "kind", "author", "coauthors", "ai", "funding"),
    *("updated", "references"),
}
REFERENCE_KEYS = {
    *("id", "type", "title", "author", "container-title", "volume", "issue", "page", "number"),
    *("issued", "DOI", "PMID", "URL"),
}
REFERENCE_TYPES = {"article-journal", "book", "report", "webpage"}

# What is no share of patients: a threshold, and the name of an interval.
NO_SHARE = re.compile(r"\d+% confidence interval|ejection fraction (?:of|above) \d+%")
PERCENTAGE = re.compile(r"\d\s?%")
COUNT = re.compile(r"\d (?:of|in) \d|% of \d")
CITATION = re.compile(r"\[@|\[\d+(?:[,-]\d+)*\]")
ABSOLUTE = re.compile(
    r"\b(?:cures?|cured|guarantee[ds]?|miracle|always works|never fails|risk-free|no side effects"
    r"|(?:completely|perfectly|totally) safe)\b",
    re.IGNORECASE,
)

every_text = pytest.mark.parametrize("text", texts().values(), ids=lambda text: text.name)
plain_texts = pytest.mark.parametrize(
    "text", [text for text in texts().values() if text.plain], ids=lambda text: text.name
)
later_versions = pytest.mark.parametrize(
    "text", [text for text in texts().values() if text.is_later_version], ids=lambda text: text.name
)
board_members = pytest.mark.parametrize(
    "person", [one for one in people().values() if "board" in one], ids=lambda one: one["email"]
)
every_person = pytest.mark.parametrize("person", people().values(), ids=lambda one: one["email"])


@every_text
def test_front_matter_has_the_documented_keys(text: SeedText) -> None:
    expected = KEYS if text.is_later_version else KEYS | {"journey"}
    assert set(text.meta) | {"updated"} == expected
    assert text.meta["slug"] == text.path.stem.split(".")[0]
    assert text.meta["specialty"] in specialties()
    assert text.meta["kind"] in {"treatment", "general"}
    assert text.meta["question"].endswith("?")
    assert not text.meta["title"].endswith((".", "?"))
    assert text.meta["funding"], "funding is said, even if it is none"


@every_text
def test_authors_are_people_with_the_role(text: SeedText) -> None:
    assert len(set(text.authors)) == len(text.authors)
    for email in text.authors:
        assert "author" in people()[email]["roles"]
        assert people()[email]["disclosure"], "an author without a disclosure blocks approval"


@every_text
def test_ai_use_is_stated_and_verified_by_an_author(text: SeedText) -> None:
    ai = text.meta["ai"]
    if ai["use"] == "none":
        assert set(ai) == {"use"}
    else:
        assert ai["use"] == "used"
        assert ai["tool"]
        assert ai["purpose"]
        assert ai["verified_by"] in {people()[email]["printed_name"] for email in text.authors}


@later_versions
def test_later_version_belongs_to_an_article(text: SeedText) -> None:
    article = texts()[f"{text.meta['slug']}.md"]
    for key in ("author", "specialty", "kind"):
        assert text.meta[key] == article.meta[key]
    assert (text.clinician, text.plain) != (article.clinician, article.plain)
    assert text.meta["updated"] > article.meta["updated"]


@every_text
def test_references_are_cited_listed_and_well_formed(text: SeedText) -> None:
    references = text.meta["references"]
    assert problems(references, [text.clinician, text.plain], today=_last_day()) == []
    for reference in references:
        assert set(reference) <= REFERENCE_KEYS
        assert reference["type"] in REFERENCE_TYPES
        assert isinstance(reference["id"], str)
        assert all(set(name) in ({"family", "given"}, {"literal"}) for name in reference["author"])
        ((year,),) = reference["issued"]["date-parts"]
        assert year >= 1990
        if reference["type"] == "article-journal":
            assert reference["container-title"]
            assert "page" in reference or "DOI" in reference


@every_text
def test_clinician_text_has_length_headings_and_lists(text: SeedText) -> None:
    assert 400 <= word_count(text.clinician) <= 900
    assert len(re.findall(r"^## ", text.clinician, re.MULTILINE)) >= 3
    assert not re.search(r"^# |^#{4,} ", text.clinician + "\n" + text.plain, re.MULTILINE)
    assert re.search(r"^- ", text.clinician, re.MULTILINE)
    assert re.search(r"^1\. |^\| --- ", text.clinician, re.MULTILINE)


@every_text
def test_percentages_come_with_counts_and_a_citation(text: SeedText) -> None:
    clinician = NO_SHARE.sub("", text.clinician)
    for section in re.split(r"^#+ .*$", clinician, flags=re.MULTILINE):
        if PERCENTAGE.search(section):
            assert CITATION.search(section), f"no citation in: {section}"
        for line in section.splitlines():
            assert not PERCENTAGE.search(line) or COUNT.search(line), f"no count: {line}"


@every_text
def test_no_absolute_promises(text: SeedText) -> None:
    assert ABSOLUTE.findall(text.clinician + text.plain) == []


@plain_texts
def test_plain_language_text_is_easy_to_read(text: SeedText) -> None:
    assert 150 <= word_count(text.plain) <= 400
    assert text.plain.startswith("## In short"), "the page begins with its key answer"
    assert grade(text.plain) <= 8
    assert [line for line in sentences(text.plain) if len(line.split()) > 20] == []
    assert "%" not in text.plain, "say “8 in 100”"


def test_texts_between_them_show_every_form() -> None:
    together = "\n".join(text.clinician for text in texts().values())
    for shown, pattern in {
        "a table": r"^\| --- ",
        "a sub-heading": r"^### ",
        "a nested list": r"^ {2,}- ",
        "a numbered list": r"^2\. ",
        "several citations at once": r"\[@[^\]]+; @",
        "numeric citations": r"\[1,2\]",
    }.items():
        assert re.search(pattern, together, re.MULTILINE), f"no text shows {shown}"
    tools = {text.meta["ai"].get("tool", "") for text in articles()}
    assert {"", "Claude"} < tools
    assert {text.meta["kind"] for text in articles()} == {"treatment", "general"}


@every_person
def test_person_is_complete(person: dict[str, Any]) -> None:
    assert person["email"].endswith("@demo.test")
    assert person["printed_name"]
    assert person["affiliation"]
    assert isinstance(person["credentials"], str)
    assert isinstance(person["health_professional"], bool)
    assert person["roles"]
    assert set(person["roles"]) <= ROLES
    assert ("board" in person) == ("board" in person["roles"])
    if person["orcid"]:
        assert normalise_orcid(person["orcid"]) == person["orcid"]


@board_members
def test_board_member_has_specialties_and_a_term(person: dict[str, Any]) -> None:
    board = person["board"]
    assert board["specialties"]
    assert set(board["specialties"]) <= set(specialties())
    assert days_from_now(board["term_start"]) < days_from_now(board["term_end"])
    assert person["health_professional"]


@every_person
def test_disclosure_is_nothing_or_a_list(person: dict[str, Any]) -> None:
    disclosure = person["disclosure"]
    if disclosure is not None:
        assert days_from_now(disclosure["dated"]) <= 0
        assert (disclosure.get("nothing_to_disclose") is True) != bool(disclosure.get("interests"))
        for interest in disclosure.get("interests", []):
            assert set(interest) == {"category", "organisation", "products", "description"}
            assert interest["category"] in CATEGORIES


def test_orcids_are_used_once() -> None:
    orcids = [person["orcid"] for person in people().values() if person["orcid"]]
    assert len(set(orcids)) == len(orcids)


def test_specialties_are_those_of_schema_org() -> None:
    assert {entry["schema_org"] for entry in specialties().values()} == MEDICAL_SPECIALTIES


def test_policies_have_a_default_and_sane_numbers() -> None:
    assert None in policies()
    assert set(policies()) - {None} <= set(specialties())
    for policy in policies().values():
        assert 1 <= policy["specialists"] <= policy["approvals"]
        assert 1 <= policy["treatment_review_months"] <= policy["general_review_months"] <= 36


def test_readme_names_every_file() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for path in SEEDS.rglob("*"):
        if path.is_file() and path.name != "README.md":
            assert f"`{path.name if path.suffix == '.yaml' else path.stem}`" in readme


def _last_day() -> date:
    """The newest date in the files: no reference may be younger than the texts that cite it."""
    return max(text.meta["updated"] for text in texts().values() if text.meta.get("updated"))

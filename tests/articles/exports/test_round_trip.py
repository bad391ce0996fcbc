"""What is exported as Markdown or JSON comes back to the same digest, whatever the text."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.canonical import canonical, digest
from articles.exports import BANNER, Exported, export
from articles.importers import ImportedArticle, read_data
from articles.importers.markdown import PLAIN_MARK
from articles.text import clean_json, clean_line, clean_text
from tests.articles.importers.refusals import refusal

LINES = st.sampled_from(
    [
        *("# Title", "---", "...", "key: value", PLAIN_MARK, "[^1]: Smith 2020", "What helps?"),
        *("> **Educational purpose only • Exercise caution as content is pending human review**",),
        *("    code", "```", "hard  ", "| a |\n|---|", "<!DOCTYPE html>", "- item", "", "\ufeff"),
        *('"quoted" \\ %', "é\u0301", "\U0001f600", "\uffff", "{a: &b *c}", "\u00a0"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(LINES | st.text(max_size=8)).map("\n".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[A-Za-z<=-]{1,9}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=6,
)

ITEMS = st.dictionaries(st.sampled_from(["id", "title", "note"]), VALUES)


def document(**changes: Any) -> dict[str, Any]:
    return {
        "format": "imprimatur-revision/1",
        "article": "6f1c5f0e-0000-4000-8000-000000000000",
        "number": 3,
        "question": "What helps?",
        "title": "What helps",
        "specialty": {"slug": "nephrology", "name": "Nephrology"},
        "kind": "general",
        "authors": [
            {
                "name": "Ada Ito",
                "credentials": "MD",
                "affiliation": "Bern",
                "orcid": "0000-0002-1694-233X",
            }
        ],
        "ai": {"use": "none", "tool": "", "purpose": "", "verified_by": ""},
        "funding": "None",
        "clinician": "Rest helps.[1]",
        "plain": "",
        "references": [{"id": "1", "title": "A trial"}],
        "disclaimer": "Mind.\n\nAlways.",
        "language": "en",
        "source_updated_on": None,
        **changes,
    }


def exported(content: dict[str, Any], *, is_approved: bool = False) -> Exported:
    return Exported(content, digest(canonical(content)), "what-helps", is_approved)


def saved(content: dict[str, Any], article: ImportedArticle) -> dict[str, Any]:
    """The document after what was imported has been saved in the same working copy."""
    updated = article.source_updated_on
    return {
        **content,
        "question": article.question,
        "title": article.title,
        "specialty": {**content["specialty"], "slug": article.specialty},
        "kind": article.kind,
        "ai": article.ai,
        "funding": article.funding,
        "clinician": article.clinician,
        "plain": article.plain,
        "references": article.references,
        "disclaimer": article.disclaimer,
        "source_updated_on": updated.isoformat() if updated else None,
    }


@pytest.mark.parametrize("suffix", ["md", "json"])
@pytest.mark.parametrize("is_approved", [True, False])
@given(
    clinician=TEXTS,
    plain=TEXTS,
    line=st.text(max_size=40),
    references=st.lists(
        st.dictionaries(st.sampled_from(["id", "title", "note"]), VALUES), max_size=2
    ),
)
def test_any_text_comes_back_to_the_same_digest(
    suffix, is_approved, clinician, plain, line, references
):
    content = document(
        clinician=clean_text(f"{clinician}\nEnd")[0],
        plain=clean_text(plain)[0],
        title=clean_line(f"A {line}")[0],
        funding=clean_line(line)[0],
        ai={"use": "used", "tool": clean_line(line)[0], "purpose": "x", "verified_by": ""},
        disclaimer=clean_text(plain)[0],
        references=clean_json(references),
        source_updated_on="2025-11-27",
    )
    before = exported(content, is_approved=is_approved)

    article = read_data(f"a.{suffix}", export(before, suffix))

    assert article.warnings == []
    assert digest(canonical(saved(content, article))) == before.digest


@pytest.mark.parametrize("suffix", ["md", "docx", "xml", "json"])
def test_banner_is_on_unapproved_text_alone(suffix):
    def words(is_approved: bool) -> str:
        data = export(exported(document(), is_approved=is_approved), suffix)
        if suffix == "docx":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.read("word/document.xml").decode()
        return data.decode()

    assert BANNER in words(is_approved=False)
    assert BANNER not in words(is_approved=True)


def test_altered_json_is_read_with_a_warning():
    value = json.loads(export(exported(document()), "json"))
    value["content"]["clinician"] = "Something else."

    article = read_data("a.json", json.dumps(value).encode())

    assert article.clinician == "Something else."
    assert article.warnings == [
        "The text is not the one that was exported: its digest differs. It was read as it is."
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "The file is no JSON that can be read"),
        ("[" * 100_000, "The file is no JSON that can be read"),
        ("[]", "The JSON is no export: its format is not imprimatur-export/1."),
        ('{"format": "imprimatur-export/1"}', "The export has no content."),
        (
            '{"format": "imprimatur-export/1", "content": {}}',
            "The export's references are no list of items.",
        ),
        (
            '{"format": "imprimatur-export/1", "content": {"references": []}}',
            "The export does not say what was done with AI",
        ),
        (
            '{"format": "imprimatur-export/1", "content": {"references": [], "ai": {},'
            ' "specialty": {}}}',
            "The export's “question” is no text.",
        ),
        ('{"format": "imprimatur-export/1", "content": {"a": 1.5}}', "The file is no JSON"),
    ],
)
def test_json_that_is_no_export_is_refused(text, reason):
    assert refusal(read_data, "a.json", text.encode()).startswith(reason)

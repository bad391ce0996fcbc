from __future__ import annotations

from datetime import date

import pytest

from articles.importers.front_matter import LONGEST_FRONT_MATTER, has_front_matter
from articles.importers.markdown import read_markdown
from tests.articles.importers.refusals import refusal

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"


def imported(front: str):
    return read_markdown(f"---\nquestion: What helps?\ntitle: T\n{front}\n---\nRest.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b\n---\n", True),
        ("\n--- \na: b\n...", True),
        ("---\r\na: b\r\n---\r\n", True),
        ("---\na: b", False),
        ("----\na\n---\n", False),
        ("--- a\n---\n", False),
        ("---", False),
        ("What?\n---\na\n---", False),
    ],
)
def test_front_matter_is_recognised(text, expected):
    assert has_front_matter(text) is expected


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("slug: 5", "line 4: “slug” must be text, but is a number to YAML (put it in quotes)."),
        ("funding: yes", "line 4: “funding” must be text, but is yes or no to YAML (put it in"),
        ("plain: 2025-01-01", "line 4: “plain” must be text, but is a date to YAML (put it in"),
        ("funding:\n- a", "line 4: “funding” must be text, but is a list."),
        ("funding: {a: b}", "line 4: “funding” must be text, but is a mapping."),
        ("funding: !!binary aGk=", "line 4: “funding” must be text, but is something else."),
        ("slug: A Slug", "line 4: “slug” must be small letters and digits, with hyphens between."),
        ("specialty: a--b", "line 4: “specialty” must be small letters and digits, with hyphens"),
        ("kind: cure", "line 4: “kind” must be one of treatment, general."),
        ("coauthors: a@b", "line 4: “coauthors” must be a list, but is something else."),
        ("coauthors: [5]", "line 4: “coauthors” must be a list of texts."),
        ("coauthors: [a]", "line 4: “coauthors” must be a list of e-mail addresses."),
        ("updated: soon", "line 4: “updated” must be a date such as 2025-09-14."),
        ("updated: [a]", "line 4: “updated” must be a date such as 2025-09-14."),
        ("ai: none", "line 4: “ai” must be a mapping with the keys use, tool, purpose, ver"),
        ("ai:\n  use: no", "line 5: “ai.use” must be text, but is yes or no to YAML"),
        ("ai:\n  use: a bit", "line 5: “ai.use” must be one of not_stated, none, used."),
        ("references: {a: b}", "line 4: “references” must be a list, but is a mapping."),
        ("references: [a]", "line 4: “references” must be mappings, but number 1 is not."),
        ("references: [{id: [a]}]", "line 4: “references” has an id that is no text in number 1."),
        ("references: [{id: yes}]", "line 4: “references” has an id that is no text in number 1."),
        ("references: [{id: ''}]", "line 4: “references” has an id that is no text in number 1."),
        ("references: [{id: 1}, {id: '1'}]", "line 4: “references” has the id “1” twice."),
        (
            "references: [{id: 1, issue: 3.10}]",
            "line 4: “references” has a decimal number in number 1, issue: put it in quotes.",
        ),
        ("a: b\na: c", "line 5: the key “a” is there twice."),
        (BOMB, "line 5: aliases are not allowed."),
        ("a: &a [*a]", "line 4: aliases are not allowed."),
        ("a: !!python/object/apply:os.system [b]", "line 4: a tag, which begins with “!”,"),
        ("a: [b", "line 5: expected ',' or ']', but got"),
        ("a: b: c", "line 4: mapping values are not allowed here."),
    ],
)
def test_value_that_can_not_be_used_is_refused_with_its_line(front, reason):
    assert refusal(imported, front).startswith(f"Front matter, {reason}")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        (
            "updated: 2025-13-45",
            "The front matter can't be read: it has a date that is none, such as a 13th month, or",
        ),
        ("a: " + "[\n" * 3000, "The front matter is nested too deep."),
        ("a: b\n" * (LONGEST_FRONT_MATTER // 5), "The front matter is too long: 200,"),
        ("references: [{id: 1, a: !!binary aGk=}]", "Reference 1 can't be kept: a: bytes is not"),
        ("references: [{id: 1, 2: a}]", "Reference 1 can't be kept: a key must be text, not int."),
        ("references: [{id: 1, a: 99999999999999999999}]", "Reference 1 can't be kept: a: "),
    ],
)
def test_front_matter_that_can_not_be_read_is_refused(front, reason):
    assert refusal(imported, front).startswith(reason)


def test_front_matter_that_is_no_mapping_is_refused():
    assert refusal(read_markdown, "---\n- a\n---\nText.") == (
        "Front matter, line 2: it must be “key: value” lines."
    )


def test_front_matter_that_does_not_end_is_refused():
    assert refusal(read_markdown, "\n---\nquestion: Why?\n") == (
        "The front matter that begins on line 2 is not closed by a line “---”."
    )


def test_empty_front_matter_says_nothing():
    assert read_markdown("---\n---\n# T\n\nWhy?\n\nText.").question == "Why?"


def test_keys_without_value_say_nothing():
    article = imported("slug:\nkind:\nai:\ncoauthors:\nreferences:\nupdated:\nfunding:\nplain:")

    assert (article.slug, article.kind, article.ai, article.source_updated_on) == (None,) * 4
    assert (article.coauthors, article.references, article.funding, article.plain) == (
        [],
        [],
        "",
        "",
    )
    assert article.warnings == []


def test_unknown_keys_are_left_out_with_their_lines():
    article = imported("author: me\nai:\n  model: x\n  use: none\n3: x")

    assert article.ai == {"use": "none", "tool": "", "purpose": "", "verified_by": ""}
    assert article.warnings == [
        "Front matter, line 4: “author” is not known here and was left out.",
        "Front matter, line 8: “3” is not known here and was left out.",
        "Front matter, line 6: “ai.model” is not known here and was left out.",
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-09-14", date(2025, 9, 14)),
        ("2025-09-14 10:00:00", date(2025, 9, 14)),
        ("September 14, 2025", date(2025, 9, 14)),
    ],
)
def test_date_is_read_in_several_forms(written, expected):
    assert imported(f"updated: {written}").source_updated_on == expected


def test_reference_without_id_gets_its_position():
    article = imported("references:\n  - {title: A}\n  - {id: x}")

    assert article.references == [{"title": "A", "id": "1"}, {"id": "x"}]
    assert article.warnings == ["Reference 1 has no id and got “1”."]


def test_ai_without_any_answer_is_not_stated():
    assert imported("ai: {}").ai == {
        "use": "not_stated",
        "tool": "",
        "purpose": "",
        "verified_by": "",
    }

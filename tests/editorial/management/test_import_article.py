"""A file on its way in: all of it, or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Revision
from articles.services.working_copy import free_slug
from editorial.models import Record, Submission
from tests.factories import Cast

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "articles" / "importers" / "data" / "gout.txt"


def imported(
    file: Path, capsys: pytest.CaptureFixture[str], author: str, **options: Any
) -> dict[str, Any]:
    call_command("import_article", str(file), author=author, **options)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    result: dict[str, Any] = json.loads(lines[0])
    return result


def refusal(file: Path, author: str, **options: Any) -> str:
    """Return why the import was refused, after checking that nothing of it is there."""
    before = (Article.objects.count(), Revision.objects.count(), Record.objects.count())
    with pytest.raises(CommandError) as refused:
        call_command("import_article", str(file), author=author, **options)
    assert before == (Article.objects.count(), Revision.objects.count(), Record.objects.count())
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_a_page_becomes_a_submission(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    result = imported(PAGE, capsys, cast.author.email, submit=True)
    submission = Submission.objects.get()
    revision = submission.revision
    assert result["id"] == submission.article.pk
    assert result["slug"] == submission.article.slug
    assert result["revision"] == 1
    levels = [heading["level"] for heading in revision.headings]
    assert sorted(levels) == [2] * 6 + [3] * 3
    assert revision.question.endswith("?")
    assert revision.document["source_updated_on"]
    for number in (1, 2, 3):
        assert f'href="#ref-{number}"' in revision.html
    for furniture in (
        "Exercise caution",
        "Medical Advisory Board",
        "Article Review Status",
        "Last updated",
        "Which best describes you",
        "Professional Medical Disclaimer",
        "follow-up question",
    ):
        assert furniture not in revision.content
    assert any("no reference" in warning for warning in result["warnings"])
    assert any("specialty" in warning for warning in result["warnings"])


def test_without_submit_there_is_a_working_copy_only(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    result = imported(PAGE, capsys, cast.author.email.upper())
    assert result["revision"] is None
    assert Article.objects.get().ordered_authors == [cast.author]
    assert not Submission.objects.exists()


def test_the_same_file_twice_makes_two_articles(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    first = imported(PAGE, capsys, cast.author.email)
    second = imported(PAGE, capsys, cast.author.email)
    assert second["slug"] == first["slug"] + "-2"


def write(folder: Path, front: str, body: str = "A claim.[@a]") -> Path:
    file = folder / "text.md"
    head = "question: What is it?\ntitle: What it is\n"
    file.write_text(f"---\n{head}{front}---\n{body}\n", encoding="utf-8")
    return file


def test_markdown_keeps_what_its_front_matter_says(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = write(
        tmp_path,
        f"specialty: {cast.specialty.slug}\nkind: general\nslug: what-it-is\n"
        f"coauthors: [{cast.coauthor.email}]\nai: {{use: none}}\nfunding: None\n"
        "references:\n  - {id: a, type: book, title: A book}\n",
    )
    result = imported(file, capsys, cast.author.email, submit=True)
    document = Revision.objects.get().document
    assert result["slug"] == "what-it-is"
    assert document["kind"] == "general"
    assert document["ai"]["use"] == "none"
    assert [author["name"] for author in document["authors"]] == ["Anna Author", "Carl Coauthor"]
    assert document["references"] == [{"id": "a", "type": "book", "title": "A book"}]
    assert result["warnings"] == []


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("specialty: astrology\n", "astrology"),
        ("kind: gossip\n", "“kind” must be one of treatment, general"),
        ("coauthors: [nobody@example.test]\n", "nobody@example.test"),
        ("ai: {use: perhaps}\n", "“ai.use” must be one of"),
    ],
)
def test_what_nobody_knows_is_named(cast: Cast, tmp_path: Path, front: str, said: str) -> None:
    assert said in refusal(write(tmp_path, front), cast.author.email, submit=True)


def test_an_unknown_author_is_named(cast: Cast) -> None:
    assert "nobody@example.test" in refusal(PAGE, "nobody@example.test")


def test_who_is_no_author_is_refused(cast: Cast) -> None:
    assert "Only authors write here" in refusal(PAGE, cast.editor.email, submit=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n ",
        b"What is it?\n",
        b"\x00\x01\x02",
        b"%PDF-1.7\n",
        "What is it?\n\nÄ".encode("latin-1"),
        b"What is it?\n\n" + b"word " * 500_000,
    ],
    ids=["empty", "blank", "question only", "binary", "PDF", "not UTF-8", "too long"],
)
def test_what_can_not_be_read_is_refused_in_one_line(
    cast: Cast, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    assert refusal(file, cast.author.email, submit=True)


def test_a_reference_of_no_known_type_is_named(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "text.md"
    file.write_text(
        "---\nquestion: What?\ntitle: That\nreferences:\n  - {id: roe, title: T, type: blog}\n"
        "---\nText [@roe].\n"
    )
    said = refusal(file, cast.author.email)
    assert "Reference “roe”, entry 1 of the list: its type, “blog”, is none of CSL's" in said


def test_hostile_markup_is_imported_inert(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    body = (
        "<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](//evil.example)"
        " \u202eesrever\u202c\r\n\r\nMore.\r\n"
    )
    file = tmp_path / "text.md"
    file.write_bytes(f"---\nquestion: What?\ntitle: That\n---\n{body}".encode())
    result = imported(file, capsys, cast.author.email, submit=True)
    revision = Revision.objects.get()
    assert "<script" not in revision.html
    assert "href" not in revision.html
    assert "\u202e" not in revision.content
    assert "\r" not in revision.document["clinician"]
    assert len(result["warnings"]) >= 3


def test_same_page_again_is_another_article_and_says_so(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    first = imported(PAGE, capsys, cast.author.email)
    again = imported(PAGE, capsys, cast.author.email)
    known = f"You have an article of this question and title already: {first['slug']}."
    assert again["slug"] != first["slug"]
    assert [line for line in again["warnings"] if line.startswith(known)]
    other = imported(PAGE, capsys, cast.outsider.email)
    assert not [line for line in (*first["warnings"], *other["warnings"]) if "already" in line]


@pytest.mark.parametrize(
    ("wish", "slug"),
    [
        ("Treating " + "gout " * 13 + "safely", "treating-" + "gout-" * 11 + "gout"),
        ("x" * 90, "x" * 70),
        ("New", "new-2"),
        ("Caf\u00e9", "cafe"),
    ],
)
def test_long_address_ends_with_a_word(wish: str, slug: str) -> None:
    assert free_slug(wish) == slug


def test_question_is_given_where_the_file_asks_none(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "text.md"
    file.write_text("# Rest\n\nIt helps.\n", encoding="utf-8")
    said = refusal(file, cast.author.email)
    assert "Give one with --question. Perhaps: Rest" in said
    assert "a question of its own" in refusal(PAGE, cast.author.email, question="Another?")
    imported(file, capsys, cast.author.email, question="Does rest help?")
    article = Article.objects.get()
    assert (article.question, article.title) == ("Does rest help?", "Rest")

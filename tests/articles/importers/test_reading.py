from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers import ImportedArticle, read_file
from articles.importers.document import MOST_WARNINGS, numbers_in_words
from articles.importers.markdown import read_markdown
from articles.importers.page import read_page
from articles.importers.reading import LARGEST_FILE
from tests.articles.importers.refusals import imported_or_refused, refusal
from tests.articles.importers.word_files import word_file

PAGE = "What helps?\n\nWhat Helps\n\nRest helps."
MARKDOWN = "---\nquestion: What helps?\ntitle: What helps\n---\nRest *helps*."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8)

LINES = st.sampled_from(
    [
        "What helps?",
        "# What helps",
        "---",
        "question: Why?",
        "title: &a [*a]",
        "references: [{id: 1}]",
        "<!-- plain-language -->",
        "[^1]: Smith 2020",
        "```",
        "Article Review Status",
        "Approved",
        "Last updated: May 1, 2025",
        "Professional Medical Disclaimer",
        "Have a follow-up question?",
        "  • item 1",
        "    2. item",
        "1. Heading",
        "Heading",
        "| a | b |",
        "|---|---|",
        "",
    ]
)
FILES = st.one_of(st.text(), st.lists(LINES | st.text(max_size=20)).map("\n".join))


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["page.txt", "page.text", "PAGE.TXT", "page"])
def test_page_text_is_read_by_its_suffix(tmp_path, name):
    assert read_file(written(tmp_path, name, PAGE)).clinician == "Rest helps."


@pytest.mark.parametrize("name", ["page.md", "page.markdown", "page.MD"])
def test_markdown_is_read_by_its_suffix(tmp_path, name):
    assert read_file(written(tmp_path, name, MARKDOWN)).clinician == "Rest *helps*."


def test_docx_is_read(tmp_path):
    path = written(tmp_path, "page.docx", word_file("What helps?", "Rest helps."))

    assert read_file(path).clinician == "Rest helps."


def test_docx_of_another_name_is_read_with_a_warning(tmp_path):
    path = written(tmp_path, "page.txt", word_file("What helps?", "Rest helps."))

    assert read_file(path).warnings[0] == "“page.txt” was read as DOCX, whatever its name."


def test_front_matter_in_a_text_file_is_read_with_a_warning(tmp_path):
    article = read_file(written(tmp_path, "page.txt", MARKDOWN))

    assert article.clinician == "Rest *helps*."
    assert article.warnings == ["“page.txt” was read as Markdown, whatever its name."]


HTML = "<h1>What helps</h1><p>What helps?</p><p>Rest <i>helps</i>.</p>"


@pytest.mark.parametrize("name", ["page.html", "page.htm", "PAGE.HTML"])
def test_html_is_read_by_its_suffix(tmp_path, name):
    article = read_file(written(tmp_path, name, HTML))

    assert (article.title, article.question) == ("What helps", "What helps?")
    assert article.clinician == "Rest *helps*."
    assert article.warnings == []


def test_html_of_another_name_is_read_with_a_warning(tmp_path):
    article = read_file(written(tmp_path, "page.txt", f"\n<HTML lang=en>{HTML}"))

    assert article.warnings == ["“page.txt” was read as HTML, whatever its name."]


def test_page_that_word_saved_for_western_windows_is_read(tmp_path):
    head = "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"
    content = f"{head}{HTML.replace('Rest', 'Café – “rest”')}".encode("cp1252")

    article = read_file(written(tmp_path, "page.htm", content))

    assert article.clinician == "Café – “rest” *helps*."


@pytest.mark.parametrize("content", [f"\ufeff{PAGE}", PAGE.replace("\n", "\r\n")])
def test_byte_order_mark_and_crlf_are_accepted(tmp_path, content):
    article = read_file(written(tmp_path, "page.txt", content))

    assert (article.question, article.clinician) == ("What helps?", "Rest helps.")
    assert article.warnings == []


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "“a.txt” is empty."),
        ("a.md", " \n\t\r\n ", "“a.md” is empty."),
        ("a.txt", "\u00a0\n\u2003", "The file has no text."),
        ("a.md", "\u00a0\n\u2003", "The file holds no text."),
        (
            "a.txt",
            b"a" * (LARGEST_FILE + 1),
            "“a.txt” is too large: 2,000,001 bytes, where 2,000,000 is the most. Take out",
        ),
        ("a.txt", "What?\n\nIs\x00it", "“a.txt” is binary: there is a NUL byte on line 3."),
        ("a.txt", b"%PDF-1.7 ...", "“a.txt” is a PDF file, not a text."),
        ("a.md", b"\x89PNG\r\n\x1a\n", "“a.md” is a PNG picture, not a text."),
        ("a.txt", b"GIF89a", "“a.txt” is a GIF picture, not a text."),
        ("a.txt", b"\xff\xd8\xff\xe0", "“a.txt” is a JPEG picture, not a text."),
        ("a.txt", b"{\\rtf1 a}", "“a.txt” is an RTF document, not a text."),
        ("a.txt", b"\x1f\x8b\x08", "“a.txt” is a compressed file (gzip), not a text."),
        ("a.txt", OLE, "“a.txt” is an old Word document, not a text."),
        ("a.docx", OLE, "“a.docx” is protected by a password or in the old .doc format"),
        ("a.docx", PAGE, "“a.docx” is called .docx, but is no DOCX file."),
        ("a.docx", b"%PDF-1.7", "“a.docx” is called .docx, but is a PDF file."),
        ("a.zip", zipped(a="b"), "The file is a ZIP archive, but no DOCX file."),
        ("a.txt", zipped(), "“a.txt” is an empty ZIP archive, not a text."),
        ("a.txt", PAGE.encode("utf-16"), "“a.txt” is in UTF-16: save it as UTF-8."),
        ("a.txt", b"\xfe\xff\x00a", "“a.txt” is in UTF-16: save it as UTF-8."),
        ("a.txt", b"\xff\xfe\x00\x00a", "“a.txt” is in UTF-32: save it as UTF-8."),
        ("a.txt", b"ab\ncd\xe9e", "“a.txt” is not UTF-8: byte 6, on line 2, can't be read."),
        ("a.txt", b"\xef\xbb\xbfa\xe9", "“a.txt” is not UTF-8: byte 5, on line 1, can't be read."),
        ("a.txt", "<!DOCTYPE html><p>What?", "The file holds a question but no text."),
        ("a.html", b"<p>What\xe9?", "“a.html” is not UTF-8: byte 8, on line 1, can't be read."),
        ("a.rst", PAGE, "“a.rst” is not page text (.txt), Markdown (.md), HTML (.html) or DOCX"),
        ("a.txt", "What helps?", "The file holds a question but no text."),
        ("a.md", "What helps?\n", "The file holds a question but no text."),
    ],
)
def test_bad_file_is_refused_in_one_line(tmp_path, name, content, reason):
    refused = refusal(read_file, written(tmp_path, name, content))

    assert refused.startswith(reason)
    assert "\n" not in refused


def test_file_of_the_largest_size_is_read(tmp_path):
    page = PAGE + "a" * (LARGEST_FILE - len(PAGE))

    assert len(read_file(written(tmp_path, "a.txt", page)).clinician) > LARGEST_FILE - 100


def test_size_is_looked_at_before_the_content(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    assert refusal(read_file, path).startswith("“a.txt” is too large: 1,099,511,627,776 bytes")


def test_missing_file_is_refused(tmp_path):
    assert refusal(read_file, tmp_path / "a.txt") == "There is no file “a.txt”."


def test_folder_is_refused(tmp_path):
    assert refusal(read_file, tmp_path) == f"“{tmp_path.name}” is a folder, not a file."


def test_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "a.txt")

    assert refusal(read_file, tmp_path / "a.txt") == "“a.txt” is no file."


def test_file_below_a_file_is_refused(tmp_path):
    path = written(tmp_path, "a.txt", PAGE)

    assert refusal(read_file, path / "b.txt") == "“b.txt” can't be read: Not a directory."


def test_name_that_no_file_can_have_is_refused(tmp_path):
    assert refusal(read_file, tmp_path / "a\x00b.txt") == "“ab.txt” is no name of a file."


def test_name_of_a_file_can_not_break_the_line(tmp_path):
    assert refusal(read_file, tmp_path / "a\nb\u202e.txt") == "There is no file “a b.txt”."


def test_more_warnings_than_anybody_reads_are_counted():
    keys = "\n".join(f"key{number}: x" for number in range(100))

    article = read_markdown(f"---\nquestion: What?\ntitle: T\n{keys}\n---\nText.")

    assert len(article.warnings) == MOST_WARNINGS + 1
    assert article.warnings[-1] == "There are 60 more warnings."


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([1], "1"), ([2, 1], "1 and 2"), ([3, 1, 2, 2], "1 to 3"), ([1, 2, 5], "1, 2 and 5")],
)
def test_numbers_are_listed_in_words(numbers, words):
    assert numbers_in_words(numbers) == words


@given(FILES, st.sampled_from([read_page, read_markdown]))
def test_any_text_is_imported_or_refused(text, read):
    result = imported_or_refused(read, text)

    if isinstance(result, ImportedArticle):
        assert result.question or result.question_wanted
        assert result.title or not result.question
        assert result.clinician.strip()
    else:
        assert result
        assert "\n" not in str(result)


@given(st.binary(), st.sampled_from(["a.txt", "a.md", "a.docx"]))
def test_any_bytes_are_imported_or_refused(tmp_path_factory, content, name):
    path = written(tmp_path_factory.getbasetemp(), name, content)

    result = imported_or_refused(read_file, path)

    assert result.clinician if isinstance(result, ImportedArticle) else result

"""Reading a file: which format it is, and the limits that every format has."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from pathlib import Path, PurePath

from articles.importers.document import ImportedArticle, ImportRefusedError, quoted
from articles.importers.docx import read_docx
from articles.importers.exact import read_exported_json
from articles.importers.front_matter import has_front_matter
from articles.importers.html import read_html
from articles.importers.markdown import read_markdown
from articles.importers.page import read_page

LARGEST_FILE = 2_000_000
#: Packed, with its pictures, which are dropped: what it unpacks to has a limit of its own.
LARGEST_DOCX = 10_000_000

DOCX_ADVICE = (
    "Pictures are not imported: take them out of the document, or let Word compress them"
    " (Picture Format, Compress Pictures), and save it again."
)

_PAGE_SUFFIXES = frozenset({"", ".txt", ".text"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_JSON_SUFFIX = ".json"
_DOCX_SUFFIX = ".docx"

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How files begin that some programs call text or a document, and what they are.
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x7fELF", "a program"),
)
# UTF-32 first: its little-endian mark begins like that of UTF-16.
_OTHER_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_HTML = ("<!doctype html", "<html")
# What Word saves pages in where it is not UTF-8. Browsers read all three names as the first.
_WESTERN = re.compile(
    rb"""charset\s*=\s*["']?(?:windows-1252|iso-8859-1|us-ascii)\b""", re.IGNORECASE
)
_BEGINNING = 2_000


def read_file(path: Path) -> ImportedArticle:
    """Read a file of page text (.txt), Markdown (.md), HTML (.html) or DOCX into an article.

    Content outweighs suffix: a DOCX file called .txt is read as DOCX, a text that begins like a web
    page as HTML, and one that begins with YAML front matter as Markdown, each with a warning. Reads
    this one file and nothing else.
    Raises ImportRefusedError, in words, for everything that can't be imported.
    """
    return _read(path, _bytes(path))


def read_data(name: str, data: bytes) -> ImportedArticle:
    """Read the content of an uploaded file, as ``read_file`` reads one on disk."""
    path = PurePath(name.replace("\x00", ""))
    if len(data) > _largest(data):
        raise _too_large(path, len(data))
    if not data.strip():
        raise ImportRefusedError(f"{quoted(path.name)} is empty.")
    return _read(path, data)


def _read(path: PurePath, data: bytes) -> ImportedArticle:
    suffix = path.suffix.lower()
    if data.startswith(_ZIP):
        article = read_docx(data)
        return article if suffix == _DOCX_SUFFIX else _misnamed(article, path, "DOCX")
    if suffix == _DOCX_SUFFIX:
        raise ImportRefusedError(_why_not_docx(path, data))
    text = _decoded(path, data)
    if suffix in _HTML_SUFFIXES:
        return read_html(text)
    if suffix == _JSON_SUFFIX:
        return read_exported_json(text)
    if text.lstrip()[:20].lower().startswith(_HTML):
        return _misnamed(read_html(text), path, "HTML")
    if suffix in _MARKDOWN_SUFFIXES:
        return read_markdown(text)
    if suffix not in _PAGE_SUFFIXES:
        raise ImportRefusedError(
            f"{quoted(path.name)} is not page text (.txt), Markdown (.md), HTML (.html) or DOCX "
            "by its name."
        )
    if has_front_matter(text):
        return _misnamed(read_markdown(text), path, "Markdown")
    return read_page(text)


def _bytes(path: Path) -> bytes:
    """Return the content of an ordinary file that is neither empty nor too large."""
    name = quoted(path.name)
    try:
        status = path.stat()
        ordinary = stat.S_ISREG(status.st_mode)
        data = _beginning(path) if ordinary and status.st_size <= LARGEST_DOCX else b""
    except FileNotFoundError:
        raise ImportRefusedError(f"There is no file {name}.") from None
    except OSError as error:
        raise ImportRefusedError(f"{name} can't be read: {error.strerror or error}.") from None
    except ValueError:  # a NUL byte in the path itself
        raise ImportRefusedError(f"{name} is no name of a file.") from None
    if not ordinary:
        folder = stat.S_ISDIR(status.st_mode)
        raise ImportRefusedError(f"{name} is {'a folder, not a file' if folder else 'no file'}.")
    size = max(status.st_size, len(data))
    if size > _largest(data):
        raise _too_large(path, size)
    if not data.strip():
        raise ImportRefusedError(f"{name} is empty.")
    return data


def _too_large(path: PurePath, size: int) -> ImportRefusedError:
    is_docx = path.suffix.lower() == _DOCX_SUFFIX
    most = LARGEST_DOCX if is_docx else LARGEST_FILE
    advice = DOCX_ADVICE if is_docx else "Take out what is no text, or bring it in by parts."
    return ImportRefusedError(
        f"{quoted(path.name)} is too large: {size:,} bytes, where {most:,} is the most. {advice}"
    )


def _largest(data: bytes) -> int:
    """Return how many bytes a file that begins like this may have."""
    return LARGEST_DOCX if data.startswith(_ZIP) else LARGEST_FILE


def _beginning(path: Path) -> bytes:
    """Return no more than shows that the file grew beyond the limit since it was measured."""
    with path.open("rb") as file:
        return file.read(LARGEST_DOCX + 1)


def _why_not_docx(path: PurePath, data: bytes) -> str:
    if data.startswith(_OLE):
        return (
            f"{quoted(path.name)} is protected by a password or in the old .doc format: "
            "save it as DOCX without a password."
        )
    return f"{quoted(path.name)} is called .docx, but is {_other_format(data) or 'no DOCX file'}."


def _decoded(path: PurePath, data: bytes) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    A web page may also say that it is in the encoding of Western Windows.
    """
    name = quoted(path.name)
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise ImportRefusedError(f"{name} is in {encoding}: save it as UTF-8.")
    other = "an old Word document" if data.startswith(_OLE) else _other_format(data)
    if other:
        raise ImportRefusedError(f"{name} is {other}, not a text.")
    is_western = path.suffix.lower() in _HTML_SUFFIXES and _WESTERN.search(data[:_BEGINNING])
    try:
        text = data.decode("cp1252", "replace") if is_western else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The decoder counts from behind a byte order mark; the reader of the message does not.
        position = error.start + len(data) - len(error.object)
        line = data.count(b"\n", 0, position) + 1
        raise ImportRefusedError(
            f"{name} is not UTF-8: byte {position + 1}, on line {line}, can't be read. "
            "Save it as UTF-8."
        ) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ImportRefusedError(f"{name} is binary: there is a NUL byte on line {line}.")
    return text


def _other_format(data: bytes) -> str | None:
    return next((words for magic, words in _OTHER_FORMATS if data.startswith(magic)), None)


def _misnamed(article: ImportedArticle, path: PurePath, format_name: str) -> ImportedArticle:
    warning = f"{quoted(path.name)} was read as {format_name}, whatever its name."
    return replace(article, warnings=[warning, *article.warnings])

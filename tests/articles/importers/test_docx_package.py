from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from articles.importers import ImportedArticle
from articles.importers import docx_package as package
from articles.importers.docx import read_docx
from tests.articles.importers.refusals import imported_or_refused, refusal
from tests.articles.importers.word_files import part, with_parts, word_file

MAIN = "word/document.xml"


@pytest.fixture
def data() -> bytes:
    return word_file("What helps?", "Rest.")


def test_archive_without_a_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")

    assert refusal(read_docx, buffer.getvalue()) == "The file is a ZIP archive, but no DOCX file."


@pytest.mark.parametrize("cut", [slice(-100), slice(100, None), slice(9, None)])
def test_archive_cut_short_is_refused(data, cut):
    assert refusal(read_docx, data[cut]) == "The DOCX file is damaged: it can't be unpacked."


@given(st.data())
def test_archive_with_any_bytes_changed_is_imported_or_refused(data):
    archive = bytearray(word_file("What helps?", "Rest."))
    start = data.draw(st.integers(0, len(archive)))
    archive[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))

    result = imported_or_refused(read_docx, bytes(archive))

    assert isinstance(result, ImportedArticle | str)


def test_archive_with_a_flipped_byte_is_refused(data):
    position = data.index(b"word/document.xml") + 60
    flipped = data[:position] + bytes([data[position] ^ 0xFF]) + data[position + 1 :]

    assert refusal(read_docx, flipped) == "The DOCX file is damaged: it can't be unpacked."


def test_encrypted_archive_is_refused(data):
    # The first bit of the general purpose flags, in the central directory (APPNOTE 4.4.4).
    marked = bytearray(data)
    position = data.index(b"PK\x01\x02")
    marked[position + 8] |= 1

    assert (
        refusal(read_docx, bytes(marked))
        == "The DOCX file is encrypted: save it without a password."
    )


def test_archive_that_unpacks_to_too_much_is_refused(data):
    bomb = with_parts(data, {"word/media/a.bin": bytes(package.MOST_BYTES)})

    assert len(bomb) < 200_000
    assert refusal(read_docx, bomb).startswith("The DOCX file unpacks to 50,")


def test_archive_of_too_many_parts_is_refused(data, monkeypatch):
    monkeypatch.setattr(package, "MOST_ENTRIES", 2)

    assert refusal(read_docx, data) == "The DOCX file has 3 parts, where 2 is the most."


def test_document_of_too_many_elements_is_refused(data):
    runs = "<w:r/>" * package.MOST_ELEMENTS
    main = f"<w:document {nsdecls('w')}><w:body><w:p>{runs}</w:p></w:body></w:document>"

    assert refusal(read_docx, with_parts(data, {MAIN: main})) == (
        "The DOCX file has more than 200,000 elements (in “word/document.xml”)."
    )


def test_document_of_too_many_characters_is_refused(data):
    text = "a" * package.MOST_CHARACTERS
    main = f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"

    assert refusal(read_docx, with_parts(data, {MAIN: f"{main}</w:document>"})) == (
        "The DOCX file has more than 5,000,000 characters (in “word/document.xml”)."
    )


def test_document_nested_too_deep_is_refused(data):
    depth = package.DEEPEST_ELEMENT
    inner = "<w:smartTag>" * depth + "</w:smartTag>" * depth
    main = f"<w:document {nsdecls('w')}><w:body><w:p>{inner}</w:p></w:body></w:document>"

    assert refusal(read_docx, with_parts(data, {MAIN: main})) == (
        "The DOCX file nests its elements more than 100 deep (in “word/document.xml”)."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "https://evil.example/a.dtd">',
    ],
)
@pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "word/media/image1.png"])
def test_entities_and_document_types_are_refused_in_any_part(data, name, doctype, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<a>&b;</a>'

    assert refusal(read_docx, with_parts(data, {name: xml.encode(encoding)})) == (
        f"The DOCX file defines entities or a document type (in “{name}”)."
    )


@pytest.mark.parametrize(
    "main",
    [
        "",
        "not XML",
        "<a/>",
        "<w:document>",
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:footnoteReference/></w:r></w:p>"
        "</w:body></w:document>",
    ],
)
def test_document_that_can_not_be_read_is_refused(data, main):
    assert refusal(read_docx, with_parts(data, {MAIN: main})) == (
        "The DOCX file is damaged: its text can't be read."
    )


def test_part_that_is_broken_and_not_needed_does_no_harm(data):
    article = read_docx(with_parts(data, {"docProps/app.xml": "<a><b></a>"}))

    assert article.clinician == "Rest."


def test_comments_and_changes_are_counted_in_words_namespace_only(data):
    main = part(data, MAIN).replace("<w:body>", '<w:body><x:ins xmlns:x="urn:x"/>')

    facts = package.check_package(with_parts(data, {MAIN: main}))

    assert (facts.comments, facts.changes) == (0, 0)

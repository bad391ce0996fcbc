"""Hostile files in a process of 300 MB: one clear error each, whatever their few bytes ask for."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from articles.importers import read_data
from tests.articles.importers.word_files import CONTENT_TYPES, part, saved, with_parts, word_file
from tests.articles.importers.words import rendered_words

MOST_MEMORY = 300_000_000
SCRIPT = """\
import sys
from articles.importers import ImportRefusedError, read_data
name, path = sys.argv[1:]
data = open(path, "rb").read()
try:
    read_data(name, data)
except ImportRefusedError as refused:
    print(refused)
# Not ru_maxrss, into which the size of the process that started this one is carried.
status = open("/proc/self/status").read()
peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
print(peak, file=sys.stderr)
"""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GIF_JS = b"GIF89a/*\x01\x00\x01\x00*/=1;alert(1)//"


def bomb() -> bytes:
    """A document of 60 MB of spaces, in some 60 kB."""
    return with_parts(word_file("What helps?", "Rest."), {"word/padding.xml": b" " * 60_000_000})


def understated_bomb() -> bytes:
    """The same, whose directory says that it is small."""
    data = bytearray(bomb())
    size = (60_000_000).to_bytes(4, "little")
    return bytes(data.replace(size, (60).to_bytes(4, "little")))


def with_document(xml: str) -> bytes:
    return with_parts(word_file("What helps?", "Rest."), {"word/document.xml": xml})


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    return with_document(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><w:document {NAMESPACE}><w:body><w:p><w:r>'
        "<w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )


def external_entity() -> bytes:
    return with_document(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {NAMESPACE}><w:body>'
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    )


def nested_tables() -> bytes:
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    xml = part(word_file("What helps?", "Rest."), "word/document.xml")
    return with_document(xml.replace("<w:body>", f"<w:body>{opened * 10_000}{closed * 10_000}"))


def zip_and_page() -> bytes:
    """A web page that is an archive as well."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
    return b"<html><p>What helps?<p>Rest." + buffer.getvalue()


HOSTILE = {
    "zip bomb": ("a.docx", bomb, "The DOCX file unpacks to"),
    "zip bomb with a false size": ("a.docx", understated_bomb, "The DOCX file is damaged"),
    "billion laughs": ("a.docx", billion_laughs, "The DOCX file defines entities"),
    "external entity": ("a.docx", external_entity, "The DOCX file defines entities"),
    "nested tables": ("a.docx", nested_tables, "The DOCX file nests its elements more than"),
    "nested lists": ("a.html", lambda: b"<ul><li>" * 10_000, "The HTML nests its elements"),
    "gzip": ("a.txt", lambda: b"\x1f\x8b" + zlib.compress(b"a" * 10**7), "“a.txt” is a compressed"),
    "GIF and JavaScript": ("a.txt", lambda: GIF_JS, "“a.txt” is a GIF picture, not a text."),
    "GIF called DOCX": ("a.docx", lambda: GIF_JS, "“a.docx” is called .docx, but is a GIF picture"),
    "archive behind a page": ("a.html", zip_and_page, "“a.html” is"),
    "aliases in YAML": (
        "a.md",
        lambda: b"---\na: &a [x]\nb: &b [*a,*a]\n---\nText",
        "Front matter, line 3: aliases are not allowed.",
    ),
    "deep JSON": ("a.json", lambda: b"[" * 1_000_000, "The file is no JSON that can be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_one_clear_error_in_little_memory(name: str, tmp_path: Path) -> None:
    file_name, made, reason = HOSTILE[name]
    path = tmp_path / "upload"
    path.write_bytes(made())
    ran = ran_on(file_name, path)
    assert ran.stdout.startswith(reason)
    assert ran.stdout.count("\n") == 1
    assert int(ran.stderr) < MOST_MEMORY
    assert [found.name for found in tmp_path.iterdir()] == ["upload"]


@pytest.mark.parametrize(("size", "said"), [(9_900_000, ""), (10_000_000, "“a.docx” is too large")])
def test_word_file_of_ten_megabytes_of_pictures_is_read_in_little_memory(
    size: int, said: str, tmp_path: Path
) -> None:
    """With a list that Word counts, whose numbers make a second file of it."""
    document = docx.Document()
    document.add_paragraph("What helps?")
    numbered = document.add_paragraph("Rest.")._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_numId().val = 1
    pictures = {"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + os.urandom(size)}
    path = tmp_path / "upload"
    path.write_bytes(with_parts(saved(document), pictures))
    ran = ran_on("a.docx", path)
    assert ran.stdout.startswith(said) if said else ran.stdout == ""
    assert int(ran.stderr) < MOST_MEMORY
    assert "Compress Pictures" in ran.stdout or not said


def ran_on(file_name: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Read a file in a process of its own; what it prints is why the file was refused."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, file_name, str(path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        timeout=60,
        check=True,
    )


def test_ten_thousand_nested_lists_in_markdown_are_text() -> None:
    lists = "".join(f"{'  ' * min(depth, 60)}- item\n" for depth in range(10_000))
    article = read_data("a.md", f"# What helps?\n\n{lists}".encode())
    assert "".join(rendered_words(article.clinician)).count("item") == 10_000

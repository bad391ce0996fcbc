"""The outside of a DOCX file, checked before anything parses it.

A DOCX file is a ZIP archive of XML parts. Ten megabytes of it can unpack to gigabytes, and XML can
define entities that grow or that name other files. So the declared sizes are limited (Python reads
no more of an entry than it declares), every part is streamed once through expat with limits, and
a document type declaration, which no DOCX needs and all entities do, is refused.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, NoReturn
from xml.parsers import expat

from articles.importers.document import ImportRefusedError, quoted

MOST_ENTRIES = 5_000
MOST_BYTES = 50_000_000
#: A tree of a million elements takes gigabytes; a long article has some ten thousand.
MOST_ELEMENTS = 200_000
MOST_CHARACTERS = 5_000_000
DEEPEST_ELEMENT = 100

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_MAIN_PART = "word/document.xml"
_CONTENT_TYPES = "[Content_Types].xml"
#: Elements of WordprocessingML, in either of its namespaces, that the importer reports on.
_COUNTED = frozenset({"comment", "ins", "del", "moveFrom", "moveTo"})
_WORD = ("http://schemas.openxmlformats.org/wordprocessingml/", "http://purl.oclc.org/ooxml/word")


@dataclass
class PackageFacts:
    """What was seen in the parts: how often each reported element is there, and the totals."""

    seen: Counter[str] = field(default_factory=Counter)
    elements: int = 0
    characters: int = 0

    @property
    def comments(self) -> int:
        """How many comments there are."""
        return self.seen["comment"]

    @property
    def changes(self) -> int:
        """How many tracked changes there are."""
        return self.seen.total() - self.comments


def check_package(data: bytes) -> PackageFacts:
    """Check a file that begins like a ZIP archive; return what the importer has to report.

    Raises ImportRefusedError for an archive that is broken, encrypted, too large or no DOCX, and
    for XML with a document type declaration or beyond the limits.
    """
    facts = PackageFacts()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                with archive.open(entry) as part:
                    _PartScanner(entry.filename, facts).scan(part)
    except ImportRefusedError:
        raise
    except Exception:  # noqa: BLE001 - a broken archive makes zipfile raise seven kinds of errors
        raise ImportRefusedError("The DOCX file is damaged: it can't be unpacked.") from None
    return facts


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise ImportRefusedError(
            f"The DOCX file has {len(entries):,} parts, where {MOST_ENTRIES:,} is the most."
        )
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        raise ImportRefusedError(
            f"The DOCX file unpacks to {size:,} bytes, where {MOST_BYTES:,} is the most."
        )
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ImportRefusedError("The DOCX file is encrypted: save it without a password.")
    names = {entry.filename for entry in entries}
    if _CONTENT_TYPES not in names or _MAIN_PART not in names:
        raise ImportRefusedError("The file is a ZIP archive, but no DOCX file.")


class _PartScanner:
    """Streams one part through expat; one that is no XML, such as a picture, ends at once."""

    def __init__(self, name: str, facts: PackageFacts) -> None:
        self._name = name
        self._facts = facts
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def scan(self, part: IO[bytes]) -> None:
        try:
            while chunk := part.read(_CHUNK):
                self._parser.Parse(chunk, False)
        except expat.ExpatError:
            return

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, local = tag.rpartition(" ")
        if local in _COUNTED and namespace.startswith(_WORD):
            self._facts.seen[local] += 1
        self._depth += 1
        self._facts.elements += 1
        self._characters("".join(attributes.values()))
        if self._depth > DEEPEST_ELEMENT:
            self._refuse(f"nests its elements more than {DEEPEST_ELEMENT} deep")
        if self._facts.elements > MOST_ELEMENTS:
            self._refuse(f"has more than {MOST_ELEMENTS:,} elements")

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _characters(self, text: str) -> None:
        self._facts.characters += len(text)
        if self._facts.characters > MOST_CHARACTERS:
            self._refuse(f"has more than {MOST_CHARACTERS:,} characters")

    def _doctype(self, *_: object) -> None:
        self._refuse("defines entities or a document type")

    def _refuse(self, problem: str) -> NoReturn:
        raise ImportRefusedError(f"The DOCX file {problem} (in {quoted(self._name)}).")

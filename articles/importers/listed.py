"""The list of references at the end of a text: found by its heading, and taken off.

The last section called "References" (or as other journals call it) is the list when it holds
nothing but paragraphs and lists, and something in it looks like a reference. What comes before the
first numbered entry stays in the text. Numbers are the printed ones; where nothing prints them, as
in a list that Word numbers itself, they are the entries' places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from markdown_it.token import Token

from articles.citations.formats.vancouver import LONGEST_ENTRY, taken_apart
from articles.importers.document import quoted
from articles.importers.entries import BARE, PRINTED, Listed, numbered, split_number
from articles.importers.inspection import inspect, plain_words

#: What an article may have; a longer list stays in the text.
MOST_ENTRIES = 500
#: Of a text with its list; no article has a longer one.
LONGEST_TEXT = 1_000_000
#: What ``[n]`` can cite.
LARGEST_NUMBER = 999

_NAMES = (
    r"references?|reference list|list of references|bibliography|literature(?: cited)?|works cited"
    r"|cited works|sources|r[ée]f[ée]rences(?: bibliographiques)?|bibliographie"
    r"|literatur(?:verzeichnis)?|referencias(?: bibliogr[áa]ficas)?|bibliograf[íi]a|bibliografia"
)
_NAME = re.compile(rf"(?:\d{{1,2}}[.)]?\s+)?(?:{_NAMES})\s*:?", re.IGNORECASE)
#: A quick look, before anything is parsed.
_MENTION = re.compile(rf"^[ \t>#*_\d.)\\]*(?:{_NAMES})\b", re.IGNORECASE | re.MULTILINE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ESCAPED = re.compile(r"\\(?=[^\w\s])")
#: Deeper than every heading: a paragraph that does as one.
_BELOW_HEADINGS = 7
_SURE = 2
#: How many sections of such a name are looked at, from the last one on.
_MOST_SECTIONS = 5


@dataclass(frozen=True)
class Section:
    """What was found: the text without the list, and the list; or why it stays in the text."""

    text: str
    entries: Sequence[Listed] = ()
    name: str = ""
    kept_because: str = ""

    @property
    def numbers(self) -> list[int]:
        """The entries' numbers."""
        return numbered(self.entries)


def take_list(markdown: str) -> Section:
    """Return a text's list of references apart from the text, if there is one."""
    if len(markdown) > LONGEST_TEXT or not _MENTION.search(markdown):
        return Section(markdown)
    blocks = list(_blocks(inspect(markdown, 1).tokens))
    lines = markdown.split("\n")
    named = (
        at for at in range(len(blocks) - 1, -1, -1) if is_list_name(_heading_words(blocks[at]))
    )
    last: Section | None = None
    for at in islice(named, _MOST_SECTIONS):
        section = _taken(markdown, lines, blocks[at], _below(blocks, at))
        if section.entries:
            return section
        last = last or section
    return last or Section(markdown)


def _taken(
    markdown: str, lines: Sequence[str], heading: _Block, blocks: Sequence[_Block]
) -> Section:
    """Return the text and the list below a heading, or why there is none."""
    words = _heading_words(heading)
    if not blocks:
        return Section(markdown)
    try:
        everything = _entries(blocks, lines)
        found = _trimmed(everything)
    except _NoListError as problem:
        return Section(markdown, name=words, kept_because=str(problem))
    entries = _joined(found)
    if not _looks_like_references(entries, is_marked=any(each.is_marked for each in found)):
        because = "nothing in it looks like a reference"
        return Section(markdown, name=words, kept_because=because)
    begin = heading.start if found[0] is everything[0] else found[0].start
    parts = ("\n".join(part).strip("\n") for part in (lines[:begin], lines[found[-1].end :]))
    return Section("\n\n".join(filter(None, parts)), entries, words)


def is_list_name(words: str) -> bool:
    """Tell whether a heading is one of a list of references."""
    return len(words) < 60 and _NAME.fullmatch(words.strip()) is not None


class _NoListError(ValueError):
    """A section is no list of references; the text says what it holds besides."""


@dataclass
class _Block:
    """A block of the section: the lines it takes, and its tokens."""

    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.tokens[0].type if self.tokens else ""

    @property
    def is_list(self) -> bool:
        return self.kind in {"ordered_list_open", "bullet_list_open"}


def _below(blocks: Sequence[_Block], place: int) -> Sequence[_Block]:
    """Return the blocks of the section that a heading begins."""
    level = _heading_level(blocks[place]) or _BELOW_HEADINGS
    end = next(
        (at for at in range(place + 1, len(blocks)) if 0 < _heading_level(blocks[at]) <= level),
        len(blocks),
    )
    return blocks[place + 1 : end]


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    block: _Block | None = None
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map:
            block = _Block(token.map[0], token.map[1])
            yield block
        if block is not None:
            block.tokens.append(token)


def _heading_level(block: _Block) -> int:
    return int(block.tokens[0].tag[1:]) if block.kind == "heading_open" else 0


def _heading_words(block: _Block) -> str:
    """Return the words of a heading, or of a paragraph that could do as one, else ""."""
    if block.kind not in {"heading_open", "paragraph_open"} or len(block.tokens) < 2:
        return ""
    source = block.tokens[1].content
    return plain_words(source)[0].strip() if len(source) < 80 else ""


@dataclass(frozen=True)
class _Found:
    """A possible entry, the lines to take away with it, and whether it is an item of a list."""

    start: int
    end: int
    is_item: bool
    entry: Listed

    @property
    def is_marked(self) -> bool:
        """Whether it has a number, or is an item of a list."""
        return self.is_item or self.entry.number is not None


def _entries(blocks: Sequence[_Block], lines: Sequence[str]) -> list[_Found]:
    """Return all that could be an entry, in order. Raises _NoListError for anything else."""
    raw: list[tuple[_Block, int | None, str]] = []
    for block in blocks:
        if block.is_list:
            raw += [(block, number, source) for number, source in _items(block)]
        elif block.kind == "paragraph_open":
            raw += [(part, None, source) for part, source in _paragraphs(block, lines)]
        elif block.kind != "hr":
            what = {"heading_open": "headings", "table_open": "a table"}
            raise _NoListError(f"it holds more than a list ({what.get(block.kind, 'other parts')})")
    if len(raw) > MOST_ENTRIES:
        raise _NoListError(f"it has more than {MOST_ENTRIES} entries")
    worded = [(block, number, *plain_words(source)) for block, number, source in raw]
    bare = sum(1 for *_, words, _ in worded if BARE.match(words)) * 2 > len(worded)
    found = []
    for block, place, words, address in worded:
        printed, rest = split_number(words, bare=bare)
        if rest:
            entry = Listed(printed or place, rest, address)
            found.append(_Found(block.start, block.end, block.is_list, entry))
    return found


def _trimmed(found: Sequence[_Found]) -> list[_Found]:
    """Return the entries without a remark above the first and below the last of a marked list."""
    marked = [at for at, each in enumerate(found) if each.is_marked]
    if not marked:
        return list(found)
    end = marked[-1] + 1
    while end < len(found) and _look(found[end].entry):
        end += 1
    return list(found[marked[0] : end])


def _joined(found: Sequence[_Found]) -> list[Listed]:
    """Return the entries, each with the paragraphs below it that have no number of their own."""
    entries: list[Listed] = []
    for each in found:
        entry = each.entry
        if not entries or each.is_marked or entries[-1].number is None:
            entries.append(entry)
            continue
        last = entries[-1]
        words = f"{last.words} {entry.words}".strip()
        entries[-1] = replace(last, words=words, address=last.address or entry.address)
    return entries


def _items(block: _Block) -> Iterator[tuple[int | None, str]]:
    """Yield number and source of a list's items, each with all that is in it."""
    ordered = block.kind == "ordered_list_open"
    start = int(str(block.tokens[0].attrs.get("start", 1)))
    fits = ordered and 1 <= start <= LARGEST_NUMBER
    parts: list[str] = []
    place = 0
    for token in block.tokens:
        if token.type == "list_item_open" and token.level == 1:
            parts = []
        elif token.type == "inline":
            parts.append(token.content)
        elif token.type == "list_item_close" and token.level == 1:
            number = start + place if fits and start + place <= LARGEST_NUMBER else None
            yield number, " ".join(parts)
            place += 1
        elif token.type in {"fence", "code_block", "html_block", "table_open"}:
            raise _NoListError("it holds more than a list (other parts)")


def _paragraphs(block: _Block, lines: Sequence[str]) -> Iterator[tuple[_Block, str]]:
    """Yield the entries of a paragraph with their lines: each line that is numbered begins one."""
    start, parts = block.start, list[str]()
    for number in range(block.start, block.end):
        words = lines[number].strip().rstrip("\\").strip()
        if parts and PRINTED.match(_ESCAPED.sub("", words)):
            yield _Block(start, number), " ".join(parts)
            start, parts = number, []
        parts.append(words)
    yield _Block(start, block.end), " ".join(parts)


def _looks_like_references(entries: Sequence[Listed], *, is_marked: bool) -> bool:
    """Tell whether there is a reference among the entries; of mere paragraphs, half must be."""
    looks = [_look(entry) for entry in entries]
    return any(looks) if is_marked else 0 < len(looks) <= 2 * looks.count(_SURE)


def _look(entry: Listed) -> int:
    """Return how much an entry looks like a reference: a year alone makes it possible."""
    if len(entry.words) <= LONGEST_ENTRY:
        item = taken_apart(entry.words)
        if item.get("type") != "document" or {"DOI", "PMID", "PMCID"} & item.keys():
            return _SURE
    return _SURE if entry.address else int(bool(_YEAR.search(entry.words)))


def kept_words(section: Section) -> list[str]:
    """Return a warning where a section that is called a list of references stays in the text."""
    if not section.kept_because:
        return []
    return [f"The section {quoted(section.name)} stays in the text: {section.kept_because}."]

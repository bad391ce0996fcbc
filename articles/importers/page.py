"""The text of a page of the site: question, furniture, title, text, furniture.

The question comes first; the first line that is neither it nor furniture is the title. The text is
turned into Markdown in which every word of the source is a word (``page_blocks``, ``writing``),
and trailing numerals become citations (``numerals``). Most such pages list no references; of one
that does, the list becomes references (``listed``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.importers.document import (
    NO_TITLE,
    ImportedArticle,
    ImportRefusedError,
    finished,
    leading_blank_lines,
    numbers_in_words,
    quoted,
)
from articles.importers.furniture import (
    Line,
    furniture_in_text,
    is_furniture,
    read_head,
    text_length,
)
from articles.importers.linking import link
from articles.importers.listed import is_list_name, kept_words, take_list
from articles.importers.numerals import Numerals, plausible_numerals, split_citations
from articles.importers.page_blocks import (
    BlockReader,
    Heading,
    PageBlock,
    PageList,
    Paragraph,
    is_item,
)
from articles.importers.writing import (
    Block,
    Item,
    MarkdownList,
    escape_inline,
    heading,
    paragraph,
    write_blocks,
)
from articles.text import clean_text

LONGEST_TITLE = 200

_MOST_QUESTION_LINES = 3


def read_page(raw: str) -> ImportedArticle:
    """Return the article that a page's text holds.

    Raises ImportRefusedError when there is no text.
    """
    text, warnings = clean_text(raw)
    skipped = leading_blank_lines(raw)
    lines = [
        Line(skipped + number, line.rstrip())
        for number, line in enumerate(text.split("\n"), start=1)
    ]
    question, length, wanted = _question(lines)
    if question and not question.endswith("?"):
        warnings.append(f"The first line, {quoted(question)}, was taken as the question.")
    head = read_head(lines[length:])
    rest = lines[length + head.length :]
    title, body = _title(rest[: text_length(rest)])
    if question and not title:
        warnings.append(NO_TITLE)
    if not any(line.text for line in body):
        what = "a question but no text" if question else "no text"
        raise ImportRefusedError(f"The file holds {what}.")
    reader = BlockReader(body)
    listed = _list_place(reader.blocks)
    numerals = plausible_numerals(_claims(reader.blocks[:listed]))
    blocks = [_written(block, numerals.cited) for block in reader.blocks[:listed]]
    blocks += [_written(block, frozenset()) for block in reader.blocks[listed:]]
    section = take_list(write_blocks(blocks))
    linked = link([section.text], entries=section.entries, typed=True)
    warnings += [*head.warnings, *furniture_in_text(body), *linked.warnings, *kept_words(section)]
    warnings += _block_warnings(reader, numerals, is_listed=bool(section.entries))
    return finished(
        ImportedArticle(
            question=question,
            title=title or question,
            clinician=linked.texts[0],
            references=linked.references,
            source_updated_on=head.updated_on,
            question_wanted=wanted,
            question_guess=title,
            warnings=warnings,
        )
    )


def _list_place(blocks: Sequence[PageBlock]) -> int:
    """Return the place of the block that may begin a list of references, or past the end."""
    places = (
        at
        for at in range(len(blocks) - 1, -1, -1)
        if isinstance(blocks[at], Heading | Paragraph) and is_list_name(_text(blocks[at]))
    )
    return next(places, len(blocks))


def _text(block: PageBlock) -> str:
    return "" if isinstance(block, PageList) else block.text


def _question(lines: Sequence[Line]) -> tuple[str, int, str]:
    """Return the question, how many lines it takes, and why there is none if there is none.

    It is the first line, with the next ones of the same paragraph up to a question mark.
    """
    first = lines[0].text.strip()
    if not first:
        raise ImportRefusedError("The file has no text.")
    if is_furniture(first):
        why = f"There is no question: the first line is a part of the site, {quoted(first)}."
        return "", 0, why
    words: list[str] = []
    for line in lines[:_MOST_QUESTION_LINES]:
        if not line.text:
            break
        words.append(line.text.strip())
        if line.text.endswith("?"):
            return " ".join(words), len(words), ""
    return first, 1, ""


def _title(lines: Sequence[Line]) -> tuple[str, Sequence[Line]]:
    """Return the title and the lines of the text below it.

    Where the first line is a sentence or an item of a list, there is no title and it is text.
    """
    if not lines:
        return "", lines
    first = lines[0].text
    if is_item(first) or first[-1] in ".:;," or len(first) > LONGEST_TITLE:
        return "", lines
    return first, lines[1:]


def _claims(blocks: Sequence[PageBlock]) -> Iterator[str]:
    """Yield the texts in which a numeral may be a citation; a heading makes no claim."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, PageList):
            for item in block.items:
                yield from _claims(item)


def _written(block: PageBlock, cited: frozenset[int]) -> Block:
    if isinstance(block, Heading):
        return heading(block.level, escape_inline(block.text))
    if isinstance(block, Paragraph):
        return paragraph(_inline(block.text, cited))
    return MarkdownList(
        ordered=block.start is not None,
        start=block.start or 0,
        loose=block.loose,
        items=[Item([_written(part, cited) for part in item]) for item in block.items],
    )


def _inline(text: str, cited: frozenset[int]) -> str:
    return "".join(
        f"[{piece.text}]" if piece.is_citation else escape_inline(piece.text)
        for piece in split_citations(text, cited)
    )


def _block_warnings(reader: BlockReader, numerals: Numerals, *, is_listed: bool) -> Iterator[str]:
    if reader.flattened:
        yield (
            f"{reader.flattened} items of lists were nested too deep to be shown "
            "and stand on a higher level."
        )
    if numerals.doubtful:
        yield (
            f"Left as text, not taken as citations: {numbers_in_words(numerals.doubtful)}. "
            "Citations are counted from 1 without large gaps."
        )
    if is_listed:
        return
    if len(numerals.cited) == 1:
        yield "Citation 1 has no reference listed."
    elif numerals.cited:
        yield f"Citations {numbers_in_words(numerals.cited)} have no reference listed."

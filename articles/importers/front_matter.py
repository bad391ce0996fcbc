"""The YAML front matter of a Markdown file: found, parsed safely, and typed key by key.

Only plain data is accepted: YAML's safe types, no aliases (a few lines of them can stand for
gigabytes), no key twice.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from articles.importers.document import ImportRefusedError, quoted
from articles.importers.furniture import parse_date

LONGEST_FRONT_MATTER = 200_000

_FENCE = re.compile(r"---[ \t]*")
_START = re.compile(r"\s*---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """The keys of a front matter, the line of the file on which each stands, and the body.

    A key of a nested mapping is called ``ai.tool``. ``body_line`` is the body's first line.
    """

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int

    def text(self, key: str) -> str:
        """Return a text, or "" when the key is missing or has no value."""
        value = self.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.refused(key, f"must be text, but is {_in_words(value)}")
        return value.strip()

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        values = self.sequence(key)
        if not all(isinstance(value, str) for value in values):
            raise self.refused(key, "must be a list of texts")
        return [value.strip() for value in values]

    def sequence(self, key: str) -> list[Any]:
        """Return a list, empty when the key is missing."""
        value = self.get(key)
        if value is not None and not isinstance(value, list):
            raise self.refused(key, f"must be a list, but is {_in_words(value)}")
        return value or []

    def day(self, key: str) -> date | None:
        """Return a date, written as YAML's or as in ``14 September 2025``."""
        value = self.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        found = parse_date(value) if isinstance(value, str) else None
        if found is None:
            raise self.refused(key, "must be a date such as 2025-09-14")
        return found

    def get(self, key: str) -> Any:
        """Return the value of a key, ``outer.inner`` for nested ones; None when missing."""
        value: Any = self.values
        for name in key.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def refused(self, key: str, problem: str) -> ImportRefusedError:
        """Return the error that names a key, its line and what is wrong with it."""
        return ImportRefusedError(f"Front matter, line {self.lines[key]}: “{key}” {problem}.")


def has_front_matter(text: str) -> bool:
    """Tell whether a text begins with front matter and the front matter ends."""
    start = _START.match(text)
    return start is not None and _END.search(text, start.end()) is not None


def split_front_matter(text: str, first_line: int) -> FrontMatter:
    """Return front matter and body of a clean text whose first line has the number given.

    Without front matter, all of it is body. Raises ImportRefusedError, with the line, for front
    matter that does not end, is too long, is no YAML mapping or uses more than plain data.
    """
    head, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(head):
        return FrontMatter({}, {}, text, first_line)
    end = _END.search(rest)
    if end is None:
        raise ImportRefusedError(
            f"The front matter that begins on line {first_line} is not closed by a line “---”."
        )
    source = rest[: end.start()]
    if len(source) > LONGEST_FRONT_MATTER:
        raise ImportRefusedError(
            f"The front matter is too long: {len(source):,} characters, "
            f"where {LONGEST_FRONT_MATTER:,} is the most."
        )
    node, value = _load(source, first_line + 1)
    lines = {} if node is None else _lines(node, first_line + 1)
    body_line = first_line + source.count("\n") + 2
    return FrontMatter(value, lines, rest[end.end() + 1 :], body_line)


class _PlainLoader(yaml.SafeLoader):
    """YAML's safe loader, without aliases and repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", mark)
        return super().compose_node(parent, index)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - the signature is PyYAML's
    ) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {quoted(key.value)} is there twice", key.start_mark
                )
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def _said(error: yaml.MarkedYAMLError) -> str:
    """Return what is wrong, in our words where the parser's are about itself."""
    problem = str(error.problem)
    if problem.startswith("could not determine a constructor"):
        return "a tag, which begins with “!”, is not allowed; put the value in quotes"
    return problem


def _load(source: str, first_line: int) -> tuple[yaml.MappingNode | None, dict[str, Any]]:
    """Return the front matter's node, for its lines, and its value."""
    try:
        loader = _PlainLoader(source)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise ImportRefusedError(f"Front matter, line {line}: {_said(error)}.") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise ImportRefusedError(
            "The front matter can't be read: it has a date that is none, such as a 13th month, or"
            " a character that can't stand there."
        ) from None
    except RecursionError:
        raise ImportRefusedError("The front matter is nested too deep.") from None
    if value is None:
        return None, {}
    if not isinstance(node, yaml.MappingNode) or not isinstance(value, dict):
        raise ImportRefusedError(f"Front matter, line {first_line}: it must be “key: value” lines.")
    return node, value


def _lines(node: yaml.MappingNode, first_line: int, prefix: str = "") -> dict[str, int]:
    """Return the lines of the keys, and of the keys of the mappings in it."""
    lines = {}
    for key, value in node.value:
        name = f"{prefix}{key.value}"
        lines[name] = first_line + key.start_mark.line
        if isinstance(value, yaml.MappingNode) and not prefix:
            lines |= _lines(value, first_line, f"{name}.")
    return lines


def _in_words(value: object) -> str:
    """Return what a YAML value is, for somebody who meant something else."""
    if isinstance(value, bool):
        return "yes or no to YAML (put it in quotes)"
    if isinstance(value, int | float):
        return "a number to YAML (put it in quotes)"
    if isinstance(value, date):
        return "a date to YAML (put it in quotes)"
    if isinstance(value, list):
        return "a list"
    return "a mapping" if isinstance(value, dict) else "something else"

"""What leads to an article without being a word of it: who wrote and signed it, what it cites.

Pure: the index is filled with these keys, and a reader's query is turned into one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from articles.citations.fields import text_field
from articles.citations.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from articles.search_table import fold
from articles.text import strip_hidden
from articles.words import LONGEST_QUERY

#: How an article has to do with a key.
ITSELF, SIGNED, WRITTEN, CITED = "itself", "signed", "written", "cited"
LONGEST_KEY = 255
#: More words than this are a question, and no name.
MOST_NAMES = 5

_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_NO_NAME = frozenset({"dr", "prof", "professor", "jr", "sr"})
_IDENTIFIERS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("doi", "DOI", lambda raw: normalise_doi(raw).lower()),
    ("pmid", "PMID", normalise_pmid),
    ("pmcid", "PMCID", normalise_pmcid),
)
_ADDRESS = re.compile(r"(?:https?://[^/\s]+)?/articles/([-\w]+)/\S*", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)
_DIGEST = re.compile(r"(?:sha-?256:?\s*)?([0-9a-f]{64})", re.ASCII | re.IGNORECASE)


class Key(NamedTuple):
    """A key of an article; of a signer's name also whose it is."""

    key: str
    kind: str
    person: str = ""  # the signer's uid


def keys_of(
    slug: str, digest: str, document: Mapping[str, Any], signers: Iterable[Mapping[str, Any]]
) -> list[Key]:
    """Return the keys of a publication, each once."""
    found = [Key(f"article:{slug}", ITSELF), Key(f"digest:{digest}", ITSELF)]
    found += [Key(key, SIGNED, s["id"]) for s in signers for key in _name_keys(s["name"])]
    found += [Key(key, WRITTEN) for a in document["authors"] for key in _name_keys(a["name"])]
    found += [Key(key, CITED) for item in document["references"] for key in _cited(item)]
    return list(dict.fromkeys(key._replace(key=key.key[:LONGEST_KEY]) for key in found))


def asked_key(query: str) -> str:
    """Return the one key that a query may be: an identifier, an address or a name; else ""."""
    text = " ".join(strip_hidden(query)[:LONGEST_QUERY].split())
    for pattern, prefix in ((_ADDRESS, "article"), (_SLUG, "article"), (_DIGEST, "digest")):
        match = pattern.fullmatch(text)
        if match:
            return f"{prefix}:{match[match.re.groups].lower()}"
    for prefix, _field, normal in _IDENTIFIERS:
        try:
            return f"{prefix}:{normal(text)}"[:LONGEST_KEY]
        except ValueError:
            continue
    # Credentials stand after a comma, and so does the given name where the family name is first.
    names = _names(text.partition(",")[0])
    return f"name:{' '.join(names)}"[:LONGEST_KEY] if 0 < len(names) <= MOST_NAMES else ""


def is_identifier(key: str) -> bool:
    """Tell whether a key can be no words that one might look for as well.

    A bare number may be a year or a dose, and a name is of words.
    """
    return key.partition(":")[0] in ("doi", "pmcid", "digest")


def _cited(item: Mapping[str, Any]) -> Iterator[str]:
    for prefix, field, normal in _IDENTIFIERS:
        raw = text_field(item, field)
        try:
            if raw:
                yield f"{prefix}:{normal(raw)}"
        except ValueError:
            continue


def _name_keys(name: str) -> Iterator[str]:
    """Yield the ways to ask for a person: whole, family name, without middle names, initials.

    Where a family name begins can't always be told, so it may begin anywhere but in front.
    """
    names = _names(name)
    for at in range(len(names)):
        yield f"name:{' '.join(names[at:])}"
    if len(names) > 1:
        yield f"name:{names[0]} {names[-1]}"
        initials = "".join(name[0] for name in names[:-1])
        yield from (f"name:{names[-1]} {initials[:length]}" for length in range(1, 3))


def _names(text: str) -> list[str]:
    found = (word.replace("\u2019", "'") for word in _WORD.findall(fold(text).lower()))
    return [word for word in found if word not in _NO_NAME]

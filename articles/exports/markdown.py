"""Markdown with front matter, and JSON: both hold all that is reviewed, and can be read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from articles.exports.exported import Exported
from articles.importers.exact import BANNER_BLOCK, EXPORT_FORMAT
from articles.importers.markdown import PLAIN_MARK

# What YAML refuses in its source, or folds into a space.
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def write_markdown(exported: Exported) -> bytes:
    """Return a revision as Markdown; the texts stand in it as they were frozen."""
    document = exported.document
    clinician, plain = document["clinician"], document["plain"]
    banner = "" if exported.is_approved else BANNER_BLOCK
    front = dict(_front_matter(exported))
    body = banner + clinician
    if PLAIN_MARK in clinician or PLAIN_MARK in plain:
        front["plain"] = _yaml(plain)
    elif plain:
        body += f"\n\n{PLAIN_MARK}\n\n{plain}"
    lines = "\n".join(f"{key}: {value}" for key, value in front.items())
    return f"---\n{lines}\n---\n{body}\n".encode()


def write_json(exported: Exported) -> bytes:
    """Return a revision as JSON: the content document is what the digest is of.

    What each author did stands beside it, and is not read back: each states it for themselves.
    """
    value = {
        "format": EXPORT_FORMAT,
        "status": _status(exported),
        "banner": exported.banner,
        "slug": exported.slug,
        "digest": exported.digest,
        "content": exported.document,
        "credit": json.loads(exported.credit or "[]"),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _front_matter(exported: Exported) -> Iterator[tuple[str, str]]:
    document = exported.document
    yield "format", _yaml(EXPORT_FORMAT)
    yield "status", _yaml(_status(exported))
    if exported.banner:
        yield "banner", _yaml(exported.banner)
    for key in ("question", "title"):
        yield key, _yaml(document[key])
    yield "slug", _yaml(exported.slug)
    yield "specialty", _yaml(document["specialty"]["slug"])
    yield "kind", _yaml(document["kind"])
    yield "authors", _yaml([author["name"] for author in document["authors"]])
    if exported.credit:
        yield "credit", _yaml(_credit(exported))
    yield "ai", _yaml(document["ai"])
    yield "funding", _yaml(document["funding"])
    yield "disclaimer", _yaml(document["disclaimer"])
    if document["source_updated_on"]:
        yield "updated", _yaml(document["source_updated_on"])
    yield "revision", str(document["number"])
    yield "digest", _yaml(exported.digest)
    items = "".join(f"\n  - {_yaml(item)}" for item in document["references"])
    yield "references", items or "[]"


def _credit(exported: Exported) -> list[dict[str, Any]]:
    names = ("name", "orcid", "roles", "corresponding")
    return [{name: author[name] for name in names} for author in exported.authors]


def _status(exported: Exported) -> str:
    return "approved" if exported.is_approved else "pending"


def _yaml(value: Any) -> str:
    """Return a value as JSON on one line, which YAML reads as the same value."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

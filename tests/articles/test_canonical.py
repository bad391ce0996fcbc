from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.canonical import LARGEST_INTEGER, canonical, digest
from articles.digests import rendering_digest

ROOT = Path(__file__).parents[2]

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


def test_canonical_known_value_is_the_text_of_rfc_8785():
    # Section 3.2.2 and 3.2.3 of the RFC: escapes, and keys in UTF-16 order.
    value = {"\u20ac": "Euro", "\r": "\n", "1": True, "\U0001f600": None, "\ufb33": [1, "\x0f/"]}

    assert canonical(value) == (
        '{"\\r":"\\n","1":true,"\u20ac":"Euro","\U0001f600":null,"\ufb33":[1,"\\u000f/"]}'
    )


@given(JSON_VALUES)
def test_canonical_any_json_reads_back_the_same(value):
    text = canonical(value)

    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


def test_canonical_other_order_of_keys_gives_the_same_text():
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (1.5, r"\$: float is not allowed"),
        ({"a": [0, {"b": 2.0}]}, r"\$\.a\[1\]\.b: float is not allowed"),
        ({"a": date(2025, 1, 2)}, r"\$\.a: date is not allowed"),
        ([("tuple",)], r"\$\[0\]: tuple is not allowed"),
        ({"a": {1: "x"}}, r"\$\.a: a key must be text, not int"),
        ([2**53], r"\$\[0\]: an integer beyond"),
        ({"a": "\ud800"}, r"\$\.a contains half of a surrogate pair"),
        ({"a": {"\udfff": 1}}, r"\$\.a: a key contains half of a surrogate pair"),
        (b"bytes", r"\$: bytes is not allowed"),
    ],
)
def test_canonical_not_json_names_the_path(value, message):
    with pytest.raises(ValueError, match=message):
        canonical(value)


def test_canonical_circular_value_is_refused():
    value: list[object] = []
    value.append(value)

    with pytest.raises(ValueError, match="nested more than 64 deep"):
        canonical(value)


def test_digest_known_text_is_its_sha256():
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_rendering_digest_is_that_of_the_canonical_parts():
    toc = [{"level": 2, "id": "s-a", "text": "A"}]
    parts = {"clinician": "<p>1</p>", "plain": "", "references": "<ol></ol>", "toc": toc}

    assert rendering_digest("<p>1</p>", "", "<ol></ol>", toc) == digest(canonical(parts))


@pytest.mark.parametrize("part", range(4))
def test_rendering_digest_any_part_changed_changes_it(part):
    parts = ["<p>1</p>", "<p>2</p>", "<ol></ol>", [{"level": 2, "id": "s-a", "text": "A"}]]
    before = rendering_digest(*parts)
    parts[part] = [] if part == 3 else "other"

    assert rendering_digest(*parts) != before


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("articles.digests", ["django", "markdown_it", "nh3", "citeproc", "idutils"]),
        ("articles.rendering", ["django"]),
        ("articles.citations.check", ["django"]),
    ],
)
def test_import_without_settings_loads_nothing_it_need_not(module, absent):
    code = f"import sys, {module}; print([m for m in {absent!r} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "[]"

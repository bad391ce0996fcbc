from __future__ import annotations

import pytest

from articles.citations.syntax import expand
from articles.markup import cited_keys


@pytest.mark.parametrize(
    ("markdown", "keys"),
    [
        ("a [1]", ("1",)),
        ("a [1,2] b [ 3 , 4 ]", ("1", "2", "3", "4")),
        ("a [2; 1]", ("2", "1")),
        ("a [1-3]", ("1", "2", "3")),
        ("a [1\u20133, 7]", ("1", "2", "3", "7")),
        ("a [1,\n2]", ("1", "2")),
        ("a [@roe2020]", ("roe2020",)),
        ("a [@roe:2020/x; @müller-1]", ("roe:2020/x", "müller-1")),
        ("a [1; @roe]", ("1", "roe")),
        ("a [^1] [^note]", ("1", "note")),
        ("a [@1] [1] [^1]", ("1",)),
        ("a [1][2][1]", ("1", "2")),
        ("a [[1]]", ("1",)),
        ("**[1]** *x [2]*", ("1", "2")),
        ("# Heading [1]\n\n- item [2]\n  1. inner [3]\n\n> quoted [4]", ("1", "2", "3", "4")),
        ("| a | b [1] |\n|---|---|\n| x [2] | y [1, 3] |", ("1", "2", "3")),
        ("[1]: https://example.org/", ("1",)),
        ("[^1]: Roe J. A title. 2020.", ("1",)),
        ("a [1](see below)", ("1",)),
        ("a [1](unclosed", ("1",)),
        ("a [see [1] here](https://example.org/)", ("1",)),
        ("[1-50]", tuple(str(number) for number in range(1, 51))),
    ],
)
def test_cited_keys_citation_is_found_in_order(markdown, keys):
    assert cited_keys(markdown) == keys


@pytest.mark.parametrize(
    "markdown",
    [
        "`[1]`",
        "`` a ` [1] ``",
        "```\n[1]\n```",
        "    [1]",
        "\\[1]",
        "[1\\]",
        "&#91;1&#93;",
        "[1](https://example.org/)",
        "[1](<#s-a> 'title')",
        "[1](javascript:alert(1))",
        "![1](x.png)",
        "![a [1] b](x.png)",
        "<https://example.org/[1]>",
        "[text](https://example.org/[1])",
        "[3-1]",
        "[1-51]",
        "[0]",
        "[0-5]",
        "[01]",
        "[2019]",
        "[1.5-2]",
        "[1, b]",
        "[a]",
        "[ ]",
        "[]",
        "[@]",
        "[@a b]",
        "[1",
        "[-1]",
        "[\u0663]",
    ],
)
def test_cited_keys_what_only_looks_like_a_citation_is_left(markdown):
    assert cited_keys(markdown) == ()


def test_expand_repeated_keys_are_named_once():
    assert expand("2, 1-3, @2") == ("2", "1", "3")


def test_expand_one_bad_range_spoils_the_group():
    assert expand("1, 9-2") == ()

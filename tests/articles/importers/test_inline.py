from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.inline import Losses, inline, plain
from articles.importers.tree import ID_PREFIX, Node
from articles.importers.writing import paragraph
from tests.articles.importers.words import rendered_words

TEXTS = st.text("ab *_[](!<&~\\|.+-#:\n")
LEAVES = TEXTS | st.just(Node("br"))
LOOKS = st.sampled_from(["strong", "em", "s", "u", "a"])


def element(tag: str, children: list[Node | str]) -> Node:
    return Node(tag, {"href": "https://a.example/(x)?y=_*"} if tag == "a" else {}, children)


NODES = st.recursive(
    LEAVES, lambda inner: st.builds(element, LOOKS, st.lists(inner, max_size=3)), max_leaves=6
)


def bold(*children: Node | str) -> Node:
    return Node("strong", {}, list(children))


def italic(*children: Node | str) -> Node:
    return Node("em", {}, list(children))


def note(number: int) -> Node:
    link = {
        "href": f"#{ID_PREFIX}footnote-{number}",
        "id": f"{ID_PREFIX}footnote-ref-{number}",
    }
    return Node("sup", {}, [Node("a", link, ["[9]"])])


@given(st.lists(NODES, max_size=5))
def test_words_come_out_as_they_stand(nodes):
    source = Node("p", {}, nodes).text()

    markdown = paragraph(inline(nodes, Losses()))

    assert "".join(rendered_words(markdown)) == "".join(source.split())
    assert " ".join(source.split()) == plain(nodes)


@given(st.lists(TEXTS | st.integers(1, 3), max_size=6))
def test_notes_are_numbered_by_first_citation_and_leave_the_words_alone(parts):
    cited = list(dict.fromkeys(part for part in parts if isinstance(part, int)))
    nodes = [note(part) if isinstance(part, int) else part for part in parts]
    losses = Losses()

    markdown = paragraph(inline(nodes, losses))

    assert losses.notes == [f"{ID_PREFIX}footnote-{number}" for number in cited]
    words = "".join(part if isinstance(part, str) else "" for part in parts)
    rendered = "".join(rendered_words(markdown))
    for number in (1, 2, 3):
        rendered = rendered.replace(str(number), "")
    bare = str.maketrans("", "", "[],")
    assert rendered.translate(bare) == "".join(words.split()).translate(bare)


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        (
            [bold("bold"), " and ", italic("italic"), " and ", bold(italic("both"))],
            "**bold** and *italic* and ***both***",
        ),
        (["with", bold(" space "), "inside"], "with **space** inside"),
        ([bold("two "), bold("runs")], "**two runs**"),
        (["in", bold("side"), "words"], "in**side**words"),
        (["x", bold("(y)"), "z"], "x(y)z"),
        (["(", bold("(y)"), ")"], "(**(y)**)"),
        ([bold("two"), italic("looks")], "**two**looks"),
        ([bold("a*b")], "**a\\*b**"),
        ([bold("line"), Node("br"), "break"], "**line**  \nbreak"),
        (["a", Node("br"), Node("br"), " - b"], "a  \n- b"),
        (["tab\tand   spaces"], "tab and spaces"),
    ],
)
def test_emphasis_is_kept_where_markdown_can_say_it(nodes, expected):
    assert inline(nodes, Losses()) == expected


def test_raised_and_lowered_digits_do_not_become_plain_ones():
    nodes = [
        *("Below 10", Node("sup", {}, ["-9"]), " M CO", Node("sub", {}, ["2"])),
        *(" on the 1", Node("sup", {}, ["st"])),
    ]

    assert inline(nodes, Losses()) == "Below 10⁻⁹ M CO₂ on the 1st"


def test_exclamation_mark_before_a_link_or_a_note_makes_no_picture():
    nodes = ["See!", element("a", ["here"]), "!", note(1)]

    assert inline(nodes, Losses()) == "See\\![here](https://a.example/%28x%29?y=_*)\\![1]"


def test_link_to_a_note_that_the_document_made_itself_is_text():
    link = Node("a", {"href": f"#{ID_PREFIX}footnote-1"}, ["[1]"])

    assert inline([link], Losses()) == "\\[1]"


def test_checkboxes_are_shown():
    nodes = [Node("input", {"type": "checkbox", "checked": "checked"}), "yes ", Node("input"), "no"]

    assert inline(nodes, Losses()) == "☑ yes ☐ no"


def test_bookmark_is_nothing():
    assert inline(["a", Node("a", {"id": "x"}), "b"], Losses()) == "ab"

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.markup import Heading, Rendered, image_digests, render
from articles.parser import DEEPEST_BLOCK
from tests.articles.allowlist import inspect, text_of

REL = 'rel="noopener noreferrer nofollow"'

PIECES = [
    *("[1]", "[2-4]", "[@k]", "[^1]", "\\[1]", "`[1]`", "[a](", "](", ")", "![", "![x](y.png)"),
    *("https://e.org", "//evil.org", "/\\evil", "javascript:alert(1)", "data:text/html,x", "#s"),
    *(
        "<script>",
        "</p>",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "<https://e.org/%E2%80%AE>",
    ),
    *("<javascript:x>", "&#x202E;", "&#0;", "&lt;", "&colon;", "&Tab;", "\x00", "\u202e", "\ud800"),
    *(
        "# ",
        "## ",
        "#### ",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "```",
        "`",
        "*",
        "**",
        "_",
        "\\",
    ),
    *(
        "| a | b |\n|---|:-:|\n| [1] | ",
        "|",
        "---\n",
        "===\n",
        "[1]: /x\n",
        "word",
        " ",
        '"',
        "'",
        "\t",
    ),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def test_render_headings_start_at_the_second_level_and_have_ids():
    rendered = render(
        "# One\n\n## Two\n\n### Three *em* `code`\n\n#### Four\n\nSet\n===\n\n###### Six"
    )

    assert rendered.toc == (
        Heading(2, "s-one", "One"),
        Heading(2, "s-two", "Two"),
        Heading(3, "s-three-em-code", "Three em code"),
        Heading(4, "s-four", "Four"),
        Heading(2, "s-set", "Set"),
        Heading(6, "s-six", "Six"),
    )
    assert '<h2 id="s-one">One</h2>' in rendered.html
    assert '<h3 id="s-three-em-code">Three <em>em</em> <code>code</code></h3>' in rendered.html


def test_render_headings_of_one_text_get_ids_of_their_own():
    toc = render("# A\n\n# a!\n\n# A 2\n\n# A\n\n# 治疗\n\n# 1\n\n# 预后").toc

    assert " ".join(heading.id for heading in toc) == "s-a s-a-2 s-a-2-2 s-a-3 s-1 s-1-2 s-2"


def test_render_heading_text_is_plain_and_without_citations():
    rendered = render("## Tumours < 5 cm & *more* [1] ![alt](x.png)")

    assert rendered.toc == (Heading(2, "s-tumours-5-cm-more-alt", "Tumours < 5 cm & more alt"),)
    assert rendered.cited == ("1",)


@pytest.mark.parametrize("markdown", ["#", "## [1]", "# &#x200B;"])
def test_render_heading_without_text_is_no_heading(markdown):
    rendered = render(markdown)

    assert rendered.toc == ()
    assert "<h" not in rendered.html


def test_render_other_anchor_keeps_ids_apart():
    markdown = "# A\n\n# C 1 1\n\n# S A\n\ntext [1]"
    clinician, plain = render(markdown), render(markdown, anchor="p")

    inspect(clinician.html + plain.html)
    assert [heading.id for heading in plain.toc] == ["p-s-a", "p-s-c-1-1", "p-s-s-a"]
    assert 'id="p-1-1"' in plain.html


@pytest.mark.parametrize("anchor", ["", "s", "C", "pp", "1", '"'])
def test_render_bad_anchor_is_refused(anchor):
    with pytest.raises(ValueError, match="is not an anchor"):
        render("text", anchor=anchor)


def test_render_citation_is_a_link_for_each_number():
    rendered = render("Text [@roe, 7].")

    assert rendered.cited == ("roe", "7")
    assert rendered.html == (
        '<p>Text <sup class="cite">['
        '<a id="c-1-1" href="#ref-1" aria-label="Reference 1">1</a>, '
        '<a id="c-2-1" href="#ref-2" aria-label="Reference 2">2</a>]</sup>.</p>'
    )


def test_render_second_citation_of_a_reference_has_an_id_of_its_own():
    html = render("a [1] b [1] c [1, @1]").html

    assert inspect(html).ids == ["c-1-1", "c-1-2", "c-1-3"]


def test_render_given_numbers_are_shown_and_missing_ones_continue():
    html = render("a [5] b [@new] c [9]", numbers={"9": 1, "5": 2}).html

    assert inspect(html).links == ["#ref-2", "#ref-3", "#ref-1"]


def test_render_keys_that_share_a_number_are_shown_once():
    assert inspect(render("a [1, 2]", numbers={"1": 4, "2": 4}).html).links == ["#ref-4"]


@pytest.mark.parametrize(
    "markdown",
    ["- item [1]\n  - inner [2]", "| a |\n|---|\n| x [1] [2] |", "> q [1]\n\n1. x [2]"],
)
def test_render_citations_in_structure_are_links(markdown):
    assert inspect(render(markdown).html).links == ["#ref-1", "#ref-2"]


def test_render_escaped_and_code_citations_stay_text():
    rendered = render("\\[1] `[2]`\n\n    [3]")

    assert rendered.cited == ()
    assert text_of(rendered.html) == "[1] [2] [3]"


def test_render_nested_lists_keep_their_depth():
    html = render("1. a\n\n   - b\n     - c\n\n3. d").html

    assert html.replace("\n", "") == (
        "<ol><li><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></li><li><p>d</p></li></ol>"
    )


def test_render_list_that_starts_later_says_so():
    assert '<ol start="3">' in render("3. c\n4. d").html


def test_render_tables_can_be_scrolled_and_are_numbered():
    table = "| Drug | Dose |\n|:-----|-----:|\n| a | 1 |\n\n"
    html = render(table * 2).html

    assert (
        html.count('<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">')
        == 1
    )
    assert 'aria-label="Table 2"' in html
    assert '<th class="align-left" scope="col">Drug</th>' in html
    assert '<td class="align-right">1</td>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[a](https://e.org/?a=1&b=2)", f'<a href="https://e.org/?a=1&amp;b=2" {REL}>a</a>'),
        ("<http://e.org>", f'<a href="http://e.org" {REL}>http://e.org</a>'),
        ("[a](mailto:a@e.org)", '<a href="mailto:a@e.org">a</a>'),
        ("<a@e.org>", '<a href="mailto:a@e.org">a@e.org</a>'),
        ("[a](#s-b)", '<a href="#s-b">a</a>'),
        ("[a](/board/)", '<a href="/board/">a</a>'),
        ('[a](/board/ "title")', '<a href="/board/">a</a>'),
    ],
)
def test_render_safe_link_is_a_link(markdown, html):
    assert render(markdown).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&Tab;script:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,x",
        "file:///etc/passwd",
        "ftp://e.org",
        "//evil.org",
        "/\\evil.org",
        "\\\\evil.org",
        "/%5Cevil.org",
        "/%2Fevil.org",
        "/&Tab;/evil.org",
        "/a%0d%0aSet-Cookie:x",
        "relative/path",
        "?query",
        "#",
        "",
        "https:evil.org",
        "https:///evil.org",
        "https://doi.org@evil.org/",
        "https://[::1",
        "mailto:nobody",
    ],
)
def test_render_other_link_becomes_its_text(address):
    assert render(f"a [text]({address}) b").html == "<p>a text b</p>"


def test_render_citation_inside_a_link_wins_over_the_link():
    html = render("[see [1] there](https://e.org/)").html

    assert inspect(html).links == ["#ref-1"]
    assert text_of(html) == "[see [1] there](https://e.org/)"


def test_render_bare_address_stays_text():
    assert render("see https://e.org and www.e.org").html == (
        "<p>see https://e.org and www.e.org</p>"
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a ![scan *of* `x`](https://e.org/x.png) b", "a scan of x b"),
        ("a ![scan](x.png 'title') b", "a scan b"),
        ("a ![](x.png) b", "a b"),
        ("![outer ![inner](a) end](b)", "outer inner end"),
        ("![see [1]](x.png)", "see [1]"),
        ("[![scan](x.png)](https://e.org/)", "scan"),
    ],
)
def test_render_image_becomes_its_alternative_text(markdown, text):
    html = render(markdown).html

    assert "<img" not in html
    assert ".png" not in html
    assert text_of(html) == text


def test_render_raw_html_is_shown_as_text():
    html = render("<script>alert(1)</script>\n\na <b onclick='x'>b</b> <!-- c -->").html

    assert text_of(html) == "<script>alert(1)</script> a <b onclick='x'>b</b> <!-- c -->"
    assert inspect(html).links == []


def test_render_character_references_cannot_hide_text():
    html = render("a&#x202E;b&#x200B;c&#xE0041; <https://e.org/%E2%80%AE>").html

    assert text_of(html) == "abc https://e.org/"


def test_render_definition_of_a_link_is_not_swallowed():
    assert text_of(render("[note]: https://e.org/ 'hidden'").html) == (
        "[note]: https://e.org/ 'hidden'"
    )


@pytest.mark.parametrize("marker", ["> ", "- ", "> - ", "1. "])
def test_render_text_nested_too_deeply_is_not_lost(marker):
    for depth in (DEEPEST_BLOCK // 2, DEEPEST_BLOCK, 10 * DEEPEST_BLOCK):
        rendered = render(f"{marker * depth}deep [1]")

        assert "deep" in text_of(rendered.html)
        assert rendered.cited == ("1",)


def test_render_long_hostile_runs_come_out_whole():
    for run in ("[" * 2000, "![" * 1000, "*a " * 2000, "[1](" * 1000, "<" * 2000):
        assert text_of(render(f"{run} end").html).endswith("end")


@pytest.mark.parametrize("markdown", ["", " \n ", "\ufeff", "\x00"])
def test_render_nothing_is_nothing(markdown):
    assert render(markdown) == Rendered("", (), ())


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters()) | HOSTILE)
@example("# <script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> [1]")
def test_render_any_text_is_safe_and_the_same_each_time(markdown):
    rendered = render(markdown)

    inspector = inspect(rendered.html)
    assert render(markdown) == rendered
    headings = {heading.id for heading in rendered.toc}
    assert headings <= set(inspector.ids)
    lowered = rendered.html.lower()
    for forbidden in ("<script", "<img", "<!--", 'href="javascript', 'href="//', 'href="data'):
        assert forbidden not in lowered


DIGEST = "ab" * 32
IMAGE = {"digest": DIGEST, "kind": "png", "width": 40, "height": 20}


def test_render_picture_of_the_article():
    html = render(f'![A "kidney" & *more*](image:{DIGEST} "title")', images=[IMAGE]).html

    assert html == (
        f'<p><img src="/images/{DIGEST}.png" alt="A &quot;kidney&quot; &amp; more"'
        ' width="40" height="20" loading="lazy"></p>'
    )


@pytest.mark.parametrize(
    "address",
    [
        f"image:{'cd' * 32}",
        f"image:{DIGEST.upper()}",
        f"image:{DIGEST}/x",
        f"IMAGE:{DIGEST}",
        f"/images/{DIGEST}.png",
        f"https://e.org/{DIGEST}.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_render_no_other_picture(address):
    assert render(f"![words]({address})", images=[IMAGE]).html == "<p>words</p>"


def test_render_no_picture_from_html_or_from_a_text_without_any():
    raw = f'<img src="/images/{DIGEST}.png" onerror="x">'

    assert "<img" not in render(raw, images=[IMAGE]).html
    assert "<img" not in render(f"![words](image:{DIGEST})").html


def test_image_digests_in_order_of_first_use():
    one, two = "1" * 64, "2" * 64
    clinician = f"![](image:{two}) and `![](image:{'3' * 64})`"
    plain = f"[![a](image:{one})](https://e.org) ![](image:{two})"

    assert image_digests(clinician, plain) == (two, one)

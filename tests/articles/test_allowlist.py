"""The second parser says no: else its silence about our HTML would mean nothing."""

from __future__ import annotations

import pytest
from html5lib.html5parser import ParseError
from hypothesis import example, given
from hypothesis import strategies as st

from articles.markup import render
from tests.articles.allowlist import inspect

DIGEST = "a" * 64
IMAGES = [{"digest": DIGEST, "kind": "png", "width": 2, "height": 1}]
RAW = [
    *("<svg><style>", "<math><mtext><table><mglyph>", "</style>", "<img src=x onerror=alert(1)>"),
    *("<noscript><p title='</noscript>", "<a href=javascript:alert(1)>", "<form id=x>", "<b>"),
    *("<iframe srcdoc='<script>'>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml ?>", "<template>"),
    *("<a name=x>", "<base href=//e>", "<p style=x>", '" onload="', "<textarea>", "&lt;b&gt;"),
    *(f"![x](image:{DIGEST})", '![" onerror="](image:' + DIGEST + ")", "[x](vbscript:x)", "\n\n"),
    *("[x](//e.org)", "[x](\\\\e.org)", "[x](data:text/html,x)", "[x](https://u@e.org)", "```\n"),
    *("[x](JaVaScRiPt&colon;x)", "[x](https://e.org 'a\" b')", "> ", "| a |\n|---|\n| ", "[1]"),
]


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        '<p onclick="x">x</p>',
        '<a href="javascript:x">x</a>',
        '<a href="//evil.org">x</a>',
        '<img src="https://e.org/x.png" alt="">',
        '<p id="a">x</p>',
        "<p>a<!-- b --></p>",
        "<svg></svg>",
        "<p>\u202e</p>",
        '<li id="a"></li><li id="a"></li>',
    ],
)
def test_what_is_not_on_the_list_is_found(html: str) -> None:
    with pytest.raises(AssertionError):
        inspect(html)


@pytest.mark.parametrize("html", ["<em>a", "</p>", "<b><i>x</b></i>", "<p title=a<b>x</p>"])
def test_what_a_browser_would_have_to_mend_is_found(html: str) -> None:
    with pytest.raises(ParseError):
        inspect(html)


@given(st.lists(st.sampled_from(RAW) | st.text(max_size=9), max_size=12).map("".join))
@example("<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=x>'>")
def test_raw_html_of_any_kind_comes_out_as_text(markdown: str) -> None:
    rendered = render(markdown, images=IMAGES)
    assert set(inspect(rendered.html).images) <= {f"/images/{DIGEST}.png"}

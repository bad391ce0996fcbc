from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.html import html_to_markdown, read_html
from articles.importers.html_tree import DEEPEST_ELEMENT, LONGEST_HTML, MOST_ELEMENTS
from articles.markup import render
from tests.articles.allowlist import inspect, text_of
from tests.articles.importers.refusals import imported_or_refused, refusal
from tests.articles.importers.words import rendered_html

#: What Word 365 puts on the clipboard, shortened: its lists are paragraphs, its bullets text.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator
content="Microsoft Word 15"><link rel=File-List href="file:///C:/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
<h1><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>First-line
treatment<o:p></o:p></h1>
<p class=MsoNormal>Give <b style='mso-bidi-font-weight:normal'>aspirin</b> once [1], see
<a href="https://a.example/guide?a=1&amp;b=2">the guideline</a><span
class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a
class=msocomanchor href="#_msocom_1" language=JavaScript>[AI1]</a><![endif]></span></span>, at
10<sup>9</sup>/L<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First</p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if
!supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Nested</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>\u00b7<span>&nbsp;</span></span>Second</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>3.<span>&nbsp;</span></span>Third step</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>4.<span>&nbsp;</span></span>Fourth step</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200
style='width:150.2pt'><p class=MsoNormal>Drug</p></td><td><p>Dose</p></td></tr><tr><td><p
class=MsoNormal>A<o:p></o:p></p></td><td><p>1 mg</p></td></tr></table>
<p class=MsoNormal><img width=10 src="file:///C:/clip_image001.png"></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><hr><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a>
Smith 2020, <a href="https://doi.org/10.1000/182">here</a></p></div></div>
<div style='mso-element:comment-list'><div style='mso-element:comment' id="_com_1"><p
class=MsoCommentText>Is this right?</p></div></div><!--EndFragment--></body></html>"""

WORD_AS_MARKDOWN = """## First-line treatment

Give aspirin once [1], see [the guideline](https://a.example/guide?a=1&b=2), at 10\u2079/L[1].

- First
  - Nested
- Second

3. Third step
4. Fourth step

| Drug | Dose |
| --- | --- |
| A | 1 mg |"""

HOSTILE = [
    "<script>alert(1)</script><p>Text",
    "<p onclick=alert(1) style='position:fixed'>Text",
    "<svg><script>alert(1)</script></svg><p>Text",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math><p>Text",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><p>Text",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; Text",
    "<a href='javascript:alert(1)'>Text</a>",
    "<a href='java\tscript:alert(1)'>Text</a>",
    "<a href='data:text/html,x'>Text</a>",
    "<a href='//evil.example'>Text</a>",
    "<a href='https://a.example/) [x](javascript:alert(1)'>Text</a>",
    "<p>[x](javascript:alert(1)) Text",
    "<p>Text<!-- --!><img src=x onerror=alert(1)> -->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>Text",
    "<template><script>alert(1)</script></template>Text",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e; Text",
    "<base href='https://evil.example/'><a href='x'>Text</a>",
    "<p>Text\u202e\u200b\x00\ue000",
]
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<ul>", "<ol start=3>", "<li>", "</ul>", "</ol>", "<table>", "<tr>"),
        *("<td>", "</table>", "<h1>", "</h1>", "<h3>", "<b>", "</b>", "<i>", "<br>", "<sup>"),
        *("<a href='https://a.example/(x)?_*'>", "<a href='#_ftn1'>", "</a>", "<!--", "-->"),
        *("</div>", "<div>", "<span style='display:none'>", "</span>", "<![if x]>", "<pre>"),
        "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>",
        "<div id=ftn1 style='mso-element:footnote'>",
        *("words ", "[1] ", "[@a] ", "*_`|#\\", "What? ", "&nbsp;", "&#x202e;", "\n"),
        *("<script>", "</script>"),
    ]
)
PAGES = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


def pasted(html: str) -> str:
    return html_to_markdown(html)[0]


def test_paste_from_word_keeps_headings_lists_tables_and_links():
    markdown, warnings = html_to_markdown(WORD)

    assert markdown == (f"{WORD_AS_MARKDOWN}\n\n1. Smith 2020, [here](https://doi.org/10.1000/182)")
    assert warnings == [
        "The text of the footnotes stands at its end (1): make references of them.",
        "Pictures were left out (1).",
        "Comments were left out (1).",
        "Numbers in brackets were taken for citations (1).",
    ]


def test_page_saved_by_word_becomes_an_article_with_references():
    opening = "<p class=MsoTitle>What Helps</p><p class=MsoNormal>What helps?</p><h1>"

    article = read_html(WORD.replace("<h1>", opening, 1))

    assert (article.title, article.question) == ("What Helps", "What helps?")
    assert article.clinician == WORD_AS_MARKDOWN.replace("aspirin", "**aspirin**")
    assert article.references == [
        {
            "id": "1",
            "type": "document",
            "title": "Smith 2020, here",
            "URL": "https://doi.org/10.1000/182",
        }
    ]


def test_paste_from_google_docs_is_no_bold_page():
    html = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
        '<h2 dir="ltr"><span style="font-size:16pt">Dose</span></h2>'
        '<p><span style="font-weight:700">Low</span></p>'
        "<ul><li><p>a</p></li><ul><li><p>b</p></li></ul><li><p>c</p></li></ul></b><br>"
    )

    assert pasted(html) == "## Dose\n\nLow\n\n- a\n  - b\n- c"


def test_lists_of_word_in_a_browser_are_joined():
    item = "<div><{0} start={1}><li data-aria-level={2}><p>{3}</p></li></{0}></div>"
    items = [("ol", 1, 1, "a"), ("ul", 1, 2, "b"), ("ol", 2, 1, "c")]

    assert pasted("".join(item.format(*values) for values in items)) == "1. a\n   - b\n2. c"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p> &nbsp; </p><p></p><h2></h2>", ""),
        ("words alone", "words alone"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<div>one<p>two</p>three</div>", "one\n\ntwo\n\nthree"),
        ("<h3>a</h3><h5>b</h5>", "## a\n\n#### b"),
        ("<h2><div>a</div><div>b</div></h2>", "## a b"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<blockquote>a</blockquote>", "a"),
        ("<pre>a\n  b</pre>", "a  \nb"),
        ("<dl><dt>a<dd>b</dl>", "a\n\nb"),
        ("<b>a</b> <i>b</i> <u>c</u> <code>d</code>", "a b c d"),
        ("<ol start='4'><li>a<li>b</ol>", "4. a\n5. b"),
        ("<ol start='-1'><li>a</ol>", "1. a"),
        ("<ul>a<li>b</ul>", "- a\n- b"),
        ("<ul><li><h4>a</h4><p>b</p></ul>", "- a\n\n  b"),
        ("<ul><li>a<table><tr><td>b<td>c</table></ul>", "- a\n\n  b c"),
        ("<a href='https://a.example'><div>card</div></a>", "[card](https://a.example)"),
        ("<a href='#top'>up</a>", "up"),
        ("<a href='mailto:a@b.example'>mail</a>", "[mail](mailto:a@b.example)"),
        (
            "<table><caption>t</caption><tr><th>a<tfoot><tr><td>b</table>",
            "t\n\n| a |\n| --- |\n| b |",
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        (
            "<table><tr><td>a<ul><li>b</ul><td colspan=2>c<tr><td>d</table>",
            "| a b | c |  |\n| --- | --- | --- |\n| d |  |  |",
        ),
        ("<p>a <ins>b</ins> <del>c</del></p>", "a b"),
        ("<p>2<sup>10</sup> H<sub>2</sub>O</p>", "2\u00b9\u2070 H\u2082O"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>see [1, 3-5], [@smith_2020] and [^2]</p>", "see [1, 3-5], [@smith_2020] and [^2]"),
        (
            "<p>see [1](x), [2]: y, [0.5] and [sic]</p>",
            "see \\[1](x), \\[2]: y, \\[0.5] and \\[sic]",
        ),
        ("<a href='https://a.example'>see [1]</a>", "[see \\[1\\]](https://a.example)"),
    ],
)
def test_markup_becomes_markdown(html, markdown):
    assert pasted(html) == markdown


def test_what_nobody_sees_is_left_out_and_counted():
    html = (
        "<p>seen</p><p hidden>a</p><p style='Display: None'>b</p>"
        "<span style='mso-hide:all'>c</span><nav><a href='/x'>menu</a></nav><input value=x>"
        "<video></video><p style='opacity:0.5'>faint</p>"
    )

    markdown, warnings = html_to_markdown(html)

    assert markdown == "seen\n\nfaint"
    assert warnings == [
        "Hidden passages were left out (3).",
        "Embedded films, formulas or frames were left out (1).",
        "Buttons and fields of forms were left out (1).",
        "Menus were left out (1).",
    ]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_is_inert(html):
    markdown = pasted(html)
    inspected = inspect(rendered_html(markdown))

    assert "Text" in "".join(inspected.text)
    assert not [link for link in inspected.links if "evil" in link or "script" in link.lower()[:12]]
    assert "passwd" not in markdown
    assert "root:" not in markdown


def test_lists_deeper_than_renderers_show_become_items():
    markdown = pasted("<ul><li>a" * 20)

    assert text_of(rendered_html(markdown)) == " ".join("a" * 20)


def test_address_in_a_page_is_text_and_never_fetched():
    assert pasted("<link rel=stylesheet href='https://evil.example/x.css'><p>a") == "a"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<ul><li>" * 10_000, f"The HTML nests its elements more than {DEEPEST_ELEMENT} deep"),
        ("<b>" * 10_000, f"The HTML nests its elements more than {DEEPEST_ELEMENT} deep"),
        ("<svg>" * 10_000, f"The HTML nests its elements more than {DEEPEST_ELEMENT} deep"),
        ("<p>a" * (MOST_ELEMENTS + 1), f"The HTML has more than {MOST_ELEMENTS:,} elements."),
        ("a" * (LONGEST_HTML + 1), "The HTML is too long: 2,000,001 characters"),
        (
            "<table><tr>" + "<td>a" * 300 + "<tr><td>b" * 200,
            "A table has more than 50,000 cells.",
        ),
    ],
)
def test_page_beyond_the_limits_is_refused(html, reason):
    assert refusal(html_to_markdown, html).startswith(reason)


@pytest.mark.parametrize("html", ["", "<p>What?"])
def test_page_without_text_is_refused(html):
    assert refusal(read_html, html)


def test_page_without_question_guesses_it_from_its_title():
    article = read_html("<title>Doses &amp; gout</title><p>Text.")

    assert (article.question, article.question_guess) == ("", "Doses & gout")
    assert article.question_wanted.startswith("There is no question")


@given(PAGES)
def test_any_html_is_inert_and_stays_as_it_is(html):
    markdown = imported_or_refused(pasted, html)

    if not str(markdown).startswith("The HTML"):
        inspect(render(str(markdown)).html)


@given(PAGES)
def test_any_page_is_imported_or_refused(html):
    assert imported_or_refused(read_html, html)

from __future__ import annotations

import pytest

from articles.sanitise import clean_html, is_safe_link, is_web_address, web_address


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p onclick="x" style="y" class="z">a</p>', "<p>a</p>"),
        ('<img src="https://e.org/x.png">', ""),
        ('<iframe src="https://e.org"></iframe>', ""),
        ('<h2 id="header">a</h2>', "<h2>a</h2>"),
        ('<h2 id="s-a">a</h2>', '<h2 id="s-a">a</h2>'),
        ('<a id="main" class="button" aria-label="Sign">a</a>', "<a>a</a>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="//evil.org">a</a>', "<a>a</a>"),
        ('<a href=" https://e.org">a</a>', "<a>a</a>"),
        ('<a href="https://e.org" target="_blank">a</a>', '<a href="https://e.org">a</a>'),
        ('<div role="alert" tabindex="5" class="modal">a</div>', "<div>a</div>"),
        ("<!-- a --><svg><style>b</style></svg>", ""),
    ],
)
def test_clean_html_what_is_not_listed_goes(html, cleaned):
    assert clean_html(html) == cleaned


@pytest.mark.parametrize(
    ("url", "safe", "web"),
    [
        ("https://e.org/a", True, True),
        ("HTTP://E.ORG", True, True),
        ("https://[2001:db8::1]/", True, True),
        ("https://e.org:99999/", False, False),
        ("https://user@e.org/", False, False),
        ("mailto:a@e.org", True, False),
        ("/path", True, False),
        ("//e.org", False, False),
        ("#a", True, False),
        ("#", False, False),
        ("https://e.org/é", False, True),
        ("https://e.org/a b", False, True),
    ],
)
def test_link_is_judged_by_its_scheme_and_host(url, safe, web):
    assert is_safe_link(url) is safe
    assert is_web_address(url) is web


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (" https://e.org/é x ", "https://e.org/%C3%A9%20x"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("/path", ""),
        ("e.org", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_web_address_is_normalised_or_nothing(raw, address):
    assert web_address(raw) == address

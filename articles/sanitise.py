"""The last gate of every piece of HTML: nh3 with a list of tags, attributes and values.

What the renderers emit passes unchanged; the gate is there for what they should never emit. So
the list is as tight as their output: even an ``id`` or an ``aria-label`` is pinned to the shapes
that they produce.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import nh3
from markdown_it.common.normalize_url import normalizeLink

#: Put on every link that leaves the site.
EXTERNAL_REL = "noopener noreferrer nofollow"

SCHEMES = frozenset({"http", "https", "mailto"})

_BLOCKS = {"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
_TABLE = {"table", "tbody", "td", "th", "thead", "tr"}
_INLINE = {"a", "b", "br", "code", "em", "i", "strong", "sub", "sup"}
TAGS = frozenset(_BLOCKS | _TABLE | _INLINE)

_HEADING_ID = re.compile(r"(?:[a-z]-)?s-[a-z0-9-]+")
_LENGTH = re.compile(r"[1-9]\d{0,7}")
_ALIGNMENT = re.compile(r"align-(?:left|center|right)")

#: Tag -> attribute -> the shape of its value. ``href`` is judged by ``is_safe_link`` instead.
ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "a": {
        "aria-label": re.compile(r"Reference \d+|Back to the text"),
        "class": re.compile(r"back"),
        "href": re.compile(r".+"),
        "id": re.compile(r"[a-z]-\d+-\d+"),
        "rel": re.compile(re.escape(EXTERNAL_REL)),
    },
    "div": {
        "aria-label": re.compile(r"Table \d+"),
        "class": re.compile(r"table-scroll"),
        "role": re.compile(r"region"),
        "tabindex": re.compile(r"0"),
    },
    **{f"h{level}": {"id": _HEADING_ID} for level in range(2, 7)},
    "img": {
        "alt": re.compile(r".*", re.DOTALL),
        "height": _LENGTH,
        "loading": re.compile(r"lazy"),
        "src": re.compile(r"/images/[0-9a-f]{64}\.(?:png|jpeg|webp)"),
        "width": _LENGTH,
    },
    "li": {"id": re.compile(r"ref-\d+")},
    "ol": {"class": re.compile(r"references"), "start": re.compile(r"\d{1,9}")},
    "sup": {"class": re.compile(r"cite")},
    "td": {"class": _ALIGNMENT},
    "th": {"class": _ALIGNMENT, "scope": re.compile(r"col")},
}

# A control character, plain or percent-encoded; browsers drop some of the plain ones silently.
_CONTROL = re.compile(r"[\x00-\x20\x7f]|%[01][0-9a-f]|%7f", re.IGNORECASE)
# What makes a browser, or a proxy that decodes early, read "/…" as "//host".
_SECOND_SLASH = re.compile(r"/(?:/|\\|%2f|%5c)", re.IGNORECASE)


def clean_html(html: str, *, with_images: bool = False) -> str:
    """Return the HTML without any tag, attribute or value that is not on the list.

    ``with_images`` is for a text that has pictures; nothing else may have any.
    """
    return (_CLEANER_WITH_IMAGES if with_images else _CLEANER).clean(html)


def is_safe_link(url: str) -> bool:
    """Tell whether a normalised URL may be a link.

    Allowed are http and https with a host and no user name, mailto, a fragment, and a path on
    this site; nothing with a control character or a backslash.
    """
    if not url.isascii() or "\\" in url or _CONTROL.search(url):
        return False
    if url.startswith("#"):
        return len(url) > 1
    if url.startswith("/"):
        return not _SECOND_SLASH.match(url)
    if url.lower().startswith("mailto:"):
        return "@" in url
    return is_web_address(url)


def is_web_address(url: str) -> bool:
    """Tell whether a URL leads to another site, by http or https.

    A user name before the host is refused: it makes a foreign host look like a known one. So is a
    percent sign in the host, which is what is left of characters that no host may have.
    """
    if not url.lower().startswith(("http://", "https://")):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and not {"@", "%"} & {*parts.netloc} and parts.port != 0
    except ValueError:  # a bad port, or half an IPv6 address
        return False


def web_address(raw: str) -> str:
    """Return a URL in the form that may be linked, or "" if it is not a safe http(s) address."""
    url = normalizeLink(raw.strip())
    return url if is_safe_link(url) and is_web_address(url) else ""


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """Return the attribute's value, or None to drop the attribute.

    nh3 asks about every attribute, also those of tags that it drops.
    """
    shape = ATTRIBUTES.get(tag, {}).get(attribute)
    if shape is None or not shape.fullmatch(value):
        return None
    return value if attribute != "href" or is_safe_link(value) else None


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={tag: {*ATTRIBUTES[tag]} for tag in tags & ATTRIBUTES.keys()},
        attribute_filter=_allowed_value,
        link_rel=None,
        url_schemes=SCHEMES,
    )


_CLEANER, _CLEANER_WITH_IMAGES = _cleaner(TAGS), _cleaner(TAGS | {"img"})

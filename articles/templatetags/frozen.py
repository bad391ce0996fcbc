"""The one place where HTML reaches a page unescaped."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.reader.key_answer import key_answer
from articles.rendering import Rendering

register = template.Library()

#: The columns that hold HTML: made by ``articles.rendering``, whose last step is nh3, and frozen.
FROZEN = frozenset({"html", "plain_html", "references_html"})


#: As ``articles.rendering`` writes it; no entry can hold it, because every quote is escaped.
_BACK = re.compile(r' <a (?=[^>]*class="back")([^>]*)href="#[cp](-\d+-1)"([^>]*)>([^<]*)</a>')


class Frozen(Protocol):
    """A revision, or the publication that copies it."""

    html_digest: str


@register.filter
def frozen(text: Frozen, column: str) -> SafeString:
    """Return a frozen column as it is: ``{{ publication|frozen:"html" }}``.

    These bytes were sanitised before they were frozen, and the board signed their digest; the
    database refuses any other. To escape or clean them again would serve what nobody signed. The
    filter takes the row and not a string, so that no other text can be let through by it. Raises
    ValueError for a column that is not frozen HTML, AttributeError for another kind of row.
    """
    if column not in FROZEN:
        raise ValueError(f"{column} is no frozen HTML: let the template escape it")
    if not text.html_digest:
        raise ValueError("this row was not frozen")
    return mark_safe(getattr(text, column))  # noqa: S308 - sanitised, signed, unchangeable


@register.filter
def quoted(text: Frozen, column: str) -> SafeString:
    """Return the key answer of a frozen column: ``{{ publication|quoted:"html" }}``.

    It is a piece of the same bytes, without the ids that may stand only once on a page. Nothing
    for no column.
    """
    if not column:
        return mark_safe("")
    return mark_safe(key_answer(frozen(text, column)))  # noqa: S308 - cut from what is frozen


@register.filter
def ways_back(text: Frozen, columns: str) -> SafeString:
    """Return the frozen references, their links leading back to what the page shows.

    ``{{ publication|ways_back:"plain_html" }}``; nothing is shown of a text that was removed: "".
    As they were signed, the links lead to the first citation in either text, which may stand on
    another page. One that leads nowhere here leads to the citation in the text that is shown, or
    is left out. Nothing in the entries themselves changes.
    """
    shown = "".join(frozen(text, column) for column in columns.split())

    def led_back(link: re.Match[str]) -> str:
        before, place, after, words = link.groups()
        here = next((a for a in ("c", "p") if f'id="{a}{place}"' in shown), None)
        return f' <a {before}href="#{here}{place}"{after}>{words}</a>' if here else ""

    listed = frozen(text, "references_html")
    return mark_safe(_BACK.sub(led_back, listed))  # noqa: S308 - only links within the page change


@register.filter
def rendered(rendering: Rendering, column: str) -> SafeString:
    """Return what a text would be frozen as, for a preview: ``{{ rendering|rendered:"html" }}``.

    It is the same HTML from the same function, sanitised by its last step. Raises ValueError for
    another column, TypeError for anything that this function did not render.
    """
    if column not in FROZEN:
        raise ValueError(f"{column} is no rendered HTML: let the template escape it")
    if not isinstance(rendering, Rendering):
        raise TypeError("only what articles.rendering made is let through")
    return mark_safe(getattr(rendering, column))  # noqa: S308 - sanitised a moment ago


@register.filter
def images_by_link(html: SafeString, token: str) -> SafeString:
    """Return frozen HTML whose pictures are asked for by a preview link's token, if there is one.

    Who holds a link has no account by which they could be let in to ``/images/``. The frozen bytes
    are as they were: no text can hold this beginning of a tag, because every quote in it is
    escaped. Raises TypeError for a string that is not marked as safe.
    """
    if not isinstance(html, SafeString):
        raise TypeError("only frozen HTML is let through")
    if not token:
        return html
    address = f'<img src="/preview/{quote(token, safe=":")}/'
    return mark_safe(html.replace('<img src="/images/', address))  # noqa: S308 - as above

"""What stands in the head of readers' pages for search engines and for who shares a link."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models.publication import Publication
from articles.reader.page import Page
from articles.reader.structured import address_of, modified_at, notice_data, structured_data

register = template.Library()

#: What could end a script element or begin a comment in it; in JSON the escapes mean the same.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(page: Page) -> SafeString:
    """Return the page's structured data as a data block, which no browser runs."""
    return _block(structured_data(page))


@register.simple_tag
def notice_json_ld(publication: Publication, notice: Any) -> SafeString:
    """Return the structured data of a notice about a publication in the same way."""
    return _block(notice_data(publication, notice))


def _block(data: dict[str, Any]) -> SafeString:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    block = f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>'
    return mark_safe(block)  # noqa: S308 - escaped in the line before


@register.simple_tag
def absolute(path: str) -> str:
    """Return a path with the site's address before it."""
    return settings.SITE_URL + path


register.filter("address_of", address_of)
register.filter("modified_at", modified_at)

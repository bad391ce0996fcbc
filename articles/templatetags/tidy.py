"""Furniture without the white space that templates leave: a browser would throw it away."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MARGINS = re.compile(r"\s*\n\s*")


@register.simple_block_tag
def tidy(content: SafeString) -> SafeString:
    """Return what stands up to ``{% endtidy %}`` without margins and blank lines.

    For what stands around a signed text, never for the text: in that every byte is what was signed.
    A line end stays one, so that words stay apart.
    """
    return mark_safe(_MARGINS.sub("\n", content))  # noqa: S308 - rendered with escaping just now

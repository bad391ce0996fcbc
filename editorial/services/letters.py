"""What people write to one another about an act: something, and not without end."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from articles.text import clean_text

#: What is sent to authors or shown to readers, and what only the office reads.
LONGEST_LETTER, LONGEST_REASON = 20_000, 2_000


def letter(raw: str, *, field: str, missing: str, longest: int = LONGEST_LETTER) -> str:
    """Return the text made plain. ``missing`` is said of an empty one. Raises ValidationError."""
    text = reason(raw, field=field, longest=longest)
    if not text:
        raise ValidationError({field: missing})
    return text


def reason(raw: str, *, field: str = "reason", longest: int = LONGEST_REASON) -> str:
    """Return a text that may be empty made plain. Raises ValidationError."""
    text = clean_text(raw)[0]
    if len(text) > longest:
        sentence = f"Write {longest:,} characters at most. There are {len(text):,}."
        raise ValidationError({field: sentence})
    return text

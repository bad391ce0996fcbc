"""Numbers in addresses: each page has one address, so that a number has one way to be written."""

from __future__ import annotations


class NumberConverter:
    """A whole number in ordinary digits, with no zeros before it, that every database can hold."""

    regex = "0|[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its digits."""
        return str(value)

"""What a reader of rendered Markdown reads, for comparison with what the source said."""

from __future__ import annotations

from html.parser import HTMLParser

from articles.markup import render

# The numbers that the source has, whatever the order of citation.
_NUMBERS = {str(number): number for number in range(1, 100)}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def rendered_html(markdown: str) -> str:
    return render(markdown, numbers=_NUMBERS).html


def rendered_words(markdown: str) -> list[str]:
    """The words of the text, without tags; the number of a list's item is no word."""
    parser = _Text()
    parser.feed(rendered_html(markdown))
    parser.close()
    return "".join(parser.parts).split()

"""Readers of files that articles come from: page text, Markdown, HTML and DOCX.

``read_file`` takes a path and returns an ``ImportedArticle``: plain values with the text in
Markdown, made plain by ``articles.text`` and accompanied by worded warnings. A file that can't be
imported raises ``ImportRefusedError``, whose text is one line for the person who gave the file; one
that merely asks no question can be imported, and says that it has none.
``read_data`` does the same for an upload; ``html_to_markdown`` is for what is pasted.
Nothing here knows the database, and nothing is ever fetched: a link in a file stays a text.

    reading      picks the format and applies the limits
    page         the text of a page of the site (furniture, blocks, numerals)
    markdown     Markdown with YAML front matter (front_matter, metadata, inspection)
    html         pages and pieces of them (html_tree, html_blocks)
    docx         Word documents (docx_package, docx_numbering, docx_tree); our own (docx_own)
    tree         what HTML and DOCX have in common (opening, blocks, inline)
    linking      notes and lists of references (listed, entries), what cites them (typed_citations)
    exact        exports of this site, which come back to the same digest
    word_roles   what the paragraphs of our Word exports are, for both directions
    writing      Markdown from text that is not Markdown
"""

from __future__ import annotations

from articles.importers.document import ImportedArticle, ImportRefusedError
from articles.importers.html import html_to_markdown
from articles.importers.reading import read_data, read_file

__all__ = ["ImportRefusedError", "ImportedArticle", "html_to_markdown", "read_data", "read_file"]

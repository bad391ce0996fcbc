"""A revision as JATS 1.4 XML (ANSI/NISO Z39.96), journal article tag set "Archiving", by lxml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from markdown_it.tree import SyntaxTreeNode

from articles.citations.fields import date_parts, names, text_field
from articles.exports.exported import Exported, legal, numbers_of, tree, words_of
from articles.parser import OWN_IMAGE
from articles.sanitise import is_web_address

XLINK = "http://www.w3.org/1999/xlink"
_DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD'
    ' v1.4 20241031//EN" "JATS-archivearticle1-4.dtd">'
)
#: The vocabulary of CRediT (ANSI/NISO Z39.104-2022).
CREDIT = "https://credit.niso.org/"
_INLINE = {"strong": "bold", "em": "italic"}
_PUBLICATION = {
    "article-journal": "journal",
    "book": "book",
    "chapter": "book",
    "report": "report",
    "thesis": "thesis",
    "webpage": "web",
    "dataset": "data",
}
_FIELDS = (
    ("container-title", "source"),
    ("volume", "volume"),
    ("issue", "issue"),
    ("publisher", "publisher-name"),
    ("publisher-place", "publisher-loc"),
    ("page", "page-range"),
)


def write_jats(exported: Exported) -> bytes:
    """Return a revision as JATS; unapproved text says so in its notes and in a boxed text."""
    root = etree.Element("article", nsmap={"xlink": XLINK})
    root.set("article-type", "review-article")
    root.set("dtd-version", "1.4")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", exported.document["language"])
    _front(etree.SubElement(root, "front"), exported)
    body = etree.SubElement(root, "body")
    if exported.banner:
        box = etree.SubElement(body, "boxed-text", position="anchor")
        box.set("content-type", "pending-review")
        _text(box, "p", exported.banner)
    writer = _Sections(exported)
    for heading, text in exported.texts:
        parent = body
        if heading:
            parent = etree.SubElement(body, "sec")
            parent.set("sec-type", "plain-language")
            _text(parent, "title", heading)
        writer.write(parent, tree(text, exported.image_list).children)
    _back(etree.SubElement(root, "back"), exported)
    xml: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, doctype=_DOCTYPE, pretty_print=False
    )
    return xml


def _front(front: Any, exported: Exported) -> None:
    document = exported.document
    journal = etree.SubElement(front, "journal-meta")
    etree.SubElement(journal, "journal-id").text = "imprimatur"
    _text(etree.SubElement(journal, "journal-title-group"), "journal-title", exported.site)
    meta = etree.SubElement(front, "article-meta")
    identifier = etree.SubElement(meta, "article-id")
    identifier.set("pub-id-type", "publisher-id")
    identifier.text = document["article"]
    version = etree.SubElement(meta, "article-version", vocab="imprimatur-revision")
    version.text = str(document["number"])
    categories = etree.SubElement(meta, "article-categories")
    group = etree.SubElement(categories, "subj-group")
    _text(group, "subject", document["specialty"]["name"])
    titles = etree.SubElement(meta, "title-group")
    _text(titles, "article-title", document["title"])
    _text(titles, "subtitle", document["question"])
    _authors(meta, exported.authors)
    funding = etree.SubElement(meta, "funding-group")
    _text(funding, "funding-statement", document["funding"] or "Not stated")
    custom = etree.SubElement(meta, "custom-meta-group")
    for name, value in (
        ("status", "approved" if exported.is_approved else exported.banner),
        ("sha-256", exported.digest),
        ("ai-use", document["ai"]["use"]),
        ("ai-tool", document["ai"]["tool"]),
    ):
        pair = etree.SubElement(custom, "custom-meta")
        _text(pair, "meta-name", name)
        _text(pair, "meta-value", value)


def _authors(meta: Any, authors: Sequence[Mapping[str, Any]]) -> None:
    if not authors:
        return
    group = etree.SubElement(meta, "contrib-group")
    for author in authors:
        contributor = etree.SubElement(group, "contrib")
        contributor.set("contrib-type", "author")
        if author["corresponding"]:
            contributor.set("corresp", "yes")
        if author["orcid"]:
            orcid = etree.SubElement(contributor, "contrib-id")
            orcid.set("contrib-id-type", "orcid")
            orcid.text = f"https://orcid.org/{author['orcid']}"
        _text(contributor, "string-name", author["name"])
        if author["credentials"]:
            _text(contributor, "degrees", author["credentials"])
        if author["affiliation"]:
            _text(etree.SubElement(contributor, "aff"), "institution", author["affiliation"])
        for name in author["roles"]:
            role = _text(contributor, "role", name)
            role.set("vocab", "credit")
            role.set("vocab-identifier", CREDIT)
            role.set("vocab-term", name)
            role.set("vocab-term-identifier", _term(name))


def _term(role: str) -> str:
    """Return the address of a role of CRediT, as its publisher builds them."""
    words = role.lower().replace("&", "").replace("\u2013", "")
    return f"{CREDIT}contributor-roles/{'-'.join(words.split())}/"


class _Sections:
    """Writes blocks: what follows a heading stands in a section of its level."""

    def __init__(self, exported: Exported) -> None:
        self._numbering = exported.numbering
        self._site_url = exported.site_url

    def write(self, parent: Any, nodes: list[SyntaxTreeNode]) -> None:
        open_sections = [(1, parent)]
        for node in nodes:
            if node.type != "heading":
                self._block(open_sections[-1][1], node)
                continue
            level = max(2, int(node.tag[1:]))
            while open_sections[-1][0] >= level:
                open_sections.pop()
            section = etree.SubElement(open_sections[-1][1], "sec")
            self._inline(etree.SubElement(section, "title"), node.children)
            open_sections.append((level, section))

    def _block(self, parent: Any, node: SyntaxTreeNode) -> None:
        if node.type in {"bullet_list", "ordered_list"}:
            self._list(parent, node)
        elif node.type == "table":
            self._table(parent, node)
        elif node.type in {"blockquote", "list_item"}:
            quote = etree.SubElement(parent, "disp-quote")
            for child in node.children:
                self._block(quote, child)
        elif node.type in {"fence", "code_block"}:
            _text(parent, "preformat", node.content)
        elif node.type != "hr":
            self._inline(etree.SubElement(parent, "p"), node.children)

    def _list(self, parent: Any, node: SyntaxTreeNode) -> None:
        is_ordered = node.type == "ordered_list"
        items = etree.SubElement(parent, "list")
        items.set("list-type", "order" if is_ordered else "bullet")
        start = int(str(node.attrs.get("start", 1)))
        for number, child in enumerate(node.children, start):
            item = etree.SubElement(items, "list-item")
            if is_ordered and start != 1:  # JATS has no start number: each item prints its own
                _text(item, "label", f"{number}.")
            for block in child.children:
                self._block(item, block)
            if not len(item) or item[-1].tag == "label":
                etree.SubElement(item, "p")

    def _table(self, parent: Any, node: SyntaxTreeNode) -> None:
        table = etree.SubElement(etree.SubElement(parent, "table-wrap"), "table")
        for part in node.children:
            group = etree.SubElement(table, part.type)
            for row in part.children:
                cells = etree.SubElement(group, "tr")
                for cell in row.children:
                    self._inline(etree.SubElement(cells, cell.type), cell.children)

    def _inline(self, parent: Any, nodes: list[SyntaxTreeNode]) -> None:
        for node in nodes:
            if node.type == "inline":
                self._inline(parent, node.children)
            elif node.type == "citation":
                self._citation(parent, node)
            elif node.type == OWN_IMAGE:
                self._image(parent, node)
            elif node.type == "link" and is_web_address(str(node.attrs.get("href", ""))):
                link = etree.SubElement(parent, "ext-link")
                link.set("ext-link-type", "uri")
                link.set(f"{{{XLINK}}}href", str(node.attrs["href"]))
                self._inline(link, node.children)
            elif node.type in {"strong", "em"}:
                self._inline(etree.SubElement(parent, _INLINE[node.type]), node.children)
            elif node.type == "code_inline":
                _text(parent, "monospace", node.content)
            else:
                _append(parent, words_of(node))

    def _image(self, parent: Any, node: SyntaxTreeNode) -> None:
        """Write a picture: of its own in a paragraph, and in the line anywhere else."""
        image = node.meta["image"]
        graphic = etree.SubElement(parent, "graphic" if parent.tag == "p" else "inline-graphic")
        address = f"{self._site_url}/images/{image['digest']}.{image['kind']}"
        graphic.set(f"{{{XLINK}}}href", address)
        graphic.set("mimetype", "image")
        graphic.set("mime-subtype", image["kind"])
        _text(graphic, "alt-text", node.content)

    def _citation(self, parent: Any, node: SyntaxTreeNode) -> None:
        _append(parent, "[")
        for position, number in enumerate(numbers_of(node, self._numbering)):
            if position:
                _append(parent, ", ")
            reference = etree.SubElement(parent, "xref", rid=f"ref-{number}")
            reference.set("ref-type", "bibr")
            reference.text = str(number)
        _append(parent, "]")


def _back(back: Any, exported: Exported) -> None:
    if references := exported.references():
        items = etree.SubElement(back, "ref-list")
        _text(items, "title", "References")
        for number, item, words in references:
            reference = etree.SubElement(items, "ref", id=f"ref-{number}")
            _text(reference, "label", str(number))
            if item is None:
                _text(reference, "mixed-citation", words)
            else:
                _reference(reference, item)
    notes = etree.SubElement(back, "notes")
    notes.set("notes-type", "disclaimer")
    _text(notes, "p", exported.document["disclaimer"])


def _reference(parent: Any, item: Mapping[str, Any]) -> None:
    citation = etree.SubElement(parent, "element-citation")
    citation.set("publication-type", _PUBLICATION.get(text_field(item, "type"), "other"))
    _people(citation, names(item, "author"))
    if title := text_field(item, "title"):
        _text(citation, "article-title", title)
    for field, tag in _FIELDS:
        if value := text_field(item, field):
            _text(citation, tag, value)
    for part, tag in zip(date_parts(item, "issued"), ("year", "month", "day"), strict=False):
        _text(citation, tag, str(part))
    for field, kind in (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid")):
        if value := text_field(item, field):
            identifier = _text(citation, "pub-id", value)
            identifier.set("pub-id-type", kind)


def _people(citation: Any, people: list[dict[str, str]]) -> None:
    group = etree.SubElement(citation, "person-group") if people else None
    if group is not None:
        group.set("person-group-type", "author")
    for person in people:
        if "literal" in person:
            _text(group, "collab", person["literal"])
            continue
        name = etree.SubElement(group, "name")
        _text(name, "surname", person["family"])
        if person.get("given"):
            _text(name, "given-names", person["given"])


def _text(parent: Any, tag: str, text: str) -> Any:
    element = etree.SubElement(parent, tag)
    element.text = legal(text)
    return element


def _append(parent: Any, text: str) -> None:
    """Put text at the end of an element's mixed content."""
    text = legal(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text

"""DOCX and JATS: what is in the text is in the file, in the structure that the format asks for."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from articles.canonical import canonical
from articles.exports import export
from articles.importers import read_data
from articles.importers.docx import read_docx
from tests.articles import pictures
from tests.articles.exports.test_round_trip import document, exported
from tests.articles.importers.refusals import imported_or_refused

TEXT = """\
Start **early**.[1] See [the guideline](https://a.example/x?a=1&b=2) and `code`, *not* <b>.

## What to do

1. First[2]
   - Nested
2. Second

> Quoted

### Doses

| Drug | Dose |
|---|---|
| A | 1 mg |

```
verbatim  text
```

## Last

![A chart](/a.png)  \nEnd.
"""
REFERENCES = [
    {
        "id": "1",
        "type": "article-journal",
        "title": "A trial & more",
        "author": [{"family": "Roe", "given": "A"}, {"literal": "WHO"}],
        "container-title": "BMJ",
        "issued": {"date-parts": [[2020, 3]]},
        "DOI": "10.1000/182",
    }
]
CONTENT = document(clinician=TEXT, plain="## Plain\n\nRest.[1]", references=REFERENCES)


def jats(content: dict) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.fromstring(export(exported(content), "xml"), parser)


def test_docx_comes_back_through_the_importer_as_the_same_structure():
    article = read_docx(export(exported(CONTENT, is_approved=True), "docx"))

    assert (article.question, article.title) == ("What helps?", "What helps")
    assert (
        article.clinician
        == TEXT.replace("and `code`, *not* <b>", "and `code`, *not* \\<b>")
        .replace("![A chart](/a.png)", "A chart")
        .replace("|---|---|", "| --- | --- |")
        .strip()
    )
    assert (article.plain, article.references) == ("## Plain\n\nRest.[1]", REFERENCES)


def test_docx_of_unapproved_text_has_the_banner_on_every_page():
    pending = docx.Document(io.BytesIO(export(exported(CONTENT), "docx")))

    assert pending.sections[0].header.paragraphs[0].text.startswith("Educational purpose only")
    assert pending.paragraphs[0].text.startswith("Educational purpose only")


def test_jats_has_its_required_structure():
    article = jats(CONTENT)

    assert article.tag == "article"
    assert article.get("dtd-version") == "1.4"
    assert article.getroottree().docinfo.public_id == (
        "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.4 20241031//EN"
    )
    assert [child.tag for child in article] == ["front", "body", "back"]
    assert [child.tag for child in article.find("front")] == ["journal-meta", "article-meta"]
    assert [child.tag for child in article.find("front/article-meta")] == [
        *("article-id", "article-version", "article-categories", "title-group", "contrib-group"),
        *("funding-group", "custom-meta-group"),
    ]
    assert article.findtext("front/article-meta/title-group/article-title") == "What helps"
    assert all(section[0].tag == "title" for section in article.iter("sec"))
    assert [e.text for e in article.findall("body/sec/title")] == [
        *("What to do", "Last", "In plain language"),
    ]
    assert article.findtext("body/sec/sec/title") == "Doses"
    assert all(len(item) for item in article.iter("list-item"))


def test_jats_keeps_the_numbers_of_a_list_that_does_not_begin_at_one():
    first, second = jats(document(clinician="7. A\n8.\n\nThen\n\n1. B")).iter("list")
    assert [item.findtext("label") for item in first] == ["7.", "8."]
    assert [[part.tag for part in item] for item in first] == [["label", "p"]] * 2
    assert [item.findtext("label") for item in second] == [None]


def test_jats_citations_lead_to_references():
    article = jats(CONTENT)
    identifiers = {reference.get("id") for reference in article.iter("ref")}

    assert {xref.get("rid") for xref in article.iter("xref")} == identifiers == {"ref-1", "ref-2"}
    citation = article.find("back/ref-list/ref/element-citation")
    assert [child.tag for child in citation] == [
        *("person-group", "article-title", "source", "year", "month", "pub-id"),
    ]
    assert citation.find("person-group/name/surname").text == "Roe"
    assert article.findtext("back/ref-list/ref[2]/mixed-citation") == "“2” is cited but not listed."


IMAGE = {"digest": "a" * 64, "kind": "png", "width": 40, "height": 20}
ROLES = ["Conceptualization", "Writing \u2013 review & editing"]


def illustrated(**changes):
    content = document(
        clinician=f"See ![A *chart*](image:{'a' * 64}) and ![No](image:{'b' * 64}).",
        images=[IMAGE],
        authors=[{**document()["authors"][0], "id": "7"}],
    )
    credit = canonical([{"id": "7", "roles": ROLES, "corresponding": True}])
    return replace(
        exported(content),
        credit=credit,
        site="Bern Reviews",
        site_url="https://a.example",
        **changes,
    )


def test_jats_has_pictures_and_who_did_what():
    article = etree.fromstring(export(illustrated(), "xml"))

    [graphic] = article.iter("graphic")
    assert graphic.getparent().tag == "p"
    assert graphic.get("{http://www.w3.org/1999/xlink}href") == (
        f"https://a.example/images/{'a' * 64}.png"
    )
    assert graphic.findtext("alt-text") == "A chart"
    assert graphic.tail == " and No."
    assert article.findtext("front/journal-meta/journal-title-group/journal-title") == (
        "Bern Reviews"
    )
    contributor = article.find("front/article-meta/contrib-group/contrib")
    assert contributor.get("corresp") == "yes"
    assert [role.text for role in contributor.iter("role")] == ROLES
    assert [role.get("vocab-term-identifier") for role in contributor.iter("role")] == [
        "https://credit.niso.org/contributor-roles/conceptualization/",
        "https://credit.niso.org/contributor-roles/writing-review-editing/",
    ]


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_docx_has_pictures_with_their_words_and_who_did_what(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    path.write_bytes(pictures.picture(kind))
    word = docx.Document(io.BytesIO(export(illustrated(pictures={"a" * 64: path}), "docx")))

    [shape] = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "A chart"
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert f"Ada Ito: corresponding author; {'; '.join(ROLES)}" in lines
    without = docx.Document(io.BytesIO(export(illustrated(), "docx")))
    assert "[Picture: A chart]" in "".join(paragraph.text for paragraph in without.paragraphs)


def test_markdown_and_json_say_who_did_what_beside_what_is_digested():
    said = illustrated()
    for suffix in ("md", "json"):
        data = export(said, suffix).decode()
        assert '"roles": [' in data
        assert said.digest in data
    assert read_data("a.md", export(said, "md")).warnings == []


@pytest.mark.parametrize("suffix", ["docx", "xml"])
@settings(max_examples=10)
@given(text=st.text(), line=st.text())
def test_any_text_can_be_exported(suffix, text, line):
    content = document(clinician=f"{text}\x0b\uffff", plain=text, title=line, funding=line)

    data = export(exported(content), suffix)

    if suffix == "xml":
        assert etree.fromstring(data) is not None
    else:
        assert docx.Document(io.BytesIO(data))
        assert imported_or_refused(read_docx, data)

"""What changed between two versions, and why."""

from __future__ import annotations

from html import unescape

import pytest

from articles.models import Publication
from articles.reader.comparison import _words
from editorial import services
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, InterestFactory, publish, published, retracted, under_review
from tests.plugins.stage import scene

ADDRESS = "/articles/treating-diabetic-kidney-disease/"


@scene
def second(cast: Cast) -> Publication:
    """Return the second version: another dose, another title, hostile words."""
    article = published(cast).article
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={
            "title": "Treating kidney disease <now>",
            "clinician_text": article.clinician_text.replace("10 mg daily", "5 mg daily"),
        },
    )
    return publish(cast, under_review(cast, article))


def test_added_and_removed_words_are_marked_and_said(second: Publication) -> None:
    page = html_of(f"{ADDRESS}v/1/compare/2/")
    assert '<del><span class="visually-hidden">removed: </span>10</del>' in page
    assert '<ins><span class="visually-hidden">added: </span>5</ins>' in page
    assert "Text for clinicians" in page
    assert "Text in plain language" not in page
    assert "&lt;now" in page or "&lt;</ins>" in page
    assert "<now>" not in page
    assert "The authors gave no summary of the changes." in page


def test_references_are_numbered_and_declarations_compared(cast: Cast) -> None:
    article = published(cast).article
    services.save_article(
        acting_user=cast.author,
        article=article,
        changes={
            # The second work is cited first, so that the numbers of both change.
            "clinician_text": "Now.[2] And then.[1]",
            "ai_tool": "Another tool, version 4",
            "funding": "None.",
        },
    )
    InterestFactory(user=cast.author, organisation="Maker & Sons")
    publish(cast, under_review(cast, article))
    page = html_of(f"{ADDRESS}v/1/compare/2/")
    for label in ("References", "Use of AI", "Interests of the authors", "Funding"):
        assert f">{label}</h2>" in page
    assert "added: </span>Another" in page
    assert "Maker & Sons" in unescape(page)
    assert _words(Publication.objects.get(number=1).references_html).startswith("[1] ")


def test_comparison_takes_three_queries(second: Publication) -> None:
    read(f"{ADDRESS}v/1/compare/2/", queries=3)


def test_article_page_leads_to_the_comparison(second: Publication) -> None:
    assert f'href="{ADDRESS}v/1/compare/2/"' in html_of(ADDRESS)


def test_other_order_leads_to_the_right_one(second: Publication) -> None:
    assert read(f"{ADDRESS}v/2/compare/1/", status=302)["Location"] == f"{ADDRESS}v/1/compare/2/"


@pytest.mark.parametrize(
    "pair", ["v/1/compare/1/", "v/1/compare/3/", "v/0/compare/1/", "v/3/compare/1/"]
)
def test_versions_that_are_not_there(second: Publication, pair: str) -> None:
    read(f"{ADDRESS}{pair}", status=404)


def test_removed_text_is_not_quoted(cast: Cast, second: Publication) -> None:
    services.retract_publication(
        acting_user=cast.editor, publication=second, reason="It could kill.", remove_text=True
    )
    assert "10 mg" not in html_of(f"{ADDRESS}v/1/compare/2/", status=404)
    assert "compare" not in html_of(ADDRESS)


def test_retracted_article_says_so(cast: Cast, second: Publication) -> None:
    services.retract_publication(
        acting_user=cast.editor, publication=second, reason="The dose is wrong."
    )
    page = html_of(f"{ADDRESS}v/1/compare/2/")
    assert "This article was retracted" in page
    assert "Retraction" in page


def test_only_version_offers_no_comparison(cast: Cast) -> None:
    retracted(cast)
    assert "compare" not in html_of(ADDRESS)


def test_lists_and_tables_keep_their_form() -> None:
    html = (
        '<ul>\n<li>One</li>\n</ul>\n<tr>\n<th>Drug</th>\n<td class="align-right">5 mg</td>\n</tr>'
    )
    assert _words(html) == "\u2022 One\nDrug | 5 mg"

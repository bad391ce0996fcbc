from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.canonical import canonical
from articles.citations.vancouver import entry
from articles.digests import rendering_digest
from articles.rendering import Rendering, render_content
from tests.articles.allowlist import inspect, text_of

ROE = {"id": "roe", "type": "book", "title": "Roe on disease", "issued": {"date-parts": [[2020]]}}
POE = {"id": "2", "type": "book", "title": "Poe on disease", "issued": {"date-parts": [[2021]]}}
MOE = {"id": "moe", "type": "book", "title": "Moe, never cited"}


def content(clinician: str = "", plain: str = "", references: list[object] | None = None):
    return {"clinician": clinician, "plain": plain, "references": references or []}


def test_render_content_both_texts_share_the_numbers():
    rendering = render_content(content("a [2]", "b [@roe] c [2]", [ROE, POE]))

    assert inspect(rendering.html).links == ["#ref-1"]
    assert inspect(rendering.plain_html).links == ["#ref-2", "#ref-1"]
    assert text_of(rendering.references_html) == ("Poe on disease. 2021. ↩︎ Roe on disease. 2020. ↩︎")


def test_render_content_references_link_back_to_the_first_citation():
    rendering = render_content(content("a [2] b [2]", "c [2] [@roe]", [ROE, POE, MOE]))

    assert rendering.references_html == (
        '<ol class="references">\n'
        f'<li id="ref-1">{entry(POE)}'
        ' <a class="back" href="#c-1-1" aria-label="Back to the text">↩︎</a></li>\n'
        f'<li id="ref-2">{entry(ROE)}'
        ' <a class="back" href="#p-2-1" aria-label="Back to the text">↩︎</a></li>\n'
        f'<li id="ref-3">{entry(MOE)}</li>\n'
        "</ol>"
    )


def test_render_content_every_link_on_the_page_has_a_target():
    markdown = "# A\n\na [2, @roe]\n\n| x |\n|---|\n| y [@none] |\n\n- z [2]"
    rendering = render_content(content(markdown, markdown + " [9]", [ROE, POE, MOE]))

    page = inspect(rendering.html + rendering.plain_html + rendering.references_html)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_render_content_missing_reference_has_an_entry_that_says_so():
    rendering = render_content(content("a [@nobody] b [2]", references=[POE]))

    assert '<li id="ref-1">“nobody” is cited here but not listed by the author.' in (
        rendering.references_html
    )
    assert '<li id="ref-2">Poe on disease' in rendering.references_html


def test_render_content_second_reference_of_a_key_is_not_the_cited_one():
    rendering = render_content(content("a [2]", references=[POE, {**POE, "title": "Another"}]))

    assert rendering.references_html.count('class="back"') == 1
    assert '<li id="ref-2">Another. 2021.</li>' in rendering.references_html


def test_render_content_toc_is_of_the_clinician_text_to_the_third_level():
    rendering = render_content(content("# A < B\n\n### C\n\n#### D", "# Plain"))

    assert rendering.toc == [
        {"level": 2, "id": "s-a-b", "text": "A < B"},
        {"level": 3, "id": "s-c", "text": "C"},
    ]
    assert '<h2 id="p-s-plain">Plain</h2>' in rendering.plain_html


def test_render_content_empty_texts_give_nothing():
    assert render_content(content()) == Rendering("", "", "", [])


def test_render_content_without_a_part_is_refused():
    with pytest.raises(KeyError, match="plain"):
        render_content({"clinician": "a", "references": []})


def test_rendering_digest_covers_all_parts_and_is_stable():
    rendering = render_content(content("# A\n\na [2]", "b", [POE]))
    again = render_content(content("# A\n\na [2]", "b", [POE]))

    assert rendering.digest == again.digest
    assert rendering.digest == rendering_digest(
        rendering.html, rendering.plain_html, rendering.references_html, rendering.toc
    )
    assert rendering.digest != render_content(content("# A\n\na [2]", "c", [POE])).digest


@settings(max_examples=60, deadline=None)
@given(
    st.text() | st.sampled_from(["a [1]", "[@x; 2]", "# H [1-3]", "<script>"]),
    st.text() | st.sampled_from(["b [2, 9]", "[javascript](javascript:x)"]),
    st.lists(
        st.fixed_dictionaries(
            {}, optional={"id": st.text() | st.integers(1, 3), "title": st.text()}
        )
    ),
)
def test_render_content_any_content_is_safe(clinician, plain, references):
    rendering = render_content(content(clinician, plain, references))

    page = inspect(rendering.html + rendering.plain_html + rendering.references_html)
    assert {link for link in page.links if link.startswith("#ref-")} <= {
        f"#{name}" for name in page.ids
    }
    assert canonical(rendering.toc)
    assert len(rendering.digest) == 64

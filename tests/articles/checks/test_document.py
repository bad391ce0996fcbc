from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.checks import ERROR, WARNING, check_document, readings
from articles.markup import render
from tests.articles.checks.documents import REFERENCE, document, found

AI = {"use": "used", "tool": "", "purpose": "", "verified_by": ""}
AUTHOR = {"name": "Ada Ito", "credentials": "", "affiliation": "", "disclosure": None}


def test_good_document_has_no_findings():
    assert check_document(document(), today=date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("code", "field", "changes"),
    [
        ("jama-authorship", "authors", {"authors": []}),
        ("jama-authorship", "authors", {"authors": [AUTHOR]}),
        ("jama-disclosure", "authors", {"authors": [AUTHOR]}),
        ("jama-disclosure", "ai_use", {"ai": {**AI, "use": "not_stated"}}),
        ("jama-attribution", "references", {"clinician": "No citation."}),
        ("ai-tool", "ai_tool", {"ai": AI}),
        ("ai-purpose", "ai_purpose", {"ai": AI}),
        ("ai-verified-by", "ai_verified_by", {"ai": AI}),
        ("funding-missing", "funding", {"funding": " "}),
        ("specialty-missing", "specialty", {"specialty": {"slug": "", "name": ""}}),
        ("audience-clinician", "clinician_text", {"clinician": ""}),
        ("question-missing", "question", {"question": ""}),
        ("title-missing", "title", {"title": ""}),
        ("disclaimer-missing", "disclaimer", {"disclaimer": ""}),
        ("heading-order", "clinician_text", {"clinician": "## A\n\n#### B\n\nText.[1]"}),
        ("heading-order", "plain_text", {"plain": "### A\n\nText."}),
        ("picture-words", "plain_text", {"plain": "![ ](/a.png)"}),
        ("picture-words", "plain_text", {"plain": "![What it shows](/a.png)"}),
        ("picture-outside", "plain_text", {"plain": f"![x](/images/{'a' * 64}.png)"}),
        ("picture-outside", "clinician_text", {"clinician": "![x](https://evil.example/x.png)[1]"}),
        ("picture-outside", "clinician_text", {"clinician": "| ![x](image:a) |\n|---|\n| a.[1] |"}),
        ("picture-outside", "plain_text", {"plain": "- ![x](javascript:alert)"}),
        ("citation-missing", "clinician_text", {"clinician": "Text.[1,7]"}),
        ("citation-missing", "plain_text", {"plain": "Text.[@roe]"}),
    ],
)
def test_errors_block_and_name_their_field(code, field, changes):
    assert [(finding.severity, finding.place.field) for finding in found(code, **changes)] == [
        (ERROR, field)
    ]


@pytest.mark.parametrize(
    ("code", "field", "changes"),
    [
        ("audience-plain", "plain_text", {"plain": ""}),
        ("reference-uncited", "references", {"references": [REFERENCE, {**REFERENCE, "id": "2"}]}),
        ("reference-problem", "references", {"references": [{**REFERENCE, "DOI": "10.1/x"}]}),
        ("claim-uncited", "clinician_text", {"clinician": "A.[1] Give 5 mg twice."}),
        ("claim-uncited", "plain_text", {"plain": "- It helps 3 in 10 people."}),
        (
            "claim-uncited",
            "plain_text",
            {"plain": "| Better |\n|---|\n| 45 of 100 |\n| 46 of 100 |"},
        ),
        ("claim-uncited", "plain_text", {"plain": "The risk fell by half."}),
        ("claim-uncited", "plain_text", {"plain": "It helps one in ten people."}),
        ("claim-uncited", "plain_text", {"plain": "It doubles the risk."}),
        ("absolute", "clinician_text", {"clinician": "This will cure everybody.[1]"}),
        ("absolute", "plain_text", {"plain": "It is completely safe."}),
        ("percentage-alone", "clinician_text", {"clinician": "It helped 30% of them.[1]"}),
        ("acronym-undefined", "clinician_text", {"clinician": "Use the SGLT2 drug.[1]"}),
        ("sentence-long", "plain_text", {"plain": "It is a long word row " + "or so " * 10}),
        (
            "reading-level",
            "plain_text",
            {"plain": "Individualised pharmacological intervention necessitates evaluation."},
        ),
    ],
)
def test_warnings_name_their_field(code, field, changes):
    assert [(finding.severity, finding.place.field) for finding in found(code, **changes)] == [
        (WARNING, field)
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("claim-uncited", "Give 5 mg.[1]"),
        ("claim-uncited", "Use SGLT2 drugs after COVID-19, see step 2 and Table 3."),
        ("claim-uncited", "## 3 things\n\nDoses.[1]\n\n| 5 mg |\n|---|\n| 6 mg |"),
        ("claim-uncited", "| Dose |\n|---|\n| 6 mg |\n| 9 mg.[1] |"),
        (
            "claim-uncited",
            "It fell by half.[1] Take one tablet twice a day, in a double-blind way.",
        ),
        ("claim-uncited", "<script>alert(1)</script> is no claim."),
        ("absolute", "The cure rate, clinical cure and what is not a cure, rose."),
        ("percentage-alone", "It helped 30% (3 in 10)."),
        ("percentage-alone", "It helped 12 of 40 (30%) of 40 patients."),
        ("percentage-alone", "The ratio was 0.8 (95% CI 0.7 to 0.9), HbA1c above 7%."),
        ("percentage-alone", "Of 1,000 people, 4% fell."),
        ("acronym-undefined", "The estimated rate (eGFR) fell. The eGFR rose."),
        ("acronym-undefined", "SGLT2 (a transporter) and DNA, HIV, stage III."),
        ("acronym-undefined", "NSAIDs (painkillers) and an NSAID."),
        ("sentence-long", "Twenty words are " + "just " * 16 + "right."),
        ("heading-order", "# A\n\n### B\n\n## C\n\n### D\n\n#### E"),
        ("picture-words", "![A chart of doses](/a.png)"),
        ("picture-outside", f"![A chart](image:{'a' * 64}) and `![x](/a.png)` and [x](/a.png)"),
    ],
)
def test_what_is_in_order_is_not_reported(code, text):
    assert found(code, clinician=f"{text}\n\nRest.[1]") == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Aspirin is always safe.", "always safe"),
        ("It never causes harm.", "never causes"),
        ("It is safe for everyone.", "safe for everyone"),
        ("There is no risk.", "no risk"),
        ("It has no adverse effects.", "no adverse effects"),
        ("It is not cheap, but it always works.", "always works"),
        ("It is not always safe, yet it cures all.", "cures"),
        ("Success is guaranteed.", "guaranteed"),
        ("It can't fail.", "can't fail"),
        ("It is not always safe.", ""),
        ("It is almost always effective.", ""),
        ("It isn’t completely safe.", ""),
        ("There is no guarantee and no cure.", ""),
        ("Almost no risk is left.", ""),
        ("People with no risk factors.", ""),
        ("It is not without risk.", ""),
        ("It was never a miracle, nor harmless.", ""),
    ],
)
def test_absolutes_are_flagged_unless_they_are_taken_back(sentence, said):
    assert [
        finding.sentence.partition("”")[0] for finding in found("absolute", plain=sentence)
    ] == ([f"“{said}"] if said else [])


def test_picture_of_others_is_named_with_its_place():
    (finding,) = found("picture-outside", plain="Rest.\n\n![x](https://evil.example/x.png)")
    assert finding.sentence.startswith("The picture https://evil.example/x.png is none of this")
    assert finding.place.line == 3


def test_quotes_keep_the_citations_inside_of_them():
    (finding,) = found("citation-missing", clinician="Rest.[1] See [1] and [7]. Then.")
    assert finding.sentence.endswith("“See [1] and [7].”")


def test_acronym_is_reported_once_at_its_first_place():
    (finding,) = found("acronym-undefined", clinician="## Use\n\nThe ABCD score.[1]\n\nABCD again.")

    assert finding.sentence == "“ABCD” is not explained where it first stands: “The ABCD score.”"
    assert (finding.place.anchor, finding.place.line) == ("s-use", 3)


def test_place_leads_to_the_passage():
    text = "Rest.[1]\n\n## Doses of it\n\nBefore.\n\nFirst.[1] Give 5 mg."
    (finding,) = found("claim-uncited", clinician=text)

    assert finding.place.anchor == "s-doses-of-it"
    assert finding.place.anchor in {heading.id for heading in render(text).toc}
    assert finding.place.line == 7
    assert text[finding.place.start : finding.place.end] == "First.[1] Give 5 mg."
    assert finding.place.quote == "Give 5 mg."


def test_missing_citation_is_shown_where_it_stands():
    (finding,) = found("citation-missing", clinician="One.[1]\n\n## B\n\nTwo.[7] Three.[7]")

    assert finding.sentence == "“7” is cited but not in the reference list: “Two.”"
    assert (finding.place.key, finding.place.anchor, finding.place.quote) == ("7", "s-b", "Two.")


LONG = "It is known for long, and from many studies of many people in many places, "


@pytest.mark.parametrize(
    ("code", "paragraph", "quote"),
    [
        ("citation-missing", "One.[1] Two.[1,7] Three.", "Two."),
        ("citation-missing", "- One.[1]\n- Two.[@roe]", "Two."),
        ("citation-missing", "| Head.[1] |\n|---|\n| Two.[8] |", "Two."),
        ("claim-uncited", "One.[1] Give 5 mg. Rest.[1]", "Give 5 mg."),
        ("claim-uncited", "It treats hepatitis C. Give 5 mg. Rest.[1]", "Give 5 mg."),
        ("claim-uncited", "It may fall. eGFR below 30 is a reason to stop.", "eGFR below 30 is"),
        ("absolute", "One.[1] It cures all.[1] Rest.", "It cures all."),
        ("percentage-alone", "One.[1] It helped 30%.[1] Rest.", "It helped 30%."),
        ("acronym-undefined", "One.[1] The ABCD score. Rest.", "The ABCD score."),
        ("sentence-long", f"One. It is long {'so ' * 20}here. Rest.", "It is long so so"),
        ("claim-uncited", f"Rest.[1] {LONG * 2}give 5 mg of it to all.", "give 5 mg of it to all."),
        ("absolute", f"{LONG * 3}it cures all, {LONG * 3}as said.[1]", "it cures all, It is known"),
        ("acronym-undefined", f"{LONG * 2}the ABCD score {LONG}.", "the ABCD score It is"),
    ],
)
def test_the_offending_sentence_is_quoted_and_not_the_first(code, paragraph, quote):
    (finding,) = found(code, clinician=f"Before.[1]\n\n{paragraph}")

    words = finding.sentence.partition(": “")[2]
    assert quote in words
    assert not words.startswith("One")
    assert len(words) < 125
    assert finding.place.line in {3, 4, 5}


def test_year_in_the_future_is_a_warning():
    items = [{**REFERENCE, "issued": {"date-parts": [[2027]]}}]
    findings = check_document(document(references=items), today=date(2026, 1, 1))

    assert [finding.sentence for finding in findings] == [
        "Reference “1”: its year, 2027, is in the future."
    ]


def test_retracted_reference_is_flagged():
    (finding,) = check_document(document(), retracted={"1": "Journal 2026;1:2."})

    assert (finding.code, finding.place.key) == ("reference-retracted", "1")
    assert finding.sentence == "Reference “1” is marked as retracted: Journal 2026;1:2."


def test_errors_come_first():
    findings = check_document(document(plain="", funding=""))

    assert [finding.severity for finding in findings] == [ERROR, WARNING]


def test_readings_are_given_for_each_text():
    assert list(readings(document())) == ["clinician_text", "plain_text"]
    assert list(readings(document(plain=""))) == ["clinician_text"]


@given(st.text(), st.text(), st.text())
def test_any_document_can_be_checked(clinician, plain, title):
    for finding in check_document(document(clinician=clinician, plain=plain, title=title)):
        assert finding.sentence
        assert finding.place.field


def test_a_heading_and_a_foreign_picture_are_found_in_their_line():
    text = f"## A\n\n#### B\n\n![Words](image:{'a' * 64})"
    (heading,) = found("heading-order", clinician=text)
    (picture,) = found("picture-missing", clinician=text)
    assert (heading.place.line, text[heading.place.start : heading.place.end]) == (3, "#### B")
    assert picture.place.line == 5

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.readability import flesch_kincaid, level, smog, syllables

#: Counted by hand, as a dictionary divides them in speech.
SYLLABLES = {
    **dict.fromkeys(("the", "nurse", "weeks", "washed", "helped", "years", "care", "stopped"), 1),
    **dict.fromkeys(("patient", "treatment", "people", "doctor", "kidneys", "guideline"), 2),
    **dict.fromkeys(("every", "likely", "sometimes", "needed", "table", "trial", "reduced"), 2),
    **dict.fromkeys(("medicine", "area", "diseases", "hospital", "infection", "idea"), 3),
    **dict.fromkeys(("radiation", "diabetes", "dialysis", "inhibitor", "evaluate"), 4),
    **dict.fromkeys(("antibiotic", "nephrologist's"), 5),
    "anticoagulant": 6,
    "well-known": 2,
    "12": 1,
    "SGLT2": 1,
    "NICE": 1,
    "é": 1,
}
SYLLABLES["nephrologist's"] = 4


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("words", "sentence_count", "syllable_count", "grade"),
    [
        # The constants of Kincaid et al. 1975, worked out by hand.
        (100, 10, 130, 3.65),
        (100, 5, 150, 9.91),
        (119, 10, 160, 4.92),
    ],
)
def test_flesch_kincaid_is_the_published_formula(words, sentence_count, syllable_count, grade):
    assert round(flesch_kincaid(words, sentence_count, syllable_count), 2) == grade


@pytest.mark.parametrize(
    # McLaughlin's conversion table for 30 sentences: words of many syllables, and the grade.
    ("polysyllables", "grade"),
    [(2, 5), (4, 5), (9, 6), (16, 7), (25, 8), (36, 9), (49, 10), (64, 11), (81, 13), (100, 14)],
)
def test_smog_agrees_with_the_published_table_to_a_grade(polysyllables, grade):
    assert abs(smog(polysyllables, 30) - grade) <= 1.0
    assert smog(polysyllables * 2, 60) == smog(polysyllables, 30)


def test_level_counts_sentences_and_not_headings_or_tables():
    found = level(
        "# Extraordinarily complicated\n\nThe cat sat on the mat. It was fat.[1]\n\n"
        "- The medicine is effective.\n\n| Anticoagulation |\n|---|\n| Immunosuppression |\n"
    )

    assert (found.words, found.sentences, found.syllables, found.polysyllables) == (13, 3, 17, 2)
    assert found.flesch_kincaid == round(0.39 * 13 / 3 + 11.8 * 17 / 13 - 15.59, 1)
    assert found.smog == round(1.0430 * (2 * 30 / 3) ** 0.5 + 3.1291, 1)


def test_hardest_sentences_come_first():
    hard = "Anticoagulation necessitates individualised consideration of contraindications."
    found = level(f"The cat sat on the mat. {hard} Go.")

    assert found.hardest[0].text == hard
    assert [sentence.text for sentence in found.hardest[1:]] == ["The cat sat on the mat."]


def test_plain_text_is_easier_than_hard_text_by_both_formulas():
    easy = level("Take one pill a day. Drink some water with it. Call us if you feel ill.")
    hard = level(
        "Individualised pharmacological intervention necessitates multidisciplinary evaluation"
        " of comorbidities, contraindications and potential interactions."
    )

    assert easy.flesch_kincaid < 4 < 15 < hard.flesch_kincaid
    assert easy.smog < 6 < 15 < hard.smog


def test_text_without_words_has_no_level():
    found = level("# Heading\n\n***\n")

    assert (found.flesch_kincaid, found.smog, found.hardest) == (None, None, ())


@given(st.text())
def test_any_text_has_a_level_or_none(text):
    found = level(text)

    assert (found.smog is None) == (found.words == 0)
    assert found.syllables >= found.words

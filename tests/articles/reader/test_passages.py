"""What is quoted to a reader's question, and what must not be."""

from __future__ import annotations

import pytest

from articles.reader.passages import answers_to
from articles.reader.stems import stem, telling_words
from tests.factories import Cast, draft, published, retracted
from tests.plugins.stage import scene

pytestmark = pytest.mark.django_db

BACTERAEMIA = """\
For an adult with uncomplicated gram-negative bacteraemia who is stable by day 7, 7 days of an
active antibiotic are not worse than 14.[1]

## What the trial adds

- It left out *Staphylococcus aureus* and infections that need long treatment.[2]
- It was open-label. At day 7, stop.
"""
HEART = """\
Adults with heart failure are advised to take one drug from each of four groups; all can be started
at a low dose within weeks.[1]

## The four groups

| Group | Examples | Check before and after |
|---|---|---|
| Renin-angiotensin inhibitor | Sacubitril/valsartan | Blood pressure, potassium, creatinine |
| Beta-blocker | Bisoprolol | Heart rate |
| Mineralocorticoid receptor antagonist | Spironolactone | Potassium, creatinine |

## When to slow down

- Potassium 5.5 mmol/L or above: halve or pause the antagonist. At 6.0 mmol/L or above, stop it.[2]
- SGLT2 inhibitor: pause it before major surgery, because of ketoacidosis.
- Raise one dose at a time, and check potassium and blood pressure after each step.
"""
FEVER = """\
A patient may go home if the score is high and somebody is there.[1] The first dose of an antibiotic
is given within an hour of arrival.

## At home

- Who takes fluoroquinolone prophylaxis is not treated with a fluoroquinolone.[2]
- Potassium is measured; stop what lowers it.
"""
STROKE = """\
Start aspirin and clopidogrel within 24 hours of a minor stroke and take both for 21 days.[1] How
long to treat depends on the risk of bleeding.[2] Nobody
should stop both.
"""


@scene
def library(cast: Cast) -> Cast:
    for slug, title, question, text in (
        ("days", "How long to treat gram-negative bacteraemia", "Are 7 days enough?", BACTERAEMIA),
        ("heart", "Starting four drugs in heart failure", "Which drugs, how fast?", HEART),
        ("fever", "Low-risk febrile neutropenia", "Who is treated at home?", FEVER),
        ("stroke", "Two drugs after a stroke", "Who should get both?", STROKE),
    ):
        values = {"title": title, "question": question, "clinician_text": text, "plain_text": ""}
        published(cast, draft(cast, slug=slug, **values))
    title = "Starting a beta-blocker before major surgery"
    question = "Should a beta-blocker be started before surgery?"
    retracted(cast, draft(cast, slug="beta", title=title, question=question, plain_text=""))
    return cast


@pytest.mark.parametrize(
    ("question", "quoted", "never"),
    [
        (
            "How long should I treat bacteraemia with E. coli?",
            ["7 days of an active antibiotic are not worse than 14."],
            ["Staphylococcus", "stroke"],
        ),
        (
            "When should I stop spironolactone because of potassium?",
            ["Potassium 5.5 mmol/L or above: halve or pause", "Examples: Spironolactone"],
            ["\nBlood pressure, potassium, creatinine"],
        ),
        (
            "Can I raise sacubitril when blood pressure is low?",
            ["Examples: Sacubitril/valsartan", "Raise one dose at a time"],
            ["one drug from each of four groups"],
        ),
        ("Who may go home with febrile neutropenia?", ["A patient may go home"], ["stroke"]),
        ("Should a beta-blocker be started before surgery?", [], []),
        ("What is the right dose of vitamin D?", [], []),
        ("Which malaria prophylaxis do you advise?", [], []),
        ("How do I treat gout?", [], []),
        ("Is it 7?", [], []),
    ],
)
def test_quotes(library: Cast, question: str, quoted: list[str], never: list[str]) -> None:
    answers = answers_to(question)
    texts = "".join(f"\n{passage.text}" for passage in answers.passages)
    assert [words for words in quoted if words not in texts] == []
    assert [words for words in never if words in texts] == []
    assert bool(answers.passages) == bool(quoted), texts
    slugs = [text.slug for text in answers.retracted]
    assert slugs == (["beta"] if "beta-blocker" in question else [])


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("treat", ["treated", "treatment", "Treating", "treatments"]),
        ("stop", ["stopped", "stopping", "stops"]),
        ("dose", ["doses", "Dose"]),
        ("therapy", ["therapies"]),
        ("anaemia", ["anemia"]),
        ("naïve", ["naive"]),
    ],
)
def test_forms_of_a_word_are_alike(word: str, others: list[str]) -> None:
    assert {stem(other) for other in others} == {stem(word)}


def test_unlike_words_are_not() -> None:
    words = ["start", "stars", "stroke", "strong", "potassium", "potent", "dose", "does"]
    assert len({stem(word) for word in words}) == len(words)


def test_how_one_asks_is_nothing_to_answer() -> None:
    assert telling_words("Should my patient take 20 mg of E, because of the heart?") == [
        "mg",
        "heart",
    ]
    assert telling_words("What is it?") == []

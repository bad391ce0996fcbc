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
| Mineralocorticoid receptor antagonist | Spironolactone, eplerenone | Potassium, creatinine |

## When to slow down

- Potassium 5.5 mmol/L or above: halve or pause the mineralocorticoid receptor
  antagonist. At 6.0 mmol/L or above, stop it.[2]
- SGLT2 inhibitor: pause it before major surgery, because of ketoacidosis.
- Devices, iron and ivabradine are not covered.
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
should stop both. A statin is started as well.
"""
CYSTITIS = """\
For a woman who is not pregnant, a short course of a narrow antibiotic is the usual treatment.[1]

## Choosing the antibiotic

| Drug | Dose | Days | Notes |
|---|---|---|---|
| Nitrofurantoin | 100 mg twice daily | 5 | Not if eGFR is below 45 |
| Pivmecillinam | 200 mg three times daily | 3 | A penicillin |

Pregnancy is a reason to think again.[2]
"""
CYSTITIS_PLAIN = """\
## In short

Cystitis is an infection of the bladder. It is mostly mild.[1,2] If it is mild, you can wait.
"""


@scene
def library(cast: Cast) -> Cast:
    for slug, title, question, text in (
        ("days", "How long to treat gram-negative bacteraemia", "Are 7 days enough?", BACTERAEMIA),
        ("heart", "Starting four drugs in heart failure", "Which drugs, how fast?", HEART),
        ("fever", "Low-risk febrile neutropenia", "Who is treated at home?", FEVER),
        ("stroke", "Two drugs after a stroke", "Who should get both?", STROKE),
        ("cystitis", "Cystitis in women who are not pregnant", "Which antibiotic?", CYSTITIS),
    ):
        plain = CYSTITIS_PLAIN if slug == "cystitis" else ""
        values = {"title": title, "question": question, "clinician_text": text, "plain_text": plain}
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
            "When to stop spironolactone because of high potassium?",
            ["1. Potassium 5.5 mmol/L or above: halve or pause", "2. Group: Mineralocorticoid"],
            ["Raise one dose"],
        ),
        (
            "Can I raise sacubitril when blood pressure is low?",
            ["1. Group: Renin-angiotensin inhibitor; Examples: Sacubitril/valsartan"],
            ["one drug from each of four groups", "Raise one dose"],
        ),
        ("May ivabradine be added to the four drugs?", ["1. Devices, iron"], ["2. "]),
        (
            "Is 7 days of antibiotics enough for E. coli in the blood?",
            ["1. For an adult with uncomplicated gram-negative bacteraemia"],
            ["2. "],
        ),
        ("Is 7 days enough for Staphylococcus aureus bacteraemia?", ["1. It left out"], ["2. "]),
        (
            "How do I treat cystitis in a woman who is not pregnant?",
            ["1. For a woman who is not pregnant"],
            [],
        ),
        ("How many days of nitrofurantoin for cystitis?", ["Drug: Nitrofurantoin"], ["Pivm"]),
        ("Can I wait if my bladder infection is mild?", ["1. Cystitis is an infection"], ["2. "]),
        # What is not about all of it is about something else.
        ("I am pregnant and have a bladder infection, what can I take?", [], []),
        ("Which antibiotic for cystitis in pregnancy?", [], []),
        ("How do I treat cystitis in a man?", [], []),
        ("Should I add rosuvastatin in heart failure?", [], []),
        ("Is cranberry juice good for cystitis?", [], []),
        ("Is spironolactone safe " + " in heart failure" * 9 + " of a boxer?", [], []),
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
    texts = "".join(f"\n{n}. {each.text}" for n, each in enumerate(answers.passages, 1))
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

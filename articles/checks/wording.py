"""Words that mislead or shut readers out: absolutes, lone percentages, acronyms, long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.checks.citing import blanked, place_of, quoted
from articles.checks.finding import Finding, warning
from articles.prose import Sentence, sentences

MOST_WORDS = 20

_ABSOLUTES = re.compile(
    r"\b(?:(?:always|completely|totally|perfectly|absolutely|entirely|100\s?%)"
    r"\s+(?:safe|effective|harmless)"
    r"|(?<!clinical )cure[sd]?\b(?!\s+rates?)"
    r"|guarantee[sd]?|miracle|risk-free|harmless|zero risks?"
    r"|no (?:side[ -]effects|(?:adverse|unwanted) effects|risks?|dangers?)"
    r"(?! (?:factor|assess|score|calcul|of bias))"
    r"|without (?:any )?(?:side[ -]effects|risks?)(?! (?:factor|assess|score))"
    r"|always (?:works?|helps?|heals?|succeeds?)"
    r"|never (?:fails?|causes?|harms?|hurts?)"
    r"|(?:safe|works|effective|suitable) (?:for|in) (?:everyone|everybody|all (?:patients|people))"
    r"|(?:cannot|can['\u2019]t|can not) (?:fail|harm|hurt))\b",
    re.IGNORECASE,
)
#: What takes an absolute back, right before it: "not always safe", "almost no risk".
_TAKEN_BACK = re.compile(
    r"(?:\b(?:not|never|no|nor|almost|nearly|hardly|rarely|seldom|cannot|nothing|nobody|without|few)"
    r"|n['\u2019]t)(?: (?:a|an|any|the|be|been|is|are|as|yet|necessarily|always|completely"
    r"|entirely))*\s+$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 60
_PERCENTAGE = re.compile(r"\d\s?(?:%|per ?cent\b)")
# Intervals, limits and laboratory values are no shares of people.
_NO_SHARE = re.compile(
    r"\b\d+\s?%\s*(?:CI\b|confidence|credible|prediction)|\b(?:HbA1c|A1c|SpO2|saturation|LVEF|EF|FiO2"
    r"|haematocrit|hematocrit|ejection fraction)\b[^.;,]{0,40}?\d[\d.\u2013-]*\s?%",
    re.IGNORECASE,
)
_ABSOLUTE_NUMBER = re.compile(
    r"\d\s+(?:in|of|out of|per|/)\s+(?:the\s+|every\s+)?\d|\bn\s?=\s?\d|\d/\d"
    r"|\b(?:in|of|per)\s+(?:10|100|1,?000|10,?000|100,?000)\b"
    r"|\d[\d,]*\s+(?:\w+\s+){0,2}?(?:people|patients|participants|women|men|children|adults|persons"
    r"|babies|events|deaths|cases|strokes|fewer|more|infants|trials)\b"
    r"|\bNN[TH]\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?<![\w/-])(?=[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z])[A-Za-z][A-Za-z0-9]{1,9}s?\b"
)
_ROMAN = re.compile(r"[IVX]+[ab]?")
#: Words by now, names of bodies and trials' design, units.
_KNOWN = frozenset(
    {
        *("AIDS", "BMJ", "CT", "DNA", "DOI", "EU", "FDA", "HIV", "ID", "IU", "JAMA", "MRI", "NHS"),
        *("NICE", "OK", "PMID", "RNA", "UK", "US", "USA", "WHO", "pH", "kPa", "mmHg", "mL", "dL"),
        *("COVID", "TV", "PDF", "II", "III", "IV", "VI"),
    }
)


def check_wording(markdown: str, field: str, letter: str) -> Iterator[Finding]:
    """Yield warnings about the words of a text."""
    found = sentences(markdown, anchor=letter)
    yield from _acronyms(found, field)
    for sentence in found:
        if sentence.kind in {"heading", "cell"}:
            continue
        yield from _about(sentence, field)


def _about(sentence: Sentence, field: str) -> Iterator[Finding]:
    place = place_of(sentence, field)
    if absolute := _absolute(sentence.text):
        quote = quoted(sentence, absolute.start())
        words = f"“{absolute[0]}” promises more than medicine can: “{quote}”"
        yield warning("absolute", words, place)
    shares = blanked(_NO_SHARE, sentence.text)
    if (share := _PERCENTAGE.search(shares)) and not _ABSOLUTE_NUMBER.search(shares):
        quote = quoted(sentence, share.start())
        words = f"This percentage stands without a number of people: “{quote}”"
        yield warning("percentage-alone", words, place)
    if len(sentence.words) > MOST_WORDS:
        quote, count = quoted(sentence), len(sentence.words)
        words = f"This sentence has {count} words, more than {MOST_WORDS}: “{quote}”"
        yield warning("sentence-long", words, place)


def _absolute(text: str) -> re.Match[str] | None:
    """Return the first promise of a sentence that the words before it do not take back."""
    for found in _ABSOLUTES.finditer(text):
        if not _TAKEN_BACK.search(text[max(0, found.start() - _LONGEST_BEFORE) : found.start()]):
            return found
    return None


def _acronyms(found: Sequence[Sentence], field: str) -> Iterator[Finding]:
    """Yield each acronym that is used before the text says what it stands for."""
    known: set[str] = set()
    for sentence in found:
        for match in _ACRONYM.finditer(sentence.text):
            acronym = match[0].removesuffix("s")
            if acronym in known or acronym in _KNOWN or _ROMAN.fullmatch(acronym):
                continue
            known.add(acronym)
            before = sentence.text[: match.start()]
            after = sentence.text[match.end() :]
            is_defined = before.endswith(("(", "[")) or re.match(
                r"\s*(?:\(|=|,? (?:is|means|stands))", after
            )
            if not is_defined:
                yield warning(
                    "acronym-undefined",
                    f"“{acronym}” is not explained where it first stands:"
                    f" “{quoted(sentence, match.start())}”",
                    place_of(sentence, field),
                )

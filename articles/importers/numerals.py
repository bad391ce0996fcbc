"""Trailing numerals that are citations: in "poor outcome 1." the numeral becomes ``[1]``.

A page of the site prints a citation as a bare numeral after the claim. A text is full of other
numerals, so one is taken as a citation only when all of this holds:

1. it is a number from 1 to 99 without leading zero, or several joined by commas or a dash
   (``1, 2`` or ``1-3``), and one space separates it from what stands before;
2. what stands before ends in a letter, a closing bracket or quotation mark, a per cent sign, a
   digit inside a word (``TP53``) or a year, and its last word is none that a number belongs to:
   an ordinal noun (grade, day, table, May), a preposition or verb (of, than, is), the name of a
   score or molecule (ECOG, CD). "Days" and the like take none of their own after a number, so
   that "for 5 days 2." ends in a citation, and "cycle 5 days 2." does not;
3. what follows is the end of the block or sentence punctuation, and no digit after a comma;
4. all such numbers of the page together begin at 1 and go up without a step of more than
   ``LARGEST_STEP``. What lies beyond a larger step stays text, and the caller says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LARGEST_STEP = 3

_CANDIDATE = re.compile(
    r"""(?<=\S)[ \u00a0]
        (?P<numbers>[1-9][0-9]?(?:(?:,\ ?|[-\u2013])[1-9][0-9]?)*)
        (?: \Z | (?=,(?!\s*[0-9])(?:\s|\Z)) | (?=[.;:!?][)\]"\u201d\u2019]*(?:\s|\Z)) )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASH = re.compile("[-\u2013]")
_LONGEST_WORDS = 80

_CLOSING = ")]%\"'\u201d\u2019"
_AROUND_WORDS = _CLOSING + "([\u201c\u2018.,;:"

_COUNTED_BY_NUMBER = """
    act age aged ages appendix arm arms block box bullet category chapter class classes codon cohort
    column course courses criteria criterion cycle cycles day days decade degree dose doses edition
    equation exon exons factor factors fig figs figure figures footnote generation grade grades
    group groups hour hours intron issue item items lane level levels line lines minute minutes
    month months no nos nr number numbers option options order page pages panel paragraph part
    parts phase phases point points pp protocol question questions rank ratio room round row rule
    score scored scores scoring second seconds section sections segment session sessions shift
    stage stages stratum step steps supplement table tables tier time tip type types unit v version
    visit visits vol volume wave week weeks year years zone
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
"""
_COUNTED_AFTER_NUMBERS = "seconds minutes hours days weeks months years points degrees doses"
_NUMBER_WORDS = "two three four five six seven eight nine ten twelve"
_GRAMMAR = """
    a about above across add after all almost among an and another approximately are around as at be
    been before below best between both but by circa contain contained contains counted de down each
    either equal equaled equalled equals every exactly exceed exceeded exceeding exceeds extra fewer
    first following for from gave had has have high if in include included includes into is just
    last least less low many max maximum mean means median min minimum minus more most nearly next
    of on once one only or other over past per plus receive received remaining requires roughly
    same scored some than the then these they this those through till times to top total under until
    up versus via vs was were where which with within without x
"""
_NAMES = """
    apgar asa auc bcl bi-rads birads c ca ccr cd chromosome ci ckd cov covid cox cxcr ecog f factor
    fgf gcs gleason glp gold gpa g h hbv hcv her hhv hiv hla hpv hr hsv htlv icd ifn igg il
    interleukin isup ki kras lugano m mallampati mgfa mmrc mrs n nlrp nyha nrs omega or p parp pd
    pde pi-rads pirads protein ps rr s sars-cov sd se sglt t tanner tlr tnm trpv vas vitamin zap
"""
_COUNTED = frozenset(_COUNTED_BY_NUMBER.split())
_NOT_BEFORE = _COUNTED.union(_GRAMMAR.split(), _NAMES.split())
_MEASURES = frozenset(_COUNTED_AFTER_NUMBERS.split())
_SMALL_NUMBERS = frozenset(_NUMBER_WORDS.split())


@dataclass(frozen=True)
class Numerals:
    """The numerals of a whole page: those taken as citations, and those left as text."""

    cited: frozenset[int]
    doubtful: frozenset[int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: words, or the inside of a citation such as ``1,2``."""

    text: str
    is_citation: bool


def plausible_numerals(texts: Iterable[str]) -> Numerals:
    """Return which numerals of a page's blocks are citations, by rules 1 to 4 above."""
    found = {number for text in texts for match in _candidates(text) for number in _numbers(match)}
    cited: set[int] = set()
    last = 0
    for number in sorted(found) if 1 in found else []:
        if number - last > LARGEST_STEP:
            break
        cited.add(number)
        last = number
    return Numerals(frozenset(cited), frozenset(found - cited))


def split_citations(text: str, cited: frozenset[int]) -> Iterator[Piece]:
    """Yield a block's text in pieces, citations apart; only ``cited`` numbers are citations."""
    position = 0
    for match in _candidates(text):
        if cited.issuperset(_numbers(match)):
            start, end = match.span("numbers")
            yield Piece(text[position:start], is_citation=False)
            inside = _DASH.sub("-", match.group("numbers").replace(" ", ""))
            yield Piece(inside, is_citation=True)
            position = end
    yield Piece(text[position:], is_citation=False)


def ends_in_citation(text: str) -> bool:
    """Tell whether a line could end in a citation, as a claim does and a heading does not."""
    return any(match.end("numbers") == len(text) for match in _candidates(text))


def _candidates(text: str) -> Iterator[re.Match[str]]:
    for match in _CANDIDATE.finditer(text):
        if _numbers(match) and _takes_citation(text, match.start()):
            yield match


def _numbers(match: re.Match[str]) -> list[int]:
    """Return the numbers that a numeral stands for; none when a range runs backwards."""
    numbers: list[int] = []
    for part in match.group("numbers").split(","):
        low, *rest = (int(number) for number in _DASH.split(part))
        if len(rest) > 1 or (rest and rest[0] <= low):
            return []
        numbers += range(low, (rest[0] if rest else low) + 1)
    return numbers


def _takes_citation(text: str, end: int) -> bool:
    """Tell whether a citation may follow what stands before ``end`` (rule 2)."""
    tokens = text[max(0, end - _LONGEST_WORDS) : end].split()
    last = tokens[-1][-1]
    if not (last.isalnum() or last in _CLOSING):
        return False
    *before, word = (token.strip(_AROUND_WORDS).lower() for token in ["", "", *tokens[-3:]])
    if word.replace(",", "").replace(".", "").isdigit():
        return last in ")]%" or _YEAR.fullmatch(word) is not None
    if word in _MEASURES and (before[-1][:1].isdigit() or before[-1] in _SMALL_NUMBERS):
        return before[-2] not in _COUNTED
    return word not in _NOT_BEFORE

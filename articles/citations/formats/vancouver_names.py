"""Who wrote a printed entry: people with their initials, and bodies.

An entry says neither where its authors end nor whether it has any. People are told by initials
behind a name, bodies by words such as "Society", by capitals throughout, or by a site's address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.citations.formats.parts import SUFFIX, initials_last

Name = dict[str, str]

#: Longer than any body's name; a title may be longer.
LONGEST_BODY = 150

#: A full stop behind these ends no sentence.
_NO_END = re.compile(r"(?:^|[\s,;(])(?:Ste?|U\.S|U\.K|E\.U|Dr)$")
_SPACED_INITIALS = re.compile(
    r"(?<=[a-z] )(?!U\. ?[SK]\.)([A-Z])\. ?([A-Z])\.(?=\s*[,;]|\s+[A-Z][a-z])"
)
_ET_AL = re.compile(r"[,;]?\s*(?:\bet al|\band others)\.?$", re.IGNORECASE)
_EDITORS = re.compile(r",?\s*\(?\b(?:editors?|eds?)\b\.?\)?$", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?")
_AND = re.compile(r"\s+(?:and|&)\s+")
_ON_BEHALF = re.compile(r"(?:on behalf of|for|and)\s+(?:the\s+)?(?=[A-Z0-9])|the\s+(?=[A-Z0-9])")
#: Family names have no other words in small letters.
_PARTICLES = frozenset(
    {
        *("af", "al", "av", "ben", "bin", "d'", "da", "das", "de", "del", "della", "den", "der"),
        *("di", "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "lo", "los", "st", "'t"),
        *("te", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur"),
    }
)
#: A capital letter behind these is no initial.
_NO_NAME = re.compile(
    r"(?:vitamins?|hepatitis|influenza|protein|factor|type|group|class|grade|stage|arm|part"
    r"|ha?emophilia|immunoglobulin|appendix|chapter|table|figure)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:academy|administration|agency|alliance|association|authority|authors|board|bureau"
    r"|cent(?:er|re)s?|clinic|collaborati(?:on|ve)|collaborators|college|commission|committee|company"
    r"|consortium|corp(?:oration)?|council|department|directorate|federation|foundation|gmbh"
    r"|groups?|hospital|inc|initiative|institutes?|institution|investigators|laborator(?:y|ies)"
    r"|library|limited|llc|ltd|members|ministry|network|nhs|office|organi[sz]ation|outcomes|panel"
    r"|pharmaceuticals?|partnership|program(?:me)?|registry|services?|society|task force|team"
    r"|trialists|trust|union|university|working party)\b|^(?:Public )?Health [A-Z]",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{2,10}(?:[&/-][A-Z]{2,10})*")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:gov|org|com|net|int|edu|eu|uk|ca|au)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w\u2019'-]*")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "de", "et", "for", "from", "in", "la", "of", "on", "the", "to"}
)


@dataclass(frozen=True)
class Names:
    """What stands before the title: people and bodies, and whether they are its editors."""

    people: list[Name] = field(default_factory=list)
    are_editors: bool = False


def first_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence without its full stop, and the rest, "" if there is none."""
    start = 0
    while (stop := text.find(". ", start)) >= 0:
        if not _NO_END.search(text[max(0, stop - 5) : stop]):
            return text[:stop].strip(), text[stop + 2 :].strip()
        start = stop + 2
    return text.strip(), ""


def names_and_title(text: str) -> tuple[Names, str]:
    """Return who is named in the first sentence, if anybody is, and what comes after it."""
    first, rest = first_sentence(_SPACED_INITIALS.sub(r"\1\2", text))
    if not rest:
        return Names(), text
    named = names(first)
    if named.people:
        return named, rest
    body = _EDITORS.sub("", first)
    if is_body(body) or (is_capitalised(body) and not is_capitalised(first_sentence(rest)[0])):
        return Names([{"literal": body}], are_editors=body != first), rest
    return Names(), text


def names(text: str) -> Names:
    """Return the people of a list, with the bodies among them; nothing if nobody is a person."""
    listed = _EDITORS.sub("", text.strip())
    found: list[Name] = []
    cleaned = _ET_AL.sub("", listed)
    for segment in cleaned.split(";"):
        found += _segment(segment.strip())
    if not any("family" in name for name in found):
        return Names()
    if cleaned != listed:  # without it, the entry would say that nobody else wrote the work
        found.append({"literal": "et al"})
    return Names(found, are_editors=listed != text.strip())


def is_body(text: str) -> bool:
    """Tell whether a sentence is the name of an organisation or of a group of people."""
    if len(text) > LONGEST_BODY or not (text[:1].isupper() or text[:1].isdigit()):
        return False
    if _ACRONYM.fullmatch(text) or _SITE.fullmatch(text):
        return True
    return bool(_BODY.search(text)) and is_capitalised(text)


def is_capitalised(text: str) -> bool:
    """Tell whether all words of some length begin with a capital, as in names of bodies."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    capitalised = [word for word in words if word[0].isupper() and len(word) > 1]
    return (
        len(text) <= LONGEST_BODY
        and len(capitalised) > 1
        and all(word[0].isupper() or word[0].isdigit() for word in words)
    )


def _segment(text: str) -> list[Name]:
    """Return the names between two semicolons: people, with the bodies among them, or one body."""
    parts: list[str] = []
    for part in filter(None, _COMMA.split(text)):
        sides = _AND.split(part)
        if SUFFIX.fullmatch(part) and parts and part != "I":  # "King ML, Jr"
            parts[-1] = f"{parts[-1]} {part.rstrip('.')}"
        elif len(sides) > 1 and all(_person(side) for side in sides):
            parts += sides
        else:
            parts.append(part)
    people = [_person(part) for part in parts]
    if not any(people):
        return [{"literal": _body(text)}] if text else []
    return [person or {"literal": _body(part)} for part, person in zip(parts, people, strict=True)]


def _body(text: str) -> str:
    return _ON_BEHALF.sub("", text, count=1) if _ON_BEHALF.match(text) else text


def _person(text: str) -> Name | None:
    """Return a person's name if it is one: a family name of a few words, and initials."""
    name = initials_last(text)
    words = name.get("family", "").split()
    if not words or len(words) > 4 or any(letter.isdigit() for letter in name["family"]):
        return None
    if _NO_NAME.fullmatch(words[-1]) or not all(_is_of_a_name(word) for word in words):
        return None
    return name


def _is_of_a_name(word: str) -> bool:
    return any(letter.isupper() for letter in word) or word.lower() in _PARTICLES

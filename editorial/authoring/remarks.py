"""What was remarked, each beside its passage in the working copy, with room for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import User
from articles.anchoring import Anchor, locate, reading_blocks, reading_text, successor
from articles.models import Article
from editorial.enums import Part
from editorial.models import Comment
from editorial.selectors.answers import Answered, remarks_to_answer
from editorial.services.answering_comments import LONGEST_ANSWER
from editorial.services.previewing import preview_article

#: How much of the new text is shown before and after a passage.
AROUND = 160


class AnswerForm(forms.Form):
    """An answer to one remark, named by ``comment``."""

    addressed = forms.ChoiceField(
        label="Is it addressed in the new text?",
        choices=[("yes", "Yes"), ("no", "No, for the reason below")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    text = forms.CharField(
        label="What you did, or why not",
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    comment = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask why, if it was not addressed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("addressed") == "no" and not cleaned.get("text"):
            self.add_error("text", "Say why it was not addressed.")
        return cleaned


@dataclass(frozen=True)
class Passage:
    """Quoted words where they stand in the new text."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True)
class Line:
    """A remark, its answer so far, its passage if that still stands, and the form."""

    remark: Comment
    answered: Answered
    passage: Passage | None
    #: What a passage that was changed reads like now, "" where nothing does.
    now: str
    form: AnswerForm


def lines(user: User, article: Article, data: Mapping[str, Any] | None = None) -> list[Line]:
    """Return the remarks of the last decided round; ``data`` is what was posted to one of them."""
    found = remarks_to_answer(article)
    if not found:
        return []
    pages = _pages(user, article)
    texts = {part: reading_text(page) for part, page in pages.items()}
    result = []
    for each in found:
        passage, now = _passage(texts, each.comment), ""
        if passage is None and each.comment.anchor.exact:
            now = successor(reading_blocks(pages[each.comment.part]), each.comment.anchor)
        result.append(Line(each.comment, each, passage, now, _form(each, data)))
    return result


def _pages(user: User, article: Article) -> dict[str, str]:
    """Return what readers would see of the working copy."""
    rendering = preview_article(acting_user=user, article=article).rendering
    return {
        Part.CLINICIAN: rendering.html,
        Part.PLAIN: rendering.plain_html,
        Part.REFERENCES: rendering.references_html,
    }


def _passage(texts: Mapping[str, str], remark: Comment) -> Passage | None:
    anchor: Anchor = remark.anchor
    if not anchor.exact:
        return None
    text = texts[remark.part]
    place = locate(text, anchor)
    if place is None:
        return None
    end = place + len(anchor.exact)
    return Passage(text[max(0, place - AROUND) : place], anchor.exact, text[end : end + AROUND])


def _form(each: Answered, data: Mapping[str, Any] | None) -> AnswerForm:
    uid = str(each.comment.uid)
    names = f"answer-{uid}-%s"
    if data is not None and data.get("comment") == uid:
        return AnswerForm(data, auto_id=names)
    initial: dict[str, Any] = {"comment": uid}
    if each.answer is not None:
        initial |= {"addressed": "yes" if each.answer.addressed else "no"}
        initial |= {"text": each.answer.text}
    return AnswerForm(initial=initial, auto_id=names)

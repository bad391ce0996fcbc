"""What was remarked, each beside its passage in the working copy, with room for an answer.

All answers are one form: no press keeps one of them and drops what was typed into the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import User
from articles.anchoring import Anchor, locate, reading_blocks, reading_text, successor
from articles.models import Article
from articles.text import clean_text
from editorial.authoring.selectors import save_number
from editorial.enums import Part
from editorial.models import Comment, CommentAnswer
from editorial.selectors.answers import Answered, remarks_to_answer
from editorial.services.answering_comments import LONGEST_ANSWER
from editorial.services.previewing import preview_article

#: How much of the new text is shown before and after a passage.
AROUND = 160


class PlainText(forms.CharField):
    """Text as the service will make it, so that a line end alone is no change."""

    def to_python(self, value: Any) -> str:
        """Return the words made plain."""
        return clean_text(super().to_python(value) or "")[0]


class AnswerForm(forms.Form):
    """An answer to one remark, whose identifier is the prefix. Left as it was, it says nothing."""

    addressed = forms.ChoiceField(
        label="Is it addressed in the new text?",
        choices=[("yes", "Yes"), ("no", "No, for the reason below")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    text = PlainText(
        label="What you did, or why not",
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    #: The answer that the page showed, by its number.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, each: Answered, user: User, data: Mapping[str, Any] | None = None) -> None:
        prefix = str(each.comment.uid)
        self.newest, self.user = each.answer, user
        posted = data is not None and f"{prefix}-text" in data
        shown: CommentAnswer | None = each.answer
        if posted and data is not None:
            number = save_number(str(data.get(f"{prefix}-seen", "")))
            shown = each.comment.answers.filter(pk=number).first()
        super().__init__(
            dict(data.items()) if posted and data is not None else None,
            prefix=prefix,
            initial=_words_of(shown),
            auto_id="answer-%s",
            empty_permitted=True,
            use_required_attribute=False,
        )

    @property
    def says_more(self) -> bool:
        """Whether a valid form says what the newest answer does not."""
        if not self.is_bound or not self.has_changed():
            return False
        return {**self.cleaned_data, "seen": None} != {**_words_of(self.newest), "seen": None}

    def clean(self) -> dict[str, Any]:
        """Ask why, if it was not addressed; nobody else's newer answer is passed over unseen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("addressed") == "no" and not cleaned.get("text"):
            self.add_error("text", "Say why it was not addressed.")
        newest = self.newest
        if newest and newest.author != self.user and newest.pk != cleaned.get("seen"):
            self.data = {**self.data, self.add_prefix("seen"): newest.pk}
            self.add_error(
                "text",
                f"{newest.author.printed_name} answered meanwhile, as above. Yours is below: keep"
                " it to let it take the place of theirs.",
            )
        return cleaned


def _words_of(answer: CommentAnswer | None) -> dict[str, Any]:
    """Return what the form shows of an answer."""
    if answer is None:
        return {"text": "", "seen": None}
    addressed = "yes" if answer.addressed else "no"
    return {"addressed": addressed, "text": answer.text, "seen": answer.pk}


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
    """Return the remarks of the last decided round; ``data`` is what was posted to them."""
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
        result.append(Line(each.comment, each, passage, now, AnswerForm(each, user, data)))
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

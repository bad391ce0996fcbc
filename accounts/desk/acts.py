"""An act of the desk: a button, a page that says what will happen, and a POST to a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import User


class ActForm(forms.Form):
    """The form of an act; it knows the request and the thing, for choices and checks.

    An act that asks for nothing uses it as it is.
    """

    def __init__(self, *args: Any, request: HttpRequest, thing: Any, **kwargs: Any) -> None:
        self.request = request
        self.thing = thing
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class Act:
    """What a subclass fills in; ``accounts.desk.pages`` does the rest.

    ``against`` is the policy: its reasons word the disabled button. ``perform`` calls the service,
    which asks the same policy again behind its lock, and returns what to tell the person.
    """

    #: The last part of the page's address.
    slug: ClassVar[str]
    #: On the button that leads to the page, and on the one that acts.
    label: ClassVar[str]
    #: Of the page; the label unless given.
    title: ClassVar[str] = ""
    #: What will happen, in sentences.
    consequences: ClassVar[Sequence[str]] = ()
    #: Whose act it is: to others it is neither offered nor open.
    role: ClassVar[Role]
    form_class: ClassVar[type[ActForm]] = ActForm
    #: "primary" for what is usually next, "danger" for what can't be taken back.
    tone: ClassVar[str] = "plain"
    template: ClassVar[str] = "admin/desk/act.html"

    def offered_to(self, user: User) -> bool:
        """Tell whether the act is the person's at all."""
        return user.has_role(self.role)

    def applies(self, user: User, thing: Any) -> bool:
        """Tell whether the button makes sense on the thing's page as it stands."""
        return True

    def against(self, user: User, thing: Any) -> list[str]:
        """Return why the person can't do it now."""
        raise NotImplementedError

    def perform(self, user: User, thing: Any, data: Mapping[str, Any]) -> str:
        """Do it, by the service; return a sentence about what was done."""
        raise NotImplementedError

    def initial(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """Return what the form starts with."""
        return {}

    def context(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """Return what the act's own template needs."""
        return {}

    def words(self, thing: Any) -> Sequence[str]:
        """Return what will happen, for this thing."""
        return self.consequences

    def done_at(self, user: User, thing: Any) -> str:
        """Return the address to go to when it is done, or "" for the thing's page."""
        return ""


@dataclass(frozen=True)
class Button:
    """An act on the thing's page: a link to the act's page, or the reasons why not."""

    label: str
    address: str
    tone: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Buttons that are disabled for the same reasons."""

    reasons: tuple[str, ...]
    labels: tuple[str, ...]


def refusals(buttons: Sequence[Button]) -> list[Refusal]:
    """Group the disabled buttons by their reasons, so that each is said once."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for button in buttons:
        if button.reasons:
            groups.setdefault(button.reasons, []).append(button.label)
    return [Refusal(reasons, tuple(labels)) for reasons, labels in groups.items()]

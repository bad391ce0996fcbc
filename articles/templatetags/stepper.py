"""The three steps that readers and authors see."""

from __future__ import annotations

from typing import TypedDict

from django import template

register = template.Library()

#: What stands in the last step's place after a retraction: the three steps were gone through.
RETRACTED = "retracted"
#: How a submission can end on its way.
ENDS = {
    "changes_requested": "Changes requested",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
STEPS = (("submitted", "Submitted"), ("under_review", "Under review"), ("approved", "Approved"))


class Step(TypedDict):
    """A step as it is drawn: never by colour alone (WCAG 1.4.1)."""

    label: str
    standing: str
    icon: str
    said: str


@register.inclusion_tag("partials/stepper.html")
def stepper(current: str, reached: str = "submitted") -> dict[str, list[Step]]:
    """Draw the steps: ``{% stepper submission.state %}``, ``{% stepper "approved" %}``.

    A retracted text went through all three and then came to its end, which is a fourth. A
    submission that ended on its way shows the steps up to the one it ``reached``, and its end. A
    state that is none of these (a draft) leaves all steps to come.
    """
    names = [name for name, _label in STEPS]
    place = names.index(current) if current in names else -1
    if current in ENDS:
        end = Step(label=ENDS[current], standing="ended", icon="warning", said="")
        done = names.index(reached) + 1
        return {"steps": [*(_step(index, done) for index in range(done)), end]}
    if current == RETRACTED:
        end = Step(label="Retracted", standing="ended", icon="warning", said="")
        return {"steps": [*(_step(index, len(STEPS)) for index in range(len(STEPS))), end]}
    return {"steps": [_step(index, place) for index in range(len(STEPS))]}


def _step(index: int, place: int) -> Step:
    name, label = STEPS[index]
    if index < place:
        return Step(label=label, standing="done", icon="check", said=" (completed)")
    if index == place:
        icon = "seal" if name == "approved" else "dot"
        return Step(label=label, standing="current", icon=icon, said="")
    return Step(label=label, standing="todo", icon="circle", said=" (to come)")

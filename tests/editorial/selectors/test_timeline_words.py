"""Every act has words for the authors, or is kept from them on purpose."""

from __future__ import annotations

from typing import Any

from django.test import Client

from articles.models import Article
from editorial import services
from editorial.citing import open_citation_tasks
from editorial.enums import Action
from editorial.models import Record, Submission
from editorial.selectors.timeline import BY_NAME, SENTENCES, UNTOLD, timeline
from tests.editorial.api.asking import Program, posted
from tests.editorial.scenes import (
    VERBS,
    VERBS_OF_NOTES,
    VERBS_ON_PUBLICATION,
    VERBS_ON_SUBMISSION,
    Scene,
    at_approved,
    at_changes_requested,
    at_submitted,
)
from tests.factories import Cast, accept, add_picture, board_member, draft, publish, submitted
from tests.factories.texts import REFERENCES

#: Told in sentences of their own.
BY_HAND = {Action.SAVED, Action.PUBLISHED}


def test_no_action_is_without_words() -> None:
    assert set(Action) == set(BY_NAME) | set(SENTENCES) | set(UNTOLD) | BY_HAND


def scene_of(cast: Cast, title: str) -> Scene:
    third, fourth = (board_member(cast.specialty, printed_name=f"{title} {n}") for n in "AB")
    return Scene(cast, third=third, fourth=fourth, article=draft(cast, title=title))


def act(scene: Scene, person: Any, *verbs: str) -> None:
    known = {**VERBS, **VERBS_ON_SUBMISSION, **VERBS_OF_NOTES, **VERBS_ON_PUBLICATION}
    for verb in verbs:
        known[verb](scene, person)


def before_submitting(cast: Cast) -> None:
    scene = scene_of(cast, "Before")
    picture = add_picture(cast, scene.article)
    whom = {"acting_user": cast.author, "article": scene.article}
    services.remove_image(**whom, digest=picture.digest)
    services.name_save(**whom, save_number=scene.article.history.latest().history_id, name="{x}")
    act(scene, cast.author, "save", "state one's part", "approve the final text")
    act(scene, cast.author, "choose the corresponding author", "invite a co-author", "submit")
    sent = scene.article.submissions.get()
    services.decline_submission(acting_user=cast.editor, submission=sent, letter="No.")


def by_a_program(cast: Cast) -> None:
    Program(cast.author).ask("POST", "/drafts", posted(cast, title="By a program"))
    article = Article.objects.get(title="By a program")
    services.take_responsibility(
        acting_user=cast.author, article=article, seen_save=article.history.latest().history_id
    )


def on_its_way(cast: Cast) -> None:
    scene = scene_of(cast, "On its way")
    at_submitted(scene)
    act(scene, cast.editor, "grant early access", "end early access", "remind", "move the day")
    services.make_preview_link(acting_user=cast.editor, submission=scene.sent)
    services.revoke_preview_links(acting_user=cast.editor, submission=scene.sent)
    act(scene, cast.editor, "judge anew", "comment", "reply", "resolve", "reopen")
    act(scene, cast.board_one, "recommend", "complete a checklist", "withdraw a grade")
    act(scene, cast.board_two, "turn down, having agreed")
    act(scene, cast.editor, "release")
    act(scene, cast.author, "withdraw")


def published_again(cast: Cast) -> None:
    scene = scene_of(cast, "Published")
    at_approved(scene)
    report = services.report_problem(
        publication=scene.publication, kind="error", text="Wrong.", email="", sender="x"
    )
    services.resolve_report(
        acting_user=cast.editor, report=report, state="no_change", outcome="It stands."
    )
    act(scene, cast.author, "save")
    later = submitted(cast, scene.article)
    for member in (cast.board_one, cast.board_two):
        accept(services.assign_reviewer(acting_user=cast.editor, submission=later, member=member))
    services.begin_review(acting_user=cast.editor, submission=later)
    publish(cast, Submission.objects.get(pk=later.pk))
    live = scene.article.publications.get(ended_at=None)
    given = {"acting_user": cast.editor, "publication": live, "reason": "A wrong unit."}
    services.issue_notice(**given, kind="correction")
    services.retract_publication(**given)


def test_every_act_is_told_from_a_real_record_of_it(cast: Cast, client: Client) -> None:
    """An act whose words want a detail that its record has not would take the page down."""
    before_submitting(cast)
    by_a_program(cast)
    on_its_way(cast)
    sent_back = scene_of(cast, "Sent back")
    at_changes_requested(sent_back)
    act(sent_back, cast.author, "answer a remark")
    published_again(cast)
    doi = REFERENCES[0]["DOI"]
    services.mark_reference_retracted(acting_user=cast.editor, doi=doi, reason="In {print}.")
    for task in open_citation_tasks():
        services.close_citation_task(acting_user=cast.editor, task=task, decision="It stands.")

    assert set(Record.objects.values_list("action", flat=True)) == set(Action)
    for record in Record.objects.all():
        for entry in timeline([record]):
            assert entry.sentence.endswith(".")
            assert "  " not in entry.sentence
            assert " ." not in entry.sentence, record.action
    told = [entry.sentence for entry in timeline(sent_back.article.records.order_by("sequence"))]
    assert f"A work that the article cites was marked as retracted: DOI {doi}." in told
    client.force_login(cast.author)
    assert client.get(f"/write/{sent_back.article.slug}/").status_code == 200
    standing = Program(cast.author).ask("GET", f"/drafts/{sent_back.article.slug}/standing")
    assert standing.status_code == 200

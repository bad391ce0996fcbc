"""A machine of hypothesis: random people do random things to two articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.enums import Role
from accounts.errors import RefusedError
from accounts.models import User
from accounts.services.board import end_term
from accounts.services.people import deactivate_person
from articles.models import Article, Publication
from editorial import services
from editorial.enums import Meaning, Severity, State
from editorial.models import Assignment, Submission
from editorial.services.rules import set_policy
from tests.editorial.promise import check_promise, may_sign
from tests.factories import (
    Cast,
    InterestFactory,
    again,
    board_member,
    complete,
    enable_to_sign,
    remark,
    sign,
)
from tests.refusals import changed_since, snapshot

TITLES = ("Treating diabetic kidney disease", "Another text")
#: Everybody who acts, as the machine names them. "writer" writes and is on the board, "both" is an
#: editor and on the board.
WRITERS = ("author", "coauthor", "writer")
MEMBERS = ("one", "two", "three", "writer", "both")
PEOPLE = ("author", "coauthor", "outsider", "editor", "admin", *MEMBERS)

texts = st.integers(0, 1)
anybody = st.sampled_from(PEOPLE)
anyone_writing = st.sampled_from(WRITERS)
anyone_of_the_board = st.sampled_from(MEMBERS)


class Walk(RuleBasedStateMachine):
    """Two articles, ten people, and the services that move a text."""

    cast: Cast
    #: What was done and what was refused, over all walks: proof that they got somewhere.
    seen: Counter[str] = Counter()
    #: The publications of the first text, as the fixed walk left them.
    ended: list[Publication] = []

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        cast = self.cast
        roles = {"writer": [Role.AUTHOR, Role.BOARD], "both": [Role.EDITOR, Role.BOARD]}
        self.people = {
            **{name: getattr(cast, name) for name in PEOPLE[:5]},
            "one": cast.board_one,
            "two": cast.board_two,
            "three": board_member(cast.specialty, printed_name="Theo Three"),
            "writer": board_member(
                cast.specialty, printed_name="Wanda Writer", roles=roles["writer"]
            ),
            "both": board_member(cast.specialty, printed_name="Paula Both", roles=roles["both"]),
        }
        for person in self.people.values():
            enable_to_sign(person)
        self.articles = [
            services.create_article(
                acting_user=cast.author,
                coauthors=[cast.coauthor],
                changes=complete(cast.specialty, title=title),
            )
            for title in TITLES
        ]
        self.saves = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # --- What the rules are made of -------------------------------------------------------------

    def person(self, name: str) -> User:
        return again(self.people[name])

    def submission(self, text: int) -> Submission | None:
        """The newest submission of a text, open or not."""
        return self.articles[text].submissions.order_by("-pk").first()

    def attempt(self, text: int, verb: str, act: Callable[[], Any]) -> Any:
        """Do it or be refused; then nothing may have changed. Check the promise after it."""
        before = snapshot()
        try:
            result = act()
        except (RefusedError, ValidationError):
            assert changed_since(before) == set()
            self.seen[f"{verb}, refused"] += 1
            return None
        self.seen[verb] += 1
        self.seen["published"] += check_promise(self.articles[text])
        return result

    # --- Writing --------------------------------------------------------------------------------

    @rule(who=anyone_writing, text=texts)
    def save(self, who: str, text: int) -> None:
        self.saves += 1
        self.attempt(
            text,
            "save",
            lambda: services.save_article(
                acting_user=self.person(who),
                article=self.articles[text],
                changes={"funding": f"Grant {self.saves}"},
            ),
        )

    @rule(text=texts, names=st.sets(anyone_writing, min_size=1))
    def change_the_byline(self, text: int, names: set[str]) -> None:
        article = Article.objects.get(pk=self.articles[text].pk)
        self.attempt(
            text,
            "change the byline",
            lambda: services.save_article(
                acting_user=article.ordered_authors[0],
                article=article,
                changes={},
                authors=[self.person(name) for name in sorted(names)],
            ),
        )

    @rule(who=anyone_writing, text=texts)
    def submit(self, who: str, text: int) -> None:
        self.attempt(
            text,
            "submit",
            lambda: services.submit_article(
                acting_user=self.person(who), article=self.articles[text]
            ),
        )

    # --- Everything that is done about a submission ---------------------------------------------

    @rule(who=anybody, text=texts, verb=st.sampled_from(("withdraw", "begin", "change")))
    def decide(self, who: str, text: int, verb: str) -> None:
        submission = self.submission(text)
        if submission is None:
            return
        user = self.person(who)
        acts: dict[str, Callable[[], Any]] = {
            "withdraw": lambda: services.withdraw_submission(
                acting_user=user, submission=submission
            ),
            "begin": lambda: services.begin_review(acting_user=user, submission=submission),
            "change": lambda: services.request_changes(
                acting_user=user, submission=submission, letter="Please explain."
            ),
        }
        self.attempt(text, verb, acts[verb])

    @rule(who=anybody, text=texts)
    def decline(self, who: str, text: int) -> None:
        submission = self.submission(text)
        if submission is not None:
            self.attempt(
                text,
                "decline",
                lambda: services.decline_submission(
                    acting_user=self.person(who), submission=submission, letter="Not for us."
                ),
            )

    @rule(who=anybody, text=texts, grant=st.booleans())
    def early_access(self, who: str, text: int, grant: bool) -> None:
        submission = self.submission(text)
        if submission is not None:
            act = services.grant_early_access if grant else services.end_early_access
            self.attempt(
                text,
                "early access",
                lambda: act(acting_user=self.person(who), submission=submission),
            )

    @rule(who=anybody, text=texts, member=anyone_of_the_board)
    def assign(self, who: str, text: int, member: str) -> None:
        submission = self.submission(text)
        if submission is not None:
            self.attempt(
                text,
                "assign",
                lambda: services.assign_reviewer(
                    acting_user=self.person(who),
                    submission=submission,
                    member=self.person(member),
                ),
            )

    @rule(who=anybody, text=texts, member=anyone_of_the_board, verb=st.sampled_from("atr"))
    def answer(self, who: str, text: int, member: str, verb: str) -> None:
        assignment = Assignment.objects.filter(
            submission=self.submission(text), member=self.people[member]
        ).first()
        if assignment is None:
            return
        user = self.person(who)
        acts: dict[str, Callable[[], Any]] = {
            "a": lambda: services.accept_assignment(acting_user=user, assignment=assignment),
            "t": lambda: services.turn_down_assignment(
                acting_user=user, assignment=assignment, reason="No time."
            ),
            "r": lambda: services.release_assignment(acting_user=user, assignment=assignment),
        }
        self.attempt(text, {"a": "accept", "t": "turn down", "r": "release"}[verb], acts[verb])

    @rule(
        who=anybody,
        text=texts,
        meaning=st.sampled_from([*Meaning, Meaning.APPROVED]),
        of=st.sampled_from((0, 0, 1)),
    )
    def sign(self, who: str, text: int, meaning: Meaning, of: int) -> None:
        """Sign a text, sometimes having been shown the other one."""
        submission, shown = self.submission(text), self.submission((text + of) % 2)
        if submission is None or shown is None:
            return
        user = self.person(who)
        fit = may_sign(user, submission) and shown == submission
        held_up = meaning == Meaning.APPROVED and submission.held_up_by().exists()
        signature = self.attempt(
            text, "sign", lambda: sign(submission, user, meaning, digest=shown.revision.digest)
        )
        assert signature is None or (fit and not held_up)

    @rule(who=anybody, text=texts)
    def hold_up(self, who: str, text: int) -> None:
        """Say what must be fixed first, or settle what was said."""
        submission = self.submission(text)
        if submission is None:
            return
        user, comment = self.person(who), submission.held_up_by().first()
        if comment is not None:
            settle = partial(services.resolve_comment, acting_user=user, comment=comment)
            self.attempt(text, "resolve", settle)
        else:
            self.attempt(
                text, "hold up", partial(remark, submission, user, severity=Severity.MUST_FIX)
            )

    @rule(who=anybody, text=texts, approvals=st.integers(2, 3))
    def judge_anew(self, who: str, text: int, approvals: int) -> None:
        """Let the policy change, and somebody judge the submission by it."""
        submission = self.submission(text)
        if submission is not None:
            set_policy(
                acting_user=self.people["admin"],
                specialty=self.cast.specialty,
                approvals=approvals,
            )
            self.attempt(
                text,
                "judge anew",
                lambda: services.rejudge_submission(
                    acting_user=self.person(who), submission=submission, reason="It is newer."
                ),
            )

    @rule(who=anybody, text=texts)
    def retract(self, who: str, text: int) -> None:
        publication = self.articles[text].publications.order_by("-pk").first()
        if publication is not None:
            self.attempt(
                text,
                "retract",
                lambda: services.retract_publication(
                    acting_user=self.person(who), publication=publication, reason="Wrong dose."
                ),
            )

    # --- The way it should go -------------------------------------------------------------------

    @rule(text=texts)
    def go_on(self, text: int) -> None:
        """Take the next step towards approval, by who should take it, so that walks get far."""
        submission = self.submission(text)
        if submission is None or not submission.is_open:
            author = Article.objects.get(pk=self.articles[text].pk).ordered_authors[0]
            self.attempt(
                text,
                "submit",
                lambda: services.submit_article(acting_user=author, article=self.articles[text]),
            )
        elif submission.state == State.SUBMITTED:
            self.decide(who="editor", text=text, verb="begin")
        else:
            self._next_reviewer(text, submission)

    def _next_reviewer(self, text: int, submission: Submission) -> None:
        for name in MEMBERS:
            member = self.people[name]
            if not submission.signatures.filter(signer=member).exists():
                self.assign(who="editor", text=text, member=name)
                self.answer(who=name, text=text, member=name, verb="a")
                if may_sign(self.person(name), submission):
                    self.sign(who=name, text=text, meaning=Meaning.APPROVED, of=0)
                    return

    # --- People change --------------------------------------------------------------------------

    @rule(member=anyone_of_the_board, change=st.sampled_from(("interest", "term", "account")))
    def somebody_changes(self, member: str, change: str) -> None:
        """Now and then somebody can no longer review; the last two always can."""
        user = self.person(member)
        if member in ("one", "two"):
            return
        if change == "interest":
            InterestFactory(user=user, products="Examplegliflozin")
        elif change == "term" and (seat := user.current_membership()):
            yesterday = timezone.now().date() - timedelta(days=1)
            end_term(acting_user=self.people["admin"], membership=seat, last_day=yesterday)
        elif change == "account" and user.is_active:
            deactivate_person(acting_user=self.people["admin"], person=user, reason="Left.")

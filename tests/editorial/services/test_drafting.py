from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import ConflictError
from articles.models import Article
from editorial import services
from tests.editorial.services.watching import traced
from tests.factories import complete, draft
from tests.refusals import nothing_written, refused


def create(cast, **details):
    changes = complete(cast.specialty, **details.pop("changes", {}))
    return services.create_article(acting_user=cast.author, changes=changes, **details)


def save(cast, article, **details):
    changes = details.pop("changes", {})
    return services.save_article(
        acting_user=cast.author, article=article, changes=changes, **details
    )


def test_create(cast):
    with traced() as trace:
        article = create(cast, coauthors=[cast.coauthor, cast.author])

    assert article.slug == "treating-diabetic-kidney-disease"
    assert [user.printed_name for user in article.ordered_authors] == [
        "Anna Author",
        "Carl Coauthor",
    ]
    authors = [cast.author.email, cast.coauthor.email]
    assert trace.records == [("created", "Anna Author", {"slug": article.slug, "authors": authors})]
    assert trace.mails == {"Carl Coauthor": f"You are named as a co-author: {article.title}"}


def test_second_of_a_title_gets_an_address_of_its_own(cast):
    assert create(cast).slug != create(cast).slug


def test_create_with_who_is_no_author_is_refused(cast):
    with refused(f"{cast.editor.email} is not an author here", by=ValidationError):
        create(cast, coauthors=[cast.editor])


def test_save_records_what_changed_and_by_whom(cast):
    article = draft(cast)

    with traced() as trace:
        save(cast, article, changes={"funding": "A grant", "title": article.title})

    latest = article.history.latest()
    assert (latest.funding, latest.history_user) == ("A grant", cast.author)
    (record,) = trace.records
    assert record == (
        "saved",
        "Anna Author",
        {"fields": ["funding"], "save": latest.history_id},
    )


def test_byline_is_recorded_before_and_after(cast):
    article = draft(cast)

    with traced() as trace:
        save(cast, article, authors=[cast.author])

    details = trace.details("saved")
    assert details["authors_before"] == [cast.author.email, cast.coauthor.email]
    assert details["authors"] == [cast.author.email]


def test_who_joins_or_is_taken_off_the_byline_is_told(cast):
    article = draft(cast)
    with traced() as trace:
        save(cast, article, authors=[cast.author, cast.outsider])
    assert trace.mails == {
        "Carl Coauthor": f"You are no longer among the authors: {article.title}",
        cast.outsider.printed_name: f"You are named as a co-author: {article.title}",
    }
    with traced() as trace:
        save(cast, article, authors=[cast.outsider, cast.author])  # nobody new, nobody gone
    assert trace.mails == {}


def test_nobody_takes_off_who_started_it_or_another(cast):
    article = draft(cast)
    save(cast, article, authors=[cast.coauthor, cast.author, cast.outsider])
    for kept in ([cast.coauthor, cast.outsider], [cast.author, cast.coauthor]):
        with refused("can't be taken off", "Anna Author can take off another."):
            services.save_article(
                acting_user=cast.coauthor, article=article, changes={}, authors=kept
            )
    with traced() as trace:  # each may leave; the first of those who stay then leads
        save(cast, article, authors=[cast.coauthor, cast.outsider])
    assert trace.mails == {}
    with refused("Carl Coauthor can take off another."):
        services.save_article(
            acting_user=cast.outsider, article=article, changes={}, authors=[cast.outsider]
        )


@pytest.mark.parametrize("changes", [{}, {"funding": "None"}], ids=["nothing", "the same"])
def test_save_of_nothing_new_leaves_no_trace(cast, changes):
    article = draft(cast)

    with nothing_written():
        save(cast, article, changes=changes)


def test_save_over_a_newer_one_is_a_conflict(cast):
    article = draft(cast)
    seen = article.history.latest().history_id
    services.save_article(
        acting_user=cast.coauthor, article=article, changes={"funding": "A grant"}
    )

    with refused("Carl Coauthor", "Nothing was overwritten", by=ConflictError):
        save(cast, article, changes={"funding": "Another"}, seen_save=seen)
    assert Article.objects.get().funding == "A grant"


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"authors": []}, "needs an author"),
        ({"changes": {"title": "x" * 1000}}, "title"),
        ({"changes": {"kind": "poem"}}, "kind"),
    ],
)
def test_save_bad_input_is_refused_in_words(cast, details, words):
    article = draft(cast)

    with refused(words, by=ValidationError):
        save(cast, article, **details)

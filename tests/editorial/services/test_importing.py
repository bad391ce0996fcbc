from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RefusedError
from articles.importers import ImportedArticle
from editorial import services
from tests.editorial.services.watching import traced
from tests.refusals import refused


def bring_in(user, submit=False, **details):
    source = ImportedArticle("Which dose?", "Doses", **{"clinician": "Give 10 mg.", **details})
    return services.import_article(acting_user=user, source=source, submit=submit)


def test_import_says_what_it_had_to_assume(cast):
    imported = bring_in(cast.author)

    article = imported.article
    assert (article.question, article.title) == ("Which dose?", "Doses")
    assert article.specialty == cast.elsewhere
    assert imported.submission is None
    for words in ("No specialty is named", "No kind is named", "whether an AI tool was used"):
        assert any(words in warning for warning in imported.warnings), words


def test_import_and_submit(cast):
    with traced() as trace:
        imported = bring_in(
            cast.author, submit=True, specialty="nephrology", coauthors=[cast.coauthor.email]
        )

    assert imported.submission.revision.document["title"] == "Doses"
    assert imported.article.ordered_authors == [cast.author, cast.coauthor]
    assert trace.actions == ["created", "submitted"]
    assert trace.mails == {
        "Carl Coauthor": "You are named as a co-author: Doses",
        "Edith Editor": "New submission: Doses",
    }


@pytest.mark.parametrize(
    ("details", "words", "by"),
    [
        ({"specialty": "astrology"}, "no specialty “astrology”", ValidationError),
        ({"coauthors": ["nobody@example.test"]}, "nobody@example.test", ValidationError),
        ({"coauthors": ["edith.editor@example.test"]}, "not an author", ValidationError),
        ({"question_wanted": "The file has no question."}, "has no question", ValidationError),
        ({"clinician": " "}, "needs a text for clinicians", RefusedError),
    ],
)
def test_import_is_all_or_nothing(cast, details, words, by):
    with refused(words, by=by):
        bring_in(cast.author, submit=True, **details)

from __future__ import annotations

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles import images
from articles.image_files import file_problem, forget_image, image_path
from articles.models import Image, PublishedImage, Revision
from editorial import services
from editorial.evidence import evidence
from editorial.services import images as service
from editorial.verify import find_problems
from tests.articles import pictures
from tests.factories import (
    add_picture,
    draft,
    illustrate,
    illustrated,
    publish,
    submitted,
    under_review,
    uploaded,
)
from tests.refusals import nothing_written, refused


def files(settings):
    return {path for path in settings.MEDIA_DIR.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path


def add(user, article, raw, name="kidney.png"):
    return services.add_image(acting_user=user, article=article, upload=uploaded(raw, name))


def test_picture_is_kept_by_the_digest_of_its_bytes_and_recorded(cast, settings):
    article = draft(cast)
    image = add(cast.coauthor, article, pictures.photograph(), "IMG\u202e_1.jpg")

    assert (image.kind, image.width, image.height, image.name) == ("jpeg", 40, 20, "IMG_1.jpg")
    kept = image_path(image.digest, image.kind).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == image.digest
    assert len(kept) == image.size
    assert pictures.SECRET.encode() not in kept
    assert len(files(settings)) == 1
    record = article.records.last()
    assert (record.action, record.details["image"]) == ("image_added", image.digest)


def test_same_picture_is_kept_once_and_a_lost_file_comes_back(cast, settings):
    article = draft(cast)
    image = add_picture(cast, article)
    image_path(image.digest, image.kind).unlink()
    with nothing_written():
        assert add_picture(cast, article) == image

    assert len(files(settings)) == 1
    elsewhere = draft(cast, title="Another")
    assert add_picture(cast, elsewhere).digest == image.digest
    assert len(files(settings)) == 1


@pytest.mark.parametrize("who", ["reader", "outsider", "editor", "board_one", "admin"])
def test_only_authors_add_pictures_and_nobody_else_has_us_decode(cast, settings, who, monkeypatch):
    article = draft(cast)
    monkeypatch.setattr(service, "reencode", None)
    with refused():
        add(getattr(cast, who), article, pictures.picture())

    assert not files(settings)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (pictures.bomb_png(), images.WIDE),
        (pictures.GIF_SCRIPT, images.OTHER),
        (pictures.SVG, images.SVG),
        (b"", images.EMPTY),
    ],
)
def test_nothing_is_stored_of_what_is_refused(cast, settings, raw, sentence):
    article = draft(cast)
    with refused(sentence, by=ValidationError):
        add(cast.author, article, raw)

    assert not files(settings)


def test_large_file_is_refused_unread(cast, settings):
    article = draft(cast)
    upload = UploadedFile(file=None, name="a.png", size=images.MOST_BYTES + 1)
    with refused("10 MB", by=ValidationError):
        services.add_image(acting_user=cast.author, article=article, upload=upload)


def test_article_has_a_number_of_pictures_at_most(cast, monkeypatch):
    monkeypatch.setattr(service, "MOST_IMAGES", 1)
    article = draft(cast)
    add_picture(cast, article)
    with refused("1 pictures at most", by=ValidationError):
        add_picture(cast, article, colour="red")


def remove(user, article, image):
    services.remove_image(acting_user=user, article=article, digest=image.digest)


def test_picture_that_no_text_shows_is_removed_with_its_file_and_recorded(
    cast, settings, django_capture_on_commit_callbacks
):
    article, elsewhere = draft(cast), draft(cast, title="Another")
    image, same = add_picture(cast, article), add_picture(cast, elsewhere)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.coauthor, article, image)
    assert not article.images.exists()
    assert len(files(settings)) == 1
    record = article.records.last()
    assert (record.action, record.details["image"]) == ("image_removed", image.digest)
    assert find_problems(evidence(article)) == []
    with nothing_written():
        remove(cast.author, article, image)
    with django_capture_on_commit_callbacks(execute=True):
        remove(cast.author, elsewhere, same)
    assert not files(settings)


def test_picture_in_a_text_stays(cast, settings):
    article, image = illustrated(cast)
    with refused("take its line out of the text first"):
        remove(cast.author, article, image)
    submitted(cast, article)
    services.save_article(
        acting_user=cast.author, article=article, changes={"clinician_text": "Without."}
    )
    with refused("Revision 1 shows this picture"):
        remove(cast.author, article, image)
    assert len(files(settings)) == 1


@pytest.mark.parametrize("who", ["reader", "outsider", "editor", "board_one", "admin"])
def test_only_authors_remove_pictures(cast, who):
    article = draft(cast)
    image = add_picture(cast, article)
    with refused():
        remove(getattr(cast, who), article, image)


def test_file_that_is_wanted_again_meanwhile_comes_back(settings, cast):
    image = add_picture(cast, draft(cast))
    answers = iter([False, True])
    forget_image(image.digest, image.kind, is_wanted=lambda: next(answers))
    assert files(settings) == {image_path(image.digest, image.kind)}
    assert file_problem(image.digest, image.kind) == ""


def test_digest_covers_the_picture(cast):
    article, image = illustrated(cast)
    first = submitted(cast, article)
    assert first.revision.document["images"] == [
        {"digest": image.digest, "kind": "png", "width": 40, "height": 20}
    ]
    shown = f'<img src="/images/{image.digest}.png" alt="A kidney" width="40" height="20"'
    assert shown in first.revision.html
    services.withdraw_submission(acting_user=cast.author, submission=first)
    other = add_picture(cast, article, colour="red")
    second = submitted(cast, illustrate(cast, article, other))

    assert second.revision.digest != first.revision.digest
    assert second.revision.html_digest != first.revision.html_digest
    assert image.digest not in second.revision.content


def test_text_without_pictures_reads_as_it_always_did(cast):
    article = draft(cast)
    add_picture(cast, article)

    assert "images" not in submitted(cast, article).revision.document


def test_picture_of_another_article_is_its_words(cast):
    _, image = illustrated(cast)
    other = illustrate(cast, draft(cast, title="Another"), image, words="Not mine")
    revision = submitted(cast, other).revision

    assert "<img" not in revision.html
    assert "Not mine" in revision.html
    assert "images" not in revision.document


def test_publication_lists_its_pictures_for_readers(cast):
    article, image = illustrated(cast)
    submission = under_review(cast, article)
    assert not PublishedImage.objects.exists()
    publication = publish(cast, submission)

    assert [(row.digest, row.kind) for row in publication.images.all()] == [(image.digest, "png")]
    assert find_problems(evidence(article)) == []


def test_verifier_finds_a_picture_that_the_signed_text_does_not_list(cast):
    article, image = illustrated(cast)
    publish(cast, under_review(cast, article))
    bundle = evidence(article)
    revision = bundle["revisions"][0]
    revision["html"] = revision["html"].replace(image.digest, "0" * 64)
    problems = [str(problem) for problem in find_problems(bundle)]

    assert any("pictures" in problem for problem in problems)


def test_rows_say_what_they_are(cast):
    article, image = illustrated(cast)
    row = publish(cast, under_review(cast, article)).images.get()

    assert str(image) == "kidney.png (40 by 20)"
    assert str(row).startswith(image.digest[:12])
    assert Image.objects.get() == image
    assert json.loads(Revision.objects.get().content)["images"]

"""Citations, as sentences and as files that other programs read."""

from __future__ import annotations

import json
import warnings
from datetime import date

import pytest
import rispy

from articles.reader.citing import Work, bibtex, csl_json, ris
from editorial import services
from tests.articles.reader.reading import html_of, read
from tests.factories import Cast, published, retracted

ADDRESS = "/articles/treating-diabetic-kidney-disease/"
HOSTILE = Work(
    key="imprimatur-x-v1",
    title="100% of {A} & <b>\\end{document}\r\nER  - ",
    authors=["Zoë O'Neil", "Baek Joon-ho"],
    published=date(2026, 3, 9),
    version=1,
    address="https://example.org/articles/x/v/1/",
)


def test_sentence_is_on_the_page_of_the_version(cast: Cast) -> None:
    day = published(cast).published_at
    page = html_of(ADDRESS)
    assert (
        "Author A, Coauthor C. Treating diabetic kidney disease [Internet]. Version 1."
        f" [place unknown]: Imprimatur; {day.year} {day:%b} {day.day}"
        ' [cited <span id="cited">YYYY Mon DD</span>].'
        " Available from: http://127.0.0.1:8000/articles/treating-diabetic-kidney-disease/v/1/"
    ) in page


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_files(cast: Cast, ending: str, kind: str) -> None:
    published(cast)
    response = read(f"{ADDRESS}cite.{ending}", queries=3)
    assert response["Content-Type"].startswith(kind)
    assert f'v1.{ending}"' in response["Content-Disposition"]
    text = response.content.decode()
    assert "Coauthor, Carl" in text or '"family": "Coauthor"' in text
    assert "Carl Coauthor" not in text


@pytest.mark.parametrize("path", [f"{ADDRESS}cite.exe", "/articles/nothing/cite.bib"])
def test_what_is_not_there(cast: Cast, path: str) -> None:
    published(cast)
    read(path, status=404)


def test_files_of_a_version_cite_that_version(cast: Cast) -> None:
    first = published(cast)
    services.save_article(
        acting_user=cast.author, article=first.article, changes={"title": "The second title"}
    )
    published(cast, first.article)
    page = html_of(f"{ADDRESS}v/1/")
    for ending in ("bib", "ris", "json"):
        path = f"{ADDRESS}v/1/cite.{ending}"
        assert f'href="{path}"' in page
        response = read(path, queries=3)
        text = response.content.decode()
        assert f"{ADDRESS}v/1/" in text
        assert first.title in text
        assert "The second title" not in text
        assert f'v1.{ending}"' in response["Content-Disposition"]
    assert "The second title" in html_of(f"{ADDRESS}cite.ris")
    for missing in ("v/3/cite.ris", "v/1/cite.exe"):
        read(f"{ADDRESS}{missing}", status=404)


def test_retraction_is_in_the_title(cast: Cast) -> None:
    retracted(cast)
    assert "RETRACTED: Treating" in html_of(f"{ADDRESS}cite.ris")


def test_ris_is_read_by_another_program() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (found,) = rispy.loads(ris(HOSTILE))
    assert found["authors"] == ["O'Neil, Zoë", "Baek Joon-ho"]
    assert found["year"] == "2026"
    assert found["title"] == "100% of {A} & <b>\\end{document} ER -"


def test_bibtex_is_read_by_another_program() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser

        (found,) = bibtexparser.loads(bibtex(HOSTILE)).entries
    assert found["ID"] == HOSTILE.key
    assert found["author"] == "O'Neil, Zoë and {Baek Joon-ho}"
    assert found["title"].startswith(r"{100\% of \{A\} \& <b>\textbackslash{}end")


def test_csl_is_json() -> None:
    (found,) = json.loads(csl_json(HOSTILE))
    assert found["title"] == HOSTILE.title
    assert found["issued"] == {"date-parts": [[2026, 3, 9]]}
    assert found["author"][0] == {"family": "O'Neil", "given": "Zoë"}
    assert found["author"][1] == {"literal": "Baek Joon-ho"}

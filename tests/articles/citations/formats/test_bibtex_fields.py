"""What is read at once is what bibtexparser reads; and all else is left to it."""

from __future__ import annotations

import time

import pytest
from bibtexparser.bparser import BibTexParser

from articles.citations.formats import read_references
from articles.citations.formats.bibtex import _parsed
from articles.citations.formats.bibtex_fields import plain_fields

PLAIN = [
    '@article{roe:2020a, title = {A {trial} of \\"u and \\&}, year = 2020, month = oct}',
    '@Book{x/1,\n  Title="In {"}quotes{"} {and} braces",\n\tAuthor = {Roe, A and {WHO}},\n}\n',
    "@misc{a_b-c+d, note = {}, url={https://e.org/a_b?c=d#e},pages={1--9}}",
    '@inproceedings{k,title={a,b = c @ d},doi="10.1/x"  ,  keywords = {a\n  b}  }',
]
LEFT = [
    '@article{a, title = "x" # " y", year = 2020}',
    "@article{a, title = {x}, title = {y}}",
    "@article{a, journal = nejm}",
    "@article(a, title = {x})",
    "@article{a, title = {x} year = 2020}",
    "@article{a, title = {x}",
    "@article{a, title = {x}} and more",
    "@article{a, title = {x \\} y}}",
    '@article{a, title = "x \\"u"}',
    '@article{a, title = "x} y"}',
    '@article{a, title = "x {"}',
    "@article{a b, title = {x}}",
    "@article{a}",
    "@article{a, title = {x}, = {y}}",
]


@pytest.mark.parametrize("source", PLAIN)
def test_plain_entry_is_read_as_bibtexparser_reads_it(source):
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    parser.expect_multiple_parse = True
    theirs, ours = _parsed(parser, source), plain_fields(source)

    assert theirs is not None
    assert ours is not None
    assert {name: " ".join(text.split()) for name, text in ours.items()} == {
        name: " ".join(text.split()) for name, text in theirs.items()
    }


@pytest.mark.parametrize("source", LEFT)
def test_all_else_is_left_to_bibtexparser(source):
    assert plain_fields(source) is None


def test_month_that_a_list_defines_is_its_own():
    parsed = read_references("@string{oct = {May}}\n@book{a, title={x}, year=2020, month=oct}")

    assert parsed.items[0]["issued"] == {"date-parts": [[2020, 5]]}


def test_500_references_take_little_time():
    entry = (
        "@article{{k{0},\n author = {{Roe, Anna and L{{\\'o}}pez, J. and {{WHO}}}}, year = 2020,"
        " title = {{{{SGLT2}} inhibitors {0}}},\n journal = {{BMJ}}, doi = {{10.1000/{0}}}}}"
    )
    text = "\n".join(entry.format(number) for number in range(500))
    before = time.process_time()
    parsed = read_references(text)

    assert len(parsed.items) == 500
    assert parsed.items[0]["author"][1]["family"] == "L\u00f3pez"
    assert time.process_time() - before < 2

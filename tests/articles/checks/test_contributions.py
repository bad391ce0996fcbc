from __future__ import annotations

from articles.checks.contributions import CREDIT, ICMJE, Contribution, check_contributions

DIGEST = "a" * 64
WHOLE = Contribution(
    author="1",
    name="Ada Ito",
    criteria=frozenset(ICMJE),
    roles=(CREDIT[0],),
    conflicts_confirmed=True,
    digest=DIGEST,
)


def test_whole_confirmation_has_no_findings():
    assert list(check_contributions([WHOLE], DIGEST)) == []


def test_each_missing_confirmation_is_an_error_with_the_author():
    findings = list(check_contributions([WHOLE, Contribution("2", "Nils Berg")], DIGEST))

    assert [finding.code for finding in findings] == [
        *("icmje-contributed", "icmje-drafted", "icmje-approved", "icmje-accountable"),
        *("credit-roles", "conflicts-unconfirmed", "text-unapproved"),
    ]
    assert {finding.place.key for finding in findings} == {"2"}
    assert all(finding.is_error for finding in findings)


def test_approval_of_an_older_text_does_not_count():
    (finding,) = check_contributions([WHOLE], "b" * 64)

    assert finding.sentence == (
        "Ada Ito has yet to approve the final text: it has changed since they did."
    )

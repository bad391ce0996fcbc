from __future__ import annotations

import pytest

from articles.citations.identifiers import (
    is_odd_doi,
    normalise_doi,
    normalise_mesh,
    normalise_nct,
    normalise_orcid,
    normalise_pmcid,
    normalise_pmid,
)


@pytest.mark.parametrize(
    ("normalise", "raw", "normal"),
    [
        (normalise_doi, "10.1000/182", "10.1000/182"),
        (normalise_doi, " doi:10.1056/NEJMoa2034577 ", "10.1056/NEJMoa2034577"),
        (normalise_doi, "https://doi.org/10.1000/182", "10.1000/182"),
        (normalise_doi, "http://dx.doi.org/10.123456789/x", "10.123456789/x"),
        (normalise_doi, "10.1002/(SICI)1<1::AID>3.0.CO;2-#", "10.1002/(SICI)1<1::AID>3.0.CO;2-#"),
        (normalise_pmid, "12345678", "12345678"),
        (normalise_pmid, "PMID: 1", "1"),
        (normalise_pmid, "https://pubmed.ncbi.nlm.nih.gov/31452104/", "31452104"),
        (normalise_pmid, "https://www.ncbi.nlm.nih.gov/pubmed/31452104", "31452104"),
        (normalise_pmcid, "pmc3531190", "PMC3531190"),
        (normalise_pmcid, "PMCID: PMC1", "PMC1"),
        (normalise_pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/", "PMC3531190"),
        (normalise_nct, " nct01234567", "NCT01234567"),
        (normalise_mesh, "D008175", "D008175"),
        (normalise_mesh, "d000077321", "D000077321"),
        (normalise_orcid, "0000-0002-1694-233X", "0000-0002-1694-233X"),
        (normalise_orcid, "000000021694233x", "0000-0002-1694-233X"),
        (normalise_orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        # A block that ORCID has not opened yet: the check digit is what is judged.
        (normalise_orcid, "0000-0009-9999-9999", "0000-0009-9999-9999"),
    ],
)
def test_normalise_valid_identifier_has_one_form(normalise, raw, normal):
    assert normalise(raw) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    ("normalise", "raw", "message"),
    [
        (normalise_doi, "10.1/x", "is not a DOI"),
        (normalise_doi, "10.1234567890/x", "is not a DOI"),
        (normalise_doi, "10.1000/", "is not a DOI"),
        (normalise_doi, "10.1000/a b", "is not a DOI"),
        (normalise_doi, "11.1000/182", "is not a DOI"),
        (normalise_doi, "10.٣٣٣٣/182", "is not a DOI"),
        (normalise_doi, "", "is not a DOI"),
        (normalise_pmid, "0", "is not a PubMed ID"),
        (normalise_pmid, "012", "is not a PubMed ID"),
        (normalise_pmid, "123456789", "is not a PubMed ID"),
        (normalise_pmid, "٣", "is not a PubMed ID"),
        (normalise_pmid, "PMC12", "is not a PubMed ID"),
        (normalise_pmcid, "3531190", "is not a PubMed Central ID"),
        (normalise_pmcid, "PMC0", "is not a PubMed Central ID"),
        (normalise_pmcid, "PMC1234567890", "is not a PubMed Central ID"),
        (normalise_nct, "NCT1234567", "is not a ClinicalTrials.gov number"),
        (normalise_nct, "NCT012345678", "is not a ClinicalTrials.gov number"),
        (normalise_mesh, "D00817", "is not a MeSH descriptor"),
        (normalise_mesh, "D0081750", "is not a MeSH descriptor"),
        (normalise_orcid, "0000-0002-1694-2331", "last character does not fit"),
        (normalise_orcid, "0000-0002-1694-233", "should look like"),
        (normalise_orcid, "0000-0002-1694-٢٣٣X", "should look like"),
        (normalise_orcid, "https://evil.org/0000-0002-1694-233X", "should look like"),
    ],
)
def test_normalise_invalid_identifier_is_refused_in_words(normalise, raw, message):
    with pytest.raises(ValueError, match=message):
        normalise(raw)


def test_normalise_long_input_is_cut_in_the_message():
    with pytest.raises(ValueError, match="is not a PubMed ID") as refusal:
        normalise_pmid("9" * 10_000)

    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("doi", "odd"),
    [
        ("10.1056/NEJMoa2034577", False),
        ("10.1016/S0140-6736(20)30183-5", False),
        ("10.1000/182.", True),
        ("10.1000/<182>", True),
        ("10.1000/é", True),
    ],
)
def test_is_odd_doi_rare_characters_and_final_stop_are_odd(doi, odd):
    assert is_odd_doi(doi) is odd

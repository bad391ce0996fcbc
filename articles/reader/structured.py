"""What a page says of itself to machines: schema.org, from what was signed.

Of publications only. Pending text says nothing, least of all that somebody reviewed it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.citations.fields import issued_year, names, text_field
from articles.citations.identifiers import normalise_doi, normalise_pmid
from articles.enums import PublicationStatus
from articles.models.publication import Publication
from articles.reader.page import BOTH, CLINICIAN, PLAIN, Page

SCHEMA = "https://schema.org"

#: schema.org's MedicalSpecialty, whole. A specialty that has none of these names is left out.
_SPECIALTIES = (
    "Anesthesia Cardiovascular CommunityHealth Dentistry Dermatologic Dermatology DietNutrition "
    "Emergency Endocrine Gastroenterologic Genetic Geriatric Gynecologic Hematologic Infectious "
    "LaboratoryScience Midwifery Musculoskeletal Neurologic Nursing Obstetric Oncologic Optometric "
    "Otolaryngologic Pathology Pediatric PharmacySpecialty Physiotherapy PlasticSurgery Podiatric "
    "PrimaryCare Psychiatric PublicHealth Pulmonary Radiography Renal RespiratoryTherapy "
    "Rheumatologic SpeechPathology Surgical Toxicologic Urologic"
)
SPECIALTIES = frozenset(_SPECIALTIES.split())

STATUS = {PublicationStatus.LIVE: "Published", PublicationStatus.SUPERSEDED: "Superseded"}

_FOR_CLINICIANS, _FOR_PATIENTS = f"{SCHEMA}/Clinician", {"@type": "Patient"}
AUDIENCES: dict[str, Any] = {
    CLINICIAN: _FOR_CLINICIANS,
    PLAIN: _FOR_PATIENTS,
    BOTH: [_FOR_CLINICIANS, _FOR_PATIENTS],
}

#: How the types of CSL are called at schema.org; the rest is a CreativeWork.
TYPES = {
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}


def structured_data(page: Page) -> dict[str, Any]:
    """Return the page as a MedicalWebPage, ready for JSON."""
    publication, document = page.publication, page.publication.document
    # A version's page is long, and not the canonical one, which names who wrote each work.
    brief = page.audience == BOTH
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "MedicalWebPage",
        "@id": address_of(page),
        "url": address_of(page),
        "name": page.heading,
        "headline": page.heading,
        "description": publication.question,
        "inLanguage": document["language"],
        "isAccessibleForFree": True,
        "version": str(publication.number),
        "creativeWorkStatus": _status(page),
        "datePublished": page.versions.first_published.isoformat(timespec="seconds"),
        "dateModified": modified_at(page).isoformat(timespec="seconds"),
        "lastReviewed": publication.last_reviewed.isoformat(),
        "reviewedBy": [_person(signer) for signer in publication.signers],
        "author": [_person(author) for author in document["authors"]],
        "publisher": _publisher(),
        "medicalAudience": AUDIENCES[page.audience if publication.plain_html else CLINICIAN],
        "citation": [_citation(item, brief=brief) for item in document["references"]],
    }
    if publication.specialty_schema_org in SPECIALTIES:
        data["specialty"] = f"{SCHEMA}/{publication.specialty_schema_org}"
    corrections = [_correction(notice) for notice in page.notices]
    return data | ({"correction": corrections} if corrections else {})


def address_of(page: Page) -> str:
    """Return the address of this very page; that of an older version is not the canonical one."""
    if page.audience != BOTH:
        return page.canonical
    arguments = [page.publication.slug, page.publication.number]
    return settings.SITE_URL + reverse("reader:version", args=arguments)


def modified_at(page: Page) -> Any:
    """Return when something about this version last changed: it came out, or a notice did."""
    notices = [notice.issued_at for notice in page.notices]
    return max([page.publication.published_at, *notices])


def _status(page: Page) -> str:
    return page.ended_as.capitalize() or STATUS[PublicationStatus(page.publication.status)]


def _person(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return an author or a signer, as they stood when it was signed."""
    found: dict[str, Any] = {"@type": "Person", "name": person["name"]}
    if person.get("credentials"):
        found["honorificSuffix"] = person["credentials"]
    if person.get("affiliation"):
        found["affiliation"] = {"@type": "Organization", "name": person["affiliation"]}
    if person.get("orcid"):
        found["sameAs"] = f"https://orcid.org/{person['orcid']}"
    return found


def _citation(item: Mapping[str, Any], *, brief: bool) -> dict[str, Any]:
    """Return a reference; what it has no valid value for is left out, and in brief its authors."""
    found: dict[str, Any] = {
        "@type": TYPES.get(text_field(item, "type"), "CreativeWork"),
        "name": text_field(item, "title") or text_field(item, "id"),
    }
    authors = [
        " ".join(part for part in (name.get("given"), name.get("family")) if part)
        or name.get("literal", "")
        for name in names(item, "author")
    ]
    if any(authors) and not brief:
        found["author"] = [{"@type": "Person", "name": name} for name in authors if name]
    year = issued_year(item)
    if year:
        found["datePublished"] = f"{year:04d}"
    same = [
        _identified(text_field(item, "DOI"), normalise_doi, "https://doi.org/"),
        _identified(text_field(item, "PMID"), normalise_pmid, "https://pubmed.ncbi.nlm.nih.gov/"),
    ]
    if any(same):
        found["sameAs"] = [address for address in same if address]
    return found


def _identified(raw: str, normalise: Callable[[str], str], base: str) -> str:
    try:
        return base + normalise(raw)
    except ValueError:
        return ""


def notice_data(publication: Publication, notice: Any) -> dict[str, Any]:
    """Return a notice's own page: the same comment as on its text's page, to which it leads."""
    arguments = [publication.slug, publication.number]
    version = settings.SITE_URL + reverse("reader:version", args=arguments)
    concerned = {
        "@type": "MedicalWebPage",
        "@id": version,
        "url": version,
        "name": publication.title,
        "version": str(publication.number),
        "correction": {"@id": _address_of_notice(notice)},
    }
    return {
        "@context": SCHEMA,
        **_correction(notice),
        "inLanguage": "en-GB",
        "publisher": _publisher(),
        "parentItem": concerned,
    }


def _publisher() -> dict[str, str]:
    home = settings.SITE_URL + reverse("reader:home")
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": home}


def _address_of_notice(notice: Any) -> str:
    return settings.SITE_URL + reverse("reader:notice", args=[notice.pk])


def _correction(notice: Any) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "@id": _address_of_notice(notice),
        "name": notice.get_kind_display(),
        "text": notice.reason,
        "url": _address_of_notice(notice),
        "datePublished": notice.issued_at.isoformat(timespec="seconds"),
        "author": {"@type": "Person", "name": notice.issuer_name},
    }

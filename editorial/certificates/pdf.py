"""The certificate as PDF, by fpdf2 with fonts of our own: no system library is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from editorial.certificates.certificate import Certificate, ChecklistLine, SignatureLine
from editorial.models import Record

FONTS = Path(__file__).parent / "fonts"
MARGIN = 20  # millimetres, as all lengths here
LABEL = 48
LINE = 5.2
TEAL, INK, QUIET = (31, 98, 95), (28, 32, 36), (92, 100, 108)


class _Page(FPDF):
    """A4 with the office's name above and the page's number below."""

    def __init__(self, title: str, footer: str) -> None:
        super().__init__(format="A4")
        self.footer_text = footer
        self.add_font("sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.add_font("mono", "", FONTS / "DejaVuSansMono.ttf")
        self.set_title(title)
        self.set_lang("en-GB")
        self.set_creator("Imprimatur")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 5)

    def footer(self) -> None:
        """Print what the page belongs to, so that a loose sheet tells."""
        self.set_y(-MARGIN)
        self.set_font("sans", "", 7)
        self.set_text_color(*QUIET)
        self.cell(0, LINE, f"{self.footer_text} · page {self.page_no()} of {{nb}}", align="C")

    def heading(self, text: str) -> None:
        """Begin a section, on the next page if there is no room for its first lines."""
        if self.will_page_break(4 * LINE):
            self.add_page()
        self.ln(4)
        self.set_font("sans", "B", 11)
        self.set_text_color(*TEAL)
        self.multi_cell(0, 6, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_draw_color(*TEAL)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(2)

    def fact(self, label: str, text: str, *, mono: bool = False) -> None:
        """Print a label and what it names; long digests break anywhere."""
        self.set_font("sans", "", 8)
        self.set_text_color(*QUIET)
        self.cell(LABEL, LINE, label)
        self.set_font("mono" if mono else "sans", "", 8 if mono else 9)
        self.set_text_color(*INK)
        self.multi_cell(
            0,
            LINE,
            text or "none",
            align="L",
            wrapmode=WrapMode.CHAR if mono else WrapMode.WORD,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def paragraph(self, text: str, *, size: float = 9, bold: bool = False) -> None:
        """Print a paragraph."""
        self.set_font("sans", "B" if bold else "", size)
        self.set_text_color(*INK)
        self.multi_cell(0, LINE * size / 9, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def as_pdf(certificate: Certificate) -> bytes:
    """Return the certificate as PDF.

    The same certificate gives the same words, not the same bytes: a PDF carries the time of its
    making.
    """
    submission = certificate.submission
    revision = submission.revision
    page = _Page(
        title=f"Certificate of review: {revision.title}",
        footer=f"{revision.title[:60]} · revision {revision.number} · {revision.digest[:16]}",
    )
    page.add_page()
    page.paragraph("Imprimatur", size=9)
    page.paragraph("Certificate of review", size=18, bold=True)
    page.ln(2)
    page.paragraph(revision.title, size=12, bold=True)
    page.paragraph(revision.question)
    page.heading("What was signed")
    page.fact("Revision", str(revision.number))
    page.fact("Authors", "; ".join(_names(certificate.document["authors"])))
    page.fact("Specialty", certificate.document["specialty"]["name"])
    page.fact("Digest of the text", revision.digest, mono=True)
    page.fact("Digest of the HTML", revision.html_digest, mono=True)
    page.fact("Article", str(submission.article.uid), mono=True)
    page.fact("Submission", str(submission.uid), mono=True)
    page.fact("Published", _time(certificate.publication.published_at))
    page.fact("Next review due", f"{certificate.publication.next_review_due:%-d %B %Y}")
    page.fact(
        "Demanded",
        f"{submission.approvals_needed} approvals, {submission.specialists_needed} of them from"
        " the specialty (the policy at submission)",
    )
    page.heading("Signatures")
    for line in certificate.signatures:
        _print_signature(page, line)
    _print_checklists(page, certificate.checklists)
    page.heading("Trail")
    for record in certificate.trail:
        _print_record(page, record)
    page.heading("How to verify")
    _print_verdict(page, certificate)
    return bytes(page.output())


def _print_signature(page: _Page, line: SignatureLine) -> None:
    if page.will_page_break(8 * LINE):
        page.add_page()
    name = ", ".join(filter(None, [line.printed_name, line.credentials]))
    page.paragraph(name, size=10, bold=True)
    page.fact("Meaning", line.meaning)
    page.fact("Signed at", _time(line.signed_at))
    page.fact("For the specialty", "yes" if line.specialist else "no")
    if line.identified:
        page.fact("Identified by", line.identified)
    page.fact("Signature (Ed25519)", line.signature, mono=True)
    page.ln(2)


def _print_checklists(page: _Page, lines: Sequence[ChecklistLine]) -> None:
    page.heading("Checklists")
    if not lines:
        page.paragraph("No reviewer handed in a checklist.")
    for line in lines:
        if page.will_page_break(5 * LINE):
            page.add_page()
        page.paragraph(line.checklist, size=10, bold=True)
        page.fact("Answered by", line.printed_name)
        page.fact("Handed in", _time(line.completed_at))
        page.fact("Result", line.score)
        page.fact("Answers", "; ".join(line.counts))
        page.ln(2)


def _print_record(page: _Page, record: Record) -> None:
    page.fact(f"{record.sequence}. {record.at:%Y-%m-%d %H:%M:%S} UTC", _sentence(record))
    page.fact("", record.hash, mono=True)


def _sentence(record: Record) -> str:
    return f"{record.actor_name} {record.get_action_display()}"


def _print_verdict(page: _Page, certificate: Certificate) -> None:
    if certificate.problems:
        page.paragraph("NOT INTACT when this certificate was printed:", bold=True)
        for problem in certificate.problems:
            page.paragraph(str(problem))
    else:
        page.paragraph("Text, signatures, trail and publication were intact when it was printed.")
    page.fact("Who signed, online", certificate.address)
    page.fact("Key's fingerprint", certificate.key_id, mono=True)
    page.paragraph(
        "The evidence bundle of this article (JSON, with the public key) can be verified offline:"
        " python -m editorial.verify bundle.json --key FINGERPRINT"
    )


def _names(authors: Iterable[dict[str, str]]) -> list[str]:
    return [", ".join(filter(None, [a["name"], a["credentials"]])) for a in authors]


def _time(moment: datetime) -> str:
    return f"{moment:%-d %B %Y, %H:%M:%S} UTC (+00:00)"

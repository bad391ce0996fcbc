"""A working copy with nothing missing: it may be approved as it is."""

from __future__ import annotations

from typing import Any

from accounts.models import Specialty
from articles.enums import AIUse, Kind

CLINICIAN = """\
## In short

Start an SGLT2 inhibitor in adults with diabetic kidney disease.[1]

## What to do

- Check the eGFR first.[2]
  - Above 20: start.
  - Below 20: ask a nephrologist.
- Tell the patient about sick days.[1,2]

### Doses

| Drug | Dose |
|---|---|
| Examplegliflozin | 10 mg daily |
"""

PLAIN = """\
## What this means for you

A daily tablet can protect your kidneys.[1] Stop it for a while when you are ill.
"""

REFERENCES: list[dict[str, Any]] = [
    {
        "id": "1",
        "type": "article-journal",
        "title": "Kidney outcomes with examplegliflozin",
        "author": [{"family": "Ito", "given": "Ada"}],
        "container-title": "Journal of Examples",
        "issued": {"date-parts": [[2024]]},
        "volume": "12",
        "page": "345-352",
        "DOI": "10.5555/example.2024.1",
    },
    {
        "id": "2",
        "type": "article-journal",
        "title": "When to start and when to stop",
        "author": [{"family": "Berg", "given": "Nils"}],
        "container-title": "Journal of Examples",
        "issued": {"date-parts": [[2025]]},
    },
]


def complete(specialty: Specialty, **changes: Any) -> dict[str, Any]:
    """Return every field of a complete working copy, with the changes made."""
    return {
        "question": "How is diabetic kidney disease treated?",
        "title": "Treating diabetic kidney disease",
        "specialty": specialty,
        "kind": Kind.TREATMENT,
        "clinician_text": CLINICIAN,
        "plain_text": PLAIN,
        "references": REFERENCES,
        "ai_use": AIUse.USED,
        "ai_tool": "A drafting tool, version 3",
        "ai_purpose": "First draft of the plain-language text",
        "ai_verified_by": "Anna Author, MD",
        "funding": "None",
        **changes,
    }

"""The digest that a signature binds beside the content's: that of the HTML readers are served.

Kept apart from rendering, because the offline verifier needs the digest and not the renderer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.canonical import JSON, canonical, digest


def rendering_digest(
    html: str,
    plain_html: str,
    references_html: str,
    toc: Sequence[Mapping[str, str | int]],
) -> str:
    """Return the digest of everything rendered from a revision.

    Raises ValueError if a part is not JSON.
    """
    parts: dict[str, JSON] = {
        "clinician": html,
        "plain": plain_html,
        "references": references_html,
        "toc": toc,
    }
    return digest(canonical(parts))

"""``python -m editorial.verify bundle.json``: verify a bundle with no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from editorial.verify.bundle import BundleError, find_problems, tells_review
from editorial.verify.checkpoints import check_against_file


def main(arguments: list[str] | None = None) -> int:
    """Print the verdict; return 0 when all holds, 1 when something does not, 2 for no bundle."""
    parser = argparse.ArgumentParser(
        prog="python -m editorial.verify",
        description="Verify the evidence of one article, offline.",
    )
    parser.add_argument("bundle", type=Path, help="the file that export_evidence wrote")
    parser.add_argument(
        "--key",
        metavar="FINGERPRINT",
        help="accept only the office's key with this fingerprint, which you know from elsewhere",
    )
    parser.add_argument(
        "--checkpoints",
        metavar="FILE",
        type=Path,
        help="hold the bundle's checkpoints against the office's file outside its database",
    )
    options = parser.parse_args(arguments)
    try:
        bundle = json.loads(options.bundle.read_text(encoding="utf-8"))
        problems = find_problems(bundle)
        if options.checkpoints:
            lines = options.checkpoints.read_text(encoding="utf-8").splitlines()
            problems += check_against_file(bundle["checkpoints"], lines, str(options.checkpoints))
    except (OSError, ValueError) as error:
        kind = "" if isinstance(error, BundleError) else "The bundle can't be read: "
        sys.stderr.write(f"{kind}{error}\n")
        return 2
    keys = sorted(bundle["keys"])
    lines = [str(problem) for problem in problems]
    if options.key and any(row["key_id"] != options.key for row in bundle["signatures"]):
        lines.append(f"a signature was made with another key than {options.key}")
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(
        f"{'BROKEN' if lines else 'intact'}: {bundle['article']['slug']}, "
        f"{len(bundle['signatures'])} signatures, {len(bundle['records'])} records\n"
        f"{_review_note(bundle)}{'' if options.key else _key_note(keys)}"
    )
    return 1 if lines else 0


def _review_note(bundle: Any) -> str:
    """Say what of the review the bundle does not show."""
    if not tells_review(bundle):
        return (
            "An older bundle: it has no comments, checklists, grades and cover notes, so none were"
            " checked. Export it anew to see them.\n"
        )
    withheld = sum(1 for row in bundle["comments"] if row["words"] is None)
    return (
        f"{len(bundle['comments'])} comments ({withheld} private, their words withheld),"
        f" {len(bundle['checklists'])} checklists, {len(bundle['grades'])} grades.\n"
    )


def _key_note(keys: list[str]) -> str:
    """Say that a bundle alone can't prove whose key it carries."""
    return (
        "The key is the bundle's own: compare its fingerprint with the one the office publishes"
        f" ({', '.join(keys)}), or name it with --key.\n"
    )


if __name__ == "__main__":
    sys.exit(main())

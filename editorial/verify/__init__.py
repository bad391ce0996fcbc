"""Verify the evidence of an article: text, signatures, trail and publications against each other.

Pure: it needs cryptography and rfc8785, no Django, no database and no settings, so that anybody
can run ``python -m editorial.verify bundle.json``. ``manage.py verify_record`` runs the same checks
on bundles made from the database.
"""

from editorial.verify.bundle import BundleError, Problem, find_problems

__all__ = ["BundleError", "Problem", "find_problems"]

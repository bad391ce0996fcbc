"""Verbs on content: steps of the process, without authority of their own.

Only ``editorial.services`` may import them (import-linter says so): there the policy is asked and
the record appended, in the same transaction.
"""

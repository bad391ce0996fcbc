"""The certificate of an approved revision, for inspection: as a page, as PDF, and as JSON."""

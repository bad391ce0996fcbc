"""The page behind the link that is mailed with an invitation to review."""

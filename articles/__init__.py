"""Content: texts, their frozen revisions and what is published of them."""

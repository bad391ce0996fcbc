"""Text on its way through review, for those who may see it, under its banner."""

"""Process: how a text gets from an author past the board to readers."""

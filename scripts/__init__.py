"""What the Makefile calls: plain Python, with nothing beyond the standard library."""

"""People: who they are, what they may do, where their interests lie."""

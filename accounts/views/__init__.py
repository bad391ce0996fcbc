"""Pages of people about themselves."""

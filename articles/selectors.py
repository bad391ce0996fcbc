"""Reads across the tables of content."""

"""Reads across the tables of people."""

"""The screens, one topic a file."""

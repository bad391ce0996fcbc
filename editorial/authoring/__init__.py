"""The authors' rooms, at /write/: screens over ``editorial.services``, which alone write."""

"""What the desk's pages share, whatever they are about.

Everything in the admin is view-only; every change is an act with a page of its own, which says
what will happen, and a POST to a service.
"""

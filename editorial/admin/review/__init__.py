"""The page on which a text is reviewed: everything about it in one place, and the forms to answer.

Looking changes nothing. Each form posts to the page itself and says in ``do`` what is meant.
"""

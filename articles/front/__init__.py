"""A plain WSGI function ahead of Django: finished pages, straight from the database.

It answers GET and HEAD of what ``articles.services.pages`` keeps, by one indexed read, and hands
everything else to Django: other addresses, a query string, a host or scheme that Django's
middleware would refuse or redirect, a page that other templates made, a database that does not
answer. No process keeps a page: what one process commits, every process serves from the next
request on.
"""

from articles.front.application import Front

__all__ = ["Front"]

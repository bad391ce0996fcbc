"""The API under /api/v1/: what an author's programs may do, by the services that the pages use.

``application`` has the addresses; ``access`` tokens, scopes and limits; ``problems`` how it says no
(RFC 9457); ``idempotency`` that nothing is done twice.
"""

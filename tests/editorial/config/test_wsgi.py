"""What a server loads is not walked by every collection."""

from __future__ import annotations

import gc
from importlib import import_module

from django.core.signals import request_finished


def test_what_is_loaded_is_kept_after_the_first_request_and_once() -> None:
    wsgi = import_module("editorial.config.wsgi")  # here, for it waits for the next request
    try:
        request_finished.send(sender=None)
        kept = gc.get_freeze_count()
        assert kept > 100_000
        assert not request_finished.disconnect(wsgi.keep_what_is_loaded)
    finally:
        gc.unfreeze()

"""What a server loads is not walked by every collection."""

from __future__ import annotations

import gc
from importlib import import_module

from django.core.signals import request_finished


def test_what_is_loaded_is_kept_after_the_first_request_and_once() -> None:
    wsgi = import_module("editorial.config.wsgi")  # here, for it waits for the next request
    assert request_finished.disconnect(wsgi.keep_what_is_loaded)
    request_finished.connect(wsgi.keep_what_is_loaded)
    try:
        wsgi.keep_what_is_loaded()
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
    assert not request_finished.disconnect(wsgi.keep_what_is_loaded)

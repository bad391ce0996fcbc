"""The one line in which a file is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.importers import ImportedArticle, ImportRefusedError


def refusal(read: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        read(*arguments)
    return str(refused.value)


def imported_or_refused(read: Callable[..., ImportedArticle], *arguments: Any) -> object:
    """The article, or the refusal's text; every other exception fails the test."""
    try:
        return read(*arguments)
    except ImportRefusedError as refused:
        return str(refused)

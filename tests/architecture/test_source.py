"""Rules of the house that can be read off the source."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from accounts.models import User
from editorial import services

ROOT = Path(__file__).parents[2]
SOURCE = ("accounts", "articles", "editorial")

#: Where text reaches a page unescaped. Each of them says why it may.
UNESCAPED = {
    "articles/reader/search/finding.py",
    "articles/templatetags/frozen.py",
    "articles/templatetags/meta.py",
    "articles/templatetags/tidy.py",  # takes white space out of what templates made
}

#: Verbs that the clock asks for or a reader without an account, and the one whose person is named
#: by a token.
WITHOUT_PERSON = {
    "answer_invitation",
    "ask_question",
    "confirm_question",
    "delete_question",
    "report_problem",
    "send_due_reminders",
}

LONGEST = 400


def _tracked(*patterns: str) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {getattr(call, "id", getattr(call, "attr", "")) for call in calls}


def test_text_is_let_through_unescaped_in_few_places_only() -> None:
    found = {
        _name(path)
        for path in _tracked("*.py")
        if _name(path).startswith(SOURCE) and "mark_safe" in _calls(path)
    }
    assert found == UNESCAPED


def test_no_template_lets_text_through_by_itself() -> None:
    found = [
        _name(path)
        for path in _tracked("templates/*.html")
        if re.search(r"\|\s*safe(seq)?\b|autoescape off", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_template_has_script_or_style_in_line() -> None:
    """The content security policy of readers' and authors' pages forbids both."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)|<style|\sstyle=|\son[a-z]+=")
    found = [
        _name(path)
        for path in _tracked("templates/*.html")
        if "/admin/" not in _name(path) and inline.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_file_has_one_topic() -> None:
    too_long = {
        _name(path): length
        for path in _tracked("*.py")
        if "/migrations/" not in _name(path)
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert too_long == {}


VERBS = {name: getattr(services, name) for name in services.__all__}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_a_service_is_a_verb_of_somebody(verb: Callable[..., Any]) -> None:
    signature = inspect.signature(verb)
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}
    hints = get_type_hints(inspect.unwrap(verb))
    assert set(signature.parameters) <= set(hints)
    assert "return" in hints
    assert inspect.getdoc(verb)
    if verb.__name__ not in WITHOUT_PERSON:
        person = signature.parameters["acting_user"]
        assert hints["acting_user"] is User
        assert person.default is inspect.Parameter.empty


def _writes_state(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            targets = {getattr(target, "attr", "") for target in node.targets}
            if targets & {"state", "status"}:
                return True
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
            written = {keyword.arg for keyword in node.keywords}
            if written & {"state", "status"}:
                return True
    return False


def test_state_is_written_by_services_alone() -> None:
    """Nothing outside of them assigns a state or updates one."""
    found = [
        _name(path)
        for path in _tracked("*.py")
        if _name(path).startswith(SOURCE)
        and "/services/" not in _name(path)
        and _writes_state(path)
    ]
    assert found == []

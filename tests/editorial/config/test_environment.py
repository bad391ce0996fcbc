"""Development needs nothing; production refuses to start on half of what it needs."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from editorial.config.environment import DEVELOPMENT_SECRET, read_environment

ROOT = Path(__file__).parents[3]


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    key = tmp_path / "key.pem"
    key.touch()
    return {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SIGNING_KEY_FILE": str(key),
        "ALLOWED_HOSTS": "imprimatur.example, www.imprimatur.example",
        "SITE_URL": "https://imprimatur.example/",
        "DATABASE_URL": "postgres://office@/imprimatur",
    }


def test_development_needs_nothing(tmp_path: Path) -> None:
    environment = read_environment({}, tmp_path)
    assert not environment.production
    assert not environment.debug
    assert environment.demo
    assert not environment.collected
    assert read_environment({"COLLECTED": "1"}, tmp_path).collected
    assert environment.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert environment.signing_key_file == tmp_path / "var" / "signing-key.pem"


def test_development_may_be_no_demo(tmp_path: Path) -> None:
    assert not read_environment({"DEMO": "0"}, tmp_path).demo


def test_a_complete_production_starts(production: dict[str, str], tmp_path: Path) -> None:
    environment = read_environment(production, tmp_path)
    assert environment.production
    assert not environment.demo
    assert environment.site_url == "https://imprimatur.example"
    assert environment.allowed_hosts == ["imprimatur.example", "www.imprimatur.example"]


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "SIGNING_KEY_FILE", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"]
)
def test_production_names_what_is_missing(
    production: dict[str, str], tmp_path: Path, name: str
) -> None:
    del production[name]
    with pytest.raises(ImproperlyConfigured, match=f"{name} is not set"):
        read_environment(production, tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "50 characters"),
        ("SECRET_KEY", "a" * 80, "random"),
        ("SECRET_KEY", DEVELOPMENT_SECRET, "the one of development"),
        ("SIGNING_KEY_FILE", "/nowhere/key.pem", "names no file"),
        ("ALLOWED_HOSTS", "imprimatur.example,*", "not \\*"),
        ("SITE_URL", "http://imprimatur.example", "https"),
        ("DEBUG", "1", "DEBUG belongs to development"),
        ("DEMO", "1", "DEMO belongs to development"),
    ],
)
def test_production_names_what_is_unsafe(
    production: dict[str, str], tmp_path: Path, name: str, value: str, said: str
) -> None:
    production[name] = value
    with pytest.raises(ImproperlyConfigured, match=said):
        read_environment(production, tmp_path)


def test_half_a_production_does_not_start() -> None:
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": secrets.token_urlsafe(60)}
    started = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert started.returncode != 0
    assert "SIGNING_KEY_FILE is not set; ALLOWED_HOSTS is not set" in started.stderr


def test_factors_are_encrypted_by_the_signing_key_unless_they_have_their_own(
    production: dict[str, str], tmp_path: Path
) -> None:
    key = Path(production["SIGNING_KEY_FILE"])
    assert read_environment(production, tmp_path).factor_key_file == key
    own = tmp_path / "factor.key"
    own.write_text(secrets.token_urlsafe(40))
    production["FACTOR_KEY_FILE"] = str(own)
    assert read_environment(production, tmp_path).factor_key_file == own


@pytest.mark.parametrize("content", [None, "short"])
def test_production_refuses_an_unsafe_key_of_factors(
    production: dict[str, str], tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "factor.key"
    if content is not None:
        file.write_text(content)
    production["FACTOR_KEY_FILE"] = str(file)
    with pytest.raises(ImproperlyConfigured, match="FACTOR_KEY_FILE must name a file"):
        read_environment(production, tmp_path)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("", 0),
        ("0", 0),
        (" 2 ", 2),
        ("10.0.0.1, 2001:db8::/32", (ip_network("10.0.0.1"), ip_network("2001:db8::/32"))),
    ],
)
def test_proxies_are_a_number_or_addresses(
    production: dict[str, str], tmp_path: Path, raw: str, read: object
) -> None:
    for values in ({}, production):
        environment = read_environment({**values, "TRUSTED_PROXIES": raw}, tmp_path)
        assert environment.trusted_proxies == read


@pytest.mark.parametrize("raw", ["all", "-1", "*", "10.0.0.1/33", "10.0.0.1,"])
def test_other_proxies_are_refused(tmp_path: Path, raw: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        read_environment({"TRUSTED_PROXIES": raw}, tmp_path)

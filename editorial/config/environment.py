"""Read the environment: a complete production, or development that needs nothing.

Setting any of the production names asks for production, and then all of them must be there and be
safe: half a production must not come up on development defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PRODUCTION_NAMES = ("SECRET_KEY", "SIGNING_KEY_FILE", "ALLOWED_HOSTS", "SITE_URL")
SHORTEST_SECRET = 50
#: Bytes of the file that encrypts second factors.
SHORTEST_KEY = 32
#: The file of checkpoints, outside the database.
CHECKPOINTS = "checkpoints.jsonl"
TRUE = ("1", "true", "yes", "on")

#: Known to everybody who reads this file, so it may sign nothing but a demo's cookies.
DEVELOPMENT_SECRET = "development-only-and-refused-in-production-" + "0" * 20


@dataclass(frozen=True)
class Environment:
    """The settings that differ between machines."""

    production: bool
    debug: bool
    demo: bool
    #: Whether static files were collected and compressed, as `make run` does and a deploy.
    collected: bool
    secret_key: str
    signing_key_file: Path
    factor_key_file: Path
    checkpoint_file: Path
    media_dir: Path
    allowed_hosts: list[str]
    site_url: str
    #: How many proxies stand in front, or their addresses: see ``accounts.network``.
    trusted_proxies: int | tuple[IPv4Network | IPv6Network, ...]


def read_environment(values: Mapping[str, str], base: Path) -> Environment:
    """Return what the environment asks for.

    Raises ImproperlyConfigured, naming every missing or unsafe value at once, when one of the
    production names is set and the rest does not make a safe production.
    """
    # Development is a demo unless it says no; production never is.
    demo = values.get("DEMO", "").lower() in TRUE
    debug = values.get("DEBUG", "").lower() in TRUE
    if not any(values.get(name) for name in PRODUCTION_NAMES):
        return Environment(
            production=False,
            debug=debug,
            demo=demo or not values.get("DEMO"),
            collected=values.get("COLLECTED", "").lower() in TRUE,
            secret_key=DEVELOPMENT_SECRET,
            signing_key_file=base / "var" / "signing-key.pem",
            factor_key_file=base / "var" / "factor.key",
            checkpoint_file=base / "var" / CHECKPOINTS,
            media_dir=Path(values.get("MEDIA_DIR") or base / "var" / "media"),
            allowed_hosts=["localhost", "127.0.0.1", "[::1]"],
            site_url="http://127.0.0.1:" + (values.get("PORT") or "8000"),
            trusted_proxies=_proxies(values.get("TRUSTED_PROXIES", "")),
        )
    problems = _problems(values, debug=debug, demo=demo)
    if problems:
        raise ImproperlyConfigured("Production can't start: " + "; ".join(problems) + ".")
    return Environment(
        production=True,
        debug=False,
        demo=False,
        collected=True,
        secret_key=values["SECRET_KEY"],
        signing_key_file=Path(values["SIGNING_KEY_FILE"]),
        # What encrypts second factors is drawn from the signing key, or has a file of its own.
        factor_key_file=Path(values.get("FACTOR_KEY_FILE") or values["SIGNING_KEY_FILE"]),
        # Beside the key unless told otherwise: outside the database in any case.
        checkpoint_file=Path(
            values.get("CHECKPOINT_FILE") or Path(values["SIGNING_KEY_FILE"]).parent / CHECKPOINTS
        ),
        media_dir=Path(values.get("MEDIA_DIR") or base / "var" / "media"),
        allowed_hosts=_hosts(values["ALLOWED_HOSTS"]),
        site_url=values["SITE_URL"].rstrip("/"),
        trusted_proxies=_proxies(values.get("TRUSTED_PROXIES", "")),
    )


def _hosts(raw: str) -> list[str]:
    return [host.strip() for host in raw.split(",") if host.strip()]


def _proxies(raw: str) -> int | tuple[IPv4Network | IPv6Network, ...]:
    """Return a number of proxies, or the addresses and networks of theirs; 0 for none."""
    if not raw.strip():
        return 0
    if raw.strip().isdecimal():
        return int(raw)
    try:
        return tuple(ip_network(one.strip()) for one in raw.split(","))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES must be a number, or addresses and networks with commas: {error}."
        ) from error


def _holds_a_secret(file: Path) -> bool:
    return file.is_file() and file.stat().st_size >= SHORTEST_KEY


def _problems(values: Mapping[str, str], *, debug: bool, demo: bool) -> list[str]:
    """Return what stands against a production with these values, in words."""
    names = (*PRODUCTION_NAMES, "DATABASE_URL")
    problems = [f"{name} is not set" for name in names if not values.get(name)]
    secret = values.get("SECRET_KEY", "")
    if secret and (len(secret) < SHORTEST_SECRET or len(set(secret)) < 10):
        problems.append(f"SECRET_KEY must have {SHORTEST_SECRET} characters or more, and be random")
    if secret == DEVELOPMENT_SECRET:
        problems.append("SECRET_KEY is the one of development")
    key_file = values.get("SIGNING_KEY_FILE", "")
    if key_file and not Path(key_file).is_file():
        problems.append(f"SIGNING_KEY_FILE names no file ({key_file})")
    factor_file = values.get("FACTOR_KEY_FILE", "")
    if factor_file and not _holds_a_secret(Path(factor_file)):
        problems.append(f"FACTOR_KEY_FILE must name a file with {SHORTEST_KEY} bytes or more")
    if "*" in _hosts(values.get("ALLOWED_HOSTS", "")):
        problems.append("ALLOWED_HOSTS must name hosts, not *")
    site = values.get("SITE_URL", "")
    if site and (urlsplit(site).scheme != "https" or not urlsplit(site).hostname):
        problems.append("SITE_URL must be an https address")
    if debug:
        problems.append("DEBUG belongs to development")
    if demo:
        problems.append("DEMO belongs to development")
    return problems

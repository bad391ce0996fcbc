"""Webhooks: signed, tried again, given up, and only what their owner may know of."""

from __future__ import annotations

import hmac
import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import posting
from accounts.enums import WebhookEvent
from accounts.models import WebhookDelivery, WebhookEndpoint
from accounts.policies import MOST_WEBHOOKS
from accounts.posting import NOT_PUBLIC, PostingError
from accounts.services import webhooks
from accounts.services.webhooks import add_webhook, deliver_webhooks, pause_webhook, remove_webhook
from tests.factories import Cast, draft, published, retracted, submitted, withdrawn
from tests.refusals import nothing_written, refused

pytestmark = pytest.mark.django_db

URL = "https://hooks.example/told?by=us"


class Listener(HTTPServer):
    """An HTTPS server that notes what it is sent and answers as it is told to."""

    status = 200
    location = ""

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"https://localhost:{self.server_port}/told"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of clients that do not like the certificate."""


class Answer(BaseHTTPRequestHandler):
    """Notes a request."""

    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody but the test trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def listener(certificate: Path, settings: Any) -> Iterator[Listener]:
    settings.WEBHOOKS_MAY_REACH_LOOPBACK = True
    server = Listener(certificate)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def _trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = ssl.create_default_context
    monkeypatch.setattr(posting.ssl, "create_default_context", lambda: make(cafile=certificate))


def told(cast: Cast, url: str = URL, who: str = "author") -> tuple[WebhookEndpoint, str]:
    return add_webhook(acting_user=getattr(cast, who), url=url)


def events(endpoint: WebhookEndpoint) -> list[str]:
    return list(endpoint.deliveries.order_by("pk").values_list("event", flat=True))


@pytest.mark.usefixtures("_trusted")
def test_a_message_arrives_signed(cast: Cast, listener: Listener) -> None:
    endpoint, secret = told(cast, listener.url)
    submission = submitted(cast)
    assert deliver_webhooks() == 1
    assert deliver_webhooks() == 0
    ((path, headers, body),) = listener.got
    assert path == "/told"
    assert headers["Host"] == f"localhost:{listener.server_port}"
    message = json.loads(body)
    assert message["event"] == headers["Imprimatur-Event"] == "submission.submitted"
    assert message["submission"] == str(submission.uid)
    moment, signed = (part.split("=")[1] for part in headers["Imprimatur-Signature"].split(","))
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    assert hmac.compare_digest(signed, expected)
    delivery = endpoint.deliveries.get()
    assert (delivery.attempts, delivery.last_error) == (1, "")
    assert delivery.delivered_at is not None


def test_a_certificate_that_nobody_vouches_for_is_refused(cast: Cast, listener: Listener) -> None:
    endpoint, _secret = told(cast, listener.url)
    submitted(cast)
    assert deliver_webhooks() == 0
    assert listener.got == []
    assert "certificate" in endpoint.deliveries.get().last_error


@pytest.mark.usefixtures("_trusted")
def test_no_redirect_is_followed(cast: Cast, listener: Listener) -> None:
    listener.status, listener.location = 307, "https://localhost/elsewhere"
    endpoint, _secret = told(cast, listener.url)
    submitted(cast)
    assert deliver_webhooks() == 0
    assert len(listener.got) == 1
    assert endpoint.deliveries.get().last_error == "The answer was 307."


def test_outside_of_tests_nothing_local_is_reached(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused("not on the public internet", by=ValidationError):
        told(cast, "https://127.0.0.1/")
    with refused("not on the public internet", by=ValidationError):
        told(cast, "https://localhost/")
    # A name that is no local one by its looks is judged by its addresses, when it is posted to.
    endpoint, _secret = told(cast, "https://hooks.example/")
    monkeypatch.setattr(
        "accounts.posting._resolved", resolved := Mock(side_effect=PostingError(NOT_PUBLIC))
    )
    submitted(cast)
    assert deliver_webhooks() == 0
    assert "not on the public internet" in endpoint.deliveries.get().last_error
    resolved.assert_called_once()


def test_it_is_tried_again_with_longer_pauses_and_then_given_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint, _secret = told(cast)
    submitted(cast)
    monkeypatch.setattr(webhooks, "post", lambda *_: 500)
    now, pauses = timezone.now(), []
    for _ in range(len(webhooks.PAUSES) + 1):
        monkeypatch.setattr(timezone, "now", lambda moment=now: moment)
        assert deliver_webhooks() == 0
        delivery = endpoint.deliveries.get()
        pauses.append(delivery.due_at - now)
        now = delivery.due_at
    assert pauses[:-1] == list(webhooks.PAUSES)
    assert delivery.dead_at is not None
    assert delivery.last_error == "The answer was 500."
    with nothing_written():
        deliver_webhooks()
    webhooks.redeliver(acting_user=cast.author, delivery=delivery)
    monkeypatch.setattr(webhooks, "post", lambda *_: 204)
    assert deliver_webhooks() == 1


def test_only_texts_that_one_may_know_of_are_told(cast: Cast) -> None:
    author, _ = told(cast)
    coauthor, _ = told(cast, who="coauthor")
    outsider, _ = told(cast, who="outsider")
    editor, _ = told(cast, who="editor")
    withdrawn(cast)
    expected = ["submission.submitted", "submission.withdrawn"]
    assert events(author) == events(coauthor) == events(editor) == expected
    assert events(outsider) == []


def test_what_becomes_of_a_text_is_told_and_nothing_of_the_text(cast: Cast) -> None:
    endpoint, _secret = told(cast)
    retracted(cast, draft(cast, slug="x", clinician_text="Qzxcanary [1]", title="Qzxcanary"))
    assert events(endpoint) == [
        "submission.submitted",
        "submission.under_review",
        "submission.approved",
        "publication.published",
        "publication.retracted",
    ]
    payloads = " ".join(endpoint.deliveries.values_list("payload", flat=True))
    assert "Qzxcanary" not in payloads
    assert "Board" not in payloads


def test_paused_or_removed_nothing_is_told(cast: Cast) -> None:
    paused, _ = told(cast)
    removed, _ = told(cast)
    submitted(cast)
    pause_webhook(acting_user=cast.author, endpoint=paused, paused=True)
    remove_webhook(acting_user=cast.author, endpoint=removed)
    published(cast, draft(cast, slug="other"))
    assert events(paused) == events(removed) == ["submission.submitted"]
    assert removed.deliveries.get().dead_at is not None
    with refused("removed"):
        pause_webhook(acting_user=cast.author, endpoint=removed, paused=True)


def test_the_secret_is_sealed(cast: Cast) -> None:
    _endpoint, secret = told(cast)
    assert secret not in repr(list(WebhookEndpoint.objects.values()))
    assert secret not in repr(list(WebhookDelivery.objects.values()))


def test_nobody_else_touches_it(cast: Cast) -> None:
    endpoint, _secret = told(cast)
    for act in (webhooks.send_test, remove_webhook):
        with refused("somebody else's"):
            act(acting_user=cast.outsider, endpoint=endpoint)


def test_who_is_told_of_nothing_has_none(cast: Cast) -> None:
    with refused("Only authors and editors"):
        told(cast, who="board_one")
    for number in range(MOST_WEBHOOKS):
        told(cast, f"https://hooks.example/{number}")
    with refused("Remove one first"):
        told(cast)


def test_an_address_is_told_of_its_events_alone(cast: Cast) -> None:
    endpoint, _secret = add_webhook(
        acting_user=cast.author, url=URL, events=[WebhookEvent.WITHDRAWN]
    )
    withdrawn(cast)
    assert [row.event for row in endpoint.deliveries.all()] == ["submission.withdrawn"]
    with refused(by=ValidationError), nothing_written():
        webhooks.choose_events(acting_user=cast.author, endpoint=endpoint, events=[])
    with refused("somebody else's"):
        webhooks.choose_events(acting_user=cast.outsider, endpoint=endpoint, events=["x"])
    webhooks.choose_events(acting_user=cast.author, endpoint=endpoint, events=WebhookEvent.values)
    withdrawn(cast, title="Another")
    assert endpoint.deliveries.count() == 3

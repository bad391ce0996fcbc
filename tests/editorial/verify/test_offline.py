"""The bundle, verified by a process that has neither Django nor a database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from editorial.verify import BundleError, find_problems
from tests.factories import Cast, published

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]


def exported(slug: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("export_evidence", slug)
    bundle: dict[str, Any] = json.loads(capsys.readouterr().out)
    return bundle


def run(bundle: Any, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Verify in a new process in which importing Django fails."""
    file = folder / "bundle.json"
    file.write_text(bundle if isinstance(bundle, str) else json.dumps(bundle), encoding="utf-8")
    blocked = "import sys; sys.modules['django'] = None; import runpy; "
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"{blocked} sys.argv[0] = 'verify'; runpy.run_module('editorial.verify', "
            "run_name='__main__')",
            str(file),
            *options,
        ],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_an_untouched_bundle_is_intact(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bundle = exported(published(cast).slug, capsys)
    result = run(bundle, tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert "intact" in result.stdout
    assert next(iter(bundle["keys"])) in result.stdout


def test_one_changed_byte_breaks_it(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bundle = exported(published(cast).slug, capsys)
    revision = bundle["revisions"][0]
    revision["content"] = revision["content"].replace("10 mg", "11 mg")
    result = run(bundle, tmp_path)
    assert result.returncode == 1
    assert f"{revision['row']}: the text was changed" in result.stdout


def test_a_text_changed_with_its_digest_breaks_the_signature(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from articles.canonical import digest

    bundle = exported(published(cast).slug, capsys)
    revision = bundle["revisions"][0]
    revision["content"] = revision["content"].replace("10 mg", "11 mg")
    revision["digest"] = digest(revision["content"])
    said = [str(problem) for problem in find_problems(bundle)]
    assert any("signature invalid: it is on another text" in line for line in said)


def test_a_signature_from_another_article_is_refused(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = exported(published(cast).slug, capsys)
    other = exported(published(cast, title="Another").slug, capsys)
    bundle["signatures"].append(other["signatures"][0])
    said = [str(problem) for problem in find_problems(bundle)]
    row = other["signatures"][0]["row"]
    assert f"{row}: was made for another article" in said
    assert f"{row}: the trail does not know of it" in said


def test_a_record_taken_out_is_missed(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = exported(published(cast).slug, capsys)
    taken = bundle["records"].pop(4)
    follower = bundle["records"][4]
    assert follower["sequence"] == taken["sequence"] + 1
    said = [str(problem) for problem in find_problems(bundle)]
    assert f"{follower['row']}: does not follow the record before it" in said


def test_another_public_key_is_refused(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bundle = exported(published(cast).slug, capsys)
    name = next(iter(bundle["keys"]))
    bundle["keys"][name] = (
        Ed25519PrivateKey.generate()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    result = run(bundle, tmp_path)
    assert result.returncode == 1
    assert "another key than its fingerprint says" in result.stdout
    assert "was made with an unknown key" in result.stdout


def test_a_named_key_must_be_the_one_that_signed(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bundle = exported(published(cast).slug, capsys)
    assert run(bundle, tmp_path, "--key", next(iter(bundle["keys"]))).returncode == 0
    result = run(bundle, tmp_path, "--key", "0" * 64)
    assert result.returncode == 1
    assert "another key than 0000" in result.stdout


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "not JSON", '{"format": "imprimatur-evidence/1"}']
)
def test_what_is_no_bundle_is_said_in_one_line(text: str, tmp_path: Path) -> None:
    result = run(text, tmp_path)
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_bundle_with_holes_is_refused(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = exported(published(cast).slug, capsys)
    del bundle["signatures"][0]["key_id"]
    with pytest.raises(BundleError, match="key_id"):
        find_problems(bundle)


def test_evidence_of_no_article_is_refused() -> None:
    with pytest.raises(CommandError, match="no article “nowhere”"):
        call_command("export_evidence", "nowhere")


def test_a_chain_rewritten_after_a_checkpoint_is_found(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from editorial.services.checkpointing import take_checkpoint
    from editorial.verify.trail import record_hash

    slug = published(cast).slug
    take_checkpoint()
    bundle = exported(slug, capsys)
    assert run(bundle, tmp_path).returncode == 0
    last = bundle["records"][-1]
    last["actor_name"] = "Somebody Else"
    last["hash"] = record_hash(bundle["article"]["uid"], last)
    result = run(bundle, tmp_path)
    assert result.returncode == 1
    assert f"{last['row']}: was rewritten since" in result.stdout


def test_checkpoints_are_held_against_the_file_outside(
    cast: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from django.conf import settings

    from editorial.services.checkpointing import take_checkpoint

    slug = published(cast).slug
    take_checkpoint()
    bundle = exported(slug, capsys)
    outside = tmp_path / "outside.jsonl"
    outside.write_text(Path(settings.CHECKPOINT_FILE).read_text(encoding="utf-8"), encoding="utf-8")
    assert run(bundle, tmp_path, "--checkpoints", str(outside)).returncode == 0
    outside.write_text("", encoding="utf-8")
    result = run(bundle, tmp_path, "--checkpoints", str(outside))
    assert result.returncode == 1
    assert "is not in" in result.stdout

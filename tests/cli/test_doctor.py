"""hoidap doctor finds what is wrong and says what to do."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hoidap.cli.checks import Finding, Level, all_checks
from hoidap.cli.main import app
from hoidap.reading import loading
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import Fail, Step, scripted_server


def findings(settings: Settings, check: str, *, thorough: bool = False) -> list[Finding]:
    return [each for each in all_checks(settings, thorough=thorough) if each.check == check]


def changed(settings: Settings, **changes: Any) -> Settings:
    return settings.model_copy(update=changes)


def test_a_sound_installation_has_nothing_to_do(corpus_settings: Settings) -> None:
    found = list(all_checks(corpus_settings, thorough=True))
    assert {each.check for each in found} == {
        "model",
        "reader",
        "language model",
        "index",
        "disk",
        "port",
        "access",
        "files",
        "programs",
    }
    assert not [each for each in found if each.level is Level.FAILED]
    (index,) = [each for each in found if each.check == "index"]
    assert "20 documents" in index.found


def test_no_documents_is_a_warning_with_the_next_step(tmp_path: Path) -> None:
    (index,) = findings(Settings(data=tmp_path), "index")
    assert index.level is Level.WARNING
    assert "hoidap-ingest" in index.advice


def test_a_damaged_index_fails(corpus_settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(corpus_settings.data, data)
    catalogue = next(data.rglob("catalogue.sqlite"))
    catalogue.write_bytes(catalogue.read_bytes()[:-4096])
    (index,) = findings(changed(corpus_settings, data=data), "index")
    assert index.level is Level.FAILED
    assert index.advice


def test_a_taken_port_is_told(corpus_settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (found,) = findings(changed(corpus_settings, port=port), "port")
    assert found.level is Level.WARNING
    assert str(port) in found.found


@pytest.mark.parametrize(
    ("changes", "level", "word"),
    [
        ({}, Level.OK, "this machine may ask"),
        ({"anonymous": "on"}, Level.OK, "anybody may ask"),
        ({"anonymous": "off"}, Level.WARNING, "nobody can ask"),
        ({"host": "0.0.0.0"}, Level.WARNING, "nobody can ask"),
        ({"portal_issuer": "https://portal.example.vn"}, Level.FAILED, "ISSUER"),
        (
            {"portal_issuer": "https://portal.example.vn", "portal_jwks": "/nowhere.json"},
            Level.FAILED,
            "nowhere",
        ),
    ],
    ids=str,
)
def test_who_may_ask_is_told(
    tmp_path: Path, changes: dict[str, Any], level: Level, word: str
) -> None:
    found = findings(changed(Settings(data=tmp_path), **changes), "access")[0]
    assert found.level is level
    assert word in found.found


@pytest.mark.parametrize(
    ("says", "level", "word"),
    [("Có.", Level.OK, "answered in"), (Fail(400), Level.WARNING, "did not answer")],
)
def test_a_language_model_is_spoken_to(tmp_path: Path, says: Step, level: Level, word: str) -> None:
    with scripted_server() as server:
        server.script = lambda messages: [says]
        settings = Settings(data=tmp_path, llm="openai:scripted", llm_base_url=server.address)
        (found,) = findings(settings, "language model")
    assert found.level is level
    assert word in found.found and server.address in found.found


def test_a_language_model_of_an_unknown_provider_fails(tmp_path: Path) -> None:
    (found,) = findings(Settings(data=tmp_path, llm="nobody:nothing"), "language model")
    assert found.level is Level.FAILED
    assert "nobody:nothing" in found.found and found.advice


def test_it_says_which_reader_reads(corpus_settings: Settings) -> None:
    (used,) = findings(corpus_settings, "reader")
    assert used.level is Level.OK and used.found.startswith("version ")
    (off,) = findings(changed(corpus_settings, reader=False), "reader")
    assert off.level is Level.OK and "rank alone" in off.found


def test_without_its_artefact_it_says_so(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "artefact_path", lambda: tmp_path / "reader.npz")
    (found,) = findings(corpus_settings, "reader")
    assert found.level is Level.WARNING and found.advice
    assert "rank alone" in found.found


def test_the_command_prints_json_and_its_exit_code_tells(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner().invoke(app, ["doctor", "--json", "--data", str(corpus_settings.data)])
    assert run.exit_code == 0, run.output
    assert {each["level"] for each in json.loads(run.stdout)} <= {"ok", "warning"}
    monkeypatch.setenv("HOIDAP_PORTAL_ISSUER", "https://portal.example.vn")
    run = CliRunner().invoke(app, ["doctor", "--data", str(corpus_settings.data)])
    assert run.exit_code == 1

"""What README claims is true of the code: commands, settings, endpoints, layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from fastapi.testclient import TestClient

from hoidap.cli.main import app as hoidap_app
from ingest.command import app as ingest_app
from tests.readme_tables import rendered

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_in_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", README)) | set(
        re.findall(r"^make ([a-z-]+)", README, re.MULTILINE)
    )
    assert named
    assert named <= targets


def test_readme_starts_with_the_two_commands() -> None:
    head = README[:4000]
    assert "make run" in head
    assert "make test" in head


@pytest.mark.parametrize("app", [hoidap_app, ingest_app], ids=["hoidap", "hoidap-ingest"])
def test_every_option_in_readme_exists(app: typer.Typer) -> None:
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {"": group})
    options = {
        option
        for command in commands.values()
        for parameter in command.params
        for option in parameter.opts
    }
    program = "hoidap-ingest" if "" in commands else "hoidap"
    for line in README.splitlines():
        used = re.match(rf"\s*(?:\$ )?(?:\.venv/bin/)?{program} (.*)", line)
        if used is None:
            continue
        words = re.sub(r'"[^"]*"|#.*', "", used[1]).split()
        if program == "hoidap" and words:
            assert words[0] in commands, line
        for word in words:
            if word.startswith("--"):
                assert word in options, line


def test_the_tables_of_settings_and_endpoints_are_the_codes(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert rendered(README, paths) == README, "run: python -m tests.readme_tables"
    assert "<!-- SETTINGS -->" in README
    assert "<!-- ENDPOINTS -->" in README


def test_every_path_in_readme_exists() -> None:
    for path in re.findall(r"`((?:src|corpus|ingest|tests|deploy)/[\w./-]*)`", README):
        assert (ROOT / path).exists(), path

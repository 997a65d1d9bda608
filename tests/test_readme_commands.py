"""The commands that README prints work as they are printed, from any working folder."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
USED = README.split("## Using it", 1)[1].split("```", 2)[1].strip().splitlines()
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("HOIDAP_")},
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
}


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def write_documents(folder: Path) -> None:
    """A plain text, a Word file without pages of its own and, converted from it, older formats."""
    folder.mkdir()
    (folder / "thong-bao.txt").write_text(
        "Thông báo\n\nHội trường thôn Đỏ mở cửa lúc 19 giờ hằng ngày.\n", encoding="utf-8"
    )
    paper = docx.Document()
    for number in range(1, 60):
        paper.add_paragraph(f"Điều {number}. Tổ trực số {number} gồm {number + 2} người. " * 8)
    original = folder / "quy-che.docx"
    paper.save(str(original))
    profile = (folder.parent / "profile").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
    for wanted in ("doc", "odt", "rtf"):
        subprocess.run(
            [
                *office,
                "--convert-to",
                wanted,
                "--outdir",
                str(folder),
                str(folder / "quy-che.docx"),
            ],
            check=True,
            capture_output=True,
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder that is not the project's, with documents ingested as README says."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    working = tmp_path_factory.mktemp("elsewhere")
    write_documents(working / "my-documents")
    (command,) = [line for line in USED if line.startswith("hoidap-ingest")]
    found = run(command, working)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "5 added" in found.stdout
    assert "failed" not in found.stdout.lower(), found.stdout
    assert "pages" not in found.stdout.lower().replace("passages", ""), found.stdout
    return working


@pytest.mark.parametrize(
    "command", [line for line in USED if re.match(r"hoidap (ask|search|documents)", line)]
)
def test_a_command_that_reads_prints_something(command: str, folder: Path) -> None:
    found = run(command, folder)
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip()


def test_the_server_answers_at_the_address_that_is_printed(folder: Path) -> None:
    (command,) = [line for line in USED if line.startswith("hoidap serve")]
    port = int(command.split("--port", 1)[1].split()[0])
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            pytest.skip(f"something else answers at port {port}")
    server = subprocess.Popen(
        shlex.split(command), cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )
    try:
        healthy = False
        for _ in range(120):
            with suppress(OSError):
                healthy = urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").status == 200
                break
            time.sleep(0.25)
        assert healthy
    finally:
        server.terminate()
        server.wait(30)

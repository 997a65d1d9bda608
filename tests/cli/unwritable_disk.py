"""Commands over a sound index on a disk that is full, then read-only.

``unshare --mount python -m tests.cli.unwritable_disk DATA FOLDER`` copies the data folder
``DATA`` onto a small disk at ``FOLDER`` that only this process sees, and prints one JSON line
for every command: what it was, its exit code and what it said.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

MEGABYTES = 40
ASKED = "Ai ký Chỉ thị 05-CT/TW?"
COMMANDS = (
    ("ask", ASKED),
    ("search", "khen thưởng", "--json"),
    ("documents",),
    ("index", "verify"),
    ("doctor", "--json"),
)


def hoidap(data: Path, *command: str) -> tuple[int, str]:
    found = subprocess.run(
        [sys.executable, "-m", "hoidap.cli.main", *command, "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.returncode, found.stdout + found.stderr


def served(data: Path) -> tuple[int, str]:
    """What a server answers to a question over HTTP, and how it ends when asked to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "hoidap.cli.main", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address, answer = f"http://127.0.0.1:{port}/v1/ask", ""
    body = json.dumps({"question": ASKED}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    for _ in range(120):
        if server.poll() is not None:
            break
        with suppress(OSError), urllib.request.urlopen(request, timeout=20) as response:
            answer = response.read().decode()
            break
        time.sleep(0.25)
    server.terminate()
    said, _ = server.communicate(timeout=30)
    return server.returncode, answer or said


def tell(state: str, command: str, code: int, said: str) -> None:
    line = {"state": state, "command": command, "code": code, "said": said}
    sys.stdout.write(json.dumps(line) + "\n")


def main(data: Path, folder: Path) -> None:
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(disk)], check=True
    )
    copy = disk / "var"
    shutil.copytree(data, copy)
    with suppress(OSError), (disk / "filling").open("wb", buffering=0) as filling:
        while filling.write(bytes(4096)):
            pass
    for state in ("full", "read-only"):
        if state == "read-only":
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for command in COMMANDS:
            code, said = hoidap(copy, *command)
            tell(state, command[0], code, said)
        tell(state, "serve", *served(copy))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

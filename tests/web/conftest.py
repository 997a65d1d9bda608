"""A real server, a real Chromium, and a portal on another origin.

The corpus is the shipped one with ``documents/`` beside it: a regulation in
articles with its successor, and a document that tries to run scripts.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.completeness import lacking
from tests.web.chat import Chat
from tests.web.portal import Portal

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AXE = HERE / "axe" / "node_modules" / "axe-core" / "axe.min.js"

#: A server that has to load its model is up within this many seconds.
START_SECONDS = 120

#: Longest wait for anything on a page but a restart.
PATIENCE_MS = 10_000

CHROMIUM_OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """``hoidap serve`` in a process of its own."""

    def __init__(self, data: Path, portal: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        own = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
        if "HOIDAP_MODEL_CACHE" in os.environ:
            own["HOIDAP_MODEL_CACHE"] = os.environ["HOIDAP_MODEL_CACHE"]
        self._environment = own | {
            "HOIDAP_DATA": str(data),
            "HOIDAP_PORT": str(self.port),
            "HOIDAP_PORTAL_ORIGINS": portal,
            "HOIDAP_REQUESTS_PER_MINUTE": "100000",
            "HOIDAP_ADDRESS_REQUESTS_PER_MINUTE": "100000",
            "HOIDAP_SHUTDOWN_SECONDS": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hoidap.cli.main", "serve"], cwd=ROOT, env=self._environment
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self._process.poll() is None, "the server ended"
            try:
                urllib.request.urlopen(f"{self.url}healthz", timeout=2).close()
                return
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def freeze(self) -> None:
        """Stop working without closing any connection, as a machine that hangs."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=30)


@pytest.fixture(scope="session")
def web_data(
    tmp_path_factory: pytest.TempPathFactory, ingested_corpus: Path, embedder: Embedder
) -> Path:
    """A data folder with the shipped corpus and the documents of these tests."""
    data = tmp_path_factory.mktemp("web") / "data"
    shutil.copytree(ingested_corpus, data)
    shutil.copytree(HERE / "documents", data / "documents")
    report = ingest([ROOT / "corpus", data / "documents"], Settings(data=data), embedder, Silent())
    assert report.exit_code == 0, report.files
    return data


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """An intranet portal: another origin, a strict policy, hostile style sheets."""
    with Portal() as running:
        yield running


@pytest.fixture(scope="session")
def server(web_data: Path, portal: Portal) -> Iterator[Server]:
    """The server under test."""
    running = Server(web_data, portal.origin)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium; absent it fails where it is required, and elsewhere skips with the reason."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or not AXE.exists():
        lacking("Chromium or axe-core is missing: run tests/web/install.sh")
    options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    running = playwright.chromium.launch(executable_path=chromium, args=options)
    yield running
    running.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens pages in fresh profiles; at the end none but ``may_report`` has reported an error."""
    contexts = []
    problems: list[str] = []

    def open_page(*, may_report: bool = False, **options: object) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 860}, "locale": "vi-VN"} | options  # type: ignore[arg-type]
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        if may_report:
            return page
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                problems.append(f"{page.url}: {message.text}")
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page on a desktop screen."""
    return new_page()


@pytest.fixture
def chat(page: Page, server: Server) -> Chat:
    """The chat page."""
    page.goto(server.url)
    page.wait_for_load_state("networkidle")
    return Chat(page)

"""What ``hoidap doctor`` looks at: each check says what it found and what to do.

Checks change nothing but the model's cache, which is prepared if need be.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.loading import load_chat_model
from hoidap.api.access.key_set import KeySet
from hoidap.api.access.keys import KeyStore
from hoidap.api.access.origin import is_loopback
from hoidap.api.access.tokens import PortalTokens
from hoidap.api.state import now
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.loading import load_embedder
from hoidap.errors import HoiDapError, NoGenerationError
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from hoidap.reading.loading import load_reader, reader_record
from hoidap.settings import Settings

#: Free space below which an ingest may fail: it copies the index before it changes it.
LEAST_FREE = 1_000_000_000
#: Milliseconds that one question may take in the model before something is wrong.
SLOW_QUESTION = 500.0
#: Problems of an index that are shown; more say no more.
SHOWN_PROBLEMS = 5

#: Seconds in which a language model must say something, and how much it may say.
LONGEST_GREETING = 10.0
GREETING_TOKENS = 16

_QUESTION = "Văn bản này quy định những nội dung gì?"
_GREETING = "Trả lời một từ: có."

#: Programs that only some kinds of files need, and the Debian packages that hold them.
_PROGRAMS = (
    ("soffice", "libreoffice-writer", ".doc, .odt and .rtf files"),
    ("tesseract", "tesseract-ocr tesseract-ocr-vie", "scanned pages and images"),
)


class Level(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; ``advice`` says what to do unless all is well."""

    check: str
    level: Level
    found: str
    advice: str = ""


def all_checks(settings: Settings, *, thorough: bool) -> Iterator[Finding]:
    """Every finding, as it is made; ``thorough`` compares the index entry by entry."""
    embedder: list[Embedder] = []
    checks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("model", lambda: _model(settings, embedder)),
        ("reader", lambda: _reader(settings, embedder)),
        ("language model", lambda: _language_model(settings)),
        ("index", lambda: _index(settings, embedder, thorough=thorough)),
        ("disk", lambda: _disk(settings)),
        ("port", lambda: _port(settings)),
        ("access", lambda: _access(settings)),
        ("files", lambda: _open_files(settings)),
        ("programs", _programs),
    )
    for name, check in checks:
        try:
            yield from check()
        except HoiDapError as error:
            yield Finding(name, Level.FAILED, error.what, error.next_step)
        except OSError as error:
            yield Finding(name, Level.FAILED, str(error), "See what the system says.")


def _model(settings: Settings, embedder: list[Embedder]) -> Iterator[Finding]:
    model = load_embedder(settings)
    model.embed_queries([_QUESTION])
    started = time.monotonic()
    model.embed_queries([_QUESTION])
    took = (time.monotonic() - started) * 1000
    embedder.append(model)
    found = f"{model.name}, {model.dimension} dimensions, {took:.0f} ms a question"
    if took > SLOW_QUESTION:
        yield Finding("model", Level.WARNING, found, "Is the processor busy with something else?")
    else:
        yield Finding("model", Level.OK, found)


def _reader(settings: Settings, embedder: list[Embedder]) -> Iterator[Finding]:
    if not embedder:
        return  # without the model nothing can be said of what belongs to it
    if not settings.reader:
        yield Finding("reader", Level.OK, "off (HOIDAP_READER); answers are chosen by rank alone")
        return
    record = reader_record()
    if record is None or load_reader(settings, embedder[0]) is None:
        why = "its artefact is missing" if record is None else f"it belongs to {record.model}"
        yield Finding(
            "reader",
            Level.WARNING,
            f"none: {why}; answers are chosen by rank alone",
            "Install the package again, or set HOIDAP_MODEL back to the bundled model.",
        )
        return
    figures = ", ".join(f"{name} {value:g}" for name, value in sorted(record.figures.items()))
    yield Finding("reader", Level.OK, f"version {record.version} for {record.model}; {figures}")


def _language_model(settings: Settings) -> Iterator[Finding]:
    name = "language model"
    if settings.llm == "none":
        yield Finding(name, Level.OK, "none; answers quote the documents")
        return
    where = f"{settings.llm} at {settings.llm_base_url or 'its provider'}"
    seconds = min(settings.llm_seconds, LONGEST_GREETING)
    connection = ModelConnection(load_chat_model(settings), GREETING_TOKENS)
    started = time.monotonic()
    try:
        with closing(connection.stream("", _GREETING, Deadline(seconds))) as pieces:
            next(pieces, "")
    except SilentModelError as error:
        yield Finding(
            name,
            Level.WARNING,
            f"{where} did not answer: {str(error).splitlines()[0]}.",
            "Start it, or correct HOIDAP_LLM_BASE_URL; answers quote the documents meanwhile.",
        )
        return
    yield Finding(name, Level.OK, f"{where} answered in {time.monotonic() - started:.1f} s")


def _index(settings: Settings, embedder: list[Embedder], *, thorough: bool) -> Iterator[Finding]:
    store = GenerationStore(settings.data)
    try:
        store.check()
        generation = store.open()
    except NoGenerationError as error:
        yield Finding("index", Level.WARNING, error.what, error.next_step)
        return
    with generation:
        record = generation.record
        for model in embedder:
            record.check_model(model.name, model.dimension)
        problems = verify(generation, SHOWN_PROBLEMS) if thorough else []
    yield from (
        Finding("index", Level.FAILED, problem.what, "Rebuild it: hoidap-ingest --rebuild PATH")
        for problem in problems
    )
    if not problems:
        compared = ", compared entry by entry" if thorough else ""
        found = (
            f"generation {record.id}: {record.documents} documents, "
            f"{record.passages} passages{compared}"
        )
        yield Finding("index", Level.OK, found)


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.data if settings.data.exists() else _parent(settings.data)
    if not os.access(folder, os.W_OK):
        yield Finding(
            "disk", Level.FAILED, f"{folder} cannot be written.", "Give this user the folder."
        )
        return
    free = shutil.disk_usage(folder).free
    used = sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())
    found = f"{settings.data}: {used / 1e6:.0f} MB used, {free / 1e9:.1f} GB free"
    if free < max(LEAST_FREE, 2 * used):
        yield Finding("disk", Level.WARNING, found, "Make room: an ingest copies the index first.")
    else:
        yield Finding("disk", Level.OK, found)


def _port(settings: Settings) -> Iterator[Finding]:
    where = f"{settings.host}:{settings.port}"
    family, _, _, _, address = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM
    )[0]
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            yield Finding(
                "port",
                Level.WARNING,
                f"{where} cannot be taken: {error.strerror}.",
                "Nothing to do if the server is running; else choose another: HOIDAP_PORT.",
            )
            return
    yield Finding("port", Level.OK, f"{where} is free")


def _access(settings: Settings) -> Iterator[Finding]:
    tokens = PortalTokens(settings)
    if settings.portal_jwks and not KeySet(settings.portal_jwks).count():
        yield Finding(
            "access",
            Level.FAILED,
            f"The key set {settings.portal_jwks} cannot be read or holds no RSA key of 2048 bits.",
            "Open it from this machine; the server's log says why it could not.",
        )
    active = [key for key in KeyStore(settings.data).list() if key.state(now()) == "active"]
    open_to = "anybody" if settings.anonymous == "on" else "this machine"
    nobody = settings.anonymous == "off" or (
        settings.anonymous == "auto" and not is_loopback(settings.host)
    )
    found = f"{len(active)} active keys, portal tokens {'on' if tokens.accepted else 'off'}"
    found += ", no questions without them" if nobody else f", without them {open_to} may ask"
    if nobody and not active and not tokens.accepted:
        yield Finding(
            "access",
            Level.WARNING,
            f"{found}: nobody can ask.",
            "Create a key (hoidap keys create), set HOIDAP_PORTAL_ISSUER, or HOIDAP_ANONYMOUS=on.",
        )
    else:
        yield Finding("access", Level.OK, found)


def _open_files(settings: Settings) -> Iterator[Finding]:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < settings.connections:
        yield Finding(
            "files",
            Level.WARNING,
            f"{hard} open files are allowed for {settings.connections} connections.",
            "Raise LimitNOFILE of the service, or lower HOIDAP_CONNECTIONS.",
        )
    else:
        yield Finding("files", Level.OK, "enough open files for all connections")


def _programs() -> Iterator[Finding]:
    for program, packages, purpose in _PROGRAMS:
        if shutil.which(program):
            yield Finding("programs", Level.OK, f"{program}, for {purpose}")
        else:
            yield Finding(
                "programs",
                Level.WARNING,
                f"{program} is missing; without it {purpose} are not read.",
                f"apt-get install {packages}",
            )


def _parent(path: Path) -> Path:
    """The nearest folder above ``path`` that exists."""
    return next(parent for parent in path.absolute().parents if parent.exists())

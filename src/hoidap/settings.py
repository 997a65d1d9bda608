"""Settings: one table of name, type, default and one sentence.

Every setting can be given in the environment as ``HOIDAP_<NAME>``, or as such a
line in a file: ``.env`` in the working directory, or the one that
``HOIDAP_ENV_FILE`` names.  The command line wins over the environment, that
over the file.  Unknown ``HOIDAP_*`` names stop the program, so a misspelt one is
never ignored; an empty value counts as not given.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from hoidap.errors import SettingsError

PREFIX = "HOIDAP_"

#: Names the file of settings; itself no setting, because it says where they are.
ENV_FILE = PREFIX + "ENV_FILE"
DEFAULT_ENV_FILE = Path(".env")

#: HMAC-SHA256 keys shorter than its output weaken it (RFC 7518, section 3.2).
SHORTEST_SECRET = 32

#: The bundled model; any sentence-transformers name or path may stand in its place.
BUNDLED_MODEL = "multilingual-e5-small"

#: An origin as a browser sends it: scheme, host in small letters, port; no path, no "*".
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")

#: Several values in one setting, separated by commas.
Strings = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """All settings with their defaults."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(
        default=Path("var"),
        validate_default=True,
        description="Folder that holds all state: index, caches, logs.",
    )
    model: str = Field(
        default=BUNDLED_MODEL,
        description="Embedding model: the bundled one, or a sentence-transformers path or name.",
    )
    model_cache: Path = Field(
        default=Path("~/.cache/hoidap"),
        validate_default=True,
        description="Folder where the bundled model is prepared, once.",
    )
    reader: bool = Field(
        default=True,
        description="Let the trained reader read what is found: better answers, 0.2 s more.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the server listens on.")
    question_limit: int = Field(
        default=1000, ge=1, le=10_000, description="Longest question accepted, in characters."
    )
    file_limit_mb: int = Field(
        default=40, ge=1, le=2000, description="Largest source file ingested, in megabytes."
    )
    file_memory_mb: int = Field(
        default=1500, ge=200, description="Memory that reading one file may take, in megabytes."
    )
    page_limit: int = Field(
        default=2000, ge=1, description="Most pages of a document that is ingested."
    )
    page_seconds: float = Field(
        default=60, gt=0, description="Longest time for one page or conversion of a file."
    )
    keep_generations: int = Field(
        default=3, ge=1, le=100, description="Index generations kept for rollback."
    )
    keep_originals: bool = Field(
        default=True,
        description="Whether the files themselves are kept, for readers to download.",
    )
    portal_origins: Strings = Field(
        default=(),
        description="Origins of portals that may embed the widget and the pages, comma-separated.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/[^\s]*[^\s/])?)?$",
        description="Address at which readers reach this server; makes links to sources absolute.",
    )
    anonymous: Literal["auto", "on", "off"] = Field(
        default="auto",
        description="Whether questions need no key: on, off, or auto: on this machine only.",
    )
    anonymous_labels: Strings = Field(
        default=("public",),
        description="Access labels that a caller without key or token reads, comma-separated.",
    )
    portal_issuer: str = Field(
        default="", description="Issuer (iss) of the portal's tokens; empty: no tokens accepted."
    )
    portal_audience: str = Field(
        default="hoidap", description="Audience (aud) that the portal's tokens must name."
    )
    portal_secret: SecretStr = Field(
        default=SecretStr(""), description="Secret of tokens signed with HS256, 32 bytes or more."
    )
    portal_jwks: str = Field(
        default="", description="Key set (JWKS) of tokens signed with RS256: a file or an address."
    )
    portal_token_minutes: int = Field(
        default=60, ge=1, le=1440, description="Longest lifetime accepted in a portal token."
    )
    trusted_proxies: Strings = Field(
        default=(),
        description="Addresses or networks whose X-Forwarded-For is believed, comma-separated.",
    )
    requests_per_minute: int = Field(
        default=120, ge=1, description="Requests accepted each minute from one key or user."
    )
    address_requests_per_minute: int = Field(
        default=600, ge=1, description="Requests accepted each minute from one address."
    )
    concurrent_requests: int = Field(
        default=0,
        ge=0,
        le=36,
        description="Requests worked on at the same time; 0: as many as there are processors.",
    )
    waiting_requests: int = Field(
        default=120, ge=0, description="Requests that may wait for their turn; more get 429."
    )
    wait_seconds: float = Field(
        default=20, gt=0, description="Longest time a request waits for its turn."
    )
    request_seconds: float = Field(
        default=30, gt=0, description="Longest time for a request's body, and until its answer."
    )
    body_limit_kb: int = Field(
        default=1000, ge=1, description="Largest request body except uploads, in kilobytes."
    )
    connections: int = Field(
        default=2000, ge=10, description="Open connections; more are answered 503 at once."
    )
    shutdown_seconds: int = Field(
        default=20, ge=0, description="Time that running requests get to end when stopping."
    )

    llm: str = Field(
        default="none",
        pattern=r"^(none|[a-z0-9_-]+:\S+)$",
        description="Chat model as LangChain names it, provider:name; none: no model.",
    )
    llm_base_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Address of the model's server (Ollama, vLLM, llama.cpp, a proxy).",
    )
    llm_api_key: SecretStr = Field(
        default=SecretStr(""), description="Key that the model's server asks for."
    )
    engine: Literal["extractive", "generative", "auto"] = Field(
        default="extractive",
        description="Who writes answers: verbatim sentences, the model, or the model if quick.",
    )
    llm_seconds: float = Field(
        default=20, gt=0, description="Longest time for an answer that the model writes."
    )
    llm_auto_seconds: float = Field(
        default=6,
        gt=0,
        description="With auto, longest time until the model's first checked sentence.",
    )
    llm_window: int = Field(
        default=0,
        ge=0,
        description="Tokens the model reads; 0: what LangChain knows of it, else 4096.",
    )
    llm_answer_tokens: int = Field(
        default=512, ge=64, le=8192, description="Tokens the model may write for one answer."
    )

    log_format: Literal["text", "json"] = Field(
        default="text", description="Log lines for people, or for machines with every request."
    )
    log_questions: bool = Field(
        default=False, description="Whether the log holds the texts of questions."
    )

    record_questions: bool = Field(
        default=False,
        description="Whether questions and their statuses are kept, for administrators to read.",
    )
    questions_days: int = Field(
        default=90, ge=1, le=3650, description="Days that recorded questions and votes are kept."
    )
    otlp_endpoint: str = Field(
        default="",
        description="Where traces are sent (OTLP over gRPC, http://host:4317); empty: nowhere.",
    )

    @field_validator("data", "model_cache")
    @classmethod
    def _make_absolute(cls, given: Path) -> Path:
        # Programs that are started, and threads after a chdir, have another working folder.
        return given.expanduser().absolute()

    @field_validator("portal_origins", mode="before")
    @classmethod
    def _read_origins(cls, given: object) -> object:
        for origin in _parts(given):
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"{origin!r} is no origin such as https://portal.example.vn (no path, no *)"
                )
        return _parts(given)

    @field_validator("anonymous_labels", mode="before")
    @classmethod
    def _read_labels(cls, given: object) -> object:
        return _parts(given)

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _read_networks(cls, given: object) -> object:
        for network in _parts(given):
            ip_network(network, strict=False)
        return _parts(given)

    @field_validator("portal_secret")
    @classmethod
    def _check_secret(cls, given: SecretStr) -> SecretStr:
        if 0 < len(given.get_secret_value().encode()) < SHORTEST_SECRET:
            raise ValueError(f"a secret has {SHORTEST_SECRET} bytes or more")
        return given

    @model_validator(mode="after")
    def _check_engine(self) -> Settings:
        if self.engine != "extractive" and self.llm == "none":
            raise ValueError(f"HOIDAP_ENGINE={self.engine} needs a model in HOIDAP_LLM")
        if self.llm != "none" and self.llm_seconds >= self.request_seconds:
            raise ValueError(
                f"HOIDAP_LLM_SECONDS={self.llm_seconds:g} leaves no time for the rest of an answer "
                f"within HOIDAP_REQUEST_SECONDS={self.request_seconds:g}"
            )
        return self


def _parts(given: object) -> tuple[str, ...]:
    """A comma-separated text, or an iterable of texts, as a tuple."""
    if isinstance(given, str):
        return tuple(part.strip() for part in given.split(",") if part.strip())
    if isinstance(given, list | tuple | set | frozenset):
        return tuple(str(part) for part in given)
    raise ValueError("a comma-separated text is expected")


def load(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read settings from file and environment; ``overrides`` (from the command line) win.

    With ``environment`` the default file is not read.  Raises SettingsError for
    an unknown ``HOIDAP_*`` name, a wrong value or a file that is not there.
    """
    file = (os.environ if environment is None else environment).get(ENV_FILE)
    written = _from_file(Path(file)) if file else {}
    if environment is None:
        if not file and DEFAULT_ENV_FILE.is_file():
            written = _from_file(DEFAULT_ENV_FILE)
        environment = os.environ
    given: dict[str, object] = {}
    for source in (written, environment):
        given |= _named(source)
    given |= {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise _wrong_value(error) from None


def _from_file(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        raise SettingsError(f"{ENV_FILE} names {path}, which is no file.", "Correct the path.")
    return {name: value or "" for name, value in dotenv_values(path, interpolate=False).items()}


def _named(source: Mapping[str, str]) -> dict[str, object]:
    """The settings among variables; raises SettingsError for a name that is none."""
    known = {PREFIX + name.upper(): name for name in Settings.model_fields}
    ours = [name for name in source if name.upper().startswith(PREFIX) and name != ENV_FILE]
    unknown = sorted(name for name in ours if name.upper() not in known)
    if unknown:
        raise SettingsError(
            f"Unknown setting {unknown[0]}.", f"Valid settings: {', '.join(sorted(known))}."
        )
    return {known[name.upper()]: source[name] for name in ours if source[name] != ""}


def _wrong_value(error: ValidationError) -> SettingsError:
    """The first wrong value, named; a secret is never shown."""
    first = error.errors(include_url=False)[0]
    if not first["loc"]:  # two settings that do not go together
        said = first["msg"].removeprefix("Value error, ")
        return SettingsError(f"{said}.", "Change one of them.")
    name = str(first["loc"][0])
    secret = Settings.model_fields[name].annotation is SecretStr
    shown = "(hidden)" if secret else repr(first["input"])
    return SettingsError(
        f"Setting {PREFIX}{name.upper()} has the wrong value {shown}: {first['msg']}.",
        f"Default: {Settings.model_fields[name].default}.",
    )


def example() -> str:
    """The text of ``.env.example``: every setting with its meaning and default."""
    parts = [_EXAMPLE_HEAD]
    for name, field in Settings.model_fields.items():
        parts.append(f"# {field.description}\n#{PREFIX}{name.upper()}={_as_text(field.default)}\n")
    return "\n".join(parts)


_EXAMPLE_HEAD = """\
# Settings of HoiDap.  Copy this file to .env in the folder that hoidap is started in, or name
# a copy in HOIDAP_ENV_FILE, and remove the "#" of what you change.  The environment wins over
# this file, the command line over both.  What is commented out shows the default.
# Made by: python -m hoidap.settings > .env.example
"""


def _as_text(default: object) -> str:
    """A default as the environment and settings files write it."""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, tuple):
        return ",".join(default)
    return str(default).lower() if isinstance(default, bool) else str(default)


if __name__ == "__main__":
    sys.stdout.write(example())

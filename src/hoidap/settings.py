"""Settings: one table of name, type, default and one sentence.

Every setting can be given in the environment as ``HOIDAP_<NAME>``.  Unknown
``HOIDAP_*`` variables stop the program, so a misspelt name is never ignored.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from hoidap.errors import SettingsError

PREFIX = "HOIDAP_"

#: The bundled model; any sentence-transformers name or path may stand in its place.
BUNDLED_MODEL = "multilingual-e5-small"

#: An origin as a browser sends it: scheme, host in small letters, port; no path, no "*".
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")


class Settings(BaseSettings):
    """All settings with their defaults."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(
        default=Path("var"), description="Folder that holds all state: index, caches, logs."
    )
    model: str = Field(
        default=BUNDLED_MODEL,
        description="Embedding model: the bundled one, or a sentence-transformers path or name.",
    )
    model_cache: Path = Field(
        default=Path("~/.cache/hoidap"),
        description="Folder where the bundled model is prepared, once.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port the server listens on.")
    question_limit: int = Field(
        default=1000, ge=1, le=10_000, description="Longest question accepted, in characters."
    )
    file_limit_mb: int = Field(
        default=40, ge=1, le=2000, description="Largest source file ingested, in megabytes."
    )
    keep_generations: int = Field(
        default=3, ge=1, le=100, description="Index generations kept for rollback."
    )
    portal_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins of portals that may embed the widget and the pages, comma-separated.",
    )

    @field_validator("portal_origins", mode="before")
    @classmethod
    def _read_origins(cls, given: object) -> object:
        if not isinstance(given, str):
            return given
        origins = tuple(part.strip() for part in given.split(",") if part.strip())
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"{origin!r} is no origin such as https://portal.example.vn (no path, no *)"
                )
        return origins


def load(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read settings from the environment; ``overrides`` (from the command line) win.

    Raises SettingsError for an unknown ``HOIDAP_*`` variable or a wrong value.
    """
    environment = os.environ if environment is None else environment
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(
        name
        for name in environment
        if name.upper().startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise SettingsError(
            f"Unknown setting {unknown[0]}.", f"Valid settings: {', '.join(sorted(known))}."
        )
    given = {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(
            f"Setting {name} has the wrong value {first['input']!r}: {first['msg']}.",
            f"Default: {Settings.model_fields[str(first['loc'][0])].default}.",
        ) from error

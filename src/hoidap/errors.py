"""Errors: what happened, the value, and what to do next.

::

    HoiDapError
    ├── SettingsError            a setting is unknown or has a wrong value
    ├── ModelError               the embedding model cannot be prepared or loaded
    ├── StoreError               the index on disk cannot be used
    │   ├── NoGenerationError    nothing was ingested yet
    │   ├── ModelMismatchError   the index was built with another model
    │   ├── CorruptIndexError    the parts of a generation disagree
    │   └── LockedError          another ingest holds the lock
    ├── DocumentError            one source file cannot be ingested
    │   ├── FrontMatterError     unknown key or wrong value in front matter
    │   ├── UnreadableFileError  empty, binary, wrong encoding, too large
    │   └── DuplicateIdError     two documents claim one id
    ├── QuestionError            a question is empty or too long
    └── NotFoundError            no such document or passage

Operators and developers read ``str(error)`` (English).  Cadres and trainers
never do: the API and the widget show ``error.user_message`` (Vietnamese).
"""

from __future__ import annotations

from typing import ClassVar

from hoidap import texts


class HoiDapError(Exception):
    """Base of all errors HoiDap raises on purpose.

    ``what`` says what happened and names the value; ``next_step`` what to do.
    """

    code: ClassVar[str] = "error"
    http_status: ClassVar[int] = 500
    user_message: str = texts.ERROR_GENERAL

    def __init__(self, what: str, next_step: str = "", *, user_message: str | None = None) -> None:
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step
        if user_message is not None:
            self.user_message = user_message


class SettingsError(HoiDapError):
    """A setting is unknown or has a wrong value."""

    code = "settings"


class ModelError(HoiDapError):
    """The embedding model cannot be prepared or loaded."""

    code = "model"
    http_status = 503


class StoreError(HoiDapError):
    """The index on disk cannot be used."""

    code = "index"
    http_status = 503
    user_message = texts.ERROR_INDEX


class NoGenerationError(StoreError):
    """Nothing was ingested yet."""

    code = "no_generation"
    user_message = texts.ERROR_NO_GENERATION


class ModelMismatchError(StoreError):
    """The index was built with another embedding model."""

    code = "model_mismatch"


class CorruptIndexError(StoreError):
    """The parts of a generation disagree."""

    code = "corrupt_index"


class LockedError(StoreError):
    """Another ingest holds the lock."""

    code = "locked"


class DocumentError(HoiDapError):
    """One source file cannot be ingested; the others go on."""

    code = "document"
    http_status = 422


class FrontMatterError(DocumentError):
    """Unknown key or wrong value in front matter; names file, key and allowed values."""

    code = "front_matter"


class UnreadableFileError(DocumentError):
    """A source file is empty, binary, in an unknown encoding, or too large."""

    code = "unreadable_file"


class DuplicateIdError(DocumentError):
    """Two documents claim one id."""

    code = "duplicate_id"


class QuestionError(HoiDapError):
    """A question is empty or too long."""

    code = "question"
    http_status = 422


class NotFoundError(HoiDapError):
    """No such document or passage."""

    code = "not_found"
    http_status = 404
    user_message = texts.ERROR_NOT_FOUND

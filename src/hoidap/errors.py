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
    ├── StorageError             a file of the server's own state cannot be used
    │   ├── StorageBusyError     another program holds it
    │   └── StorageFullError     the disk, or what this user may take of it, is full
    ├── DocumentError            one source file cannot be ingested
    │   ├── FrontMatterError     unknown key or wrong value in front matter
    │   ├── UnreadableFileError  empty, binary, wrong encoding, too large
    │   ├── MissingProgramError  its format needs a program that is not installed
    │   └── DuplicateIdError     two documents claim one id
    ├── QuestionError            a question is empty or too long
    ├── BrokenTextError          the body of a request holds half a character
    ├── EditError                an edit of a study pack cannot be made
    ├── NotFoundError            no such document or passage
    ├── RangeError               no such part of a file
    ├── ConflictError            what is asked for contradicts what is there
    ├── CredentialError          no key or token, or one that is not accepted
    │   └── ForbiddenError       a key or token that may not do this
    └── LimitError               too much, too large or too slow
        ├── TooManyRequestsError wait, then try again
        ├── TooLargeError        the body is larger than accepted
        └── TooSlowError         the body, or the answer, took too long

Operators and developers read ``str(error)`` (English).  Cadres and trainers
never do: the API and the widget show ``error.user_message`` (Vietnamese).
"""

from __future__ import annotations

import math
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


class StorageError(HoiDapError):
    """A file of the server's own state, such as its keys, cannot be used."""

    code = "storage"
    http_status = 503
    user_message = texts.ERROR_STORAGE


class StorageBusyError(StorageError):
    """Another program holds a file of the server's own state."""

    code = "storage_busy"
    user_message = texts.ERROR_STORAGE_BUSY


class StorageFullError(StorageError):
    """There is no room to write the server's own state."""

    code = "storage_full"
    http_status = 507
    user_message = texts.ERROR_STORAGE_FULL


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


class MissingProgramError(DocumentError):
    """A source file's format needs a program of the operating system that is not installed."""

    code = "missing_program"


class DuplicateIdError(DocumentError):
    """Two documents claim one id."""

    code = "duplicate_id"


class QuestionError(HoiDapError):
    """A question is empty or too long."""

    code = "question"
    http_status = 422


class BrokenTextError(HoiDapError):
    """A string in the body of a request holds a lone surrogate: half of a character."""

    code = "bad_request"
    http_status = 422
    user_message = texts.ERROR_BROKEN_TEXT


class EditError(HoiDapError):
    """An edit of a study pack cannot be made; nothing was changed."""

    code = "edit"
    http_status = 422


class NotFoundError(HoiDapError):
    """No such document or passage."""

    code = "not_found"
    http_status = 404
    user_message = texts.ERROR_NOT_FOUND


class RangeError(HoiDapError):
    """No such part of a file."""

    code = "range"
    http_status = 416
    user_message = texts.ERROR_NOT_FOUND


class ConflictError(HoiDapError):
    """What is asked for contradicts what is there."""

    code = "conflict"
    http_status = 409
    user_message = texts.ERROR_CONFLICT


class CredentialError(HoiDapError):
    """No key or token, or one that is not accepted; never says which part was wrong."""

    code = "unauthenticated"
    http_status = 401
    user_message = texts.ERROR_CREDENTIAL


class ForbiddenError(CredentialError):
    """A key or token that may not do this."""

    code = "forbidden"
    http_status = 403
    user_message = texts.ERROR_FORBIDDEN


class LimitError(HoiDapError):
    """Too much, too large or too slow."""

    code = "limit"
    http_status = 429


class TooManyRequestsError(LimitError):
    """Too many requests; ``retry_after`` is the number of seconds to wait."""

    code = "too_many_requests"

    def __init__(self, what: str, retry_after: float) -> None:
        self.retry_after = max(1, math.ceil(retry_after))
        super().__init__(
            what,
            f"Try again in {self.retry_after} s.",
            user_message=texts.ERROR_TOO_MANY.format(seconds=self.retry_after),
        )


class TooLargeError(LimitError):
    """The body of a request is larger than ``limit`` bytes."""

    code = "too_large"
    http_status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The body is larger than {limit} bytes.",
            "Send less at once.",
            user_message=texts.ERROR_TOO_LARGE.format(kilobytes=limit // 1000),
        )


class TooSlowError(LimitError):
    """The body of a request did not arrive in time, or the answer was not ready in time."""

    code = "too_slow"
    http_status = 408
    user_message = texts.ERROR_TOO_SLOW

"""The files that documents were read from, for whoever may read the document.

A file is given as an attachment of its own kind and never shown by the browser as a page
of this site: what an office document or a web page holds is not this server's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

from hoidap.api import validators
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.description import errors
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.uploads.intake import meant_id
from hoidap.errors import NotFoundError, RangeError
from hoidap.index.original_files import OriginalFiles
from hoidap.index.originals import Original
from hoidap.vietnamese.folding import fold

router = APIRouter(prefix="/v1", tags=["documents"])

#: What a file is by the end of its name; a machine's own table may say anything.
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
}
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._-]+")
_ANY = "application/octet-stream"

#: One range of a file; RFC 9110 lets a server ignore others, such as lists of them.
_RANGE = re.compile(r"\s*bytes\s*=\s*(?:(\d{1,18})\s*-\s*(\d{1,18})?|-\s*(\d{1,18}))\s*")

_FILE = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = dict.fromkeys((*MEDIA_TYPES.values(), _ANY), _FILE)
_DOWNLOADED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": _CONTENT},
    206: {"description": "The part that Range names.", "content": _CONTENT},
    304: {"description": "As the client's ETag in If-None-Match says."},
}


class _File(FileResponse):
    """A file, or the one range of it that is asked for."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; what is no single range of bytes is not listened to."""
        kept = [
            (name, value)
            for name, value in scope["headers"]
            if name != b"range" or _RANGE.fullmatch(value.decode("latin-1"))
        ]
        await super().__call__({**scope, "headers": kept}, receive, send)


@router.get(
    "/documents/{document_id}/original",
    summary="The file that a document was read from",
    response_class=Response,
    responses=_DOWNLOADED | errors(416),
)
def get_original(request: Request, document_id: str, assistant: AssistantDependency) -> Response:
    """The file as it was, by the name that it had."""
    original, path = kept_original(assistant, document_id)
    tag = validators.etag("original", original.digest, original.name)
    known = validators.unchanged(request, tag)
    if known is not None:
        return known
    _check_range(request.headers.get("range", ""), original.size)
    media_type = MEDIA_TYPES.get(Path(original.name).suffix.lower(), _ANY)
    headers = validators.headers(tag) | {
        "Content-Type": media_type,  # without a guessed charset
        "Content-Disposition": _disposition(original.name),
    }
    return _File(path, media_type=media_type, headers=headers)


def kept_original(assistant: CallerAssistant, document_id: str) -> tuple[Original, Path]:
    """A document's file and where it is kept.

    Raises NotFoundError: no such document for this caller, or its file is not kept.
    """
    with assistant.reading() as reading:
        originals = reading.originals(meant_id(reading, assistant.caller.id, document_id))
    files = OriginalFiles(assistant.settings.data)
    for original in originals:
        path = files.path(original.digest)
        if path.is_file():
            return original, path
    raise NotFoundError(
        f"The file of the document {document_id!r} is not kept.",
        "HOIDAP_KEEP_ORIGINALS says whether files are kept; ingest again after changing it.",
    )


def _disposition(name: str) -> str:
    """RFC 6266: the name in letters that every client reads, and as it is."""
    plain = _NOT_PLAIN.sub("_", fold(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _check_range(given: str, size: int) -> None:
    """Raise RangeError for a range that begins behind the end, or ends before it begins."""
    found = _RANGE.fullmatch(given)
    if found is None:
        return
    first, last, suffix = (int(each) if each else None for each in found.groups())
    if first is None:
        fits = suffix != 0 and size > 0
    else:
        fits = first < size and (last is None or first <= last)
    if not fits:
        raise RangeError(f"The file has {size} bytes; {given!r} is no range of it.")

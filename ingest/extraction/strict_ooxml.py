"""Strict Office Open XML in the namespaces of its transitional form, which libraries know.

ISO/IEC 29500 has two forms of the same format.  Word, Excel and PowerPoint save the
strict one on demand; its namespaces and relations begin with ``purl.oclc.org/ooxml``.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from hoidap.errors import UnreadableFileError

_RELATIONS: Final = "_rels/.rels"
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
#: Names of relations that the two forms spell differently.
_RENAMED: Final = (
    (b"/extendedProperties", b"/extended-properties"),
    (b"/customProperties", b"/custom-properties"),
)


def transitional(data: bytes, name: str) -> bytes:
    """``data``, an archive that ``check_archive`` let pass, in its transitional form.

    Raises UnreadableFileError when a part cannot be unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _RELATIONS not in archive.namelist() or not _STRICT.search(archive.read(_RELATIONS)):
                return data
            return _rewritten(archive)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{name}: the file is damaged or cut short ({error}).",
            "Check that it opens, and copy it again from where it came.",
        ) from error


def _rewritten(archive: zipfile.ZipFile) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for part in archive.infolist():
            content = archive.read(part)
            if part.filename.endswith((".xml", ".rels")):
                content = _STRICT.sub(_TRANSITIONAL, content)
            if part.filename.endswith(".rels"):
                for strict, usual in _RENAMED:
                    content = content.replace(strict, usual)
            written.writestr(part.filename, content)
    return stream.getvalue()

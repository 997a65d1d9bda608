"""Files of office programs are ZIP archives: how much is inside, before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from hoidap.errors import UnreadableFileError

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: UTF-16 of the stream that a password leaves of an Office document since 2007.
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

#: Bytes of all parts unpacked.  Text of 2,000 pages takes some 60 MB; pictures hardly shrink.
_UNPACKED: Final = 300_000_000
#: XML shrinks to a tenth or twentieth; a hundredth and less is made to fill a memory.
_RATIO: Final = 200
_RATIO_FROM: Final = 20_000_000
#: Parts of an archive; a report with hundreds of pictures has a thousand.
_PARTS: Final = 5_000


def check_archive(data: bytes, name: str, wanted: str) -> None:
    """Raises UnreadableFileError unless ``data`` is a ZIP archive of usual size with ``wanted``.

    The sizes that an archive states are the most that zipfile will unpack, so a
    false statement cannot get past this.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise _encrypted(name)
    if data.startswith(_OLE):
        raise UnreadableFileError(
            f"{name}: the content is of the binary format of Office 97 to 2003.",
            "Open it in an office program and save it in the format of its suffix.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{name}: the file is damaged or cut short ({error}).",
            "Check that it opens, and copy it again from where it came.",
        ) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _PARTS or unpacked > _UNPACKED or _is_bomb(unpacked, len(data)):
        raise UnreadableFileError(
            f"{name}: {len(data)} bytes unpack to {unpacked} in {len(parts)} parts, "
            "more than any document holds.",
            "Open it, delete what fills it, and save it again.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted(name)
    if wanted not in {part.filename for part in parts}:
        raise UnreadableFileError(
            f"{name}: the archive holds no {wanted}, so it is no such document.",
            "Give it its right suffix, or take it out of the folder.",
        )


def _encrypted(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: the file is encrypted.", "Save it without a password and ingest it again."
    )


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_FROM and unpacked > _RATIO * packed

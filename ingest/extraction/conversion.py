"""Old Word, RTF and ODT through LibreOffice, which reads them better than any library.

LibreOffice runs without a window and with a profile of its own in the scratch
folder: nobody's settings apply, and one that runs on a desk is not disturbed.
The profile forbids macros and whatever a document would fetch from elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hoidap.errors import UnreadableFileError
from ingest.extraction.conditions import Conditions
from ingest.extraction.programs import LIBREOFFICE, require, run

_SECURITY: Final = "org.openoffice.Office.Common/Security/Scripting"
_FORBIDDEN: Final = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_FILTERS: Final = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
#: Bytes of a converted file that are read; LibreOffice may be made to write more.
_LARGEST: Final = 300_000_000


def convert(data: bytes, suffix: str, wanted: str, name: str, conditions: Conditions) -> bytes:
    """The content of a file of type ``suffix`` (".doc") as ``wanted``: "docx" or "pdf".

    Raises MissingProgramError without LibreOffice, UnreadableFileError when it
    cannot read the file or takes longer than a page may take.
    """
    require(LIBREOFFICE, name)
    source = conditions.scratch / f"source{suffix}"
    source.write_bytes(data)
    target = conditions.scratch / f"source.{wanted}"
    target.unlink(missing_ok=True)
    command = [
        LIBREOFFICE.command,
        f"-env:UserInstallation={_profile(conditions.scratch).as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", _FILTERS[wanted], "--outdir", str(conditions.scratch), str(source)),
    ]
    run(command, conditions.page_seconds, name)
    conditions.alive()
    if not target.is_file() or not 0 < target.stat().st_size <= _LARGEST:
        raise UnreadableFileError(
            f"{name}: LibreOffice cannot read it; it is damaged, encrypted or of another type.",
            "Check that it opens in an office program, and save it again without a password.",
        )
    return target.read_bytes()


def _profile(scratch: Path) -> Path:
    """The profile folder, made when it is first needed."""
    profile = scratch / "libreoffice"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.is_file():
        settings.parent.mkdir(parents=True, exist_ok=True)
        items = "".join(
            f'<item oor:path="/{_SECURITY}"><prop oor:name="{key}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>"
            for key, value in _FORBIDDEN.items()
        )
        settings.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
            f"{items}</oor:items>\n",
            encoding="utf-8",
        )
    return profile

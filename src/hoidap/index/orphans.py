"""Graph folders that Chroma leaves behind when a collection is deleted.

Chroma 1.5 removes a collection from its database but not the folder with its
graph, so the vectors of documents that were taken out would go with every
following generation.  Its table ``segments`` names the folders still in use;
should a later version not have it, nothing is removed.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import UUID

#: The file without which a folder is not Chroma's.
DATABASE = "chroma.sqlite3"


def remove_orphans(path: Path) -> None:
    """Remove graph folders in ``path``, which nobody has open, that no collection uses."""
    try:
        with closing(sqlite3.connect(path / DATABASE)) as connection:
            used = {str(row[0]) for row in connection.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return
    for folder in path.iterdir():
        if folder.is_dir() and _is_uuid(folder.name) and folder.name not in used:
            shutil.rmtree(folder)


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False

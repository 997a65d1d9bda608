"""Which files hold which documents, while an ingest changes both.

A *path* is a file's place, or that of a document inside a collection (see
``index.source``).
"""

from __future__ import annotations

from collections.abc import Iterable

from hoidap.index.source import Source, file_of, upload_place


class Holdings:
    """Paths and the ids of their documents, each way."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._document: dict[str, str] = {}
        self._paths: dict[str, list[str]] = {}
        self._in_file: dict[str, list[str]] = {}
        self._uploaded: set[tuple[str, str | None]] = set()
        for source in sources:
            self._in_file.setdefault(file_of(source.path), []).append(source.path)
            if source.document_id is not None:
                self._document[source.path] = source.document_id
                self._paths.setdefault(source.document_id, []).append(source.path)
                self._uploaded.add((source.document_id, upload_place(source.path)))

    def was_uploaded(self, document_id: str, place: str) -> bool:
        """Whether a file in this place of the uploads held the document before the run."""
        return (document_id, place) in self._uploaded

    def of_file(self, file: str) -> list[str]:
        """The paths of a file: itself and what stands inside it."""
        return list(self._in_file.get(file, ()))

    def document_of(self, path: str) -> str | None:
        """The id of the document that a path holds."""
        return self._document.get(path)

    def paths_of(self, document_id: str) -> list[str]:
        """The paths that hold a document, the first one first."""
        return list(self._paths.get(document_id, ()))

    def give(self, path: str, document_id: str | None) -> None:
        """``path`` holds this document from now on, and no other."""
        in_file = self._in_file.setdefault(file_of(path), [])
        if path not in in_file:
            in_file.append(path)
        before = self._document.get(path)
        if before == document_id:
            return
        if before is not None:
            del self._document[path]
            self._paths[before].remove(path)
        if document_id is not None:
            self._document[path] = document_id
            self._paths.setdefault(document_id, []).append(path)

    def forget(self, path: str) -> None:
        """``path`` is no more."""
        self.give(path, None)
        self._in_file[file_of(path)].remove(path)

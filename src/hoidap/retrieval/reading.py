"""What one caller may read of one generation.

Every look-up that can end in front of a person goes through here, so that a
document outside the caller's labels is as if it did not exist: not listed, not
counted, not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.domain import Document, Kind, Passage, Standing
from hoidap.errors import NotFoundError
from hoidap.index.generation import Generation
from hoidap.index.listing import DocumentFilter
from hoidap.index.originals import Original
from hoidap.index.partitions import readable
from hoidap.index.record import GenerationRecord
from hoidap.index.rows import DocumentSummary

#: A caller on the office network who presents nothing reads both.
DEFAULT_LABELS = ("public", "internal")


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of documents and how many there are in all."""

    documents: tuple[DocumentSummary, ...]
    total: int


class Reading:
    """One generation through the eyes of a caller with ``labels``."""

    def __init__(self, generation: Generation, labels: Sequence[str] = DEFAULT_LABELS) -> None:
        self._generation = generation
        self.partitions = tuple(readable(generation.catalogue.partitions(), labels))

    @property
    def generation(self) -> str:
        """Id of the generation."""
        return self._generation.record.id

    @property
    def record(self) -> GenerationRecord:
        """The generation's record."""
        return self._generation.record

    @property
    def index(self) -> Generation:
        """The generation itself, for searching ``partitions`` of it."""
        return self._generation

    def documents(
        self,
        *,
        kind: Kind | None = None,
        issuer: str | None = None,
        year: int | None = None,
        standing: Standing | None = None,
        offset: int = 0,
        limit: int = -1,
    ) -> DocumentPage:
        """Readable documents, newest first; ``limit`` -1 means all."""
        wanted = DocumentFilter(
            kinds=(kind,) if kind else (),
            issuers=(issuer,) if issuer else (),
            years=(year,) if year else (),
            standings=(standing,) if standing else (),
            partitions=self.partitions,
        )
        catalogue = self._generation.catalogue
        found = catalogue.documents(wanted, offset=offset, limit=limit)
        return DocumentPage(tuple(found), catalogue.count_documents(wanted))

    def summaries(self, document_ids: Sequence[str]) -> dict[str, DocumentSummary]:
        """Readable documents without text by id; others are left out."""
        return self._generation.catalogue.summaries(document_ids, self.partitions)

    def document(self, document_id: str) -> Document:
        """A whole document.  Raises NotFoundError when there is none that may be read."""
        self._require(document_id)
        return self._generation.catalogue.document(document_id)

    def originals(self, document_id: str) -> list[Original]:
        """The files that a document was read from, as far as they are kept; raises as above."""
        self._require(document_id)
        return self._generation.catalogue.originals.of(document_id)

    def _require(self, document_id: str) -> None:
        if not self.summaries([document_id]):
            raise NotFoundError(
                f"There is no document {document_id!r}.", "GET /v1/documents lists."
            )

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        """Readable passages by id; others are left out."""
        return self._generation.catalogue.passages(passage_ids, self.partitions)

    def passage(self, passage_id: str) -> Passage:
        """One passage.  Raises NotFoundError when there is none that may be read."""
        found = self.passages([passage_id])
        if not found:
            raise NotFoundError(f"There is no passage {passage_id!r}.")
        return found[passage_id]

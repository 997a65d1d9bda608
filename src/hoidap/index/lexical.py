"""Words of all passages, in tantivy: one folder per access partition.

Passages come tokenised (syllables and adjacent-syllable bigrams), so tantivy
only splits at white space and never interprets what a user typed: queries are
built from term objects, not parsed.  Four fields can be weighted apart: the
passage's own words and those of its context (title, heading path, question),
each as written and folded (without diacritics).

**Scores.**  tantivy computes BM25 (k1 1.2, b 0.75) in each folder with that
folder's own document frequencies.  When a query spans several partitions each
term's weight is corrected by the ratio of its inverse document frequency over
all partitions searched to that in the one, so that a word that is rare among a
few internal papers and common elsewhere does not lift them.  Partitions that
the caller may not read take no part, so not even their statistics show.
"""

from __future__ import annotations

import heapq
import json
import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import tantivy

from hoidap.index.damage import cannot_write, reading
from hoidap.index.partitions import partition_slug
from hoidap.index.shadow import make_shadow, remove_shadow

#: Memory a writer fills before it writes a segment; tantivy demands 15 MB.
WRITER_HEAP = 64_000_000
#: Ids read at once by an iteration over all.
IDS_AT_ONCE = 10_000
#: Names the partition of a folder; beside tantivy's folder, which is tantivy's alone.
_MARK = "partition.json"
_FILES = "tantivy"
#: Files that tantivy locks, and therefore opens for writing, when it opens an index.
_LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")


class Field(StrEnum):
    """What of a passage a term is looked for in."""

    TEXT = "text"
    CONTEXT = "context"
    FOLDED_TEXT = "folded_text"
    FOLDED_CONTEXT = "folded_context"


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """The words of one passage; no token holds white space."""

    passage_id: str
    document_id: str
    text: Sequence[str]
    context: Sequence[str]
    folded_text: Sequence[str]
    folded_context: Sequence[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One word to look for in one field; its BM25 score counts ``weight`` times."""

    field: Field
    token: str
    weight: float = 1.0


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    for field in Field:
        # Frequencies without positions: bigrams stand for phrases.
        builder.add_text_field(field.value, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


SCHEMA = _schema()


class LexicalIndex:
    """Terms of passages, by access partition; queries may run in many threads."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """Open the folder ``path``, created if absent unless ``read_only``.

        Raises CorruptIndexError when it or a part of it cannot be opened.
        """
        self.path = path
        self.read_only = read_only
        self._name = f"The lexical index in {path}"
        self._writers: dict[str, tantivy.IndexWriter] = {}
        self._searchers: dict[str, tantivy.Searcher] = {}
        if not read_only:
            path.mkdir(parents=True, exist_ok=True)
        self._shadow: Path | None = None
        with reading(self._name):
            self._open()

    def _open(self) -> None:
        try:
            self._load(self.path)
        except (OSError, ValueError) as error:
            if not (self.read_only and cannot_write(error)):
                raise
            self._shadow = make_shadow(self.path, copied=_LOCKS)
            self._load(self._shadow)

    def _load(self, folder: Path) -> None:
        self._indexes = {
            json.loads(mark.read_text(encoding="utf-8")): tantivy.Index.open(
                str(mark.parent / _FILES)
            )
            for mark in sorted(folder.glob(f"*/{_MARK}"))
        }
        self._reload()

    def close(self) -> None:
        """Keep what was written and let go of all files."""
        self.commit()
        self._indexes = {}
        self._searchers = {}
        if self._shadow is not None:
            remove_shadow(self._shadow)

    # Writing

    def add(self, partition: str, entries: Iterable[LexicalEntry]) -> None:
        """Add passages; readable after ``commit``.  Raises ValueError for a token with a space."""
        writer = self._writer(partition)
        for entry in entries:
            fields = {field.value: _words(getattr(entry, field.value)) for field in Field}
            writer.add_document(
                tantivy.Document(
                    passage_id=entry.passage_id, document_id=entry.document_id, **fields
                )
            )

    def delete(self, partition: str, document_id: str) -> None:
        """Remove all passages of a document added so far; gone after ``commit``."""
        if partition in self._indexes:
            self._writer(partition).delete_documents_by_term("document_id", document_id)

    def clear(self) -> None:
        """Remove everything, at once and from the disk."""
        self.commit()
        self._indexes, self._searchers = {}, {}
        for mark in self.path.glob(f"*/{_MARK}"):
            shutil.rmtree(mark.parent)

    def commit(self) -> None:
        """Make everything added and deleted so far visible to queries."""
        for writer in self._writers.values():
            writer.commit()
            writer.wait_merging_threads()  # ends the writer; the next one is made on demand
        self._writers = {}
        self._reload()

    def _writer(self, partition: str) -> tantivy.IndexWriter:
        if self.read_only:
            raise ValueError(f"The lexical index in {self.path} is open for reading only.")
        if partition not in self._indexes:
            folder = self.path / partition_slug(partition)
            (folder / _FILES).mkdir(parents=True, exist_ok=True)
            self._indexes[partition] = tantivy.Index(SCHEMA, path=str(folder / _FILES))
            (folder / _MARK).write_text(json.dumps(partition), encoding="utf-8")
        if partition not in self._writers:
            # One thread: several would deal passages into segments in changing order.
            self._writers[partition] = self._indexes[partition].writer(WRITER_HEAP, num_threads=1)
        return self._writers[partition]

    def _reload(self) -> None:
        for index in self._indexes.values():
            index.config_reader("manual")  # the default policy starts a thread that watches files
            index.reload()
        self._searchers = {key: index.searcher() for key, index in self._indexes.items()}

    # Reading

    def partitions(self) -> list[str]:
        """The partitions that have a folder, ascending."""
        return sorted(self._indexes)

    def query(
        self, terms: Sequence[Term], k: int, partitions: Sequence[str]
    ) -> list[tuple[str, float]]:
        """The ``k`` passages with the highest weighted BM25 as (id, score), ties by id.

        Only ``partitions`` are searched.  A passage that holds none of ``terms`` is not returned.
        """
        searched = self._searched(partitions)
        found: list[tuple[str, float]] = []
        for searcher in searched:
            clauses = [
                (tantivy.Occur.Should, _term_query(term, _correction(term, searcher, searched)))
                for term in terms
            ]
            query = tantivy.Query.boolean_query(clauses)
            with reading(self._name):
                for score, address in searcher.search(query, k, count=False).hits:
                    found.append((searcher.doc(address)["passage_id"][0], score))
        return heapq.nsmallest(k, found, key=lambda hit: (-hit[1], hit[0]))

    def document_frequency(self, field: Field, token: str, partitions: Sequence[str]) -> int:
        """How many passages of ``partitions`` hold ``token`` in ``field``."""
        return sum(s.doc_freq(field.value, token) for s in self._searched(partitions))

    def ids(self, partition: str) -> Iterator[str]:
        """The ids of all passages of one partition; an entry made twice comes twice."""
        searcher = self._searchers.get(partition)
        offset = 0
        while searcher is not None and offset < searcher.num_docs:
            everything = tantivy.Query.all_query()
            hits = searcher.search(everything, IDS_AT_ONCE, count=False, offset=offset).hits
            yield from (searcher.doc(address)["passage_id"][0] for _, address in hits)
            offset += IDS_AT_ONCE

    def existing(self, partition: str, passage_ids: Iterable[str]) -> set[str]:
        """Those of ``passage_ids`` that have an entry in ``partition``."""
        searcher = self._searchers.get(partition)
        if searcher is None:
            return set()
        return {
            passage_id
            for passage_id in passage_ids
            if searcher.search(
                tantivy.Query.term_query(SCHEMA, "passage_id", passage_id, "basic"), 1, count=False
            ).hits
        }

    def count(self, partitions: Sequence[str] | None = None) -> int:
        """How many passages ``partitions``, or all, hold."""
        wanted = self.partitions() if partitions is None else partitions
        return sum(searcher.num_docs for searcher in self._searched(wanted))

    def removed(self) -> int:
        """How many deleted passages still stand in tantivy's segments, as of the last commit."""
        return sum(
            (segment.get("deletes") or {}).get("num_deleted_docs", 0)
            for meta in self.path.glob(f"*/{_FILES}/meta.json")
            for segment in json.loads(meta.read_text(encoding="utf-8"))["segments"]
        )

    def _searched(self, partitions: Sequence[str]) -> list[tantivy.Searcher]:
        wanted = dict.fromkeys(partitions)
        return [self._searchers[key] for key in wanted if key in self._searchers]


def _words(tokens: Sequence[str]) -> str:
    words = " ".join(tokens)
    if words.split() != list(tokens):
        raise ValueError(f"A token is empty or holds white space: {list(tokens)!r}.")
    return words


def _term_query(term: Term, correction: float) -> tantivy.Query:
    query = tantivy.Query.term_query(SCHEMA, term.field.value, term.token, "freq")
    return tantivy.Query.boost_query(query, term.weight * correction)


def _correction(
    term: Term, searcher: tantivy.Searcher, searched: Sequence[tantivy.Searcher]
) -> float:
    """Inverse document frequency over all of ``searched`` relative to that in ``searcher``."""
    if len(searched) == 1:
        return 1.0
    return _idf(term, searched) / _idf(term, [searcher])


def _idf(term: Term, searchers: Sequence[tantivy.Searcher]) -> float:
    """BM25's inverse document frequency, as tantivy computes it."""
    holding = sum(searcher.doc_freq(term.field.value, term.token) for searcher in searchers)
    passages = max(sum(searcher.num_docs for searcher in searchers), holding)
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))

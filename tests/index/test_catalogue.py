"""The catalogue gives back exactly what was stored, fast, to many readers at once."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Sized
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from hoidap.domain import (
    Cell,
    Document,
    Kind,
    Metadata,
    Pages,
    Passage,
    Section,
    SectionKind,
    Standing,
    Table,
)
from hoidap.errors import CorruptIndexError, NotFoundError
from hoidap.index.catalogue import Catalogue
from hoidap.index.listing import DocumentFilter
from hoidap.index.schema import PAGE
from hoidap.index.source import Source, SourceStatus
from tests.index import samples

WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
STRINGS = st.lists(WORDS, max_size=3).map(tuple)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
METADATA = st.builds(
    Metadata,
    kind=st.sampled_from(Kind),
    title=WORDS,
    number=MAYBE,
    type=MAYBE,
    issuer=MAYBE,
    term=MAYBE,
    signer=MAYBE,
    issued_on=DAYS,
    effective_on=DAYS,
    expires_on=DAYS,
    standing=st.sampled_from(Standing),
    replaced_by=STRINGS,
    continues=STRINGS,
    continued_by=STRINGS,
    legal_basis=STRINGS,
    source_urls=STRINGS,
    access=st.sampled_from([("public",), ("internal",), ("nhóm a", "nhóm b")]),
    speaker=MAYBE,
    speaker_title=MAYBE,
    interviewer=MAYBE,
    digest=st.booleans(),
)


PAGES = st.builds(
    Pages,
    starts=st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9))).map(sorted).map(tuple),
    recognised=st.lists(st.tuples(st.integers(0, 49), st.integers(50, 99), st.floats(0, 1))).map(
        tuple
    ),
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[Passage]]:
    """A document of up to several text pages, with sections and passages at any place."""
    unit = draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
    text = unit * draw(st.integers(1, 3 * PAGE // len(unit) + 1))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda place: place[0] < place[1]
    )
    sections, passages = [], []
    for index, (start, end) in enumerate(draw(st.lists(places, min_size=1, max_size=5))):
        sections.append(
            Section(
                index=index,
                parent=draw(st.none() | st.integers(0, index - 1)) if index else None,
                kind=draw(st.sampled_from(SectionKind)),
                label=draw(WORDS),
                title=draw(WORDS),
                locator=draw(WORDS),
                start=start,
                body_start=draw(st.integers(start, end)),
                end=end,
                speaker=draw(MAYBE),
            )
        )
    for ordinal, (start, end) in enumerate(draw(st.lists(places, max_size=6))):
        passages.append(
            Passage(
                id=f"d:{ordinal}",
                document_id="d",
                section=draw(st.integers(0, len(sections) - 1)),
                ordinal=ordinal,
                start=start,
                end=end,
                locator=draw(WORDS),
                context=draw(WORDS),
                text=text[start:end],
                speaker=draw(MAYBE),
            )
        )
    paths, pages, reprint = draw(STRINGS), draw(PAGES), draw(MAYBE)
    document = Document("d", draw(METADATA), text, tuple(sections), "hash", paths, pages, reprint)
    return document, [replace(p, pages=pages.within(p.start, p.end)) for p in passages]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stored=documents())
def test_every_document_and_passage_comes_back_equal(
    shared: Path, stored: tuple[Document, list[Passage]]
) -> None:
    document, passages = stored
    writer = Catalogue(shared, read_only=False)
    writer.put_document(document, passages)
    writer.close()
    reader = Catalogue(shared, read_only=True)
    assert reader.document("d") == document
    assert reader.passages_of("d") == passages
    assert list(reader.passages([p.id for p in passages]).values()) == passages
    keys = [("d", section.index) for section in document.sections]
    assert list(dict(sorted(reader.sections(keys).items())).values()) == list(document.sections)
    summary = reader.summaries(["d"])["d"]
    assert (summary.metadata, summary.length) == (document.metadata, len(document.text))
    reader.close()


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite", read_only=False)


def put(catalogue: Catalogue, document: Document) -> None:
    catalogue.put_document(document, samples.passages(document))


def test_putting_a_document_again_replaces_all_of_it(catalogue: Catalogue) -> None:
    put(catalogue, samples.document("a", articles=5))
    changed = samples.document("a", articles=2, access=("internal",))
    put(catalogue, changed)
    assert catalogue.document("a") == changed
    assert catalogue.passages_of("a") == samples.passages(changed)
    assert catalogue.count_passages() == 2
    assert catalogue.partitions() == ["internal"]


def test_a_deleted_document_leaves_nothing_behind(catalogue: Catalogue) -> None:
    put(catalogue, samples.document("a"))
    put(catalogue, samples.document("b"))
    catalogue.delete_document("a")
    catalogue.delete_document("never there")
    with pytest.raises(NotFoundError, match="'a'"):
        catalogue.document("a")
    assert list(catalogue.document_ids()) == ["b"]
    assert list(catalogue.passage_ids()) == [p.id for p in samples.passages(samples.document("b"))]


def test_tables_come_back_with_title_rows_and_cells(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    document = replace(samples.document("bang"), tables=(_A_TABLE,))
    writer = Catalogue(path, read_only=False)
    put(writer, document)
    writer.close()
    assert Catalogue(path, read_only=True).document(document.id).tables == (_A_TABLE,)


def test_a_catalogue_made_before_tables_were_kept_has_none(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    document = samples.document("bang")
    writer = Catalogue(path, read_only=False)
    put(writer, document)
    writer.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE document_tables")
    connection.close()
    assert Catalogue(path, read_only=True).document(document.id) == document


_A_TABLE = Table(((Cell(0, 0, 2, header=True),), (Cell(0, 3, 4, columns=2, rows=3),)), (0, 1))


def test_a_deleted_text_cannot_be_read_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    catalogue = Catalogue(path, read_only=False)
    put(catalogue, samples.document("a", words="chữ-mật " * 3000))
    put(catalogue, samples.document("b"))
    catalogue.close()
    assert "chữ-mật".encode() in path.read_bytes()
    catalogue = Catalogue(path, read_only=False)
    catalogue.delete_document("a")
    catalogue.close()
    assert "chữ-mật".encode() not in path.read_bytes()


def test_a_passage_that_is_not_a_range_of_the_text_is_refused(catalogue: Catalogue) -> None:
    document = samples.document("a")
    good = samples.passages(document)
    for bad in (
        replace(good[0], text=good[0].text + "!"),
        replace(good[0], start=1),
        replace(good[0], document_id="b"),
        replace(good[0], section=99),
    ):
        with pytest.raises(ValueError, match="not a range"):
            catalogue.put_document(document, [bad])
    assert catalogue.count_documents() == 0


def test_documents_are_filtered_counted_and_paged_newest_first(catalogue: Catalogue) -> None:
    for name, kind, year, standing, issuer, access in (
        ("old", Kind.DIRECTIVE, 2011, Standing.REPLACED, "Bộ Chính trị", "public"),
        ("new", Kind.DIRECTIVE, 2021, Standing.IN_FORCE, "Ban Bí thư", "public"),
        ("talk", Kind.INTERVIEW, 2016, Standing.UNKNOWN, "Báo Quảng Ninh", "internal"),
        ("undated", Kind.DIRECTIVE, None, Standing.UNKNOWN, None, "nhóm a"),
    ):
        document = samples.document(name)
        metadata = replace(
            document.metadata,
            kind=kind,
            issued_on=date(year, 6, 1) if year else None,
            standing=standing,
            issuer=issuer,
            access=(access,),
        )
        put(catalogue, replace(document, metadata=metadata))

    def ids(wanted: DocumentFilter, offset: int = 0, limit: int | None = None) -> list[str]:
        found = catalogue.documents(wanted, offset=offset, limit=limit)
        if not offset and limit is None:
            assert catalogue.count_documents(wanted) == len(found)
        return [summary.id for summary in found]

    assert ids(DocumentFilter()) == ["new", "talk", "old", "undated"]
    assert ids(DocumentFilter(), offset=1, limit=2) == ["talk", "old"]
    assert ids(DocumentFilter(kinds=(Kind.INTERVIEW,))) == ["talk"]
    assert ids(DocumentFilter(years=(2011, 2021))) == ["new", "old"]
    assert ids(DocumentFilter(standings=(Standing.REPLACED,))) == ["old"]
    assert ids(DocumentFilter(issuers=("Ban Bí thư",), numbers=("12-QĐ/TW",))) == ["new"]
    assert ids(DocumentFilter(partitions=("public", "groups:nhóm a"))) == ["new", "old", "undated"]
    assert ids(DocumentFilter(partitions=())) == []


def test_sources_are_remembered_by_path(catalogue: Catalogue) -> None:
    good = Source("b/x.pdf", "h1", 10, 1_700_000_000_123_456_789, SourceStatus.OK, "1", "x")
    failed = Source(
        "a/ý.docx", "h2", 0, 5, SourceStatus.FAILED, "1", error="empty", warnings=("w1", "w2")
    )
    catalogue.put_source(good)
    catalogue.put_source(failed)
    assert list(catalogue.sources()) == [failed, good]
    moved = replace(good, document_id="y", warnings=("changed",))
    catalogue.put_source(moved)
    assert catalogue.source("b/x.pdf") == moved
    catalogue.delete_source("b/x.pdf")
    assert catalogue.source("b/x.pdf") is None
    assert list(catalogue.sources()) == [failed]


def test_the_corpus_hash_depends_on_content_and_not_on_order(tmp_path: Path) -> None:
    hashes = []
    for number, names in enumerate((("a", "b"), ("b", "a"), ("a",))):
        catalogue = Catalogue(tmp_path / f"{number}.sqlite", read_only=False)
        for name in names:
            put(catalogue, samples.document(name))
        hashes.append(catalogue.corpus_hash())
    assert hashes[0] == hashes[1] != hashes[2]
    put(catalogue, samples.document("a", words="Khác."))
    assert catalogue.corpus_hash() not in hashes


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 99])
def test_what_is_no_catalogue_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "catalogue.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorruptIndexError, match="hoidap-ingest --rebuild PATH"):
        Catalogue(path, read_only=True)


def test_any_folder_name_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "kho tài liệu #1 100% ?x&y"
    folder.mkdir()
    writer = Catalogue(folder / "catalogue.sqlite", read_only=False)
    put(writer, samples.document("a"))
    writer.close()
    assert Catalogue(folder / "catalogue.sqlite", read_only=True).count_documents() == 1
    assert [path.name for path in folder.iterdir()] == ["catalogue.sqlite"]


def test_readers_in_many_threads_get_what_was_stored(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    writer = Catalogue(path, read_only=False)
    stored = [samples.document(f"d{n}", articles=20) for n in range(60)]
    for document in stored:
        put(writer, document)
    writer.close()
    reader = Catalogue(path, read_only=True)

    def read(document: Document) -> bool:
        expected = samples.passages(document)
        found = reader.passages([p.id for p in reversed(expected)])
        return reader.document(document.id) == document and list(found.values()) == expected[::-1]

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(read, stored * 3))
    reader.close()


@pytest.mark.serial
def test_fifty_passages_are_read_in_milliseconds(tmp_path: Path) -> None:
    """2,000 passages here; at 100,000 the same look-up took the same time when measured."""
    path = tmp_path / "catalogue.sqlite"
    writer = Catalogue(path, read_only=False)
    for n in range(40):
        put(writer, samples.document(f"d{n}", articles=50, words="nội dung " * 60))
    ids = list(writer.passage_ids())
    writer.close()
    reader = Catalogue(path, read_only=True)
    took = []
    for start in range(20):  # other passages each time, so none is remembered
        began = time.perf_counter()
        assert len(reader.passages(ids[start : start + 1000 : 20])) == 50
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.025, "five times the target, for a busy machine"


def test_what_may_not_be_read_takes_the_way_of_what_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    with closing(Catalogue(path, read_only=False)) as catalogue:
        hidden = samples.document("hidden", access=("ban-a",))
        passages = samples.passages(hidden)
        catalogue.put_document(hidden, passages)
    with closing(Catalogue(path, read_only=True)) as catalogue:
        passage = passages[0].id
        assert catalogue.summaries(["hidden"]) and catalogue.passages([passage])  # by its readers

        def ways(document_id: str, passage_id: str) -> list[int]:
            """How many statements each of some look-ups by somebody else takes."""
            look_ups: tuple[Callable[[], Sized], ...] = (
                lambda: catalogue.summaries([document_id], ("public", "internal")),
                lambda: catalogue.passages([passage_id], ("public", "internal")),
            )
            return [statements(catalogue, look_up) for look_up in 2 * look_ups]

        assert ways("hidden", passage) == ways("nowhere", "nowhere-1") == [1, 1, 0, 0]


def statements(catalogue: Catalogue, look_up: Callable[[], Sized]) -> int:
    """How often a look-up that must find nothing asks the database."""
    asked: list[object] = []
    engine = catalogue._database._engine

    def note(*about: object) -> None:
        asked.append(about)

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert not look_up()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)

"""Who sees a saved pack, and whether its documents have changed since.

A pack belongs to the caller who had it made, and even he sees it only as long as he may
read every document that it shows: outline, readings, quiz and pictures quote them.  A
document that is gone counts by the readers that it had when the pack was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Standing
from hoidap.index.partitions import readable
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.reading import Reading
from hoidap.study.pack import PackDocument, Source, StudyPack

#: Standings that a trainer must hear of when they came after the pack.
_ENDED = (Standing.REPLACED, Standing.EXPIRED)


def document_ids(pack: StudyPack) -> frozenset[str]:
    """Every document that a pack quotes or names."""
    named = {each.document_id for each in pack.documents}
    named |= {source.document_id for source in _sources(pack)}
    named |= {each.document_id for each in pack.timeline if each.document_id}
    for relation in pack.relations:
        named |= {each for each in (relation.later_id, relation.earlier_id) if each}
    return frozenset(named)


def partitions_of(pack: StudyPack, reading: Reading) -> dict[str, str]:
    """Who may read each document that a pack shows (see ``index.partitions``)."""
    found = reading.summaries(sorted(document_ids(pack)))
    return {document_id: each.partition for document_id, each in found.items()}


def may_see(partitions: Mapping[str, str], reading: Reading, labels: Sequence[str]) -> bool:
    """Whether a caller with ``labels`` may read all documents of a pack, as they are now."""
    now = reading.index.catalogue.summaries(list(partitions))
    needed = {now[key].partition if key in now else then for key, then in partitions.items()}
    return len(readable(needed, labels)) == len(needed)


def stale(pack: StudyPack, reading: Reading) -> tuple[str, ...]:
    """What happened to the pack's documents since, in Vietnamese; nothing when all is as it was."""
    now = reading.index.catalogue.summaries([each.document_id for each in pack.documents])
    said = (_change(each, now.get(each.document_id)) for each in pack.documents)
    return tuple(text for text in said if text)


def _change(then: PackDocument, now: DocumentSummary | None) -> str:
    if now is None:
        return texts.STALE_GONE.format(document=then.number or then.title)
    name = document_name(now.metadata)
    if now.metadata.standing in _ENDED and then.standing != now.metadata.standing.value:
        return texts.STALE_REPLACED.format(document=name)
    if now.content_hash != then.content_hash:
        return texts.STALE_CHANGED.format(document=name)
    return ""


def _sources(pack: StudyPack) -> Iterator[Source]:
    for section in pack.outline:
        yield from (source for point in section.points for source in point.sources)
    for point in (*pack.summary, *pack.news):
        yield from point.sources
    yield from (term.source for term in pack.terms)
    yield from (reading.source for reading in pack.readings)
    for sources in ([each.sources for each in pack.discussion], [i.sources for i in pack.quiz]):
        yield from (source for several in sources for source in several)
    dated = [each.source for each in pack.timeline] + [each.source for each in pack.relations]
    yield from (source for source in dated if source is not None)

"""Answers written by a language model from the passages that the extractive engine chose.

The extractive answer is made first: it decides whether the documents answer at
all, it is what the model is given, and it is what is shown when the model is
silent, slow or says nothing that stands.  So the model can make an answer read
better and combine passages; it can neither answer what the documents do not,
nor keep anybody waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hoidap import texts
from hoidap.answering.assembly import as_text
from hoidap.answering.citations import cite
from hoidap.answering.considering import Considered
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.extractive import answer_from
from hoidap.answering.fitting import fits_question
from hoidap.answering.generative import prompts
from hoidap.answering.generative.composition import Checked, Composition, Record
from hoidap.answering.generative.connection import ModelConnection
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.evidence import (
    Source,
    sources_of,
    within_window,
    written_out,
)
from hoidap.answering.naming import attribution
from hoidap.answering.short_answers import Marking
from hoidap.answering.validity import standing_notices
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.answering.verification.reading import read
from hoidap.domain import (
    Answer,
    AnswerSentence,
    Citation,
    Document,
    Engine,
    Notice,
    Status,
)
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading


@dataclass(frozen=True, slots=True)
class Progress:
    """A sentence that may be shown, with those of its citations that were not given yet."""

    understood_as: str
    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings say about time and length."""

    seconds: float
    first_seconds: float
    window: int
    answer_tokens: int


class GenerativeEngine:
    """Writes answers with one model; thread-safe."""

    def __init__(
        self, connection: ModelConnection, limits: Limits, checker: ClaimChecker | None = None
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._checker = checker

    def begin(
        self,
        considered: Considered,
        reading: Reading,
        query: Query,
        directory: DocumentDirectory,
        engine: Engine = Engine.GENERATIVE,
    ) -> Writing:
        """An answer about to be written from what was considered."""
        base = answer_from(considered, reading, query, directory)
        ids = {each.document_id for each in base.citations}
        ids |= {each.passage.document_id for each in considered.found.passages}
        documents = {each: reading.document(each) for each in ids}
        sources = within_window(
            sources_of(base, documents, considered.found.passages),
            self._limits.window,
            self._limits.answer_tokens,
            query.understood_as,
        )
        first = self._limits.first_seconds if engine is Engine.AUTO else None
        composition = Composition(
            self._connection,
            sources,
            Deadline(self._limits.seconds, first),
            Relevance(query, sources, quoted=len(base.citations)).allows,
            self._checker,
        )
        return Writing(base, query, directory, documents, sources, composition)


class Relevance:
    """Whether a true sentence has anything to do with the question.

    It does when it rests on a passage that the verbatim answer quotes, or holds
    ``SHARED`` of the words that say what is asked.
    """

    #: Half of the question's own words: with less, any sentence about the document would do.
    SHARED = 0.5

    def __init__(self, query: Query, sources: Sequence[Source], quoted: int) -> None:
        self._quoted = [(each.document_id, each.start, each.end) for each in sources[:quoted]]
        self._sources = sources
        self._asked = {token.key for token in read(query.core_text) if token.is_content}

    def allows(self, checked: Checked) -> bool:
        """Whether a checked sentence may stand in the answer."""
        for each in checked.support:
            source = self._sources[each.passage]
            start, end = source.start + each.start, source.start + each.end
            for document_id, first, last in self._quoted:
                if source.document_id == document_id and start < last and first < end:
                    return True
        said = {token.key for token in read(checked.text)}
        return bool(self._asked) and len(self._asked & said) >= self.SHARED * len(self._asked)


class Writing:
    """One answer being written."""

    def __init__(
        self,
        base: Answer,
        query: Query,
        directory: DocumentDirectory,
        documents: dict[str, Document],
        sources: Sequence[Source],
        composition: Composition,
    ) -> None:
        self._base = base
        self._query = query
        self._directory = directory
        self._documents = documents
        self._sources = sources
        self._composition = composition
        self._mark = Marking(query.understood_as).mark
        self._citations: list[Citation] = []
        self._sentences: list[AnswerSentence] = []

    @property
    def record(self) -> Record:
        """What happened to the model's draft."""
        return self._composition.record

    @property
    def is_for_model(self) -> bool:
        """Whether there is anything to write: not for refusals, nor for a provision asked for,
        which is shown whole."""
        named = any(each.levels for each in self._query.provisions)
        return self._base.status is not Status.NOT_FOUND and not named and bool(self._sources)

    def parts(self) -> Iterator[Progress | Answer]:
        """Checked sentences, then the answer."""
        if not self.is_for_model:
            yield self._base
            return
        task = prompts.QUESTION.format(
            passages=written_out(self._sources), question=self._query.understood_as
        )
        for checked in self._composition.sentences(task):
            yield self._progress(checked)
        if not any(each.generated for each in self._sentences):
            yield self._without_model()
            return
        for sentence, citations in self._missing():
            self._sentences.append(sentence)
            yield Progress(self._base.understood_as, sentence, citations)
        yield self._answer()

    def _without_model(self) -> Answer:
        """The verbatim answer; sentences that were shown already stand in it or before it."""
        notice = Notice("engine_fallback", texts.ENGINE_FALLBACK)
        if not self._sentences:
            return replace(self._base, warnings=(*self._base.warnings, notice))
        for sentence, _ in self._missing(everything=True):
            self._sentences.append(sentence)
        return replace(self._answer(), engine=Engine.EXTRACTIVE)

    def _progress(self, checked: Checked) -> Progress:
        """A checked sentence with its citations, numbered in the order in which they come."""
        numbers: list[int] = []
        new: list[Citation] = []
        for source, found in self._ranges(checked):
            citation = self._citation(source, found)
            if citation.n > len(self._citations):
                self._citations.append(citation)
                new.append(citation)
            numbers.append(citation.n)
        first = self._citations[numbers[0] - 1]
        sentence = AnswerSentence(
            text=checked.text,
            citations=tuple(numbers),
            short_answer=self._mark(checked.text),
            attribution=attribution(self._documents[first.document_id].metadata, first.speaker),
            generated=checked.generated,
        )
        self._sentences.append(sentence)
        return Progress(self._base.understood_as, sentence, tuple(new))

    def _ranges(self, checked: Checked) -> Iterator[tuple[Source, Range]]:
        """The ranges of documents that a sentence rests on; neighbours become one."""
        merged: list[tuple[int, int, int]] = []
        for each in checked.support:
            text = self._sources[each.passage].text
            if merged and merged[-1][0] == each.passage:
                number, start, end = merged[-1]
                if not text[end : each.start].strip():
                    merged[-1] = (number, start, each.end)
                    continue
            merged.append((each.passage, each.start, each.end))
        for number, start, end in merged:
            source = self._sources[number]
            yield source, Range(source.start + start, source.start + end)

    def _citation(self, source: Source, found: Range) -> Citation:
        """The citation of a range: one that was given already, or the next."""
        document = self._documents[source.document_id]
        citation = cite(evidence_of(document, found, source.locator), len(self._citations) + 1)
        return self._known(citation) or citation

    def _known(self, wanted: Citation) -> Citation | None:
        """The citation of the same range that was given already."""
        place = (wanted.document_id, wanted.start, wanted.end)
        return next(
            (each for each in self._citations if (each.document_id, each.start, each.end) == place),
            None,
        )

    def _missing(
        self, *, everything: bool = False
    ) -> list[tuple[AnswerSentence, tuple[Citation, ...]]]:
        """What of the verbatim answer must be added: all of it when what was written does not
        hold what is asked for, or when a whole list is asked for."""
        said = "\n".join(sentence.text for sentence in self._sentences)
        asked = self._query.asked_text
        lists = QuestionKind.LIST in question_kinds(asked)
        lacks = fits_question(asked, self._base.answer) and not fits_question(asked, said)
        if not (everything or lists or lacks or not self._draws_on_base()):
            return []
        added: list[tuple[AnswerSentence, tuple[Citation, ...]]] = []
        by_number = {each.n: each for each in self._base.citations}
        for sentence in self._base.sentences:
            if sentence.text in said or self._is_said(by_number[sentence.citations[0]], sentence):
                continue
            new: list[Citation] = []
            numbers = []
            for n in sentence.citations:
                citation = self._known(by_number[n])
                if citation is None:
                    citation = replace(by_number[n], n=len(self._citations) + 1)
                    self._citations.append(citation)
                    new.append(citation)
                numbers.append(citation.n)
            added.append((replace(sentence, citations=tuple(numbers)), tuple(new)))
        return added

    def _is_said(self, citation: Citation, sentence: AnswerSentence) -> bool:
        """Whether a verbatim sentence is cited by what was written already."""
        at = citation.quote.find(sentence.text)
        start = citation.start + max(at, 0)
        end = start + len(sentence.text)
        return any(
            each.document_id == citation.document_id and each.start <= start and end <= each.end
            for each in self._citations
        )

    def _draws_on_base(self) -> bool:
        """Whether what was written rests on a passage that the verbatim answer quotes."""
        return any(
            each.document_id == base.document_id and each.start < base.end and base.start < each.end
            for each in self._citations
            for base in self._base.citations
        )

    def _answer(self) -> Answer:
        cited = [self._documents[each.document_id].metadata for each in self._citations]
        standing = standing_notices(cited, self._directory, self._query.scope.as_of)
        notices = dict.fromkeys((*self._base.warnings, *standing))
        return replace(
            self._base,
            answer=as_text(self._sentences),
            sentences=tuple(self._sentences),
            citations=tuple(self._citations),
            warnings=(*notices, self._notice()),
            engine=Engine.GENERATIVE,
        )

    def _notice(self) -> Notice:
        record = self.record
        parts = [texts.GENERATED]
        if record.replaced:
            parts.append(texts.GENERATED_REPLACED.format(count=record.replaced))
        if record.dropped:
            parts.append(texts.GENERATED_DROPPED.format(count=record.dropped))
        return Notice("generated", " ".join(parts))

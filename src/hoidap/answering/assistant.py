"""The assistant: one object that asks, searches and reads, for API, command line and tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from hoidap import texts
from hoidap.answering.considering import Considered
from hoidap.answering.doubts import with_doubts
from hoidap.answering.effort import Effort
from hoidap.answering.extractive import ExtractiveEngine, answer_from
from hoidap.answering.generative.engine import Progress, Writing
from hoidap.answering.generative.holder import EngineHolder
from hoidap.answering.generative.study_material import StudyMaterial
from hoidap.answering.related import with_related
from hoidap.answering.side_by_side import with_side_by_side
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.domain import Answer, Engine, Notice, Status
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.loading import load_embedder
from hoidap.errors import NoGenerationError, QuestionError
from hoidap.index.generation import Generation, GenerationStore
from hoidap.index.holder import GenerationHolder
from hoidap.reading.loading import load_reader
from hoidap.retrieval.directory import DocumentDirectory
from hoidap.retrieval.query import Query, Scope, Turn
from hoidap.retrieval.ranked import SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.retrieval.understanding import Understanding
from hoidap.settings import Settings
from hoidap.vietnamese.normalisation import canonical_text

if TYPE_CHECKING:
    from hoidap.retrieval.retriever import HoiDapRetriever

#: Earlier turns that explain a follow-up: what was said before them, nobody refers to.
TURNS = 10
#: Characters of their questions altogether: ten questions of twice the usual length.  The last turn
#: is read in any case.
TURNS_LENGTH = 2_000
#: Something every corpus can be asked, so that first use pays for nothing.
WARM_UP_QUESTION = "Văn bản này quy định những nội dung gì?"


class Assistant:
    """Answers from the current generation; thread-safe."""

    def __init__(self, settings: Settings, holder: GenerationHolder, embedder: Embedder) -> None:
        self.settings = settings
        self._holder = holder
        self._embedder = embedder
        self._understanding = Understanding(embedder)
        self._search = HybridSearch(embedder)
        reader = load_reader(settings, embedder)
        self._engine = ExtractiveEngine(self._search, reader)
        self._model = EngineHolder(settings, ClaimChecker(reader) if reader else None)

    @property
    def effort(self) -> Effort:
        """How much is read for a question; servers tell it how many wait."""
        return self._engine.effort

    @classmethod
    @contextmanager
    def open(cls, settings: Settings, embedder: Embedder | None = None) -> Iterator[Assistant]:
        """An assistant over ``settings.data``; closes the index at the end."""
        model = embedder or load_embedder(settings)

        def check(generation: Generation) -> None:
            generation.record.check_model(model.name, model.dimension)

        holder = GenerationHolder(GenerationStore(settings.data), check)
        try:
            yield cls(settings, holder, model)
        finally:
            holder.close()

    def ask(
        self,
        question: str,
        scope: Scope = Scope(),
        history: Sequence[Turn] = (),
        engine: Engine | None = None,
    ) -> Answer:
        """Answer a question; ``engine`` is the settings' when not given.

        Raises QuestionError when it is empty or too long.
        """
        answer: Answer | None = None
        for part in self.progress(question, scope, history, engine):
            if isinstance(part, Answer):
                answer = part
        assert answer is not None, "progress ends with the answer"
        return answer

    def progress(
        self,
        question: str,
        scope: Scope = Scope(),
        history: Sequence[Turn] = (),
        engine: Engine | None = None,
    ) -> Iterator[Progress | Answer]:
        """Sentences as soon as they may be shown, if they come one by one; then the answer."""
        question = self.check(question)
        history = self.last_turns(history)
        chosen = engine or Engine(self.settings.engine)
        with self.reading(scope.labels) as reading:
            queries = [self._understood(question, reading, scope, history, chosen)]
            if queries[0].may_stand_alone:
                queries.append(self._understanding.understand(question, reading, scope))
            for part in self._answering(reading, queries, chosen):
                if isinstance(part, Answer):
                    yield _finished(part, queries[0], reading, history)
                else:
                    yield part

    def _answering(
        self, reading: Reading, queries: Sequence[Query], engine: Engine
    ) -> Iterator[Progress | Answer]:
        directory = self._understanding.knowledge(reading).directory
        model = None if engine is Engine.EXTRACTIVE else self._model.engine()
        considered, answer = self._first_answered(reading, queries, directory)
        if model is not None:
            query = considered.found.query
            yield from model.begin(considered, reading, query, directory, engine).parts()
            return
        if engine is Engine.GENERATIVE:
            notice = Notice("engine_absent", texts.ENGINE_ABSENT)
            answer = replace(answer, warnings=(*answer.warnings, notice))
        yield answer

    def _first_answered(
        self, reading: Reading, queries: Sequence[Query], directory: DocumentDirectory
    ) -> tuple[Considered, Answer]:
        """What answers the first of several readings of a question that the documents answer.

        Where they answer none, it is the refusal of the first.
        """
        tried: list[tuple[Considered, Answer]] = []
        for query in queries:
            considered = self._engine.consider(reading, query)
            answer = answer_from(considered, reading, query, directory)
            if answer.status is not Status.NOT_FOUND:
                return considered, answer
            tried.append((considered, answer))
        return tried[0]

    def _understood(
        self,
        question: str,
        reading: Reading,
        scope: Scope,
        history: Sequence[Turn],
        engine: Engine,
    ) -> Query:
        """The query; a follow-up is completed by the model where that adds nothing."""
        query = self._understanding.understand(question, reading, scope, history)
        if not query.follows_up or engine is Engine.EXTRACTIVE:
            return query
        follow_ups = self._model.follow_ups()
        completed = follow_ups.completed(question, history) if follow_ups else None
        if completed is None:
            return query
        complete = self._understanding.understand(completed, reading, scope)
        return replace(complete, question=question, follows_up=True)

    def study_material(self) -> StudyMaterial | None:
        """What writes summaries and questions for study packs; None without a model."""
        return self._model.study_material()

    def write(self, question: str, engine: Engine = Engine.GENERATIVE) -> Writing | None:
        """An answer about to be written by the model, with its record; None without a model."""
        model = self._model.engine()
        if model is None:
            return None
        with self.reading() as reading:
            query = self._understanding.understand(self.check(question), reading, Scope())
            directory = self._understanding.knowledge(reading).directory
            considered = self._engine.consider(reading, query)
            return model.begin(considered, reading, query, directory, engine)

    def consider(
        self, question: str, scope: Scope = Scope(), history: Sequence[Turn] = ()
    ) -> Considered:
        """What ``ask`` chooses its answer from; for evaluation."""
        question = self.check(question)
        with self.reading(scope.labels) as reading:
            query = self._understanding.understand(question, reading, scope, history)
            return self._engine.consider(reading, query)

    def search(self, question: str, scope: Scope = Scope(), limit: int = 10) -> SearchResult:
        """The passages nearest to a question.  Raises QuestionError as ``ask`` does."""
        question = self.check(question)
        with self.reading(scope.labels) as reading:
            query = self._understanding.understand(question, reading, scope)
            return self._search.search(reading, query, limit)

    def retriever(self, k: int = 10, scope: Scope = Scope()) -> HoiDapRetriever:
        """The search as a LangChain retriever of ``k`` passages, for any chain."""
        # LangChain takes half a second to import, and answering does without it.
        from hoidap.retrieval.retriever import HoiDapRetriever  # noqa: PLC0415

        return HoiDapRetriever(
            holder=self._holder,
            searching=self._search,
            understanding=self._understanding,
            scope=scope,
            k=k,
        )

    @contextmanager
    def reading(self, labels: Sequence[str] = Scope().labels) -> Iterator[Reading]:
        """The current generation as a caller with ``labels`` may read it."""
        with self._holder.acquire() as generation:
            yield Reading(generation, labels)

    def warm_up(self) -> None:
        """Load models and index before the first question; no documents is no error.

        Raises ModelError when the language model of the settings cannot be loaded.
        """
        self._model.engine()
        try:
            self.ask(WARM_UP_QUESTION, engine=Engine.EXTRACTIVE)
        except NoGenerationError:
            self._embedder.embed_queries([WARM_UP_QUESTION])

    def last_turns(self, history: Sequence[Turn]) -> tuple[Turn, ...]:
        """The last turns of a conversation, their questions as ``check`` gives them.

        What could not be asked explains nothing and is left out.
        """
        turns: list[Turn] = []
        length = 0
        for turn in reversed(history[-TURNS:]):
            with suppress(QuestionError):
                question = self.check(turn.question)
                length += len(question)
                if turns and length > TURNS_LENGTH:
                    break
                turns.append(replace(turn, question=question))
        return tuple(reversed(turns))

    def check(self, typed: str) -> str:
        """The question as one clean line, without control, zero-width or broken characters.

        Raises QuestionError when it is empty or too long.
        """
        question = " ".join(canonical_text(typed).split())
        limit = self.settings.question_limit
        if not question:
            raise QuestionError(
                "The question is empty.", "Send a question.", user_message=texts.QUESTION_EMPTY
            )
        if len(question) > limit:
            raise QuestionError(
                f"The question has {len(question)} characters; at most {limit} are accepted.",
                "Shorten it, or raise HOIDAP_QUESTION_LIMIT.",
                user_message=texts.QUESTION_TOO_LONG.format(length=len(question), limit=limit),
            )
        return question


def _finished(answer: Answer, query: Query, reading: Reading, history: Sequence[Turn]) -> Answer:
    whole = with_doubts(with_related(answer, reading, history), reading)
    return with_side_by_side(whole, query, reading)

"""The generative engine of a process: made when it is first needed, shared by all requests."""

from __future__ import annotations

from threading import Lock

from hoidap.answering.generative.connection import ModelConnection
from hoidap.answering.generative.engine import GenerativeEngine, Limits
from hoidap.answering.generative.follow_ups import FollowUps
from hoidap.answering.generative.loading import load_chat_model, window_of
from hoidap.answering.generative.study_material import StudyMaterial
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.settings import Settings


class EngineHolder:
    """What the model of the settings does; ``None`` everywhere when they name none."""

    def __init__(self, settings: Settings, checker: ClaimChecker | None = None) -> None:
        """``checker``: reads what is written in other words than the passages'."""
        self._settings = settings
        self._checker = checker
        self._lock = Lock()
        self._engine: GenerativeEngine | None = None
        self._follow_ups: FollowUps | None = None
        self._study_material: StudyMaterial | None = None

    @property
    def is_configured(self) -> bool:
        """Whether the settings name a model."""
        return self._settings.llm != "none"

    def engine(self) -> GenerativeEngine | None:
        """The engine.  Raises ModelError when the model cannot be loaded."""
        self._load()
        return self._engine

    def follow_ups(self) -> FollowUps | None:
        """What completes follow-ups.  Raises ModelError when the model cannot be loaded."""
        self._load()
        return self._follow_ups

    def study_material(self) -> StudyMaterial | None:
        """What writes for study packs.  Raises ModelError when the model cannot be loaded."""
        self._load()
        return self._study_material

    def _load(self) -> None:
        with self._lock:
            if self._engine is not None or not self.is_configured:
                return
            settings = self._settings
            model = load_chat_model(settings)
            connection = ModelConnection(model, settings.llm_answer_tokens)
            limits = Limits(
                seconds=settings.llm_seconds,
                first_seconds=settings.llm_auto_seconds,
                window=window_of(model, settings),
                answer_tokens=settings.llm_answer_tokens,
            )
            self._follow_ups = FollowUps(connection)
            self._study_material = StudyMaterial(connection, limits, self._checker)
            self._engine = GenerativeEngine(connection, limits, self._checker)

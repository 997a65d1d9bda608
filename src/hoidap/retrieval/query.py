"""A question as retrieval understands it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hoidap.domain import Kind
from hoidap.embedding.embedder import Vectors
from hoidap.questions.intents import Intents
from hoidap.vietnamese.provision import ProvisionReference


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be searched; an empty field does not restrict.

    ``labels`` are the access labels of the caller ("public", "internal", group
    names): passages under other labels are never looked at.
    """

    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: date | None = None
    labels: tuple[str, ...] = ("public", "internal")


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation, its answer and the documents it cited."""

    question: str
    answer: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that the question names: how it was written, and what it can mean.

    Several ``documents`` mean that the name is ambiguous; none, that no document
    of this name may be read.
    """

    text: str
    documents: tuple[str, ...]
    #: Where the text is in the understood question.
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question, what it was understood as, and where to look.

    ``understood_as`` is shown to the asker; ``search_text`` is what is looked for
    (a follow-up completed from the conversation, the meaning of abbreviations
    behind it); ``asked_text`` has the abbreviations written out in their places;
    ``bare_text`` is that without the names of documents, ``core_text`` also
    without the words that ask.  In all of them the documents' words stand in the
    places of everyday ones.  ``intents`` is what is asked for beside content and
    ``vector`` that of ``search_text``, where a model has read the question.
    """

    question: str
    understood_as: str
    search_text: str
    asked_text: str
    bare_text: str
    core_text: str
    scope: Scope = field(default_factory=Scope)
    mentions: tuple[Mention, ...] = ()
    provisions: tuple[ProvisionReference, ...] = ()
    follows_up: bool = False
    #: It was taken for a follow-up only because it is short.
    may_stand_alone: bool = False
    intents: Intents = field(default_factory=Intents)
    vector: Vectors | None = field(default=None, compare=False, repr=False)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Ids of all documents that the question names, each once."""
        ids = (document for mention in self.mentions for document in mention.documents)
        return tuple(dict.fromkeys(ids))

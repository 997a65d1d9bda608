"""Makes a study pack: from documents, sections or a topic to the finished value.

The steps, in the order they are reported: choose the material, outline it, read
its history, find terms, make the questions for discussion and the quiz, put
everything together.  No language model takes part in them; where the site has one
and uses it, it adds a summary and questions of its own at the end (``writing``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.domain import Document
from hoidap.errors import NotFoundError
from hoidap.retrieval.directory import DocumentDirectory, read_directory
from hoidap.retrieval.reading import DEFAULT_LABELS, Reading
from hoidap.study.agenda import make_agenda, make_readings
from hoidap.study.discussion import make_discussion
from hoidap.study.drafts import Draft
from hoidap.study.drafts_articles import article_drafts
from hoidap.study.drafts_documents import document_drafts
from hoidap.study.drafts_facts import fact_drafts, mention_drafts
from hoidap.study.drafts_lists import list_drafts, listings
from hoidap.study.drafts_statements import contents, foreign_claims, statement_drafts
from hoidap.study.framing import make_aims, make_notes, named, pack_title
from hoidap.study.history import History, read_history
from hoidap.study.knowledge import Knowledge
from hoidap.study.material import Material, choose_material
from hoidap.study.news import find_news, predecessors
from hoidap.study.outline import make_outline
from hoidap.study.pack import KeyPoint, PackDocument, PackRequest, QuizItem, StudyPack
from hoidap.study.quiz import another_item, make_quiz
from hoidap.study.terms import find_terms, term_drafts
from hoidap.study.writing import Written, write, writer_of

#: Documents read for wrong options besides the pack's own: a few are enough for variety.
DOCUMENTS_BESIDE: Final = 16
#: Longer ones would take longer to read than the rest of the pack takes to make.
LENGTH_BESIDE: Final = 20_000

#: Told the step that begins (Vietnamese, for people) and the share that is done, 0 to 1.
Progress = Callable[[str, float], None]


def make_pack(
    assistant: Assistant,
    request: PackRequest,
    labels: Sequence[str] = DEFAULT_LABELS,
    progress: Progress = lambda _step, _share: None,
    *,
    now: datetime | None = None,
) -> StudyPack:
    """A pack from what a caller with ``labels`` may read; the same request gives the same pack.

    Without a language model, only ``id`` and ``created_at`` differ from call to call.
    Raises NotFoundError and QuestionError as ``choose_material`` does.
    """
    with assistant.reading(labels) as reading:
        progress(texts.PACK_STEP_MATERIAL, 0.0)
        material = choose_material(assistant, reading, request, labels)
        progress(texts.PACK_STEP_OUTLINE, 0.1)
        outline = make_outline(material, request.minutes)
        progress(texts.PACK_STEP_HISTORY, 0.3)
        directory = read_directory(reading)
        history = read_history(reading, directory, material)
        progress(texts.PACK_STEP_QUIZ, 0.5)
        knowledge = _knowledge(reading, directory, history, material)
        drafts = all_drafts(reading, directory, history, material, knowledge)
        quiz = make_quiz(drafts, request.questions, request.difficulty, request.seed)
        progress(texts.PACK_STEP_DISCUSSION, 0.8)
        discussion = make_discussion(assistant, reading, material, request.minutes, labels)
        news, compared = _news(reading, history, material, knowledge)
        names = {each.id: named(each) for each in material.documents}
        writer, written = writer_of(assistant), Written()
        if writer is not None:
            progress(texts.PACK_STEP_WRITING, 0.9)
            written = write(writer, material, outline, discussion)
        notes = make_notes(material, directory, request, len(quiz), compared=compared)
        pack = StudyPack(
            id=uuid4().hex,
            title=request.title or pack_title(material),
            request=request,
            created_at=now or datetime.now(UTC),
            generation=reading.generation,
            documents=tuple(map(pack_document, material.documents)),
            aims=make_aims(material, outline, history.relations, request),
            agenda=make_agenda(
                request.minutes, outline, names, discussion=bool(discussion), quiz=bool(quiz)
            ),
            summary=written.summary,
            outline=outline,
            news=news,
            terms=find_terms(material, knowledge),
            timeline=history.timeline,
            relations=history.relations,
            readings=make_readings(material, outline, request.minutes),
            discussion=(*discussion, *written.questions),
            quiz=quiz,
            notes=(*notes, *written.notes),
        )
    progress(texts.PACK_STEP_DONE, 1.0)
    return pack


def regenerate_item(
    assistant: Assistant,
    pack: StudyPack,
    item_id: str,
    seed: int,
    labels: Sequence[str] = DEFAULT_LABELS,
) -> QuizItem:
    """Another item in an item's place, with its id, of its kind where there is one.

    It asks for nothing that the pack's other items give away.  Raises NotFoundError
    when the pack has no such item, or its material no other item.
    """
    old = next((item for item in pack.quiz if item.id == item_id), None)
    if old is None:
        raise NotFoundError(f"The pack has no quiz item {item_id!r}.")
    with assistant.reading(labels) as reading:
        material = choose_material(assistant, reading, pack.request, labels)
        directory = read_directory(reading)
        history = read_history(reading, directory, material)
        knowledge = _knowledge(reading, directory, history, material)
        drafts = all_drafts(reading, directory, history, material, knowledge)
    others = [item for item in pack.quiz if item.id != item_id]
    found = another_item(drafts, old, others, pack.request.difficulty, seed)
    if found is None:
        raise NotFoundError(
            f"There is no other item for {item_id!r}.", user_message=texts.QUIZ_NO_OTHER
        )
    return found


def _knowledge(
    reading: Reading, directory: DocumentDirectory, history: History, material: Material
) -> Knowledge:
    """What the documents of the material and those beside them say."""
    knowledge = Knowledge(material.documents, _beside(reading, directory, history, material))
    knowledge.add_documents(directory.names_by_number)
    return knowledge


def all_drafts(
    reading: Reading,
    directory: DocumentDirectory,
    history: History,
    material: Material,
    knowledge: Knowledge,
) -> list[Draft]:
    """Every quiz draft that the material and its history carry."""
    lists, said = listings(knowledge.statements), contents(knowledge)
    drafts = [*article_drafts(material), *term_drafts(material, knowledge)]
    for stretch in material.stretches:
        drafts += fact_drafts(stretch, knowledge)
        drafts += list_drafts(stretch, lists)
        drafts += statement_drafts(stretch, knowledge, said)
    for document in material.documents:
        drafts += foreign_claims(document, knowledge, said)
    drafts += mention_drafts(material.documents, knowledge)
    related = [
        reading.document(each)
        for each in history.document_ids
        if each not in {document.id for document in material.documents}
    ]
    signers = sorted(set(filter(None, directory.signers)))
    drafts += document_drafts(material.documents, related, signers)
    return drafts


def _beside(
    reading: Reading, directory: DocumentDirectory, history: History, material: Material
) -> list[Document]:
    """Documents that wrong options may come from: those of the history, then others."""
    own = {document.id for document in material.documents}
    ids = dict.fromkeys([*history.document_ids, *directory.ids])
    chosen: list[Document] = []
    for each in ids:
        if len(chosen) == DOCUMENTS_BESIDE:
            break
        summary = reading.summaries([each]).get(each)
        if summary and each not in own and summary.length <= LENGTH_BESIDE:
            chosen.append(reading.document(each))
    return chosen


def pack_document(document: Document) -> PackDocument:
    """A document as a pack remembers it."""
    about = document.metadata
    return PackDocument(
        document_id=document.id,
        title=about.title,
        number=about.number,
        issuer=about.issuer,
        issued_on=about.issued_on,
        standing=about.standing.value,
        content_hash=document.content_hash,
        digest=about.digest,
    )


def _news(
    reading: Reading, history: History, material: Material, knowledge: Knowledge
) -> tuple[tuple[KeyPoint, ...], bool]:
    """The new points of the material, compared with what its documents continue or replace."""
    own = {document.id for document in material.documents}
    earlier = [
        (later, reading.document(old)) for later, old in predecessors(history.relations, own)
    ]
    return find_news(material.documents, earlier, knowledge)

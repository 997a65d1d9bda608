"""From what was typed to what is looked for.

In order: diacritics are restored where they are missing, a follow-up is
completed from the conversation, everyday words are exchanged for those of the
documents, documents and provisions that are named are looked up, abbreviations
are written out for the search.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from hoidap.domain import Kind
from hoidap.embedding.embedder import Embedder, Vectors
from hoidap.index.generation import Generation
from hoidap.index.syllables import readable_syllables
from hoidap.questions.intents import IntentReader, Intents, masked
from hoidap.retrieval.conversation import INTERVIEW, Resolved, Topic, resolve
from hoidap.retrieval.defined_abbreviations import written_out
from hoidap.retrieval.directory import DocumentDirectory, read_directory
from hoidap.retrieval.official_words import in_official_words
from hoidap.retrieval.query import Mention, Query, Scope, Turn
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.stages import timed
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.references import find_references
from hoidap.vietnamese.restoration import Restorer
from hoidap.vietnamese.typing_errors import unmarked_syllables

#: Sets of partitions, of those that somebody reads, whose knowledge a generation keeps.
REMEMBERED = 16

#: Fewer words than these do not say what is asked.
LEFT_OF_QUESTION = 1

#: Words of a title behind a document's number that make them part of its name.
NAME_WORDS = 3

#: Documents that one question may name, and provisions: more than anybody can compare, and each
#: is looked up.
MOST_MENTIONS = 24
MOST_PROVISIONS = 60

#: What joins a document's name to the question: "theo quy định của", "của".
_ACCORDING = re.compile(
    r"(?:theo|trong|tại|ở|của)(?:\s+(?:quy định|nội dung))?(?:\s+(?:của|tại|trong))?",
    re.IGNORECASE,
)
#: Words of the longest of these.
_ACCORDING_WORDS = 4
#: "Chỉ thị 05 yêu cầu ...": what a document does is no word to be found.
_REPORTS = re.compile(
    r"\s*+(?:đã |có )?(?:yêu cầu|quy định|nêu(?: ra| rõ)?|nói(?: rõ)?|đề ra|xác định|chỉ rõ|chỉ ra"
    r"|đòi hỏi|đặt ra)(?!\w)(?: rằng)?",
    re.IGNORECASE,
)

#: "Trong bài phỏng vấn, đồng chí ... nói về ...".
_IN_INTERVIEW = re.compile(
    r"\b(?:(?:trong|của|theo|ở|tại) (?:bài|cuộc|buổi) (?:trả lời )?phỏng vấn|theo bài báo)"
    r"(?: này| đó)?,?"
    r"|\b(?:bài|cuộc|buổi) (?:trả lời )?phỏng vấn (?:có )?(?=nói|nêu|nhắc|đề cập)",
    re.IGNORECASE,
)

_EMPTY_BRACKETS = re.compile(r"(?<!\s)\s*+\(\s*+\)")
_ABOUT = re.compile(r"\s*+,?\s*+(?:về việc|về)\s++", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")

#: "CT03-CT/TW": a type's code written together with the number.
_GLUED = re.compile(
    r"(?<!\w)(CT|NQ|QĐ|QĐi|NĐ|TT|KL|HD|KH|TB)(?=\d{1,4}[a-zđ]?\s*[-/–])", re.IGNORECASE
)

#: Words that ask, with the noun that only names the kind of answer, or the place in a list.
_ASKING = re.compile(
    r"\b(?:ở |tại |trong |thuộc |vi phạm )?(?:câu hỏi|câu|phần|khoản|điểm|chương|mục|đoạn|chỗ|trang"
    r"|điều) (?:nào|mấy)\b"
    r"|\b(?:vào |từ |trong )?(?:(?:những |các )?(?:ngày tháng năm|ngày tháng|ngày|tháng|năm|văn bản"
    r"|cơ quan|người|chỉ thị|nghị quyết|quy định|quyết định|kết luận|nghị định|luật|nội dung"
    r"|việc|điều|đâu|ai|thời gian|thời điểm|số hiệu) )?(?:nào|gì|mấy)\b"
    r"|\bbao (?:nhiêu|lâu|giờ)\b|\bkhi nào\b|\bthế nào\b|\bra sao\b|\bvì sao\b|\btại sao\b"
    r"|\bthứ (?:nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\b"
    r"|\blà ai\b|\bdo ai\b|\bai\b|\bhay không\b|\bkhông\s*\?|\bchưa\s*\?",
    re.IGNORECASE,
)

#: Share of words that no Vietnamese syllable can be, above which a question is not Vietnamese:
#: names and loan words seldom pass a quarter, English prose has three quarters.
MOST_FOREIGN = 0.5


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What one generation teaches about questions, to one set of readers."""

    directory: DocumentDirectory
    restorer: Restorer

    def restored(self, question: str) -> str:
        """The question with its diacritics; one in another language stays as it is."""
        words = [fold(match_form(word)) for word in question.split() if word.isalpha()]
        foreign = sum(word not in unmarked_syllables() for word in words)
        if foreign > MOST_FOREIGN * len(words):
            return question
        return self.restorer.restore(question).text

    def named(self, question: str) -> tuple[str, str] | None:
        """The one document that a question names, as (id, name)."""
        for mention in _mentions(question, self.directory):
            if len(mention.documents) == 1:
                return mention.documents[0], self.directory.short_name(mention.documents[0])
        return None


class Understanding:
    """Understands questions; remembers what each generation knows.  Thread-safe.

    Without ``restores`` missing diacritics stay missing, for comparison; without
    an ``embedder`` every question is taken to ask for content.
    """

    def __init__(self, embedder: Embedder | None = None, *, restores: bool = True) -> None:
        self._restores = restores
        self._embedder = embedder
        self._intents = IntentReader(embedder) if embedder else None
        # A generation that nobody reads any more takes what it taught with it.
        self._known: WeakKeyDictionary[Generation, dict[tuple[str, ...], Knowledge]] = (
            WeakKeyDictionary()
        )
        self._lock = threading.Lock()

    def understand(
        self, question: str, reading: Reading, scope: Scope, history: Sequence[Turn] = ()
    ) -> Query:
        """The query that a question means in one generation and conversation."""
        known = self.knowledge(reading)
        separated = _GLUED.sub(r"\1 ", question)
        restored = known.restored(separated) if self._restores else separated
        resolved = resolve(restored, _topics(history, known, reading), known.named)
        understood = in_official_words(resolved.text, reading)
        mentions = _mentions(understood, known.directory)
        placed = in_official_words(resolved.search_text, reading)
        search_text, asked_text = written_out(placed, reading)
        if _IN_INTERVIEW.search(placed) and reading.documents(kind=Kind.INTERVIEW, limit=1).total:
            placed = _IN_INTERVIEW.sub(" ", placed)
            if not scope.kinds and not scope.documents:
                scope = replace(scope, kinds=(Kind.INTERVIEW,))
        if resolved.interview is not None and not scope.documents:
            scope = replace(scope, documents=(resolved.interview,))
            placed = placed.replace(f"({INTERVIEW})", " ")
        bare = _without_names(placed, mentions, known.directory)
        _, bare_text = written_out(bare, reading)
        _, core_text = written_out(_content(bare), reading)
        intents, vector = self._read(
            search_text, self._masked(resolved, understood, mentions, reading)
        )
        return Query(
            question=question,
            understood_as=understood,
            search_text=search_text,
            asked_text=asked_text,
            bare_text=bare_text,
            core_text=core_text,
            scope=scope,
            mentions=mentions,
            provisions=tuple(find_provisions(resolved.own)[:MOST_PROVISIONS]),
            follows_up=resolved.follows_up,
            may_stand_alone=resolved.may_stand_alone,
            intents=intents,
            vector=vector,
        )

    def _masked(
        self, resolved: Resolved, text: str, mentions: Sequence[Mention], reading: Reading
    ) -> str:
        """What is asked now, without the question before it, its documents masked."""
        directory = self.knowledge(reading).directory
        if resolved.own != resolved.text:
            text = in_official_words(resolved.own, reading)
            mentions = _mentions(text, directory)
        return masked(text, list(_named_ranges(text, mentions, directory)))

    @timed("embed")
    def _read(self, sought: str, asked: str) -> tuple[Intents, Vectors | None]:
        """What is asked for, and the vector of what is looked for."""
        if self._embedder is None or self._intents is None:
            return Intents(), None
        vectors = self._embedder.embed_queries(list(dict.fromkeys([sought, asked])))
        return self._intents.read(vectors[-1:]), vectors[:1]

    def knowledge(self, reading: Reading) -> Knowledge:
        """What the generation of ``reading`` teaches, read once."""
        with self._lock:
            of_generation = self._known.setdefault(reading.index, {})
            known = of_generation.get(reading.partitions)
            if known is None:
                while len(of_generation) >= REMEMBERED:
                    of_generation.pop(next(iter(of_generation)))
                statistics = readable_syllables(reading.index.statistics, reading.partitions)
                known = Knowledge(read_directory(reading), Restorer(statistics))
                of_generation[reading.partitions] = known
        return known


def _without_names(question: str, mentions: Sequence[Mention], directory: DocumentDirectory) -> str:
    """The question without the documents it names and what is only part of their names.

    Which document is meant is known then; its name must not count as words to be
    found, or any sentence that names it would seem to answer.  "Chỉ thị 05-CT/TW
    về học tập và làm theo ..." is one name.
    """
    kept: list[str] = []
    position = 0
    for start, end in _named_ranges(question, mentions, directory):
        kept.append(_without_according(question[position:start]))
        reports = _REPORTS.match(question, end)
        position = reports.end() if reports else end
    rest = _EMPTY_BRACKETS.sub("", " ".join([*kept, question[position:]]))
    return rest if words_of(rest) else question


def _named_ranges(
    question: str, mentions: Sequence[Mention], directory: DocumentDirectory
) -> Iterator[tuple[int, int]]:
    """Where a question names documents, each with what is only part of its name."""
    position = 0
    for mention in mentions:
        if not (mention.documents or any(map(str.isdigit, mention.text))):
            continue
        start = question.find(mention.text, position)
        if start < 0:
            continue
        end = start + len(mention.text)
        end += _rest_of_name(question, end, [directory.title(d) for d in mention.documents])
        yield start, end
        position = end


def _without_according(before: str) -> str:
    """What stands before a document's name, without the words that only join it on."""
    bare = before.rstrip()
    for word in list(_WORD.finditer(bare))[-_ACCORDING_WORDS:]:
        if _ACCORDING.fullmatch(bare, word.start()):
            return bare[: word.start()].rstrip().removesuffix(",").rstrip()
    return before


def _rest_of_name(question: str, start: int, titles: Sequence[str]) -> int:
    """How many characters behind a document's number repeat its title: "về ...", or none."""
    about = _ABOUT.match(question, start)
    if about is None:
        return 0
    known = {word for title in titles for word in words_of(title)}
    end = about.end()
    repeated = 0
    for word in _WORD.finditer(question, about.end()):
        if not known.issuperset(words_of(word[0])):
            break
        end, repeated = word.end(), repeated + 1
    return end - start if repeated >= NAME_WORDS else 0


def _content(question: str) -> str:
    """What is asked, without asking.

    "Văn bản nào", "bao nhiêu" and "ngày tháng năm nào" say of what kind the
    answer is, and it need not hold these words.
    """
    shorter = _ASKING.sub(" ", question)
    return shorter if len(words_of(shorter)) >= LEFT_OF_QUESTION else question


def _topics(history: Sequence[Turn], known: Knowledge, reading: Reading) -> list[Topic]:
    """What each earlier question was about, itself completed from those before it."""
    topics: list[Topic] = []
    for turn in history:
        restored = known.restored(turn.question)
        # What a client gives back as it was understood holds the question before it already.
        is_complete = bool(topics) and restored.startswith(topics[-1].question)
        resolved = resolve(restored, () if is_complete else topics, known.named)
        if resolved.may_stand_alone and _stood_alone(turn, topics[-1]):
            resolved = resolve(restored, (), known.named)
        mentions = [m for m in _mentions(resolved.text, known.directory) if len(m.documents) == 1]
        document, name, interview, speaker = None, None, resolved.interview, None
        if mentions:
            document = mentions[0].documents[0]
        elif len(turn.documents) == 1 and known.directory.has(turn.documents[0]):
            document = turn.documents[0]
        elif len(turn.documents) == 1:
            about = reading.summaries(turn.documents).get(turn.documents[0])
            if about is not None and about.metadata.kind is Kind.INTERVIEW:
                interview, speaker = about.id, about.metadata.speaker
        if document is not None:
            name = known.directory.short_name(document)
        mention = mentions[0].text if mentions else None
        topics.append(Topic(resolved.text, document, name, mention, interview, speaker))
    return topics


def _stood_alone(turn: Turn, before: Topic) -> bool:
    """Whether a question was answered from elsewhere than the one before it."""
    return bool(turn.documents) and not {before.document, before.interview} & set(turn.documents)


def _mentions(question: str, directory: DocumentDirectory) -> tuple[Mention, ...]:
    found = find_references(question, directory.names)[:MOST_MENTIONS]
    found += directory.bare_references(question, found)[: MOST_MENTIONS - len(found)]
    titled = directory.titled(question, [(each.start, each.end) for each in found])
    by_title = [Mention(question[start:end], (key,), start, end) for key, start, end in titled]
    by_reference = [
        Mention(
            text=question[reference.start : reference.end],
            documents=tuple(entry.id for entry in directory.resolve(reference)),
            start=reference.start,
            end=reference.end,
        )
        for reference in found
    ]
    return tuple(sorted((*by_reference, *by_title), key=lambda each: each.start))

"""Questions for documents, not for what they say: which documents are asked for.

That documents are asked for is read from the question's vector (see ``intents``).  What
restricts them is read from its words: a type, years, whether they are in force, the newest
or the oldest, then names that the library knows as issuers or signers.  Words that
exemplars of such questions use say nothing more; whatever is left is the subject, which
must stand in a document's title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hoidap.domain import Kind, Standing
from hoidap.questions.intents import VALUE, Intent, exemplar_pairs, parted_words
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.question_words import is_question_word

_OUT_OF_FORCE: Final = frozenset({Standing.REPLACED, Standing.EXPIRED})
_IN_FORCE: Final = frozenset(Standing) - _OUT_OF_FORCE
#: What is asked for by any name, and interviews.
_ANY: Final = ("văn bản", "tài liệu")
_INTERVIEWS: Final = ("bài phỏng vấn", "cuộc phỏng vấn", "phỏng vấn", "bài báo")
_TYPES: Final = tuple(TYPE_WORDS.split("|"))
_NEWEST: Final = ("mới nhất", "mới ra gần đây nhất", "gần đây nhất", "gần nhất", "mới ban hành")
_OLDEST: Final = ("cũ nhất", "sớm nhất", "lâu nhất", "đầu tiên", "xưa nhất")
#: The negative first: it holds the words of the other.
_STANDINGS: Final = (
    ("hết hiệu lực", _OUT_OF_FORCE),
    ("không còn hiệu lực", _OUT_OF_FORCE),
    ("không còn áp dụng", _OUT_OF_FORCE),
    ("bị thay thế", _OUT_OF_FORCE),
    ("được thay thế", _OUT_OF_FORCE),
    ("bị bãi bỏ", _OUT_OF_FORCE),
    ("còn hiệu lực", _IN_FORCE),
    ("có hiệu lực", _IN_FORCE),
    ("hiện hành", _IN_FORCE),
    ("còn áp dụng", _IN_FORCE),
)
_COUNTING: Final = frozenset({"bao", "mấy"})
#: Behind these words a year begins a time, behind those it ends one.
_SINCE, _AFTER, _BEFORE = "từ", "sau", "trước"


@dataclass(frozen=True, slots=True)
class DocumentsAsked:
    """Which documents are asked for; what is None or empty restricts nothing."""

    type: str | None = None  # in match form: "chỉ thị"
    kind: Kind | None = None
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    standings: frozenset[Standing] = field(default_factory=frozenset)
    newest: bool = False
    oldest: bool = False
    counts: bool = False

    @property
    def restricts(self) -> bool:
        """Whether anything but a type is said of the documents."""
        return replace(self, type=None, kind=None, counts=False) != DocumentsAsked()


def documents_asked(
    question: str, issuers: Iterable[str], signers: Iterable[str]
) -> DocumentsAsked | None:
    """What documents a question asks for, given the names that the library knows.

    None when it names no kind of document.
    """
    form = f" {' '.join(parted_words(question))} "
    heads = [(form.find(f" {name} "), -len(name), name) for name in (*_ANY, *_INTERVIEWS, *_TYPES)]
    head = min((each for each in heads if each[0] >= 0), default=None)
    if head is None:
        return None
    asked = _of_kind(head[2])
    form = form.replace(f" {head[2]} ", " . ", 1)
    asked, form = _with_years(asked, question, form)
    for phrase, standings in _STANDINGS:
        if not asked.standings and f" {phrase} " in form:
            asked, form = replace(asked, standings=standings), form.replace(f" {phrase} ", " . ")
    for phrases, name in ((_NEWEST, "newest"), (_OLDEST, "oldest")):
        for phrase in phrases:
            if f" {phrase} " in form:
                asked = replace(asked, newest=name == "newest", oldest=name == "oldest")
                form = form.replace(f" {phrase} ", " . ")
    asked = replace(asked, counts=not _COUNTING.isdisjoint(form.split()))
    return _with_names(asked, form, tuple(issuers), tuple(signers))


def is_part(said: str, known: str) -> bool:
    """Whether a name as it was asked for is that of ``known``, with or without an office."""
    told, full = fold(match_form(said)).split(), fold(match_form(known)).split()
    return bool(full) and (
        told[-len(full) :] == full or any(told == full[i : i + len(told)] for i in range(len(full)))
    )


def _of_kind(head: str) -> DocumentsAsked:
    if head in _INTERVIEWS:
        return DocumentsAsked(kind=Kind.INTERVIEW)
    if head in _ANY:
        return DocumentsAsked(kind=None if head == "tài liệu" else Kind.DIRECTIVE)
    return DocumentsAsked(kind=Kind.DIRECTIVE, type=head)


def _with_years(asked: DocumentsAsked, question: str, form: str) -> tuple[DocumentsAsked, str]:
    """The years that are said, one or a first and a last."""
    years = [each.interval[0].year for each in find_dates(question) if each.interval]
    words = form.split()
    for year in years:
        if str(year) in words:
            place = words.index(str(year))
            before = [each for each in words[max(0, place - 3) : place] if each != "năm"]
            words[place] = "."
            last = before[-1] if before else ""
            if last == _BEFORE:
                asked = replace(asked, last_year=year - 1)
            elif last in (_SINCE, _AFTER):
                asked = replace(asked, first_year=year + (last == _AFTER))
            else:
                asked = replace(asked, first_year=asked.first_year or year, last_year=year)
    return asked, f" {' '.join(words)} "


def _with_names(
    asked: DocumentsAsked, form: str, issuers: Sequence[str], signers: Sequence[str]
) -> DocumentsAsked:
    """Whatever the exemplars do not say: signers, issuers, subjects."""
    for run in _runs(form.split()):
        if any(is_part(run, name) for name in signers):
            asked = replace(asked, signers=(*asked.signers, run))
        elif any(is_part(run, name) for name in issuers):
            asked = replace(asked, issuers=(*asked.issuers, run))
        else:
            asked = replace(asked, subjects=(*asked.subjects, run))
    return asked


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Neighbouring words that no exemplar uses beside its values."""
    known = exemplar_pairs(Intent.CATALOGUE)
    padded, run = [".", *words, "."], list[str]()
    for before, word, after in zip(padded, padded[1:], [*padded[2:], "."], strict=False):
        said = (before, word) in known or (word, after) in known
        said = said or (word, VALUE) in known or (bool(run) and (VALUE, word) in known)
        if word != "." and not said and not is_question_word(word):
            run.append(word)
            continue
        if run:
            yield " ".join(run)
        run = []

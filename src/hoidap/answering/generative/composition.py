"""A model's draft becomes sentences that may be shown.

1. Each sentence is checked against the passages it cites; when they do not
   support it, against the others: a right sentence with a wrong number keeps
   its content and gets the right citation.
2. What fails is asked for again once, with the reason, after the draft has
   ended (a small server answers one request at a time).
3. What fails again gives way to the sentence of the passages that it comes
   nearest to, word for word, or is dropped.

What was done is counted; the reader is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from hoidap.answering.generative import prompts
from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.drafts import Draft, drafts
from hoidap.answering.generative.evidence import CLOSE, OPEN, Source, heading, written_out
from hoidap.answering.verification.checker import ClaimChecker
from hoidap.answering.verification.faults import Fault, FaultKind
from hoidap.answering.verification.lacking import lacking_facts
from hoidap.answering.verification.quotation import honest_quotes
from hoidap.answering.verification.verdict import Evidence, Support, Verdict
from hoidap.vietnamese.normalisation import match_form

#: Sentences asked for, and shown at most: a model that writes more repeats itself.
SENTENCES: Final = 6
MOST_SENTENCES: Final = 12
#: Sentences asked for again: each costs as long as a short answer.
MOST_REPAIRS: Final = 3
#: A failed sentence gives way to a verbatim one that holds this share of its content.
NEAR_ENOUGH: Final = 0.6

#: "Theo đoạn 1," and the like: the citation says it.
_ACCORDING: Final = re.compile(
    r"\A(?:theo|tại|trong)?\s*(?:các |những )?đoạn(?: tài liệu| trích)?(?: số)? \d+"
    r"(?: (?:và|,) \d+)*(?: nêu(?: rõ)?| quy định| cho biết)?[,:]?\s+(?:rằng )?",
    re.IGNORECASE,
)
_PREFACE: Final = re.compile(r"\A(?:Theo|Căn cứ|Tại) [^,]{3,120}, ")


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence that may be shown and what it rests on, by index of its source."""

    text: str
    support: tuple[Support, ...]
    generated: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as the model wrote it first, and what was wrong with it."""

    draft: Draft
    faults: tuple[Fault, ...]
    lacking: tuple[Fault, ...]  # facts that the passages it cites do not hold


@dataclass(slots=True)
class Record:
    """What happened to a draft."""

    judged: list[Judged] = field(default_factory=list)
    repaired: int = 0
    replaced: int = 0
    dropped: int = 0
    silent: str = ""  # why the model stopped early


class Composition:
    """One answer being written from numbered sources."""

    def __init__(
        self,
        connection: ModelConnection,
        sources: Sequence[Source],
        deadline: Deadline,
        is_relevant: Callable[[Checked], bool],
        checker: ClaimChecker | None = None,
    ) -> None:
        self._connection = connection
        self._sources = sources
        self._deadline = deadline
        self._is_relevant = is_relevant
        self._texts = [source.text for source in sources]
        self._headings = [heading(source) for source in sources]
        self._evidence = Evidence(self._texts, self._headings, checker)
        self._shown: set[str] = set()
        self.record = Record()

    def sentences(self, task: str) -> Iterator[Checked]:
        """Checked sentences, each as soon as it is; the model's failure ends them, no more."""
        failed: list[tuple[Draft, Verdict]] = []
        count = 0
        for draft in self._drafts(task):
            checked, verdict = self._check(draft)
            self._note(draft, verdict)
            if checked is None:
                failed.append((draft, verdict))
            elif self._is_new(checked):
                self._deadline.extend()
                count += 1
                yield checked
            if count >= MOST_SENTENCES or len(failed) > MOST_SENTENCES:
                break
        for position, (draft, verdict) in enumerate(failed):
            other = self._otherwise(draft, verdict, may_ask=position < MOST_REPAIRS)
            if other is not None and self._is_new(other):
                yield other

    def _drafts(self, task: str) -> Iterator[Draft]:
        system = prompts.SYSTEM.format(sentences=SENTENCES, open=OPEN, close=CLOSE)
        with closing(self._connection.stream(system, task, self._deadline)) as pieces:
            try:
                yield from drafts(pieces)
            except SilentModelError as error:
                self.record.silent = str(error)

    def _check(self, draft: Draft) -> tuple[Checked | None, Verdict]:
        """The sentence as it may be shown, or None, with the verdict on it."""
        text = _sentence(honest_quotes(_ACCORDING.sub("", draft.text), self._texts))
        cited = [n - 1 for n in draft.cited if 1 <= n <= len(self._sources)]
        verdict = self._evidence.check(text, cited) if cited else _UNCITED
        if not verdict.supported:
            anywhere = self._evidence.check(text)
            verdict = anywhere if anywhere.supported or not cited else verdict
        if not verdict.supported and (preface := _PREFACE.match(text)):
            rest = _sentence(text[preface.end() :])
            without = self._evidence.check(rest)
            if without.supported:
                text, verdict = rest, without
        quotes = [self._texts[each.passage][each.start : each.end] for each in verdict.support]
        above = [self._headings[number] for number in {each.passage for each in verdict.support}]
        if not verdict.supported or lacking_facts(text, [*quotes, *above]):
            return None, verdict
        return Checked(text, verdict.support), verdict

    def _note(self, draft: Draft, verdict: Verdict) -> None:
        cited = [self._texts[n - 1] for n in draft.cited if 1 <= n <= len(self._sources)]
        lacking = lacking_facts(draft.text, cited)
        self.record.judged.append(Judged(draft, verdict.faults, tuple(lacking)))

    def _otherwise(self, draft: Draft, verdict: Verdict, *, may_ask: bool) -> Checked | None:
        """Steps 2 and 3 of the module for one failed sentence."""
        if may_ask and not self._deadline.passed and not self.record.silent:
            again = self._repaired(draft, verdict)
            if again is not None and match_form(again.text).rstrip(" .;") not in self._shown:
                self.record.repaired += 1
                return again
        nearest = self._evidence.check(draft.text)
        verbatim = self._verbatim(nearest)
        if verbatim is None:
            self.record.dropped += 1
        else:
            self.record.replaced += 1
        return verbatim

    def _repaired(self, draft: Draft, verdict: Verdict) -> Checked | None:
        reasons = "; ".join(
            prompts.REASONS[fault.kind.value].format(text=fault.text) for fault in verdict.faults
        )
        task = prompts.REPAIR.format(
            passages=written_out(self._sources), sentence=draft.text, reasons=reasons
        )
        for again in self._drafts(task):
            return self._check(again)[0]
        return None

    def _verbatim(self, nearest: Verdict) -> Checked | None:
        """The first sentence that a failed one comes near to, word for word."""
        if nearest.share < NEAR_ENOUGH or not nearest.support:
            return None
        place = nearest.support[0]
        text = self._texts[place.passage][place.start : place.end]
        return Checked(text, (place,), generated=False)

    def _is_new(self, checked: Checked) -> bool:
        """Whether it was not said yet and belongs to the question; remembers it."""
        form = match_form(checked.text).rstrip(" .;")
        if form in self._shown or not self._is_relevant(checked):
            return False
        self._shown.add(form)
        return True


_UNCITED: Final = Verdict(0.0, (Fault(FaultKind.CITATION, ""),), ())


def _sentence(text: str) -> str:
    """With a capital at its beginning and a stop at its end."""
    text = text.strip(" ,;:")
    if not text:
        return text
    ended = text if text[-1] in ".!?…" else text + "."
    return ended[0].upper() + ended[1:]

"""``hoidap ask`` and ``hoidap search``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.answering.naming import place_in_print
from hoidap.api.schemas import AnswerOut, SearchHit, SearchOut
from hoidap.cli.printing import print_json
from hoidap.domain import Answer, AnswerSentence, Citation, Engine, Kind
from hoidap.retrieval.query import Scope
from hoidap.settings import load

#: Characters of a passage shown in a table row.
EXCERPT = 160


def scope(
    kinds: Sequence[Kind] | None, documents: Sequence[str] | None, as_of: datetime | None
) -> Scope:
    """The scope that command-line options describe."""
    return Scope(
        kinds=tuple(kinds or ()),
        documents=tuple(documents or ()),
        as_of=as_of.date() if as_of else None,
    )


def ask(
    question: str, data: Path | None, where: Scope, engine: Engine | None, *, as_json: bool
) -> None:
    """Print the answer to a question."""
    with Assistant.open(load(data=data)) as assistant:
        answer = assistant.ask(question, scope=where, engine=engine)
    if as_json:
        print_json(AnswerOut.of(answer).model_dump(mode="json"))
    else:
        _print_answer(Console(), answer)


def search(query: str, data: Path | None, where: Scope, limit: int, *, as_json: bool) -> None:
    """Print the passages nearest to a query."""
    with Assistant.open(load(data=data)) as assistant:
        found = assistant.search(query, scope=where, limit=limit)
    if as_json:
        hits = [SearchHit.of(ranked) for ranked in found.passages]
        result = SearchOut(
            query=query,
            understood_as=found.query.understood_as,
            hits=hits,
            generation=found.generation,
        )
        print_json(result.model_dump(mode="json"))
        return
    table = Table("#", "Document", "Locator", "Passage", "Score", "Cosine", "BM25")
    for rank, ranked in enumerate(found.passages, start=1):
        text = " ".join(ranked.passage.text.split())
        table.add_row(
            str(rank),
            ranked.metadata.number or ranked.metadata.title,
            ranked.passage.locator,
            text if len(text) <= EXCERPT else text[:EXCERPT] + "…",
            *(f"{value:.3f}" for value in (ranked.score, ranked.dense, ranked.lexical)),
        )
    Console().print(table)


def _print_answer(console: Console, answer: Answer) -> None:
    if answer.understood_as != answer.question:
        console.print(f"Đã hiểu là: {answer.understood_as}", style="dim", highlight=False)
    for warning in answer.warnings:
        console.print(f"⚠ {warning.text}", style="yellow", highlight=False)
    if answer.sentences:
        for sentence in answer.sentences:
            console.print(_sentence(sentence))
        for citation in answer.citations:
            _print_source(console, citation, f"[{citation.n}]")
        return
    console.print(answer.answer, highlight=False)
    for citation in answer.suggestions:
        _print_source(console, citation, "•")


def _sentence(sentence: AnswerSentence) -> Text:
    text = Text(sentence.text)
    if sentence.short_answer:
        text.stylize("bold green", sentence.short_answer.start, sentence.short_answer.end)
    text.append("".join(f" [{n}]" for n in sentence.citations), style="cyan")
    return text


def _print_source(console: Console, citation: Citation, mark: str) -> None:
    about = [
        citation.number or "",
        citation.title,
        citation.locator,
        f"{citation.issued_on:%d/%m/%Y}" if citation.issued_on else "",
        texts.CHAT_DIGEST if citation.digest else "",
        place_in_print(citation.page, citation.ocr_confidence),
    ]
    console.print(
        Text.assemble((f"{mark} ", "cyan"), (" · ".join(part for part in about if part), "dim"))
    )
    console.print(Padding(Text(f"“{citation.quote}”", style="dim italic"), (0, 0, 0, 4)))

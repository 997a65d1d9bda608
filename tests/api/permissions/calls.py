"""How each endpoint is called to get at a hidden document.

Each endpoint of the API's own description is called in several ways, with ids,
words and filters that aim at a document which the caller may not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hoidap.vietnamese.folding import fold
from tests.api.planted import PUBLIC, QUESTION, Planted


@dataclass(frozen=True)
class Target:
    """A planted document with what the index and the trainers' desk hold of it."""

    planted: Planted
    passages: tuple[str, ...]
    #: Packs about it and a live session of each: (pack id, session id), one for each owner.
    packs: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        return self.planted.id

    @property
    def mark(self) -> str:
        return self.planted.mark

    @property
    def word(self) -> str:
        return self.planted.word


@dataclass(frozen=True)
class Call:
    """One request."""

    method: str
    path: str
    more: dict[str, Any]

    @property
    def said(self) -> str:
        return f"{self.path} {self.more}".lower()


def questions(hidden: Target) -> list[str]:
    """Questions that meet a hidden document, with and without its own words."""
    return [
        QUESTION,
        fold(QUESTION),
        f"Phòng {fold(hidden.word)} làm nhiệm vụ gì?",
        f"Quy định 12-{hidden.mark}/TW nêu gì về kiểm kê tài sản?",
    ]


def asked(path: str) -> Callable[[Target], Iterator[Call]]:
    def calls(hidden: Target) -> Iterator[Call]:
        for question in questions(hidden):
            yield Call("POST", path, {"json": {"question": question}})
        scoped = {"question": QUESTION, "documents": [hidden.id]}
        yield Call("POST", path, {"json": scoped})
        turn = {"question": "Nói về gì?", "answer": "", "documents": [hidden.id]}
        yield Call("POST", path, {"json": {"question": QUESTION, "history": [turn]}})

    return calls


def searched(hidden: Target) -> Iterator[Call]:
    for question in questions(hidden):
        yield Call("GET", "/v1/search", {"params": {"q": question, "limit": 50}})
    yield Call("GET", "/v1/search", {"params": {"q": QUESTION, "document": hidden.id}})
    yield Call("GET", "/v1/search", {"params": {"q": QUESTION, "as_of": "2021-01-01"}})


def listed(path: str) -> Callable[[Target], Iterator[Call]]:
    def calls(hidden: Target) -> Iterator[Call]:
        yield Call("GET", path, {"params": {"limit": 200}})
        yield Call("GET", path, {"params": {"issuer": f"Ban {hidden.mark}"}})
        yield Call("GET", path, {"params": {"year": 2020, "standing": "replaced"}})

    return calls


def library(hidden: Target) -> Iterator[Call]:
    yield from listed("/v1/library")(hidden)
    yield Call("GET", "/v1/library", {"params": {"q": "kiem ke"}})
    yield Call("GET", "/v1/library", {"params": {"q": hidden.mark}})
    yield Call("GET", "/v1/library", {"params": {"number": f"12-{hidden.mark}/TW"}})


def examples(hidden: Target) -> Iterator[Call]:
    yield Call("GET", "/v1/examples", {})
    yield Call("GET", "/v1/examples", {"params": {"document": hidden.id}})


def feedback(hidden: Target) -> Iterator[Call]:
    vote = {"id": "12345678", "verdict": "down", "question": QUESTION, "status": "answered"}
    vote |= {"answer": f"{hidden.mark} {hidden.word}", "generation": "000001"}
    yield Call("POST", "/v1/feedback", {"json": vote})


def chatted(hidden: Target) -> Iterator[Call]:
    for question in questions(hidden):
        for stream in (False, True):
            messages = [
                {"role": "user", "content": "Nói về gì?"},
                {"role": "assistant", "content": f"/tai-lieu/{hidden.id}#0-9"},
                {"role": "user", "content": question},
            ]
            body = {"model": "hoidap", "messages": messages, "stream": stream}
            yield Call("POST", "/v1/chat/completions", {"json": body})


def uploaded(method: str, form: str) -> Callable[[Target], Iterator[Call]]:
    def calls(hidden: Target) -> Iterator[Call]:
        files = {"file": ("a.md", b"x", "text/markdown")}
        more: dict[str, Any] = {"files": files, "data": {"access": "public"}}
        yield Call(method, form.format(hidden.id), {} if method == "DELETE" else more)

    return calls


def compared(path: str) -> Callable[[Target], Iterator[Call]]:
    def calls(hidden: Target) -> Iterator[Call]:
        for left, right in ((hidden.id, PUBLIC.id), (PUBLIC.id, hidden.id), (hidden.id,) * 2):
            yield Call("GET", path, {"params": {"left": left, "right": right}})

    return calls


def packed(hidden: Target) -> Iterator[Call]:
    for wanted in ({"documents": [hidden.id]}, {"topic": QUESTION}):
        yield Call("POST", "/v1/study-packs", {"json": wanted | {"questions": 0}})


def of_pack(method: str, path: str, **more: Any) -> Callable[[Target], Iterator[Call]]:
    """A saved pack that quotes the hidden document; its owner read it when it was made."""

    def calls(hidden: Target) -> Iterator[Call]:
        for pack_id, session_id in hidden.packs:
            place = path.format(session=session_id)
            yield Call(method, f"/v1/study-packs/{pack_id}{place}", more)

    return calls


def plain(method: str, path: str) -> Callable[[Target], Iterator[Call]]:
    return lambda _: iter([Call(method, path, {})])


def live(method: str, what: str, body: dict[str, Any]) -> Callable[[Target], Iterator[Call]]:
    """A code that nobody gave out: knowing one is all that a session asks for."""
    return lambda _: iter([Call(method, f"/v1/live/AAAAAA/{what}", {"json": body})])


#: How each endpoint is called; ``{document}`` and ``{passage}`` stand for hidden ones.
WALK: dict[tuple[str, str], Callable[[Target], Iterator[Call]]] = {
    ("GET", "/healthz"): plain("GET", "/healthz"),
    ("GET", "/readyz"): plain("GET", "/readyz"),
    ("GET", "/metrics"): plain("GET", "/metrics"),
    ("POST", "/v1/ask"): asked("/v1/ask"),
    ("POST", "/v1/ask/stream"): asked("/v1/ask/stream"),
    ("GET", "/v1/search"): searched,
    ("GET", "/v1/documents"): listed("/v1/documents"),
    ("GET", "/v1/documents/{document_id}"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}", {})]
    ),
    ("GET", "/v1/documents/{document_id}/changes"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}/changes", {})]
    ),
    ("GET", "/v1/comparisons"): compared("/v1/comparisons"),
    ("GET", "/v1/comparisons.docx"): compared("/v1/comparisons.docx"),
    ("GET", "/v1/documents/{document_id}/original"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}/original", {})]
    ),
    ("GET", "/v1/documents/{document_id}/pages/{page}"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}/pages/1", {})]
    ),
    ("GET", "/v1/documents/{document_id}/pages/{page}/marks"): lambda hidden: iter(
        [
            Call(
                "GET",
                f"/v1/documents/{hidden.id}/pages/1/marks",
                {"params": {"start": 0, "end": 9}},
            )
        ]
    ),
    ("POST", "/v1/documents"): uploaded("POST", "/v1/documents"),
    ("PUT", "/v1/documents/{document_id}"): uploaded("PUT", "/v1/documents/{}"),
    ("DELETE", "/v1/documents/{document_id}"): uploaded("DELETE", "/v1/documents/{}"),
    ("GET", "/v1/jobs"): plain("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/{job_id}"): plain("GET", "/v1/jobs/none"),
    ("GET", "/v1/passages/{passage_id}"): lambda hidden: iter(
        [Call("GET", f"/v1/passages/{each}", {}) for each in hidden.passages]
    ),
    ("GET", "/v1/library"): library,
    ("GET", "/v1/examples"): examples,
    ("POST", "/v1/feedback"): feedback,
    ("GET", "/v1/admin/summary"): plain("GET", "/v1/admin/summary"),
    ("GET", "/v1/admin/questions"): plain("GET", "/v1/admin/questions"),
    ("GET", "/v1/admin/questions.csv"): plain("GET", "/v1/admin/questions.csv"),
    ("GET", "/v1/admin/votes"): plain("GET", "/v1/admin/votes"),
    ("GET", "/v1/admin/votes.csv"): plain("GET", "/v1/admin/votes.csv"),
    ("DELETE", "/v1/admin/users/{user}/questions"): plain("DELETE", "/v1/admin/users/an/questions"),
    ("POST", "/v1/study-packs"): packed,
    ("GET", "/v1/study-packs"): plain("GET", "/v1/study-packs"),
    ("GET", "/v1/study-packs/{pack_id}"): of_pack("GET", ""),
    ("PATCH", "/v1/study-packs/{pack_id}"): of_pack("PATCH", "", json={"version": 1}),
    ("DELETE", "/v1/study-packs/{pack_id}"): plain("DELETE", f"/v1/study-packs/{'0' * 24}"),
    ("POST", "/v1/study-packs/{pack_id}/duplicate"): of_pack("POST", "/duplicate"),
    ("GET", "/v1/study-packs/{pack_id}/versions"): of_pack("GET", "/versions"),
    ("GET", "/v1/study-packs/{pack_id}/export"): of_pack("GET", "/export?format=markdown"),
    ("GET", "/v1/study-packs/{pack_id}/pictures/{name}"): of_pack("GET", "/pictures/timeline"),
    ("POST", "/v1/study-packs/{pack_id}/sessions"): of_pack("POST", "/sessions", json={}),
    ("GET", "/v1/study-packs/{pack_id}/sessions"): of_pack("GET", "/sessions"),
    ("GET", "/v1/study-packs/{pack_id}/sessions/{session_id}"): of_pack(
        "GET", "/sessions/{session}"
    ),
    ("POST", "/v1/study-packs/{pack_id}/sessions/{session_id}/close"): of_pack(
        "POST", "/sessions/{session}/close"
    ),
    ("GET", "/v1/study-packs/{pack_id}/sessions/{session_id}/results.csv"): of_pack(
        "GET", "/sessions/{session}/results.csv"
    ),
    ("GET", "/v1/live/{code}"): plain("GET", "/v1/live/AAAAAA"),
    ("POST", "/v1/live/{code}/participants"): live("POST", "participants", {"name": "An"}),
    ("POST", "/v1/live/{code}/paper"): live("POST", "paper", {"participant": "x"}),
    ("PUT", "/v1/live/{code}/answers"): live(
        "PUT", "answers", {"participant": "x", "item": "q1", "given": {"chosen": [0]}}
    ),
    ("POST", "/v1/live/{code}/finish"): live("POST", "finish", {"participant": "x"}),
    ("GET", "/v1/models"): plain("GET", "/v1/models"),
    ("GET", "/v1/models/{model}"): plain("GET", "/v1/models/hoidap"),
    ("POST", "/v1/chat/completions"): chatted,
}


def walk(targets: Iterable[Target]) -> list[Call]:
    """Every call that aims at one of these documents, each once, endpoint by endpoint."""
    made = [call for calls in WALK.values() for target in targets for call in calls(target)]
    return list({repr(call): call for call in made}.values())

"""What readers do, for locust: questions in both spellings, streams, searches, documents.

A refusal with 429 is an answer too, counted by itself and followed by a short
wait; anything else but success is a failure.
"""

from __future__ import annotations

import os
import random
from typing import Any

from locust import HttpUser, between, task

from hoidap.vietnamese.folding import fold
from tests.load.corpus import document_id, headings, sentences

KEY = os.environ["LOAD_KEY"]
#: Documents of the index.
DOCUMENTS = int(os.environ["LOAD_DOCUMENTS"])
#: Seconds between two requests of one reader.
THINKING = float(os.environ.get("LOAD_THINKING", "1"))
#: Words of a sentence that a reader remembers and searches for.
REMEMBERED = 8

HEADINGS = headings()
SENTENCES = sentences()


def question() -> str:
    """A question as readers type it, half of them without diacritics."""
    asked = random.choice(
        (
            f"{random.choice(HEADINGS)} được quy định như thế nào?",
            f"Quy định về {random.choice(HEADINGS).lower()} là gì?",
            f"{' '.join(random.choice(SENTENCES).split()[:REMEMBERED])} thì sao?",
        )
    )
    return fold(asked) if random.random() < 0.5 else asked


class Reader(HttpUser):
    """Somebody who asks, reads on, and asks again."""

    wait_time = between(THINKING * 0.5, THINKING * 1.5)

    def on_start(self) -> None:
        """Present the key."""
        self.client.headers["Authorization"] = f"Bearer {KEY}"

    @task(6)
    def ask(self) -> None:
        """Ask and take the whole answer."""
        self._call("POST", "/v1/ask", json={"question": question()})

    @task(2)
    def stream(self) -> None:
        """Ask and read the answer as it comes."""
        self._call("POST", "/v1/ask/stream", json={"question": question()})

    @task(2)
    def search(self) -> None:
        """Look for passages."""
        self._call("GET", "/v1/search", params={"q": question()})

    @task(1)
    def document(self) -> None:
        """Open a document."""
        number = random.randrange(DOCUMENTS)
        self._call("GET", f"/v1/documents/{document_id(number)}", name="/v1/documents/{id}")

    @task(1)
    def health(self) -> None:
        """What a monitor does."""
        with self.client.get("/healthz", catch_response=True) as response:
            if response.status_code != 200:
                response.failure(f"health is not green: {response.status_code}")

    def _call(self, method: str, path: str, name: str | None = None, **more: Any) -> None:
        with self.client.request(
            method, path, name=name or path, catch_response=True, **more
        ) as response:
            if response.status_code == 429:
                response.request_meta["name"] = "refused with 429"
                response.success()
            elif response.status_code != 200:
                response.failure(f"{response.status_code}: {response.text[:200]}")
            elif path == "/v1/ask/stream" and "event: done" not in response.text:
                response.failure("the stream did not end well")

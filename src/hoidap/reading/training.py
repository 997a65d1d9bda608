"""Training the reader: one command, seeded, from questions to a network.

``python -m hoidap.reading.training --out NETWORK [--data FILES] [--dev FILES]`` makes harder
examples of the questions (``examples``: the project's own, and those of ``--data``), learns from
as many pairs as ``--examples`` says, writes the network and prints what it reaches on the
documents that were held out and on ``--dev``; ``hoidap.reading.export`` makes the artefact of
it.  About three pairs a second on two processors; a GPU is used where there is one.

Losses: binary cross-entropy of "does it answer" over all pairs; of evidence over the
pieces, and cross-entropy of the answer's first and last piece, over the pairs that answer.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from hoidap import settings
from hoidap.embedding import unigram
from hoidap.embedding.loading import load_embedder
from hoidap.embedding.preparation import prepare, source_file
from hoidap.embedding.prepared_files import VOCABULARY
from hoidap.embedding.weights import PackedModel
from hoidap.reading.checkpoints import restore, save
from hoidap.reading.evaluation import evaluate, report_lines
from hoidap.reading.examples import Example, Surroundings, claims, exercises, load, one_round
from hoidap.reading.network import ReaderNetwork
from hoidap.reading.pair_encoding import EncodedPair, Pieces, encode_pair

#: Pairs of one step, and how many steps' worth are sorted by length to save padding.
BATCH: Final = 16
_SORTED_BATCHES: Final = 16
#: Most pieces of a training input; few passages are longer.
TRAINING_PIECES: Final = 240
#: Lowest layers that keep the embedding model's weights: they are words, not reading.
FROZEN_LAYERS: Final = 4
_WARM_UP_STEPS: Final = 60
_LEAST_RATE: Final = 0.02
_EVIDENCE_WEIGHT: Final = 0.7
_SPAN_WEIGHT: Final = 0.25
_PAD: Final = 1
_REPORT_STEPS: Final = 25
_SAVE_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast; ``rate``: the highest learning rate."""

    examples: int
    rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded inputs and what they should give; shapes (batch, length) or (batch,)."""

    ids: Tensor
    attention: Tensor
    passage: Tensor
    evidence: Tensor  # 1.0 on pieces of evidence
    span: Tensor  # (batch, 2) first and last piece, -1 without an answer span
    answered: Tensor
    counted: Tensor  # 0.0 where the evidence was cut off, so that the label does not hold
    marked: Tensor  # 1.0 where the evidence is known


def train(
    network: ReaderNetwork,
    files: Sequence[Path],
    plan: Plan,
    tokenizer: Pieces,
    out: Path,
) -> None:
    """Train in place; the files are read again for every round, so they may grow."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network.to(device).train()
    trained = [each for each in network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = max(1, plan.examples // BATCH)
    started, losses = time.monotonic(), list[float]()
    for step, examples in enumerate(_batches(files, plan)):
        if step == steps:
            break
        share = min(1.0, (step + 1) / _WARM_UP_STEPS) * max(_LEAST_RATE, 1 - step / steps)
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * share
        loss = _loss(network, to_batch(tokenizer, examples, device))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % _REPORT_STEPS == _REPORT_STEPS - 1:
            recent = losses[-_REPORT_STEPS:]
            speed = (step + 1) * BATCH / (time.monotonic() - started)
            _say(f"step {step + 1}/{steps} loss {sum(recent) / len(recent):.3f} {speed:.1f}/s")
        if step % _SAVE_STEPS == _SAVE_STEPS - 1:
            save(network, out)
    save(network, out)


def to_batch(tokenizer: Pieces, examples: Sequence[Example], device: str = "cpu") -> Batch:
    """Examples as one padded batch."""
    pairs = [
        encode_pair(tokenizer, each.question, each.headings, each.text, TRAINING_PIECES)
        for each in examples
    ]
    size = (len(pairs), max(len(each.ids) for each in pairs))
    ids = torch.full(size, _PAD)
    attention = torch.zeros(size, dtype=torch.long)
    passage = torch.zeros(size, dtype=torch.bool)
    evidence, span = torch.zeros(size), torch.full((len(pairs), 2), -1)
    for row, (pair, example) in enumerate(zip(pairs, examples, strict=True)):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        attention[row, : len(pair.ids)] = 1
        passage[row, pair.start : pair.end] = True
        for start, end in example.evidence:
            for piece in _pieces_in(pair, start, end):
                evidence[row, piece] = 1
        answer = _pieces_in(pair, *example.span) if example.span else []
        if answer:
            span[row, 0], span[row, 1] = answer[0], answer[-1]
    answered = torch.tensor([float(each.answered) for each in examples])
    marked = torch.tensor([float(bool(each.evidence)) for each in examples])
    cut = (marked > 0) & (evidence.sum(1) == 0)
    parts = (ids, attention, passage, evidence, span, answered, (~cut).float(), marked)
    return Batch(*(each.to(device) for each in parts))


def _pieces_in(pair: EncodedPair, start: int, end: int) -> list[int]:
    """Positions in ``pair.ids`` of the pieces of words that overlap a range of the text."""
    found: list[int] = []
    at = pair.start
    for (first, last), count in zip(pair.words, pair.pieces, strict=True):
        if first < end and last > start:
            found += range(at, at + count)
        at += count
    return found


def _loss(network: ReaderNetwork, batch: Batch) -> Tensor:
    pair, pieces = network(batch.ids, batch.attention, batch.passage)
    answers = functional.binary_cross_entropy_with_logits(pair, batch.answered, reduction="none")
    loss = (answers * batch.counted).mean()
    positive = batch.marked * batch.counted
    marks = functional.binary_cross_entropy_with_logits(
        pieces[..., 0], batch.evidence, reduction="none"
    )
    marks = (marks * batch.passage).sum(1) / batch.passage.sum(1).clamp(min=1)
    loss = loss + _EVIDENCE_WEIGHT * (marks * positive).sum() / len(pair)
    spanned = batch.span[:, 0] >= 0
    if spanned.any():
        ends = functional.cross_entropy(pieces[spanned][..., 1], batch.span[spanned, 0])
        ends = ends + functional.cross_entropy(pieces[spanned][..., 2], batch.span[spanned, 1])
        loss = loss + _SPAN_WEIGHT * ends * spanned.float().mean()
    return loss


def _batches(files: Sequence[Path], plan: Plan) -> Iterator[list[Example]]:
    """Batches of pairs of about one length, round after round."""
    rng = random.Random(plan.seed)
    embedder = load_embedder(settings.load())
    claimed = claims(held_out=False)
    surroundings, known = None, 0
    while True:
        examples = [*exercises(held_out=False), *load(files)]
        if surroundings is None or len(examples) != known:
            surroundings, known = Surroundings(examples, embedder), len(examples)
        made = one_round(examples, claimed, surroundings, rng)
        _say(f"a round of {len(made)} pairs from {len(examples)} questions")
        for at in range(0, len(made), BATCH * _SORTED_BATCHES):
            few = sorted(made[at : at + BATCH * _SORTED_BATCHES], key=lambda e: len(e.text))
            batches = [few[start : start + BATCH] for start in range(0, len(few), BATCH)]
            rng.shuffle(batches)
            yield from batches


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, nargs="+", default=[], help="more training files")
    parser.add_argument("--dev", type=Path, nargs="+", default=[], help="more held-out questions")
    parser.add_argument("--out", type=Path, required=True, help="where the network is written")
    parser.add_argument("--start", type=Path, help="a network or an artefact to go on from")
    parser.add_argument("--examples", type=int, default=20_000, help="pairs to learn from")
    parser.add_argument("--rate", type=float, default=1.4e-4, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    torch.manual_seed(given.seed)
    folder = prepare(settings.load().model_cache)
    tokenizer = unigram.load(folder / VOCABULARY)
    network = ReaderNetwork(folder, FROZEN_LAYERS)
    if given.start:
        restore(network, given.start, PackedModel.open(source_file()))
    if given.examples:
        plan = Plan(given.examples, given.rate, given.seed)
        train(network, given.data, plan, tokenizer, given.out)
    judged = [exercises(held_out=True), claims(held_out=True)]
    for held_out in (*judged, *(load([path]) for path in given.dev)):
        for line in report_lines(evaluate(network, held_out, tokenizer)):
            _say(line)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

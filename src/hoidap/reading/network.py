"""The reader as a torch module, for training; at run time it is an ONNX graph.

The bundled embedding model's encoder reads question and passage together (a
cross-encoder; Nogueira and Cho 2019, "Passage Re-ranking with BERT").  On ``<s>`` and the
mean of the passage's pieces stands a small head for "does it answer"; on each piece one
linear layer for "is it evidence", "does the answer begin" and "does it end here".
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

#: Outputs of a piece: evidence, first piece of the answer, last one.
PIECE_OUTPUTS = 3
_NOT_PASSAGE = -30.0


class ReaderNetwork(nn.Module):  # type: ignore[misc]  # torch is not read for types
    """Encoder and heads; the word embeddings stay as they are."""

    def __init__(self, folder: Path, frozen_layers: int = 0) -> None:
        """The encoder of the prepared model in ``folder``, its lowest layers not trained."""
        super().__init__()
        # Without dropout: a pair is seen once or twice, and it would cost a third of the time.
        self.encoder = AutoModel.from_pretrained(
            str(folder),
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        hidden = int(self.encoder.config.hidden_size)
        self.answers = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.Tanh(), nn.Linear(hidden, 1))
        self.pieces = nn.Linear(hidden, PIECE_OUTPUTS)
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:frozen_layers]):
            for weights in part.parameters():
                weights.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, attention: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the pair (batch,) and of its pieces (batch, length, 3).

        ``ids``, ``attention``: (batch, length).  ``passage``: the same, True where a piece
        belongs to the passage; elsewhere the pieces' logits are very low.
        """
        states = self.encoder(input_ids=ids, attention_mask=attention).last_hidden_state
        weights = passage.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1)
        pair = self.answers(torch.cat([states[:, 0], mean], -1)).squeeze(-1)
        pieces = self.pieces(states).masked_fill(~passage.unsqueeze(-1), _NOT_PASSAGE)
        return pair, pieces

"""Names in the reader's graph, shared by who writes and who runs it."""

from __future__ import annotations

from typing import Final

#: Inputs besides the ids: where the passage's pieces begin and end.
PASSAGE_INPUT: Final = "passage"
ANSWERS_OUTPUT: Final = "answers"
PIECES_OUTPUT: Final = "pieces"
#: Columns of the pieces' logits.
EVIDENCE, FIRST, LAST = range(3)

"""Prints how the verification does on the labelled sentences.

``python -m tests.answering.verification.measuring`` shows both halves and every kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from hoidap.answering.verification.verdict import Evidence
from tests.answering.verification.labelled import Labelled, halves

Counts = dict[tuple[bool, str], list[bool]]


def judged_rightly(cases: Sequence[Labelled]) -> Counts:
    """Whether each sentence was judged rightly, by truth and kind."""
    found: Counts = defaultdict(list)
    for each in cases:
        verdict = Evidence([each.passage]).check(each.sentence)
        found[each.true, each.kind].append(verdict.supported == each.true)
    return found


def main() -> None:
    """Print a table."""
    table = Table("", "first half", "", "second half", "")
    halved = [judged_rightly(half) for half in halves()]
    for true in (False, True):
        kinds = sorted({kind for counts in halved for t, kind in counts if t is true})
        for kind in kinds:
            row = [counts.get((true, kind), []) for counts in halved]
            table.add_row(
                kind, *(cell for right in row for cell in (_share(right), str(len(right))))
            )
        sums = [
            [r for (t, _), right in counts.items() if t is true for r in right] for counts in halved
        ]
        name = "true ones passed" if true else "false ones caught"
        table.add_row(name, *(cell for right in sums for cell in (_share(right), str(len(right)))))
        table.add_section()
    Console().print(table)


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right) / len(right):.1%}" if right else "–"


if __name__ == "__main__":
    main()

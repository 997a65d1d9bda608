"""Speed of the bundled model: sentence-transformers as it comes, and HoiDap's runtime.

``python -m hoidap.embedding.benchmark`` embeds the same generated passages of
about 138 tokens (the length at which the project's other measurements were
made) with both, in turns in one run, so that whatever else the machine does
slows both.  It prints passages per second (median round), their ratio, the
time of one query, and the lowest cosine between the two vectors of a passage.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoidap import settings
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.preparation import BUNDLED_NAME, prepare
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.errors import HoiDapError

TOKENS = 138
_PASSAGES = 64  # two of sentence-transformers' batches, some seconds per round
_ROUNDS = 5
_QUERY = "Bao nhiêu tập thể được khen thưởng trong năm năm thực hiện chỉ thị?"
_QUERIES = 20

#: What the passages are made of; the numbers make every sentence a different one.
_SENTENCES = (
    "Ban Thường vụ huyện uỷ đã mở {n} lớp bồi dưỡng cho cán bộ chủ chốt của cơ sở.",
    "Người đứng đầu cấp uỷ chịu trách nhiệm trước tập thể về kết quả thực hiện nhiệm vụ được giao.",
    "Trong {n} năm qua, nhiều chi bộ đăng ký những việc làm cụ thể, gắn với vị trí công tác.",
    "Cơ quan, đơn vị báo cáo kết quả trước ngày {n} tháng 12 hằng năm để tổng hợp, theo dõi.",
    "Việc khen thưởng phải kịp thời, đúng đối tượng và có tác dụng nêu gương trong nhân dân.",
    "Hồ sơ gồm tờ trình, báo cáo thành tích có xác nhận của cấp trên và {n} tài liệu kèm theo.",
    "Xã đã vận động nhân dân hiến {n} mét vuông đất làm đường, xây dựng nhà văn hoá thôn.",
    "Cán bộ, đảng viên giữ gìn đoàn kết, tôn trọng nhân dân và lắng nghe ý kiến góp ý.",
    "Uỷ ban kiểm tra tiến hành {n} cuộc giám sát, qua đó nhắc nhở và uốn nắn những lệch lạc.",
    "Kinh phí thực hiện được bố trí trong dự toán ngân sách theo phân cấp hiện hành.",
    "Tổ chức, cá nhân có quyền khiếu nại trong thời hạn {n} ngày kể từ ngày nhận quyết định.",
    "Nội dung học tập được đưa vào sinh hoạt định kỳ, tránh hình thức và phô trương.",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """One runtime: passages per second in the median round, milliseconds of one query."""

    name: str
    passages_per_second: float
    query_milliseconds: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runtimes over the same passages."""

    reference: Speed
    ours: Speed
    tokens: float  # mean length of a passage
    lowest_cosine: float

    @property
    def ratio(self) -> float:
        """How many times as many passages per second ours embeds."""
        return self.ours.passages_per_second / self.reference.passages_per_second

    def table(self) -> str:
        """The figures for people."""
        lines = [f"{'runtime':<32}{'passages/s':>12}{'one query':>14}"]
        lines += [
            f"{s.name:<32}{s.passages_per_second:>12.1f}{s.query_milliseconds:>11.1f} ms"
            for s in (self.reference, self.ours)
        ]
        lines.append(
            f"ratio {self.ratio:.2f}, lowest cosine {self.lowest_cosine:.4f}, "
            f"{self.tokens:.0f} tokens per passage"
        )
        return "\n".join(lines) + "\n"


def passages(embedder: Embedder, count: int, tokens: int = TOKENS, seed: int = 0) -> list[str]:
    """``count`` different Vietnamese passages of at least, and about, ``tokens`` tokens."""
    chance = random.Random(seed)
    texts = []
    for _ in range(count):
        text = ""
        while embedder.count_tokens([text])[0] < tokens - 10:  # half a sentence
            text += " " + chance.choice(_SENTENCES).format(n=chance.randint(2, 99))
        texts.append(text.strip())
    return texts


def compare(reference: Embedder, ours: Embedder, texts: Sequence[str], rounds: int) -> Comparison:
    """Embed ``texts`` with both in turns, ``rounds`` times after one round of warming up."""
    cosines = (reference.embed_passages(texts) * ours.embed_passages(texts)).sum(axis=1)
    times: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(rounds):
        for i, embedder in enumerate((reference, ours)):
            started = time.perf_counter()
            embedder.embed_passages(texts)
            times[i].append(time.perf_counter() - started)
    speeds = [
        Speed(name, len(texts) / statistics.median(times[i]), _query_milliseconds(embedder))
        for i, (name, embedder) in enumerate(
            (("sentence-transformers, fp32", reference), ("ONNX Runtime, 8 bits", ours))
        )
    ]
    mean = float(np.mean(ours.count_tokens(texts)))
    return Comparison(speeds[0], speeds[1], mean, float(cosines.min()))


def main() -> int:
    """Compare on this machine and write the table; 1 when the model cannot be loaded."""
    try:
        folder = prepare(settings.load().model_cache)
        ours = OnnxEmbedder(folder, BUNDLED_NAME)
        reference = SentenceTransformerEmbedder(folder, BUNDLED_NAME)
    except HoiDapError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    comparison = compare(reference, ours, passages(ours, _PASSAGES), _ROUNDS)
    sys.stdout.write(comparison.table())
    return 0


def _query_milliseconds(embedder: Embedder) -> float:
    times = []
    for _ in range(_QUERIES):
        started = time.perf_counter()
        embedder.embed_queries([_QUERY])
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


if __name__ == "__main__":
    sys.exit(main())

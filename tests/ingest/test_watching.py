"""Following a folder: one ingest when it rests, none for what concerns nobody, a clean end."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from hoidap.errors import LockedError
from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import FileStatus, Report
from ingest.watching import Watch
from tests.fakes import FakeEmbedder
from tests.ingest.test_pipeline import write

#: Seconds for something to happen on a busy machine.
PATIENCE = 120.0
SETTLED = 0.4


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


class Following:
    """A watch in a thread, with what it did and said."""

    def __init__(self, tmp_path: Path, **options: float | bool) -> None:
        self.folder = tmp_path / "văn bản"
        self.folder.mkdir(exist_ok=True)
        self.settings = Settings(data=tmp_path / "data")
        self.rounds: list[Report] = []
        self.problems: list[str] = []
        self.refusals = 0  # ingests still to be refused
        self.stop = Event()
        watch = Watch(
            [self.folder],
            self.settings.data,
            self.ingest,
            self,
            self.stop,
            settled=SETTLED,
            retry=0.5,
            **options,  # type: ignore[arg-type]
        )
        self.thread = Thread(target=watch.run, daemon=True)

    def ingest(self, prune: bool) -> Report:
        if self.refusals:
            self.refusals -= 1
            raise LockedError("Another ingest holds the lock.")
        return ingest([self.folder], self.settings, FakeEmbedder(), Silent(), prune=prune)

    def report(self, report: Report) -> None:
        self.rounds.append(report)

    def problem(self, text: str) -> None:
        self.problems.append(text)

    def start(self) -> None:
        self.thread.start()
        until(lambda: bool(self.rounds))

    def rests(self) -> None:
        """Wait long enough for a round that should not be."""
        time.sleep(SETTLED * 5)

    def ids(self) -> list[str]:
        with GenerationStore(self.settings.data).catalogue() as catalogue:
            return list(catalogue.document_ids())


MakeFollowing = Callable[..., Following]


@pytest.fixture
def following(tmp_path: Path) -> Iterator[MakeFollowing]:
    made: list[Following] = []

    def make(**options: float | bool) -> Following:
        made.append(Following(tmp_path, **options))
        return made[-1]

    yield make
    for each in made:
        each.stop.set()
        if each.thread.ident is not None:
            each.thread.join(PATIENCE)
            assert not each.thread.is_alive()


@pytest.mark.parametrize("poll", [None, 0.2], ids=["told", "looking"])
def test_what_is_there_comes_first_and_then_what_changes(
    following: MakeFollowing, poll: float | None
) -> None:
    watched = following() if poll is None else following(poll=poll)
    write(watched.folder, "a.md")
    watched.start()
    assert watched.ids() == ["quy-dinh-11-qd-tw-2020"]
    write(watched.folder, "sub/b.md", number="12-QĐ/TW", title="Về sổ")
    until(lambda: len(watched.ids()) == 2)
    (watched.folder / "sub").rename(watched.folder / "kho")
    until(lambda: (watched.folder / "kho" / "b.md").exists() and len(watched.rounds) > 2)
    assert len(watched.ids()) == 2


def test_many_changes_at_once_make_one_generation(following: MakeFollowing) -> None:
    watched = following()
    watched.start()
    before = len(watched.rounds)
    for n in range(20):
        write(watched.folder, f"{n}.md", number=f"{n + 1}-QĐ/TW", title=f"Về việc {n}")
        time.sleep(0.02)
    until(lambda: len(watched.rounds) > before)
    watched.rests()
    added = [r for r in watched.rounds[before:] if r.counts[FileStatus.ADDED]]
    assert [each.counts[FileStatus.ADDED] for each in added] == [20]


def test_a_file_that_is_still_being_written_is_waited_for(following: MakeFollowing) -> None:
    watched = following()
    whole = write(watched.folder.parent, "nguồn.md").read_text(encoding="utf-8")
    watched.start()
    before = len(watched.rounds)
    with (watched.folder / "a.md").open("w", encoding="utf-8") as growing:
        for line in whole.splitlines(keepends=True):
            growing.write(line)
            growing.flush()
            time.sleep(SETTLED / 4)
        assert len(watched.rounds) == before
    until(lambda: len(watched.rounds) > before)
    assert not watched.rounds[-1].counts[FileStatus.FAILED]


def test_lock_files_and_other_types_are_no_reason(following: MakeFollowing) -> None:
    watched = following()
    write(watched.folder, "a.md")
    watched.start()
    before = len(watched.rounds)
    for name in ("~$a.docx", ".~lock.a.docx#", "~WRL0003.tmp", "a.md.bak", ".hidden.md"):
        (watched.folder / name).write_text("x", encoding="utf-8")
    watched.rests()
    assert len(watched.rounds) == before


def test_what_vanishes_stays_unless_pruned(following: MakeFollowing) -> None:
    watched = following(prune=True)
    path = write(watched.folder, "a.md")
    write(watched.folder, "b.md", number="12-QĐ/TW", title="Về sổ")
    watched.start()
    path.unlink()
    until(lambda: watched.ids() == ["quy-dinh-12-qd-tw-2020"])


def test_an_empty_folder_removes_nothing(following: MakeFollowing) -> None:
    watched = following(prune=True)
    path = write(watched.folder, "a.md")
    watched.start()
    path.unlink()
    until(lambda: bool(watched.problems))
    assert "empty" in watched.problems[0]
    assert watched.ids() == ["quy-dinh-11-qd-tw-2020"]


def test_a_folder_that_goes_and_comes_back_is_followed_again(following: MakeFollowing) -> None:
    watched = following(prune=True)
    write(watched.folder, "a.md")
    watched.start()
    away = watched.folder.rename(watched.folder.with_name("mất"))
    until(lambda: bool(watched.problems))
    assert watched.ids() == ["quy-dinh-11-qd-tw-2020"]
    shutil.copytree(away, watched.folder)
    write(watched.folder, "b.md", number="12-QĐ/TW", title="Về sổ")
    until(lambda: len(watched.ids()) == 2)


def test_a_failure_is_said_once_and_tried_again(following: MakeFollowing) -> None:
    watched = following()
    write(watched.folder, "a.md")
    watched.refusals = 3
    watched.start()
    assert watched.ids() == ["quy-dinh-11-qd-tw-2020"]
    assert len(watched.problems) == 1


def test_a_bad_file_does_not_hold_up_the_others(following: MakeFollowing) -> None:
    watched = following()
    watched.start()
    (watched.folder / "hỏng.docx").write_bytes(b"not a document")
    until(lambda: any(r.counts[FileStatus.FAILED] for r in watched.rounds))
    write(watched.folder, "a.md")
    until(lambda: (watched.settings.data / "index" / "CURRENT").exists() and bool(watched.ids()))


def test_the_data_folder_inside_is_no_change(tmp_path: Path, following: MakeFollowing) -> None:
    watched = following()
    assert not watched.settings.data.is_relative_to(watched.folder)
    inside = Watch([tmp_path], tmp_path / "data", watched.ingest, watched, watched.stop)
    for name, concerns in (
        ("data/index/generations/000001/record.json", False),
        ("data/cache/pictures/3f/1.image", False),
        ("data/uploads/0123/a.docx", True),
        ("văn bản/a.docx", True),
        ("văn bản/kho", True),
        ("văn bản/~$a.docx", False),
    ):
        assert inside._concerns(1, str(tmp_path / name)) is concerns, name  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "van-ban"
    write(folder, "a.md")
    command = [sys.executable, "-m", "tests.api.ingest_without_model", str(folder), "--watch"]
    process = subprocess.Popen(
        [*command, "--data", str(tmp_path / "data")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert any("1 added" in line for line in process.stdout)
    process.send_signal(number)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Ended" in said
    assert not list((tmp_path / "data" / "index" / "generations").glob("*.building"))


def test_a_signal_during_an_ingest_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    for n in range(300):
        write(folder, f"{n}.md", number=f"{n + 1}-QĐ/TW", title=f"Về việc {n}")
    command = [sys.executable, "-m", "tests.api.ingest_without_model", str(folder), "--watch"]
    process = subprocess.Popen([*command, "--data", str(tmp_path / "data")], cwd=None)
    building = tmp_path / "data" / "index" / "generations" / "000001.building"
    until((building / "catalogue.sqlite").exists)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert GenerationStore(tmp_path / "data").current_id() is None
    assert not building.exists()

"""A watched folder, moment by moment: when it collects, what it says, what it waits for."""

from collections import deque
from itertools import pairwise
from types import SimpleNamespace

import pytest

from okrsheet.books.book import BookError
from okrsheet.exchange.folder import Skipped
from okrsheet.exchange.settling import REST
from okrsheet.exchange.watch import FIRST_PAUSE, LOOK_AGAIN, Watch, ticks


class Scene:
    """A folder with one workbook, a plan beside it, and a clock that is set by hand."""

    def __init__(self, tmp_path):
        self.folder, self.plan = tmp_path / "out", tmp_path / "plan.xlsx"
        self.folder.mkdir()
        self.plan.touch()
        self.put("IT.xlsx", b"1")
        self.now = 100.0
        self.collects = []
        self.told = []
        self.answers = deque()
        self.watch = Watch(
            self.folder, self.plan, (), self.collect, self.told.append, lambda: self.now
        )

    def put(self, name, content):
        (self.folder / name).write_bytes(content)

    def collect(self):
        self.collects.append(self.now)
        answer = self.answers.popleft() if self.answers else collected()
        if callable(answer):
            answer = answer()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def passes(self, seconds, *, stirs=0):
        """Let it tick twice a second, with something stirring in the first `stirs` ticks."""

        def ticks():
            for at in range(int(2 * seconds)):
                self.now += 0.5
                yield at < stirs

        self.watch.run(ticks())


def collected(written=None, skipped=()):
    return SimpleNamespace(written=written, skipped=skipped)


def refused(what):
    return BookError(what, "plan.xlsx", "Wait.")


@pytest.fixture()
def scene(tmp_path):
    return Scene(tmp_path)


def test_it_collects_once_the_folder_is_at_rest(scene):
    scene.passes(REST / 2)
    assert scene.collects == []
    scene.passes(REST)
    assert len(scene.collects) == 1


def test_a_folder_at_rest_is_not_collected_again(scene):
    scene.passes(60)
    assert len(scene.collects) == len(scene.told) == 1


def test_a_workbook_that_changes_is_collected_when_it_has_settled(scene):
    scene.passes(5)
    for size in range(2, 5):
        scene.put("IT.xlsx", b"x" * size)
        scene.passes(1, stirs=2)
    assert len(scene.collects) == 1
    scene.passes(REST)
    assert len(scene.collects) == 2


def test_a_change_that_nothing_stirred_for_is_seen_before_long(scene):
    scene.passes(5)
    scene.put("HR.xlsx", b"x")
    scene.passes(LOOK_AGAIN + REST)
    assert len(scene.collects) == 2


def test_a_plan_that_changes_is_rolled_up_anew(scene):
    scene.passes(5)
    scene.plan.write_bytes(b"more")
    scene.passes(3)
    assert len(scene.collects) == 2


def test_its_own_writing_of_the_plan_is_no_change(scene):
    def update():
        scene.plan.write_bytes(b"written by us")
        return collected(written=scene.plan)

    scene.answers.append(update)
    scene.passes(30)
    assert len(scene.collects) == 1


def test_what_came_in_while_it_collected_is_collected_next(scene):
    def update():
        scene.put("HR.xlsx", b"x")
        return collected(written=scene.plan)

    scene.answers.append(update)
    scene.passes(30)
    assert len(scene.collects) == 2


def test_a_file_that_is_left_out_is_told_once(scene):
    half = Skipped("IT.xlsx", "the file is damaged.")
    lock = Skipped("~$IT.xlsx", "a lock file.")
    scene.answers += [collected(skipped=(half, lock)), collected(skipped=(half,))]
    scene.passes(5)
    scene.put("HR.xlsx", b"x")
    scene.passes(20)
    assert [happened.left_out for happened in scene.told] == [(half,), ()]


def test_a_file_that_could_not_be_opened_is_read_once_it_can_be(scene, monkeypatch):
    held = Skipped("IT.xlsx", "it may not be read by you.", is_held=True)
    scene.answers.append(collected(skipped=(held,)))
    with monkeypatch.context() as patched:
        patched.setattr("okrsheet.exchange.settling._opens", lambda path: False)
        scene.passes(30)
        assert len(scene.collects) == 1
    scene.passes(30)
    assert len(scene.collects) == 2


def test_a_plan_that_cannot_be_written_is_tried_again_and_told_once(scene):
    scene.answers += [refused("it is open in Excel.")] * 3
    scene.passes(60)
    assert len(scene.collects) == 4
    pauses = [after - before for before, after in pairwise(scene.collects)]
    assert pauses == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert [happened.fault for happened in scene.told] == [
        "plan.xlsx: it is open in Excel. Wait.",
        None,
    ]


def test_something_unexpected_does_not_end_it(scene):
    scene.answers.append(ValueError("odd"))
    scene.passes(10)
    assert [happened.fault for happened in scene.told] == ["ValueError: odd", None]


def test_a_fault_that_comes_back_is_told_again(scene):
    scene.answers += [refused("locked."), collected(), refused("locked.")]
    scene.passes(10)
    scene.put("HR.xlsx", b"x")
    scene.passes(30)
    assert [bool(happened.fault) for happened in scene.told] == [True, False, True, False]


def test_a_folder_that_goes_is_told_once_and_collected_when_it_is_back(scene):
    scene.passes(5)
    away = scene.folder.rename(scene.folder.with_name("away"))
    scene.passes(30)
    assert len(scene.collects) == 1
    away.rename(scene.folder)
    scene.passes(5)
    assert len(scene.collects) == 2
    assert ["no such folder" in (happened.fault or "") for happened in scene.told] == [
        False,
        True,
        False,
    ]


def test_a_plan_that_is_away_for_a_moment_is_waited_for(scene):
    scene.plan.unlink()
    scene.answers.append(refused("there is no such file."))
    scene.passes(3)
    scene.plan.touch()
    scene.passes(10)
    assert len(scene.collects) == 2


def stirs(moments, within=40):
    """Whether something stirs before so many ticks have passed."""
    return any(is_stirred for is_stirred, _ in zip(moments, range(within), strict=False))


def test_it_ticks_when_a_workbook_stirs_and_when_nothing_does(tmp_path):
    moments = ticks(tmp_path)
    assert next(moments) is False
    (tmp_path / "~$IT.xlsx").touch()
    assert not stirs(moments, 3)
    (tmp_path / "IT.xlsx").touch()
    assert stirs(moments)
    moments.close()


def test_it_ticks_on_where_the_folder_goes_and_comes_back(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    moments = ticks(folder)
    assert next(moments) is False
    away = folder.rename(tmp_path / "away")
    assert stirs(moments)
    assert [next(moments) for _ in range(2)] == [False, False]
    away.rename(folder)
    next(moments)
    (folder / "IT.xlsx").touch()
    assert stirs(moments)
    moments.close()

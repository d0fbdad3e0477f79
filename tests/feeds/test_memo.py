from dataclasses import replace

from feeds.formats import FORMATS, MORE
from feeds.memo import Memo
from feeds.view import Entry
from tests.feeds.cases import ALL, VIEWS
from tests.feeds.samples import NEW


class Counted:
    """A piece of work that counts how often it is done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, entry: Entry) -> str:
        self.done += 1
        return entry.title


def test_an_equal_entry_is_not_done_again_and_a_changed_one_is() -> None:
    memo, work = Memo(), Counted()
    assert [memo(work, entry) for entry in (NEW, replace(NEW))] == [NEW.title] * 2
    assert work.done == 1
    for name in ("title", "text", "reason"):
        assert memo(work, replace(NEW, **{name: "khác"})) == ("khác" if name == "title" else NEW.title)
    assert work.done == 4


def test_what_two_rounds_did_not_ask_for_is_forgotten() -> None:
    memo, work = Memo(), Counted()
    memo(work, NEW)
    memo.turn()
    memo(work, NEW)
    assert work.done == 1
    memo.turn()
    memo.turn()
    memo(work, NEW)
    assert work.done == 2


def test_every_file_is_the_same_with_and_without_a_memo_full_of_others() -> None:
    memo = Memo()
    for view in (*VIEWS.values(), ALL, *VIEWS.values()):
        for form in (*FORMATS, *MORE):
            assert form.render(view, memo) == form.render(view)

"""Every form's examples and refusals are its tests; these walk them all."""

import pytest

from content.recognise import choose
from content.recognise.form import EXAMPLE_FRAME, FORMS, Doubtful, Form, form, gist
from content.recognise.limits import PIECE, TooSlow
from tests.growth import in_step, repeated

EXAMPLES = [(one, words, wanted) for one in FORMS for words, wanted in one.examples.items()]
REFUSALS = [(one, words) for one in FORMS for words in one.refuses]


def _ids(value: object) -> str:
    return value.name if isinstance(value, Form) else str(value)


def _fired(words: str, only: list[Form] | None = None) -> list[choose.Candidate]:
    return list(choose.candidates(choose.mask(words, []), EXAMPLE_FRAME, only))


@pytest.mark.parametrize(("one", "words", "wanted"), EXAMPLES, ids=_ids)
def test_an_example_is_read_whole_and_right(one: Form, words: str, wanted: str | list[str] | None) -> None:
    start, end = len(one.after), len(one.after) + len(words)
    whole = [c for c in _fired(one.after + words, [one]) if (c.start, c.end) == (start, end)]
    assert len(whole) == 1
    if wanted is None:
        assert isinstance(whole[0].doubt, Doubtful)
    else:
        assert [gist(read) for read in whole[0].read] == ([wanted] if isinstance(wanted, str) else wanted)


@pytest.mark.parametrize(("one", "words"), REFUSALS, ids=_ids)
def test_what_a_form_refuses_it_does_not_read(one: Form, words: str) -> None:
    assert [c for c in _fired(one.after + words, [one]) if c.read] == []


@pytest.mark.parametrize(("one", "words", "wanted"), EXAMPLES, ids=_ids)
def test_no_form_takes_the_example_of_another(one: Form, words: str, wanted: object) -> None:
    assert [c.form.name for c in choose.winners(_fired(one.after + words))] == [one.name]


@pytest.mark.parametrize("one", FORMS, ids=_ids)
def test_a_form_is_quick_on_words_that_almost_match(one: Form) -> None:
    words = [*one.examples, *one.refuses, "từ ngày 1/1 ", "ngày 1, 2, 3, ", "thứ 2, ", "(((", "31/31/31/"]
    for text in words:
        try:
            assert in_step(lambda size, unit=text: _fired(repeated(unit, size), [one]), PIECE // 2), text
        except TooSlow:
            pytest.fail(f"too slow on {text!r}")


def test_a_form_that_matches_nothing_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="matches nothing at all"):
        form("empty", r"\d{0,2}", examples={"1": "none"})


def test_a_form_without_an_example_is_refused() -> None:
    with pytest.raises(ValueError, match="no example"):
        form("bare", r"\d", examples={})


def test_a_pattern_with_capital_escapes_is_refused() -> None:
    with pytest.raises(ValueError, match="capital escapes"):
        form("capitals", r"\S\d", examples={"a1": "none"})


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"ngày\s*\d", r"a{2,}b"])
def test_a_pattern_that_repeats_without_a_bound_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="without a bound"):
        form("unbounded", pattern, examples={"a": "none"})

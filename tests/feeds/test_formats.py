from feeds.formats import FORMATS
from tests.feeds.cases import ALL


def test_every_format_has_its_own_extension_and_a_charset() -> None:
    assert [fmt.extension for fmt in FORMATS] == ["ics", "rss", "atom", "json"]
    assert all(fmt.media_type.endswith("; charset=utf-8") for fmt in FORMATS)


def test_only_the_calendar_shows_what_is_to_come() -> None:
    assert [fmt.extension for fmt in FORMATS if not fmt.news] == ["ics"]


def test_every_feed_gives_its_own_address() -> None:
    for fmt in FORMATS:
        whole = fmt.render(ALL).replace(b"\r\n ", b"").decode()
        assert f"{ALL.path}.{fmt.extension}" in whole

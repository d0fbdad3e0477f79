import pytest

from feeds.formats import FORMATS, MORE, media_type
from tests.feeds.cases import ALL


def test_every_format_has_its_own_extension_and_a_charset() -> None:
    assert [fmt.extension for fmt in FORMATS] == ["ics", "rss", "atom", "json"]
    assert [fmt.extension for fmt in MORE] == ["moc.ics", "todo.ics", "csv", "muc.json"]
    assert all(fmt.media_type.endswith("; charset=utf-8") for fmt in (*FORMATS, *MORE))


def test_only_news_wait_for_their_moment() -> None:
    assert [fmt.extension for fmt in (*FORMATS, *MORE) if fmt.news] == ["rss", "atom", "json"]


def test_every_feed_gives_its_own_address() -> None:
    for fmt in (*FORMATS, *MORE):
        whole = fmt.render(ALL).replace(b"\r\n ", b"").decode()
        assert fmt.extension == "csv" or f"{ALL.path}.{fmt.extension}" in whole


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("feeds/tat-ca.ics", "text/calendar"),
        ("feeds/tat-ca.todo.ics", "text/calendar"),
        ("feeds/tat-ca.json", "application/feed+json"),
        ("feeds/nam/2024.muc.json", "application/json"),
        ("feeds/muc.schema.json", "application/schema+json"),
        ("feeds/tat-ca.csv", "text/csv"),
        ("feeds.opml", "text/x-opml"),
    ],
)
def test_a_file_has_the_type_of_its_longest_extension(path: str, kind: str) -> None:
    assert media_type(path) == f"{kind}; charset=utf-8"


def test_another_file_has_no_type() -> None:
    with pytest.raises(KeyError):
        media_type("release.html")

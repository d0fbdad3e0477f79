"""The English edition: every page again under /en. What documents say stays as it was written.

Templates are written in Vietnamese alone; `english.csv` holds the English of every text in them and of the sentences
the program makes, where "{}" stands for what changes and "{#}" for one number, day or place. A text without a row stays
Vietnamese.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cached_property, lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, has_request_context, request
from flask.templating import Environment
from jinja2 import Template, pass_eval_context
from jinja2.ext import Extension
from jinja2.filters import do_join
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext

from content.almanac.observances import Observance

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/en"
LONGEST = 300  # letters; what is longer was written by a person
_EDITION = "lich.edition"
_FEED = re.compile(r"/feeds\b.*\.")
_SPOKEN = re.compile(r"\s(?:aria-label|title|placeholder|alt|data-said)=$")
_CHANGES = re.compile(r"\{#?\}")
_PIECES = re.compile(r'[<>"]|[^<>"]+')


class Edition:
    """A WSGI application that takes /en off an address and remembers it; feeds have one address in both editions."""

    def __init__(self, behind: WSGIApplication) -> None:
        self._behind = behind

    def __call__(self, environ: WSGIEnvironment, start: StartResponse, /) -> Iterable[bytes]:
        """Answer one request."""
        path: str = environ["PATH_INFO"]
        if path != PREFIX and not path.startswith(f"{PREFIX}/"):
            return self._behind(environ, start)
        root, rest = environ.get("SCRIPT_NAME", ""), path.removeprefix(PREFIX)
        if not rest or _FEED.match(rest):
            place = quote(root + (rest or f"{PREFIX}/"))
            start("308 PERMANENT REDIRECT", [("Location", place), ("Content-Length", "0")])
            return []
        return self._behind(environ | {"SCRIPT_NAME": root + PREFIX, "PATH_INFO": rest, _EDITION: "en"}, start)


def install(app: Flask) -> None:
    """Let an application's templates be shown in either edition; to be called before any template is touched."""
    app.jinja_environment = Templates
    app.jinja_env.globals |= {
        "language": "vi",
        "named": named,
        "other_edition": other_edition,
        "plain_root": plain_root,
    }


def other_edition() -> str:
    """Return the address of this very page in the other edition."""
    asked = request.query_string.decode("ascii", "replace")
    path = quote(request.path) + (f"?{asked}" if asked else "")
    return (plain_root() if _is_english() else request.script_root + PREFIX) + path


def named(observance: Observance) -> str:
    """Return the name of a day of the almanac in the edition that is asked for."""
    return observances().get(observance.slug, observance.name) if _is_english() else observance.name


def plain_root() -> str:
    """Return where the addresses begin that both editions share: feeds, and what is sent on to others."""
    return request.script_root.removesuffix(PREFIX) if _is_english() else request.script_root


class Templates(Environment):
    """The templates as they are written and, for requests of the English edition, the same in English."""

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template of the edition that is asked for."""
        if _is_english() and not self.overlayed:
            return self._english.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    @cached_property
    def _english(self) -> Templates:
        found = self.overlay(extensions=[_InEnglish], finalize=_said)
        found.filters = self.filters | {"join": _join}
        found.globals = self.globals | {"language": "en"}
        return found


def _is_english() -> bool:
    return has_request_context() and _EDITION in request.environ


def _said(value: object) -> object:
    """Return the English of a plain text; markup has been through here, and what is no text is no word."""
    return of(table(), value) if type(value) is str else value


@pass_eval_context
def _join(context: EvalContext, values: Iterable[object], between: str = "", attribute: str | None = None) -> str:
    joined: str = do_join(context, map(_said, values), between, attribute)
    return joined


class _InEnglish(Extension):
    """Puts the English of a template's own texts in their place, when the template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        texts = Texts(partial(_kept_space, table()))
        for token in stream:
            yield Token(token.lineno, "data", texts.of(token.value)) if token.type == "data" else token


class Texts:
    """Finds what people read or hear in the pieces of a page: text outside of tags and a few attributes."""

    def __init__(self, said: Callable[[str], str]) -> None:
        self._said = said
        self._in_tag = self._quoted = self._spoken = False

    def of(self, data: str) -> str:
        """Return the next piece of a page with each of its texts replaced by what is said for it."""
        return "".join(map(self._piece, _PIECES.findall(data)))

    def _piece(self, piece: str) -> str:
        if not self._in_tag:
            self._in_tag = piece == "<"
            return piece if self._in_tag else self._said(piece)
        if piece == '"':
            self._quoted = not self._quoted
        elif piece == ">":
            self._in_tag = self._quoted
        elif not self._quoted:
            self._spoken = bool(_SPOKEN.search(piece))
        elif self._spoken:
            return self._said(piece)
        return piece


class Table:
    """The English of Vietnamese texts: word for word, and by patterns with "{}" for what changes.

    "{#}" is one word that begins with a figure or a Roman numeral ("20/11/2024", "III.2"), so that a title is none.
    """

    def __init__(self, rows: dict[str, str]) -> None:
        self.exact = rows
        self._patterns = [
            (vietnamese.partition("{")[0], _pattern(vietnamese), english)
            for vietnamese, english in sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))
            if _CHANGES.search(vietnamese)
        ]

    def pattern_of(self, text: str) -> str | None:
        """Return the English by the longest pattern that a text has, what changes in it said in English too."""
        for opening, pattern, english in self._patterns:
            found = pattern.fullmatch(text) if text.startswith(opening) else None
            if found:
                return english.format(*(of(self, part) for part in found.groups()))
        return None


def _pattern(vietnamese: str) -> re.Pattern[str]:
    found = re.escape(vietnamese).replace(r"\{\#\}", r"([\dIVXLC][\w./:–-]*?)")
    return re.compile(found.replace(r"\{\}", "(.+?)"), re.DOTALL)


@lru_cache(maxsize=8192)
def of(table: Table, text: str) -> str:
    """Return the English of a text, or the text where the table has none."""
    if not text or len(text) > LONGEST:
        return text
    found = table.exact.get(text) or table.pattern_of(text)
    if found is None and text[0].isupper():
        lower = text[0].lower() + text[1:]
        found = table.exact.get(lower) or table.pattern_of(lower)
        found = found and found[0].upper() + found[1:]
    return found or text


def _kept_space(table: Table, text: str) -> str:
    """Return the English of a template's text with the space around it as it was."""
    words = " ".join(text.split())
    found = table.exact.get(words)
    return text if found is None else text.replace(text.strip(), found)


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table as it is kept."""
    return Table({row["vi"]: row["en"] for row in _rows("english.csv")})


@lru_cache(maxsize=1)
def observances() -> dict[str, str]:
    """Return the English names of the days of the almanac, by slug; apart, for directives name the same days."""
    return {row["slug"]: row["en"] for row in _rows("observances.csv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(files("calendar_app.web").joinpath(name).read_text(encoding="utf-8").splitlines())

"""The English edition: every page again under /en. What documents say stays as it was written.

Templates are written in Vietnamese alone; `english.csv` holds the English of every text in them and of the sentences
the program makes, where "{}" stands for what changes and "{#}" for one number, day or place, and "[item|items]" in the
English for the form that goes with the number before it. A text without a row stays Vietnamese; what a template prints
of it between tags is marked as Vietnamese (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
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
from markupsafe import Markup, escape

from calendar_app.web.template_texts import FORMS, translated
from content.almanac.observances import Observance

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/en"
LONGEST = 300  # letters; what is longer was written by a person
_EDITION = "lich.edition"
_FEED = re.compile(r"/feeds\b.*\.")
_CHANGES = re.compile(r"\{#?\}")
_NUMBER = re.compile(r"\d+")
_LETTER = "[ăâđêôơưĩũàáãèéêìíòóõùúýĂÂĐÊÔƠƯĨŨÀÁÃÈÉÊÌÍÒÓÕÙÚÝ\u1ea0-\u1ef9]"
_VIETNAMESE = re.compile(_LETTER)
_QUOTED = re.compile(f"(?<=“)([^“”{{}}]*{_LETTER}[^“”{{}}]*)(?=”)")


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
    return (plain_root() if in_english() else request.script_root + PREFIX) + path


def in_english() -> bool:
    """Whether the English edition is asked for."""
    return has_request_context() and _EDITION in request.environ


def named(observance: Observance) -> str:
    """Return the name of a day of the almanac in the edition that is asked for."""
    return observances().get(observance.slug, observance.name) if in_english() else observance.name


def plain_root() -> str:
    """Return where the addresses begin that both editions share: feeds, and what is sent on to others."""
    return request.script_root.removesuffix(PREFIX) if in_english() else request.script_root


class Templates(Environment):
    """The templates as they are written and, for requests of the English edition, the same in English."""

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template of the edition that is asked for."""
        if in_english() and not self.overlayed:
            return self._english.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    @cached_property
    def _english(self) -> Templates:
        found = self.overlay(extensions=[_InEnglish], finalize=_said)
        marker = _Marker(self.overlay().get_template("vietnamese.html").module.vietnamese)  # type: ignore[attr-defined]
        found.filters = self.filters | {"join": _join, "joined": marker.join, "marked": marker.of, "form": form_for}
        found.globals = self.globals | {"language": "en"}
        return found


def _said(value: object) -> object:
    """Return the English of a plain text; markup has been through here, and what is no text is no word."""
    return of(table(), value) if type(value) is str else value


@pass_eval_context
def _join(context: EvalContext, values: Iterable[object], between: str = "", attribute: str | None = None) -> str:
    joined: str = do_join(context, map(_said, values), between, attribute)
    return joined


class _Marker:
    """Says texts in English to stand between tags, what stays Vietnamese of them in an element that says so."""

    def __init__(self, vietnamese: Callable[[str], Markup]) -> None:
        self._vietnamese = vietnamese
        self._kept = lru_cache(maxsize=8192)(lambda table, text: table.said(text, self._quoting, self._left))

    def of(self, value: object) -> object:
        """Return a plain text as markup, and all else as it is."""
        return self._kept(table(), value) if type(value) is str else value

    @pass_eval_context
    def join(
        self, context: EvalContext, values: Iterable[object], between: str = "", attribute: str | None = None
    ) -> str:
        """Join texts of either language."""
        joined: str = do_join(context, map(self.of, values), between, attribute)
        return joined

    def _left(self, text: str) -> Markup:
        return self._vietnamese(text) if _VIETNAMESE.search(text) else escape(text)

    def _quoting(self, english: str) -> Markup:
        """Mark what English quotes: “2 lần/ngày”."""
        plain, *others = _QUOTED.split(english)
        parts = zip(map(self._vietnamese, others[::2]), map(escape, others[1::2]), strict=True)
        return escape(plain) + escape("").join(part for pair in parts for part in pair)


def form_for(number: object, one: str, many: str) -> str:
    """Return the form of a word that goes with a number."""
    return one if str(number) == "1" else many


class _InEnglish(Extension):
    """Puts the English of a template's own texts in their place, when the template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        said = partial(_kept_space, table())
        return translated(stream, said, lambda text: _with_quotes(said(text)))


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

    def said(self, text: str, form: Callable[[str], str], left: Callable[[str], str]) -> str:
        """Return the English of a text as plain (`form` is str) or markup (escape); `left` says what has none."""
        found = self._found(text, form, left) if 0 < len(text) <= LONGEST else None
        if found is None and text[:1].isupper() and len(text) <= LONGEST:
            lower = self._found(text[0].lower() + text[1:], form, left)
            found = lower and lower[0].upper() + lower[1:]
        return left(text) if found is None else found

    def _found(self, text: str, form: Callable[[str], str], left: Callable[[str], str]) -> str | None:
        if text in self.exact:
            if self.exact[text] == text:
                return None
            return form(FORMS.sub(r"\2", self.exact[text]))
        for opening, pattern, english in self._patterns:
            found = pattern.fullmatch(text) if text.startswith(opening) else None
            if found:
                parts = found.groups()
                return form(_formed(english, parts)).format(*(self.said(part, form, left) for part in parts))
        return None


def _formed(english: str, parts: Sequence[str]) -> str:
    """Return English with the form of each word that goes with the number before it."""
    plain = english.format(*parts)
    forms = [form_for((_NUMBER.findall(plain[: at.start()]) or [""])[-1], *at.groups()) for at in FORMS.finditer(plain)]
    return FORMS.sub(lambda _: forms.pop(0), english) if forms else english


def _pattern(vietnamese: str) -> re.Pattern[str]:
    found = re.escape(vietnamese).replace(r"\{\#\}", r"([\dIVXLC][\w./:–-]*?)")
    return re.compile(found.replace(r"\{\}", "(.+?)"), re.DOTALL)


@lru_cache(maxsize=8192)
def of(table: Table, text: str) -> str:
    """Return the English of a text, or the text where the table has none."""
    return table.said(text, str, str)


def _with_quotes(english: str) -> str:
    """Mark what a template's own English quotes in Vietnamese."""
    return _QUOTED.sub(r'<span lang="vi">\1</span>', english)


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

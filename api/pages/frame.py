"""The frame of every page: the templates, the language, the headers, the assets."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from advisor import __version__
from advisor.batch.page import TEMPLATES as TABLES
from advisor.library.wording import LANGUAGES, Language
from advisor.report.templating import environment, phrases
from advisor.store.callers import LOCAL

from ..http import caching
from ..http.page_requests import HTML, LANGUAGE_COOKIE, chosen

_HERE = Path(__file__).parent
_YEAR = 365 * 24 * 3600
_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
# Nothing from other origins, only our own scripts and styles, no framing.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


@cache
def templates() -> Environment:
    """The templates of the pages, and those of the tables of a portfolio."""
    return environment(FileSystemLoader([_HERE / "templates", TABLES]))


def page(request: Request, template: str, status: int = 200, /, **context: Any) -> Response:
    """A page in the language of the request, rendered from a template and a context.

    Every template also has ``say(key, **details)``, a phrase in that language; ``switch``, this address in each
    language; ``asset(name)``, the address of a style or script; ``caller``, None on a page shown without signing in.
    """
    language = chosen(request)
    caller = getattr(request.state, "caller", None if request.app.state.store else LOCAL)
    content = (
        templates()
        .get_template(template)
        .render(
            language=language,
            say=phrases(language),
            caller=caller,
            path=request.url.path,
            signed_in=getattr(request.state, "signed_in", False),
            switch=_switch(request),
            software=__version__,
            asset=_asset,
            **context,
        )
    )
    response = Response(content, status_code=status, media_type=HTML, headers=headers(language))
    if request.method == "POST":  # answers this request only; with Vary a new cookie would bar the way back to it
        del response.headers["Vary"]
    if request.query_params.get("lang") == language:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=_YEAR,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
    return response


def headers(language: Language) -> dict[str, str]:
    """The headers of a page: only the browser that asked may cache it, and only for going back."""
    return {
        "Content-Language": language,
        "Vary": "Accept, Accept-Language, Cookie",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "same-origin",  # with no-referrer, our own forms would be posted without an origin
    }


def _switch(request: Request) -> dict[Language, str]:
    """This address in each language; for the answer to a POST, the address that shows the page anew."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return {known: f"{request.url.path}?{urlencode([*query, ('lang', known)])}" for known in LANGUAGES}


@cache
def assets() -> Mapping[str, tuple[bytes, str]]:
    """The assets: styles, scripts, fonts; by name, with the media type."""
    found = [path for path in sorted((_HERE / "static").iterdir()) if path.suffix in _TYPES]
    letters = sorted(Path(str(files("advisor.report"))).joinpath("fonts").glob("*.woff2"))
    return {path.name: (path.read_bytes(), _TYPES[path.suffix]) for path in (*found, *letters)}


def asset_paths() -> frozenset[str]:
    """The addresses of the assets, without their query."""
    return frozenset(f"/static/{name}" for name in assets())


def _asset(name: str) -> str:
    """The address of an asset, which changes with its content."""
    return f"/static/{name}?v={hashlib.sha256(assets()[name][0]).hexdigest()[:12]}"


@router.get("/static/{name}")
def static(request: Request, name: str, v: str | None = None) -> Response:
    """An asset. With ``v``, which changes with the content, it may be cached for a year. Raises HTTPException (404)."""
    if name not in assets():
        raise HTTPException(404)
    content, kind = assets()[name]
    keep = {"Cache-Control": "public, max-age=31536000, immutable"} if v else {}
    return caching.answer(request, content, kind, keep)

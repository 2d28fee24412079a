"""Where is the browser app? Its built files, its pages and their policy, the script, the shop.

A page may run its own scripts alone: no inline script, no other host, nothing that frames it. Ant
Design writes style elements, which carry the nonce that every answer makes anew.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from bellrock.core.errors import NotFound
from bellrock.runtime.demo import shop_key
from bellrock.server.auth import AppDep
from bellrock.server.headers import FRAMED

SITE: Final = Path(__file__).parent / "site"
"""What `make web` builds: `app/`, `js/` and `shop/`."""
_FOR_EVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_NONCE, _KEY = "__NONCE__", "__WRITE_KEY__"
_SHOP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_NOT_PAGES = ("/api/", "/js/", "/shop/", "/assets/")

router = APIRouter(include_in_schema=False)


@router.get("/assets/{name:path}")
def asset(name: str, request: Request) -> Response:
    """Give a built file; its name changes with its content."""
    return _file(SITE / "app" / "assets", name, request, cache=_FOR_EVER)


@router.get("/favicon.svg")
def favicon(request: Request) -> Response:
    """Give the mark."""
    return _file(SITE / "app", "favicon.svg", request, cache=_AN_HOUR)


@router.get("/js/{name}")
def tracking_script(name: str, request: Request) -> Response:
    """Give the tracking script or one of its further files, which any site may load.

    Raises:
        NotFound: the script has no such file.
    """
    answer = _file(SITE / "js", name, request, cache=_AN_HOUR)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@router.get("/shop")
def to_shop() -> Response:
    """Lead to the shop's first page."""
    return RedirectResponse("/shop/", status_code=308)


@router.get("/shop/{path:path}")
def shop(path: str, request: Request, app: AppDep) -> Response:
    """Give the demo's shop, whose clicks are events of its home as any site's would be.

    Raises:
        NotFound: this home is no demo's, or the shop has not been built.
    """
    key = shop_key(app)
    if key is None:
        raise NotFound("only a demo has a shop", hint="run `bellrock demo` on a fresh home")
    if Path(path).suffix not in ("", ".html"):
        return _file(SITE / "shop", path, request, cache=_AN_HOUR)
    html, status = _shop_page(path)
    headers = {"Content-Security-Policy": _SHOP_POLICY, "Cache-Control": "no-cache"}
    return HTMLResponse(html.replace(_KEY, key), status, headers=headers)


@router.get("/embed/{token}")
def embed_page(token: str) -> Response:  # noqa: ARG001 -- the app reads it from its address
    """Give the page of a public link: the app's, which any site may frame and none may list."""
    nonce = secrets.token_urlsafe(16)
    headers = {
        "Content-Security-Policy": policy(nonce, frames="*"),
        "Cache-Control": "no-cache",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": FRAMED,
    }
    return HTMLResponse(_index().replace(_NONCE, nonce), headers=headers)


@router.get("/{path:path}")
def page(path: str, request: Request) -> Response:
    """Give the app, whichever of its pages was asked for; the app itself finds the page.

    Raises:
        NotFound: the address is none of a page, or the app has not been built.
    """
    wanted = f"/{path}"
    if wanted.startswith(_NOT_PAGES) or "text/html" not in request.headers.get("accept", "*/*"):
        raise NotFound(f"there is nothing at {wanted}", hint="look at the address")
    nonce = secrets.token_urlsafe(16)
    html = _index().replace(_NONCE, nonce)
    headers = {"Content-Security-Policy": policy(nonce), "Cache-Control": "no-cache"}
    return HTMLResponse(html, headers=headers)


def policy(nonce: str, *, frames: str = "'none'") -> str:
    """Return what a page of the app may load, run and talk to, and who may frame it."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frames}",
        )
    )


def _index() -> str:
    built = SITE / "app" / "index.html"
    try:
        return _read(built, built.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise NotFound(
            "the app has not been built", hint="run `make web`, or install a built wheel"
        ) from error


def _shop_page(path: str) -> tuple[str, int]:
    """Return a page of the shop, or its page for addresses without one, and the status."""
    folder = (SITE / "shop").resolve()
    found = (folder / path).resolve()
    page = found if found.suffix else found / "index.html"
    if page.is_relative_to(folder) and page.is_file():
        return page.read_text("utf-8"), 200
    try:
        return (folder / "404.html").read_text("utf-8"), 404
    except FileNotFoundError as error:
        raise NotFound("the shop has not been built", hint="run `make web`") from error


@lru_cache(1)
def _read(path: Path, _changed: int) -> str:
    return path.read_text("utf-8")


def _file(folder: Path, name: str, request: Request, *, cache: str) -> Response:
    """Give a file below `folder`, packed where the caller takes it so.

    Raises:
        NotFound: there is no such file there.
    """
    found = (folder / name).resolve()
    kind = _TYPES.get(found.suffix)
    if kind is None or not found.is_relative_to(folder.resolve()) or not found.is_file():
        raise NotFound("there is no such file", hint="reload the page")
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    packed = found.with_name(found.name + ".gz")
    if "gzip" in request.headers.get("accept-encoding", "") and packed.is_file():
        return FileResponse(
            packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"}
        )
    return FileResponse(found, media_type=kind, headers=headers)

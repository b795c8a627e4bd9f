"""Answers one client: a page, a file or a query; all paths are known beforehand, none is looked up."""

from __future__ import annotations

import shutil
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg import __version__
from kg.errors import KGError
from kg.serving import pages
from kg.serving.requests import Question, Refused, of_get, of_post

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPMessage

    from kg.serving.front import Answer, Endpoint

_QUERY_PATHS = {"/query", "/sparql"}
_WRITING_PATHS = {"/update", "/store"}
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_SAFE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
_DATA_POLICY = _CLOSED + "sandbox"
_PAGE_POLICY = _CLOSED + "style-src 'self'; form-action 'self'"
_EDITOR_POLICY = (
    _CLOSED
    + "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self' data:"
)
_GRAPH_POLICY = "frame-ancestors 'none'; base-uri 'none'"  # the page of the graph has a policy of its own
_IDLE = 30.0  # seconds that a client may take to say something


class ClientGone(Exception):  # noqa: N818 - nobody is there to be told
    """The client does not listen any more."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = f"kg/{__version__}"
    sys_version = ""
    timeout = _IDLE
    server: Any  # http.server's own annotation does not know our endpoint
    headers: HTTPMessage

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint that answers."""
        found: Endpoint = self.server.endpoint
        return found

    def do_GET(self) -> None:
        """Answer a GET or HEAD."""
        self._guarded(self._get)

    do_HEAD = do_GET  # noqa: N815 - as in http.server

    def do_POST(self) -> None:
        """Answer a POST: a query alone."""
        self._guarded(self._post)

    def do_PUT(self) -> None:
        """Refuse whatever would write."""
        self.close_connection = True
        self._guarded(self._refuse)

    do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_PUT  # noqa: N815 - as in http.server

    def log_message(self, *_: object) -> None:
        """Say nothing: what is asked is the asker's own."""

    def version_string(self) -> str:
        """Return the name of the server."""
        return self.server_version

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what http.server refuses by itself in our way."""
        self.close_connection = True
        self._send(code, _TEXT, f"{message or explain or 'Refused.'}\n".encode())

    def _guarded(self, answer: Any) -> None:  # noqa: ANN401 - one of the methods below
        try:
            self._check_host()
            answer()
        except Refused as refused:
            self.close_connection = self.close_connection or self.command == "POST"
            self._send(refused.status, _TEXT, f"{refused.words}\n".encode())
        except KGError as error:
            self._send(400, _TEXT, f"{error}\n".encode())
        except ClientGone:
            self.close_connection = True

    def _check_host(self) -> None:
        """Refuse a page of another site that has its name point at this machine."""
        host = self.headers.get("Host", "localhost").rsplit(":", 1)[0].strip("[]").lower()
        if self.endpoint.local and host not in {"localhost", "127.0.0.1", "", "::1", ":"}:
            raise Refused(403, "Ask this endpoint as localhost.")

    def _refuse(self) -> None:
        raise Refused(405, "This endpoint is read-only: ask by GET or POST.")

    def _post(self) -> None:
        path = urlsplit(self.path)
        length = self.headers.get("Content-Length", "")
        if path.path in _WRITING_PATHS:
            self.close_connection = True
            raise Refused(403, "This endpoint is read-only: it takes no updates.")
        if path.path not in _QUERY_PATHS:
            self.close_connection = True
            raise Refused(404, "There is nothing of that name.")
        if not length.isdecimal():
            raise Refused(411, "Say how long the query is (Content-Length).")
        if int(length) > self.endpoint.limits.query:
            raise Refused(413, f"A query may have {self.endpoint.limits.query:,} bytes.")
        kind = self.headers.get("Content-Type", "")
        self._ask(of_post(kind, path.query, self.rfile.read(int(length))))

    def _get(self) -> None:
        path = urlsplit(self.path)
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True
        if path.path in _QUERY_PATHS:
            self._ask(of_get(path.query))
        elif path.path in _WRITING_PATHS:
            raise Refused(
                403, "This endpoint is read-only, and has no Graph Store protocol: ask with CONSTRUCT."
            )
        elif path.path == "/":
            self._page(pages.start(self.endpoint))
        elif path.path.startswith("/ready/"):
            self._ready(path.path.removeprefix("/ready/"), path.query)
        elif path.path == "/editor":
            self._send(200, _HTML, pages.fixed("editor.html"), _EDITOR_POLICY)
        elif path.path in pages.FIXED:
            name, kind = pages.FIXED[path.path]
            self._send(200, kind, pages.fixed(name), keep=True)
        elif path.path in pages.BORROWED:
            self._borrow(path.path)
        elif path.path in pages.FILES:
            self._file(*pages.FILES[path.path])
        else:
            raise Refused(404, "There is nothing of that name.")

    def _ask(self, question: Question) -> None:
        # the first of what a client takes decides in Oxigraph; browsers and curl take anything
        accept = self.headers.get("Accept", "*/*")
        with self.endpoint.answer(question, accept) as answer:
            self._stream(answer)

    def _stream(self, answer: Answer) -> None:
        """Send an answer piece by piece; where it breaks off, the connection does as well."""
        chunked = self.request_version != "HTTP/1.0"
        self._begin(
            answer.status, answer.kind, _DATA_POLICY, {"Transfer-Encoding": "chunked"} if chunked else {}
        )
        self.close_connection = self.close_connection or not chunked
        if self.command == "HEAD":
            return
        try:
            for piece in answer.pieces:
                self._write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        except Refused as refused:
            raise ClientGone from refused  # the beginning is with the client: too late to refuse
        except BaseException:
            self.close_connection = True
            raise
        if chunked:
            self._write(b"0\r\n\r\n")

    def _ready(self, name: str, parameters: str) -> None:
        kind, content = pages.ready_page(self.endpoint, name, parameters)
        self._send(200, kind, content, _PAGE_POLICY if kind == _HTML else _DATA_POLICY)

    def _borrow(self, path: str) -> None:
        """Send a file of Oxigraph's editor."""
        status, kind, content = self.endpoint.borrowed(path)
        self._send(status, kind, content, keep=True)

    def _file(self, name: str, kind: str) -> None:
        """Send a file that the build wrote beside its store."""
        try:
            source = (self.endpoint.folder / name).open("rb")
        except OSError as error:
            raise Refused(404, f"The build has no {name}.") from error
        with closing(source):
            size = source.seek(0, 2)
            source.seek(0)
            policy = _GRAPH_POLICY if kind == _HTML else _DATA_POLICY
            self._begin(200, kind, policy, {"Content-Length": str(size)})
            if self.command != "HEAD":
                try:
                    shutil.copyfileobj(source, self.wfile)
                except OSError as error:
                    raise ClientGone from error

    def _page(self, content: bytes) -> None:
        self._send(200, _HTML, content, _PAGE_POLICY)

    def _send(
        self, status: int, kind: str, content: bytes, policy: str = _DATA_POLICY, *, keep: bool = False
    ) -> None:
        headers = {"Content-Length": str(len(content))}
        if keep:
            headers["Cache-Control"] = "max-age=3600"
        self._begin(status, kind, policy, headers)
        if self.command != "HEAD":
            self._write(content)

    def _begin(self, status: int, kind: str, policy: str, more: Mapping[str, str]) -> None:
        self.send_response(status)
        headers = {**_SAFE, "Content-Security-Policy": policy, "Content-Type": kind, **more}
        if status == 405:
            headers["Allow"] = "GET, HEAD, POST"
        if status == 503:
            headers["Retry-After"] = "10"
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        try:
            self.end_headers()
        except OSError as error:
            raise ClientGone from error

    def _write(self, content: bytes) -> None:
        try:
            self.wfile.write(content)
        except OSError as error:
            raise ClientGone from error

"""An intranet portal that embeds the widget: own origin, strict policy, hostile style sheet."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

#: Rules of the kind that break embedded content, some of them on purpose.
HOSTILE_STYLE = """
* { font: 7px/1 fantasy !important; color: lime !important; background: black !important;
    letter-spacing: 9px !important; text-transform: uppercase !important; float: left !important;
    position: static !important; direction: rtl !important; opacity: .2 !important;
    visibility: hidden !important; pointer-events: none !important;
    transform: rotate(9deg) !important; }
html { font-size: 4px !important; }
button, textarea, a, p, section, article, h2, h3, hoi-dap, .panel { display: none !important; }
h1, main, html, body { display: block !important; visibility: visible !important;
    opacity: 1 !important; transform: none !important; float: none !important; }
"""


class Portal:
    """Serves the pages given to it; ``policy`` names the only other origin that is allowed."""

    def __init__(self) -> None:
        pages: dict[str, tuple[str, str]] = {}
        self._pages = pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                policy, body = pages.get(self.path, ("", ""))
                self.send_response(200 if self.path in pages else 404)
                kind = "text/css" if self.path.endswith(".css") else "text/html"
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                if policy:
                    self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Tests say what they need to say themselves."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.serve("/hostile.css", HOSTILE_STYLE)

    def serve(self, path: str, body: str, policy: str = "") -> str:
        """Put a page at a path; gives its address."""
        self._pages[path] = (policy, body)
        return f"{self.origin}{path}"

    def page(self, path: str, body: str, host: str, *, hostile: bool = False) -> str:
        """A page under a policy that allows scripts and calls of ``host`` and nothing inline."""
        policy = (
            f"default-src 'none'; script-src {host}; connect-src {host}; style-src 'self'; "
            "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        )
        style = '<link rel="stylesheet" href="/hostile.css">' if hostile else ""
        head = f"<title>Cổng</title>{style}"
        html = f'<!doctype html><html lang="vi"><head>{head}</head><body>{body}</body></html>'
        return self.serve(path, html, policy)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

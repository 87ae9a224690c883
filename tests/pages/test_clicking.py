"""A click waits for the whole of a page that comes in pieces."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser

from tests.pages.clicking import click


class InPieces(BaseHTTPRequestHandler):
    """A page whose second half comes later than its first."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<a href='/next'>on</a><form><button>again</button></form><p>first</p>" + b" " * 4096)
        time.sleep(0.5)
        self.wfile.write(b"<p>second</p>")

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


def test_all_of_the_page_is_there(browser: Browser) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), InPieces) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page(base_url=f"http://127.0.0.1:{server.server_port}")
        page.goto("/")
        for target in (page.locator("a"), page.locator("button")):
            click(target)
            assert page.locator("p").all_inner_texts() == ["first", "second"]
        page.context.close()
        server.shutdown()

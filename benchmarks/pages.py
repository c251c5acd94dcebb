"""Our pages against the bare page under the same load; queries and bytes of each, exact."""

from __future__ import annotations

import os
import re
from urllib.parse import urljoin

from capacities.commands.children import Children
from capacities.commands.demo import free_port, set_up, start_server
from load import Answers, interleaved
from measure import Figure, percentile

BARE = "/bare-page/"
PAGES = {"town": "/places/ro/suceava/", "home": "/", "country": "/countries/ro/", "network": "/network/"}
WARM_UP, ROUNDS, CLIENTS = 5, 60, 2
LIMITS = {"town": 1.5}  # times the bare page
MOST_QUERIES = 12
MOST_BYTES = 150_000


def figures() -> list[Figure]:
    """Start a server with the bare page, ask for all pages in turn, and count queries and bytes."""
    os.environ["BARE_PAGE"] = "True"
    set_up()
    with Children() as children:
        port = free_port(8800)
        os.environ["SITE_ROOT"] = f"http://localhost:{port}"
        start_server(children, port)
        paths = [BARE, *PAGES.values()]
        interleaved(port, paths, WARM_UP, CLIENTS)
        answers = interleaved(port, paths, ROUNDS, CLIENTS)
        first_visits = {name: first_visit_bytes(port, path) for name, path in PAGES.items()}
    found = _times("bare page", answers[BARE], answers[BARE])
    for name, path in PAGES.items():
        found += _times(name, answers[path], answers[BARE])
        found.append(Figure(f"{name}: bytes of a first visit", first_visits[name], "bytes", MOST_BYTES))
    return found + [Figure(f"{name}: queries", queries(path), "", MOST_QUERIES) for name, path in PAGES.items()]


def _times(name: str, page: Answers, bare: Answers) -> list[Figure]:
    p50, p95 = (percentile(page.seconds, share) for share in (0.5, 0.95))
    found = [Figure(f"{name}: p50", 1000 * p50, "ms"), Figure(f"{name}: p95", 1000 * p95, "ms")]
    found.append(Figure(f"{name}: page alone, gzip", page.bytes, "bytes"))
    if page is not bare:
        ratio = p50 / percentile(bare.seconds, 0.5)
        found.append(Figure(f"{name}: p50 against the bare page", ratio, "times", LIMITS.get(name)))
    return found


def first_visit_bytes(port: int, path: str) -> int:
    """Return the bytes of page, style sheets, scripts, images and Latin fonts as a new visitor receives them."""
    import urllib.request

    def fetch(address: str) -> tuple[int, bytes]:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip, br"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            body, encoding = answer.read(), answer.headers.get("Content-Encoding", "")
        return len(body), _unpacked(body, encoding)

    page = f"http://127.0.0.1:{port}{path}"
    total, html = fetch(page)
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", html.decode())
    links = [
        found[1] for tag in tags if "canonical" not in tag and (found := re.search(r'(?:href|src)="([^"]+)"', tag))
    ]
    waiting = [urljoin(page, link) for link in links if re.search(r"\.(css|js|svg|png|ico|woff2)(\?|$)", link)]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen or "-greek" in address or "-cyrillic" in address:
            continue
        seen.add(address)
        size, body = fetch(address)
        total += size
        if ".css" in address:
            waiting += [urljoin(address, link) for link in re.findall(r'url\(["\']?([^"\')]+)', body.decode())]
    return total


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        import gzip

        return gzip.decompress(body)
    if encoding == "br":
        import brotli

        return bytes(brotli.decompress(body))
    return body


def queries(path: str) -> int:
    """Return how many queries a page takes for a visitor, after the first visit warmed the caches."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)

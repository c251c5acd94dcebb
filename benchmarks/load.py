"""A load of one machine on itself: a few clients ask for several pages in turn, so that all share every disturbance."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en", "Host": "localhost"}


@dataclass
class Answers:
    """What came back from one address: seconds per request and bytes of the last body as transferred."""

    seconds: list[float] = field(default_factory=list)
    bytes: int = 0


def interleaved(port: int, paths: Sequence[str], rounds: int, clients: int, *, cookie: str = "") -> dict[str, Answers]:
    """Let ``clients`` each ask ``rounds`` times for all paths, one after the other, and return what came back.

    A ``cookie`` makes them somebody who is signed in.

    Raises RuntimeError when an answer is not 200.
    """
    found = {path: Answers() for path in paths}
    headers = HEADERS | ({"Cookie": cookie} if cookie else {})
    lock, wrong = threading.Lock(), []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for turn in range(rounds):
            for step in range(len(paths)):
                path = paths[(number + turn + step) % len(paths)]
                start = time.perf_counter()
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                body = answer.read()
                seconds = time.perf_counter() - start
                with lock:
                    if answer.status != 200:
                        wrong.append(f"{path}: {answer.status}")
                        return
                    found[path].seconds.append(seconds)
                    found[path].bytes = len(body)
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"the server did not answer with 200: {wrong[0]}")
    return found

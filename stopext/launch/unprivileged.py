"""PostgreSQL refuses to run as root; these start it as ``nobody`` when we are root."""

import os
import pwd
import shutil
from collections.abc import Sequence
from pathlib import Path

from stopext.launch.errors import LaunchError

_OTHERS_MAY_ENTER = 0o001
_KEEP_FILE_ACCESS = (
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
    "--securebits=+no_setuid_fixup",  # or access(2) would not count the capability
)


def server_identity() -> tuple[int, int] | None:
    """The user and group that own the server's files, or None when they are simply ours."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def give_to_server(path: Path) -> None:
    """Make ``path`` belong to the user the server runs as."""
    identity = server_identity()
    if identity is not None:
        os.chown(path, *identity)


def server_command(command: Sequence[str], *paths: Path, dies_with_us: bool = False) -> list[str]:
    """``command`` wrapped so that it runs without root and still reaches ``paths``.

    A checkout below a private directory (mode 0700) cannot be entered by ``nobody``; the command
    then keeps the one capability that file access needs, instead of us opening the directory.
    """
    identity = server_identity()
    if identity is None:
        return list(command)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LaunchError(
            "PostgreSQL cannot run as root and setpriv (util-linux) is missing: use another user."
        )
    user, group = identity
    wrapped = [setpriv, f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    if not all(_others_may_enter(path) for path in paths):
        wrapped += _KEEP_FILE_ACCESS
    if dies_with_us:
        # Changing the user forgets a wish made before it, so setpriv has to make it.
        wrapped.append("--pdeathsig=INT")
    return [*wrapped, *command]


def _others_may_enter(path: Path) -> bool:
    return all(parent.stat().st_mode & _OTHERS_MAY_ENTER for parent in path.resolve().parents)

"""The lasting parts of the demo: each is started again when it ends by itself, and that is said."""

import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType

from stopext.launch.errors import LaunchError

_MOST_STARTS = 5
_WITHIN_SECONDS = 60.0


class Part:
    """A process that should run for as long as the block around it."""

    def __init__(
        self, name: str, start: "Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]"
    ) -> None:
        self.name = name
        self._start = start
        self._block = ExitStack()
        self._starts: deque[float] = deque(maxlen=_MOST_STARTS)

    def __enter__(self) -> "Part":
        self._process = self._block.enter_context(self._start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._block.close()

    def require(self) -> None:
        """Raise LaunchError when the process has ended."""
        if how := self._end():
            raise LaunchError(f"The {self.name} ended by itself ({how}); everything is stopped.")

    def revive(self) -> None:
        """Start the process again if it has ended, and say so.

        Raises LaunchError when that did not help a few times within a minute.
        """
        how = self._end()
        if how is None:
            return
        now = time.monotonic()
        if len(self._starts) == _MOST_STARTS and now - self._starts[0] < _WITHIN_SECONDS:
            raise LaunchError(f"The {self.name} does not stay up ({how}); everything is stopped.")
        self._starts.append(now)
        self._block.close()  # with what the process started itself and left behind
        self._process = self._block.enter_context(self._start())
        print(f"The {self.name} ended by itself ({how}) and was started again.", flush=True)

    def _end(self) -> str | None:
        code = self._process.poll()
        if code is None:
            return None
        return signal.Signals(-code).name if code < 0 else f"code {code}"


def revive_all(parts: Sequence[Part]) -> None:
    """Look after each part once; first those that the later ones need."""
    for part in parts:
        part.revive()

"""Commands in processes that need not load peel: each is forked from one that has loaded it.

A test of what a command says, writes and returns needs a process with streams, an environment and a folder of its own;
it need not wait for a second of imports each time. What concerns the start itself (the installed script, what a look at
the help loads, a catalogue of the user's own) is tested with processes that start from nothing.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import types
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
PEEL = Path(sys.executable).with_name("peel")
_LATE = ("scraper.browse", "scraper.engine")  # loaded by few commands, and large
_SECONDS = 60
_LONGEST = 1 << 20  # bytes of one request


def peel(
    *words: object, cwd: Path, env: dict[str, str] | None = None, stdout: int | None = subprocess.PIPE,
    text: bool = True, closed: Sequence[int] = (),
) -> subprocess.CompletedProcess[Any]:  # fmt: skip
    """Run `peel` with these words in a process of its own, and return what `subprocess.run` would.

    `env` is all of its environment, by default that of this process without peel's own settings. `stdout` is a
    descriptor that takes its output; it is read by default. `closed` are the streams (1, 2) that it starts without.
    Raises TimeoutExpired after a minute.
    """
    found = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")} if env is None else env
    assert "PEEL_CATALOGUE" not in found, "a catalogue of one's own is read at the start: use a process of its own"
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        streams = [nothing.fileno(), out.fileno() if stdout in (None, subprocess.PIPE) else stdout, err.fileno()]
        code = _server().run([str(PEEL), *map(str, words)], str(cwd), found, streams, closed)
        said = [_read(stream, text) for stream in (out, err)]
    return subprocess.CompletedProcess(list(words), code, said[0], said[1])


def _read(stream: IO[bytes], text: bool) -> str | bytes:
    stream.seek(0)
    found = stream.read()
    return found.decode("utf-8").replace("\r\n", "\n") if text else found


class _Server:
    """The process that has peel loaded, from this side."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", __name__, str(theirs.fileno())]
            environment = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=ROOT, env=environment)
        self._socket = ours
        self._socket.settimeout(_SECONDS)

    def run(self, words: list[str], cwd: str, env: dict[str, str], streams: list[int], closed: Sequence[int]) -> int:
        told = json.dumps({"words": words, "cwd": cwd, "env": env, "closed": list(closed)}).encode()
        socket.send_fds(self._socket, [told], streams)
        pid = int(self._socket.recv(_LONGEST))
        try:
            return int(self._socket.recv(_LONGEST))
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            self._socket.recv(_LONGEST)
            raise subprocess.TimeoutExpired(words, _SECONDS) from None

    def end(self) -> None:
        self._socket.close()
        self._process.wait(_SECONDS)


@cache
def _server() -> _Server:
    server = _Server()
    atexit.register(server.end)
    return server


# --- the other side ----------------------------------------------------------------------------------------------


def _load() -> None:
    """Load what commands load, so that those who are forked need not."""
    import scraper

    for module in pkgutil.walk_packages(scraper.__path__, "scraper."):
        if not module.name.startswith(_LATE):
            importlib.import_module(module.name)


def _serve(line: socket.socket) -> bool:
    """Fork a process for each request and tell its exit code; return True in such a process, False at the end."""
    while True:
        told, streams, _, _ = socket.recv_fds(line, _LONGEST, 3)
        if not told:
            return False
        pid = os.fork()
        if pid == 0:
            line.close()
            _become(json.loads(told), streams)
            return True
        for stream in streams:
            os.close(stream)
        line.send(str(pid).encode())
        _, status = os.waitpid(pid, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(asked: dict[str, Any], streams: list[int]) -> None:
    """Make this process what one that was started with these words would be."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    for number in asked["closed"]:
        os.close(number)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    sys.argv = asked["words"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.stdin, sys.stdout, sys.stderr = (_stream(number) for number in range(3))  # type: ignore[assignment]


def _stream(number: int) -> io.TextIOWrapper | None:
    """Return a standard stream as the interpreter opens it: none for a closed one, in the encoding that is asked for."""
    try:
        os.fstat(number)
    except OSError:
        return None
    encoding = os.environ.get("PYTHONIOENCODING") or "utf-8"
    raw = io.FileIO(number, "w" if number else "r", closefd=False)
    buffered = io.BufferedWriter(raw) if number else io.BufferedReader(raw)
    errors = "backslashreplace" if number == 2 else "strict"
    return io.TextIOWrapper(buffered, encoding, errors, line_buffering=number == 2)


def _ended(main: Callable[[], object]) -> int:
    """Return the exit code of a command, once all is done that an interpreter does at its end but for tidying up."""
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        traceback.print_exc()
        code = 120
    return code


if __name__ == "__main__":
    _load()
    gc.freeze()
    if _serve(socket.socket(fileno=int(sys.argv[1]))):
        from scraper.cli import main

        os._exit(_ended(main))

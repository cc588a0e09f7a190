"""Commands in processes that need not load peel: each is forked from one that has loaded it.

A test of what a command says, writes and returns needs a process with streams, an environment and a folder of its own;
it need not wait for a second of imports each time. What concerns the start itself (the installed script, what a look at
the help loads) is tested with processes that start from nothing; what concerns how peel is loaded (a catalogue of the
user's own) with processes that have loaded the libraries alone.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import selectors
import shutil
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

from tests.support.room import heed_rights, let_no_file_be_longer_than

ROOT = Path(__file__).parents[2]
PEEL = Path(sys.executable).with_name("peel")
_LATE = ("scraper.browse", "scraper.engine")  # loaded by few commands, and large
_LIBRARIES = ("bs4", "click", "csv", "html", "lxml.html", "pydantic", "requests", "scraper.store.sqlite", "warcio")
_SHARED = "WARM_PEEL"
"""The variable that tells processes that share the tests where the process is that has peel loaded."""
_SECONDS = 60
_LONGEST = 1 << 20  # bytes of one request


def peel(
    *words: object, cwd: Path, env: dict[str, str] | None = None, stdout: int | None = subprocess.PIPE,
    text: bool = True, closed: Sequence[int] = (), room: int | None = None, heeds_rights: bool = False,
    loaded: bool = True,
) -> subprocess.CompletedProcess[Any]:  # fmt: skip
    """Run `peel` with these words in a process of its own, and return what `subprocess.run` would.

    `env` is all of its environment, by default that of this process without peel's own settings. `stdout` is a
    descriptor that takes its output; it is read by default. `closed` are the streams (1, 2) that it starts without.
    `room` is the size in bytes beyond which it can write no file; where it heeds rights, it may write nothing that a
    user without root's privileges may not. Unless peel is loaded, the process loads it. Raises TimeoutExpired after a minute.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, Path(os.devnull).open("rb") as nothing:
        streams = [nothing.fileno(), out.fileno() if stdout in (None, subprocess.PIPE) else stdout, err.fileno()]
        started = Started(words, cwd, env, streams, loaded, closed=list(closed), room=room, heeds_rights=heeds_rights)
        code = started.wait()
        said = [_read(stream, text) for stream in (out, err)]
    return subprocess.CompletedProcess(list(words), code, said[0], said[1])


def _read(stream: IO[bytes], text: bool) -> str | bytes:
    stream.seek(0)
    found = stream.read()
    return found.decode("utf-8").replace("\r\n", "\n") if text else found


class Started:
    """A process that runs `peel` with these words, whose streams are three descriptors."""

    def __init__(
        self, words: Sequence[object], cwd: Path, env: dict[str, str] | None, streams: Sequence[int | None],
        loaded: bool = True, **limits: Any,
    ) -> None:  # fmt: skip
        self._words = [str(PEEL), *map(str, words)]
        found = (
            {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")} if env is None else env
        )
        assert not (loaded and "PEEL_CATALOGUE" in found), "a catalogue of one's own is read when peel is loaded"
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.connect(_address(loaded))
        self._line.settimeout(_SECONDS)
        told = {"words": self._words, "cwd": str(cwd), "env": found, **limits}
        socket.send_fds(self._line, [json.dumps(told).encode()], streams)  # type: ignore[list-item]
        self.pid = int(self._line.recv(_LONGEST))
        self._code: int | None = None

    def signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self._code is None:
            os.kill(self.pid, number)

    def wait(self) -> int:
        """Return the exit code when it has ended, negative for a signal; it is killed after a minute (TimeoutExpired)."""
        if self._code is None:
            try:
                self._code = int(self._line.recv(_LONGEST))
            except TimeoutError:
                os.kill(self.pid, signal.SIGKILL)
                self._line.recv(_LONGEST)
                raise subprocess.TimeoutExpired(self._words, _SECONDS) from None
            finally:
                self._line.close()
        return self._code


_STAND_IN = """#!{python} -IS
import json, os, socket, sys
def there(number):
    try:
        return os.fstat(number) is not None
    except OSError:
        return False
closed = [number for number in (0, 1, 2) if not there(number)]
for number in closed:
    os.open(os.devnull, os.O_RDWR)
line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
line.connect({address!r})
told = {{"words": sys.argv, "cwd": os.getcwd(), "env": dict(os.environ), "closed": closed}}
socket.send_fds(line, [json.dumps(told).encode()], [0, 1, 2])
line.recv(99)
code = int(line.recv(99))
os.kill(os.getpid(), -code) if code < 0 else os._exit(code)
"""


def stand_in(path: Path) -> Path:
    """Write a command to a path that does what the installed one does, for scripts that name it; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_STAND_IN.format(python=sys.executable, address=_address(True)), "utf-8")
    path.chmod(0o755)
    return path


class _Server:
    """The process that has peel loaded, or its libraries alone, from this side; it ends when its standard input does."""

    def __init__(self, loaded: bool) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="peel-warm-"))
        self.address = str(self._folder / "line")
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(self.address)
            listener.listen(64)
            command = [sys.executable, "-m", __name__, str(listener.fileno()), *(["peel"] if loaded else [])]
            environment = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}
            self._process = subprocess.Popen(
                command, pass_fds=[listener.fileno()], stdin=subprocess.PIPE, cwd=ROOT, env=environment
            )

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(_SECONDS)
        shutil.rmtree(self._folder)


@cache
def _server(loaded: bool) -> _Server:
    server = _Server(loaded)
    atexit.register(server.end)
    return server


def _address(loaded: bool) -> str:
    return (loaded and os.environ.get(_SHARED)) or _server(loaded).address


def share() -> Callable[[], None]:
    """Start the process that has peel loaded, for this process and those that it starts; return what ends it."""
    server = _Server(True)
    os.environ[_SHARED] = server.address

    def end() -> None:
        del os.environ[_SHARED]
        server.end()

    return end


# --- the other side ----------------------------------------------------------------------------------------------


def _load(peel_too: bool) -> None:
    """Load what commands load, and work out once what each of them would, so that those who are forked need not."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    if not peel_too:
        return
    import scraper

    for module in pkgutil.walk_packages(scraper.__path__, "scraper."):
        if not module.name.startswith(_LATE):
            importlib.import_module(module.name)
    importlib.import_module("scraper.browse.show")
    _begin_once()


def _begin_once() -> None:
    """Do what the first page, the first database and the first question for a version do in each process."""
    from scraper.fixtures.cases import Case
    from scraper.parsers.version import audit_version, parser_version, reading_version
    from scraper.store.sqlite import Database

    assert Case(ROOT / "fixtures/assessment/staffordshire-2016").extraction.record is not None
    Database(memory=True).close()
    parser_version(), reading_version(), audit_version()


class _Requests:
    """What is asked of the process that has peel loaded, and the processes that do it."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._selector = selectors.DefaultSelector()
        self._selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        self._selector.register(listener, selectors.EVENT_READ)

    def serve(self) -> bool:
        """Fork a process for each request and tell its exit code; return True in such a process, False at the end."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    if self._begin():
                        return True
                elif key.data is None:
                    return False
                else:
                    self._tell(*key.data)
                    self._selector.unregister(key.fileobj)
                    os.close(key.fd)

    def _begin(self) -> bool:
        line, _ = self._listener.accept()
        told, streams, _, _ = socket.recv_fds(line, _LONGEST, 3)
        pid = os.fork()
        if pid == 0:
            line.close()
            self._leave()
            _become(json.loads(told), streams)
            return True
        for stream in streams:
            os.close(stream)
        line.send(str(pid).encode())
        self._selector.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, line))
        return False

    @staticmethod
    def _tell(pid: int, line: socket.socket) -> None:
        _, status = os.waitpid(pid, 0)
        with line:
            try:
                line.send(str(os.waitstatus_to_exitcode(status)).encode())
            except OSError:
                return  # who asked has gone

    def _leave(self) -> None:
        """Close, in a process that was forked, what is this one's alone."""
        for key in list(self._selector.get_map().values()):
            if key.data is not None:
                os.close(key.fd)
                key.data[1].close()
        self._listener.close()
        self._selector.close()


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
    if asked.get("room") is not None:
        let_no_file_be_longer_than(asked["room"])
    if asked.get("heeds_rights"):
        heed_rights()
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
    _load(len(sys.argv) > 2)
    gc.freeze()
    if _Requests(socket.socket(fileno=int(sys.argv[1]))).serve():
        from scraper.cli import main

        os._exit(_ended(main))

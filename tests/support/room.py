"""Room on a disk that ends, and rights that hold for root too, for real: the system keeps them of a process."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION = 0x20080522  # of the form in which capabilities are told (capset(2))
_OVERRIDE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and _READ_SEARCH: what lets root write and read where it has no right to


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Let no write of this process take a file beyond `size` bytes; it fails as on a full disk."""
    soft = let_no_file_be_longer_than(size)
    try:
        yield
    finally:
        let_no_file_be_longer_than(soft)


def let_no_file_be_longer_than(size: int) -> int:
    """The same from now on; return the size that was allowed before."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    return soft


def heed_rights() -> None:
    """Let this process read and write from now on only where the rights of files allow it, were it root's."""
    libc = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice, for capabilities beyond the 32nd
    assert libc.capget(head, sets) == 0, ctypes.get_errno()
    sets[0] &= ~_OVERRIDE
    sets[1] &= ~_OVERRIDE
    assert libc.capset(head, sets) == 0, ctypes.get_errno()

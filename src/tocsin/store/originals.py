"""The bytes as they came, by their SHA-256, never changed.

Prevents evidence that cannot be checked: a row refers to an original only when the whole of it is on the disk.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 20
_TEMPORARY = ".partial-"


class Originals:
    """The folder `originals/`: `ab/abcd…`, each file named by the hash of its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash (hexadecimal) are kept, whether they are there or not."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep these bytes; their hash. On return they are on the disk. Known bytes are left alone."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if target.is_file() and target.stat().st_size == len(content):
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=_TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o444)
            os.replace(name, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
        sync_folder(target.parent)
        sync_folder(self.folder)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises `FileNotFoundError`."""
        return self.path(sha256).read_bytes()

    def iter_hashes(self) -> Iterator[str]:
        """The hashes of all originals, sorted; files that a killed run left half-written are none."""
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.startswith(_TEMPORARY):
                yield path.name

    def sweep(self, *, older_than: float) -> int:
        """Remove half-written files last touched before this moment (seconds since the epoch); how many."""
        gone = 0
        for path in self.folder.glob(f"??/{_TEMPORARY}*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than:
                    path.unlink()
                    gone += 1
        return gone

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes are there and still have this hash."""
        try:
            return hash_file(self.path(sha256)) == sha256
        except FileNotFoundError:
            return False


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk, so that a rename in it survives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

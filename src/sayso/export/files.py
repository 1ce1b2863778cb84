"""Files that appear under their name only when they are complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write, in UTF-8 and without translating line ends; `path` is replaced when all of it is written.

    A device or a pipe is written to as it is. Raises OSError when it cannot be written.
    """
    special = path.exists() and not path.is_file()
    part = path if special else _beside(path)
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
            if not special:
                out.flush()
                os.fsync(out.fileno())
        if not special:
            part.replace(path)
    finally:
        if not special:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A folder to write files into; they move into `folder`, replacing their namesakes, when all are written."""
    part = _beside(folder)
    part.mkdir(parents=False)
    try:
        yield part
        folder.mkdir(exist_ok=True)
        for made in sorted(part.iterdir()):
            made.replace(folder / made.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _beside(path: Path) -> Path:
    """A hidden name in the same folder, so that a rename is one step; two processes have two."""
    return path.absolute().with_name(f".{path.name}.{os.getpid()}.part")

"""A worker process: takes a function, then items, and sends back what the function makes of each.

Prevents stray prints from breaking the conversation: standard output is put aside for it, prints go to standard error.
Messages are pickles, each after its length; they come only from the program that started the worker.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import traceback
from typing import BinaryIO

from tocsin.errors import TocsinError

_LENGTH = struct.Struct(">Q")


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one message. Raises `EOFError` when the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message


def described(error: Exception) -> tuple[str, str, TocsinError | None]:
    """An exception in a line, its trace, and itself where it is one of Tocsin's own."""
    cause = error if isinstance(error, TocsinError) else None
    return f"{type(error).__name__}: {error}", traceback.format_exc(), cause


def _failure(error: Exception) -> bytes:
    """The answer that an item failed; an exception that cannot be rebuilt on the other side stays here."""
    line, trace, cause = described(error)
    answer = pickle.dumps((False, (line, trace, cause)))
    try:
        pickle.loads(answer)
    except Exception:  # whatever its constructor raises
        return pickle.dumps((False, (line, trace, None)))
    return answer


def main() -> None:
    """Work until the other side closes. An interrupt is for the program that started the worker to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer
    function = pickle.loads(receive(questions))
    while True:
        try:
            message = receive(questions)
        except EOFError:
            return
        try:
            answer = pickle.dumps((True, function(pickle.loads(message))))
        except Exception as error:  # sent back as that item's failure
            answer = _failure(error)
        send(answers, answer)


if __name__ == "__main__":
    main()

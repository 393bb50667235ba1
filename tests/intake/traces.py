"""Looks for a planted trace in a file: as it is, in all that is compressed inside, and through exiftool if there."""

import io
import json
import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray

EXIFTOOL = os.environ.get("TIPLINE_EXIFTOOL") or shutil.which("exiftool") or ""
NO_EXIFTOOL = "exiftool is not here: see .ci/exiftool"
_OF_THE_WITNESS = {"SourceFile", "ExifTool", "System"}


def found_in(data: bytes, traces: Iterable[str]) -> set[str]:
    """Return the traces that are anywhere in these bytes, in three codings of text."""
    whole = data + _unpacked(data)
    return {
        trace for trace in traces for coding in ("utf-8", "utf-16-le", "utf-16-be") if trace.encode(coding) in whole
    }


def _unpacked(data: bytes) -> bytes:
    found = [_inflated(data[at.start() :]) for at in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data)]
    if data.startswith(b"%PDF-"):
        found.append(_streams(data))
    return b"".join(found)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, 10_000_000)
    except zlib.error:
        return b""


def _streams(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = []
        for item in pdf.objects:
            parts.append(_words_of(item))
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_raw_bytes())
    return b"".join(parts)


def _words_of(item: pikepdf.Object) -> bytes:
    try:
        return repr(item).encode()
    except UnicodeDecodeError:  # a name of broken bytes
        return item.unparse(resolved=True)


def told_by_exiftool(data: bytes) -> dict[str, str]:
    """Return all that exiftool reads, unknown and embedded too, by group and name. Skips the test without exiftool."""
    if not EXIFTOOL:
        pytest.skip(NO_EXIFTOOL)
    command = [EXIFTOOL, "-config", "", "-a", "-G1", "-u", "-U", "-ee", "-api", "LargeFileSupport=1", "-json", "-"]
    ran = subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)
    [told] = json.loads(ran.stdout or b"[{}]")
    return {key: str(value) for key, value in told.items() if key.partition(":")[0] not in _OF_THE_WITNESS}


def likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """How alike two sounds are where they are most alike, at whatever shift, from 0 to 1."""
    least = min(len(one), len(other))
    spectra = [np.fft.rfft(each[:least], 2 * least) for each in (one, other)]
    alike = np.fft.irfft(spectra[0] * spectra[1].conj())  # shift by shift it would take seconds
    return float(np.abs(alike).max() / (np.linalg.norm(one[:least]) * np.linalg.norm(other[:least])))

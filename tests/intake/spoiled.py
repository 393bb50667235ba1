"""Files spoiled in the ways that happen and in the ways that are tried: always the same for the same seed."""

from collections.abc import Iterator, Mapping

import numpy as np

from tests.intake.telling_pictures import CANARY

OTHERS = {
    "zip": b"PK\x03\x04\x14\0\0\0\0\0" + bytes(16) + CANARY.encode(),
    "html": f"<html><script>{CANARY}</script>".encode(),
    "svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{CANARY}</text></svg>".encode(),
    "playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n" + CANARY.encode(),
    "php": f"<?php {CANARY} ?>".encode(),
    "program": b"MZ\x90\0" + CANARY.encode(),
}


def spoiled(files: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Return so many spoiled files, with the name of what each was and what was done to it."""
    chance = np.random.default_rng(seed)
    names = sorted(files)
    for number in range(count):
        name = names[number % len(names)]
        how = WAYS[number // len(names) % len(WAYS)]
        yield f"{name}, {how.__name__.strip('_')}, {number} of seed {seed}", how(files[name], chance, files)


def _cut(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    return data[: int(chance.integers(1, len(data)))]


def _flipped(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    made = np.frombuffer(data, np.uint8).copy()
    at = chance.integers(12, len(made), int(chance.integers(1, 40)))
    made[at] ^= chance.integers(1, 256, len(at), np.uint8)
    return made.tobytes()


def _flipped_at_the_head(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    made = np.frombuffer(data, np.uint8).copy()
    at = chance.integers(8, min(300, len(made)), int(chance.integers(1, 12)))
    made[at] = chance.integers(0, 256, len(at), np.uint8)
    return made.tobytes()


def _with_a_hole(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    at, size = int(chance.integers(1, len(data))), int(chance.integers(1, len(data)))
    return data[:at] + data[at + size :]


def _with_noise_inside(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    at = int(chance.integers(1, len(data)))
    return data[:at] + chance.integers(0, 256, int(chance.integers(1, 5000)), np.uint8).tobytes() + data[at:]


def _with_something_behind(data: bytes, chance: np.random.Generator, files: Mapping[str, bytes]) -> bytes:
    others = [*OTHERS.values(), *files.values()]
    return data + others[int(chance.integers(len(others)))]


def _with_something_before(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    return list(OTHERS.values())[int(chance.integers(len(OTHERS)))] + data


def _of_two_halves(data: bytes, chance: np.random.Generator, files: Mapping[str, bytes]) -> bytes:
    other = files[sorted(files)[int(chance.integers(len(files)))]]
    return data[: len(data) // 2] + other[len(other) // 2 :]


def _with_huge_numbers(data: bytes, chance: np.random.Generator, _: object) -> bytes:
    made = bytearray(data)
    for at in chance.integers(8, len(data), int(chance.integers(1, 6))):
        made[at : at + 4] = b"\x7f\xff\xff\xff"
    return bytes(made)


WAYS = (
    _cut,
    _flipped,
    _flipped_at_the_head,
    _with_a_hole,
    _with_noise_inside,
    _with_something_behind,
    _with_something_before,
    _of_two_halves,
    _with_huge_numbers,
)

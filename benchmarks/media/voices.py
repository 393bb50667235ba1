"""How well the disguise hides who speaks: `python -m benchmarks.media.voices WHEEL FOLDER`.

WHEEL is Resemblyzer's, whose network is the attacker; FOLDER holds a folder of sound files for each speaker. Each
clip is heard as a telephone hears it. Two attackers: one has the plain voice, one has run this disguise over it.
"""

import sys
import time
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.media.speaker import Verifier, equal_error
from reports.intake.disguise import RATE, Samples, disguise

_TELEPHONE = 8_000
_Floats = NDArray[np.float32]


def main(wheel: Path, folder: Path) -> None:
    clips = [(home.name, heard(path)) for home in sorted(folder.iterdir()) for path in sorted(home.iterdir())]
    who = np.array([name for name, _ in clips])
    seconds, begun = sum(len(clip) for _, clip in clips) / RATE, time.process_time()
    hidden = [np.concatenate(list(disguise(_pieces(clip)))) for _, clip in clips]
    cost = (time.process_time() - begun) / seconds * 60
    verifier = Verifier(wheel)
    plain = np.stack([verifier.vector(clip) for _, clip in clips])
    again = np.stack([verifier.vector(clip) for clip in hidden])
    print(f"{len(clips)} clips of {len(set(who))} speakers, {seconds / len(clips):.0f} s each on average")
    print(f"the disguise takes {cost:.1f} s of processor time a minute of speech")
    for name, known, asked in (
        ("plain voices", plain, plain),
        ("disguised, the attacker has the plain voice", plain, again),
        ("disguised, the attacker has disguised the voice himself", again, again),
    ):
        print(f"{name}: {_told(who, known, asked)}")


def heard(path: Path) -> Samples:
    """Return a sound file as it comes out of a telephone, mono, at the disguise's rate."""
    with av.open(str(path)) as container:
        narrow, wide = (av.AudioResampler("s16", "mono", rate) for rate in (_TELEPHONE, RATE))
        frames = [slim for frame in container.decode(audio=0) for slim in narrow.resample(frame)]
        frames += narrow.resample(None)
        parts = [out.to_ndarray() for frame in frames for out in wide.resample(_untimed(frame))]
        parts += [out.to_ndarray() for out in wide.resample(None)]
    samples: Samples = np.concatenate(parts, axis=1)[0]
    return samples


def _untimed(frame: av.AudioFrame) -> av.AudioFrame:
    frame.pts = None
    return frame


def _pieces(clip: Samples) -> list[Samples]:
    return [clip[at : at + RATE] for at in range(0, len(clip), RATE)]


def _told(who: NDArray[np.str_], known: _Floats, asked: _Floats) -> str:
    likeness = asked @ known.T
    is_other = ~np.eye(len(who), dtype=bool)
    is_same = (who[:, None] == who[None, :]) & is_other
    error = equal_error(likeness[is_same], likeness[~is_same & is_other])
    nearest = np.where(is_other, likeness, -2).argmax(axis=1)
    right = float(np.mean(who[nearest] == who))
    blind = float(np.mean(is_same.sum(axis=1) / (len(who) - 1)))
    return f"equal error rate {error:.0%}, nearest clip is the speaker's {right:.0%} (blind {blind:.0%})"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

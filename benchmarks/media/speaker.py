"""A speaker verifier in numpy: Resemblyzer's network (Apache 2.0), read from its wheel without torch.

Three LSTM layers over 40 mel bands of 25 ms every 10 ms, a linear layer, rectified and scaled to length one; a clip is
the mean over windows of 1.6 s. Two clips are alike as far as their vectors' product.
"""

import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float32]
_RATE, _FFT, _HOP, _BANDS, _HIDDEN, _LAYERS, _WINDOW = 16_000, 400, 160, 40, 256, 3, 160


class _Named(dict[str, Any]):
    """A dictionary that may carry further attributes."""


class _Weights(pickle.Unpickler):
    """Reads torch's file of before 2020: four pickles, the keys of its storages, then these one after another.

    Every class of torch becomes the little that is needed of it; a tensor is remembered as (key, offset, shape).
    """

    def persistent_load(self, pid: Any) -> str:
        return str(pid[2])

    def find_class(self, module: str, name: str) -> Any:
        if name == "_rebuild_tensor_v2":
            return lambda key, offset, shape, *_: (key, offset, shape)
        return _Named if name == "OrderedDict" else type(name, (), {})


def _read_weights(file: io.BytesIO) -> dict[str, _Floats]:
    for _ in range(3):  # a magic number, a version, the machine's sizes
        pickle.load(file)
    tensors = _Weights(file).load()["model_state"]
    storages = {}
    for key in pickle.load(file):
        count = int.from_bytes(file.read(8), "little")
        storages[key] = np.frombuffer(file.read(4 * count), np.float32)
    return {
        name: storages[key][offset : offset + int(np.prod(shape))].reshape(shape)
        for name, (key, offset, shape) in tensors.items()
        if storages.get(key) is not None
    }


class Verifier:
    def __init__(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            self._state = _read_weights(io.BytesIO(archive.read("resemblyzer/pretrained.pt")))
        self._mel = _mel_filters()

    def vector(self, samples: NDArray[np.int16]) -> _Floats:
        """Return what a clip at 16 kHz sounds like."""
        sound = samples.astype(np.float32) / 32768
        sound = sound * 10 ** ((-30 - 10 * np.log10(np.mean(sound**2) + 1e-12)) / 20)
        padded = np.pad(sound, _FFT // 2, mode="reflect")
        window = np.hanning(_FFT + 1)[:-1]
        frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::_HOP] * window
        mel = (np.abs(np.fft.rfft(frames)) ** 2 @ self._mel.T).astype(np.float32)
        loud = mel.sum(axis=1)
        mel = mel[loud > 0.003 * np.percentile(loud, 95)]  # its own silence detector is another package's
        if len(mel) < _WINDOW:
            mel = np.pad(mel, ((0, _WINDOW - len(mel)), (0, 0)))
        starts = range(0, len(mel) - _WINDOW + 1, _WINDOW // 2)
        made = self._forward(np.stack([mel[at : at + _WINDOW] for at in starts])).mean(axis=0)
        return np.asarray(made / np.linalg.norm(made), np.float32)

    def _forward(self, batch: _Floats) -> _Floats:
        values = batch
        for layer in range(_LAYERS):
            w_in, w_hidden = self._state[f"lstm.weight_ih_l{layer}"], self._state[f"lstm.weight_hh_l{layer}"]
            bias = self._state[f"lstm.bias_ih_l{layer}"] + self._state[f"lstm.bias_hh_l{layer}"]
            hidden = cell = np.zeros((len(batch), _HIDDEN), np.float32)
            out = []
            for step in range(values.shape[1]):
                gates = values[:, step] @ w_in.T + hidden @ w_hidden.T + bias
                enter, forget, new, leave = np.split(gates, 4, axis=1)
                cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(new)
                hidden = _sigmoid(leave) * np.tanh(cell)
                out.append(hidden)
            values = np.stack(out, axis=1)
        made = np.maximum(0, hidden @ self._state["linear.weight"].T + self._state["linear.bias"])
        return np.asarray(made / (np.linalg.norm(made, axis=1, keepdims=True) + 1e-9), np.float32)


def _sigmoid(values: _Floats) -> _Floats:
    return np.asarray(1 / (1 + np.exp(-values)), np.float32)


def _mel_filters() -> NDArray[np.float64]:
    """Slaney's mel bands, each of area one, as librosa makes them."""
    points = _hertz(np.linspace(0, _mel(_RATE / 2), _BANDS + 2))
    bins = np.fft.rfftfreq(_FFT, 1 / _RATE)
    rising = (bins - points[:-2, None]) / np.diff(points)[:-1, None]
    falling = (points[2:, None] - bins) / np.diff(points)[1:, None]
    return np.maximum(0, np.minimum(rising, falling)) * (2 / (points[2:] - points[:-2]))[:, None]


def _mel(hertz: float) -> float:
    return float(15 + np.log(hertz / 1000) / (np.log(6.4) / 27))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))


def equal_error(same: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Return the rate at which as many strangers are taken for the speaker as he is taken for a stranger."""
    bounds = np.sort(np.concatenate((same, other)))
    missed = np.searchsorted(np.sort(same), bounds) / len(same)
    taken = 1 - np.searchsorted(np.sort(other), bounds) / len(other)
    at = int(np.argmin(np.abs(missed - taken)))
    return float((missed[at] + taken[at]) / 2)

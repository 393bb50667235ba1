"""Layers of a PDF (optional content, ISO 32000-1, 8.11): what is switched off when it is opened is not seen."""

from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

type _Id = tuple[int, int]


class Layers:
    """The layers of one document, as a viewer shows it before anybody switches one."""

    def __init__(self, source: Pdf) -> None:
        told = source.Root.get("/OCProperties")
        begin = told.get("/D") if isinstance(told, Dictionary) else None
        self._off: set[_Id] = set()
        if isinstance(told, Dictionary) and isinstance(begin, Dictionary):
            if begin.get("/BaseState") == Name.OFF:
                self._off = set(_ids(told.get("/OCGs"))) - set(_ids(begin.get("/ON")))
            self._off |= set(_ids(begin.get("/OFF")))

    def __bool__(self) -> bool:
        """Whether any layer is off."""
        return bool(self._off)

    def hides(self, layer: Any) -> bool:
        """Tell whether what belongs to this layer, or to a choice of layers, is not seen."""
        if not isinstance(layer, Dictionary):
            return False
        if layer.get("/Type") != Name.OCMD:
            return layer.objgen in self._off
        groups = layer.get("/OCGs")
        listed = list(groups) if isinstance(groups, Array) else [groups]
        off = [one.objgen in self._off for one in listed if isinstance(one, Dictionary)]
        return bool(off) and _IS_HIDDEN.get(str(layer.get("/P")), all)(off)

    def hidden_in(self, resources: Any) -> Callable[[Any], bool]:
        """Return what tells of a name in a drawing with these resources whether it stands for such a layer."""
        named = resources.get("/Properties") if isinstance(resources, Dictionary) else None
        if not self or not isinstance(named, Dictionary):
            return _nothing
        return lambda name: isinstance(name, Name) and self.hides(named.get(str(name)))


# By the policy of a choice, given of each of its layers whether it is off.
_IS_HIDDEN: dict[str, Callable[[list[bool]], bool]] = {
    "/AllOn": any,
    "/AnyOff": lambda off: not any(off),
    "/AllOff": lambda off: not all(off),
}


def _nothing(_name: Any) -> bool:
    return False


def _ids(layers: Object | None) -> Iterator[_Id]:
    for one in layers if isinstance(layers, Array) else ():
        if isinstance(one, Dictionary) and one.objgen != (0, 0):
            yield one.objgen

"""What stays in a process's memory once a tip was judged: nothing that only the tip holds."""

import gc
import secrets
from functools import _lru_cache_wrapper

from reports.triage.warning import look_at
from tests.tables import each_of
from tests.triage.tips import judge

_FRAMES = (
    "They have pistols{} and cocaine{}, rifle{} in his bag. Boat{} is by the jetty, his friend {} was there at 9pm",
    "Misyé {} ka vann zam{} épi kokenn{} bò lanmè-a. Bato {} la, i di mwen {} kay mowi",
    "Après le bal{} il m'a joint{}. {} cache un pistolet{} chez {}, rue {}, la drogue{} arrive par bateau{}",
    "El señor {} vende droga{} y tiene pistola{} en la calle {}. Soy la vecina de {}, placa P{}",
    "{} gen zam{} ak kokayin{} nan kay {} a. Bal{} la, yo touye {} yè swa, nimewo {}",
)


def _sizes() -> dict[str, int]:
    """How much each cache of the project's functions holds."""
    gc.unfreeze()  # what is frozen since the tests were collected is listed nowhere, caches neither
    caches = [one for one in gc.get_objects() if type(one) is _lru_cache_wrapper]
    gc.freeze()
    ours = [one for one in caches if str(one.__module__).startswith(("reports.", "tipline."))]
    return {f"{one.__module__}.{one.__qualname__}": one.cache_info().currsize for one in ours}


@each_of(_FRAMES)
def test_no_cache_grows_by_what_only_a_tip_holds(frame: str) -> None:
    def tell(name: str) -> None:
        said = frame.replace("{}", name)
        judge(said)
        look_at(said)

    tell("")
    tell("brixom")
    before = _sizes()
    tell("".join(secrets.choice("bcdfghjklmnpqrstvwxzàéôñ") for _ in range(12)))
    assert before
    assert {name: size for name, size in _sizes().items() if size != before.get(name, 0)} == {}

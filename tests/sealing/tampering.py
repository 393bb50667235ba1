"""Ways to spoil sealed bytes, as hypothesis strategies: each example is one that must never open."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEWER = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spoiled(draw: st.DrawFn, sealed: bytes) -> bytes:
    """Return `sealed` with one byte flipped, cut short, cut at the front, or with bytes added."""
    how = draw(st.sampled_from(["flip", "cut", "behead", "extend", "prefix"]))
    if how == "flip":
        at = draw(st.integers(0, len(sealed) - 1))
        mask = draw(st.integers(1, 255))
        return sealed[:at] + bytes([sealed[at] ^ mask]) + sealed[at + 1 :]
    if how == "cut":
        return sealed[: draw(st.integers(0, len(sealed) - 1))]
    if how == "behead":
        return sealed[draw(st.integers(1, len(sealed))) :]
    more = draw(st.binary(min_size=1, max_size=40))
    return sealed + more if how == "extend" else more + sealed


labels = st.lists(
    st.one_of(st.text(max_size=12), st.binary(max_size=12), st.integers(-(2**63), 2**63 - 1), st.uuids()), max_size=4
).map(tuple)

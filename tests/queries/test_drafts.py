"""Opening one's own half-written words."""

from reports.casework.drafts import keep_draft
from reports.models import Draft, DraftField
from reports.queries.drafts import begun_by, begun_on
from reports.sealing.keys import new_pair
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_words_sealed_to_another_key_or_moved_to_another_place_are_left_out(house: House) -> None:
    tip, ring = arrive(), house.ring("reid")
    lost = {"tip_id": tip.pk, "of": ring.officer}
    keep_draft(field=DraftField.QUESTION, text="to a key of before", public=new_pair().public, **lost)
    keep_draft(field=DraftField.NOTE, text="mine", public=ring.public, **lost)
    assert {field: one.text for field, one in begun_on(ring, tip).items()} == {"text": "mine"}
    assert len(begun_by(ring)) == 2
    Draft.objects.filter(field="question").update(body=Draft.objects.get(field="text").body)
    assert set(begun_on(ring, tip)) == {"text"}

"""Proofs of theft: the database with planted tips, the worker's secrets, the desk's disk. Each has a control."""

from base64 import b64decode
from functools import partial
from itertools import combinations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import RequestFactory

from reports import vault
from reports.dashboard.key_cookie import OPENED, open_ring
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.lifecycle.backup import packed
from reports.models import Capsule, Officer, Tip
from reports.people import worker_keys
from reports.people.signing import install
from reports.queries.reading import read_tip
from reports.sealing.keys import derive, new_pair, pair_from_seed
from reports.sealing.opening import unseal_key
from reports.triage.learning.decisions import keep_decision
from tests.architecture.compose import read
from tests.arrivals import sms, web
from tests.conftest import House, triage_all
from tests.dashboard.conftest import sign_in
from tests.people.root import sealed_root, secrets_put_back
from tests.people.test_signing import PASSPHRASE
from tests.privacy.thieves import (
    numbers_by_their_hashes,
    numbers_of_lines,
    opened_by,
    opens,
    rules_in_corrections,
    sealed_values,
    words_in_fingerprints,
    words_of_capsules,
)
from tests.triage.learning.decided import decision

WORD = "mangrove"
STORY = "Zabriko hides engines in the mangrove at Savannes Bay on Friday nights"
_PIECE = 12  # bytes: two random values share so many once in a billion lifetimes


def told(line: str) -> None:
    print(f"\n{line}")


def test_steal_db_planted_tips_name_nothing(house: House) -> None:
    """A thief who wrote tips himself, and knows all of their words, finds them again in nobody else's row."""
    for words in (STORY, STORY, f"{STORY} zandoli", "Something else entirely"):
        accept(web(words))
    triage_all()
    for tip in Tip.objects.all():
        ask_tipster(tip=tip, text="Which boat?", by=Officer.objects.get(username="reid"))
    shared = repeated(sealed_values())
    sizes = {len(body) for body in sealed_values()["record.body"]}
    told(f"steal-db: {sum(map(len, sealed_values().values()))} sealed values of twin tips: {len(shared)} pieces repeat")
    assert shared == []
    assert len(sizes) == 1, "the twin and the stranger have one size"
    assert repeated({"control": [b"header" + STORY.encode(), STORY.encode() + b"end"]}), "a repeat would be seen"


def repeated(values: dict[str, list[bytes]]) -> list[str]:
    """Where two values of a column share a piece behind their version byte."""
    found = []
    for column, held in values.items():
        pieces = [{value[at : at + _PIECE] for at in range(1, len(value) - _PIECE)} for value in held]
        found += [column for one, other in combinations(pieces, 2) if one & other]
    return found


def test_steal_worker_opens_nothing_that_was_triaged(house: House) -> None:
    """The worker's secrets, the main database and a backup of it from while a tip waited."""
    accept(sms(STORY))
    worker = [vault.worker_pair("triage_key"), vault.worker_pair("relay_key")]
    backup = list(Capsule.objects.all())
    control = words_of_capsules(worker[0], with_key_store=True)
    assert any(STORY in words for words in control), "control: while it waits, the living key store lets him read it"
    assert words_of_capsules(worker[0], with_key_store=False) == [], "without the key store not even then"
    triage_all()
    for capsule in backup:
        capsule.save_base(raw=True, force_insert=True)
    read = words_of_capsules(worker[0], with_key_store=True)
    tries, found = opened_by([*worker, *stretched_secrets()])
    opened = len(read) + len(found)
    told(f"steal-worker: {len(backup)} capsules of a backup, {tries} tries on boxes: {opened} opened")
    assert (read, found) == ([], [])
    assert opened_by([house.ring("reid").unit(house.unit("reception").pk).pair, *units(house)])[1], "a unit's key does"


def test_steal_worker_keys_that_were_made_anew_open_nothing_that_waits(house: House) -> None:
    """The worker's secrets of yesterday, with both databases of today, in which a tip waits and a line lives."""
    accept(sms(STORY))
    stolen = {name: vault.worker_pair(name) for name in ("triage_key", "relay_key")}
    control = words_of_capsules(stolen["triage_key"], with_key_store=True) + numbers_of_lines(stolen["relay_key"])
    assert len(control) == 2, "control: before, they read the tip and the number"
    with secrets_put_back():
        worker_keys.make()
        install(worker_keys.sign(passphrase=PASSPHRASE, sealed_root=sealed_root()))
        boxed = worker_keys.box_anew()
        accept(sms(STORY, "+17584840002"))
        read = words_of_capsules(stolen["triage_key"], with_key_store=True) + numbers_of_lines(stolen["relay_key"])
        fresh = {name: vault.worker_pair(name) for name in stolen}
        reads = words_of_capsules(fresh["triage_key"], with_key_store=True) + numbers_of_lines(fresh["relay_key"])
    told(f"steal-worker: {boxed} things boxed anew; stolen keys of before read {len(read)}, those of now {len(reads)}")
    assert read == []
    assert len(reads) == 4


@pytest.mark.parametrize("host", ["intake", "desk", "compare", "retention", "worker"])
def test_steal_fingerprints_needs_the_workers_own_key(house: House, host: str) -> None:
    """Both databases, the key files and the secrets of one host, against a dictionary that holds the tip's words."""
    accept(web(f"{STORY}. His phone is 758 484 7731."))
    triage_all()
    secrets = secrets_of(host)
    dictionary = ("zabriko", "mangrove", "758 484 7731", "pelican", "758 484 7732")
    found = words_in_fingerprints(secrets, dictionary)
    told(f"steal-fingerprints: {len(secrets)} secrets of {host} and every F: {len(found)} words of the tip found")
    assert found == (set(dictionary[:3]) if host == "worker" else set())


@pytest.mark.parametrize("host", ["intake", "desk", "compare", "retention", "worker"])
def test_steal_corrections_needs_the_workers_own_key(house: House, host: str) -> None:
    """Both databases, the key files and the secrets of one host, and an officer's word on what triage found."""
    accept(web(STORY))
    triage_all()
    keep_decision(Tip.objects.get(), decision(0, "drugs", "theft", ("drugs/en/weed",)), by=house.officer("reid"))
    found = rules_in_corrections(secrets_of(host))
    told(f"steal-corrections: secrets of {host} and every F: {len(found)} rules that fired were found")
    assert found >= {"rule:drugs/en/weed"} if host == "worker" else found == set()


@pytest.mark.parametrize("host", ["desk", "retention", "intake", "worker"])
def test_steal_numbers_by_trying_them_all_needs_the_receipts_pepper(house: House, host: str) -> None:
    """Both databases, the key files and the secrets of one host, against all numbers that a phone here may have."""
    accept(sms(STORY, "+17584840002"))
    found = numbers_by_their_hashes(secrets_of(host), [f"+1758484{last:04}" for last in range(100)])
    told(f"steal-numbers: secrets of {host} and every epoch's key: {len(found)} numbers found by trying")
    assert found == ({"+17584840002"} if host in ("intake", "worker") else set())


def secrets_of(host: str) -> list[bytes]:
    """Every key that the compose file gives a host, in all its versions."""
    named = read()["services"][host]["secrets"]
    return [one for name in named if not name.endswith(("secret_key", ".json")) for one in vault.versions(name)]


def stretched_secrets() -> list[object]:
    """Every secret of the folder taken for a key: none of them is one of a tip."""
    names = ("receipt_pepper", "row_mac_key", "request_pepper")
    raw = [b64decode((settings.SECRETS_DIR / name).read_text()) for name in names]
    return [pair_from_seed(derive(each, "pair")) for each in raw]


def units(house: House) -> list[object]:
    return [house.ring(name).unit(unit).pair for name in ("reid", "felix") for unit in house.ring(name).unit_ids]


def test_steal_desk_disk_opens_no_session_and_no_slot(house: House) -> None:
    """Both databases and the whole secrets folder of the desk, while an officer is signed in at another browser."""
    accept(web(STORY))
    triage_all()
    tip, desk = Tip.objects.get(), sign_in(house, "reid")
    assert WORD in desk.get(f"/desk/tips/{tip.pk}").text
    [session] = [row.get_decoded() for row in Session.objects.all() if OPENED.session in row.get_decoded()]
    until, sealed = session[OPENED.session]
    reid = house.officer("reid")
    held = b"".join(packed(settings.SECRETS_DIR))
    keys = [held[at : at + 32] for at in range(0, len(held) - 32, 16)]
    keys += [b64decode((settings.SECRETS_DIR / name).read_text()) for name in ("officer_pepper", "row_mac_key")]
    session_of = (OPENED.session, reid.pk, until)
    slot_of = ("officer slot", reid.pk, bytes(reid.public_key))
    found = [key for key in keys if opens(partial(unseal_key, key, b64decode(sealed), *session_of))]
    found += [key for key in keys if opens(partial(unseal_key, key, reid.password_slot, *slot_of))]
    told(f"steal-desk-disk: {len(keys)} keys from the disk tried on a living session and a slot: {len(found)} fit")
    assert found == []
    request = RequestFactory().get("/desk/")
    request.COOKIES = {name: morsel.value for name, morsel in desk.client.cookies.items()}
    request.session = desk.client.session
    ring = open_ring(request)
    assert ring is not None, "control: with the browser's own value it opens"
    assert read_tip(ring, tip, by=reid).entries[0].text == STORY
    del request.COOKIES[OPENED.cookie]
    assert open_ring(request) is None


@pytest.mark.parametrize("who", ["worker", "stranger"])
def test_the_thieves_can_fail(house: House, who: str) -> None:
    """A thief with the right key does read, one with a random key does not: the tries themselves are sound."""
    accept(web(STORY))
    pair = vault.worker_pair("triage_key") if who == "worker" else new_pair()
    assert bool(words_of_capsules(pair, with_key_store=True)) == (who == "worker")

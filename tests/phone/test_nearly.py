"""Words that are nearly ours, words for danger alone, and what the answers to them say."""

import gc
import secrets
from functools import _lru_cache_wrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from reports.gateways.segments import segments
from reports.models import Line, Record, Silence, Tip
from reports.phone.clauses import bare
from reports.phone.wording import Wish, languages, text, wish, words
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"


def understood() -> set[str]:
    """All words that are obeyed as they stand."""
    listed = words()["understood"].values()
    return {
        bare(word) for one in listed for each in (one.values() if isinstance(one, dict) else [one]) for word in each
    }


def people_use() -> set[str]:
    return set(words()["slips"]["people_use"]) | understood()


def nearly_does(word: str) -> set[Wish]:
    """What may come of a slip of a word: what it does, or QUIET for STOP and its like, or nothing for FORGET."""
    found = wish(word)
    assert found
    return {Wish.STOP: {Wish.QUIET}, Wish.FORGET: {Wish.QUIET, Wish.NEARLY}}.get(found.wish, {found.wish})


TIP = "They sell drugs behind the school every night"


@pytest.mark.parametrize("said", ["Forgett", "forgot", "Foget", "Forgte", "olvidr", "Obliyee", "effacerr"])
def test_what_is_nearly_forget_destroys_nothing(said: str) -> None:
    found = wish(said)
    assert found
    assert found.wish is Wish.NEARLY


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("forgetme", Wish.FORGET),
        ("F O R G E T", Wish.FORGET),
        ("S T A T U S", Wish.STATUS),
        ("s.t.a.t.u.s", Wish.STATUS),
        ("STAUTS", Wish.STATUS),
        ("Reciept", Wish.RECEIPT),
    ],
)
def test_other_slips_and_words_whose_letters_stand_apart_are_understood(said: str, meant: Wish) -> None:
    found = wish(said)
    assert found
    assert found.wish is meant


@each_of(
    [
        *((said, Wish.QUIET, "en") for said in ("STOPP", "STOPPP", "Stpo", "STOPO", "CANCLE", "unsubscrib")),
        *((said, Wish.QUIET, "en") for said in ("QUITE", "quiiet", "qiuet", "quet")),
        *((said, Wish.QUIET, "fr") for said in ("silnce", "Silencee", "arretter", "Arrret")),
        *((said, Wish.QUIET, "es") for said in ("silencip", "SILENCIOO", "paarar")),
        ("silnas", Wish.QUIET, "acf"),
        *((said, Wish.NEW, "en") for said in ("NWE", "neww", "ENW")),
        *((said, Wish.NEW, "fr") for said in ("nouveu", "NOUVAEU")),
        *((said, Wish.NEW, "es") for said in ("nuveo", "neuvo")),
        *((said, Wish.START, "en") for said in ("SRART", "strat", "STARTT", "sart")),
        *((said, Wish.START, "ht") for said in ("komanss", "kòmansse")),
        *((said, Wish.HELP, "en") for said in ("HELPP", "hlep", "helpo", "hepl")),
        *((said, Wish.HELP, "es") for said in ("ayudda", "AYUDS")),
        *((said, Wish.STATUS, "en") for said in ("sttaus", "STATUSS", "tatus", "statsu please", "staus")),
        *((said, Wish.STATUS, "es") for said in ("ESTDAO", "estafo")),
        *((said, Wish.RECEIPT, "en") for said in ("recipt", "recepit", "RECEIPTS")),
        *((said, Wish.WITHDRAW, "en") for said in ("WIHDRAW", "withdrow", "Withdarw", "widraw", "WITDRAW", "wifdraw")),
        *((said, Wish.WITHDRAW, "acf") for said in ("retiwe", "wetiwé")),
        *((said, Wish.QUIET, "en") for said in ("kancel", "canceled", "cancelled", "SILENT", "mute")),
        *((said, Wish.REWARD, "en") for said in ("rewad", "rewrad")),
        *((said, Wish.REWARD, "es") for said in ("recompenza",)),
        *((said, Wish.STATUS, "ht") for said in ("stati m",)),
        *((said, Wish.STATUS, "acf") for said in ("stati mwen",)),
        *((said, Wish.FORGET, "ht") for said in ("oubliye", "OUBLIYÉ")),
        *((said, Wish.QUIET, "es") for said in ("DETENER", "silenzyo", "callado")),
        *((said, Wish.QUIET, "acf") for said in ("DOUBOUT", "fini", "arété")),
        *((said, Wish.START, "es") for said in ("COMENZAR", "comensar", "inicio", "inisiar")),
        *((said, Wish.STATUS, "en") for said in ("my status", "What is my status?", "statuss")),
        *((said, Wish.STATUS, "es") for said in ("mi estado", "estatus", "ESTATUZ")),
        *((said, Wish.NEW, "es") for said in ("nuevo aviso", "otro aviso", "nueva denuncia")),
        *(
            (said, Wish.NEW, "fr")
            for said in ("nouveau signalement", "une nouvelle information", "nouvo signalman")[:2]
        ),
        *((said, Wish.NEW, "en") for said in ("new report", "another tip")),
        *((said, Wish.RECEIPT, "en") for said in ("reseipt", "receit")),
    ]
)
def test_a_slip_does_what_it_nearly_says(said: str, meant: Wish, language: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.languages[0]) == (meant, language)


@each_of(
    [
        *("step", "shop", "stoop", "slop", "spot", "now", "news paper", "ret", "star", "stars", "smart", "Stuart"),
        *("quilt", "quick", "quiz", "quito", "held", "hell", "heap", "cancer", "statue", "state", "estate", "states"),
        *("science", "sirens", "Silas", "forge", "forged", "target", "oblige", "wish", "wifi", "rest"),
        *("nueve", "nuera", "nouvel", "femme", "arrest", "acide", "aimer", "publier", "estadio", "carcel", "quien"),
        *("para", "kote", "rele", "also", "auto", "Bajan", "eat", "tea", "into", "end of road", "Helen", "Nevis"),
        *(
            "borro el video el ladron",
            "el ladron borro todo el video",
            "borro la foto el patron",
            "the thief erased the video",
            "he delete the video from the camera",
            "le voleur efface la vidéo",
            "vòlè a efase videyo a",
            "vòlè-a éfasé vidéyo-a",
            "violence",
            "commande",
            "licence",
            "commerce",
            "comentar",
            "niveau",
            "estatua",
            "nouvo kay-la",
        ),
        *(
            "new information: the boat is red",
            "another man",
            "silent man with a gun by the bridge",
            "Fini bat mwen i alé",
        ),
        *(
            "detener a ese hombre",
            "el inicio de la calle",
            "my status is in danger",
            "arété nonm-lan",
            "arete li",
            "Il me tape. Fini.",
            "c'est fini",
        ),
        *(
            "Silent: sells weed in Marchand",
            "SILENT shoot him",
            "Silent. He sell weed",
            "it was MUTE",
            "Fini: he kill Jabari",
        ),
        *("Muet: il vend", "Callado: vende droga", "pistolet. silencieux", "MUTE sell weed"),
        *("STOP him", "stopp the man", "quite a lot of guns", "nwe boat at the jetty", "ayuden", "aidez"),
    ]
)
def test_a_word_of_its_own_is_no_slip(said: str) -> None:
    assert wish(said) is None


@given(word=st.sampled_from(sorted(words()["slips"]["taught"])), data=st.data())
def test_any_two_letters_that_changed_places_and_any_letter_typed_again_are_forgiven(
    word: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    stretched = word[:at] + word[at] * data.draw(st.integers(2, 5)) + word[at + 1 :]
    meant = nearly_does(word)
    for typed in {swapped, stretched} - people_use():
        found = wish(typed)
        assert found, typed
        assert found.wish in meant, typed


@given(word=st.sampled_from(sorted(words()["slips"]["taught"])), data=st.data())
def test_no_slip_of_any_word_destroys_anything(word: str, data: st.DataObject) -> None:
    at, letter = data.draw(st.integers(0, len(word) - 1)), data.draw(st.sampled_from("aeiorstn"))
    for typed in (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]):
        found = wish(typed)
        if found and typed not in understood():
            assert found.wish not in (Wish.FORGET, Wish.STOP, Wish.SURE), typed


def test_stopp_silences_the_phone_and_keeps_its_line(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("STOPP") == []
    assert (Line.objects.filter(silent=True).count(), Tip.objects.count(), Record.objects.count()) == (1, 1, 1)


def test_quite_from_a_stranger_is_obeyed_and_no_tip(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("QUITE") == []
    assert Silence.objects.exists()
    assert not Tip.objects.exists()


def test_no_cache_keeps_what_was_typed(twilio: TwilioDouble) -> None:
    def kept() -> int:
        gc.unfreeze()  # what is frozen since the tests were collected is listed nowhere, caches neither
        caches = [one for one in gc.get_objects() if type(one) is _lru_cache_wrapper]
        gc.freeze()
        return sum(one.cache_info().currsize for one in caches if str(one.__module__).startswith("reports.phone."))

    phone, names = twilio.phone(PHONE), [secrets.token_hex(8) for _ in range(2)]  # new ones each time
    sizes = []
    for name in names:
        for said in (TIP, f"hello {name}", f"yesss {name}", f"stooop{name}"):
            phone.text(said)
        sizes.append(kept())
    assert 0 < sizes[0] == sizes[1]


@pytest.mark.parametrize("said", ["P E 4 5 1 2", "a b c", "4 4 7 1"])
def test_letters_that_make_no_word_of_ours_are_a_tip(said: str) -> None:
    assert wish(said) is None


def test_the_phone_is_told_how_forget_is_spelt_and_stays_known(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Forgett") == [text("en", "forget_how")]
    assert twilio.phone("+17584840002").text("olvidr") == [text("es", "forget_how")]
    assert (Line.objects.count(), Tip.objects.count(), Record.objects.count()) == (1, 1, 1)


def test_a_silent_phone_is_forgotten_without_a_word(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("QUIET")
    assert phone.text("Forgett") == []
    assert (Line.objects.count(), Tip.objects.count(), Record.objects.count()) == (0, 1, 1)


@pytest.mark.parametrize("language", languages())
def test_it_names_the_word_as_it_is_understood(language: str) -> None:
    shown = [word.strip(",") for word in text(language, "forget_how").split() if word.isupper()]
    named = [found for word in shown if (found := wish(word))]
    assert [(found.wish, language in found.languages) for found in named] == [(Wish.FORGET, True)]


def test_a_cry_of_one_word_is_answered_in_its_language(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("URGENCE")
    assert answer.startswith("Danger? Appelez 911 maintenant.")
    assert Tip.objects.get().language == "fr"


def test_start_from_a_phone_nobody_knows_says_how_to_go_on(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    for said in (TIP, "STOP"):
        phone.text(said)
    assert phone.text("START") == [f"{text('en', 'started_anew')} {text('acf', 'started_anew')}"]
    assert phone.text("KOUMANSÉ") == [text("acf", "started_anew")]
    phone.text(TIP)
    assert phone.text("START") == [text("en", "started")]


@pytest.mark.parametrize("language", languages())
def test_help_says_how_nobody_learns_that_the_phone_told_and_takes_two_segments(
    settings: Settings, language: str
) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    said = f"{text(language, 'help')} {text(language, 'help_more')}"
    assert segments(said)[::2] == ("GSM-7", 2)
    closed = f"{text(language, 'closed')} {text(language, 'instead', other='+1 758 456 4000')} {said}"
    assert segments(closed)[::2] == ("GSM-7", 2)
    assert any((found := wish(word.strip(",:"))) and found.wish is Wish.FORGET for word in said.split())


def test_help_is_answered_with_both_its_sentences(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("HELP") == [f"{text('en', 'help')} {text('en', 'help_more')}"]


@pytest.mark.parametrize("language", languages())
def test_both_halves_of_help_take_two_segments_even_while_the_line_is_closed(settings: Settings, language: str) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "+17584840000", "911"
    names = ("closed", "instead", "help", "help_more")
    sent = segments(" ".join(text(language, name, other="+1 758 456 4000") for name in names))
    assert (sent.encoding, sent.parts) == ("GSM-7", 2), sent


@each_of(languages(), ["received", "read", "open", "ended", "asked_there"])
def test_who_needs_the_receipt_to_add_something_is_told_so_first(language: str, name: str) -> None:
    said = text(language, name, question="When?")
    one = {"en": "ONE text", "acf": "YON mésaj", "fr": "UN seul SMS", "es": "UN solo SMS", "ht": "YON sèl SMS"}[
        language
    ]
    assert 0 < said.index(one) < said.index(".")

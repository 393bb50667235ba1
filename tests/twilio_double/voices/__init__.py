"""Sample voices for the demo's calls: invented callers, spoken by espeak-ng.

`python -m tests.twilio_double.voices` makes the files anew.
"""

from pathlib import Path

SAYINGS = {
    "en": "Every Friday after dark a white boat lands behind the fish market in Soufriere. "
    "Two men carry boxes to a blue van. The number plate ends in 4 5 2.",
    "acf": "Chak vandwèdi oswè an kannòt blan ka wivé dèyè maché pwéson-an Soufwiyè. "
    "Dé nonm ka pòté bwèt adan an van blé.",
    "fr": "Tous les vendredis, à la nuit, un bateau blanc arrive derrière le marché aux poissons. "
    "Deux hommes portent des caisses dans une camionnette bleue.",
    "es": "Todos los viernes por la noche llega una lancha blanca detrás del mercado de pescado. "
    "Dos hombres llevan cajas a una furgoneta azul.",
    "ht": "Chak vandredi swa yon bato blan rive dèyè mache pwason an. De mesye pote bwat nan yon kamyonèt ble.",
}


def voice(language: str) -> bytes:
    """Return a sample caller of a language, as an MP3."""
    known = language if language in SAYINGS else "en"
    return (Path(__file__).parent / f"{known}.mp3").read_bytes()

"""Authored tips, written for these tests alone: text, language, category, urgency. Names in them are made up."""

from typing import NamedTuple

from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run


class Tip(NamedTuple):
    text: str
    language: str
    category: str
    urgency: str


def judge(text: str, *, in_danger: bool = False, **answers: str) -> Assessment:
    return run(TipText(text=text, answers=answers, channel="sms", in_danger=in_danger, language_hint=""))


TIPS = tuple(
    Tip(*row)
    for row in (
        (
            "Dem boys by the basketball court in Marchand selling weed to school children every evening",
            "en",
            "drugs",
            "today",
        ),
        ("HE BEATING HER RIGHT NOW BEHIND THE SHOP IN DENNERY COME QUICK", "en", "domestic_abuse", "immediate"),
        (
            "The boss at the guest house took the girls passports and they are not allowed to leave",
            "en",
            "human_trafficking",
            "today",
        ),
        ("my phone was stolen out of my car by the beach in rodney bay last week", "en", "theft", "routine"),
        ("A white van does speed past the school in Bexon every morning, reckless driving", "en", "traffic", "routine"),
        (
            "Two masked men robbed the supermarket in Vieux Fort with a gun and ran to Bruceville",
            "en",
            "robbery",
            "today",
        ),
        ("the customs officer taking bribes to let the containers pass", "en", "misconduct", "routine"),
        ("That man you are looking for hiding at his cousin in Laborie", "en", "wanted_person", "today"),
        ("a woman in Castries is doing a scam, she say she selling visas for canada", "en", "fraud", "routine"),
        ("My cousin did not come home since Friday, she is missing", "en", "missing_person", "today"),
        ("Boats come in at night by Anse Louvet and offload barrels", "en", "smuggling", "today"),
        ("he said he will kill me tonight, he has a gun", "en", "threat", "immediate"),
        ("Yo ka vann zèb bò lékòl-la tou lé jou", "acf", "drugs", "routine"),
        ("Nonm-la ka bat madanm li atjwelman, vini vit", "acf", "domestic_abuse", "immediate"),
        ("Anmwé! yon nonm épi yon fizi andidan kay-la, i ka tiwé", "acf", "firearms", "immediate"),
        (
            "Yo vòlè kabwit mwen yè òswè, mwen kwè sé ti gason an lawi-a ki pwan yo, yo kasé lapòt",
            "acf",
            "theft",
            "today",
        ),
        ("I ka bat timanmay-la tou lé jou épi yon bwa, manmay-la ka pléwé", "acf", "child_abuse", "today"),
        ("Polis-la ka pwan lajan pou kité moun vann, i kowonpi", "acf", "misconduct", "routine"),
        ("Kannòt ka wivé lannwit, yo ka déchajé bagay sòti Matinik", "acf", "smuggling", "routine"),
        ("Nonm lapolis ka chaché a ka kaché lakay fanm li Soufwiyè", "acf", "wanted_person", "today"),
        ("I té ka goumen épi koutla, yo blésé yon nonm", "acf", "violence", "today"),
        ("Ils vendent de la drogue devant l'école tous les soirs", "fr", "drugs", "routine"),
        ("Au secours, mon voisin est en train de frapper sa femme", "fr", "domestic_abuse", "immediate"),
        (
            "Le patron garde les passeports des filles et elles ne peuvent pas sortir",
            "fr",
            "human_trafficking",
            "today",
        ),
        ("On a volé mon scooter hier soir à Gros Islet", "fr", "theft", "routine"),
        ("Un policier prend de l'argent des dealers, c'est de la corruption", "fr", "misconduct", "routine"),
        ("Un homme vend de faux billets au marché de Castries, c'est une arnaque", "fr", "fraud", "routine"),
        ("Ma soeur a disparu depuis trois jours, elle n'est pas rentrée", "fr", "missing_person", "today"),
        ("Il conduit ivre au volant d'un minibus sans permis", "fr", "traffic", "routine"),
        ("Deux hommes ont braqué la pharmacie avec un pistolet", "fr", "robbery", "today"),
        ("En esa casa venden droga y marihuana todas las noches", "es", "drugs", "routine"),
        ("Auxilio, mi vecino la está golpeando ahora mismo, le pega a su mujer", "es", "domestic_abuse", "immediate"),
        ("Nos quitaron los pasaportes y nos obligan a trabajar sin pagar", "es", "human_trafficking", "today"),
        ("Me robaron el carro anoche frente al hotel", "es", "theft", "routine"),
        ("El policía pide dinero, es un soborno en la carretera", "es", "misconduct", "routine"),
        ("Una mujer hace estafas con visas falsas y documentos falsos", "es", "fraud", "routine"),
        ("Mi prima está desaparecida desde el lunes y no ha vuelto", "es", "missing_person", "today"),
        ("Un hombre manosea a las estudiantes, es abuso sexual", "es", "sexual_offence", "routine"),
        ("Dos hombres con pistola asaltaron la tienda y huyeron", "es", "robbery", "today"),
        ("Y ap vann dwòg nan lari a chak swa", "ht", "drugs", "routine"),
        ("Anmwe, mari l ap bat madanm nan kounye a, li gen kouto", "ht", "domestic_abuse", "immediate"),
        ("Patwon an pran paspò nou, li pa peye nou epi li pa kite nou soti", "ht", "human_trafficking", "today"),
        ("Yo vole moto mwen an devan legliz la nan dimanch", "ht", "theft", "routine"),
        ("Polisye a mande lajan pou li kite m pase", "ht", "misconduct", "routine"),
        ("Li gen zam nan kay la, yon fizi ak anpil katouch", "ht", "firearms", "today"),
        ("Pitit sè mwen disparèt depi samdi, nou pa jwenn li", "ht", "missing_person", "today"),
        ("Nèg sa a fè kadejak sou yon fi nan katye a", "ht", "sexual_offence", "today"),
        ("Yon moun ap fè fwod ak fo biyè nan mache a", "ht", "fraud", "routine"),
    )
)

"""Jokes upon crimes, orders, errands and adverts are sorted down; who was cheated and laughs about it is not."""

from tests.tables import each_of
from tests.triage.tips import judge


@each_of(
    [
        ("Officer my brother is killing me with his dead jokes please lock him up", "prank"),
        ("somebody come quick, my girlfriend murder my mother recipe again", "prank"),
        ("there is a jumbie in my fridge and it finish all the ham", "prank"),
        ("mon frère me tue avec ses blagues pourries, venez le chercher", "wrong_number"),
        ("un fantôme a mangé mon gâteau, envoyez une patrouille", "prank"),
        ("llamen a la policía, mi hermana se acabó el helado", "prank"),
        ("me entrego, soy demasiado guapo, métanme preso", "prank"),
        ("frè m nan ap touye m ak blag li yo, vin pran l", "prank"),
        ("arete ansyen mennaj mwen an, paske li lèd", "prank"),
        ("fwè mwen ka tjwé mwen épi blag li, vini pwan'y", "prank"),
        ("one half chicken with rice and no pepper for Joan please", "wrong_number"),
        ("c'est mon nouveau numéro, enregistre-le. Kelly", "wrong_number"),
        ("señora costurera, ¿ya está lista mi falda?", "wrong_number"),
        ("famasi a gen amoksisilin, konbyen l ye?", "wrong_number"),
        ("madanm koutiryè, wòb mwen paré?", "wrong_number"),
        ("Lékòl òdinatè, anrejistré apwézan, pwèmyé klas gwatis", "advert"),
        ("polis se bèt", "abuse"),
        ("bann vòlè épi pawésé", "abuse"),
    ]
)
def test_what_is_no_tip_is_sorted_down_and_rings_nobody(text: str, kind: str) -> None:
    assessment = judge(text)
    (junk,) = assessment.of("junk")
    assert (junk.value, junk.score >= 0.9, assessment.urgency == "immediate") == (kind, True, False)


@each_of(
    [
        "Congratulations you have won EC$5000, pay $200 to claim. That is what they text my granny and she pay it",
        "Bonjour chérie, il m'a dit qu'il était médecin à l'étranger, j'ai envoyé 2000 euros",
        '"Gagnez 500 euros par semaine sans rien faire" : ma mère a versé 800 et le site n\'existe plus',
        "Hola mi amor, así empezó, después me pidió 1500 dólares para el pasaje y no vino",
        "los perros del vecino trabajan más que ustedes jaja, mordieron a la niña",
        "arrêtez mon ex, il me suit partout",
        "lol I know it sound funny but my goat gone again, Mr Felix boys in Bexon selling goat water Saturday",
        "yo di granmoun nan se lougawou, yo vle boule kay li",
        "a jumbie come in my bed at night and touch me, mammy say is a dream",
        "new number, the old phone he broke it. he is still beating me",
        "yo wòbé mwen an kay mwen",
        "Por favor revisen los almuerzos de la escuela, hay niños enfermos",
        "please check the lunch lady, the chicken with rice making children sick",
        "please the cook at the prison putting extra in the lunch for the boys",
        "I would like to say that the lambi are taken by divers at night",
        "Save this number. If anything happens to me it is Kenny",
        "Mi nuevo número. Si algo me pasa fue Kenny",
        "Fòmasyon pa mwa pwi spésyal mé sé fi yo ka voyé Matinik",
    ]
)
def test_what_was_lost_or_done_to_somebody_is_never_surely_junk(text: str) -> None:
    assert judge(text).of("junk")[0].score < 0.9


@each_of(
    [
        "help me, he is killing me, he say is joke he joking",
        "call the police, he eat my cake and he have a knife to my throat now",
        "rele lapolis, li manje gato m epi l ap bat manman m kounye a",
        "appelez la police, il a mangé mon gâteau et il la frappe maintenant",
    ]
)
def test_a_joke_beside_a_danger_hushes_nothing(text: str) -> None:
    assessment = judge(text)
    assert (assessment.urgency, assessment.of("junk")[0].score <= 0.5) == ("immediate", True)

"""What a question repeats of a tip: names, places, plates and telling words, however written; never small words."""

from reports.triage.retold import echoed, quoted, retold
from tests.tables import each_of

GIRL = "A man holds a girl in the house behind the church in Dennery now. The van is PB 4521."


@each_of(
    [
        ("Is the girl in the house behind the church still there?", GIRL, ["girl", "house", "church"]),
        ("DENNERY? Or other houses?", GIRL, ["DENNERY", "houses"]),
        ("Is it pb4521, or 4521, or PB 4521?", GIRL, ["pb4521", "4521", "PB 4521"]),
        ("Since when is it so, and who can have seen it?", GIRL, []),
        ("Savez-vous si Stéphane vient à l'École le soir ?", "Stephane est devant l’ecole", ["Stéphane", "École"]),
        ("¿Puede decir cuándo sale la lancha?", "Las lanchas salen de noche con mi primo", ["lancha"]),
        ("Eske tifi a toujou la?", "Nan kay vèt la, Jòj kenbe yon tifi", ["tifi"]),
        ("Ès nonm-lan toujou la?", "Nonm-lan ka bat li", ["nonm"]),
        ("", GIRL, []),
        ("Anything else?", "", []),
    ]
)
def test_telling_words_are_found_and_small_ones_are_not(question: str, told: str, repeats: list[str]) -> None:
    assert [question[start:end] for start, end in retold(question, [told])] == repeats


def test_words_of_harmless_sentences_do_not_count() -> None:
    assert retold("Describe the vehicle", ["A red vehicle"], harmless=["Can you describe the vehicle?"]) == []


def test_a_copy_echoes_what_shares_its_root_with_a_masked_word_and_quotes_what_is_said_in_a_row() -> None:
    def words(text: str, places: list[tuple[int, int]]) -> list[str]:
        return [text[start:end] for start, end in places]

    copy = "The daughters of a man cooked at the shop."
    assert words(copy, echoed(copy, ["my daughter", "night cook at the shop"], shown=["by the shop"])) == [
        "daughters",
        "cooked",
    ]
    told = "He keeps the guns under the blue boat behind the jetty."
    copy = "It is known: guns under the blue boat behind houses. Under the blue boat."
    assert words(copy, quoted(copy, [told])) == ["guns under the blue boat behind"]

"""What tipsters are asked, at the desk: written step by step, read as tipsters see it, and then asked of them."""

import re
from typing import Any

from reports import house_guides
from reports.guides import whole
from reports.models import HouseRules, Tip
from reports.queries.reading import ReadEntry, read_tip
from reports.rulebook.guide_checks import MOST_QUESTIONS
from tests.conftest import House, triage_all
from tests.dashboard.conftest import Desk, sign_in
from tests.public.browser import fetch, send

DRUGS = "/desk/guides/drugs"
FRENCH = "Y a-t-il des enfants ?"


def post(desk: Desk, path: str, **told: object) -> Any:
    base = re.search(r'name="base" value="(\d+)"', desk.get(path).text)
    return desk.post(path, base=base[1] if base else 1, **told)


def test_two_persons_change_a_guide_and_tipsters_are_asked_by_it(house: House, reid: Desk, felix: Desk) -> None:
    jules = sign_in(house, "jules")
    assert "Add a question" not in jules.get(DRUGS).text
    assert jules.post(DRUGS, do="retire:stash", base=1).status_code == 422
    page = reid.get(DRUGS).text
    assert "Asked only after: What is done there? → They are sold" in page
    assert "No native speaker has checked: Kwéyòl" in page
    broken = post(reid, DRUGS, do="retire:doing")
    assert "“How do buyers come, and how many in an hour?” is asked only after" in broken.text
    unmasks = post(reid, DRUGS, do="write", question="new", kind="line", ask_en="Children?", ask_fr="Votre nom ?")
    assert "French: “Votre nom” asks tipsters who they are" in unmasks.text
    assert 'value="Children?"' in unmasks.text, "what was written is still there"
    form = reid.get(f"{DRUGS}?question=kind").text
    assert 'value="Cannabis (weed)"' in form
    asked = {"ask_en": "Are there children?", "ask_fr": FRENCH, "option0_en": "Yes", "option1_en": "No"}
    assert post(reid, DRUGS, do="write", question="new", kind="one", **asked).status_code == 302
    assert post(reid, DRUGS, do="up:own_1").status_code == 302
    assert post(reid, DRUGS, do="name", title_en="Drugs and pills", offered="on").status_code == 302
    assert "You are writing version 4" in reid.get(DRUGS).text
    assert "Marcia Reid has proposed another version" in felix.get(DRUGS).text
    seen = felix.get("/desk/guides").text
    for words in (FRENCH, "Drugs and pills", "Answer to “Are there children?”"):
        assert words in seen
    look = felix.get(f"{DRUGS}/preview?language=fr&proposed=yes").text
    assert FRENCH in look
    assert '<div lang="fr">' in look
    assert "This is proposed" in look
    begun = fetch("/fr/")
    old = send("/fr/", begun, text="Un bateau.", category="drugs", do="questions")
    assert "Somebody else must confirm it" in reid.get("/desk/guides").text
    assert reid.post("/desk/guides", do="confirm", version=4).status_code == 422
    assert felix.post("/desk/guides", do="confirm", version=4).status_code == 302
    assert FRENCH in fetch_questions("/fr/")
    assert "Drugs and pills" in fetch("/en/").text
    kept = send("/fr/", old, do="send", **{"drugs.stash": "Sous le toit"})
    assert kept.response.status_code == 200
    new = send("/en/", send("/en/", fetch("/en/"), text="A boat.", category="drugs", do="questions"),
               do="send:now", **{"drugs.own_1": "own_1"})  # fmt: skip
    assert new.response.status_code == 200
    triage_all()
    answers = {entry.guide: entry.answers for tip in Tip.objects.all() for entry in entries(house, tip)}
    assert answers["drugs 2.2"]["drugs.stash"] == "Sous le toit", "asked to the end as it was begun"
    assert answers["drugs 2.2.4"]["drugs.own_1"] == "own_1"
    told = [reid.get(f"/desk/tips/{tip.pk}").text for tip in Tip.objects.all()]
    assert any("Are there children?" in one for one in told)
    back = post(felix, DRUGS, do="back", former=1)
    assert back.status_code == 302
    assert reid.post("/desk/guides", do="confirm", version=5).status_code == 302
    house_guides.forget()
    assert FRENCH not in fetch_questions("/fr/")


def test_all_that_is_wrong_is_told_at_once_each_at_its_field(house: House, reid: Desk) -> None:
    long = "What was the colour of the second of the two cars that stood there in the evening?"
    wrong = {
        "ask_en": long,
        "ask_fr": "Votre nom ?",
        "hint_es": "Vea www.malo.example",
        "hint_fr": "Votre nom ?",
        "option1_fr": "Non",
    }
    told = post(reid, DRUGS, do="write", question="new", kind="one", option0_en="Yes", **wrong)
    assert told.status_code == 422
    page = told.text.partition("<main")[2]
    assert re.findall(r'<li><a href="#id_(\w+)">', page) == ["ask_en", "ask_fr", "hint_fr", "hint_es", "option1_en"]
    for field, said in (
        ("ask_en", "Too long for a phone"),
        ("ask_fr", "French: “Votre nom” asks tipsters who they are"),
        ("hint_es", "Spanish: “www.malo.example” is a link"),
        ("option1_en", "need words in English"),
    ):
        assert said in page.partition(f'id="id_{field}_error"')[2].partition("</ul>")[0], field
    closed = re.findall(r'<details><summary>In the other languages<span class="unseen">: ([\w ]+)', page)
    assert "Question" not in closed
    assert "Hint below it" not in closed, "a field at fault stands open"
    assert "Answer 1" in closed
    assert " open open" not in page
    title = whole("fraud")["title"]
    name = {"title_en": title["en"], "title_ht": "Mande www.malo.example", "advice_fr": "Votre nom ?"}
    named = post(reid, DRUGS, do="name", **name).text
    assert re.findall(r'<li><a href="#id_(\w+)">', named) == ["title_en", "title_ht", "advice_fr"]
    assert HouseRules.objects.count() == 0


def test_a_kind_with_as_many_questions_as_it_can_have_offers_no_more(house: House, reid: Desk) -> None:
    free = MOST_QUESTIONS - len(whole("drugs")["questions"])
    for at in range(free):
        assert "Add a question" in reid.get(DRUGS).text
        assert post(reid, DRUGS, do="write", question="new", kind="line", ask_en=f"Is it {at}?").status_code == 302
    page = reid.get(DRUGS).text
    assert ("Add a question" in page, "as many questions as it can" in page) == (False, True)


def test_which_answers_tell_of_danger_is_ticked_at_the_desk(house: House, reid: Desk, felix: Desk) -> None:
    path = "/desk/guides/domestic_abuse"
    assert "Tells of danger now: No" in reid.get(path).text
    form = reid.get(f"{path}?question=safe").text
    assert re.search(r'name="danger" value="1"[^>]* checked', form)
    words = {f"option{at}_en": said for at, said in enumerate(["Yes", "No", "For an hour"])}
    told = post(reid, path, do="write", question="safe", danger=["1", "2"], ask_en="Is the person safe now?", **words)
    assert told.status_code == 302
    assert "Tells of danger now: No, For an hour" in reid.get(path).text
    assert "In “Is the person safe now?” tells of danger now" in felix.get("/desk/guides").text


def entries(house: House, tip: Tip) -> list[ReadEntry]:
    return [entry for entry in read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries if entry.guide]


def fetch_questions(path: str) -> str:
    return send(path, fetch(path), text="Un bateau.", category="drugs", do="questions").text


def test_a_kind_that_is_not_offered_cannot_be_chosen_and_its_tips_stay(house: House, reid: Desk, felix: Desk) -> None:
    title = whole("fraud")["title"]["en"]
    assert post(reid, "/desk/guides/fraud", do="name", title_en=title).status_code == 302
    assert "Tipsters may choose it" in felix.get("/desk/guides").text
    assert felix.post("/desk/guides", do="confirm", version=2).status_code == 302
    house_guides.forget()
    page = fetch("/en/")
    offered = {told.get("value") for tag, told in page.tags if tag == "option"}
    assert ("fraud" in offered, "misconduct" in offered) == (False, True)
    late = send("/en/", page, text="A false lottery.", category="fraud", do="questions")
    assert title in late.text, "a page that was open takes it still"
    assert "Not offered" in reid.get("/desk/guides").text
    assert reid.get("/desk/guides/nonsense").status_code == 404
    assert reid.get("/desk/guides/nonsense/preview").status_code == 404


def test_a_proposal_of_another_hand_is_shown_as_one_and_can_only_be_refused(house: House, reid: Desk) -> None:
    HouseRules.objects.create(kind="guides", version=2, told={"drugs": 7}, proposed_by=house.officer("felix"))
    page = reid.get("/desk/guides").text
    assert "changed outside the desk" in page
    assert "Put this in force" not in page
    for path in (DRUGS, f"{DRUGS}/preview?proposed=yes"):
        assert reid.get(path).status_code == 200
    assert reid.post("/desk/guides", do="confirm", version=2).status_code == 422
    assert (
        "The proposal is refused." in reid.client.post("/desk/guides", {"do": "drop", "version": 2}, follow=True).text
    )


def test_who_takes_back_a_proposal_of_his_own_is_told_that(house: House, reid: Desk) -> None:
    HouseRules.objects.create(kind="guides", version=2, told={"drugs": 7}, proposed_by=house.officer("reid"))
    page = reid.client.post("/desk/guides", {"do": "drop", "version": 2}, follow=True).text
    assert "Your proposal is taken back." in page
    assert "is refused" not in page

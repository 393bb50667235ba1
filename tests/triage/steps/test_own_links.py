from reports.triage.answers_seen import giveaways
from reports.triage.warning import what_identifies
from tests.tables import each_of


def _marked(text: str) -> list[str]:
    return [text[at.start : at.end] for one in what_identifies(text) if one.value == "own_link" for at in one.spans]


@each_of(
    [
        ("Photos of the stolen bikes: https://photos.app.goo.gl/AbC123.", "https://photos.app.goo.gl/AbC123"),
        (
            "https://drive.google.com/file/d/1a2b/view?usp=sharing",
            "https://drive.google.com/file/d/1a2b/view?usp=sharing",
        ),
        ("Look at https://vm.tiktok.com/ZMhABC123/ please", "https://vm.tiktok.com/ZMhABC123/"),
        ("The video is youtu.be/dQw4w9?si=Xy12", "youtu.be/dQw4w9?si=Xy12"),
        ("https://www.instagram.com/p/C1/?igsh=MzR, he posts guns", "https://www.instagram.com/p/C1/?igsh=MzR"),
        ("https://www.facebook.com/p/posts/1?mibextid=oFDknk", "https://www.facebook.com/p/posts/1?mibextid=oFDknk"),
        ("https://www.facebook.com/share/p/1Abc/", "https://www.facebook.com/share/p/1Abc/"),
        ("https://thevoice.lc/news/1?fbclid=IwAR0", "https://thevoice.lc/news/1?fbclid=IwAR0"),
        ("https://chat.whatsapp.com/Gh5 is the group, only eight of us", "https://chat.whatsapp.com/Gh5"),
        ("He posts there https://x.com/a/status/1?s=20&t=AbC", "https://x.com/a/status/1?s=20&t=AbC"),
    ]
)
def test_a_link_that_tells_who_shared_it_is_marked(text: str, link: str) -> None:
    assert _marked(text) == [link]


@each_of(
    [
        (
            "See my post https://www.facebook.com/mary.joseph/posts/1",
            "my post https://www.facebook.com/mary.joseph/posts/1",
        ),
        ("I sent it to him on whatsapp, and in my status", "in my status"),
        ("The pictures are on my page.", "my page"),
        ("Vwè sa asou paj mwen, yo ka vann zam", "asou paj mwen"),
        ("Les photos des armes sont dans ma publication", "ma publication"),
        ("Las fotos de las armas están en mi perfil de Facebook", "mi perfil"),
        ("Foto zam yo sou paj mwen sou Facebook", "sou paj mwen"),
    ]
)
def test_a_post_or_page_of_ones_own_is_marked(text: str, words: str) -> None:
    assert words in _marked(text)


@each_of(
    [
        "The shop is https://www.facebook.com/island.autoparts and it sells stolen parts",
        "It was told on https://stluciatimes.com/2026/11/man-shot-in-castries/",
        "He shows the gun at https://www.instagram.com/p/C1abc/ on Friday",
        "His page is https://www.tiktok.com/@bigman/video/7301",
        "The form is https://docs.google.com/forms/d/e/1FA/viewform, it asks for the bank card",
        "They broke into my post office box",
        "His status shows the gun",
        "What is my status?",
        "Look at www.youtube.com/watch?v=abc and/or the other one 24/7",
    ]
)
def test_what_others_show_is_not_marked(text: str) -> None:
    assert _marked(text) == []


def test_a_link_that_fills_an_answer_is_masked_at_the_desk() -> None:
    link = "https://photos.app.goo.gl/AbC123"
    assert giveaways(link) == [(0, len(link))]
    assert giveaways("my post https://www.facebook.com/mary.joseph/posts/1") == [(0, 52)]
    assert giveaways("https://www.instagram.com/p/C1abc/") == []

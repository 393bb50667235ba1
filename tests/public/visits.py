"""Every page of the tipster by its address, from the urls themselves: a new one is visited without being named here."""

from reports.models import Notice, NoticeKind
from reports.public.urls import urlpatterns
from tests.conftest import House
from tests.public.put_up import put_up_notices, put_up_numbers

NO_PAGES = {
    "island.svg": "a picture",
    "colours.css": "a style sheet",
    "logo": "a picture",
    "robots.txt": "for machines",
    "notices/<slug:number>/picture": "a picture",
    "about/numbers/<str:month>.csv": "a file",
    "about/numbers/<str:month>.pdf": "a file",
    "left/<str:visit>": "a picture that ends the visit",
}
_WITH_NUMBERS = {"notices/<slug:number>": "notices/1001", "about/numbers/<str:month>": "about/numbers/2026-10"}
PATTERNS = [str(each.pattern) for each in urlpatterns]
PATHS = [_WITH_NUMBERS.get(path, path) for path in PATTERNS if path not in NO_PAGES]
"""Without a language and a stroke before them; `put_up` makes those with a number be there."""
WRITTEN_ON = ["", "anew", "short", "mailbox", "mailbox/anew", "pay", "answer"]
"""Of them, those with a form that is sent to their own address, or to the first page's."""


def put_up(house: House) -> None:
    """Publish three notices and the numbers of a month."""
    put_up_notices(house)
    Notice.objects.filter(kind=NoticeKind.WANTED).update(number="1001")
    put_up_numbers(house)

"""What the desk put up to be looked at: a notice of each kind, one with a picture, and the numbers of a month."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

from django.db.models import QuerySet
from PIL import Image

from reports.clock import today
from reports.models import Category, NoticeKind, Tip
from reports.notices.drawing_up import NoticeDraft, draw_up, publish
from reports.notices.picture import small_picture
from reports.notices.statement import publish_statement
from tests.conftest import House
from tests.queries.crowd import crowd

LONG_TITLE = "Robbery at the fuel station in Vieux Fort: John Invented, called Slim"


def put_up_notices(house: House) -> None:
    _put_up(house, NoticeKind.WANTED, {"en": (LONG_TITLE, "Seen in Dennery.")}, teal_picture())
    both = {"en": ("Who is this man?", "He was found near the jetty."), "acf": ("Ki moun nonm-sala yé?", "Pré jété-a.")}
    _put_up(house, NoticeKind.UNKNOWN, both)
    _put_up(house, NoticeKind.APPEAL, {"en": ("Boats without lights", "Have you seen boats at night?")})


def put_up_numbers(house: House) -> None:
    brought = october_brought(house)
    publish_statement(date(2026, 10, 1), by=house.officer("charles"))
    brought.delete()


def october_brought(house: House) -> QuerySet[Tip]:
    """Let six tips have come in October, and return them."""
    brought = Tip.objects.filter(pk__in=[tip.pk for tip in crowd(house.unit("narcotics"), 6)])
    brought.update(arrived_hour=datetime(2026, 10, 9, 12, tzinfo=UTC))
    return brought


def teal_picture() -> bytes:
    """Return a picture as a notice has it."""
    picture = BytesIO()
    Image.new("RGB", (900, 700), "teal").save(picture, "PNG")
    return small_picture(picture.getvalue())


def _put_up(house: House, kind: NoticeKind, words: dict[str, tuple[str, str]], picture: bytes = b"") -> None:
    draft = NoticeDraft(
        kind=kind,
        category=Category.SMUGGLING,
        words=words,
        last_day=today() + timedelta(days=30),
        picture=picture,
        picture_words="A man in a blue shirt" if picture else "",
    )
    publish(draw_up(draft, by=house.officer("reid")), by=house.officer("jules"))

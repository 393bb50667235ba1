"""The few TwiML verbs the app may answer; any other is an error, as Twilio would make it one."""

from dataclasses import dataclass, field
from xml.etree import ElementTree

KNOWN = {"Say", "Play", "Pause", "Gather", "Record", "Dial", "Number", "Redirect", "Hangup", "Message"}
LIMIT = 64 * 1024


class BadTwiml(Exception):
    """Twilio would say 12100, 12200 or 11750 and play its error sentence."""


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    text: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    inner: tuple["Verb", ...] = ()


def parse(document: str) -> list[Verb]:
    if len(document.encode()) > LIMIT:
        raise BadTwiml("longer than 64 kB")
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as fault:
        raise BadTwiml(str(fault)) from None
    if root.tag != "Response":
        raise BadTwiml(root.tag)
    return [_verb(element) for element in root]


def _verb(element: ElementTree.Element) -> Verb:
    if element.tag not in KNOWN:
        raise BadTwiml(element.tag)
    inner = tuple(_verb(child) for child in element) if element.tag in ("Gather", "Dial") else ()
    text = "".join(element.itertext()) if not inner else ""
    return Verb(element.tag, text.strip(), dict(element.attrib), inner)

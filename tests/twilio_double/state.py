"""What the double remembers: texts, media, recordings, what was deleted, and which faults it was told to show."""

import io
import math
import secrets
import struct
import threading
import wave
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache

LONGEST_QUEUE = 36_000  # seconds, which is what it is where nothing is said


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


def now_there() -> str:
    """Return the moment as the API writes it."""
    return formatdate(usegmt=True).replace("GMT", "+0000")


@cache
def tone(seconds: float = 2.0, hertz: float = 440.0) -> bytes:
    """A WAV as a telephone records it: 8 kHz, one channel, 16 bit."""
    rate = 8000
    frames = b"".join(
        struct.pack("<h", int(9000 * math.sin(2 * math.pi * hertz * n / rate))) for n in range(int(seconds * rate))
    )
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(frames)
    return buffer.getvalue()


@dataclass(slots=True, kw_only=True)
class Medium:
    sid: str
    kind: str
    data: bytes


@dataclass(slots=True, kw_only=True)
class Text:
    sid: str
    sender: str
    to: str
    body: str
    direction: str  # inbound, outbound-api, outbound-reply
    status: str
    status_callback: str = ""
    error_code: int | None = None
    validity: int = LONGEST_QUEUE  # seconds after which it is not sent any more
    media: list[Medium] = field(default_factory=list)
    created: str = field(default_factory=now_there)


@dataclass(slots=True, kw_only=True)
class Recording:
    sid: str
    call_sid: str
    data: bytes
    seconds: int
    created: str = field(default_factory=now_there)


@dataclass(slots=True)
class Faults:
    """Each is switched on by a test and holds until it is switched off, the counters until they reach zero."""

    refuse_with: int | None = None  # every sending is refused with this Twilio error code
    busy: bool = False  # 429 on everything
    queued_for: float = 0.0  # seconds that a text waits before it is sent: one that may not wait so long fails (30036)
    failing_with: int | None = None  # this HTTP status on everything
    account_status: str = "active"  # of the account itself: "suspended" where a bill was not paid
    hanging: bool = False  # takes every request, and does it when this is over; who asked may have gone by then
    break_before_answer: bool = False  # does the thing, then closes the connection without an answer
    too_early: int = 0  # so many deletions answer 20009 first
    redirect_media_to: str = ""  # media answer 307 to this address
    endless_media: bool = False  # media and recordings never stop coming


@dataclass(slots=True)
class State:
    account: str
    token: str
    number: str
    texts: dict[str, Text] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    calls: dict[str, str] = field(default_factory=dict)  # the records of calls: the other side's number
    outward: set[str] = field(default_factory=set)  # those that the app made
    begun: dict[str, str] = field(default_factory=dict)  # when each call began, where a test says so
    going_on: set[str] = field(default_factory=set)  # calls that are not over, and cannot be deleted
    ever: list[str] = field(default_factory=list)  # the SIDs of all texts there ever were
    deleted: list[str] = field(default_factory=list)  # SIDs in the order of their deletion
    threads: dict[str, list[tuple[bool, str]]] = field(
        default_factory=dict
    )  # what each phone itself shows: mine, words
    opted_out: set[str] = field(default_factory=set)
    faults: Faults = field(default_factory=Faults)
    told_too: dict[str, str] = field(default_factory=dict)  # fields beside every text and call: places, a carrier
    lock: threading.RLock = field(default_factory=threading.RLock)

    def inbox(self, number: str) -> list[Text]:
        """The texts that reached this phone, oldest first."""
        with self.lock:
            return [t for t in self.texts.values() if t.to == number and t.error_code is None]

    def add_text(self, text: Text) -> Text:
        """Take a text in; the phones keep it on their own screens whatever is deleted here later."""
        mine = text.direction == "inbound"
        with self.lock:
            self.texts[text.sid] = text
            self.ever.append(text.sid)
            if text.error_code is None:
                self.threads.setdefault(text.sender if mine else text.to, []).append((mine, text.body))
        return text

    def add_recording(self, call_sid: str, seconds: int, data: bytes = b"") -> Recording:
        recording = Recording(sid=new_sid("RE"), call_sid=call_sid, data=data or tone(seconds), seconds=seconds)
        with self.lock:
            self.recordings[recording.sid] = recording
        return recording

    def medium(self, message_sid: str, medium_sid: str) -> Medium | None:
        text = self.texts.get(message_sid)
        return next((m for m in text.media if m.sid == medium_sid), None) if text else None

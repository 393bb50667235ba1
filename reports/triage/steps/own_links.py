"""Links, posts and pages that are the tipster's own, and links that tell who shared them. A link of others is none."""

import re
from collections.abc import Iterator

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.matching import Words

_LINK = re.compile(
    r"(?:https?://|(?<![\w@.-])www\.)[^\s<>\"]{3,600}"
    r"|(?<![\w@./-])(?:[a-z0-9-]{1,30}\.){1,4}[a-z]{2,6}/[^\s<>\"]{1,600}",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?:https?://)?(?:www\.|m\.|web\.|l\.|lm\.)?(?:"
    r"photos\.app\.goo\.gl/|photos\.google\.com/|drive\.google\.com/|docs\.google\.com/(?!forms)"
    r"|v[mt]\.tiktok\.com/|tiktok\.com/t/|chat\.whatsapp\.com/|signal\.group/|t\.me/(?:\+|joinchat)|discord\.gg/"
    r"|facebook\.com/share[/?]|snapchat\.com/t/|t\.snapchat\.com/|instagram\.com/s/"
    r"|1drv\.ms/|onedrive\.live\.com/|[\w-]{1,40}-my\.sharepoint\.com/|(?:share\.)?icloud\.com/|dropbox\.com/|we\.tl/"
    r"|(?:twitter|x)\.com/[^?]{1,200}\?(?:.{0,20}&)?t=)",
    re.IGNORECASE,
)
_SHARER = re.compile(
    r"[?&#;](?:(?:igsh|igshid|si|fbclid|mibextid|sfnsn|share_id|sender_device|sec_user_id|u_code)=|usp=\w{0,12}(?:shar|link))",
    re.IGNORECASE,
)
"""What an app puts behind a link for whoever presses "share"."""
_TRAILING = ".,;:!?)]}'’”»"
_BETWEEN, _MOST = 45, 40
_PARTED = re.compile(r"[.!?;]\s|\n\s*\n")


def own_links(draft: Draft, words: Words) -> Iterator[Span]:
    """Yield each; a link that stands behind "my post" goes with it. `words` are the ideas of every language spoken."""
    text = draft.tip.text
    links = [(found.start(), found.start() + len(found[0].rstrip(_TRAILING))) for found in _LINK.finditer(text)][:_MOST]
    for start, end in links:
        link = text[start:end]
        if _SHARED.match(link) or _SHARER.search(link):
            yield Span(start, end, "own_link/any/tells who shared it", 1.0)
    others = {hit.first for hit in words.get("not_of_a_page", ())}
    for hit in words.get("own_page", ())[:_MOST]:
        if hit.last in others:
            continue
        said = draft.span(hit)
        near = [end for start, end in links if 0 <= start - said.end <= _BETWEEN]
        behind = next((end for end in near if not _PARTED.search(text, said.end, end)), said.end)
        yield Span(said.start, behind, f"own_link/{hit.term.language}/{hit.term.phrase}", 1.0)

"""Contrast: of all words that are drawn alike, on like grounds and as large, it is measured once, by axe.

So is whether a link is told from the words around it. What axe finds there hangs on nothing else. So a page is measured
only where it draws words as no page before did.
"""

from typing import Final

from playwright.sync_api import Page

from tests.chromium import violations

_measured: Final[set[str]] = set()
_RULES = ("color-contrast", "link-in-text-block")
_NEW = """measured => {
    const known = new Set(measured), grounds = new Map(), found = new Map()
    const own = style => [
        style.backgroundColor === "rgba(0, 0, 0, 0)" ? "" : style.backgroundColor,
        style.backgroundImage === "none" ? "" : style.backgroundImage,
        style.opacity === "1" ? "" : `opacity ${style.opacity}`,
        style.filter === "none" ? "" : style.filter,
        style.position === "static" || style.position === "relative" ? "" : style.position,
    ].filter(Boolean).join(" ")
    const ground = element => {
        if (!element) return ""
        if (!grounds.has(element)) {
            const mine = own(getComputedStyle(element)), below = ground(element.parentElement)
            grounds.set(element, mine ? `${below} | ${mine}` : below)
        }
        return grounds.get(element)
    }
    const among = link => {
        if (!link.matches("a")) return ""
        const {textDecorationLine, borderBottom} = getComputedStyle(link)
        return ` link ${textDecorationLine}, ${borderBottom} among ${getComputedStyle(link.parentElement).color}`
    }
    const has_words = element => element.matches("input, select, textarea") ||
        [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim())
    for (const element of document.body.querySelectorAll("*")) {
        if (!has_words(element) || !element.checkVisibility()) continue
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element)
        const drawn = `${[color, fontSize, fontWeight, textShadow].join()}${among(element)} on ${ground(element)}`
        if (!known.has(drawn)) found.set(drawn, [...(found.get(drawn) ?? []), element])
    }
    window.drawnAsNever = [...found.values()].flat()
    return [...found.keys()]
}"""


def found_in_new_colours(page: Page) -> list[object]:
    """Return what is wrong with the contrast of words that are drawn as on no page before."""
    drawn = page.evaluate(_NEW, sorted(_measured))
    found = violations(page, of="drawnAsNever", only=_RULES) if drawn else []
    if not found:
        _measured.update(drawn)
    return found

"""The shape of a page: its markup without its words, which is all that most of axe's rules look at.

Two words that are one and the same stay so, and what is empty, hidden or scrolls stays that: a page in another
language has the same shape only where each rule that asks for no colour must find the same. Where a link leads and
what a button sends, no rule asks.
"""

from playwright.sync_api import Page

_SHAPE = r"""code => {
    const words = new Set(["alt", "title", "placeholder", "aria-label"])
    const places = new Set(["href", "action", "formaction", "src", "srcset", "ping", "value"])
    const ids = new Set(["id", "for", "form", "aria-labelledby", "aria-describedby", "aria-controls"])
    const met = new Map()
    const as_met = word => met.has(word) ? met.get(word) : met.set(word, `·${met.size}`).get(word)
    const said = word => word.trim() && as_met(word.trim())
    const attribute = ({name, value}, element) => {
        if (name === "content" && element.name === "description" || words.has(name)) return `${name}=${said(value)}`
        if (value.startsWith("#")) return `${name}=${as_met(value)}`
        if (ids.has(name)) return `${name}=${value.split(/\s+/).map(each => as_met(`#${each}`))}`
        if (places.has(name)) return `${name}=${value.trim() && "·"}`
        if (element === document.documentElement && name === "lang" && value === code) return "lang of the page"
        return element.hasAttribute("lang") && name === "aria-current" ? "" : `${name}=${value}`
    }
    const shape = node => {
        if (node.nodeType === Node.TEXT_NODE) return said(node.nodeValue)
        if (node.nodeType !== Node.ELEMENT_NODE) return ""
        const is_longer = node.scrollWidth > node.clientWidth || node.scrollHeight > node.clientHeight
        const scrolls = is_longer && /auto|scroll/.test(getComputedStyle(node).overflow)
        const own = [...node.attributes].map(each => attribute(each, node)).filter(Boolean).sort()
        const seen = `${node.checkVisibility() ? "" : " hidden"}${scrolls ? " scrolls" : ""}`
        return `<${node.localName} ${own.join(" ")}${seen}>${[...node.childNodes].map(shape).join("")}</>`
    }
    return shape(document.documentElement) + document.querySelectorAll("[lang][aria-current]").length
}"""


def shape(page: Page, code: str) -> str:
    """Return the shape of a page in a language, whichever of the languages it says is the one it is in."""
    return str(page.evaluate(_SHAPE, code))

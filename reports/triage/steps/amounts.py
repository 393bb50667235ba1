"""Money, phone numbers and accounts in a text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.plates import digits_from
from reports.triage.steps.wording import Token

# Every repeat is bounded, so that no text makes a search slow.
_PHONE = re.compile(r"(?<![\w$./-])\+?\(?\d(?:(?:[ ().–-]{0,2}| [–-] )\d){6,14}(?![\w/])")
_ABROAD = re.compile(r"00[1-9]")
_IN_FOURS = re.compile(
    r"(?<![\w$./-])(?<!\d )(?!(?:19|20)\d\d[ –-](?:19|20)\d\d)[2-5]\d{3}[ –-]\d{4}(?![\w/]|[ .–-]?\d)"
)
"""Of Haiti, without its country: "3712-3456"; two years are none."""
_NUMBER = r"\d{1,3}(?:[ .,]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_COIN = (
    r"ec\b|xcd\b|us\b|usd\b|dollars?\b|dola\b|dolla\b|dolares\b|dólares\b|euros?\b|ewo\b|€|pesos?\b|goud\b|gourdes?\b|bucks\b"
    r"|dòla\b|dòl\b|ero\b|ewos\b|grand\b|pounds sterling\b|lajan ec\b|livres?\b(?= sterling)"
)
_SAID = (
    r"a|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|hundred|a few|several"
    r"|couple|half a|karant|trant|swasant|katreven|mil|mille|cent|cien|dos|tres|cinco|diez"
    r"|twa|de|dé|senk|dis|kenz|ven|san|trois|deux|cinq|dix|vingt|kat|sis|quatre"
    r"|eleven|twelve|thirteen|fourteen|eighteen|sixty|seventy|eighty|ninety|sept|huit|neuf|quinze|trente|quarante"
    r"|cinquante|soixante|cents|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cuatro|seis|siete"
    r"|ocho|nueve|dosc?ientos|trescientos|cuatrocientos|quinientos|seiscientos|setecientos|ochocientos|novecientos"
    r"|yon|sèt|uit|wit|nèf|onz|douz|senkant|swasanndis|katrevendis"
)
_MONEY = re.compile(
    rf"(?<![\w$€£])(?:(?:ec|xcd|us|usd|bds|tt|e\.c\.|eur) ?[$€£] ?|(?:ec|xcd|usd|eur) ?|[$€£] ?)(?:{_NUMBER})"
    rf"(?: (?:à|a|to|-) (?:{_NUMBER}))?(?: ?(?:k|m|mil|grand|thousand|million)\b)?(?: ?(?:ec|xcd|usd?)\b)?(?!\w)"
    rf"|(?<![\w.,-])(?:{_NUMBER}) ?(?:k |mil |mille |thousand |million )?(?:(?:à|a|to|-) ?(?:{_NUMBER}) ?)?"
    rf"(?:[$]|(?:ec |us )?(?:{_COIN}))"
    rf"|(?<!\w)(?:(?:{_SAID}) (?:and |et |y )?){{0,4}}(?:thousand|million|{_SAID})"
    r" (?:ec |us )?(?:dollars?|dola|dolla|dolares|dólares|dòla|euros?|ewo|ero|pesos|grand|bucks|goud|gourdes?"
    r"|ec|xcd|usd)\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w.@])@[A-Za-z0-9_][\w.]{1,29}"
    r"|(?<![\w.+-])[\w.+-]{1,40}@[\w-]{1,40}\.[\w.-]{2,20}"
    r"|(?:facebook|instagram|tiktok|t|wa|fb)\.(?:com|me)/[\w.@/-]{2,40}",
    re.IGNORECASE,
)
_LARGE = r"hundred|thousand|grand|mil|mille|san|cent"
_PAID = re.compile(
    r"(?<!\w)(?:pay|pays|paid|payin|paying|charge|charges|charged|chargin|charging|owe|owes|owed|owing|ask for"
    r"|asks for|asked for|asking|askin|pidi[oó]|pide|piden|pidieron|debe|deb[ií]a|cobra|cobran|cobr[oó]"
    r"|cobraron|cobrando|paga|pagan|pag[oó]|pagu[eé]"
    r"|pagaron|p[eé]y[eé]|mand[eé]|touche|touchent|demande|demandent|pay[eé]|paie|paient|vers[eé]|verse|r[eé]clame|dwe)"
    r" (?:(?:me|m|l|y|yo|us|him|her|them|mwen|le|nos|nou) )?"
    rf"((?:{_SAID}) (?:{_LARGE})(?: (?:{_SAID})){{0,3}}|\d{{1,3}} (?:{_LARGE})|\d{{2,6}})"
    r"(?!\w|[.,:]\d| ?(?:%|h\b|am\b|pm\b))"
    r"(?! (?:men|women|people|girls|boys|times|days|weeks|months|hours|years|minutes|bags|boxes|pills|fois|jours|mois"
    r"|heures|ans|veces|d[ií]as|horas|meses|cajas|personas|moun|jou|mwa|fwa|sak|k[eè]s)\b)",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"(?<!\w)(?:take|takes|took|taking|takin|tief|thief|pran|pwan)"
    rf" ((?:{_SAID}) (?:{_LARGE})|\d{{1,3}} (?:{_LARGE})|\d{{2,6}})"
    r"(?= (?:from|off|sou|asou|nan men|an lanmen)\b)",
    re.IGNORECASE,
)
_EACH = (
    r"(?:an?|per|each|every|la|le|el|par|pa|chak|cada|pou|pou (?:chak|yon)|sou chak|(?:à|pour) chaque|por(?: cada)?)"
)
_PORTION = (
    r"(?:bag|bags|gram|head|joint|night|pack|packet|person|piece|pop|pound|ride|spliff|tablet|trip|wrap|bolsa|bolsita|cabeza|gramo"
    r"|noche|paquete|pastilla|persona|pieza|viaje|boulette|cachet|dose|fois|gramme|nuit|personne|sachet|tête|boul|fwa|grenn|nwit"
    r"|pakè|pakèt|sache|sachè|sak|swa|tèt|yonn|moun)\b"
)
_PRICE = re.compile(rf"(?<![\w.,/$:-])(\d{{2,5}})(?= (?:{_EACH} {_PORTION}|each\b))", re.IGNORECASE)
_FOR = re.compile(
    r"(?<!\w)(?:for|por|pou|pour) ((?!(?:19|20)\d\d\b)\d{3,5}|\d{1,2} (?:hundred|thousand|grand))"
    r"(?=\s*(?:[.!;\n]|,\s|$))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d|dol|dól|dòl|euro|ewo|ero|\bec\b|peso|grand|buck|goud|hundred|thousand|mil|san |cent|€", re.IGNORECASE
)
"""What stands in every amount."""
_USER = re.compile(r"(?=\w{0,28}[_\d])[a-z][\w.]{3,29}", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?<![\w.@/-])[a-z]\w{2,19}[._][a-z]\w{2,19}(?![\w@.])|(?<![\w.@/-])\w{1,20}_\w{1,20}(?![\w@])", re.IGNORECASE
)
_BANK = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,3})?(?!\w)")
_BANK_NUMBER = re.compile(r"(?<![\w-])\d{3,6}(?:-\d{2,8}){1,3}(?![\w-])|(?<![\w-])\d{5,14}(?![\w-])")
_NAME = r"[^\W\d_][\w'’-]{0,20}"
_QUOTED = re.compile(r"[\"“«‘'] ?([^\"“”«»\n]{2,40}?) ?[\"”»’']")
_NEAR_ACCOUNT = 60
_MOST = 50


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(rules("entities")[table][name].split())


def find_money(draft: Draft) -> list[Span]:
    """Amounts with their coin."""
    text = draft.tip.text
    if not _COUNTED.search(text):
        return []
    sums = [match.span(1) for pattern in (_PAID, _TAKEN, _PRICE, _FOR) for match in pattern.finditer(text)]
    return _matches(_MONEY, text, "amount of money") + [Span(*span, "amount paid or asked", 1.0) for span in sums]


def _matches(pattern: re.Pattern[str], text: str, rule: str) -> list[Span]:
    found = []
    for match in pattern.finditer(text):
        start, end = match.span()
        while start < end and text[end - 1] in " .,-":
            end -= 1
        if start < end:
            found.append(Span(start, end, rule, 1.0))
    return found


def find_phones(draft: Draft) -> list[Span]:
    """Numbers of seven, ten or eleven digits, with a country in front, or said digit by digit."""
    found = []
    for match in _PHONE.finditer(draft.tip.text):
        digits = sum(character.isdigit() for character in match.group())
        abroad = (match.group()[0] == "+" and digits >= 8) or (_ABROAD.match(match.group()) and digits >= 11)
        if digits in (7, 10, 11) or abroad:
            found.append(Span(match.start(), match.end(), "phone number", 1.0))
    found += _matches(_IN_FOURS, draft.tip.text, "phone number")
    return found + list(_spelt(draft.tokens))


def _spelt(tokens: Sequence[Token]) -> Iterator[Span]:
    at = 0
    while at < len(tokens):
        said, after = digits_from(tokens, at, 11, pauses=True)
        if len(said) >= 7 and after - at >= 5 and len(said) in (7, 10, 11):
            yield Span(tokens[at].start, tokens[after - 1].end, "phone number in words", 1.0)
        at = max(after, at + 1)


def find_accounts(draft: Draft) -> list[Span]:
    """Handles, addresses of mail and pages, accounts named after a word such as "instagram", numbers at a bank."""
    text, tokens = draft.tip.text, draft.tokens
    found = [*_matches(_HANDLE, text, "account or handle"), *_matches(_BANK, text, "bank account")]
    found += _near_words(tokens, text)
    taken = {place for span in found for place in range(span.start, span.end)}
    for at, token in enumerate(tokens):
        if token.text in _words("accounts", "before") and token.start not in taken:
            found += [span for span in _after_word(tokens, text, at) if span.start not in taken]
            taken.update(place for span in found[-1:] for place in range(span.start, span.end))
    return found


def _near_words(tokens: Sequence[Token], text: str) -> Iterator[Span]:
    """Names with a dot or underline, and numbers of accounts, where an account is spoken of shortly before."""
    places = [token.end for token in tokens if token.text in _words("accounts", "near")]
    banks = [token.end for token in tokens if token.text in _words("accounts", "bank")]
    for match in _DOTTED.finditer(text) if places else ():
        if any(0 <= match.start() - place < _NEAR_ACCOUNT for place in places[:_MOST]) and ".com" not in match.group():
            yield Span(match.start(), match.end(), "account", 1.0)
    for match in _BANK_NUMBER.finditer(text) if banks else ():
        if any(0 <= match.start() - place < _NEAR_ACCOUNT for place in banks[:_MOST]):
            yield Span(match.start(), match.end(), "account number", 1.0)


def _after_word(tokens: Sequence[Token], text: str, at: int) -> Iterator[Span]:
    called = _words("accounts", "called")
    first, last = at + 1, at + 5
    announced = False
    while first < min(last, len(tokens)) and tokens[first].clause == tokens[at].clause and tokens[first].text in called:
        announced, first = True, first + 1
    if first >= len(tokens):
        return
    between = text[tokens[first - 1].end : tokens[first].start]
    announced = announced or ":" in between
    quoted = _QUOTED.match(text, max(tokens[first].start - 2, 0)) or _QUOTED.match(
        text, max(tokens[first].start - 1, 0)
    )
    if quoted and quoted.start() >= tokens[first - 1].end:
        yield Span(*quoted.span(1), "account named in quotes", 1.0)
        return
    user = _USER.match(text, tokens[first].start)
    if user and len(between) < 4:
        yield Span(user.start(), user.end() - (user.group()[-1] == "."), "account", 1.0)
    elif tokens[at].text in _words("accounts", "bank") and tokens[first].text.isdigit() and len(tokens[first].text) > 4:
        yield Span(tokens[first].start, tokens[first].end, "account number", 1.0)
    elif announced and text[tokens[first].start].isupper() and len(between) < 4:
        yield Span(tokens[first].start, _end_of_capitals(tokens, text, first), "account", 1.0)


def _end_of_capitals(tokens: Sequence[Token], text: str, first: int) -> int:
    last = first
    while last + 1 < len(tokens) and last - first < 4 and text[tokens[last + 1].start].isupper():
        if text[tokens[last].end : tokens[last + 1].start] not in (" ", "-", "'", " & "):
            break
        last += 1
    return tokens[last].end

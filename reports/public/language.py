"""Which language a tipster reads: the one in the address, /acf/ or /fr/; at the bare address, the browser's first wish.

The language is stripped from the path before it is resolved and put before every address that a page writes, so links
and forms stay in it. No cookie, no query.
"""

from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, get_script_prefix, resolve, reverse, set_script_prefix
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

IN_LANGUAGE = "language"
_ALONE = "reports.public.addresses"  # behind a language there are the tipsters' pages and nothing else
# Antillean Creoles understand each other; a browser that asks for one we lack gets its neighbour.
_NEIGHBOURS = {"gcf": "acf", "gcr": "acf"}


def language(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. Raises MiddlewareNotUsed where this process serves no tipsters."""
    if "public" not in settings.FACES:
        raise MiddlewareNotUsed

    def in_language(request: HttpRequest) -> HttpResponse:
        code, rest = _split(request.path_info)
        if code:
            request.path_info = rest
            request.urlconf = _ALONE
        elif not _is_for_tipsters(request.path_info):
            return answer(request)
        spoken = code or wished(request.headers.get("Accept-Language", ""))
        before = get_script_prefix()
        set_script_prefix(f"{before}{spoken}/")
        try:
            with override(spoken):
                response = answer(request)
        finally:
            set_script_prefix(before)
        response.headers["Content-Language"] = spoken
        if not code:
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return in_language


def wished(header: str) -> str:
    """Return the first of our languages that an Accept-Language header names, or the default one."""
    ours = _ours()
    for asked, _ in parse_accept_lang_header(header):
        found = asked.partition("-")[0]
        found = _NEIGHBOURS.get(found, found)
        if found in ours:
            return found
    return settings.LANGUAGE_CODE


def _split(path: str) -> tuple[str, str]:
    """The language at the head of a path, or nothing, and what follows it from its slash on."""
    first, _, rest = path.removeprefix("/").partition("/")
    return (first, f"/{rest}") if first in _ours() else ("", path)


@cache
def _ours() -> frozenset[str]:
    return frozenset(code for code, _ in settings.LANGUAGES)


def _is_for_tipsters(path: str) -> bool:
    try:
        return resolve(path).app_name == "public"
    except Resolver404:
        return True


def changes_language(words: Mapping[str, str]) -> bool:
    """Whether a form came back only to be read in another language: a button of it, for a link would cost the words."""
    return words.get("do") == IN_LANGUAGE


def in_language[Kind: Form](
    request: HttpRequest, form: Kind, draw: Callable[[HttpRequest, Kind], HttpResponse], *, keeps: bool = False
) -> HttpResponse:
    """The same page with all that is typed, and nothing said about it; as long as nothing is, the page at its address.

    `keeps`: it holds something beside what is typed.
    """
    if not keeps and not any(field.value() for field in form if field.name != "ticket"):
        return HttpResponseRedirect(reverse(request.resolver_match.view_name), status=HTTPStatus.SEE_OTHER)  # type: ignore[union-attr]
    form.errors.clear()
    return draw(request, form)


def own_form(
    name: str, do: str = "", label: object = "", *, language_do: str = IN_LANGUAGE, path: str = ""
) -> dict[str, object]:
    """What the layout needs to make the languages buttons of the form `name`, in which Enter does `do`.

    `label` is what the button for Enter says where a browser without style sheets shows it: what it does. A form with
    nothing to type into needs none. `path` is where the languages lead, without a language, if not to the page's own
    address.
    """
    return {"own_form": name, "own_do": do, "own_label": label, "language_do": language_do, "own_path": path}

"""Headers that Django's settings do not give: no copy in any cache, no sensor, nothing shared with other sites."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reports.public.house import is_onion

_SENSORS = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
OF_ALL = {"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin"}
HEADERS = OF_ALL | {
    "Permissions-Policy": ", ".join(f"{sensor}=()" for sensor in _SENSORS),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Robots-Tag": "noarchive",  # the line may be found by a search, but no copy of a page is to be kept
    "X-DNS-Prefetch-Control": "off",
}


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. A page that set one of these itself keeps its own.

    A style sheet or a picture of ours has no sensors and embeds nothing: its head says less, for each byte is paid for.
    """

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        fixed = OF_ALL if request.path.startswith(settings.STATIC_URL) else HEADERS | _used(response)
        for name, value in (fixed | _by_address(request, response)).items():
            response.headers.setdefault(name, value)
        # Without its length an answer goes out in pieces, each a packet of its own.
        if not response.streaming and response.status_code != HTTPStatus.NO_CONTENT:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            if request.method == "HEAD":
                response.content = b""
        return response

    return with_headers


def _used(response: HttpResponse) -> dict[str, str]:
    """What of a browser an answer says it `uses`: the desk's page for a passkey."""
    used = getattr(response, "uses", "")
    allowed = HEADERS["Permissions-Policy"].replace(f"{used}=()", f"{used}=(self)")
    return {"Permissions-Policy": allowed} if used else {}


def _by_address(request: HttpRequest, response: HttpResponse) -> dict[str, str]:
    """What depends on how the page was reached: an onion service has no TLS to insist on, and is itself the onion.

    Django would ask whether the request is secure, but TLS ends at the proxy, which passes nothing on about it.
    """
    if is_onion(request):
        return {}
    told = {}
    if settings.SECURE_HSTS_SECONDS:
        told["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    if settings.ONION_URL and "Content-Language" in response.headers:  # only tipsters' pages tell a language
        told["Onion-Location"] = settings.ONION_URL + request.path
    return told

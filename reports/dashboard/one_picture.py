"""A form of the desk that takes a picture: held in memory alone, never on a disk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from reports.intake.media import MOST_BYTES

_BESIDES = 1024 * 1024  # bytes of a body that are not the picture


class _InMemory(MemoryFileUploadHandler):
    """Takes files of a body that is small enough; of a larger one, none."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **more: Any) -> None:
        self.activated = content_length <= MOST_BYTES + _BESIDES


def takes_a_picture(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view read an uploaded picture. The form check must come after: it is what reads the body."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, _InMemory(request))
        return checked(request, *args, **kwargs)

    return reading

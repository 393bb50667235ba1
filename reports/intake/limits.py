"""Limits on what one request may bring."""

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MAX_UPLOAD = 25 * 1024 * 1024  # bytes of one request's file


class MemoryOnlyUpload(MemoryFileUploadHandler):
    """Keeps an upload in memory, never in a temporary file: one that is too large is cut off and marked."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # type: ignore[no-untyped-def]
        """Take every upload, whatever its announced length."""
        self.activated = True
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Collect a piece; past the limit the whole request is stopped."""
        self._received += len(raw_data)
        if self._received > MAX_UPLOAD:
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)

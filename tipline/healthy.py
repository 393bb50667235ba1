"""`python -m tipline.healthy /path`: whether the web server of this container answers; for the health check."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main(path: str) -> int:
    """Ask our own web server for a page, under the name it goes by; return 0 when it answers without an error."""
    port = int(os.environ.get("TIPLINE_BIND", "127.0.0.1:8000").rpartition(":")[2])
    name = urlsplit(os.environ["DESK_URL" if path.startswith("/desk") else "PUBLIC_URL"]).netloc
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": name})
        return 0 if connection.getresponse().status < 400 else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

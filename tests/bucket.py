"""A bucket on this machine, for tests of whatever keeps sealed files there: moto's server, which answers as S3 does."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from reports.gateways import blobs

BUCKET = "sealed"


@contextmanager
def bucket() -> Iterator[str]:
    """Serve an empty bucket, with the environment in which it is found; return its name.

    All such servers of one process share what they hold, and the product remembers the address of the last one.
    """
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {"ACCESS_KEY_ID": "ours", "SECRET_ACCESS_KEY": "ours", "DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**told, "ENDPOINT_URL_S3": f"http://{host}:{port}"}.items():
            patch.setenv(f"AWS_{name}", value)
        requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10).raise_for_status()
        blobs._bucket.cache_clear()
        boto3.client("s3").create_bucket(Bucket=BUCKET)
        try:
            yield BUCKET
        finally:
            server.stop()

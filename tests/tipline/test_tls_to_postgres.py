"""A database on another host, by TLS alone, as docs/several-hosts.md says: who else answers there is told nothing.

The embedded Postgres was built without TLS. So a door stands before it, which speaks it as a server does.
"""

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from tests import servers
from tipline import env

_ASKS_FOR_TLS = bytes.fromhex("0000000804d2162f")
_NAMED = "localhost"


class _Authority:
    """One that signs a certificate for a name, good for an hour."""

    def __init__(self, folder: Path, name: str) -> None:
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), _called(name)
        self.file, self._folder = folder / f"{name}.crt", folder
        itself = _unsigned(self._name, self._name, self._key)
        itself = itself.add_extension(x509.BasicConstraints(True, 0), critical=True)
        self.file.write_bytes(itself.sign(self._key, SHA256()).public_bytes(Encoding.PEM))

    def certificate(self, name: str) -> Path:
        """Return a file with a new key and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        named = x509.SubjectAlternativeName([x509.DNSName(name)])
        told = _unsigned(_called(name), self._name, key).add_extension(named, critical=False)
        signed = told.sign(self._key, SHA256())
        both = self._folder / f"{name}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        both.write_bytes(private + signed.public_bytes(Encoding.PEM))
        return both


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _unsigned(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now, hour, number = datetime.now(UTC), timedelta(hours=1), x509.random_serial_number()
    named = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return named.serial_number(number).not_valid_before(now - hour).not_valid_after(now + hour)


class _Door(BaseRequestHandler):
    """Takes TLS where there is a certificate, and passes on what comes to Postgres."""

    def handle(self) -> None:
        tls: ssl.SSLContext | None = self.server.tls
        if self.request.recv(8) != _ASKS_FOR_TLS or tls is None:
            self.request.sendall(b"N")
            return
        self.request.sendall(b"S")
        with socket.socket(socket.AF_UNIX) as postgres:
            postgres.connect(str(servers._running[0].sockets / ".s.PGSQL.5432"))
            try:
                with tls.wrap_socket(self.request, server_side=True) as caller:
                    _pass_on(caller, postgres)
            except OSError:
                return  # who called did not like the certificate


def _pass_on(caller: ssl.SSLSocket, postgres: socket.socket) -> None:
    while True:
        for one in [caller] if caller.pending() else select.select([caller, postgres], [], [])[0]:
            if not (data := one.recv(65536)):
                return
            (postgres if one is caller else caller).sendall(data)


@contextmanager
def _standing(certificate: Path | None) -> Iterator[int]:
    with ThreadingTCPServer(("127.0.0.1", 0), _Door) as door:
        door.tls = None
        if certificate:
            door.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            door.tls.load_cert_chain(certificate)
        threading.Thread(target=door.serve_forever, args=(0.05,)).start()
        try:
            yield door.server_address[1]
        finally:
            door.shutdown()


def _protocol(monkeypatch: pytest.MonkeyPatch, trusted: Path, port: int, host: str = _NAMED) -> str:
    """Connect as each process does with the settings of the page; return which TLS was spoken."""
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    monkeypatch.setenv("PGSSLROOTCERT", str(trusted))
    monkeypatch.setenv("DATABASE_URL", f"postgresql://tipline@{host}:{port}/postgres")
    connection = ConnectionHandler({"default": env.database("DATABASE_URL")})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
        return str(connection.connection.info.ssl_attribute("protocol"))
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_database_is_asked_over_tls_and_a_false_one_is_told_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, other = _Authority(tmp_path, "ours"), _Authority(tmp_path, "other")
    with _standing(ours.certificate(_NAMED)) as port:
        assert _protocol(monkeypatch, ours.file, port) == "TLSv1.3"
        with pytest.raises(OperationalError, match="certificate verify failed"):
            _protocol(monkeypatch, other.file, port)
        with pytest.raises(OperationalError, match="does not match host name"):
            _protocol(monkeypatch, ours.file, port, host="127.0.0.1")
    with _standing(None) as port, pytest.raises(OperationalError, match="does not support SSL"):
        _protocol(monkeypatch, ours.file, port)

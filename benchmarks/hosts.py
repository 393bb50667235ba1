"""One installation on several hosts: replicas, a pooler before each database, and a bucket for sealed files.

A host is a process here, with its own data folder, its own database role and the secrets that docker-compose.yml gives
its kind. All of them see one folder of key files, as the hosts of an installation must.
"""

import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import boto3

from benchmarks.house import CELERY, GUNICORN, House, NotReady, wait_until
from benchmarks.http import Browser
from tests.architecture.compose import read
from tipline.standalone.child import Child
from tipline.standalone.place import free_port

BUCKET = "sealed"
ROLES = ("tipline_intake", "tipline_desk", "tipline_worker")  # those that go through the poolers
POOL = 4  # connections to Postgres for each role at one database
# Transaction pooling: nothing of ours stays on a connection. The log tells no client and no time of a login.
_POOLER = """[databases]
{database} = host={sockets} dbname={database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 500
query_wait_timeout = 7
log_connections = 0
log_disconnections = 0
log_pooler_errors = 0
log_stats = 0
"""


class Bucket:
    """moto's server, which answers as S3 does and forgets all when it ends."""

    def __init__(self, logs: Path, port: int) -> None:
        self.env = bucket_env(port)
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        self.child, self._port = Child("bucket", command, log=logs / "bucket.log"), port

    def start(self) -> None:
        """Start it and make the bucket."""
        self.child.start()
        wait_until(self._answers, "the bucket", seconds=60)
        self._client().create_bucket(Bucket=BUCKET)

    def objects(self) -> int:
        """How many sealed files lie there."""
        pages = self._client().get_paginator("list_objects_v2").paginate(Bucket=BUCKET)
        return sum(page.get("KeyCount", 0) for page in pages)

    def _client(self) -> "boto3.client":
        return boto3.client(
            "s3",
            endpoint_url=self.env["AWS_ENDPOINT_URL_S3"],
            aws_access_key_id=self.env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.env["AWS_SECRET_ACCESS_KEY"],
            region_name=self.env["AWS_DEFAULT_REGION"],
        )

    def _answers(self) -> bool:
        try:
            return Browser(self._port).get("/").status < 500
        except OSError:
            return False


def bucket_env(port: int) -> dict[str, str]:
    """The settings with which a process finds its bucket."""
    return {
        "TIPLINE_BLOB_BUCKET": BUCKET,
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "ours",
        "AWS_SECRET_ACCESS_KEY": "ours",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


class Pooler:
    """PgBouncer before one database."""

    def __init__(self, house: House, database: str, passwords: Mapping[str, str]) -> None:
        program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
        if not program:
            raise NotReady("This needs pgbouncer: apt-get install pgbouncer.")
        self.port, self._database, self._passwords = free_port(), database, passwords
        self._folder, self._sockets = house.servers.folder / "pooler" / database, house.servers.sockets
        command = [program, str(self._folder / "pgbouncer.ini")]
        log = house.servers.logs / f"pooler-{database}.log"
        self.child = Child(f"pooler of {database}", command, log=log, never_root=True)

    def start(self) -> None:
        """Write its settings and start it."""
        self._folder.mkdir(parents=True)
        users = self._folder / "users.txt"
        users.write_text("".join(f'"{role}" "{password}"\n' for role, password in self._passwords.items()))
        told = {"database": self._database, "sockets": self._sockets, "port": self.port, "users": users, "pool": POOL}
        (self._folder / "pgbouncer.ini").write_text(_POOLER.format(**told))
        self.child.start()

    def url(self, role: str) -> str:
        """The database's address for a role."""
        return f"postgresql://{role}:{self._passwords[role]}@127.0.0.1:{self.port}/{self._database}"


class Hosts:
    """Two hosts of the public side, two desks, two workers; one for forgetting and one for beat, as it must be."""

    def __init__(self, house: House) -> None:
        self._house = house
        passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
        self.poolers = [Pooler(house, name, passwords) for name in ("tipline", "keystore")]
        self.intakes = [self._web("intake", number, "public,phone,api") for number in (1, 2)]
        self.desks = [self._web("desk", number, "dashboard") for number in (1, 2)]
        self.workers = [self._worker("worker", f"worker{number}") for number in (1, 2)]
        self.beat = house.beat
        self.retention = self._worker("retention", "retention", "--pool=solo", "--queues=retention")

    @property
    def intake_ports(self) -> list[int]:
        """Where tipsters' forms and the provider's webhooks are taken."""
        return [port for _, port in self.intakes]

    @property
    def desk_ports(self) -> list[int]:
        """Where officers sign in."""
        return [port for _, port in self.desks]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run all of it."""
        children = [*self.workers, self.retention, self.beat]
        with ExitStack() as stack:
            for pooler in self.poolers:
                pooler.start()
                stack.callback(pooler.child.stop)
            for webs, path in ((self.intakes, "/"), (self.desks, "/desk/sign-in")):
                for child, port in webs:
                    stack.enter_context(self._house.serving(child, port, path))
            for child in children:
                child.start()
                stack.callback(child.stop, patience=5)
            yield

    def _web(self, kind: str, number: int, faces: str) -> tuple[Child, int]:
        port = free_port()
        env = self._env(kind, f"{kind}{number}") | {"TIPLINE_BIND": f"127.0.0.1:{port}", "TIPLINE_FACES": faces}
        return Child(f"{kind}{number}", GUNICORN, log=self._house.servers.logs / f"{kind}{number}.log", env=env), port

    def _worker(self, kind: str, name: str, *more: str) -> Child:
        words = more or ("--concurrency=1",)
        command = [*CELERY, "worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle", *words]
        command.append(f"--hostname={name}@%h")
        return Child(name, command, log=self._house.servers.logs / f"{name}.log", env=self._env(kind, name))

    def _env(self, kind: str, name: str) -> dict[str, str]:
        """Return what a host knows: forgetting goes to Postgres itself, the others through the poolers."""
        servers, home = self._house.servers, self._house.servers.folder / "hosts" / name
        (home / "data" / "state").mkdir(parents=True)
        (home / "secrets").mkdir()
        for secret in read()["services"][kind]["secrets"]:
            made = servers.folder / "secrets" / secret
            if made.exists():
                shutil.copy(made, home / "secrets" / secret)
        (home / "secrets" / "keystore_keys").symlink_to(servers.folder / "secrets" / "keystore_keys")
        urls = {"DATABASE_URL": "tipline", "KEYSTORE_URL": "keystore"}
        role = f"tipline_{kind}"
        if role not in ROLES:
            found = {setting: servers.postgres.url(database, user=role) for setting, database in urls.items()}
        else:
            found = {setting: pooler.url(role) for setting, pooler in zip(urls, self.poolers, strict=True)}
        own = {"TIPLINE_DATA": str(home / "data"), "TIPLINE_SECRETS": str(home / "secrets")}
        return self._house.env | found | own | {"TIPLINE_STATIC": str(servers.folder / "static")}

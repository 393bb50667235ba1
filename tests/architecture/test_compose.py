"""Production as docker-compose.yml describes it, without Docker: each process with its command, settings, secrets."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from yaml import safe_load

from reports.intake.uploads import MOST_TOGETHER
from reports.queries.metrics import exposed
from tests.architecture.compose import APPS, ROOT, Started, example, filled, manage, read, start
from tests.template import give_tables
from tipline.standalone import Servers
from tipline.standalone.child import last_lines
from tipline.standalone.postgres import QUIET, ROOMY


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Databases and queue of a founded installation."""
    made = Servers(tmp_path_factory.mktemp("founded"), durable=False)
    give_tables(made)
    with made as running:
        manage(["init", "--demo"], {"PATH": "/usr/bin:/bin", **running.env()})
        yield running


@pytest.fixture(scope="module")
def started(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Started]]:
    """Every app process of the compose file, each started before the servers are there, as after a power cut."""
    folder = tmp_path_factory.mktemp("compose")
    service = read()["services"]["intake"]
    settings = {name: filled(str(value)) for name, value in service["environment"].items()}
    manage(["collectstatic", "--no-input"], {**settings, "TIPLINE_FACES": "", "TIPLINE_STATIC": str(folder / "static")})
    running: dict[str, Started] = {}
    servers.postgres.stop()
    servers.valkey.stop()
    try:
        for name in APPS:
            running[name] = start(name, servers, folder)
        for one in running.values():
            assert one.child.wait_until(one.has_missed_the_servers, seconds=120), last_lines(one.child.log)
        servers.start()
        yield running
    finally:
        for one in running.values():
            one.child.ask_to_stop()
        for one in running.values():
            one.child.stop()


@pytest.mark.parametrize("name", APPS)
def test_each_process_starts_before_its_servers_and_is_well_when_they_come(
    started: dict[str, Started], name: str
) -> None:
    one = started[name]
    assert one.child.wait_until(one.is_healthy, seconds=120), last_lines(one.child.log)


def test_the_intake_serves_the_form_and_has_no_desk(started: dict[str, Started]) -> None:
    intake = started["intake"]
    assert intake.child.wait_until(intake.is_healthy, seconds=120)
    assert intake.ask("/").status == 203
    assert intake.ask("/phone/sms").status in {403, 405}
    for path in ("/desk/", "/desk/sign-in", "/desk/queue", "/phone/simulator"):
        assert intake.ask(path).status == 404


def test_the_desk_has_no_form_and_no_phone(started: dict[str, Started]) -> None:
    desk = started["desk"]
    assert desk.child.wait_until(desk.is_healthy, seconds=120)
    assert desk.ask("/desk/").status in {200, 302}
    for path in ("/", "/mailbox", "/what-we-keep", "/phone/sms", "/phone/voice", "/phone/simulator"):
        assert desk.ask(path).status == 404


def test_a_page_links_only_files_that_were_collected(started: dict[str, Started]) -> None:
    intake = started["intake"]
    assert intake.child.wait_until(intake.is_healthy, seconds=120)
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', intake.ask("/").page)
    assert links
    for link in links:
        assert intake.ask(link).status == 200


def test_a_tip_arrives_at_the_intake_and_is_judged_by_the_worker(servers: Servers, started: dict[str, Started]) -> None:
    """Both have the secrets that they need for it."""
    intake, worker = started["intake"], started["worker"]
    assert intake.child.wait_until(intake.is_healthy, seconds=120)
    ticket = intake.ask("/").hidden("ticket")
    words = {"text": "They sell it behind the school on Fridays.", "ticket": ticket}
    assert intake.ask("/", words).status != 200, "sent faster than anybody types"
    ripe = intake.child.wait_until(lambda: intake.ask("/", words).status == 200, seconds=120)
    assert ripe, last_lines(intake.child.log)
    assert re.search(r"(\d{4} *){5}", re.sub("<[^>]*>", "", intake.ask("/", words).page)), "the same answer again"
    judged = "SELECT count(*) FROM tip WHERE NOT EXISTS (SELECT FROM capsule)"
    done = worker.child.wait_until(lambda: servers.postgres.psql(judged, database="tipline") == "1\n", seconds=120)
    assert done, last_lines(worker.child.log)


def test_an_officers_password_opens_their_key_at_the_desk(servers: Servers, started: dict[str, Started]) -> None:
    """The desk has the secrets that it needs for it, and trusts forms that came through the proxy's TLS."""
    desk = started["desk"]
    assert desk.child.wait_until(desk.is_healthy, seconds=120)
    name, password = (servers.folder / "state" / "demo.txt").read_text().split()[:2]
    page = desk.ask("/desk/sign-in")
    fields = {"username": name, "password": password, "csrfmiddlewaretoken": page.hidden("csrfmiddlewaretoken")}
    signed_in = desk.ask("/desk/sign-in", fields, page.cookies)
    assert signed_in.status == 302, last_lines(desk.child.log)
    assert signed_in.location == "/desk/sign-in/phone"
    wrong = desk.ask("/desk/sign-in", {**fields, "password": "wrong"}, page.cookies)
    assert wrong.status in {422, 429}


def test_a_call_that_an_officer_took_is_stored_by_a_process_that_the_desk_alone_reaches(
    servers: Servers, started: dict[str, Started]
) -> None:
    counter, services = started["counter"], read()["services"]
    assert counter.child.wait_until(counter.is_healthy, seconds=120)
    officer = servers.postgres.psql("SELECT min(id::text) FROM officer", database="tipline").strip()
    call = {"text": "They hide guns in the mangrove", "answers": {}, "guide": "", "in_danger": False, "language": "en"}
    call |= {"repeat_key": "01" * 32, "once_key": "02" * 16, "taken_by": officer}
    first, again = (
        counter.send("POST", "/counter/", json.dumps(call), {"Host": "counter-face"}).page for _ in range(2)
    )
    assert len(json.loads(first)["receipt"]) == 20
    assert json.loads(again) == json.loads(first) | {"repeated": True}
    assert services["desk"]["environment"]["TIPLINE_COUNTER_URL"] == "http://counter-face:8000/counter/"
    assert [name for name, service in services.items() if "counter" in service.get("networks", [])] == [
        "desk",
        "counter",
        "admin",
    ]


def test_no_process_holds_a_secret_of_another() -> None:
    services = read()["services"]
    held = {name: set(services[name].get("secrets", [])) for name in APPS}
    assert not held["intake"] & {"officer_pepper", "triage_key", "relay_key", "likeness_key"}
    assert not held["desk"] & {"receipt_pepper", "request_pepper", "triage_key", "relay_key", "likeness_key"}
    assert not held["worker"] & {"officer_pepper", "request_pepper", "django_secret_key"}
    signs = {name: {one for one in secrets if one.endswith("secret_key")} for name, secrets in held.items()}
    assert {name: one for name, one in signs.items() if one} == {
        "intake": {"django_secret_key"},
        "desk": {"desk_secret_key"},
    }, "who takes the public host signs no session at the desk"
    assert held["retention"] == {"row_mac_key", "root_public_key", "manifest.json"}
    assert held["beat"] == set()
    assert "root_key.sealed" not in set().union(*held.values())
    for name in APPS:
        assert "./secrets:/secrets" not in services[name]["volumes"]


def test_each_process_is_a_role_of_its_own_and_none_owns_the_tables() -> None:
    services = read()["services"]
    roles = {name: name for name in ("intake", "desk", "worker", "retention")} | {"counter": "intake"}
    for name, role in roles.items():
        for database in ("DATABASE_URL", "KEYSTORE_URL"):
            assert urlsplit(filled(services[name]["environment"][database])).username == f"tipline_{role}"
    assert urlsplit(services["beat"]["environment"]["DATABASE_URL"]).username is None


def test_the_two_faces_share_no_network_but_those_of_the_servers() -> None:
    services = read()["services"]
    shared = set(services["intake"]["networks"]) & set(services["desk"]["networks"])
    assert shared == {"tips", "keys", "queue"}
    assert all(read()["networks"][name] == {"internal": True} for name in shared | {"front", "inside"})
    assert not set(services["proxy"]["networks"]) & set(services["desk"]["networks"])
    assert not set(services["db"]["networks"]) & set(services["keystore"]["networks"])
    assert not set(services["db"]["volumes"]) & set(services["keystore"]["volumes"])
    assert {name for name, service in services.items() if "ports" in service} == {"proxy", "desk-proxy", "metrics"}
    assert services["metrics"]["ports"] == ["127.0.0.1:9090:9090"]
    of_proxies = [port.rsplit(":", 2)[0] for name in ("proxy", "desk-proxy") for port in services[name]["ports"]]
    assert of_proxies == ["${PUBLIC_ADDRESS:?}", "${PUBLIC_ADDRESS:?}", "${DESK_ADDRESS:?}"], "port 443 of all is one's"


@pytest.mark.parametrize(("name", "face"), [("intake", "front"), ("desk", "inside"), ("counter", "counter")])
def test_a_web_server_answers_in_its_own_network_and_not_where_the_other_face_reaches_it(name: str, face: str) -> None:
    """All that asks a database is in that one's network, and reaches there whatever listens on every address."""
    service, settings = read()["services"][name], read()["x-settings"]
    place, _, port = service["environment"]["TIPLINE_BIND"].rpartition(":")
    named = {network: how.get("aliases", []) for network, how in service["networks"].items()}
    assert (named.pop(face), port) == ([place], "8000")
    assert not any(named.values())
    assert "TIPLINE_BIND" not in settings


def test_the_onion_service_reaches_only_the_form_and_starts_only_if_asked_for() -> None:
    services, networks = read()["services"], read()["networks"]
    tor, proxy = services["tor"], services["onion-proxy"]
    assert tor["profiles"] == proxy["profiles"] == ["tor"]
    assert set(tor["networks"]) & set(services["proxy"]["networks"]) == set()
    assert set(tor["networks"]) & set(proxy["networks"]) == {"onion"}
    assert networks["onion"] == {"internal": True}
    assert proxy["environment"]["UPSTREAM"] == "intake:8000"
    assert proxy["environment"]["SITE"] == ":" + tor["command"][-1].partition(":")[2]
    assert not {"tips", "keys", "queue"} & {*tor["networks"], *proxy["networks"]}
    # It looks up that name once, as it starts.
    assert tor["depends_on"] == {"onion-proxy": {"condition": "service_started", "restart": True}}


@pytest.mark.django_db(databases=["default", "keystore"])
def test_prometheus_has_the_token_and_its_rules_name_numbers_that_are_there(settings: LazySettings) -> None:
    settings.SELF_TEST_HOUR, settings.COUNTER_URL = 5, "http://127.0.0.1:9/counter/"
    metrics, folder = read()["services"]["metrics"], ROOT / "compose"
    [job] = safe_load((folder / "prometheus.yml").read_text())["scrape_configs"]
    assert job["static_configs"] == [{"targets": ["desk:8000"]}]
    token = Path(job["authorization"]["credentials_file"])
    assert (str(token.parent), [token.name]) == ("/run/secrets", metrics["secrets"])
    [group] = safe_load((folder / "rules.yml").read_text())["groups"]
    named = set(re.findall(r"tipline_\w+", " ".join(rule["expr"] for rule in group["rules"])))
    assert {"tipline_upkeep_problems"} <= named <= set(re.findall(r"^tipline_\w+", exposed(), re.MULTILINE))


def test_nothing_is_copied_into_a_container_whose_root_is_read_only() -> None:
    """Compose copies what stands in its own file or in the environment, and refuses to where the root is read-only."""
    told = read()
    assert "configs" not in told
    assert all(set(one) == {"file"} for one in told["secrets"].values())


def test_the_scanner_of_strange_files_has_no_way_out_and_takes_whatever_we_take() -> None:
    clamav, freshclam = (read()["services"][name] for name in ("clamav", "freshclam"))
    told, gets = _settings("clamd.conf"), _settings("freshclam.conf")
    pings = ["CMD", "clamdscan", clamav["entrypoint"][1], "--ping", "1"]  # an open port is no answer
    assert (clamav["healthcheck"]["test"], told["TCPAddr"]) == (pings, "0.0.0.0"), "without it clamdscan asks nobody"
    assert int(told["StreamMaxLength"].removesuffix("M")) * 2**20 > MOST_TOGETHER
    assert told["TemporaryDirectory"] in {mount.partition(":")[0] for mount in clamav["tmpfs"]}
    assert (clamav["networks"], clamav["volumes"][1:]) == (["scan"], [f"signatures:{told['DatabaseDirectory']}:ro"])
    assert [*freshclam["networks"], *freshclam["volumes"][1:]] == ["outside", f"signatures:{gets['DatabaseDirectory']}"]


def _settings(name: str) -> dict[str, str]:
    lines = (ROOT / "compose" / name).read_text().splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def test_no_container_needs_a_shell() -> None:
    for name, service in read()["services"].items():
        for words in (service.get("command"), service.get("entrypoint"), service.get("healthcheck", {}).get("test")):
            assert words is None or isinstance(words, list), f"{name}: Docker gives a sentence to a shell"
            shells = [word for word in words or [] if word in ("sh", "bash", "CMD-SHELL") or word.endswith(".sh")]
            assert not shells, name
    assert re.findall(r"(?m)^(?:CMD|ENTRYPOINT) (?!\[)", (ROOT / "Dockerfile").read_text()) == []


@pytest.mark.parametrize("name", ["admin", "clamav"])
def test_what_the_first_hour_shows_and_when_a_bad_file_came_is_in_no_log_of_docker(name: str) -> None:
    assert read()["services"][name]["logging"] == {"driver": "none"}


def test_no_container_runs_as_root() -> None:
    for name, service in read()["services"].items():
        built = service.get("build", {})
        users = [service.get("user", ""), *re.findall(r"(?m)^\s*USER (\w+)", built.get("dockerfile_inline", ""))]
        if built.get("target"):
            users += re.findall(r"(?m)^USER (\w+)", (ROOT / "Dockerfile").read_text())[-1:]
        assert any(users) or service["image"].startswith("prom/"), name  # its image runs as nobody
        assert not {"root", "0"} & set(users), name


def test_every_container_is_hardened_and_watched() -> None:
    for name, service in read()["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        if name != "admin":
            assert service["healthcheck"]["test"], name


@pytest.mark.parametrize("name", ["db", "keystore"])
def test_the_databases_of_production_log_as_little_as_the_embedded_one(name: str) -> None:
    command = read()["services"][name]["command"]
    settings = dict(part.removeprefix("-c").split("=", 1) for part in command[1:])
    assert settings == QUIET | ROOMY


def test_the_example_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    sources = [ROOT / "tipline" / name for name in ("settings.py", "serving.py")]
    code = "\n".join(path.read_text() for path in sources)
    read_by_code = set(re.findall(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z][A-Z_]+)"', code))
    used_by_compose = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert named == read_by_code | used_by_compose
    assert used_by_compose == set(example())


def test_the_proxy_logs_and_passes_on_nothing_about_a_visitor() -> None:
    caddy = (ROOT / "Caddyfile").read_text()
    assert "include tls.obtain" in caddy
    assert not re.search(r"^\s*log\s*(\{|$)", caddy, re.M), "an access log"
    assert re.findall(r"\w*buffer\w* \S+", caddy) == ["request_buffers 4MiB"]  # in memory; Caddy never writes one out
    for header in ("X-Forwarded-For", "User-Agent", "Referer"):
        assert f"header_up -{header}" in caddy
    assert "header_up -X-Twilio" not in caddy
    assert "header_up Host" not in caddy

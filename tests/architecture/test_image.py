"""The image installs the packages of the project alone: what production imports must be among them."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from subprocess import run

ROOT = Path(__file__).resolve().parent.parent.parent

_IMPORT_ALL = """
import sys, django
django.setup()
import gunicorn.app.wsgiapp, gunicorn.workers.gthread, kombu.transport.redis, tipline.serving, tipline.wsgi
from django.urls import get_resolver
from tipline.celery import app
get_resolver().url_patterns
app.loader.import_default_modules()
print(*{name.partition(".")[0] for name in sys.modules})
"""
# Imported by a library where it happens to be there, and not missed where it is not.
_OPTIONAL = {"coverage", "greenlet", "jinja2", "markupsafe", "pygments"}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed_in_the_image() -> set[str]:
    """Return the names of the project's packages and all they need, as uv.lock has them, without any group."""
    lock = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    todo = [(need["name"], tuple(need.get("extra", ()))) for need in lock["tipline"]["dependencies"]]
    found: set[tuple[str, tuple[str, ...]]] = set()
    while todo:
        name, extras = item = todo.pop()
        if item in found:
            continue
        found.add(item)
        needs = list(lock[name].get("dependencies", []))
        for extra in extras:
            needs += lock[name].get("optional-dependencies", {}).get(extra, [])
        todo += [(need["name"], tuple(need.get("extra", ()))) for need in needs]
    return {name for name, _ in found}


def test_production_imports_only_what_the_image_installs() -> None:
    done = run([sys.executable, "-c", _IMPORT_ALL], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    owners = packages_distributions()
    imported = {_normal(owner) for module in done.stdout.split() for owner in owners.get(module, [])}
    assert "celery" in imported
    assert imported - _installed_in_the_image() - _OPTIONAL == set()


def test_docker_is_given_all_that_the_image_copies() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copied = {
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    }
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == let_in

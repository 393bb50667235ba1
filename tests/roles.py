"""Every request and every task of the tests with the rights of its process in Postgres. The tests themselves own the
tables."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from celery import Task
from django.core.handlers.base import BaseHandler
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.test.testcases import DatabaseOperationForbidden
from psycopg2 import Error
from psycopg2.errors import InsufficientPrivilege

from reports.models.rights import Role

_FORGET = "; ".join(f"SELECT set_config('tipline.{name}', '', true)" for name in ("officer", "units", "whole"))
GRANTED: set[str] = set()  # the databases in which the roles have their rights
log = logging.getLogger(__name__)


@contextmanager
def under_their_roles() -> Iterator[None]:
    """Take the role before a request's middleware or a task, and give it back afterwards."""
    answer, work = BaseHandler.get_response, Task.__call__

    def get_response(handler: BaseHandler, request: HttpRequest) -> Any:
        role = Role.DESK if request.path.startswith(("/desk", "/api/v1/desk", "/metrics")) else Role.INTAKE
        with _as(role):
            response = answer(handler, request)
        if response.streaming:
            response.streaming_content = _sent_as(role, response.streaming_content)
        return response

    def call(task: Task, *args: Any, **kwargs: Any) -> Any:
        queue = task.app.amqp.router.route({}, task.name)["queue"].name
        with _as(Role.RETENTION if queue == "retention" else Role.WORKER):
            return work(task, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", get_response)
        patch.setattr(Task, "__call__", call)
        yield


def _sent_as(role: Role, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What is made while it is sent is asked in the same role."""
    with _as(role):
        yield from pieces


@contextmanager
def _as(role: Role) -> Iterator[None]:
    with ExitStack() as stack:
        for one in (connections[alias] for alias in GRANTED):
            # What an earlier request told of itself lasts as long as the test's own transaction: forget it here.
            if _say(one, f"SET ROLE {role}; {_FORGET}"):
                stack.callback(_say, one, "RESET ROLE")
                stack.enter_context(one.execute_wrapper(_tell))
        yield


def _tell(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
    """Tell which right is missing, also where a page turns it into a polite refusal."""
    try:
        return execute(statement, *rest)
    except DatabaseError as problem:
        if isinstance(problem.__cause__, InsufficientPrivilege):
            log.error("See reports/models/rights.py: %s in: %s", problem, statement)
        raise


def _say(connection: Any, statement: str) -> bool:
    """Say it past Django, which counts statements; not where a test has no database."""
    try:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            cursor.execute(statement)
    except (RuntimeError, Error, DatabaseError, DatabaseOperationForbidden):
        return False
    return True

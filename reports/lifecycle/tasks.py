"""The clock's tasks: load and call."""

from celery import shared_task

from reports.lifecycle.chain import chain_batch
from reports.lifecycle.rekey import rotate_key_files
from reports.lifecycle.tidy import blur_blobs, drop_leftovers, forget_answers


@shared_task(name="reports.lifecycle.tidy")
def tidy() -> None:
    """Forget what has had its time."""
    forget_answers()
    blur_blobs()
    drop_leftovers()


@shared_task(name="reports.lifecycle.chain_audit")
def chain_audit() -> None:
    """Chain the audit entries that wait."""
    while chain_batch():
        pass


@shared_task(name="reports.lifecycle.rotate_key_files")
def rotate() -> None:
    """Begin a new key file each day, and destroy those whose time is over."""
    rotate_key_files()

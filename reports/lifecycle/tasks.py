"""The clock's tasks: load and call."""

from celery import shared_task

from reports.day_keys import forget_days
from reports.lifecycle.chain import chain_batch
from reports.lifecycle.expiry import blur_later_arrivals, erase_due, settle_days
from reports.lifecycle.freeing import free_held_rows
from reports.lifecycle.line_test import forget_tests, go_on, ping
from reports.lifecycle.noted_days import note_days
from reports.lifecycle.numbers import count_tallies, part_outcomes
from reports.lifecycle.reading_counts import count_reading
from reports.lifecycle.rekey import rotate_key_files
from reports.lifecycle.tidy import (
    blur_blobs,
    drop_leftovers,
    drop_unclaimed_blobs,
    forget_answers,
    forget_drafts,
    forget_duty,
    forget_presence,
    forget_sessions,
)
from reports.lifecycle.watch import (
    look_around,
    look_at_arrivals,
    look_at_ledger,
    look_at_receipts,
    look_behind,
    send_mail,
)
from reports.queries.asked import forget_questions


@shared_task(name="reports.lifecycle.tidy")
def tidy() -> None:
    """Forget what has had its time."""
    forget_answers()
    forget_days()
    forget_presence()
    forget_sessions()
    forget_drafts()
    forget_duty()
    forget_questions()
    blur_blobs()
    drop_unclaimed_blobs()


@shared_task(name="reports.lifecycle.count_reading")
def count() -> None:
    """Count what officers opened: apart from forgetting, which must go on where counting fails."""
    count_reading()


@shared_task(name="reports.lifecycle.part_numbers")
def part_numbers() -> None:
    """Part numbers that outlive tips from the acts they came of."""
    count_tallies()
    part_outcomes()


@shared_task(name="reports.lifecycle.drop_leftovers")
def drop() -> None:
    """Destroy what belongs to no row. Every key there is must be looked at, so it is done by night."""
    drop_leftovers()
    forget_tests()


@shared_task(name="reports.lifecycle.chain_audit")
def chain_audit() -> None:
    """Chain the audit entries that wait."""
    while chain_batch():
        pass


@shared_task(name="reports.lifecycle.rotate_key_files")
def rotate() -> None:
    """Begin a new key file each day, and destroy those whose time is over."""
    rotate_key_files()


@shared_task(name="reports.lifecycle.erase_due")
def erase() -> None:
    """Erase what has had its time."""
    blur_later_arrivals()
    note_days()
    settle_days()
    erase_due()


@shared_task(name="reports.lifecycle.look_behind")
def look_from_retention() -> None:
    """Note that the process retention lives, and whether tips are erased on their day."""
    look_behind()


@shared_task(name="reports.watch.look_around")
def look_from_worker() -> None:
    """Note which parts of the line are well."""
    look_around()


@shared_task(name="reports.watch.free_rows")
def free() -> None:
    """End what keeps rows for long in the name of the public pages."""
    free_held_rows()


@shared_task(name="reports.watch.look_at_ledger")
def look_at_copies() -> None:
    """Note whether the provider has deleted what it should, receipts reach their phones, and all that came is seen."""
    look_at_arrivals()
    look_at_ledger()
    look_at_receipts()


@shared_task(name="reports.watch.test_line")
def test_line() -> None:
    """Go on with the line's daily test of itself: the worker does, for the one that forgets meets nothing outside."""
    go_on()


@shared_task(name="reports.watch.tell_watcher")
def tell_watcher() -> None:
    """Tell the watcher outside that all is well."""
    ping()


@shared_task(name="reports.watch.daily_mail")
def daily_mail() -> None:
    """Send officers the mail of the day."""
    send_mail()

"""The run's one table, for the terminal and for docs/benchmarks.md."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from benchmarks.arriving import Burst
from benchmarks.desk import Page
from benchmarks.page import put_table
from benchmarks.weight import Weight

_THREE = "p50 / p95 / p99"
_HEAD = """# How fast it is

`make bench` measures this and writes the tables down to *How it is measured*; no test depends on a time.
"""
_HOW = """
## How it is measured

- Servers as in production: gunicorn with `tipline/serving.py` (gthread, two workers), the two databases in one Postgres
  with every commit flushed to disk, Valkey, one Celery worker. Only TLS and the proxy are missing.
- A visit is a whole one: fetch the form, send it with its ticket and some four hundred characters, read the receipt.
  Each client keeps its connection and comes again at once. The visitors run on the same cores as the servers.
- *Bare* is a Django project with one form, no session, no CSRF and one `INSERT` (`benchmarks/bare/`), in the same
  Postgres under the same gunicorn: what Django itself allows on this machine. Each of its runs stands directly before
  the run of Tipline with as many clients and the worker paused.
- The aims: with eight clients and the worker paused, half the bare form's rate and a sending's p99 under 100 ms; the
  queue page under 50 ms and a dozen statements; the first page under 14 kB. The rows above tell which this run met.
- *Stored* are the rows counted in Postgres afterwards; the run stops if a visitor is turned away.
- The tips of the full table are real rows: sealed for six units, with their keys in the key store, three years of
  them, 7 % open. An officer of four units looks at them over HTTP. *First* includes what only the first look does:
  opening the box of each tip on the page and settling it. Statements are counted by Postgres; BEGIN and COMMIT are
  left out.
"""


@dataclass
class Table:
    """Rows of name and value, under headings."""

    lines: list[str] = field(default_factory=list)

    def heading(self, text: str, *columns: str) -> None:
        """Begin a part of the table."""
        self.lines += ["", f"| {text} | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]

    def row(self, *cells: str) -> None:
        """Add one line."""
        self.lines.append(f"| {' | '.join(cells)} |")

    def bursts(self, title: str, results: Sequence[tuple[int, Burst, Burst | None]]) -> None:
        """Show runs at several clients, each beside its bare twin."""
        self.heading(title, "tips/s", "of bare", f"sending {_THREE}", f"visit {_THREE}", "answered = stored")
        for clients, run, bare in results:
            share = f"{run.rate / bare.rate:.2f}" if bare else ""
            stored = f"{run.stored:,}" if run.all_stored else f"NO: {run.answered:,} answered, {run.stored:,} stored"
            who = "1 client" if clients == 1 else f"{clients} clients"
            self.row(who, f"{run.rate:.0f}", share, _ms(run.post), _ms(run.visit), stored)

    def pages(self, tips: int, pages: Sequence[Page]) -> None:
        """Show the desk's pages."""
        self.heading(f"The desk at {tips:,} tips", "first", "usual", "statements")
        for page in pages:
            self.row(page.name, f"{page.first:.0f} ms", f"{page.usual:.0f} ms", str(page.statements))

    def weight(self, weight: Weight) -> None:
        """Show what the first page weighs."""
        self.heading("The first page over the wire", "bytes")
        self.row(f"all {weight.files} files with their heads", f"{weight.total:,}")
        self.row(f"the form itself (gzip would make it {weight.packed_html:,})", f"{weight.html:,}")
        self.row("styles and icon, compressed", f"{weight.rest:,}")
        self.row("all heads", f"{weight.heads:,}")

    def publish(self, note: str) -> None:
        """Print the table, and write the page of the documentation."""
        text = "\n".join(self.lines).strip() + "\n"
        print(text, note, sep="\n")
        put_table(f"{_HEAD}\nRun on {datetime.now(UTC).date()}. {note}\n\n{text}{_HOW}")


def _ms(three: tuple[float, float, float]) -> str:
    return " / ".join(f"{value:.1f}" if value < 10 else f"{value:.0f}" for value in three) + " ms"

"""What a web process has read before it serves."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HEARS = """
import sys
import tomllib
import tipline.wsgi
from pathlib import Path
from reports.phone.hearing import hear
from reports.phone.understanding import understand

said = [
    line
    for file in Path("tests/phone").glob("*.toml")
    for listed in tomllib.loads(file.read_text("utf-8")).values()
    for line in (listed.splitlines() if isinstance(listed, str) else ())
]
read = []
sys.addaudithook(lambda event, args: read.append(args[0]) if event == "open" else None)
said = said[::7] + ["mwen pèdi resi a", "STATUS", "quiet: he is here", "1234 5678 9012 3456 7890", "kidnap", "911"]
for line in said:
    understand(line, phone=None, has_pictures=False, opt_out="")
    hear(line)
print(len(said) > 100, read)
"""


def test_a_process_that_serves_phones_reads_no_list_while_somebody_waits() -> None:
    command = [sys.executable, "-c", _HEARS]
    told = {**os.environ, "TIPLINE_FACES": "phone"}
    done = subprocess.run(command, check=True, cwd=ROOT, env=told, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "True []"

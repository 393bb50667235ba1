"""Cleans one file, in a process of its own that can open nothing. Never imported by the rest of the app.

`media.py` starts it; `main.py` gives up memory, time and every further file or socket before it looks at the file.
"""

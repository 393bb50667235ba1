"""What the desk puts together once a process (reports.models.counting and kept), forgotten between tests."""

import sys

from reports.models.counting import put_together

_ROOMS = ("reports.alerts", "reports.casework", "reports.models", "reports.queries")


def forget_selects() -> None:
    """Forget them: filters of the moment when they were put together stand in them."""
    put_together.cache_clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(_ROOMS):
            for each in vars(module).values():
                if hasattr(each, "cache_clear") and "Kept" in str(each.__wrapped__.__annotations__.get("return")):
                    each.cache_clear()

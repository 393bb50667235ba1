"""What of a force's own stands over the look that is shipped, from the environment."""

from tipline import env
from tipline.colours import Colours, own_colours
from tipline.logo import DRAWN, Logo, logo


def own_look(*, demo: bool, is_public: bool) -> tuple[dict[str, Colours], Logo]:
    """Return its colours for light and dark, and its logo, which only who serves the public can read.

    Raises ImproperlyConfigured.
    """
    light, dark = (dict(env.pairs(name)) for name in ("TIPLINE_COLOURS", "TIPLINE_COLOURS_DARK"))
    return own_colours(light, dark), logo(env.text("TIPLINE_LOGO", DRAWN if demo else "") if is_public else "")

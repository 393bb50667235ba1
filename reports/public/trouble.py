"""What keeps a form from being taken though nobody made a mistake: told under a heading that says what is the case."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_SENT = _("Nothing is sent yet")
NOT_WORKING = _("This does not work at this moment")
FILES = "attachments"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the case, and what to do now. `is_whole`: nothing is missing, so that one more press is all."""

    heading: Promise
    words: Promise | str
    is_whole: bool = False


class TroubledForm(forms.Form):
    """A form of the tipsters' pages, which can meet with trouble beside what is wrong with its fields."""

    _met: Trouble | None = None

    def meet(self, trouble: Trouble) -> None:
        self.add_error(None, str(trouble.words))
        self._met = trouble

    @property
    def heading(self) -> Promise | str:
        """What the summary is headed; "" where a mistake stands beside it. A file that cannot be sent is none."""
        wrong = set(self.errors)
        return self._met.heading if self._met and {NON_FIELD_ERRORS} <= wrong <= {NON_FIELD_ERRORS, FILES} else ""

    @property
    def is_whole(self) -> bool:
        """Whether it can be sent just as it is."""
        return bool(self.heading and self._met and self._met.is_whole and FILES not in self.errors)

"""`manage.py make_prompts`: make the sound files of what a caller hears, with the speech of espeak-ng.

    make_prompts                                 make what is missing, and anew what says old words; say what is whose
    make_prompts --check                         change nothing; exit with 1 if something is missing, old or unknown
    make_prompts fr/menu --recording menu.wav    take a person's recording in the place of one file
    make_prompts fr/menu --force                 put the machine's voice there again, also for a whole language: fr

A file that a person recorded is never written over without --force.
"""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.management.prompts import MACHINE, PERSON, WRONG, Prompt, Prompts, State
from reports.management.speaking import can_speak, pack, say
from reports.phone.calls.wording import spoken

# What a telephone carries. At 8 kbit/s these voices warble, and half of a few MB is saved.
SAMPLES_A_SECOND, BITS_A_SECOND = 8_000, 16_000
_WORDS_A_MINUTE, _DIGITS_A_MINUTE = 145, 125
_AFTER_A_SENTENCE, _AFTER_A_DIGIT = 0.3, 0.55  # seconds of quiet; somebody writes the digits down


class Command(BaseCommand):
    """Wants the Debian package espeak-ng for making, and nothing for --check and --recording."""

    help = __doc__
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="language[/name]", help="only these")
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.add_argument("--force", action="store_true", help="write also over what a person recorded")
        parser.add_argument("--recording", type=Path, help="a person's recording of the one file that is named")
        parser.add_argument("--static", type=Path, help="the folder of static files, if it is another")

    def handle(self, *args: Any, **options: Any) -> None:
        prompts = Prompts(options["static"] or Path(settings.BASE_DIR) / "static")
        wanted = _wanted(prompts, options["names"])
        if options["recording"]:
            self._take(prompts, wanted, options["recording"])
        elif not options["check"]:
            if options["force"] and not options["names"]:
                raise CommandError("Name the files or languages to write over.")
            self._make(prompts, wanted, force=options["force"])
        keys = {prompt.key for prompt in wanted}
        self._tell([prompt for prompt in prompts.all() if prompt.key in keys], must_be_well=options["check"])

    def _make(self, prompts: Prompts, wanted: list[Prompt], *, force: bool) -> None:
        for prompt in wanted:
            if prompt.state is State.LEFT_OVER and (prompt.by == MACHINE or force):
                prompts.remove(prompt)
        due = [prompt for prompt in wanted if _may_make(prompt, force=force)]
        if due and not can_speak():
            self.stdout.write("espeak-ng is not installed (the Debian package of that name): nothing was made.")
            return
        for prompt in due:
            prompts.put(prompt, _sound(prompt), by=MACHINE)
        prompts.save()
        self.stdout.write(f"made {len(due)}")

    def _take(self, prompts: Prompts, wanted: list[Prompt], recording: Path) -> None:
        if len(wanted) != 1 or wanted[0].state is State.LEFT_OVER:
            raise CommandError("Name the one file that this is a recording of, such as fr/menu.")
        try:
            sound = recording.read_bytes()
        except OSError as problem:
            raise CommandError(str(problem)) from None
        prompts.put(wanted[0], _packed(wanted[0], sound), by=PERSON)
        prompts.save()
        self.stdout.write(f'It must say: "{wanted[0].words}"')

    def _tell(self, prompts: list[Prompt], *, must_be_well: bool) -> None:
        for prompt in prompts:
            if prompt.state in WRONG or prompt.state is State.PERSON:
                self.stdout.write(f"{prompt.key}: {prompt.state}")
        counted = Counter(prompt.state for prompt in prompts)
        self.stdout.write("; ".join(f"{number} {state}" for state, number in counted.items()))
        if must_be_well and any(prompt.state in WRONG for prompt in prompts):
            raise CommandError("Run make_prompts, or record these.")


def _wanted(prompts: Prompts, names: list[str]) -> list[Prompt]:
    found = [prompt for prompt in prompts.all() if not names or {prompt.key, prompt.language} & set(names)]
    strange = set(names) - {prompt.key for prompt in found} - {prompt.language for prompt in found}
    if strange:
        raise CommandError(f"No sentence or language is called {', '.join(sorted(strange))}.")
    return found


def _may_make(prompt: Prompt, *, force: bool) -> bool:
    if prompt.state is State.LEFT_OVER:
        return False
    ours = prompt.state is State.MISSING or (prompt.state is State.STALE and prompt.by == MACHINE)
    return ours or force


def _sound(prompt: Prompt) -> bytes:
    pace = _DIGITS_A_MINUTE if _is_digit(prompt) else _WORDS_A_MINUTE
    speaker = spoken()[prompt.language].speaker
    return _packed(prompt, say(prompt.words, language=prompt.language, speaker=speaker, words_a_minute=pace))


def _packed(prompt: Prompt, sound: bytes) -> bytes:
    quiet = _AFTER_A_DIGIT if _is_digit(prompt) else _AFTER_A_SENTENCE
    return pack(sound, samples=SAMPLES_A_SECOND, bits=BITS_A_SECOND, then_quiet=quiet)


def _is_digit(prompt: Prompt) -> bool:
    return prompt.key.partition("/")[2].startswith("digit_")

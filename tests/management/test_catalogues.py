"""Every sentence a tipster can meet is there in every language, and what is compiled is what was written."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template
from django.utils.translation import gettext, ngettext, override

from reports.guides import translated
from reports.management import extracting
from reports.management.catalogues import UNCHECKED, compiled, languages, po_file, read, unchecked
from reports.management.commands.unchecked_translations import printed_in
from reports.management.extracting import extract
from reports.public.days import date_in_words, weekday_in_words

PLACE = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>")


def said(message: Message) -> tuple[list[str], list[str]]:
    """The English forms and the translated ones."""
    both = [part if isinstance(part, list | tuple) else [part] for part in (message.id, message.string)]
    return list(both[0]), list(both[1])


@pytest.mark.parametrize("code", languages())
def test_what_is_filled_in_stands_in_every_translation(code: str) -> None:
    for message in read(code):
        english, ours = said(message)
        if message.id:
            for form in ours:
                assert sorted(PLACE.findall(form)) in [sorted(PLACE.findall(each)) for each in english], form


@pytest.mark.parametrize("code", languages())
def test_as_long_as_nobody_has_checked_a_sentence_each_one_says_so(code: str) -> None:
    """A tool that merges catalogues and does not know the mark drops it. Whoever takes one away changes the README."""
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert "No native speaker has checked the translations yet" in readme
    assert [message.id for message in read(code) if message.id and UNCHECKED not in message.flags] == []


@pytest.mark.parametrize("code", languages())
def test_the_compiled_catalogue_is_that_of_the_source(code: str) -> None:
    assert po_file(code).with_suffix(".mo").read_bytes() == compiled(code, read(code)), "run `make messages`"


def test_a_new_sentence_in_the_code_or_a_template_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports" / "public").mkdir(parents=True)
    (tmp_path / "templates" / "public").mkdir(parents=True)
    (tmp_path / "reports" / "intake").mkdir()
    for other in ("intake/checking.py", "needs.py", "number_field.py"):
        (tmp_path / "reports" / other).touch()
    (tmp_path / "reports" / "public" / "new.py").write_text(
        'A = _("One new sentence.")\nB = ngettext("one", "many", 2)\n'
    )
    (tmp_path / "templates" / "public" / "new.html").write_text(
        '{% load i18n %}\n   <p title="it\'s">{% translate "Two" %}</p>\n'
        "{% blocktranslate trimmed with x=y %}\n  Three\n  {{ x }}{% endblocktranslate %}\n"
        "{% blocktranslate count n=n %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}\n"
    )
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    found = {message.id for message in extracting.extract()}
    assert {"One new sentence.", ("one", "many"), "Two", "Three %(x)s", ("%(n)s file", "%(n)s files")} <= found


def test_the_desk_stays_out() -> None:
    everywhere = {where for message in extract() for where, _ in message.locations}
    assert everywhere
    assert not [where for where in everywhere if "dashboard" in where]
    assert "Triage failed: read it yourself" not in extract()


def test_django_speaks_our_languages() -> None:
    with override("acf"):
        assert gettext("Send") == "Voyé"
    with override("fr"):
        assert gettext("Send") == "Envoyer"
        assert Template("{% load i18n %}{% translate 'Leave' %}").render(Context()) == "Quitter"


def test_a_word_in_kwéyòl_is_the_same_for_one_and_for_many() -> None:
    assert read("acf").num_plurals == 1
    several = [message for message in read("acf") if isinstance(message.id, tuple)]
    assert several
    with override("acf"):
        for message in several:
            assert ngettext(*message.id, 1) == ngettext(*message.id, 5) != ""


def test_french_marks_begin_no_line_and_the_source_keeps_plain_spaces() -> None:
    with override("fr"):
        assert gettext("What happened, or what do you know?").endswith("savez-vous\N{NO-BREAK SPACE}?")
    assert "savez-vous ?" in po_file("fr").read_text()


@pytest.mark.parametrize(("code", "said"), [("en", "Monday 7 December"), ("es", "lunes 7 de diciembre")])
def test_days_are_said_as_people_say_them(code: str, said: str) -> None:
    with override(code):
        assert weekday_in_words(date(2026, 12, 7)) == said
        assert date_in_words(date(2026, 12, 7)).endswith(
            said.partition(" ")[2] + (" de 2026" if code == "es" else " 2026")
        )


def test_what_no_native_speaker_has_checked_is_told() -> None:
    out = io.StringIO()
    call_command("unchecked_translations", stdout=out)
    for code in languages():
        catalog = read(code)
        assert f"{code}: {len(list(unchecked(catalog)))} of {len(catalog)} sentences unchecked" in out.getvalue()
    out = io.StringIO()
    call_command("unchecked_translations", "acf", stdout=out)
    for message in unchecked(read("acf")):
        assert str(message.id) in out.getvalue()
    for name in translated.unchecked("acf"):
        assert name in out.getvalue()
    assert "  obliye\n" in out.getvalue(), "the words of texts"
    assert "Pa di ki moun." in out.getvalue(), "the questions officers may send as they stand"
    assert "Moun pa sa jwenn nou atjwèlman.\n" in out.getvalue().partition("(Caddyfile)")[2], "the proxy's own page"
    assert "Di nou, épi pyès moun pa kay sav ki moun ou yé." in out.getvalue(), "the leaflet"


def test_a_page_beside_the_source_that_a_native_speaker_has_read_is_told_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = (Path(settings.BASE_DIR) / "Caddyfile").read_text("utf-8")
    (tmp_path / "Caddyfile").write_text(proxy.replace("checked: en", "checked: en, fr"), "utf-8")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    assert (len(printed_in("Caddyfile", "acf")), printed_in("Caddyfile", "fr")) == (6, [])
    assert printed_in("docs/leaflet.md", "acf") == [], "not there, as in the image"

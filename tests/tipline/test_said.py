"""Words and addresses of templates: the same as Django's, in each language and under each prefix."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.template import Context, Engine, engines
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.translation import override

OURS = engines["django"]
DJANGOS = Engine(libraries={"i18n": "django.templatetags.i18n"})
LANGUAGES = ("en", "acf", "fr", "es", "ht", None)


def _both(text: str, **more: object) -> tuple[str, str]:
    context = Context(more)
    return OURS.from_string(text).template.render(context), DJANGOS.from_string(text).render(context)


@pytest.mark.parametrize(
    "tag",
    [
        '{% translate "Leave" %}',
        '{% trans "Leave" %}',
        "{% translate 'A \"word\" & <more>' %}",
        '{% translate "100%% of it" %}',
        '{% translate "Leave"|upper %}',
        "{% translate word %}",
        '{% translate "May" context "month" %}',
        '{% translate "Leave" noop %}',
        '{% translate "Leave" as said %}[{{ said }}]',
        '{% autoescape off %}{% translate "<Leave>" %}{% endautoescape %}',
        "{% blocktranslate %}Leave {{ word }}{% endblocktranslate %}",
    ],
)
def test_words_are_said_as_django_says_them_in_every_language(tag: str) -> None:
    for language in LANGUAGES:
        with override(language):
            for word in ("Leave", "<b>Send</b>"):
                ours, djangos = _both("{% load i18n %}" + tag, word=word)
                assert ours == djangos, (language, word)


def test_one_template_says_each_language_its_own_words() -> None:
    template = OURS.from_string('{% load i18n %}{% translate "Leave" %}')
    said = []
    for language in LANGUAGES[:-1]:
        with override(language):
            said.append(template.render())
    assert len(set(said)) > 2, "control: the word is translated"
    with override("en"):
        assert template.render() == "Leave"


@pytest.fixture
def prefix() -> Iterator[Callable[[str], None]]:
    yield set_script_prefix
    set_script_prefix("/")


def test_addresses_are_those_that_django_finds(prefix: Callable[[str], None]) -> None:
    one, other = uuid4(), uuid4()
    tags = '{% url "dashboard:queue" %} {% url "dashboard:tip" one %} {% url "dashboard:beside" one other %}'
    for begin in ("/", "/fr/"):
        prefix(begin)
        for pair in ((one, other), (other, one)):
            ours, djangos = _both("{% load i18n %}" + tags, one=pair[0], other=pair[1])
            assert ours == djangos
            assert f"{begin}desk/tips/{pair[0]}" in ours


def test_what_is_no_id_is_left_to_django() -> None:
    one = uuid4()
    text = "{% load i18n %}{% url name at %} {% url name tip_id=at as kept %}{{ kept }}"
    ours, djangos = _both(text, name="dashboard:tip", at=str(one))
    assert ours == djangos == f"{reverse('dashboard:tip', args=[one])} {reverse('dashboard:tip', args=[one])}"
    for wrong in ('{% url "dashboard:nowhere" %}', '{% url "dashboard:tip" %}', '{% url "dashboard:queue" at %}'):
        with pytest.raises(NoReverseMatch):
            OURS.from_string("{% load i18n %}" + wrong).render({"at": one})

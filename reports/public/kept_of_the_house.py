"""What is stored of the house itself and of officers, nothing of it about tipsters: the last part of the list."""

from django.utils.translation import gettext_lazy as _

from reports.public.keeping import Kept, Reader

HOUSE = (
    Kept(
        what=_("What the sorting program has learned: words and counts, no tips"),
        why=_("So that it sorts better. People look at it before it is used."),
        how_long=_("Until it is replaced."),
        reader=Reader.OPEN,
        fields=("learned_model.*", "proposed_term.*"),
    ),
    Kept(
        what=_("Notices to the public"),
        why=_("So that you can see whom the police look for. Nothing in them comes from a tip."),
        how_long=_("The picture until the notice is taken down, its words for ever."),
        reader=Reader.OPEN,
        fields=("notice.*",),
    ),
    Kept(
        what=_("Whether the hotline is open, and the number it names while it is closed"),
        why=_("So that texts and calls are told the truth. Nothing about tipsters is in it."),
        how_long=_("Until an officer changes it."),
        reader=Reader.OPEN,
        fields=("hotline.*",),
    ),
    Kept(
        what=_("The phones of the officer on duty, and of officers who are called when somebody is in danger"),
        why=_("So that the line can call them. Nothing about tipsters is in it."),
        how_long=_("Until an officer changes it."),
        reader=Reader.MACHINE,
        fields=("hotline.duty_number", "alert_phone.number", "asked_phone.number"),
    ),
    Kept(
        what=_("Whether the line's daily test of itself came through, and which officer read it"),
        why=_("So that a broken line is noticed. The line sends these tests itself."),
        how_long=_("For ever. Nothing about tipsters is in it."),
        reader=Reader.OPEN,
        fields=("line_test.*", "pulse.*"),
    ),
    Kept(
        what=_("The officers, their teams, and how they sign in"),
        why=_("So that only they come in. Nothing about tipsters is in it."),
        how_long=_("As long as they work here."),
        reader=Reader.OPEN,
        fields=(
            "officer.*",
            "retention_rules.*",
            "house_rules.*",
            "api_token.*",
            "hook.*",
            "hook_event.*",
            "duty.*",
            "absence.*",
            "alert_phone.*",
            "asked_phone.*",
            "saved_view.*",
            "macro.*",
            "unit.*",
            "membership.*",
            "unit_escrow.*",
            "joining.*",
            "sign_in_code.*",
            "account_link.*",
            "unit_renewal.*",
            "key_age.*",
            "django_session.*",
            "mfa_authenticator.*",
            "account_emailaddress.*",
            "account_emailconfirmation.*",
            "auth_permission.*",
            "auth_group.*",
            "django_content_type.*",
        ),
    ),
)

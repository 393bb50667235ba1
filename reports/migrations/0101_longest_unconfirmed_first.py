from django.db import migrations, models

_LONGEST_FIRST = """
CREATE OR REPLACE FUNCTION running_alerts(who uuid, ours uuid[]) RETURNS TABLE (tip uuid, leading_tip uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$ BEGIN
    RETURN QUERY SELECT running.tip_id, m.into_id FROM
        (SELECT a.tip_id, a.borne_out, a.begun_at FROM public.alert AS a WHERE a.due_at IS NOT NULL
            ORDER BY a.borne_out DESC, a.begun_at LIMIT 5000) AS running
        JOIN public.tip AS t ON t.id = running.tip_id AND (t.unit_id = ANY (ours) OR t.informed && ours)
        LEFT JOIN public.tip_merge AS m ON m.tip_id = t.id
        WHERE (NOT t.looks_junk OR m.into_id IS NOT NULL)
        AND NOT EXISTS (SELECT FROM public.recusal AS s WHERE s.tip_id = t.id AND s.officer_id = who)
        ORDER BY running.borne_out DESC, running.begun_at, running.tip_id LIMIT 200;
END $$;
"""
_SOONEST_DUE_FIRST = """
CREATE OR REPLACE FUNCTION running_alerts(who uuid, ours uuid[]) RETURNS TABLE (tip uuid, leading_tip uuid)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$ BEGIN
    RETURN QUERY SELECT running.tip_id, m.into_id FROM
        (SELECT a.tip_id, a.borne_out, a.begun_at FROM public.alert AS a WHERE a.due_at IS NOT NULL
            ORDER BY a.borne_out DESC, a.due_at LIMIT 200) AS running
        JOIN public.tip AS t ON t.id = running.tip_id AND (t.unit_id = ANY (ours) OR t.informed && ours)
        LEFT JOIN public.tip_merge AS m ON m.tip_id = t.id
        WHERE NOT EXISTS (SELECT FROM public.recusal AS s WHERE s.tip_id = t.id AND s.officer_id = who)
        ORDER BY running.borne_out DESC, running.begun_at, running.tip_id;
END $$;
"""


class Migration(migrations.Migration):
    """What has waited longest for somebody to confirm stands before the lists, however many alerts begin behind it.

    Older code asks the same function, and gets the better answer.
    """

    dependencies = [
        ("reports", "0096_copies_given_are_counted"),
    ]

    operations = [
        migrations.AddIndex(
            "alert",
            models.Index(
                fields=["-borne_out", "begun_at"], condition=models.Q(due_at__isnull=False), name="alert_longest"
            ),
        ),
        migrations.RunSQL(_LONGEST_FIRST, _SOONEST_DUE_FIRST),
    ]

from django.db import migrations

_KEPT = "LANGUAGE plpgsql STABLE SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$ BEGIN"
_STEPPED_BACK = "SELECT s.tip_id FROM public.recusal AS s WHERE s.officer_id = who"
_OURS = f"NOT t.self_test AND t.unit_id = ANY (ours) AND NOT (t.id IN ({_STEPPED_BACK}))"
_OTHERS = (
    "NOT t.self_test AND t.informed && ours AND NOT (t.informed = '{}'::uuid[]) AND NOT (t.unit_id = ANY (ours))"
    f" AND NOT (t.id IN ({_STEPPED_BACK}))"
)
_OPEN = "t.status IN ('new', 'open', 'waiting')"
_LISTS = (  # in the order of reports.queries.lists.LISTS, without that of all tips
    f"{_OURS} AND {_OPEN}",
    f"{_OURS} AND {_OPEN} AND t.urgency = 0",
    f"{_OURS} AND {_OPEN} AND t.assigned_to_id IS NULL",
    f"{_OURS} AND {_OPEN} AND t.assigned_to_id = who",
    f"{_OURS} AND {_OPEN} AND t.waits_for_us",
    f"{_OURS} AND {_OPEN} AND t.status = 'waiting'",
    f"{_OURS} AND {_OPEN} AND t.due_at <= at",
    f"{_OURS} AND t.again_because IS NOT NULL AND t.status = 'closed' AND NOT (t.again_because IN ({_STEPPED_BACK}))",
    f"{_OTHERS} AND {_OPEN}",
)
_COUNTS = ", ".join(
    f"(SELECT count(*) FROM (SELECT t.id FROM public.tip AS t WHERE {one} LIMIT 1001) AS one)" for one in _LISTS
)
_COUNT_LISTS = f"""
CREATE FUNCTION count_lists(who uuid, ours uuid[], at timestamptz) RETURNS bigint[] {_KEPT}
    RETURN ARRAY[{_COUNTS}];
END $$;
"""
_COUNT_AGENCIES = f"""
CREATE FUNCTION count_agencies(who uuid, ours uuid[], today date, half date) RETURNS bigint {_KEPT}
    RETURN (SELECT count(*) FROM public.feedback AS f WHERE f.state <> 'withdrawn'
        AND f.tip_id IN (SELECT t.id FROM public.tip AS t WHERE {_OURS})
        AND ((f.last_day >= today AND f.last_day < half AND f.state = 'open')
            OR (f.state = 'answered' AND f.taken_by_id IS NULL)));
END $$;
"""
_RUNNING_ALERTS = f"""
CREATE FUNCTION running_alerts(who uuid, ours uuid[]) RETURNS TABLE (tip uuid, leading_tip uuid) {_KEPT}
    RETURN QUERY SELECT running.tip_id, m.into_id FROM
        (SELECT a.tip_id, a.borne_out, a.begun_at FROM public.alert AS a WHERE a.due_at IS NOT NULL
            ORDER BY a.borne_out DESC, a.due_at LIMIT 200) AS running
        JOIN public.tip AS t ON t.id = running.tip_id AND (t.unit_id = ANY (ours) OR t.informed && ours)
        LEFT JOIN public.tip_merge AS m ON m.tip_id = t.id
        WHERE NOT EXISTS (SELECT FROM public.recusal AS s WHERE s.tip_id = t.id AND s.officer_id = who)
        ORDER BY running.borne_out DESC, running.begun_at, running.tip_id;
END $$;
"""
_AROUND_TIP = f"""
CREATE FUNCTION around_tip(which uuid, who uuid, at timestamptz)
RETURNS TABLE (looking varchar[], silent boolean[], uploads bigint, near boolean[]) {_KEPT}
    RETURN QUERY SELECT
        ARRAY(SELECT o.name FROM public.presence AS p JOIN public.officer AS o ON o.id = p.officer_id
            WHERE p.tip_id = t.id AND p.until > at AND p.officer_id <> who ORDER BY 1),
        ARRAY(SELECT l.silent FROM public.line AS l WHERE l.tip_id = t.id),
        (SELECT count(*) FROM public.errand AS e JOIN public.record AS r ON r.id = e.record_id
            LEFT JOIN public.capsule AS c ON c.record_id = r.id
            WHERE NOT e.fetched AND e.kind = 'upload' AND r.tip_id = t.id
            AND (c.record_id IS NULL OR r.id = r.tip_id)),
        ARRAY[
            EXISTS (SELECT FROM public.outcome AS x WHERE NOT x.struck AND x.tip_id = t.id),
            EXISTS (SELECT FROM public.tip_link AS x WHERE x.first_id = t.id OR x.second_id = t.id)
                OR EXISTS (SELECT FROM public.tip_merge AS x WHERE x.tip_id = t.id OR x.into_id = t.id),
            EXISTS (SELECT FROM public.case_tip AS x WHERE x.tip_id = t.id),
            EXISTS (SELECT FROM public.release AS x JOIN public.record AS r ON r.id = x.record_id
                WHERE r.tip_id = t.id),
            EXISTS (SELECT FROM public.feedback AS x WHERE x.tip_id = t.id),
            EXISTS (SELECT FROM public.legal_hold AS x WHERE x.tip_id = t.id),
            EXISTS (SELECT FROM public.draft AS x WHERE x.officer_id = who AND x.tip_id = t.id),
            EXISTS (SELECT FROM public.mention AS x JOIN public.record AS r ON r.id = x.record_id
                WHERE x.is_new AND x.officer_id = who AND r.tip_id = t.id),
            EXISTS (SELECT FROM public.recusal AS x WHERE x.tip_id = t.id),
            EXISTS (SELECT FROM public.alert AS x WHERE x.due_at IS NOT NULL AND x.tip_id = t.id)
        ]
        FROM public.tip AS t WHERE NOT t.self_test AND t.id = which;
END $$;
"""
_MADE = _COUNT_LISTS + _COUNT_AGENCIES + _RUNNING_ALERTS + _AROUND_TIP
_GONE = """
DROP FUNCTION count_lists(uuid, uuid[], timestamptz);
DROP FUNCTION count_agencies(uuid, uuid[], date, date);
DROP FUNCTION running_alerts(uuid, uuid[]);
DROP FUNCTION around_tip(uuid, uuid, timestamptz);
"""


class Migration(migrations.Migration):
    """What each page of the desk asks is asked by a function, whose plan a server of Postgres keeps for its session.

    Planning took it longer than answering. Each runs with the rights of who calls it, so the wall stands as before.
    """

    dependencies = [
        ("reports", "0095_what_was_taken_out_is_counted"),
    ]

    operations = [
        migrations.RunSQL(_MADE, _GONE),
    ]

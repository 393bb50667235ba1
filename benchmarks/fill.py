"""What lies around a million tips after years: who reads, holds and links them. Written in SQL, in the database itself.

What is sealed here for one officer or one unit (titles, drafts, boxes of holds) is random bytes: it is counted and
listed, and nobody opens it.
"""

from django.db import connections

_RANDOM = "decode(md5(random()::text) || md5(random()::text), 'hex')"
_STATEMENTS = (
    "CREATE TEMP TABLE mate AS SELECT DISTINCT unit_id, officer_id FROM membership",
    "CREATE TEMP TABLE few AS SELECT id, unit_id, status, arrived_hour, row_number() OVER () AS n"
    " FROM tip TABLESAMPLE SYSTEM (20)",
    "CREATE INDEX ON few (n)",
    """INSERT INTO reading (id, tip_id, officer_id, arrivals) SELECT gen_random_uuid(), tip.id, officer_id, 1
       FROM tip JOIN mate USING (unit_id) WHERE get_byte(uuid_send(tip.id), 1) < 100""",
    """INSERT INTO recusal (id, tip_id, officer_id) SELECT gen_random_uuid(), few.id, officer_id
       FROM few JOIN mate USING (unit_id) WHERE n % 997 = 0""",
    """INSERT INTO tip_link (id, first_id, second_id, kind, officer_id)
       SELECT gen_random_uuid(), least(a.id, b.id), greatest(a.id, b.id), 'incident', (SELECT id FROM officer LIMIT 1)
       FROM few a JOIN few b ON b.n = a.n + 1 WHERE a.n % 10 = 0""",
    """INSERT INTO tip_merge (tip_id, into_id, status, officer_id)
       SELECT a.id, b.id, 'open', (SELECT id FROM officer LIMIT 1)
       FROM few a JOIN few b ON b.n = a.n + 1 WHERE a.n % 40 = 3 AND a.status = 'closed'""",
    f"""INSERT INTO tip_case (id, unit_id, title, opened_on, is_open)
       SELECT id, unit_id, {_RANDOM}, arrived_hour::date, n % 3 > 0 FROM few WHERE n % 100 = 5""",
    """INSERT INTO case_tip (id, case_id, tip_id, officer_id)
       SELECT gen_random_uuid(), c.id, t.id, (SELECT id FROM officer LIMIT 1) FROM
       (SELECT *, row_number() OVER (PARTITION BY unit_id) AS k FROM few WHERE n % 100 = 5) c
       JOIN (SELECT *, row_number() OVER (PARTITION BY unit_id) AS k FROM few WHERE n % 10 = 4) t
       ON t.unit_id = c.unit_id AND t.k / 10 = c.k""",
    """INSERT INTO outcome (id, tip_id, unit_id, category, channel, officer_id, at, arrests, charges, cases_cleared,
       homicides_solved, persons_safe, rounds, vehicles, cash, property_value, firearms, drugs, missing)
       SELECT gen_random_uuid(), id, unit_id, 'drugs', 'web', NULL, arrived_hour, 1, 1, 0, 0, 0, 0, 0, 500, 0,
       '{"handgun": 1}', '{"cannabis": 50}', '["place"]' FROM few WHERE status = 'closed' AND n % 4 = 0""",
    """INSERT INTO tally_count (id, month, unit_id, word, count) SELECT gen_random_uuid(),
       date_trunc('month', arrived_hour AT TIME ZONE 'UTC')::date, unit_id, 'taken on in time', count(*) FROM few
       GROUP BY 2, 3""",
    """INSERT INTO mention (id, record_id, officer_id, at, is_new)
       SELECT gen_random_uuid(), few.id, officer_id, arrived_hour + interval '1 day', n % 20 = 0
       FROM few JOIN mate USING (unit_id) WHERE n % 50 = 7""",
    f"""INSERT INTO draft (id, officer_id, tip_id, field, root, body, day) SELECT gen_random_uuid(), officer_id, few.id,
       'text', {_RANDOM}, {_RANDOM}, current_date FROM few JOIN mate USING (unit_id) WHERE n % 200 = 11""",
    f"""INSERT INTO legal_hold (id, tip_id, record_id, unit_id, generation, box, state, asked_on, asked_by_id,
       answered_by_id) SELECT gen_random_uuid(), id, id, unit_id, 1, {_RANDOM}, 'held', current_date,
       (SELECT min(id::text)::uuid FROM officer), (SELECT max(id::text)::uuid FROM officer)
       FROM few WHERE status = 'closed' AND n % 500 = 13""",
    f"""INSERT INTO audit_entry (id, at, actor, act, tip_id, unit_id, detail, sequence, chain)
       SELECT gen_random_uuid(), arrived_hour + interval '1 day' * random() * 3, 'officer:' || officer_id,
       'tip.read', few.id, unit_id, '{{}}', row_number() OVER (ORDER BY arrived_hour), {_RANDOM}
       FROM few JOIN mate USING (unit_id)""",
    """INSERT INTO erasure (tip_id, day) SELECT gen_random_uuid(), arrived_hour::date FROM few WHERE n % 4 = 1""",
    """INSERT INTO absence (officer_id, until) SELECT id, current_date + 5 FROM officer WHERE username = 'jules'""",
    """INSERT INTO saved_view (id, officer_id, filters) SELECT gen_random_uuid(), id,
       jsonb_build_object('list', 'open', 'category', 'drugs', 'days', n::text)
       FROM officer, (VALUES (1), (7), (30)) AS day (n)""",
)


def fill() -> None:
    """Fill every table around the tips, and let Postgres look at all of it."""
    with connections["default"].cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE mate, few")
        cursor.execute("VACUUM (ANALYZE)")
    with connections["keystore"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")

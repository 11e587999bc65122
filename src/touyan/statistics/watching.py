"""Whatever changes a figure leaves a row in the queue, in the same transaction, whoever writes.

Triggers, not code of ours: a bulk load or a repair by hand is followed as well. Whoever adds a
table to WATCHED runs FORWARD again in a migration of its own: it may be run any number of times.
"""

from __future__ import annotations

FUNCTION = """
CREATE OR REPLACE FUNCTION statistics_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO statistics_touched (%I) SELECT DISTINCT touched.id FROM (%s)'
                 ' AS touched(id) WHERE touched.id IS NOT NULL', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
"""
OWN = "SELECT {} FROM changed"
ENTRY = "SELECT e.matter_id FROM changed c JOIN {} e ON e.id = c.entry_id"
PICK = (
    "SELECT e.matter_id FROM changed c JOIN inspections_pick p ON p.id = c.pick_id"
    " JOIN inspections_entry e ON e.id = p.entry_id"
)
LAID = "SELECT b.matter_id FROM changed c JOIN matters_belonging b ON b.petition_id = c.petition_id"
SERVES = "SELECT w.petition_id FROM changed c JOIN intake_wall w ON w.person_id = c.person_id"
SERVES_ON = (
    "SELECT b.matter_id FROM changed c JOIN intake_wall w ON w.person_id = c.person_id"
    " JOIN matters_belonging b ON b.petition_id = w.petition_id"
)
M, P = "matter_id", "petition_id"
WATCHED: list[tuple[str, str, str, str]] = [
    # table, events, what is touched, which
    ("intake_petition", "INSERT", P, OWN.format("id")),
    ("intake_wall", "INSERT", P, OWN.format(P)),
    ("intake_wall", "INSERT", M, LAID),
    ("organs_post", "INSERT UPDATE", P, SERVES),
    ("organs_post", "INSERT UPDATE", M, SERVES_ON),
    ("matters_matter", "INSERT UPDATE", M, OWN.format("id")),
    ("matters_belonging", "INSERT UPDATE DELETE", P, OWN.format(P)),
    ("matters_belonging", "INSERT UPDATE DELETE", M, OWN.format(M)),
    ("matters_act", "INSERT", M, OWN.format(M)),
    ("matters_clockrow", "INSERT UPDATE DELETE", M, OWN.format(M)),
    ("matters_closing", "INSERT UPDATE", M, OWN.format(M)),
    ("matters_termination", "INSERT UPDATE", M, OWN.format(M)),
    ("matters_resolution", "INSERT UPDATE", M, OWN.format(M)),
    ("leadership_dutyrow", "INSERT UPDATE DELETE", M, OWN.format(M)),
    ("leadership_charge", "INSERT UPDATE", M, OWN.format(M)),
    ("leadership_hearing", "INSERT UPDATE", M, OWN.format(M)),
    ("campaigns_batchentry", "INSERT", M, OWN.format(M)),
    ("campaigns_batch", "UPDATE", M,
     "SELECT e.matter_id FROM changed c JOIN campaigns_batchentry e ON e.batch_id = c.id"),
    ("campaigns_entrymark", "INSERT", M, ENTRY.format("campaigns_batchentry")),
    ("inspections_entry", "INSERT", M, OWN.format(M)),
    ("inspections_pick", "INSERT", M, ENTRY.format("inspections_entry")),
    ("inspections_review", "UPDATE", M, PICK),
    ("inspections_finding", "INSERT UPDATE", M, PICK),
]  # fmt: skip


def _names() -> list[tuple[str, str, str, str, str]]:
    return [
        (f"statistics_{event.lower()}_{column[0]}_{table}", event, table, column, select)
        for table, events, column, select in WATCHED
        for event in events.split()
    ]


def _create(name: str, event: str, table: str, column: str, select: str) -> str:
    kept = "OLD" if event == "DELETE" else "NEW"
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}"
        f" REFERENCING {kept} TABLE AS changed FOR EACH STATEMENT"
        f" EXECUTE FUNCTION statistics_touch('{column}', '{select}');"
    )


FORWARD = FUNCTION + "\n".join(_create(*row) for row in _names())
BACKWARD = "\n".join(
    f"DROP TRIGGER IF EXISTS {name} ON {table};" for name, _, table, _, _ in _names()
)
BACKWARD += "\nDROP FUNCTION IF EXISTS statistics_touch();"

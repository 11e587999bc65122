from django.db import migrations

# A matter is found by whatever finds its petitions; one petition at a time, as it was joined.
FORWARD = """
DO $$
DECLARE laid record;
BEGIN
    FOR laid IN SELECT belonging.matter_id, petition.search
                  FROM matters_belonging AS belonging
                  JOIN intake_petition AS petition ON petition.id = belonging.petition_id
                 WHERE petition.search IS NOT NULL
    LOOP
        UPDATE matters_matter
           SET search = coalesce(search, ''::tsvector) || laid.search
         WHERE id = laid.matter_id;
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0001_initial"),
        ("intake", "0004_names_in_pinyin"),
    ]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

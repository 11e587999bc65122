from django.db import migrations

# What was registered before is found by pinyin too, as kernel.chinese.pinyin_lexemes has it.
FORWARD = """
UPDATE intake_petition AS petition
   SET search = coalesce(petition.search, ''::tsvector) || array_to_tsvector(found.lexemes)
  FROM (
        SELECT petition_id, array_agg(DISTINCT lexeme) AS lexemes
          FROM (
                SELECT petition_id, string_to_array(name_pinyin, ' ') AS parts
                  FROM intake_party
                 WHERE NOT is_organisation
               ) AS party,
               unnest(parts || ARRAY[
                   array_to_string(parts, ''),
                   array_to_string(parts[2:], ''),
                   array_to_string(parts[:2], ''),
                   array_to_string(parts[3:], ''),
                   (SELECT string_agg(left(part, 1), '' ORDER BY place)
                      FROM unnest(parts) WITH ORDINALITY AS said (part, place))
               ]) AS lexeme
         WHERE cardinality(parts) BETWEEN 2 AND 12 AND lexeme <> ''
         GROUP BY petition_id
       ) AS found
 WHERE found.petition_id = petition.id
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_throttle")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

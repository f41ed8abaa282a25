"""The views that answer what people ask first, in SQL that any engine reads: `views.sql` beside the Parquet files, and in rajut.duckdb.

Budgets are summed over leaves only, and of several files of one edition over one. A value is taken from the state after a revision
where a plan prints the one before too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VIEWS_FILE = "views.sql"


@dataclass(frozen=True, slots=True)
class View:
    """What it answers, and the query."""

    answers: str
    query: str


_COUNTED = "aggregation = 'leaf' AND COALESCE(revision, 'after') = 'after'"
_PRINTED = "value_status NOT IN ('blank', 'nil')"

_BUDGET = f"""
SELECT organization_key, MIN(organization) AS organization, region_code, plan_key, edition, document_type,
       program_key, MIN(program) AS program, year,
       SUM(CASE WHEN {_COUNTED} THEN value END) AS budget,
       MAX(CASE WHEN level = 'program' AND COALESCE(revision, 'after') = 'after' THEN value END) AS printed_for_program,
       SUM(CASE WHEN {_COUNTED} AND value IS NOT NULL THEN 1 ELSE 0 END) AS summed_values,
       SUM(CASE WHEN value_status = 'ambiguous' THEN 1 ELSE 0 END) AS ambiguous,
       SUM(CASE WHEN confidence IN ('unproven', 'contradicted') THEN 1 ELSE 0 END) AS doubtful
FROM observations
WHERE measure = 'budget' AND year IS NOT NULL AND period_kind <> 'span' AND aggregation <> 'repeat'
GROUP BY organization_key, region_code, plan_key, edition, document_type, program_key, year
"""

_ONE_EACH = f"""
SELECT indicator_key, measure, year, plan_key, edition, document_type, source_name, observation_id, value, value_text,
       category, confidence, program_key, program, indicator, unit_norm, organization_key, level,
       ROW_NUMBER() OVER (
         PARTITION BY indicator_key, measure, year, plan_key, edition
         ORDER BY CASE confidence WHEN 'reviewed' THEN 0 WHEN 'proven' THEN 1 WHEN 'consistent' THEN 2 WHEN 'unproven' THEN 3
                  ELSE 4 END, observation_id
       ) AS turn,
       COUNT(*) OVER (PARTITION BY indicator_key, measure, year, plan_key, edition) AS printed,
       MIN(value) OVER (PARTITION BY indicator_key, measure, year, plan_key, edition) AS least,
       MAX(value) OVER (PARTITION BY indicator_key, measure, year, plan_key, edition) AS most
FROM observations
WHERE indicator_key IS NOT NULL AND measure NOT IN ('budget', 'budget_realization', 'final_budget')
  AND year IS NOT NULL AND period_kind IN ('year', 'fiscal_year', 'span')
  AND aggregation <> 'repeat' AND COALESCE(revision, 'after') = 'after' AND {_PRINTED}
"""

_SERIES = """
SELECT indicator_key, indicator, unit_norm, organization_key, level, program_key, program, measure, year, value, value_text, category,
       plan_key, edition, document_type, source_name, confidence, observation_id,
       printed, CASE WHEN least <> most THEN 1 ELSE 0 END AS disputed, least, most
FROM one_per_plan WHERE turn = 1
"""

_TARGETS = """
SELECT t.organization_key, t.program_key, t.program, t.level, t.indicator_key, t.indicator, t.unit_norm, t.year,
       t.value AS target, t.value_text AS target_text, r.value AS realization, r.value_text AS realization_text,
       CASE WHEN t.value <> 0 THEN 100.0 * r.value / t.value END AS percent_of_target,
       t.plan_key AS target_plan, t.source_name AS target_source, r.plan_key AS realization_plan,
       r.source_name AS realization_source, t.observation_id AS target_observation, r.observation_id AS realization_observation
FROM indicator_series AS t
JOIN indicator_series AS r ON r.indicator_key = t.indicator_key AND r.year = t.year AND r.measure = 'realization'
WHERE t.measure = 'target'
"""

_SLOTS = f"""
SELECT plan_key, edition, measure, year, COALESCE(indicator_key, path_key) AS item_key, path_key, program, activity, sub_activity,
       indicator, unit_norm, value, value_text, observation_id,
       ROW_NUMBER() OVER (
         PARTITION BY plan_key, edition, measure, year, COALESCE(indicator_key, path_key) ORDER BY observation_id
       ) AS turn
FROM observations
WHERE COALESCE(indicator_key, path_key) IS NOT NULL AND aggregation <> 'repeat' AND year IS NOT NULL
  AND period_kind IN ('year', 'fiscal_year') AND COALESCE(revision, 'after') = 'after' AND {_PRINTED}
"""

_CHANGES = """
SELECT COALESCE(n.plan_key, o.plan_key) AS plan_key, COALESCE(o.edition, n.edition - 1) AS from_edition,
       COALESCE(n.edition, o.edition + 1) AS to_edition,
       CASE WHEN o.item_key IS NULL THEN 'added' WHEN n.item_key IS NULL THEN 'removed' ELSE 'changed' END AS change,
       COALESCE(n.measure, o.measure) AS measure, COALESCE(n.year, o.year) AS year, COALESCE(n.program, o.program) AS program,
       COALESCE(n.activity, o.activity) AS activity, COALESCE(n.sub_activity, o.sub_activity) AS sub_activity,
       COALESCE(n.indicator, o.indicator) AS indicator, COALESCE(n.unit_norm, o.unit_norm) AS unit_norm,
       o.value_text AS before_text, n.value_text AS after_text, o.value AS before_value, n.value AS after_value,
       n.value - o.value AS difference, o.observation_id AS before_observation, n.observation_id AS after_observation
FROM (SELECT * FROM one_per_edition WHERE turn = 1) AS o
FULL JOIN (SELECT * FROM one_per_edition WHERE turn = 1) AS n
  ON n.plan_key = o.plan_key AND n.edition = o.edition + 1 AND n.measure = o.measure AND n.year = o.year
     AND n.item_key = o.item_key
WHERE (o.item_key IS NULL AND n.edition > 1)
   OR (n.item_key IS NULL AND EXISTS (SELECT 1 FROM documents AS d WHERE d.plan_key = o.plan_key AND d.edition = o.edition + 1))
   OR (o.item_key IS NOT NULL AND n.item_key IS NOT NULL
       AND (COALESCE(o.value, -1) <> COALESCE(n.value, -1) OR (o.value IS NULL AND o.value_text <> n.value_text)))
UNION ALL
SELECT b.plan_key, b.edition, b.edition, 'revised', b.measure, b.year, b.program, b.activity, b.sub_activity, b.indicator,
       b.unit_norm, b.value_text, a.value_text, b.value, a.value, a.value - b.value, b.observation_id, a.observation_id
FROM observations AS b
JOIN observations AS a ON a.table_id = b.table_id AND a."row" = b."row" AND a.measure = b.measure
  AND COALESCE(a.year, 0) = COALESCE(b.year, 0) AND a.period_kind = b.period_kind AND a.revision = 'after'
WHERE b.revision = 'before' AND COALESCE(a.value, -1) <> COALESCE(b.value, -1)
"""

_COVERAGE = f"""
SELECT organization_key, MIN(organization) AS organization, region_code, year, document_type, plan_key, edition, source_name,
       document_id, SUM(CASE WHEN {_PRINTED} THEN 1 ELSE 0 END) AS printed_values,
       SUM(CASE WHEN measure = 'target' AND {_PRINTED} THEN 1 ELSE 0 END) AS targets,
       SUM(CASE WHEN measure = 'realization' AND {_PRINTED} THEN 1 ELSE 0 END) AS realizations,
       SUM(CASE WHEN measure = 'budget' AND {_PRINTED} THEN 1 ELSE 0 END) AS budgets
FROM observations WHERE year IS NOT NULL
GROUP BY organization_key, region_code, year, document_type, plan_key, edition, source_name, document_id
"""

_QUALITY = f"""
SELECT d.source_name, d.document_id, d.status, d.error_code, d.organization_key, d.document_type, d.plan_key, d.edition, d.preferred,
       d.duplicate_of, d.pages, d.tables, d.observations, d.rejected, d.findings,
       COALESCE(o.printed_values, 0) AS printed_values, COALESCE(o.sure, 0) AS sure, COALESCE(o.unproven, 0) AS unproven,
       COALESCE(o.contradicted, 0) AS contradicted, COALESCE(o.ambiguous, 0) AS ambiguous, COALESCE(o.reviewed, 0) AS reviewed,
       CASE WHEN o.printed_values > 0 THEN 1.0 * o.sure / o.printed_values END AS share_sure,
       COALESCE(f.warnings, 0) AS warnings, COALESCE(f.errors, 0) AS errors
FROM documents AS d
LEFT JOIN (
  SELECT document_id, SUM(CASE WHEN {_PRINTED} THEN 1 ELSE 0 END) AS printed_values,
         SUM(CASE WHEN {_PRINTED} AND confidence IN ('reviewed', 'proven', 'consistent') THEN 1 ELSE 0 END) AS sure,
         SUM(CASE WHEN {_PRINTED} AND confidence = 'unproven' THEN 1 ELSE 0 END) AS unproven,
         SUM(CASE WHEN {_PRINTED} AND confidence = 'contradicted' THEN 1 ELSE 0 END) AS contradicted,
         SUM(CASE WHEN value_status = 'ambiguous' THEN 1 ELSE 0 END) AS ambiguous,
         SUM(CASE WHEN reviewed THEN 1 ELSE 0 END) AS reviewed
  FROM observations GROUP BY document_id
) AS o ON o.document_id = d.document_id
LEFT JOIN (
  SELECT document_id, SUM(CASE WHEN severity = 'warning' THEN 1 ELSE 0 END) AS warnings,
         SUM(CASE WHEN severity = 'error' THEN 1 ELSE 0 END) AS errors
  FROM findings GROUP BY document_id
) AS f ON f.document_id = d.document_id
"""

_PROGRAM_YEARS = f"""
SELECT p.program_key, p.program, p.organization_key, o.year,
       SUM(CASE WHEN o.measure = 'target' AND {_PRINTED} THEN 1 ELSE 0 END) AS targets,
       SUM(CASE WHEN o.measure = 'realization' AND {_PRINTED} THEN 1 ELSE 0 END) AS realizations,
       SUM(CASE WHEN o.measure = 'budget' AND {_PRINTED} THEN 1 ELSE 0 END) AS budgets
FROM programs AS p JOIN observations AS o ON o.program_key = p.program_key
WHERE o.year IS NOT NULL
GROUP BY p.program_key, p.program, p.organization_key, o.year
"""

VIEWS: Mapping[str, View] = {
    "budget_by_program": View(
        "Budget of each program and year, counted once: summed over the lowest level that prints one, beside what is printed for the "
        "program",
        _BUDGET,
    ),
    "one_per_plan": View("For the views below: each indicator, measure and year of a plan, the surest first", _ONE_EACH),
    "indicator_series": View(
        "The series of each indicator over years and plans; disputed is 1 where a plan prints several values, from least to most",
        _SERIES,
    ),
    "target_realization": View(
        "Target beside realization per indicator and year, also where they stand in different documents", _TARGETS
    ),
    "one_per_edition": View("For plan_changes: each item of an edition once", _SLOTS),
    "plan_changes": View("What changed between editions of a plan, and from before to after within a revision", _CHANGES),
    "coverage_documents": View("Which document covers which agency and year, and with how much", _COVERAGE),
    "document_quality": View("How well each document was read", _QUALITY),
    "program_years": View("How many targets, realizations and budgets each program has for each year", _PROGRAM_YEARS),
}


def views_to_sql() -> str:
    """`views.sql`: all views as statements, for an engine in which the tables bear the names of the Parquet files."""
    head = "-- Views over the tables of one dataset. Load the Parquet files as tables of the same names first.\n"
    parts = [f"-- {view.answers}.\nCREATE VIEW {name} AS{view.query.rstrip()};\n" for name, view in VIEWS.items()]
    return "\n".join([head, *parts])

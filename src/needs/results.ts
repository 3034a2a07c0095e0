import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { dongOut, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { states } from '../platform/states.ts'

/** By what the results of surveys are summed. */
export const resultGroups = states({
  content: words('Nội dung hỗ trợ', 'Content of support'),
  kind: words('Loại nhu cầu', 'Kind of need'),
  sector: words('Lĩnh vực', 'Sector group'),
  place: words('Xã, phường', 'Commune'),
  year: words('Năm cần', 'Wanted in year'),
})

/** What a group is: its key as text (null: not known), and its name as the database has it. */
const groupColumns = {
  content: sql`c.id::text AS key, c.name AS vi, c.name_en AS en`,
  kind: sql`n.kind AS key, n.kind AS vi, n.kind AS en`,
  sector: sql`e.sector_group AS key, e.sector_group AS vi, e.sector_group AS en`,
  place: sql`u.id::text AS key, u.name AS vi, u.name_en AS en`,
  year: sql`n.year::text AS key, n.year::text AS vi, n.year::text AS en`,
} as const

const ResultRow = z.object({
  id: z.int(),
  /** The key of the group: a kind, a sector group, a year, the number of a content or commune; null: not known. */
  key: z.string().nullable(),
  name: z.string().nullable(),
  nameEn: z.string().nullable(),
  needs: z.int(),
  enterprises: z.int(),
  quantity: z.int(),
  /** What those who need it expect it to cost, đồng; null: nobody said. */
  amount: dongOut().nullable(),
  /** What the norms in force let be spent at most, đồng, and how many needs no norm says anything of. */
  normCost: dongOut().nullable(),
  withoutNorm: z.int(),
  /** Needs with an outcome of support or a course, declined or unanswered, and without an outcome. */
  met: z.int(),
  declined: z.int(),
  unsettled: z.int(),
})
export type ResultRow = z.infer<typeof ResultRow>

/**
 * What a need may cost the State at most by the norms in force: the least of the ceilings of its content that hold for the enterprise's
 * size, sector and province; by piece, person or paper so often as it is needed. What needs a judgement (a further condition) or has no
 * ceiling says nothing, and is counted as not known.
 */
const normCost = (today: string) => sql`(
  SELECT min(m.ceiling * CASE WHEN m.ceiling_unit IN ('product', 'certificate', 'course', 'person', 'session', 'task', 'sheet', 'month')
                              THEN n.quantity ELSE 1 END)
    FROM norm m
   WHERE m.content_id = n.content_id AND m.ceiling IS NOT NULL AND m.ceiling_unit <> 'other' AND m.role IS NULL AND m.condition IS NULL
     AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)
     AND (m.size_class IS NULL OR m.size_class = e.size_class OR (m.size_class = 'sme' AND e.size_class IN ('micro', 'small', 'medium')))
     AND (m.sector_group IS NULL OR m.sector_group = e.sector_group)
     AND (m.province IS NULL OR m.province IN (u.province, u.former_province)))`

/** Needs summed by content, kind, sector, place or year, with their cost as expected and by the norms; what was withdrawn is left out. */
export const needResults = query({
  name: 'needs.results',
  summary: words('Kết quả khảo sát nhu cầu', 'Results of surveys of needs'),
  route: 'GET /need-results',
  input: z.object({
    ...listInput(['needs', 'enterprises', 'quantity', 'unsettled']),
    by: z.preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(resultGroups.keys).default('content'),
    ),
    surveyId: optionalId(),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(ResultRow),
  may: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'auditor'],
  async run({ db, planId, today }, input) {
    const { surveyId = null, year = null } = input
    const grouped = sql<ResultRow>`(
      SELECT row_number() OVER (ORDER BY count(*) DESC, d.key)::int AS id, d.key, min(d.vi) AS name, min(d.en) AS name_en,
             count(*)::int AS needs, count(DISTINCT d.enterprise_id)::int AS enterprises, sum(d.quantity)::int AS quantity,
             sum(d.amount)::bigint AS amount, sum(d.norm_cost)::bigint AS norm_cost,
             count(*) FILTER (WHERE d.norm_cost IS NULL)::int AS without_norm,
             count(*) FILTER (WHERE d.state IN ('supported', 'course'))::int AS met,
             count(*) FILTER (WHERE d.state IN ('declined', 'unanswered'))::int AS declined,
             count(*) FILTER (WHERE d.state IN ('new', 'taken'))::int AS unsettled
        FROM (SELECT ${groupColumns[input.by]}, n.enterprise_id, n.quantity, n.amount, n.state, ${normCost(today)} AS norm_cost
                FROM need n LEFT JOIN support_content c ON c.id = n.content_id LEFT JOIN enterprise e ON e.id = n.enterprise_id
                LEFT JOIN admin_unit u ON u.id = e.admin_unit_id
               WHERE n.state <> 'withdrawn' AND ${ofPlans('n.planId', plansWanted(planId, input.plan))}
                 AND (${surveyId}::int IS NULL OR n.survey_id = ${surveyId}) AND (${year}::int IS NULL OR n.year = ${year})) d
       GROUP BY d.key)`.as('r')
    const rows = db
      .selectFrom(grouped)
      .select([
        'r.id',
        'r.key',
        'r.name',
        'r.nameEn',
        'r.needs',
        'r.enterprises',
        'r.quantity',
        'r.amount',
        'r.normCost',
      ])
      .select(['r.withoutNorm', 'r.met', 'r.declined', 'r.unsettled'])
    return pageOf(
      rows,
      input,
      {
        needs: { column: 'r.needs', value: (row) => row.needs, direction: 'desc' },
        enterprises: { column: 'r.enterprises', value: (row) => row.enterprises, direction: 'desc' },
        quantity: { column: 'r.quantity', value: (row) => row.quantity, direction: 'desc' },
        unsettled: { column: 'r.unsettled', value: (row) => row.unsettled, direction: 'desc' },
      },
      'r.id',
    )
  },
})

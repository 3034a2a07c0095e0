import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { dongOut, longText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { command, query } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { recordFields } from '../ui/index.ts'

/* The alarm of under-spending: which lines it rings for (`under_spent` of migration 0149), and what is answered. */

const UnderSpent = z.object({
  id: z.string(),
  plan: z.string(),
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  year: z.int(),
  month: z.int(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  /** What may be spent in the year. */
  given: dongOut(),
  paid: dongOut(),
  /** How much of it is paid, in whole per cent, rounded down. */
  percent: z.int(),
  leastPercent: z.int(),
  /** What is still to be paid to come to the threshold. */
  short: dongOut(),
  reason: z.string().nullable(),
  measure: z.string().nullable(),
  answeredOn: z.iso.date().nullable(),
})
export type UnderSpent = z.infer<typeof UnderSpent>

/** The lines and sources for which the alarm rings today; none before July. */
export const listUnderSpent = query({
  name: 'moneyView.underSpent',
  summary: words('Mục chi chậm', 'Under-spent lines'),
  route: 'GET /budget/under-spending',
  input: z.object({ ...listInput(['percent', 'short', 'given', 'line']), ...plansInput }),
  output: listOutput(UnderSpent),
  may: officers,
  async run({ db, planId, today }, input) {
    const rows = db
      .selectFrom(
        sql<
          UnderSpent & { planId: number }
        >`(SELECT u.line_id || '-' || u.source_id AS id, u.plan_id, n.number AS plan, b.code AS line,
            b.title AS line_title, b.title_en AS line_title_en, u.year, u.month, s.key AS source, s.name AS source_name,
            s.name_en AS source_name_en, u.given, u.paid, div(u.paid::numeric * 100, u.given)::int AS percent, u.least_percent,
            (ceil(u.given::numeric * u.least_percent / 100) - u.paid)::bigint AS short, a.reason, a.measure, a.answered_on
          FROM under_spent(${today}::date) u JOIN plan n ON n.id = u.plan_id JOIN budget_line b ON b.id = u.line_id
          JOIN funding_source s ON s.id = u.source_id
          LEFT JOIN spending_answer a ON (a.line_id, a.year, a.source_id, a.month) = (u.line_id, u.year, u.source_id, u.month))`.as<'v'>(
          'v',
        ),
      )
      .selectAll()
      .where(ofPlans('v.planId', plansWanted(planId, input.plan)))
    const page = await pageOf<UnderSpent & { planId: number }>(
      rows,
      input,
      {
        percent: { column: 'v.percent', value: (row) => row.percent },
        short: { column: 'v.short', value: (row) => String(row.short), direction: 'desc' },
        given: { column: 'v.given', value: (row) => String(row.given), direction: 'desc' },
        line: { column: 'v.line', value: (row) => row.line },
      },
      'v.id',
    )
    return { ...page, rows: page.rows.map(({ planId: _, ...row }) => row) }
  },
})

export const answerFields = recordFields({
  reason: {
    field: longText(2000),
    label: words('Nguyên nhân chi chậm', 'Why it is under-spent'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  measure: {
    field: longText(2000),
    label: words('Biện pháp và thời hạn', 'What is done about it, and by when'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})

/** Answers for a line in this month: why it is under-spent and what is done about it. Said again, it takes the place of what was said. */
export const answerUnderSpent = command({
  name: 'moneyView.answerUnderSpent',
  summary: words('Giải trình mục chi chậm', 'Answer for an under-spent line'),
  route: 'POST /budget/under-spending',
  input: z.object({ place: text(40), ...answerFields.input }),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'head', 'accountant'],
  subject: (_input, output) => `spending_answer:${output.id}`,
  async run({ db, actor, today }, { place, reason, measure }) {
    const { rows } = await sql<{ lineId: number; sourceId: number; year: number; month: number }>`
      SELECT line_id, source_id, year, month FROM under_spent(${today}::date) WHERE line_id || '-' || source_id = ${place}`.execute(
      db,
    )
    const [of] = rows
    if (of === undefined)
      throw conflict(
        'moneyView.notUnderSpent',
        words('Mục này không bị cảnh báo chi chậm.', 'The alarm does not ring for this line.'),
        'place',
      )
    return db
      .insertInto('spendingAnswer')
      .values({ ...of, reason, measure, answeredBy: actor.userId, answeredOn: today })
      .onConflict((on) =>
        on.columns(['lineId', 'year', 'sourceId', 'month']).doUpdateSet((eb) => ({
          ...{ reason, measure, answeredBy: actor.userId, answeredOn: today },
          version: eb('spendingAnswer.version', '+', 1),
        })),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { withTaxCode } from './tax-code.ts'

const Declared = z.object({
  /** `enterprise-criterion`. */
  id: z.string(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  taxCode: z.string(),
  criterionId: z.int(),
  code: z.string(),
  text: z.string(),
  textEn: z.string(),
  plan: z.string(),
  note: z.string(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  recordedOn: z.iso.date(),
  version: z.int(),
})
export type DeclaredRow = z.infer<typeof Declared>

/** Criteria that enterprises say they meet, with what shows it: each waits until an officer confirms it or finds otherwise. */
export const listDeclared = query({
  name: 'enterprises.declaredCriteria',
  summary: words('Tiêu chí chờ xác nhận', 'Criteria to be confirmed'),
  route: 'GET /declared-criteria',
  input: z.object({
    ...listInput(['recordedOn', 'enterprise']),
    criterion: optionalId(),
    enterpriseId: optionalId(),
  }),
  output: listOutput(Declared),
  may: ['coordinator', 'auditor'],
  run({ db, actor, today }, input) {
    let rows = db
      .selectFrom('enterpriseCriterion as m')
      .innerJoin('enterprise as e', 'e.id', 'm.enterpriseId')
      .innerJoin('criterion as k', 'k.id', 'm.criterionId')
      .innerJoin('plan as p', 'p.id', 'k.planId')
      .leftJoin('file as f', 'f.id', 'm.fileId')
      .select([
        'm.enterpriseId',
        'e.name as enterprise',
        'e.taxCode',
        'm.criterionId',
        'k.code',
        'k.text',
        'k.textEn',
      ])
      .select(['p.number as plan', 'm.note', 'm.recordedOn', 'm.version'])
      .select([
        sql<string>`m.enterprise_id || '-' || m.criterion_id`.as('id'),
        sql<
          Declared['file']
        >`CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END`.as('file'),
      ])
      .where('m.met', '=', true)
      .where('m.confirmed', '=', false)
      // what a rule lets be proven alone is confirmed there
      .where(sql<boolean>`NOT EXISTS (SELECT FROM criterion_rule_on(m.criterion_id, ${today}))`)
      .where('e.state', '<>', 'merged')
      .where(readableBy(actor, 'e.id'))
    if (input.criterion !== undefined) rows = rows.where('m.criterionId', '=', input.criterion)
    if (input.enterpriseId !== undefined) rows = rows.where('m.enterpriseId', '=', input.enterpriseId)
    for (const pattern of searchPatterns(withTaxCode(input.q), fold))
      rows = rows.where('e.search', 'like', pattern)
    // the number behind the sort value is of both keys, so that each row has its place
    return pageOf(
      db.selectFrom(rows.as('d')).selectAll(),
      input,
      {
        recordedOn: byDay('d.recordedOn', (row) => row.recordedOn),
        enterprise: byText('d.enterprise', (row) => row.enterprise),
      },
      'd.id',
    )
  },
})
type Declared = DeclaredRow

/** The criteria of which a declaration waits, for the filter of the list. */
export const criteriaThatWait = (db: Db) =>
  db
    .selectFrom('criterion as k')
    .innerJoin('plan as p', 'p.id', 'k.planId')
    .select(['k.id', 'k.code', 'k.text', 'k.textEn', 'p.number as plan'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('enterpriseCriterion as m')
          .select('m.enterpriseId')
          .whereRef('m.criterionId', '=', 'k.id')
          .where('m.met', '=', true)
          .where('m.confirmed', '=', false),
      ),
    )
    .orderBy('k.planId', 'desc')
    .orderBy('k.ord')
    .execute()

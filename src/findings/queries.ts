import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan, leafLines, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noFinding } from './commands.ts'
import { findingFields, findingKinds, findingStates } from './fields.ts'

const File = z.object({ id: z.int(), name: z.string() }).nullable()
const Finding = z.object({
  id: z.int(),
  ...findingFields.row,
  lineId: z.int(),
  lineCode: z.string(),
  line: z.string(),
  lineEn: z.string(),
  plan: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  state: findingStates.schema,
  /** Whether the day on which it is to be answered is past, and it is not answered. */
  late: z.boolean(),
  answeredOn: z.iso.date().nullable(),
  recovered: dongOut().nullable(),
  closedNumber: z.string().nullable(),
  closedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type Finding = z.infer<typeof Finding>

const late = (today: string) => sql<boolean>`(f.state IN ('open', 'returned') AND f.due_on < ${today}::date)`

const findingRows = (db: Db, today: string) =>
  db
    .selectFrom('finding as f')
    .innerJoin('budgetLine as l', 'l.id', 'f.lineId')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .innerJoin('agency as a', 'a.id', 'f.agencyId')
    .select(['f.id', ...findingFields.select('f'), 'f.lineId', 'l.code as lineCode', 'l.title as line'])
    .select(['l.titleEn as lineEn', 'p.number as plan', 'f.agencyId', 'a.name as agency', 'f.state'])
    .select(['f.answeredOn', 'f.recovered', 'f.closedNumber', 'f.closedOn', 'f.version'])
    .select(late(today).as('late'))

/** Findings of every plan, or of those asked for; those to be answered soonest first. */
export const listFindings = query({
  name: 'findings.list',
  summary: words('Danh sách kiến nghị kiểm toán, thanh tra', 'List of findings of audit and inspection'),
  route: 'GET /findings',
  input: z.object({
    ...listInput(['dueOn', 'documentDate', 'amount', 'state', 'issuer', 'year']),
    state: optionalChoice([...findingStates.keys, 'late', 'unclosed']),
    kind: optionalChoice(findingKinds.keys),
    year: optionalYear(),
    /** A line; a group's means its sub-lines. */
    lineId: optionalId(),
    agencyId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Finding),
  may: officers,
  run({ db, planId, today }, input) {
    let rows = findingRows(db, today).where(ofPlans('l.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state === 'unclosed') rows = rows.where('f.state', '<>', 'closed')
    else if (input.state !== undefined) rows = rows.where('f.state', '=', input.state)
    if (input.kind !== undefined) rows = rows.where('f.kind', '=', input.kind)
    if (input.year !== undefined) rows = rows.where('f.year', '=', input.year)
    if (input.lineId !== undefined)
      rows = rows.where(
        'f.lineId',
        'in',
        sql<number>`(WITH RECURSIVE part AS (SELECT id FROM budget_line WHERE id = ${input.lineId}
          UNION SELECT b.id FROM part JOIN budget_line b ON b.parent_id = part.id) SELECT id FROM part)`,
      )
    if (input.agencyId !== undefined) rows = rows.where('f.agencyId', '=', input.agencyId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`f.search LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        dueOn: { column: 'f.dueOn', value: (row) => row.dueOn },
        documentDate: { column: 'f.documentDate', value: (row) => row.documentDate, direction: 'desc' },
        amount: byAmount('f.amount', (row) => row.amount),
        state: { column: 'f.state', value: (row) => row.state },
        issuer: { column: 'f.issuer', value: (row) => row.issuer },
        year: { column: 'f.year', value: (row) => row.year, direction: 'desc' },
      },
      'f.id',
    )
  },
})

/** One finding with its answer, its papers and the voucher that it is about. */
export const showFinding = query({
  name: 'findings.show',
  summary: words('Một kiến nghị kiểm toán, thanh tra', 'A finding of audit or inspection'),
  route: 'GET /findings/{id}',
  input: z.object({ id: id() }),
  output: Finding.extend({
    enteredOn: z.iso.date(),
    answer: z.string().nullable(),
    recoveryNumber: z.string().nullable(),
    recoveredOn: z.iso.date().nullable(),
    remark: z.string().nullable(),
    importId: z.int().nullable(),
    commitmentId: z.int().nullable(),
    entryNumber: z.string().nullable(),
    file: File,
    answerFile: File,
    closeFile: File,
  }),
  may: officers,
  async run({ db, today }, input) {
    const file = (column: 'fileId' | 'answerFileId' | 'closeFileId') =>
      sql<
        z.infer<typeof File>
      >`(SELECT jsonb_build_object('id', i.id, 'name', i.name) FROM file i WHERE i.id = ${sql.ref(`f.${column}`)})`
    const row = await findingRows(db, today)
      .leftJoin('ledgerEntry as e', 'e.id', 'f.entryId')
      .select(['f.enteredOn', 'f.answer', 'f.recoveryNumber', 'f.recoveredOn', 'f.remark', 'f.importId'])
      .select(['e.commitmentId', 'e.documentNumber as entryNumber'])
      .select([
        file('fileId').as('file'),
        file('answerFileId').as('answerFile'),
        file('closeFileId').as('closeFile'),
      ])
      .where('f.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noFinding()
    return row
  },
})
export type ShownFinding = z.infer<typeof showFinding.output>

/** The lines of the plan to work in that a finding can name. */
export const findingChoices = query({
  name: 'findings.choices',
  summary: words('Mục dự toán để ghi kiến nghị', 'Budget lines that a finding can name'),
  route: 'GET /finding-choices',
  input: z.object({}),
  output: z.object({
    lines: z.array(z.object({ id: z.int(), code: z.string(), title: z.string(), titleEn: z.string() })),
  }),
  may: officers,
  async run({ db, planId }) {
    const plan = await activePlan({ db, planId })
    return { lines: await leafLines(db, plan.id) }
  },
})

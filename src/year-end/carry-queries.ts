import { sql } from 'kysely'
import { z } from 'zod'
import { numberOfRecord } from '../outgoing/index.ts'
import { activePlan, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalText, optionalYear, year } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { noYearEnd } from './carry.ts'
import { groundNeeds, yearEndKinds, yearEndStates } from './carry-rules.ts'
import { groundsOf, leftOf } from './left.ts'

const place = {
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  /** Of money that is committed: the number of its document, its purpose, the task and the content. */
  commitmentId: z.int().nullable(),
  contentId: z.int().nullable(),
  documentNumber: z.string().nullable(),
  purpose: z.string().nullable(),
  task: z.object({ id: z.int(), title: z.string() }).nullable(),
  content: z.string().nullable(),
}

const YearEndRow = z.object({
  /** The number of the row; `decisionId` is that of the decision. */
  id: z.int(),
  decisionId: z.int(),
  plan: z.string(),
  kind: yearEndKinds.schema,
  year: z.int(),
  state: yearEndStates.schema,
  reason: z.string(),
  decision: z.string().nullable(),
  decidedOn: z.iso.date().nullable(),
  ...place,
  ground: z.string().nullable(),
  groundEn: z.string().nullable(),
  article: z.string().nullable(),
  amount: dongOut(),
  note: z.string().nullable(),
  outId: z.int().nullable(),
  inId: z.int().nullable(),
  /** The entries that took it back. */
  inBackId: z.int().nullable(),
  outBackId: z.int().nullable(),
})
export type YearEndRow = z.infer<typeof YearEndRow>

const lineRows = (db: Db) =>
  db
    .selectFrom('yearEndLine as r')
    .innerJoin('yearEndDecision as d', 'd.id', 'r.decisionId')
    .innerJoin('plan as p', 'p.id', 'd.planId')
    .innerJoin('budgetLine as l', 'l.id', 'r.lineId')
    .innerJoin('fundingSource as s', 's.id', 'r.sourceId')
    .leftJoin('commitment as c', 'c.id', 'r.commitmentId')
    .leftJoin('supportTurn as t', 't.commitmentId', 'r.commitmentId')
    .leftJoin('scienceTaskCommitment as o', 'o.commitmentId', 'r.commitmentId')
    .leftJoin('scienceTaskContent as u', 'u.id', 't.taskContentId')
    .leftJoin('scienceTask as k', (join) => join.on('k.id', '=', sql`coalesce(o.task_id, u.task_id)`))
    .leftJoin('scienceTaskContent as n', 'n.id', 'r.contentId')
    .leftJoin('carryGround as g', 'g.id', 'r.groundId')
    .select(['r.id', 'r.decisionId', 'p.number as plan', 'd.kind', 'd.year', 'd.state', 'd.reason'])
    .select(['d.documentNumber as decision', 'd.documentDate as decidedOn', 'l.code as line'])
    .select(['l.title as lineTitle', 'l.titleEn as lineTitleEn', 's.key as source', 's.name as sourceName'])
    .select(['s.nameEn as sourceNameEn', 'r.commitmentId', 'r.contentId', 'c.documentNumber', 'c.purpose'])
    .select(['k.id as taskId', 'k.title as taskTitle', 'n.title as content', 'g.name as ground'])
    .select(['g.nameEn as groundEn', 'g.article', 'r.amount', 'r.note', 'r.outId', 'r.inId'])
    .select(['r.inBackId', 'r.outBackId'])
    .$narrowType<{ kind: YearEndRow['kind']; state: YearEndRow['state'] }>()

type Stored = Omit<YearEndRow, 'task'> & { readonly taskId: number | null; readonly taskTitle: string | null }

const rowOf = ({ taskId, taskTitle, ...row }: Stored): YearEndRow => ({
  ...row,
  task: taskId === null || taskTitle === null ? null : { id: taskId, title: taskTitle },
})

/** What was carried over and cancelled, and what is proposed to be: line by line. */
export const listYearEnd = query({
  name: 'yearEnd.list',
  summary: words('Chuyển nguồn, hủy dự toán', 'Carried over, cancelled'),
  route: 'GET /budget/year-end',
  input: z.object({
    ...listInput(['year', 'amount', 'line', 'kind', 'state']),
    kind: optionalChoice(yearEndKinds.keys),
    state: optionalChoice(yearEndStates.keys),
    year: optionalYear(),
    source: optionalText(40),
    ...plansInput,
  }),
  output: listOutput(YearEndRow),
  may: officers,
  async run({ db, planId }, input) {
    let rows = lineRows(db).where(ofPlans('d.planId', plansWanted(planId, input.plan)))
    if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where('d.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('d.year', '=', input.year)
    if (input.source !== undefined) rows = rows.where('s.key', '=', input.source)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(d.search LIKE ${pattern} OR c.search LIKE ${pattern} OR fold(l.code || ' ' || l.title) LIKE ${pattern})`,
      )
    const page = await pageOf(
      rows,
      input,
      {
        year: { column: 'd.year', value: (row) => row.year, direction: 'desc' },
        amount: { column: 'r.amount', value: (row) => String(row.amount), direction: 'desc' },
        line: byText('l.code', (row) => row.line),
        kind: { column: 'd.kind', value: (row) => row.kind },
        state: { column: 'd.state', value: (row) => row.state },
      },
      'r.id',
    )
    return { ...page, rows: page.rows.map(rowOf) }
  },
})

/** One proposal or decision with its lines. */
export const showYearEnd = query({
  name: 'yearEnd.show',
  summary: words(
    'Một đề nghị chuyển nguồn, hủy dự toán',
    'One proposal of what is carried over or cancelled',
  ),
  route: 'GET /budget/year-end/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    planId: z.int(),
    plan: z.string(),
    kind: yearEndKinds.schema,
    year: z.int(),
    reason: z.string(),
    state: yearEndStates.schema,
    documentNumber: z.string().nullable(),
    documentDate: z.iso.date().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    proposedBy: z.string().nullable(),
    proposedAt: z.iso.datetime(),
    settledBy: z.string().nullable(),
    settledAt: z.iso.datetime().nullable(),
    refusal: z.string().nullable(),
    /** How it was taken back. */
    back: z
      .object({
        ...{ reason: z.string(), number: z.string(), on: z.iso.date(), by: z.string().nullable() },
        file: z.object({ id: z.int(), name: z.string() }).nullable(),
      })
      .nullable(),
    total: dongOut(),
    lines: z.array(YearEndRow),
    /** What was made of it by a Word template. */
    documents: z.array(DocumentRow),
    /** The number of the register that its draft of the decision bears. */
    drafted: z.object({ number: z.string(), on: z.iso.date() }).nullable(),
  }),
  may: officers,
  async run({ db }, { id: decisionId }) {
    const row = await db
      .selectFrom('yearEndDecision as d')
      .innerJoin('plan as p', 'p.id', 'd.planId')
      .leftJoin('file as f', 'f.id', 'd.fileId')
      .leftJoin('account as a', 'a.id', 'd.proposedBy')
      .leftJoin('account as b', 'b.id', 'd.settledBy')
      .leftJoin('account as u', 'u.id', 'd.backBy')
      .leftJoin('file as w', 'w.id', 'd.backFileId')
      .select([
        'd.id',
        'd.planId',
        'p.number as plan',
        'd.kind',
        'd.year',
        'd.reason',
        'd.state',
        'd.documentNumber',
      ])
      .select([
        'd.documentDate',
        'f.id as fileId',
        'f.name as fileName',
        'a.name as proposedBy',
        'd.proposedAt',
      ])
      .select([
        'b.name as settledBy',
        'd.settledAt',
        'd.refusal',
        'd.backReason',
        'd.backNumber',
        'd.backDate',
      ])
      .select(['u.name as backBy', 'w.id as backFileId', 'w.name as backFileName'])
      .where('d.id', '=', decisionId)
      .$narrowType<{ kind: YearEndRow['kind']; state: YearEndRow['state'] }>()
      .executeTakeFirst()
    if (row === undefined) throw noYearEnd()
    const lines = await lineRows(db)
      .where('d.id', '=', row.id)
      .orderBy('l.ord')
      .orderBy('s.ord')
      .orderBy('r.id')
      .execute()
    const { fileId, fileName, proposedAt, settledAt, ...rest } = row
    const { backReason, backNumber, backDate, backBy, backFileId, backFileName, ...shown } = rest
    const fileOf = (of: number | null, name: string | null) =>
      of === null || name === null ? null : { id: of, name }
    return {
      ...shown,
      back:
        backReason === null || backNumber === null || backDate === null
          ? null
          : {
              ...{ reason: backReason, number: backNumber, on: backDate, by: backBy },
              file: fileOf(backFileId, backFileName),
            },
      proposedAt: proposedAt.toISOString(),
      settledAt: settledAt?.toISOString() ?? null,
      file: fileOf(fileId, fileName),
      total: lines.reduce((sum, { amount }) => sum + amount, 0n),
      lines: lines.map(rowOf),
      documents: await documentsOf(db, `year_end:${row.id}`),
      drafted: (await numberOfRecord(db, 'decision', `year_end:${row.id}`)) ?? null,
    }
  },
})

/** What is left of a year, and the kinds of carry-over that hold for it: what a proposal is made of. */
export const showLeft = query({
  name: 'yearEnd.left',
  summary: words('Số dư của năm ngân sách', 'What is left of a budget year'),
  route: 'GET /budget/years/{year}/left',
  input: z.object({ year: year() }),
  output: z.object({
    year: z.int(),
    rows: z.array(
      z.object({
        ...place,
        amount: dongOut(),
        rest: dongOut(),
        committedOn: z.iso.date().nullable(),
        /** Vouchers that wait to be released. */
        waiting: z.int(),
      }),
    ),
    grounds: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        nameEn: z.string(),
        article: z.string(),
        needs: groundNeeds.schema,
        on: z.iso.date().nullable(),
      }),
    ),
  }),
  may: officers,
  async run(context, { year: of }) {
    const { id: planId } = await activePlan(context)
    const rows = await leftOf(context.db, planId, of)
    return {
      year: of,
      rows: rows.map(({ lineId: _line, sourceId: _source, ...row }) => row),
      grounds: await groundsOf(context.db, of),
    }
  },
})

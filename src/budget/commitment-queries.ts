import { sql } from 'kysely'
import { z } from 'zod'
import { TakenOver, takenOver } from '../imports/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { commitmentPlace, Standing, standingsOf, standingsOfTask } from './counterpart.ts'
import { EntryRow, entriesOf, placeShape } from './entry-queries.ts'
import { TaskTurn, turnsOfContents } from './paid-turns.ts'
import { releasable } from './task-money.ts'

const CommitmentRow = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan whose line it stands on. */
  plan: z.string(),
  ...placeShape,
  purpose: z.string(),
  documentNumber: z.string(),
  documentDate: z.iso.date(),
  enterpriseId: z.int().nullable(),
  enterpriseName: z.string().nullable(),
  /** What is committed now, paid or not: what was committed less what was released. */
  amount: dongOut(),
  disbursed: dongOut(),
  /** Committed and unpaid. A commitment is open while there is any. */
  rest: dongOut(),
  /** The year that it is paid from now: its own, or the last one into which it was carried. */
  carriedTo: z.int(),
})
export type CommitmentRow = z.infer<typeof CommitmentRow>

function commitmentRows(db: Db) {
  return (
    db
      .selectFrom('commitment as c')
      // of its own year, and of those into which it was carried
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('ledgerAccount as l')
            .select([
              sql<bigint>`coalesce(sum(l.balance) FILTER (WHERE l.kind = 'committed'), 0)::bigint`.as('rest'),
              sql<bigint>`coalesce(sum(l.balance) FILTER (WHERE l.kind = 'disbursed'), 0)::bigint`.as('paid'),
              sql<number>`commitment_year(c.id)`.as('carriedTo'),
            ])
            .whereRef('l.commitmentId', '=', 'c.id')
            .having(sql<boolean>`count(*) > 0`)
            .as('a'),
        (join) => join.onTrue(),
      )
      .innerJoin('budgetLine as l', 'l.id', 'c.lineId')
      .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
      .innerJoin('plan as p', 'p.id', 'l.planId')
      .leftJoin('enterprise as e', 'e.id', 'c.enterpriseId')
      .select([
        'c.id',
        'l.planId',
        'p.number as plan',
        'l.code as lineCode',
        'l.title as lineTitle',
        'l.titleEn as lineTitleEn',
        'c.year',
        's.key as source',
        's.name as sourceName',
        's.nameEn as sourceNameEn',
        'c.purpose',
        'c.documentNumber',
        'c.documentDate',
        'c.enterpriseId',
        'e.name as enterpriseName',
        'a.paid as disbursed',
        'a.rest',
        'a.carriedTo',
      ])
      .select(sql<bigint>`a.rest + a.paid`.as('amount'))
  )
}

/** Commitments of every plan, or of those asked for; `open` ones still hold unpaid money, `settled` ones do not. */
export const listCommitments = query({
  name: 'budget.commitments',
  summary: words('Danh sách cam kết', 'List of commitments'),
  route: 'GET /budget/commitments',
  input: z.object({
    ...listInput([
      'date',
      'rest',
      'amount',
      'disbursed',
      'year',
      'line',
      'document',
      'enterprise',
      'purpose',
    ]),
    line: optionalText(20),
    year: optionalYear(),
    source: optionalText(40),
    state: optionalChoice(['open', 'settled']),
    enterprise: optionalId(),
    ...plansInput,
  }),
  output: listOutput(CommitmentRow),
  may: officers,
  async run({ db, planId }, input) {
    const wanted = plansWanted(planId, input.plan)
    let rows = commitmentRows(db).where(ofPlans('l.planId', wanted))
    if (input.line !== undefined) {
      rows = rows.where(
        'c.lineId',
        'in',
        sql<number>`(WITH RECURSIVE part AS (
          SELECT id FROM budget_line WHERE ${ofPlans('planId', wanted)} AND code = ${input.line}
          UNION ALL SELECT b.id FROM part JOIN budget_line b ON b.parent_id = part.id) SELECT id FROM part)`,
      )
    }
    if (input.year !== undefined) rows = rows.where('c.year', '=', input.year)
    if (input.source !== undefined) rows = rows.where('s.key', '=', input.source)
    if (input.state === 'open') rows = rows.where('a.rest', '>', 0n)
    if (input.state === 'settled') rows = rows.where('a.rest', '=', 0n)
    if (input.enterprise !== undefined) rows = rows.where('c.enterpriseId', '=', input.enterprise)
    for (const pattern of searchPatterns(input.q, fold)) {
      rows = rows.where(sql<boolean>`(c.search LIKE ${pattern} OR e.search LIKE ${pattern})`)
    }
    return pageOf(
      rows,
      input,
      {
        date: { column: 'c.documentDate', value: (row) => row.documentDate, direction: 'desc' },
        rest: { column: 'a.rest', value: (row) => String(row.rest), direction: 'desc' },
        amount: {
          column: sql`(a.rest + a.paid)`,
          value: (row) => String(row.amount),
          direction: 'desc',
        },
        disbursed: { column: 'a.paid', value: (row) => String(row.disbursed), direction: 'desc' },
        year: { column: 'c.year', value: (row) => row.year, direction: 'desc' },
        line: { column: 'l.code', value: (row) => row.lineCode },
        document: { column: 'c.documentNumber', value: (row) => row.documentNumber },
        enterprise: { column: sql`coalesce(e.name, '')`, value: (row) => row.enterpriseName ?? '' },
        purpose: byText('c.purpose', (row) => row.purpose),
      },
      'c.id',
    )
  },
})

/** One commitment with everything booked on it. */
export const showCommitment = query({
  name: 'budget.commitment',
  summary: words('Một khoản cam kết', 'One commitment'),
  route: 'GET /budget/commitments/{id}',
  input: z.object({ id: id() }),
  output: CommitmentRow.extend({
    /** The support turn that it pays for, if one does. */
    turnId: z.int().nullable(),
    /** Of a commitment by a task's contract: the contents that it pays. */
    contents: z.array(z.object({ id: z.int(), title: z.string() })),
    /** The support turns that draw on those contents. */
    turns: z.array(TaskTurn),
    /** What of its unpaid rest may be released: turns under a task draw on the remainder. */
    releasable: dongOut(),
    /** State money beside own money, of the turn or the task that it pays. */
    standings: z.array(Standing),
    takenOver: TakenOver,
    entries: z.array(EntryRow),
  }),
  may: officers,
  async run({ db, actor }, input) {
    const row = await commitmentRows(db)
      .leftJoin('supportTurn as t', 't.commitmentId', 'c.id')
      .select('t.id as turnId')
      .where('c.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('cam kết', 'Commitment'))
    const { contents } = await commitmentPlace(db, row.id)
    const [first] = contents
    return {
      ...row,
      contents: contents.map(({ id: contentId, title }) => ({ id: contentId, title })),
      turns: await turnsOfContents(
        db,
        contents.map((content) => content.id),
      ),
      releasable: await releasable(db, row.id, row.rest),
      standings:
        first === undefined
          ? await standingsOf(db, { turnId: row.turnId, contentId: null })
          : await standingsOfTask(db, first.taskId),
      takenOver: await takenOver(db, actor, 'commitment', row.id),
      entries: await entriesOf(db, row.planId, row.id),
    }
  },
})

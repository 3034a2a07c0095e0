import { sql } from 'kysely'
import { z } from 'zod'
import { closeYear } from '../budget/index.ts'
import { type Apart, holdApart } from '../controls/index.ts'
import { documentNumberOf } from '../outgoing/index.ts'
import { activePlan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { day, id, longText, optionalDong, optionalLongText, text, year } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { follow } from '../platform/follow.ts'
import { notAhead } from '../platform/judge.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, type FieldProblem, invalid, notFound } from '../platform/problem.ts'
import { figuresOf, standingOf, tasksOf } from './settlement-figures.ts'
import { barsOf, settlementStates } from './settlement-rules.ts'

/*
 * The settlement of a year: the Treasury's figures beside the ledger's, drawn up by one person when nothing of the year is left, agreed by another
 * with the minutes. Then the year may be closed; afterwards it takes nothing but what an approved correction lets in.
 */

explainConstraint('budget_closing_left', () =>
  conflict(
    'yearEnd.leftOver',
    words(
      'Năm này còn số dư chưa chuyển nguồn, chưa hủy; xem Các bước khóa sổ của năm.',
      'Money of the year is neither carried over nor cancelled; see the steps to its closing.',
    ),
  ),
)
explainConstraint('budget_closing_settled', () =>
  conflict(
    'yearEnd.notSettled',
    words(
      'Quyết toán của năm chưa được thống nhất; xem Các bước khóa sổ của năm.',
      'The settlement of the year is not agreed; see the steps to its closing.',
    ),
  ),
)
explainConstraint('year_settlement_once', () =>
  conflict(
    'yearEnd.settledAlready',
    words('Năm này đã có quyết toán.', 'There is a settlement of this year already.'),
  ),
)

const figure = {
  line: text(20),
  source: text(40),
  /** All four, or none: then the row is left out. */
  given: optionalDong(0n),
  paid: optionalDong(0n),
  advanced: optionalDong(0n),
  leftOver: optionalDong(0n),
  explanation: optionalLongText(2000),
}
const Figure = z.object(figure)
type Figure = z.output<typeof Figure>
const amounts = ['given', 'paid', 'advanced', 'leftOver'] as const

/** Enters what the Treasury's statement says of lines and sources of a year; what was entered of them before is replaced. */
export const enterTreasury = command({
  name: 'yearEnd.enterTreasury',
  summary: words('Ghi số liệu đối chiếu của Kho bạc', "Enter the Treasury's figures"),
  route: 'PUT /budget/years/{year}/treasury',
  input: z.object({
    year: year(),
    documentNumber: text(100),
    documentDate: day(),
    figures: z.array(Figure).min(1).max(2_000),
  }),
  output: z.object({ year: z.int(), figures: z.int() }),
  may: ['finance', 'coordinator'],
  rules: [
    notAhead('documentDate'),
    {
      of: ['year', 'figures'],
      judge: async ({ year: of, figures }, context) => {
        const { id: planId } = await activePlan(context)
        return (await placesOf(context.db, planId, of, figures)).faults
      },
    },
  ],
  subject: ({ year: of }) => `budget_year:${of}`,
  async run(context, { year: of, figures, documentNumber, documentDate }) {
    const { db } = context
    const { id: planId } = await activePlan(context)
    const { places, faults } = await placesOf(db, planId, of, figures)
    if (faults.length > 0) throw invalid(faults)
    let entered = 0
    for (const [
      at,
      { given = 0n, paid = 0n, advanced = 0n, leftOver = 0n, explanation = null },
    ] of figures.entries()) {
      const place = places[at]
      if (place === undefined) continue
      entered += 1
      await writeFigure(context, {
        ...{ ...place, year: of, given, paid, advanced, leftOver },
        ...{ explanation, documentNumber, documentDate },
      })
    }
    return { year: of, figures: entered }
  },
})

interface Entered {
  readonly lineId: number
  readonly sourceId: number
  readonly year: number
  readonly given: bigint
  readonly paid: bigint
  readonly advanced: bigint
  readonly leftOver: bigint
  readonly explanation: string | null
  readonly documentNumber: string
  readonly documentDate: string
}

/** What the Treasury says of a line and source; what was entered before is replaced. */
export async function writeFigure(
  { db, actor, now }: Context,
  { lineId, sourceId, year: of, ...said }: Entered,
) {
  const set = { ...said, enteredBy: actor.userId, enteredAt: now }
  await db
    .insertInto('treasuryFigure')
    .values({ ...set, lineId, sourceId, year: of })
    .onConflict((there) =>
      there
        .constraint('treasury_figure_once')
        .doUpdateSet(({ eb, ref }) => ({ ...set, version: eb(ref('treasuryFigure.version'), '+', 1) })),
    )
    .execute()
}

async function placesOf(db: Db, planId: number, of: number, figures: readonly Figure[]) {
  const lines = await figuresOf(db, planId, of)
  const faults: FieldProblem[] = []
  const places = figures.map(({ line, source, ...sums }, at) => {
    const empty = amounts.filter((name) => sums[name] === undefined)
    if (empty.length === amounts.length) return undefined
    for (const name of empty)
      faults.push({
        field: `figures.${at}.${name}`,
        words: words(
          'Xin ghi đủ bốn số, không có thì ghi 0.',
          'Give all four amounts; nought where there is none.',
        ),
      })
    const found = lines.find((one) => one.line === line && one.source === source)
    if (found === undefined)
      faults.push({
        field: `figures.${at}.line`,
        words: words(
          'Năm này không có bút toán ở mục và nguồn này.',
          'The year has no entry on this line and source.',
        ),
      })
    return found === undefined ? undefined : { lineId: found.lineId, sourceId: found.sourceId }
  })
  return { places, faults }
}

const Changed = z.object({ id: z.int(), state: settlementStates.schema })
const together = (bars: readonly { readonly words: Words }[]) =>
  words(bars.map(({ words: { vi } }) => vi).join('; '), bars.map(({ words: { en } }) => en).join('; '))

/** What of the year still bars its settlement, in one problem. @throws Problem 409 */
async function settled(db: Db, planId: number, of: number) {
  const lines = await figuresOf(db, planId, of)
  const bars = barsOf(await standingOf(db, planId, of, lines))
  const { vi, en } = together(bars)
  if (bars.length > 0)
    throw conflict(
      'yearEnd.barred',
      words(`Chưa lập được quyết toán năm ${of}: ${vi}.`, `${of} cannot be settled yet: ${en}.`),
    )
  if (lines.length === 0)
    throw conflict(
      'yearEnd.empty',
      words(`Năm ${of} không có bút toán nào của kế hoạch này.`, `The plan has no entry in ${of}.`),
    )
  return content(lines, await tasksOf(db, planId, of))
}

/** The figures as they are kept: amounts as text, since JSON has no whole numbers of that size. Advances go on being cleared: they are no part of it. */
const content = (lines: Awaited<ReturnType<typeof figuresOf>>, tasks: Awaited<ReturnType<typeof tasksOf>>) =>
  JSON.stringify({ lines, tasks }, (key, value) =>
    key === 'openAdvances' ? undefined : typeof value === 'bigint' ? String(value) : value,
  )

/** Draws up the settlement of a plan's year, once nothing of it is left and the Treasury's figures stand beside it. */
export const drawUpSettlement = command({
  name: 'yearEnd.drawUp',
  summary: words('Lập quyết toán năm', 'Draw up the settlement of a year'),
  route: 'POST /budget/years/{year}/settlement',
  input: z.object({ year: year(), note: optionalLongText(2000) }),
  output: Changed,
  may: ['coordinator', 'finance'],
  subject: (_input, output) => `year_settlement:${output.id}`,
  async run(context, { year: of, note = null }) {
    const { db, actor, now } = context
    const { id: planId } = await activePlan(context)
    const { id: made } = await db
      .insertInto('yearSettlement')
      .values({
        ...{ planId, year: of, note, drawnUpBy: actor.userId, drawnUpAt: now },
        content: await settled(db, planId, of),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: made, state: 'drawn_up' as const }
  },
})

export const drawnUpApart = {
  control: 'yearEnd',
  record: 'year_settlement',
  commands: ['yearEnd.drawUp'],
  did: words('Bạn đã lập quyết toán này', 'You drew this settlement up'),
} satisfies Apart

export const noSettlement = () => notFound(words('quyết toán này', 'This settlement'))

export const settlementSettled = () =>
  conflict(
    'yearEnd.settlementSettled',
    words('Quyết toán này đã xử lý xong.', 'This settlement is dealt with already.'),
  )

/** @throws Problem 404 */
export async function lockSettlement(db: Db, settlementId: number) {
  const row = await db
    .selectFrom('yearSettlement')
    .select(['id', 'planId', 'year', 'state'])
    .select(sql<string>`content::text`.as('content'))
    .where('id', '=', settlementId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noSettlement()
  return row
}

const same = async (db: Db, kept: string, now: string) => {
  const { rows } = await sql<{ same: boolean }>`SELECT ${kept}::jsonb = ${now}::jsonb AS same`.execute(db)
  return rows[0]?.same === true
}
const changed = (of: number) =>
  conflict(
    'yearEnd.figuresMoved',
    words(
      `Số liệu năm ${of} đã thay đổi từ khi lập quyết toán; xin trả lại và lập lại.`,
      `Figures of ${of} have changed since the settlement was drawn up; return it and draw it up again.`,
    ),
  )

/** Agrees to the settlement that another person drew up, with its minutes. */
export const agreeSettlement = command({
  name: 'yearEnd.agree',
  summary: words('Thống nhất quyết toán năm', 'Agree to the settlement of a year'),
  route: 'POST /budget/settlements/{id}/agreement',
  input: z.object({ id: id(), minutesNumber: text(100), minutesDate: day(), fileId: id() }),
  output: Changed,
  may: ['finance', 'leader'],
  rules: [notAhead('minutesDate')],
  subject: ({ id: settlementId }) => `year_settlement:${settlementId}`,
  async run(context, { id: settlementId, ...paper }) {
    const { db, actor, now } = context
    const row = await lockSettlement(db, settlementId)
    if (row.state !== 'drawn_up') throw settlementSettled()
    await holdApart(context, drawnUpApart, row.id)
    if (!(await same(db, row.content, await settled(db, row.planId, row.year)))) throw changed(row.year)
    const { id: fileId } = await evidence(context, paper.fileId)
    const { minutesDate } = paper
    const minutesNumber = await documentNumberOf(db, {
      ...{ kind: 'minutes', number: paper.minutesNumber, on: minutesDate, committee: false, shared: false },
      ...{ field: 'minutesNumber', record: `year_settlement:${row.id}` },
      subject: `Biên bản quyết toán năm ${row.year}`,
    })
    await db
      .updateTable('yearSettlement')
      .set({ state: 'agreed', minutesNumber, minutesDate, fileId, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'agreed' as const }
  },
})

/** Returns a settlement with the reason, so that it is drawn up anew; one that was agreed too, until the year is closed. */
export const returnSettlement = command({
  name: 'yearEnd.return',
  summary: words('Trả lại quyết toán năm', 'Return the settlement of a year'),
  route: 'POST /budget/settlements/{id}/return',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: Changed,
  may: ['finance', 'leader', 'coordinator'],
  subject: ({ id: settlementId }) => `year_settlement:${settlementId}`,
  async run({ db, actor, now }, { id: settlementId, reason }) {
    const row = await lockSettlement(db, settlementId)
    const closed = await db
      .selectFrom('budgetClosing')
      .select('year')
      .where('year', '=', row.year)
      .executeTakeFirst()
    if (row.state === 'returned' || closed !== undefined) throw settlementSettled()
    await db
      .updateTable('yearSettlement')
      .set({ state: 'returned', refusal: reason, settledBy: actor.userId, settledAt: now })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: 'returned' as const }
  },
})

// The database asks whether the settlement is agreed; that it still says what the ledger says is asked here.
follow(closeYear, async ({ db }, { year: of }) => {
  const rows = await db
    .selectFrom('yearSettlement')
    .select('planId')
    .select(sql<string>`content::text`.as('content'))
    .where('year', '=', of)
    .where('state', '=', 'agreed')
    .execute()
  for (const row of rows) {
    const lines = await figuresOf(db, row.planId, of)
    if (!(await same(db, row.content, content(lines, await tasksOf(db, row.planId, of))))) throw changed(of)
  }
})

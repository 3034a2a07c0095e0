import { sql } from 'kysely'
import { z } from 'zod'
import { forgetAdminUnits } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import { optionalId, several } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { Problem, refuse } from '../platform/problem.ts'
import { Answer, candidates, notOfUnit, splitUnits, writeSeat } from './seat.ts'

/*
 * Many enterprises whose unit was split, answered in one form: what each row would do is shown before anything is written. Those that
 * are left empty, or could not be written, are asked for again the next time.
 */

/** As many as are asked for at once. */
export const mostSeats = 50

const WordsOut = z.object({ vi: z.string(), en: z.string() })
const Place = z.object({
  placeKey: z.string(),
  name: z.string(),
  nameEn: z.string(),
  province: z.string(),
  named: z.boolean(),
})
const Asked = z.object({
  id: z.int(),
  name: z.string(),
  taxCode: z.string(),
  address: z.string(),
  version: z.int(),
  unitId: z.int(),
  unit: z.string(),
  unitEn: z.string(),
})

function askedRows(db: Db, today: string) {
  return db
    .selectFrom('enterprise as e')
    .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
    .select([
      ...(['e.id', 'e.name', 'e.taxCode', 'e.address', 'e.version'] as const),
      ...(['u.id as unitId', 'u.name as unit', 'u.nameEn as unitEn'] as const),
    ])
    .where('e.state', '=', 'active')
    .where(sql<boolean>`e.admin_unit_id IN (${splitUnits(today)})`)
}

/** The next enterprises to be asked for, those of one unit together, each with the communes that its unit became. */
export const askSeats = query({
  name: 'enterprises.askSeats',
  summary: words('Hỏi địa bàn của nhiều trụ sở', 'Ask for the communes of many seats'),
  route: 'GET /seat-questions',
  input: z.object({ unit: optionalId() }),
  output: z.object({
    rows: z.array(Asked.extend({ candidates: z.array(Place) })),
    /** How many are asked for in all, these among them. */
    total: z.int(),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db, today }, { unit }) {
    let rows = askedRows(db, today)
    if (unit !== undefined) rows = rows.where('e.adminUnitId', '=', unit)
    const { total } = await rows
      .clearSelect()
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const found = await rows.orderBy('u.name').orderBy('e.name').orderBy('e.id').limit(mostSeats).execute()
    const asked = []
    for (const row of found)
      asked.push({ ...row, candidates: await candidates(db, row.unitId, row.address, today) })
    return { rows: asked, total: Number(total) }
  },
})

/** `12:3:place-key` of a form → the answer; null for what was left empty or is none. */
export function answerOf(text: string): z.output<typeof Answer> | null {
  const [, id, version, placeKey] = /^(\d{1,9}):(\d{1,9}):(.+)$/.exec(text) ?? []
  return placeKey === undefined ? null : { id: Number(id), version: Number(version), placeKey }
}

/** What each answer would do, and why one would not be written. Nothing is written. */
export const previewSeats = query({
  name: 'enterprises.previewSeats',
  summary: words('Xem trước địa bàn của nhiều trụ sở', 'What answers for many seats would do'),
  route: 'GET /seat-answers/preview',
  input: z.object({
    /** `12:3:key`: the enterprise, the version that was seen, the commune. Empty ones are left out. */
    seat: several(z.string().max(100)),
  }),
  output: z.object({
    rows: z.array(
      Asked.extend({
        /** The commune; null for one that did not come of the unit. */
        to: Place.nullable(),
        placeKey: z.string(),
        hindrance: WordsOut.nullable(),
      }),
    ),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db, today }, input) {
    const answers = input.seat.flatMap((text) => answerOf(text) ?? []).slice(0, mostSeats)
    if (answers.length === 0) return { rows: [] }
    const found = await askedRows(db, today)
      .where(
        'e.id',
        'in',
        answers.map((answer) => answer.id),
      )
      .execute()
    const rows = []
    for (const { id, version, placeKey } of answers) {
      const row = found.find((one) => one.id === id)
      // answered meanwhile by another: nothing is left to be asked
      if (row === undefined) continue
      const to =
        (await candidates(db, row.unitId, row.address, today)).find((one) => one.placeKey === placeKey) ??
        null
      const hindrance: Words | null = to === null ? notOfUnit : row.version === version ? null : changed
      rows.push({ ...row, to, placeKey, hindrance })
    }
    return { rows }
  },
})

const changed = words(
  'Hồ sơ doanh nghiệp vừa được sửa; xin xem lại.',
  'The enterprise has been changed since; please look again.',
)

/**
 * Records the communes of many seats: all that are named, or none. Each enterprise keeps its former unit in its history.
 * @throws Problem 422 naming each answer that cannot be written
 */
export const settleSeats = command({
  name: 'enterprises.settleSeats',
  summary: words('Ghi xã, phường hiện nay của nhiều trụ sở', 'Record the communes of many seats'),
  route: 'POST /seat-answers',
  input: z.object({ seats: z.array(Answer).min(1).max(mostSeats) }),
  output: z.object({ settled: z.int(), left: z.int() }),
  may: ['coordinator'],
  subject: () => 'enterprises:seats',
  async run(context, { seats }) {
    const problems = []
    // In id order, so that two officers who answer at once do not wait for each other.
    for (const [place, answer] of [...seats.entries()].sort(([, one], [, other]) => one.id - other.id)) {
      try {
        await writeSeat(context, answer)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        problems.push({ field: `seats.${place}`, words: error.fields[0]?.words ?? error.words })
      }
    }
    refuse(problems)
    const { left } = await askedRows(context.db, context.today)
      .clearSelect()
      .select(({ fn }) => fn.countAll<number>().as('left'))
      .executeTakeFirstOrThrow()
    return { settled: seats.length, left: Number(left) }
  },
  after: async () => forgetAdminUnits(),
})

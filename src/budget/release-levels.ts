import { z } from 'zod'
import { type Actor, officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, day, dongOut, id, longText, optionalDong, optionalText } from '../platform/fields.ts'
import { endBefore, endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/* Up to which sum who may release a payment: rows with their source. Without any, whoever may release does so whatever the sum. */

export const levelHolders = states({
  head: { vi: 'Thủ trưởng cơ quan', en: 'Head of an agency' },
  coordinator: { vi: 'Cơ quan điều hành', en: 'Coordinator' },
  finance: { vi: 'Tài chính', en: 'Finance' },
  leader: { vi: 'Lãnh đạo UBND', en: "People's Committee leader" },
})

export const levelFields = recordFields({
  holder: {
    field: choice(levelHolders.keys),
    label: words('Người duyệt chi', 'Who releases'),
    input: 'select',
    of: levelHolders,
    empty: null,
  },
  upTo: {
    field: optionalDong(1n),
    label: words('Duyệt đến (đồng)', 'Up to (đồng)'),
    hint: words('Để trống nếu không giới hạn.', 'Leave it empty for any sum.'),
    input: 'money',
  },
  validFrom: { field: day(), label: words('Áp dụng từ ngày', 'Holds from'), input: 'date' },
  source: {
    field: optionalText(300),
    label: words('Văn bản quy định', 'The document that says so'),
    hint: words(
      'Số, ngày, điều của quy chế; để trống nếu chưa có.',
      'Number, day and article of the rules; empty if there are none.',
    ),
    personal: 'freeText',
  },
  reason: {
    field: longText(2000),
    label: words('Lý do', 'Reason'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

const Level = z.object({
  id: z.int(),
  holder: levelHolders.schema,
  upTo: dongOut().nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.string().nullable(),
  reason: z.string(),
  setBy: z.string().nullable(),
})

/** The limits of releasing payments, those that ended too, the latest first. */
export const listReleaseLevels = query({
  name: 'budget.releaseLevels',
  summary: words('Mức duyệt chi', 'Limits of releasing payments'),
  route: 'GET /budget/release-levels',
  input: z.object({}),
  output: z.array(Level),
  may: [...officers, 'admin'],
  async run({ db }) {
    const rows = await db
      .selectFrom('releaseLevel as l')
      .leftJoin('account as a', 'a.id', 'l.setBy')
      .select(['l.id', 'l.holder', 'l.upTo', 'l.validFrom', 'l.validTo', 'l.source', 'l.reason'])
      .select('a.name as setBy')
      .orderBy('l.validFrom', 'desc')
      .orderBy('l.id', 'desc')
      .execute()
    return rows.map((row) => ({ ...row, holder: levelHolders.schema.parse(row.holder) }))
  },
})

/** Sets up to which sum somebody may release payments, from a day on; what held before ends on the day before. */
export const setReleaseLevel = command({
  name: 'budget.setReleaseLevel',
  summary: words('Đặt mức duyệt chi', 'Set a limit of releasing payments'),
  route: 'POST /budget/release-levels',
  input: z.object(levelFields.input),
  output: z.object({ id: z.int() }),
  may: ['leader', 'admin'],
  subject: (_input, output) => `release_level:${output.id}`,
  async run({ db, actor, now }, { holder, upTo, source, ...level }) {
    await endBefore(db, 'releaseLevel', { column: 'holder', value: holder }, level.validFrom, () =>
      conflict(
        'budget.levelBefore',
        words(
          'Mức đang áp dụng bắt đầu từ ngày này hoặc sau đó.',
          'The limit in force begins on this day or later.',
        ),
        'validFrom',
      ),
    )
    return db
      .insertInto('releaseLevel')
      .values({
        ...level,
        holder,
        upTo: upTo ?? null,
        source: source ?? null,
        setBy: actor.userId,
        setAt: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends a limit with today as its last day. */
export const endReleaseLevel = command({
  name: 'budget.endReleaseLevel',
  summary: words('Bãi bỏ mức duyệt chi', 'End a limit of releasing payments'),
  route: 'POST /budget/release-levels/{id}/end',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['leader', 'admin'],
  subject: ({ id }) => `release_level:${id}`,
  async run({ db, today }, { id: levelId }) {
    if (!(await endNow(db, 'releaseLevel', levelId, today))) throw notFound(words('mức duyệt chi', 'Limit'))
    return { id: levelId }
  },
})

/** What somebody with these grants may release at most: null without a limit, 0 where no row names them. */
export function mostReleased(
  levels: readonly { readonly holder: string; readonly upTo: bigint | null }[],
  grants: ReadonlySet<string>,
): bigint | null {
  if (levels.length === 0) return null
  const own = levels.filter(({ holder }) => grants.has(holder)).map(({ upTo }) => upTo)
  if (own.includes(null)) return null
  return own.reduce<bigint>((most, upTo) => (upTo !== null && upTo > most ? upTo : most), 0n)
}

export const levelsOn = (db: Db, on: string) =>
  db
    .selectFrom('releaseLevel')
    .select(['holder', 'upTo'])
    .where('validFrom', '<=', on)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', on)]))
    .execute()

/** What the actor may release at most on a day, null without a limit. The program itself has none. */
export async function mostOf(db: Db, actor: Actor, on: string): Promise<bigint | null> {
  return actor.userId === null ? null : mostReleased(await levelsOn(db, on), actor.grants)
}

/** @throws Problem 409 `budget.overLevel` when the actor may not release as much */
export async function holdLevel({ db, actor, today }: Context, amount: bigint): Promise<void> {
  const most = await mostOf(db, actor, today)
  if (most === null || amount <= most) return
  throw conflict(
    'budget.overLevel',
    most === 0n
      ? words(
          'Theo mức duyệt chi đang áp dụng, bạn không duyệt chi.',
          'By the limits in force you release no payments.',
        )
      : {
          vi: `Vượt mức bạn được duyệt chi (${formatDong(most, 'vi')} đồng).`,
          en: `Over what you may release (${formatDong(most, 'en')} đồng).`,
        },
  )
}

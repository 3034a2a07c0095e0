import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id } from '../platform/fields.ts'
import { endBefore, endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { type beneficiaries, termFields } from './fields.ts'
import type { Term } from './rules.ts'

/* In how many days an advance is cleared: rows with the document that says so. Without one the day is typed with its reason. */

/** The row that stands on a day, or null. */
export async function termOn(
  db: Db,
  beneficiary: (typeof beneficiaries.keys)[number],
  on: string,
): Promise<Term | null> {
  const row = await db
    .selectFrom('advanceTerm')
    .select(['days', 'beforeNext', 'source'])
    .where('beneficiary', '=', beneficiary)
    .where('validFrom', '<=', on)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', on)]))
    .orderBy('validFrom', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** The terms, those that ended too, the latest first. */
export const listTerms = query({
  name: 'advances.terms',
  summary: words('Thời hạn hoàn tạm ứng', 'Terms of clearing advances'),
  route: 'GET /advance-terms',
  input: z.object({}),
  output: z.array(z.object({ id: z.int(), ...termFields.row, validTo: z.iso.date().nullable() })),
  may: [...officers, 'admin'],
  run: ({ db }) =>
    db
      .selectFrom('advanceTerm as t')
      .select(['t.id', ...termFields.select('t'), 't.validTo'])
      .orderBy('t.validFrom', 'desc')
      .orderBy('t.id', 'desc')
      .execute(),
})

/** Sets a term from a day on, by the document that says so; what held before ends on the day before. */
export const setTerm = command({
  name: 'advances.setTerm',
  summary: words('Đặt thời hạn hoàn tạm ứng', 'Set a term of clearing advances'),
  route: 'POST /advance-terms',
  input: z.object(termFields.input),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'finance', 'leader'],
  subject: (_input, output) => `advance_term:${output.id}`,
  async run({ db, actor, now }, { beforeNext, ...term }) {
    await endBefore(
      db,
      'advanceTerm',
      { column: 'beneficiary', value: term.beneficiary },
      term.validFrom,
      () =>
        conflict(
          'advances.termBefore',
          words(
            'Thời hạn đang áp dụng bắt đầu từ ngày này hoặc sau đó.',
            'The term in force begins on this day or later.',
          ),
          'validFrom',
        ),
    )
    return db
      .insertInto('advanceTerm')
      .values({ ...term, beforeNext: beforeNext ?? null, setBy: actor.userId, setAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends a term with today as its last day; one that has not begun never holds. */
export const endTerm = command({
  name: 'advances.endTerm',
  summary: words('Bãi bỏ thời hạn hoàn tạm ứng', 'End a term of clearing advances'),
  route: 'POST /advance-terms/{id}/end',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['coordinator', 'finance', 'leader'],
  subject: ({ id }) => `advance_term:${id}`,
  async run({ db, today }, { id: termId }) {
    if (!(await endNow(db, 'advanceTerm', termId, today)))
      throw notFound(words('thời hạn hoàn tạm ứng', 'Term'))
    return { id: termId }
  },
})

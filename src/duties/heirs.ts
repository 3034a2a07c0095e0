import { sql } from 'kysely'
import { z } from 'zod'
import { committeeName, committeeOf, communesAfter } from '../agencies/index.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'

/*
 * Work of a committee whose unit ended and became several communes: which of their committees carries it on is asked of the officer. Until
 * then the successor that the list of agencies names keeps it.
 */

export const Heir = z.object({ key: z.string(), name: z.string(), nameEn: z.string() })

/** The communes whose committees may carry the item on: none where its agency lives, or one alone came of its unit. */
export async function heirsOf(db: Db, itemId: number, today: string): Promise<z.output<typeof Heir>[]> {
  const item = await db
    .selectFrom('dutyItem as i')
    .innerJoin('agency as a', 'a.id', 'i.agencyId')
    .select('a.name')
    .where('i.id', '=', itemId)
    .where('i.doneOn', 'is', null)
    .where(sql<boolean>`a.valid_to < ${today}::date`)
    .executeTakeFirst()
  if (item === undefined) return []
  const communes = await communesAfter(db, item.name, today)
  return communes.length < 2 ? [] : communes
}

/** What the form sends for "it stays with the successor that is named". */
export const staysWithSuccessor = 'successor'

/**
 * Says who carries work on whose committee ended: the committee of one of the communes that came of its unit, or the successor that the
 * list of agencies names. The work keeps its day; its history has who carried it before.
 */
export const handOn = command({
  name: 'duties.handOn',
  summary: words('Giao việc của cấp đã kết thúc cho cơ quan kế thừa', 'Hand work of an ended committee on'),
  route: 'POST /duties/{id}/heir',
  input: z.object({
    id: id(),
    /** Key of the commune in the catalogue of places; `successor`: the agency that the list names. */
    placeKey: text(60),
    reason: optionalText(500),
  }),
  output: z.object({ id: z.int(), agencyId: z.int() }),
  may: ['coordinator'],
  subject: (input) => `duty_item:${input.id}`,
  async run({ db, today }, { id: itemId, placeKey }) {
    const item = await db
      .selectFrom('dutyItem')
      .select(sql<number>`agency_on(agency_id, ${today}::date)`.as('carrier'))
      .where('id', '=', itemId)
      .forUpdate()
      .executeTakeFirst()
    if (item === undefined) throw notFound(words('công việc', 'Work item'))
    const heirs = await heirsOf(db, itemId, today)
    if (heirs.length === 0)
      throw conflict(
        'duties.noHeirs',
        words(
          'Việc này đã hoàn thành, hoặc cơ quan được giao không có nhiều cơ quan kế thừa.',
          'This work is done, or its agency has not several successors.',
        ),
      )
    if (placeKey !== staysWithSuccessor && heirs.every(({ key }) => key !== placeKey))
      throw invalidField(
        'placeKey',
        words(
          'Xin chọn một trong các xã, phường hình thành từ địa bàn cũ.',
          'Please choose one of the communes that came of the former unit.',
        ),
      )
    const agencyId = placeKey === staysWithSuccessor ? item.carrier : await committeeOf(db, placeKey, today)
    await db.updateTable('dutyItem').set({ agencyId }).where('id', '=', itemId).execute()
    return { id: itemId, agencyId }
  },
})

/** `Ủy ban nhân dân xã Tài Văn` of a commune, in both languages. */
export const heirName = ({ name, nameEn }: z.output<typeof Heir>) =>
  words(committeeName(name), `People's Committee of ${nameEn}`)

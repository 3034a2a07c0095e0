import { z } from 'zod'
import { id, longText } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { lockLot, moveLot, ofLot, traceKeepers } from './commands.ts'
import { eventFields } from './fields.ts'

/* The tracking events of a lot: entered while it is not recalled, struck out where they are wrong. */

const Changed = z.object({ id: z.int(), version: z.int() })

const usedKind: Rule<{ readonly kindId: number }> = {
  of: ['kindId'],
  judge: async ({ kindId }, { db }) => {
    const kind = await db
      .selectFrom('traceEventKind')
      .select('id')
      .where('id', '=', kindId)
      .where('endedOn', 'is', null)
      .executeTakeFirst()
    return kind === undefined
      ? {
          field: 'kindId',
          words: words('Xin chọn một loại sự kiện đang dùng.', 'Please choose a kind of event in use.'),
        }
      : null
  },
}

/** What is asked of an event when it is entered and when it is put right. */
export const eventRules = [notAhead('happenedOn'), usedKind] as const

/** Enters a tracking event of a lot: what, where, when, who, why. */
export const addEvent = command({
  name: 'traceability.addEvent',
  summary: words('Ghi sự kiện truy xuất', 'Enter a tracking event'),
  route: 'POST /trace-lots/{id}/events',
  input: z.object({ id: id(), ...eventFields.input }),
  output: Changed,
  may: [...traceKeepers],
  rules: eventRules,
  subject: ofLot,
  async run(context, { id: lotId, ...input }) {
    const lot = await lockLot(context, { id: lotId }, ['draft', 'published'])
    await context.db
      .insertInto('traceEvent')
      .values({ ...eventFields.values(input), lotId: lot.id, enteredOn: context.today })
      .execute()
    return moveLot(context, lot)
  },
})

/** Strikes out an event that was entered wrongly; it stays on record with the reason and is shown to the public no more. */
export const strikeEvent = command({
  name: 'traceability.strikeEvent',
  summary: words('Gạch sự kiện truy xuất đã ghi sai', 'Strike out a tracking event'),
  route: 'POST /trace-lots/{id}/events/{event}/strike',
  input: z.object({ id: id(), event: id(), reason: longText(1000) }),
  output: Changed,
  may: [...traceKeepers],
  subject: ofLot,
  async run(context, { id: lotId, event, reason }) {
    const lot = await lockLot(context, { id: lotId }, ['draft', 'published'])
    const row = await context.db
      .updateTable('traceEvent')
      .set({ struckOn: context.today, struckReason: reason })
      .where('id', '=', event)
      .where('lotId', '=', lot.id)
      .where('struckOn', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('sự kiện truy xuất', 'Tracking event'))
    return moveLot(context, lot)
  },
})

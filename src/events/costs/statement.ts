import { z } from 'zod'
import { id, optionalDay, optionalText } from '../../platform/fields.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { command } from '../../platform/operation.ts'
import { conflict } from '../../platform/problem.ts'
import { keepLetter, prepareLetter } from '../../support/index.ts'
import type { Filled } from '../../templates/index.ts'
import { lockEvent } from '../commands.ts'
import { eventStates } from '../rules.ts'
import { statementOf } from './document.ts'

/** Makes the statement of costs as a document: once it is proposed, since its lines stand then. */
export const draftStatement = command({
  name: 'events.draftStatement',
  summary: words('Tạo văn bản bảng kê chi phí', 'Make the document of the statement of costs'),
  route: 'POST /events/{id}/settlement/documents',
  input: z.object({ id: id(), issuedOn: optionalDay(), signer: optionalText(100) }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator', 'finance'],
  rules: [notAhead('issuedOn')],
  subject: ({ id: eventId }) => `planned_event:${eventId}`,
  prepare: (context, input) => prepareLetter(context, statementOf(input.id), { ...input, give: false }),
  async run(context, input, filled: Filled | null) {
    const event = await lockEvent(context, input.id, undefined, eventStates.keys)
    const settlement = await context.db
      .selectFrom('eventSettlement')
      .select('state')
      .where('id', '=', event.id)
      .executeTakeFirst()
    if (settlement === undefined || settlement.state === 'returned')
      throw conflict('events.noStatement', words('Chưa trình bảng kê.', 'No statement is proposed.'))
    const asked = { ...input, give: false }
    const kept = await keepLetter(context, statementOf(event.id), asked, filled, {
      ...{ record: `planned_event:${event.id}`, enterpriseId: null },
      title: `Bảng kê chi phí: ${event.title}`.slice(0, 200),
    })
    return { id: event.id, ...kept }
  },
})

import { z } from 'zod'
import { choice, day, id, longText, optionalWhole, text, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { cancelNumber, issuerOn, numberKinds, takeNumber } from './register.ts'

export const noNumber = () => notFound(words('số này', 'This number'))

/** Takes a number for a document that is written elsewhere, so that the register knows each number that goes out. */
export const takeOutgoingNumber = command({
  name: 'outgoing.take',
  summary: words('Lấy số văn bản đi', 'Take an out-going number'),
  route: 'POST /outgoing-numbers',
  input: z.object({
    kind: choice(numberKinds.keys),
    /** Left out: the next one of the register. */
    number: optionalWhole(1, 99_999),
    issuedOn: day(),
    subject: text(500),
  }),
  output: z.object({ id: z.int(), number: z.int(), symbol: z.string() }),
  may: ['coordinator'],
  rules: [notAhead('issuedOn')],
  subject: (_input, output) => `outgoing_number:${output.id}`,
  async run({ db }, { kind, number, issuedOn, subject }) {
    const issuer = await issuerOn(db, kind, issuedOn)
    const taken = await takeNumber(db, { kind, issuer, number, issuedOn, subject, record: null })
    return { ...taken, symbol: issuer.symbol }
  },
})

/** Cancels a number: it stays in the register with the reason, and is never given again. */
export const cancelOutgoingNumber = command({
  name: 'outgoing.cancel',
  summary: words('Hủy số văn bản đi', 'Cancel an out-going number'),
  route: 'POST /outgoing-numbers/{id}/cancellation',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: z.object({ id: z.int(), record: z.string().nullable() }),
  may: ['coordinator'],
  subject: ({ id: numberId }) => `outgoing_number:${numberId}`,
  async run({ db, today }, { id: numberId, version, reason }) {
    const row = await db
      .selectFrom('outgoingNumber')
      .selectAll()
      .where('id', '=', numberId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noNumber()
    if (row.version !== version) throw staleRecord()
    if (row.cancelledOn !== null)
      throw conflict('outgoing.cancelled', words('Số này đã hủy.', 'This number is cancelled.'))
    if (row.kind === 'decision' && row.record !== null)
      throw conflict(
        'outgoing.inForce',
        words(
          'Quyết định mang số này đã có hiệu lực trong chương trình nên không hủy số ở đây; người khác sửa số ở trang quyết định, có nêu lý do.',
          'The decision with this number has taken effect in the program: its number is not cancelled here, somebody else gives it another on its page, with the reason.',
        ),
      )
    await cancelNumber(db, numberId, today, reason)
    return { id: numberId, record: row.record }
  },
})

import { z } from 'zod'
import { type Apart, holdApart } from '../../controls/index.ts'
import { id, longText, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { readableBy } from '../../platform/sight.ts'
import { evidenceOf } from '../turn-row.ts'
import { lockVisit } from './commands.ts'
import { foundFields, type RemedyState, remedyClosing, remedyFields, remedyStates } from './fields.ts'

/* What a visit found, the remedy by its day, and the proof or other visit that closes it. */

const Changed = z.object({ id: z.int(), state: remedyStates.schema, version: z.int() })
export const noRemedy = () => notFound(words('phát hiện khi kiểm tra', 'Finding of a visit'))
const subject = ({ id: findingId }: { readonly id: number }) => `visit_finding:${findingId}`

/** Whoever says for an enterprise that it is put right does not close it. */
export const remedyApart = {
  control: 'visitRemedy',
  record: 'visit_finding',
  commands: ['visits.answerRemedy'],
  did: words('Bạn đã báo khắc phục thay doanh nghiệp', 'You said for the enterprise that it is put right'),
} satisfies Apart

/** The remedy ends after the visit. */
export const afterVisit: Rule<{ readonly id: number; readonly dueOn: string }> = {
  of: ['id', 'dueOn'],
  judge: async ({ id: visitId, dueOn }, { db }) => {
    const visit = await db
      .selectFrom('visit')
      .select('visitedOn')
      .where('id', '=', visitId)
      .executeTakeFirst()
    return visit?.visitedOn != null && dueOn < visit.visitedOn
      ? { field: 'dueOn', words: words('Không thể trước ngày kiểm tra.', 'Not before the visit.') }
      : null
  },
}

/** Enters what a visit found: the enterprise is told, and puts it right by the day. */
export const addFound = command({
  name: 'visits.addFound',
  summary: words('Ghi điều phát hiện khi kiểm tra', 'Enter what a visit found'),
  route: 'POST /visits/{id}/findings',
  input: z.object({ id: id(), ...foundFields.input }),
  output: z.object({ id: z.int(), findingId: z.int() }),
  may: ['coordinator'],
  rules: [afterVisit],
  subject: (_input, output) => subject({ id: output.findingId }),
  async run(context, { id: visitId, ...input }) {
    const { db, today } = context
    const visit = await lockVisit(context, visitId, ['made'])
    const { id: findingId } = await db
      .insertInto('visitFinding')
      .values({ visitId, enterpriseId: visit.enterpriseId, ...foundFields.values(input), enteredOn: today })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: visitId, findingId }
  },
})

async function lock(
  { db, actor }: Context,
  findingId: number,
  version: number,
  from: readonly RemedyState[],
) {
  const row = await db
    .selectFrom('visitFinding as f')
    .innerJoin('visit as v', 'v.id', 'f.visitId')
    .selectAll('f')
    .select('v.turnId')
    .where('f.id', '=', findingId)
    .where(readableBy(actor, 'f.enterpriseId'))
    .forUpdate('f')
    .executeTakeFirst()
  if (row === undefined) throw noRemedy()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = remedyStates.wordsOf(row.state)
    throw conflict('visits.remedyElsewhere', words(`Phát hiện này: ${is.vi}.`, `What was found: ${is.en}.`))
  }
  return row
}

/** What an act changes. */
interface Moved {
  readonly state: RemedyState
  readonly answer?: string
  readonly answeredOn?: string
  readonly answerFileId?: number | null
  readonly remark?: string | null
  readonly closedOn?: string
  readonly closedBy?: 'proof' | 'visit'
  readonly closedVisitId?: number | null
  readonly closing?: string
}

async function move({ db }: Context, row: { readonly id: number; readonly version: number }, set: Moved) {
  const version = row.version + 1
  await db
    .updateTable('visitFinding')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Says that it is put right, with a proof: by the enterprise, or by the coordinator for one without an account. */
export const answerRemedy = command({
  name: 'visits.answerRemedy',
  summary: words('Báo đã khắc phục', 'Say that it is put right'),
  route: 'POST /visit-findings/{id}/remedy',
  input: z.object({ id: id(), version: whole(1), ...remedyFields.input }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject,
  async run(context, { id: findingId, version, answer, fileId }) {
    const row = await lock(context, findingId, version, ['open', 'returned'])
    if (fileId !== undefined) await evidenceOf(context, fileId, row.enterpriseId)
    return move(context, row, {
      ...{ state: 'answered', answer, answeredOn: context.today },
      ...{ answerFileId: fileId ?? null, remark: null },
    })
  },
})

/** Says what is still missing. */
export const returnRemedy = command({
  name: 'visits.returnRemedy',
  summary: words('Yêu cầu khắc phục thêm', 'Ask for more to be put right'),
  route: 'POST /visit-findings/{id}/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: findingId, version, reason }) {
    const row = await lock(context, findingId, version, ['answered'])
    return move(context, row, { state: 'returned', remark: reason })
  },
})

/** Closes it by the proof that was sent, or by another visit to the same turn. */
export const closeRemedy = command({
  name: 'visits.closeRemedy',
  summary: words('Xác nhận đã khắc phục xong', 'Close what a visit found'),
  route: 'POST /visit-findings/{id}/closing',
  input: z.object({ id: id(), version: whole(1), ...remedyClosing.input }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'closedVisitId',
      of: ['closedBy'],
      when: ({ closedBy }) => closedBy === 'visit',
      said: words('khi xác nhận bằng lần kiểm tra khác', 'where another visit shows it'),
    },
  ],
  subject,
  async run(context, { id: findingId, version, closedBy, closedVisitId, closing }) {
    const { db, today } = context
    const row = await lock(context, findingId, version, ['open', 'returned', 'answered'])
    await holdApart(context, remedyApart, row.id)
    if (closedBy === 'proof' && row.state !== 'answered')
      throw invalidField(
        'closedBy',
        words('Doanh nghiệp chưa gửi minh chứng.', 'The enterprise has sent no proof yet.'),
      )
    if (closedBy === 'visit') {
      const visit = await db
        .selectFrom('visit')
        .select('id')
        .where('id', '=', closedVisitId ?? 0)
        .where('id', '<>', row.visitId)
        .where('turnId', '=', row.turnId)
        .where('state', '=', 'made')
        .executeTakeFirst()
      if (visit === undefined)
        throw invalidField(
          'closedVisitId',
          words('Xin chọn lần kiểm tra khác đã làm.', 'Choose another visit that was made.'),
        )
    }
    return move(context, row, {
      ...{ state: 'closed', closedOn: today, closedBy, closing },
      closedVisitId: closedBy === 'visit' ? (closedVisitId ?? null) : null,
    })
  },
})

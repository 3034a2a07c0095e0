import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { actsFor } from '../platform/actor.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import {
  answerFields,
  closingFields,
  type FindingState,
  findingFields,
  findingStates,
  paperField,
} from './fields.ts'

/* Findings of audit and inspection: entered, answered by whom they are put to, closed by the auditor's paper. */

explainConstraint('finding_once', () =>
  conflict(
    'findings.twice',
    words('Kiến nghị này của kết luận đã được ghi.', 'This finding of the conclusion is entered already.'),
    'documentNumber',
  ),
)
explainConstraint('finding_entry_line', () =>
  invalidField(
    'entryId',
    words('Bút toán này không thuộc mục và năm đó.', 'This entry is of another line or year.'),
  ),
)
explainConstraint('finding_due', () =>
  invalidField(
    'dueOn',
    words('Hạn trả lời không thể trước ngày kết luận.', 'Not before the day of the conclusion.'),
  ),
)

const Changed = z.object({ id: z.int(), state: findingStates.schema, version: z.int() })
export const noFinding = () => notFound(words('kiến nghị kiểm toán, thanh tra', 'Finding'))

/** Who enters findings and closes them: the auditor, and the offices to which the papers come. */
export const keepers = ['auditor', 'coordinator', 'finance'] as const
const answering = ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency'] as const

/** Whoever answers a finding does not conclude on it. */
export const answeredApart = {
  control: 'finding',
  record: 'finding',
  commands: ['findings.answer'],
  did: words('Bạn đã trả lời kiến nghị này', 'You answered this finding'),
} satisfies Apart

type Said = z.output<z.ZodObject<typeof findingFields.input>>

const lineOfYear: Rule<{ readonly lineId: number; readonly year: number }> = {
  of: ['lineId', 'year'],
  judge: async ({ lineId, year }, { db }) => {
    const row = await db
      .selectFrom('budgetLineYear')
      .select('year')
      .where('lineId', '=', lineId)
      .where('year', '=', year)
      .executeTakeFirst()
    return row === undefined
      ? {
          field: 'year',
          words: words('Mục này không có dự toán năm đó.', 'The line has no estimate of that year.'),
        }
      : null
  },
}

/** The sum is needed where money is to be recovered. */
export const amountNeeded = {
  field: 'amount',
  of: ['demand'],
  when: ({ demand }: { readonly demand?: unknown }) => demand === 'recover',
  said: words('khi yêu cầu thu hồi tiền', 'where money is to be recovered'),
  words: words('Yêu cầu thu hồi tiền thì phải ghi số tiền.', 'Where money is recovered the sum is needed.'),
} as const

/** Enters a finding with the conclusion that it stands in. */
export const recordFinding = command({
  name: 'findings.record',
  summary: words('Ghi kiến nghị kiểm toán, thanh tra', 'Enter a finding of audit or inspection'),
  route: 'POST /findings',
  input: z.object({ ...findingFields.input, ...paperField.input }),
  output: Changed,
  may: [...keepers],
  needs: [amountNeeded],
  rules: [notAhead('documentDate'), lineOfYear],
  subject: (_input, output) => `finding:${output.id}`,
  async run(context, { fileId, ...input }) {
    const file = await evidence(context, fileId)
    return context.db
      .insertInto('finding')
      .values({ ...rowOf(input), fileId: file.id, enteredOn: context.today })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'open' }>()
      .executeTakeFirstOrThrow()
  },
})

/** What is said, as its row keeps it. */
export const rowOf = ({ entryId, voucher, amount, ...input }: Said) => ({
  ...input,
  entryId: entryId ?? null,
  voucher: voucher ?? null,
  amount: amount ?? null,
})

async function lock({ db }: Context, findingId: number, version: number, from: readonly FindingState[]) {
  const row = await db
    .selectFrom('finding')
    .selectAll()
    .where('id', '=', findingId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noFinding()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = findingStates.wordsOf(row.state)
    throw conflict('findings.elsewhere', words(`Kiến nghị này: ${is.vi}.`, `This finding: ${is.en}.`))
  }
  return row
}

/** What an act changes. */
interface Moved {
  readonly state: FindingState
  readonly answer?: string
  readonly answeredOn?: string
  readonly recovered?: bigint | null
  readonly recoveryNumber?: string | null
  readonly recoveredOn?: string | null
  readonly answerFileId?: number | null
  readonly remark?: string | null
  readonly closedNumber?: string
  readonly closedOn?: string
  readonly closeFileId?: number
}

async function move({ db }: Context, row: { id: number; version: number }, set: Moved) {
  await db
    .updateTable('finding')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version: row.version + 1 }
}

const recovery = (field: 'recoveryNumber' | 'recoveredOn') =>
  ({
    field,
    of: ['recovered'],
    when: ({ recovered }: { readonly recovered?: unknown }) => recovered !== undefined,
    said: words('khi đã thu hồi tiền', 'where money was recovered'),
    words: words(
      'Đã thu hồi tiền thì phải ghi số, ngày chứng từ thu hồi.',
      'Where money was recovered its voucher and day are needed.',
    ),
  }) as const

/** Answers a finding: what was explained, mended or recovered. By the agency that it is put to, or the coordinator for one without an account. */
export const answerFinding = command({
  name: 'findings.answer',
  summary: words('Trả lời kiến nghị kiểm toán, thanh tra', 'Answer a finding'),
  route: 'POST /findings/{id}/answer',
  input: z.object({ id: id(), version: whole(1), ...answerFields.input }),
  output: Changed,
  may: [...answering],
  needs: [recovery('recoveryNumber'), recovery('recoveredOn')],
  rules: [
    notAhead('recoveredOn'),
    {
      of: ['id', 'recovered'],
      judge: async ({ id: findingId, recovered }, { db }) => {
        if (recovered === undefined) return null
        const row = await db
          .selectFrom('finding')
          .select('amount')
          .where('id', '=', findingId)
          .executeTakeFirst()
        return row !== undefined && recovered > (row.amount ?? 0n)
          ? {
              field: 'recovered',
              words: words('Không quá số tiền kiến nghị.', 'Not more than the sum in question.'),
            }
          : null
      },
    },
  ],
  subject: ({ id }) => `finding:${id}`,
  async run(context, { id: findingId, version, answer, recovered, recoveryNumber, recoveredOn, fileId }) {
    const row = await lock(context, findingId, version, ['open', 'returned'])
    const { actor, today } = context
    if (!actor.grants.has('coordinator') && !actsFor(actor, row.agencyId)) throw noFinding()
    const file = fileId === undefined ? null : await evidence(context, fileId)
    const money =
      recovered === undefined
        ? { recovered: null, recoveryNumber: null, recoveredOn: null }
        : { recovered, recoveryNumber: recoveryNumber ?? null, recoveredOn: recoveredOn ?? null }
    return move(context, row, {
      ...{ state: 'answered', answer, answeredOn: today },
      ...{ ...money, answerFileId: file?.id ?? null, remark: null },
    })
  },
})

/** Sends an answer back that is not enough, with what is missing. Not by whoever answered. */
export const returnFinding = command({
  name: 'findings.return',
  summary: words('Yêu cầu trả lời lại kiến nghị', 'Ask for another answer to a finding'),
  route: 'POST /findings/{id}/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...keepers],
  subject: ({ id }) => `finding:${id}`,
  async run(context, { id: findingId, version, reason }) {
    const row = await lock(context, findingId, version, ['answered'])
    await holdApart(context, answeredApart, row.id)
    return move(context, row, { state: 'returned', remark: reason })
  },
})

/** Closes a finding by the paper of whoever concluded. Not by whoever answered. */
export const closeFinding = command({
  name: 'findings.close',
  summary: words('Kết thúc kiến nghị kiểm toán, thanh tra', 'Close a finding'),
  route: 'POST /findings/{id}/closing',
  input: z.object({ id: id(), version: whole(1), ...closingFields.input }),
  output: Changed,
  may: [...keepers],
  rules: [notAhead('closedOn')],
  subject: ({ id }) => `finding:${id}`,
  async run(context, { id: findingId, version, closedNumber, closedOn, fileId }) {
    const row = await lock(context, findingId, version, ['answered'])
    await holdApart(context, answeredApart, row.id)
    const file = await evidence(context, fileId)
    return move(context, row, { state: 'closed', closedNumber, closedOn, closeFileId: file.id })
  },
})

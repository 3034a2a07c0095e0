import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { dongOut, id, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { TurnNamed, turnNamed } from './paid-turns.ts'
import { paymentStates } from './payment-states.ts'
import { paymentBases } from './payments.ts'

const PaymentRow = z.object({
  id: z.int(),
  commitmentId: z.int(),
  purpose: z.string(),
  kind: z.string(),
  kindEn: z.string(),
  amount: dongOut(),
  on: z.iso.date(),
  documentNumber: z.string(),
  file: z.object({ id: z.int(), name: z.string() }),
  basis: z.enum(paymentBases).nullable(),
  basisNumber: z.string().nullable(),
  basisDate: z.iso.date().nullable(),
  basisFile: z.object({ id: z.int(), name: z.string() }).nullable(),
  note: z.string().nullable(),
  state: paymentStates.schema,
  draftedBy: z.string(),
  draftedAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  entryId: z.int().nullable(),
  /** The entry that undoes it, where the Treasury sent it back. */
  backId: z.int().nullable(),
  /** The content of a task that it pays, and the support turn under it that it names. */
  taskContent: z.object({ id: z.int(), title: z.string(), taskId: z.int() }).nullable(),
  taskTurn: TurnNamed,
  /** The list by which it goes to the Treasury. */
  list: z.object({ id: z.int(), number: z.string() }).nullable(),
})

const paymentRows = (db: Context['db']) =>
  db
    .selectFrom('paymentOrder as o')
    .innerJoin('paymentKind as k', 'k.id', 'o.kindId')
    .innerJoin('commitment as c', 'c.id', 'o.commitmentId')
    .innerJoin('file as f', 'f.id', 'o.fileId')
    .leftJoin('file as b', 'b.id', 'o.basisFileId')
    .leftJoin('scienceTaskContent as n', 'n.id', 'o.taskContentId')
    .leftJoin('account as d', 'd.id', 'o.draftedBy')
    .leftJoin('account as s', 's.id', 'o.settledBy')
    .leftJoin('treasuryBatchOrder as t', (join) =>
      join.onRef('t.orderId', '=', 'o.id').on('t.state', '<>', 'dropped'),
    )
    .leftJoin('treasuryBatch as l', 'l.id', 't.batchId')
    .select([
      'o.id',
      'o.commitmentId',
      'c.purpose',
      'k.name as kind',
      'k.nameEn as kindEn',
      'o.amount',
      'o.occurredOn as on',
      'o.documentNumber',
      'f.id as fileId',
      'f.name as fileName',
      'o.basis',
      'o.basisNumber',
      'o.basisDate',
      'b.id as basisFileId',
      'b.name as basisFileName',
      'o.note',
      'o.state',
      'd.name as draftedBy',
      'o.draftedAt',
      's.name as settledBy',
      'o.settledAt',
      'o.reason',
      'o.entryId',
      'o.backId',
      sql<z.infer<typeof PaymentRow>['taskContent']>`CASE WHEN n.id IS NOT NULL THEN
        jsonb_build_object('id', n.id, 'title', n.title, 'taskId', n.task_id) END`.as('taskContent'),
      turnNamed('o.taskTurnId').as('taskTurn'),
      'l.id as listId',
      'l.number as listNumber',
    ])

type PaymentRecord = Awaited<ReturnType<ReturnType<typeof paymentRows>['execute']>>[number]

const paymentRow = ({
  fileId,
  fileName,
  basisFileId,
  basisFileName,
  listId,
  listNumber,
  ...row
}: PaymentRecord) => ({
  ...row,
  list: listId === null || listNumber === null ? null : { id: listId, number: listNumber },
  draftedBy: row.draftedBy ?? 'nscl',
  draftedAt: row.draftedAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
  file: { id: fileId, name: fileName },
  basisFile: basisFileId === null || basisFileName === null ? null : { id: basisFileId, name: basisFileName },
})

/** The payments of one commitment or support turn under a task, or, without one, those that wait to be released: the oldest first, at most 500. */
export const listPayments = query({
  name: 'budget.payments',
  summary: words('Danh sách chứng từ chi', 'List of payments'),
  route: 'GET /budget/payments',
  input: z.object({ commitmentId: optionalId(), taskTurnId: optionalId() }),
  output: z.array(PaymentRow),
  may: officers,
  async run({ db }, { commitmentId, taskTurnId }) {
    let select = paymentRows(db).orderBy('o.id').limit(500)
    if (commitmentId !== undefined) select = select.where('o.commitmentId', '=', commitmentId)
    if (taskTurnId !== undefined) select = select.where('o.taskTurnId', '=', taskTurnId)
    if (commitmentId === undefined && taskTurnId === undefined)
      select = select.where('o.state', '=', 'drafted')
    return (await select.execute()).map(paymentRow)
  },
})

/** One payment. */
export const showPayment = query({
  name: 'budget.payment',
  summary: words('Một chứng từ chi', 'One payment'),
  route: 'GET /budget/payments/{id}',
  input: z.object({ id: id() }),
  output: PaymentRow,
  may: officers,
  async run({ db }, input) {
    const row = await paymentRows(db).where('o.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('chứng từ chi', 'Payment'))
    return paymentRow(row)
  },
})

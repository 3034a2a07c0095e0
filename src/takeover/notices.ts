import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { proposeTakeover, returnTakeover } from './batches.ts'
import { approveTakeover } from './import.ts'
import { stepOf } from './steps.ts'

const fields = { file: words('Tệp', 'File'), note: words('Lời người trình', 'What the proposer says') }

const waiting = noticeKind({
  key: 'takeover.proposed',
  label: words('Lô tiếp nhận số liệu cũ chờ duyệt', 'Batch of old data waits for approval'),
  for: ['coordinator', 'leader', 'finance'],
  way: 'digest',
  subject: words('Chờ duyệt lô tiếp nhận: {file}', 'A batch of old data waits: {file}'),
  body: words('{by} trình lô “{file}”: {note}', '{by} proposed “{file}”: {note}'),
  fields: { ...fields, by: words('Người đề nghị', 'Proposed by') },
})

const settled = noticeKind({
  key: 'takeover.settled',
  label: words('Lô tiếp nhận được duyệt hoặc trả lại', 'Batch of old data approved or returned'),
  for: ['coordinator', 'finance'],
  way: 'program',
  subject: words('Lô tiếp nhận {file}: {state}', 'Batch of old data {file}: {state}'),
  body: words('Lô “{file}” {state}. {reason}', '“{file}”: {state}. {reason}'),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason: words('Lý do', 'Reason') },
})

const batchOf = (db: Db, id: number) =>
  db
    .selectFrom('takeoverBatch as b')
    .innerJoin('file as f', 'f.id', 'b.fileId')
    .select(['b.step', 'b.note', 'b.reason', 'b.proposedBy', 'f.name as file'])
    .where('b.id', '=', id)
    .executeTakeFirstOrThrow()

follow(proposeTakeover, async (context, _input, { id }) => {
  const { step, note, file } = await batchOf(context.db, id)
  await tell(context, waiting, {
    to: { roles: [...stepOf(step).approvedBy] },
    occurrence: String(id),
    values: { file, note, by: context.actor.name },
    href: `/takeover/imports/${id}`,
  })
})

const tellProposer =
  (state: Words) =>
  async (context: Context, { id }: { id: number }) => {
    const { note, file, proposedBy, reason } = await batchOf(context.db, id)
    await tell(context, settled, {
      to: { accountIds: [proposedBy] },
      occurrence: `${id}:${state.en}`,
      values: { file, note, state, reason: reason ?? '' },
      href: `/takeover/imports/${id}`,
    })
  }
follow(approveTakeover, tellProposer(words('đã duyệt', 'approved')))
follow(returnTakeover, tellProposer(words('được trả lại', 'returned')))

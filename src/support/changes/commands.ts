import { z } from 'zod'
import { releaseCommitment } from '../../budget/index.ts'
import { type EarlierAct, holdPersonsApart } from '../../controls/index.ts'
import type { Db } from '../../platform/database.ts'
import { id, longText, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { readableBy } from '../../platform/sight.ts'
import { openTurnStates } from '../rules.ts'
import { evidenceOf, readTurn } from '../turn-row.ts'
import { type ChangeState, changeFields, changeStates } from './fields.ts'

/* Changes of a turn: asked for by the enterprise or an officer, decided by another person, in force from then on. */

explainConstraint('support_change_open', () =>
  conflict(
    'support.changeOpen',
    words('Lượt này đang có đề nghị thay đổi chờ quyết định.', 'A change of this turn waits already.'),
  ),
)

const Changed = z.object({ id: z.int(), state: changeStates.schema, version: z.int() })
export const noChange = () => notFound(words('đề nghị thay đổi', 'Change of a turn'))
const subject = ({ id: changeId }: { readonly id: number }) => `support_change:${changeId}`

type Asked = z.output<z.ZodObject<typeof changeFields.input>>

const something: Rule<Pick<Asked, 'dueOn' | 'scope' | 'release'>> = {
  of: ['dueOn', 'scope', 'release'],
  asks: {
    dueOn: words('khi không đổi phạm vi, kinh phí', 'where neither scope nor money changes'),
    scope: words('khi không đổi hạn, kinh phí', 'where neither day nor money changes'),
    release: words('khi không đổi hạn, phạm vi', 'where neither day nor scope changes'),
  },
  judge: ({ dueOn, scope, release }) =>
    (dueOn ?? scope ?? release) === undefined
      ? { field: 'dueOn', words: words('Xin ghi điều thay đổi.', 'Say what is to change.') }
      : null,
}

/** What is left unpaid of the commitment of a turn. */
async function unpaid(db: Db, commitmentId: number | null): Promise<bigint> {
  if (commitmentId === null) return 0n
  const { rest } = await db
    .selectFrom('ledgerAccount')
    .select(({ fn }) => fn.sum<bigint | null>('balance').as('rest'))
    .where('commitmentId', '=', commitmentId)
    .where('kind', '=', 'committed')
    .executeTakeFirstOrThrow()
  return rest ?? 0n
}

const within: Rule<{ readonly id: number } & Pick<Asked, 'release' | 'dueOn'>> = {
  of: ['id', 'release', 'dueOn'],
  judge: async ({ id: turnId, release, dueOn }, { db, actor }) => {
    const turn = await readTurn(db, actor, turnId, false)
    if (dueOn !== undefined && dueOn < turn.decidedOn)
      return { field: 'dueOn', words: words('Không thể trước ngày quyết định.', 'Not before the decision.') }
    if (release !== undefined && release > (await unpaid(db, turn.commitmentId)))
      return {
        field: 'release',
        words: words('Nhiều hơn phần chưa chi của cam kết.', 'More than is committed and not paid.'),
      }
    return null
  },
}

/** Asks for a change of a turn: its last day, its scope, less money. */
export const askChange = command({
  name: 'support.askChange',
  summary: words('Đề nghị thay đổi lượt hỗ trợ', 'Ask for a change of a turn'),
  route: 'POST /support/{id}/changes',
  input: z.object({ id: id(), ...changeFields.input }),
  output: z.object({ id: z.int(), changeId: z.int() }),
  may: ['coordinator', 'enterprise'],
  rules: [something, within],
  subject: (_input, output) => subject({ id: output.changeId }),
  async run(context, { id: turnId, ...input }) {
    const { db, actor, now } = context
    const turn = await readTurn(db, actor, turnId, true)
    if (turn.state === 'decided' || !openTurnStates.includes(turn.state))
      throw conflict(
        'support.notUnderWay',
        words(
          'Chỉ thay đổi được lượt đã ký hợp đồng và chưa kết thúc.',
          'Only a turn under contract changes.',
        ),
      )
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, turn.enterpriseId)
    const { id: changeId } = await db
      .insertInto('supportChange')
      .values({
        ...{ turnId, enterpriseId: turn.enterpriseId, ...changeFields.values(input) },
        ...{ askedBy: actor.userId, askedAt: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: turnId, changeId }
  },
})

async function lock({ db, actor }: Context, changeId: number, version: number) {
  const row = await db
    .selectFrom('supportChange as c')
    .selectAll('c')
    .where('c.id', '=', changeId)
    .where(readableBy(actor, 'c.enterpriseId'))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noChange()
  if (row.version !== version) throw staleRecord()
  if (row.state !== 'asked') {
    const is = changeStates.wordsOf(row.state)
    throw conflict('support.changeElsewhere', words(`${is.vi}.`, `${is.en}.`))
  }
  return row
}

/** Whoever asked for a change does not decide on it. */
export const askedChange = {
  table: 'support_change',
  by: 'askedBy',
  at: 'askedAt',
  did: words('Bạn đã đề nghị thay đổi này', 'You asked for this change'),
} satisfies EarlierAct

/** What an act changes. */
interface Moved {
  readonly state: ChangeState
  readonly documentNumber?: string
  readonly decidedOn?: string
  readonly decidedBy?: string | null
  readonly remark?: string
  readonly dueBefore?: string | null
  readonly scopeBefore?: string | null
}

async function move({ db }: Context, row: { readonly id: number; readonly version: number }, set: Moved) {
  const version = row.version + 1
  await db
    .updateTable('supportChange')
    .set({ ...set, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Approves a change by its annex or decision: it is in force in the turn, and what money it gives up goes back to the year. */
export const approveChange = command({
  name: 'support.approveChange',
  summary: words('Chấp thuận thay đổi lượt hỗ trợ', 'Approve a change of a turn'),
  route: 'POST /support-changes/{id}/approval',
  input: z.object({ id: id(), version: whole(1), documentNumber: text(100) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: changeId, version, documentNumber }) {
    const { db, actor, today } = context
    const row = await lock(context, changeId, version)
    await holdPersonsApart(context, 'turnChange', { account: row.askedBy, at: row.askedAt }, askedChange.did)
    const turn = await readTurn(db, actor, row.turnId, true)
    if (!openTurnStates.includes(turn.state))
      throw conflict('support.notUnderWay', words('Lượt hỗ trợ này đã kết thúc.', 'The turn has ended.'))
    if (row.release !== null) {
      if (turn.commitmentId === null || row.release > (await unpaid(db, turn.commitmentId)))
        throw invalidField(
          'release',
          words('Phần chưa chi của cam kết không còn đủ.', 'Less than that is still unpaid.'),
        )
      await releaseCommitment(context, {
        ...{ commitmentId: turn.commitmentId, on: today, documentNumber, note: row.reason },
        amount: row.release,
      })
    }
    await db
      .updateTable('supportTurn')
      .set({
        ...{ dueOn: row.dueOn ?? turn.dueOn, scope: row.scope ?? turn.scope, version: turn.version + 1 },
      })
      .where('id', '=', turn.id)
      .execute()
    return move(context, row, {
      ...{ state: 'approved', documentNumber, decidedOn: today, decidedBy: actor.userId },
      ...{ dueBefore: turn.dueOn, scopeBefore: turn.scope },
    })
  },
})

/** Refuses a change, with the reason. */
export const refuseChange = command({
  name: 'support.refuseChange',
  summary: words('Không chấp thuận thay đổi lượt hỗ trợ', 'Refuse a change of a turn'),
  route: 'POST /support-changes/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: ['coordinator', 'leader'],
  subject,
  async run(context, { id: changeId, version, reason }) {
    const { actor, today } = context
    const row = await lock(context, changeId, version)
    await holdPersonsApart(context, 'turnChange', { account: row.askedBy, at: row.askedAt }, askedChange.did)
    return move(context, row, {
      ...{ state: 'refused', remark: reason, decidedOn: today, decidedBy: actor.userId },
    })
  },
})

/** Takes a change back that is not decided yet. */
export const withdrawChange = command({
  name: 'support.withdrawChange',
  summary: words('Rút đề nghị thay đổi lượt hỗ trợ', 'Take a change of a turn back'),
  route: 'POST /support-changes/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject,
  async run(context, { id: changeId, version }) {
    return move(context, await lock(context, changeId, version), { state: 'withdrawn' })
  },
})

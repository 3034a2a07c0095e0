import { z } from 'zod'
import { releaseCommitment } from '../budget/index.ts'
import { recordFact, retractFact } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { choice, day, id, longText, optionalDay, optionalId, text, whole } from '../platform/fields.ts'
import { inOrder } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { certificateFacts, factKindOf, recordCertificateFact } from './certificate-facts.ts'
import { mayFollow, stepDayProblem, turnStates, turnSteps } from './rules.ts'
import { stepFields } from './step-fields.ts'
import { evidenceOf, readTurn, type TurnRecord, takeTurn } from './turn-row.ts'

/**
 * Opens the support turn of an accepted application, inside the transaction of its decision.
 * @returns the turn's id
 */
export async function openTurn(
  context: Context,
  r: {
    readonly planId: number
    readonly applicationId: number
    readonly enterpriseId: number
    readonly contentId: number
    /** Null where the contract of the task commits its money. */
    readonly commitmentId: number | null
    /** The content of the S&T task that it comes under, and what it draws of that content's money. */
    readonly task: { readonly contentId: number; readonly money: bigint } | null
    readonly year: number
    readonly decidedOn: string
    readonly decisionNumber: string
    readonly decisionFileId: number | null
  },
): Promise<number> {
  const { decisionNumber, decisionFileId, task, ...decided } = r
  const turn = await context.db
    .insertInto('supportTurn')
    .values({
      ...{ ...decided, state: 'decided' },
      ...(task === null ? {} : { taskContentId: task.contentId, taskMoney: task.money }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addStep(context, turn.id, {
    state: 'decided',
    happenedOn: r.decidedOn,
    documentNumber: decisionNumber,
    fileId: decisionFileId,
    note: null,
  })
  return turn.id
}

const Changed = z.object({ id: z.int(), state: z.string() })

/** Rule: a step follows the one before it, and has been taken. */
const stepDay: Rule<{ id: number; happenedOn: string }> = {
  of: ['id', 'happenedOn'],
  check: async (input, context) =>
    checkDay(context, await readTurn(context.db, context.actor, input.id, false), input.happenedOn),
}

/**
 * Takes a turn to its next step. A contract has a number; finishing has its evidence file and is the fact that the
 * target of support turns counts, in the turn's plan year.
 */
export const moveTurn = command({
  name: 'support.step',
  summary: words('Ghi bước tiếp theo của lượt hỗ trợ', 'Record the next step of a support turn'),
  route: 'POST /support/{id}/steps',
  input: z.object({
    id: id(),
    version: whole(1),
    state: choice(turnSteps),
    ...stepFields.input,
    /** By when the work is to be done, as the contract says it. */
    dueOn: optionalDay(),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'documentNumber',
      of: ['state'],
      when: ({ state }) => state === 'contracted',
      said: words('khi ký hợp đồng', 'for a contract'),
      words: words('Xin ghi số hợp đồng.', 'Please give the number of the contract.'),
    },
    {
      field: 'fileId',
      of: ['state'],
      when: ({ state }) => state === 'finished',
      said: words('khi hoàn thành', 'to finish it'),
      words: words(
        'Hoàn thành phải có tệp minh chứng (biên bản nghiệm thu, thanh lý hợp đồng).',
        'Finishing needs its evidence file (acceptance minutes, liquidation of the contract).',
      ),
    },
  ],
  rules: [
    stepDay,
    inOrder('happenedOn', 'dueOn', words('Không thể trước ngày ký.', 'Not before the contract.')),
  ],
  subject: ({ id }) => `support:${id}`,
  async run(context, input) {
    const { db } = context
    const turn = await takeTurn(context, input)
    if (!mayFollow(turn.state, input.state)) {
      throw conflict('support.state', {
        vi: `Lượt hỗ trợ đang “${turnStates.names[turn.state].vi}” nên chưa thể ghi bước “${turnStates.names[input.state].vi}”.`,
        en: `The turn is “${turnStates.names[turn.state].en}”: the step “${turnStates.names[input.state].en}” cannot follow.`,
      })
    }
    await checkDay(context, turn, input.happenedOn)
    const { fileId } = input
    if (fileId !== undefined) await evidenceOf(context, fileId, turn.enterpriseId)
    const finished = input.state === 'finished'
    await db
      .updateTable('supportTurn')
      .set({
        ...{ state: input.state, finishedOn: finished ? input.happenedOn : null, version: turn.version + 1 },
        ...(input.state === 'contracted' ? { dueOn: input.dueOn ?? null } : {}),
      })
      .where('id', '=', turn.id)
      .execute()
    await addStep(context, turn.id, {
      state: input.state,
      happenedOn: input.happenedOn,
      documentNumber: input.documentNumber ?? null,
      fileId: fileId ?? null,
      note: input.note ?? null,
    })
    if (finished && fileId !== undefined) await countFinished(context, turn, input.happenedOn, fileId)
    return { id: turn.id, state: input.state }
  },
})

/** Ends a turn without result: what was committed and not paid goes back, and its facts count no more. */
export const cancelTurn = command({
  name: 'support.cancel',
  summary: words('Hủy lượt hỗ trợ', 'Cancel a support turn'),
  route: 'POST /support/{id}/cancellation',
  input: z.object({
    id: id(),
    version: whole(1),
    happenedOn: day(),
    documentNumber: text(100),
    reason: longText(2000),
    fileId: optionalId(),
  }),
  output: Changed,
  may: ['coordinator'],
  rules: [stepDay],
  subject: ({ id }) => `support:${id}`,
  async run(context, input) {
    const { db } = context
    const turn = await takeTurn(context, input)
    if (!mayFollow(turn.state, 'cancelled')) {
      throw conflict('support.state', words('Lượt hỗ trợ này đã hủy rồi.', 'This turn is cancelled already.'))
    }
    await checkDay(context, turn, input.happenedOn)
    if (input.fileId !== undefined) await evidenceOf(context, input.fileId, turn.enterpriseId)
    // A turn that was taken over may have no money on record.
    if (turn.commitmentId !== null) {
      await releaseCommitment(context, {
        commitmentId: turn.commitmentId,
        on: input.happenedOn,
        documentNumber: input.documentNumber,
        note: input.reason,
      })
    }
    await retractTurnFact(db, turn.id, input.reason)
    for (const { kind, recordId } of await certificateFacts(db, turn.id)) {
      await retractFact(db, { kind, recordType: 'certificate', recordId, reason: input.reason })
    }
    await db
      .updateTable('supportTurn')
      .set({ state: 'cancelled', version: turn.version + 1 })
      .where('id', '=', turn.id)
      .execute()
    // The decision stands as it was taken, but no longer keeps the enterprise from applying for this content again.
    await db
      .updateTable('application')
      .set({ endedOn: input.happenedOn })
      .where('id', '=', turn.applicationId)
      .execute()
    await addStep(context, turn.id, {
      state: 'cancelled',
      happenedOn: input.happenedOn,
      documentNumber: input.documentNumber,
      fileId: input.fileId ?? null,
      note: input.reason,
    })
    return { id: turn.id, state: 'cancelled' }
  },
})

/** Takes the fact of a finished turn back: it counts no more. */
export const retractTurnFact = (db: Context['db'], turnId: number, reason: string): Promise<void> =>
  retractFact(db, { kind: 'support.finished', recordType: 'support_turn', recordId: turnId, reason })

/** Writes a step of a turn with its paper. */
export async function addStep(
  { db }: Context,
  turnId: number,
  step: {
    state: string
    happenedOn: string
    documentNumber: string | null
    fileId: number | null
    note: string | null
  },
): Promise<void> {
  await db
    .insertInto('supportStep')
    .values({ turnId, ...step })
    .execute()
}

async function checkDay({ db, today }: Context, turn: TurnRecord, on: string): Promise<void> {
  const last = await db
    .selectFrom('supportStep')
    .select('happenedOn')
    .where('turnId', '=', turn.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const lastDay = last?.happenedOn ?? turn.decidedOn
  const problem = stepDayProblem(on, lastDay, today)
  if (problem === 'before') {
    throw invalidField('happenedOn', {
      vi: `Không được trước bước liền trước, ngày ${formatDate(lastDay)}.`,
      en: `Not before the step before it, on ${formatDate(lastDay)}.`,
    })
  }
  if (problem === 'future') {
    throw invalidField('happenedOn', words('Không được sau hôm nay.', 'Not in the future.'))
  }
}

/** The fact of the finished turn. */
export const countTurn = (db: Context['db'], turn: TurnRecord, on: string, fileId: number): Promise<void> =>
  recordFact(db, {
    planId: turn.planId,
    kind: 'support.finished',
    year: turn.year,
    occurredOn: on,
    subject: `turn:${turn.id}`,
    recordType: 'support_turn',
    recordId: turn.id,
    enterpriseId: turn.enterpriseId,
    label: `${turn.enterpriseName}: ${turn.contentName}`,
    fileId,
  })

/** The fact of the finished turn, and those of its system certificates, which counted for nothing before ("trong đó"). */
async function countFinished(context: Context, turn: TurnRecord, on: string, fileId: number): Promise<void> {
  await countTurn(context.db, turn, on, fileId)
  const certificates = await context.db
    .selectFrom('certificate')
    .selectAll()
    .where('turnId', '=', turn.id)
    .where('withdrawnOn', 'is', null)
    .where('suspendedOn', 'is', null)
    .orderBy('id')
    .execute()
  for (const certificate of certificates) {
    if (factKindOf(certificate.kind) === 'certificate.system') {
      await recordCertificateFact(context.db, 'certificate.system', certificate, turn)
    }
  }
}

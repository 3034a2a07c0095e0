import { sql } from 'kysely'
import { z } from 'zod'
import { clearByVoucher, confirmPart, draftAdvance, enterPaidBack } from '../advances/index.ts'
import { decideApplication, showApplication } from '../applications/index.ts'
import { declareOwnOfTurn, proveOwn, releasePayment } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import type { Command, Query } from '../platform/operation.ts'
import { confirmPaidIn, confirmRecovery, enterPaidIn, enterRecovery } from '../recoveries/index.ts'
import { commitTask, showTask } from '../science-tasks/index.ts'
import { cancelTurn } from '../support/index.ts'
import { taskSum } from './money-model.ts'

/* What the clients of the money's year do on records beside the ledger: advances, recoveries, own money, a task and the turns under it. */

/** The records that the test made for them. */
export const sharedRecords = {
  turns: z.array(z.int()),
  applications: z.array(z.int()),
  task: z.int(),
  /** The content of the task that turns draw on and payments name. */
  content: z.int(),
  taskSource: z.int(),
}

export type Act = <I extends z.ZodObject, O extends z.ZodType>(
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) => Promise<z.input<O>>

interface On {
  readonly id: number
  readonly committed: bigint
  readonly disbursed: bigint
  readonly on: string
  readonly turn: boolean
  readonly content: number | null
}

interface Tools {
  readonly db: Db
  readonly asked: z.output<z.ZodObject<typeof sharedRecords>> & { readonly fileId: number }
  readonly random: () => number
  readonly pick: <T>(values: readonly T[]) => T | undefined
  readonly amount: (most?: number) => bigint
  readonly attempt: (
    step: object,
    act: (documentNumber: string) => Promise<Record<string, unknown> | undefined>,
  ) => Promise<void>
  readonly coordinator: Act
  readonly finance: Act
  readonly leader: Act
  readonly commitment: () => Promise<On | null>
  readonly ofContent: (of: On) => object
  readonly kindOf: (of: On) => string
}

interface Open {
  readonly id: number
  readonly version: number
  readonly commitment: number
  readonly on: string
}

export function recordSteps(tools: Tools): Record<string, () => Promise<void>> {
  const { db, asked, random, pick, amount, attempt, coordinator, finance, leader } = tools
  const { fileId } = asked

  const advance = async (): Promise<Open | undefined> => {
    const { rows } = await sql<Open>`
      SELECT a.id, a.version, o.commitment_id AS commitment, o.occurred_on AS "on" FROM advance a JOIN payment_order o ON o.id = a.order_id
       WHERE a.state IN ('open', 'part') ORDER BY a.id DESC LIMIT 8`.execute(db)
    return pick(rows)
  }
  const part = async (kind: 'clear' | 'back') => {
    const of = await advance()
    if (of === undefined) return
    const sum = amount(6)
    const step = { kind, advance: of.id, commitment: of.commitment, amount: String(sum) }
    await attempt(step, async (number) => {
      const common = { id: of.id, version: of.version, amount: sum, number, onDay: of.on, fileId }
      const { partId } =
        kind === 'clear'
          ? await coordinator(clearByVoucher, { ...common, what: 'Thuê tư vấn' })
          : await coordinator(enterPaidBack, common)
      await finance(confirmPart, { id: of.id, part: partId })
      return undefined
    })
  }

  return {
    advance: async () => {
      const of = await tools.commitment()
      if (of === null) return
      const sum = amount(20)
      await attempt({ kind: 'advance', commitment: of.id, amount: String(sum) }, async (documentNumber) => {
        const { paymentId } = await coordinator(draftAdvance, {
          ...{ id: of.id, kind: tools.kindOf(of), on: of.on, documentNumber, fileId, amount: sum },
          ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-10', basisFileId: fileId },
          ...{ dueOn: '2099-12-31', dueReason: 'Theo hợp đồng', ...tools.ofContent(of) },
        })
        await finance(releasePayment, { id: paymentId })
        return undefined
      })
    },
    clear: () => part('clear'),
    back: () => part('back'),
    recover: async () => {
      const of = await tools.commitment()
      if (of === null || of.disbursed === 0n) return
      const { rows } = await sql<{ id: number; orderId: number }>`
        SELECT a.id, a.order_id FROM advance a JOIN payment_order o ON o.id = a.order_id
         WHERE o.commitment_id = ${of.id} AND a.state IN ('open', 'part') ORDER BY a.id LIMIT 1`.execute(db)
      const sum = amount(6)
      const step = { kind: 'recover', commitment: of.id, amount: String(sum) }
      await attempt(step, async (decisionNumber) => {
        const { id, version } = await coordinator(enterRecovery, {
          ...{
            commitmentId: of.id,
            orderId: rows[0]?.orderId,
            amount: sum,
            decisionNumber,
            decisionDate: of.on,
          },
          ...{ issuer: 'UBND tỉnh', reason: 'Chi sai', dueOn: '2099-12-31', fileId },
        })
        await leader(confirmRecovery, { id, version })
        return undefined
      })
    },
    paidIn: async () => {
      const { rows } = await sql<Open & { advance: number | null }>`
        SELECT r.id, r.version, r.commitment_id AS commitment, r.decision_date AS "on", a.id AS advance
          FROM recovery r LEFT JOIN advance a ON a.order_id = r.order_id WHERE r.state IN ('open', 'part') ORDER BY r.id DESC LIMIT 8`.execute(
        db,
      )
      const of = pick(rows)
      if (of === undefined) return
      const sum = amount(4)
      const step = {
        ...{ kind: 'paidIn', recovery: of.id, commitment: of.commitment, amount: String(sum) },
        ...(of.advance === null ? {} : { advance: of.advance }),
      }
      await attempt(step, async (number) => {
        const { paymentId } = await coordinator(enterPaidIn, {
          ...{ id: of.id, version: of.version, principal: sum, number, onDay: of.on, fileId },
        })
        await finance(confirmPaidIn, { id: of.id, payment: paymentId })
        return undefined
      })
    },
    own: async () => {
      const turn = pick(asked.turns)
      const sum = amount(40)
      await attempt({ kind: 'own', amount: String(sum) }, async (documentNumber) => {
        const { id, version } = await coordinator(declareOwnOfTurn, {
          ...{ id: turn, documentNumber, amount: sum, paidOn: '2025-03-01', purpose: 'Thuê tư vấn', fileId },
        })
        await finance(proveOwn, { id, version, proven: sum })
        return undefined
      })
    },
    commitTask: async () => {
      const { version } = await coordinator(showTask, { id: asked.task })
      await attempt({ kind: 'commitTask', line: 'IV' }, async (number) => {
        const { commitmentId } = await coordinator(commitTask, {
          ...{ id: asked.task, version, sourceId: asked.taskSource, year: 2025, documentDate: '2025-03-10' },
          amount: taskSum(Number(number.slice(1))),
        })
        return { commitment: commitmentId }
      })
    },
    grant: async () => {
      const id = pick(asked.applications)
      const { version, state, appraised } = await coordinator(showApplication, { id })
      if (state !== 'appraised' || appraised === null) return
      await attempt({ kind: 'grant', amount: String(appraised) }, async (decisionNumber) => {
        await leader(decideApplication, {
          ...{
            id,
            version,
            outcome: 'accept',
            reason: 'Đủ điều kiện',
            decisionNumber,
            decidedOn: '2025-03-15',
          },
        })
        return undefined
      })
    },
    drop: async () => {
      const { rows } = await sql<{ id: number; version: number; commitment: number | null }>`
        SELECT id, version, commitment_id AS commitment FROM support_turn
         WHERE state <> 'cancelled' AND (task_content_id = ${asked.content} OR ${random() < 0.1}) ORDER BY id DESC LIMIT 6`.execute(
        db,
      )
      const of = pick(rows)
      if (of === undefined) return
      const step = { kind: 'drop', ...(of.commitment === null ? {} : { commitment: of.commitment }) }
      await attempt(step, async (documentNumber) => {
        await coordinator(cancelTurn, {
          ...{ id: of.id, version: of.version, happenedOn: '2025-06-10', documentNumber, reason: 'Thôi' },
        })
        return undefined
      })
    },
  }
}

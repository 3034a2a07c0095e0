import { sql } from 'kysely'
import { mostPaid, type StepRule } from '../budget/counterpart-rules.ts'
import type { Db } from '../platform/database.ts'

/* What was written of turns and tasks, replayed in the order in which their locks let it through: the trail numbers each write under the lock. */

interface Write {
  readonly name: 'ledger_entry' | 'own_payment' | 'support_turn'
  readonly after: {
    readonly id: number
    readonly kind?: string
    readonly state?: string
    readonly amount?: string | number
    readonly proven?: string | number | null
    readonly occurred_on?: string
    readonly commitment_id?: number | null
    readonly turn_id?: number | null
    readonly task_content_id?: number | null
    readonly task_money?: string | number | null
  }
}

/** A turn with what the State and its enterprise agreed to pay. */
export interface Sided {
  readonly turnId: number
  readonly commitmentId: number
  readonly stateAgreed: bigint
  readonly ownAgreed: bigint
}

const writesOf = async (db: Db): Promise<Write[]> => {
  const { rows } = await sql<Write>`
    SELECT table_name AS name, after FROM change
     WHERE table_name IN ('ledger_entry', 'own_payment', 'support_turn') AND operation <> 'DELETE' ORDER BY id`.execute(
    db,
  )
  return rows
}

/** Every payment that went ahead of the own money that was proven just then; none by the rule. */
export async function paidAhead(db: Db, turns: readonly Sided[], rule: StepRule): Promise<string[]> {
  const wrong: string[] = []
  const writes = await writesOf(db)
  for (const { turnId, commitmentId, stateAgreed, ownAgreed } of turns) {
    const proofs = new Map<number, bigint>()
    const days = new Map<string, bigint>()
    for (const { name, after } of writes) {
      if (name === 'own_payment' && after.turn_id === turnId) proofs.set(after.id, BigInt(after.proven ?? 0))
      if (name !== 'ledger_entry' || after.commitment_id !== commitmentId) continue
      const day = after.occurred_on ?? ''
      const sum = BigInt(after.amount ?? 0)
      if (after.kind === 'refund') days.set(day, (days.get(day) ?? 0n) - sum)
      if (after.kind !== 'disbursement') continue
      const total = (of: Iterable<bigint>) => [...of].reduce((all, one) => all + one, 0n)
      const elsewhere = total([...days].flatMap(([other, paid]) => (other === day ? [] : [paid])))
      days.set(day, (days.get(day) ?? 0n) + sum)
      const sides = { stateAgreed, ownAgreed, proven: total(proofs.values()), paid: total(days.values()) }
      const most = mostPaid(sides, rule, elsewhere <= 0n)
      if (most !== null && sides.paid > most)
        wrong.push(`turn ${turnId}: ${sides.paid} of ${most}, entry ${after.id}`)
    }
  }
  return wrong
}

/** What the contract of a task holds and its turns draw, and every moment at which they drew more than it held; none by the rule. */
export async function drawnOver(
  db: Db,
  task: { readonly contents: ReadonlySet<number>; readonly commitments: ReadonlySet<number> },
): Promise<{ readonly committed: bigint; readonly drawn: bigint; readonly wrong: string[] }> {
  const wrong: string[] = []
  const turns = new Map<number, bigint>()
  let committed = 0n
  let drawn = 0n
  for (const { name, after } of await writesOf(db)) {
    if (name === 'ledger_entry' && task.commitments.has(after.commitment_id ?? 0)) {
      const sum = BigInt(after.amount ?? 0)
      // What is carried over, or taken back, stays committed.
      if (after.kind === 'commitment') committed += sum
      if (after.kind === 'release') committed -= sum
    } else if (name === 'support_turn' && task.contents.has(after.task_content_id ?? 0))
      turns.set(after.id, after.state === 'cancelled' ? 0n : BigInt(after.task_money ?? 0))
    else continue
    drawn = [...turns.values()].reduce((all, one) => all + one, 0n)
    if (drawn > committed) wrong.push(`${drawn} drawn of ${committed} at ${name} ${after.id}`)
  }
  return { committed, drawn, wrong }
}

// Clients that move the money of a year at random, several at once, until they are killed; the test of the money's whole year starts them. A
// line of JSON says what each sets out to do, another what came of it.
import { sql } from 'kysely'
import { z } from 'zod'
import { commitDirectly, decide, draftPayment, refund, releasePayment, releaseRest } from '../budget/index.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import { Problem } from '../platform/problem.ts'
import { actorOfAccount } from '../platform/session.ts'
import { openSystem } from '../start/open.ts'
import { seededRandom } from '../tfp/index.ts'
import { approveYearEnd, proposeYearEnd, showLeft, takeBackYearEnd } from '../year-end/index.ts'
import { type Act, recordSteps, sharedRecords } from './money-records.ts'

const asked = z
  .object({
    seed: z.int(),
    /** The number of the first step. */
    first: z.int(),
    clients: z.int(),
    lines: z.array(z.string()).min(1),
    source: z.string(),
    fileId: z.int(),
    coordinator: z.string(),
    finance: z.string(),
    leader: z.string(),
    ...sharedRecords,
  })
  .parse(JSON.parse(process.env.NSCL_MONEY ?? '{}'))

const { system } = await openSystem(readConfig(process.env))
const { fileId, source } = asked
const year = 2025

async function who(account: string): Promise<Act> {
  const actor = await actorOfAccount(system.db, account)
  if (actor === null) throw new Error(`No account ${account}`)
  return (operation, input) => execute(system, operation, actor, input, { via: 'api' })
}
const coordinator = await who(asked.coordinator)
const finance = await who(asked.finance)
const leader = await who(asked.leader)

let last = asked.first - 1
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

/** Says what is tried under a number of its own, tries it, and says what came of it; what is no refusal ends the program. */
async function attempt(
  step: object,
  act: (documentNumber: string) => Promise<Record<string, unknown> | undefined>,
): Promise<void> {
  last += 1
  const n = last
  tell({ n, ...step })
  try {
    tell({ n, ok: true, ...(await act(`K${n}`)) })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    tell({ n, ok: false, code: error.code })
  }
}

async function client(seed: number): Promise<never> {
  const random = seededRandom(seed)
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const pick = <T>(values: readonly T[]) => values[whole(0, values.length - 1)]
  const amount = (most = 60) => BigInt(whole(1, most)) * 1_001n

  const decided = (kind: 'allocation' | 'shift' | 'withdrawal', lines: { line: string; amount: bigint }[]) =>
    attempt(
      { kind, lines: lines.map((one) => ({ ...one, amount: String(one.amount) })) },
      async (documentNumber) => {
        await finance(decide, {
          ...{ kind, year, documentNumber, documentDate: '2025-03-01', fileId, overEstimate: true },
          ...{ issuer: 'Ủy ban nhân dân tỉnh', subject: 'Dự toán', reason: 'Theo tờ trình' },
          entries: lines.map((one) => ({ ...one, source, amount: String(one.amount) })),
        })
        return undefined
      },
    )

  /** A commitment to act on: one of the last, or of a turn or the task. */
  const commitment = async () => {
    const own = random() < 0.4
    const { rows } = await sql<{
      id: number
      year: number
      committed: bigint
      disbursed: bigint
      turn: boolean
      content: number | null
    }>`
      SELECT a.commitment_id AS id, max(a.year) AS year,
             coalesce(sum(a.balance) FILTER (WHERE a.kind = 'committed'), 0)::bigint AS committed,
             coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0)::bigint AS disbursed,
             t.id IS NOT NULL AS turn, CASE WHEN k.task_id IS NOT NULL THEN ${asked.content}::int END AS content
        FROM ledger_account a LEFT JOIN support_turn t ON t.commitment_id = a.commitment_id
        LEFT JOIN science_task_commitment k ON k.commitment_id = a.commitment_id
       WHERE a.commitment_id IS NOT NULL AND (t.id IS NOT NULL OR k.task_id IS NOT NULL) = ${own}
       GROUP BY a.commitment_id, t.id, k.task_id ORDER BY a.commitment_id DESC LIMIT 12`.execute(system.db)
    const one = pick(rows)
    if (one === undefined) return null
    const day = pick(['05', '06', '07']) ?? '05'
    return { ...one, on: one.year > year ? `2026-03-${day}` : `2025-${day}-01` }
  }
  const ofContent = ({ content }: { content: number | null }) =>
    content === null ? {} : { taskContentId: content }
  const kindOf = ({ turn }: { turn: boolean }) => (turn ? 'enterprise' : 'contractor')

  const settle = async (kind: 'carry' | 'cancel') => {
    const { rows, grounds } = await coordinator(showLeft, { year })
    const ground = grounds.find(({ needs }) => needs === 'paper')?.id
    const lines = rows
      .filter(
        ({ commitmentId, waiting }) =>
          waiting === 0 && (kind === 'carry' || commitmentId === null) && random() < 0.4,
      )
      .map((row) => {
        const part = random() < 0.5 ? BigInt(row.amount) : BigInt(row.amount) / 2n
        return {
          ...{ line: row.line, source: row.source, amount: String(part === 0n ? 1n : part) },
          ...(row.commitmentId === null ? {} : { commitment: row.commitmentId }),
          ...(row.contentId === null ? {} : { content: row.contentId }),
          ...(kind === 'carry' ? { ground } : {}),
        }
      })
    if (lines.length === 0) return
    await attempt({ kind, lines }, async (documentNumber) => {
      const { id } = await coordinator(proposeYearEnd, { kind, year, lines, reason: documentNumber })
      await leader(approveYearEnd, { id, documentNumber, documentDate: '2026-02-05', fileId })
      return undefined
    })
  }

  const steps: Record<string, () => Promise<void>> = {
    allocation: () =>
      decided(
        'allocation',
        asked.lines.map((line) => ({ line, amount: amount() })),
      ),
    shift: async () => {
      const [from, to] = [pick(asked.lines), pick(asked.lines)]
      if (from === undefined || to === undefined || from === to) return
      const moved = amount(25)
      await decided('shift', [
        { line: from, amount: -moved },
        { line: to, amount: moved },
      ])
    },
    withdrawal: async () => {
      const line = pick(asked.lines)
      if (line !== undefined) await decided('withdrawal', [{ line, amount: -amount(15) }])
    },
    commit: () => {
      const line = pick(asked.lines) ?? ''
      const promised = amount(40)
      return attempt({ kind: 'commit', line, amount: String(promised) }, async (documentNumber) => {
        const { commitmentId } = await coordinator(commitDirectly, {
          ...{ line, source, year, amount: promised, purpose: 'Hội nghị', documentNumber, fileId },
          documentDate: '2025-03-10',
        })
        return { commitment: commitmentId }
      })
    },
    pay: async () => {
      const of = await commitment()
      if (of === null) return
      const paid = amount(20)
      await attempt({ kind: 'pay', commitment: of.id, amount: String(paid) }, async (documentNumber) => {
        const order = await finance(draftPayment, {
          ...{
            id: of.id,
            kind: kindOf(of),
            on: of.on,
            documentNumber,
            fileId,
            amount: paid,
            ...ofContent(of),
          },
          ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '2025-03-10', basisFileId: fileId },
        })
        await coordinator(releasePayment, { id: order.id })
        return undefined
      })
    },
    refund: async () => {
      const of = await commitment()
      if (of === null || of.disbursed === 0n) return
      const back = amount(8)
      await attempt({ kind: 'refund', commitment: of.id, amount: String(back) }, async (documentNumber) => {
        await coordinator(refund, {
          ...{
            id: of.id,
            on: of.on,
            documentNumber,
            fileId,
            amount: back,
            note: 'Chi thừa',
            ...ofContent(of),
          },
        })
        return undefined
      })
    },
    release: async () => {
      const of = await commitment()
      if (of === null || of.committed === 0n) return
      await attempt({ kind: 'release', commitment: of.id }, async (documentNumber) => {
        await coordinator(releaseRest, { id: of.id, on: of.on, documentNumber, note: 'Thanh lý' })
        return undefined
      })
    },
    carry: () => settle('carry'),
    uncarry: async () => {
      const { rows } = await sql<{ id: number; line: string; amount: bigint; commitment: number | null }>`
        SELECT d.id, l.code AS line, r.amount, r.commitment_id AS commitment FROM year_end_decision d
          JOIN year_end_line r ON r.decision_id = d.id JOIN budget_line l ON l.id = r.line_id
         WHERE d.state = 'booked' AND d.kind = 'carry' ORDER BY d.id DESC, r.id LIMIT 20`.execute(system.db)
      const chosen = pick(rows)?.id
      const of = rows.filter(({ id }) => id === chosen)
      // The oldest one that was read may have more lines than were.
      if (chosen === undefined || chosen === rows.at(-1)?.id) return
      const lines = of.map(({ line, amount: moved, commitment: on }) => ({
        ...{ line, amount: String(moved) },
        ...(on === null ? {} : { commitment: on }),
      }))
      await attempt({ kind: 'uncarry', lines }, async (documentNumber) => {
        const paper = { documentNumber, documentDate: '2026-02-06', fileId }
        await finance(takeBackYearEnd, { id: chosen, reason: 'Nhầm', ...paper })
        return undefined
      })
    },
    cancel: () => settle('cancel'),
    ...recordSteps({
      ...{ db: system.db, asked, random, pick, amount, attempt },
      ...{ coordinator, finance, leader, commitment, ofContent, kindOf },
    }),
  }
  const turns = [
    ...['allocation', 'allocation', 'shift', 'withdrawal', 'commit', 'commit', 'commit', 'commit'],
    ...['pay', 'pay', 'pay', 'pay', 'refund', 'release', 'carry', 'carry', 'cancel', 'uncarry'],
    ...['advance', 'advance', 'clear', 'back', 'recover', 'paidIn', 'own', 'own', 'own'],
    ...['commitTask', 'commitTask', 'grant', 'grant', 'grant', 'drop'],
  ]
  for (;;) await steps[pick(turns) ?? 'commit']?.()
}

await Promise.all(Array.from({ length: asked.clients }, (_, at) => client(asked.seed * 31 + at)))

import { sql } from 'kysely'
import { z } from 'zod'
import { TakenOver, takenOver } from '../imports/index.ts'
import { Moves, movesOf, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { CertificateRow, certificateSelect, withValidity } from './certificate-queries.ts'
import { recordInput, recordShape, recordsWanted } from './list-rows.ts'
import { nextStep, turnStates, turnSteps } from './rules.ts'
import { readTurn } from './turn-row.ts'

const turnShape = {
  ...recordShape,
  applicationId: z.int(),
  state: turnStates.schema,
  decidedOn: z.iso.date(),
  finishedOn: z.iso.date().nullable(),
}

const TurnRow = z.object({
  ...turnShape,
  /** Certificates in force or expired, withdrawn ones left out. */
  certificates: z.int(),
  committed: dongOut(),
  disbursed: dongOut(),
  /** The S&T task that it is under, and what it draws of its content. */
  task: z.string().nullable(),
  fromTask: dongOut().nullable(),
})
export type TurnRow = z.infer<typeof TurnRow>

// What stands on the commitment's accounts; the ledger's CHECKs keep both at zero or above.
const standing = (kind: 'committed' | 'disbursed') => sql<bigint>`coalesce((
  SELECT sum(l.balance) FROM ledger_account l WHERE l.commitment_id = t.commitment_id AND l.kind = ${kind}), 0)::bigint`

/** The support turns of every plan, or of those asked for. An enterprise sees its own. */
export const listTurns = query({
  name: 'support.list',
  summary: words('Danh sách lượt hỗ trợ', 'List of support turns'),
  route: 'GET /support',
  input: z.object({
    ...listInput(['decided', 'id', 'enterprise', 'year', 'state', 'finished']),
    state: optionalChoice(turnStates.keys),
    ...recordInput,
    ...plansInput,
  }),
  output: listOutput(TurnRow),
  may: signedIn,
  async run({ db, actor, planId }, input) {
    const select = db
      .selectFrom('supportTurn as t')
      .innerJoin('plan as p', 'p.id', 't.planId')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .where(recordsWanted('t', 'support_turn', actor, input))
    const rows = select.select([
      't.id',
      't.planId',
      'p.number as plan',
      't.applicationId',
      't.enterpriseId',
      'e.name as enterprise',
      'e.taxCode',
      'c.name as content',
      'c.nameEn as contentEn',
      't.year',
      't.state',
      't.decidedOn',
      't.finishedOn',
      sql<number>`(SELECT count(*)::int FROM certificate k WHERE k.turn_id = t.id AND k.withdrawn_on IS NULL)`.as(
        'certificates',
      ),
      't.taskMoney as fromTask',
      sql<string | null>`(SELECT k.title FROM science_task_content s JOIN science_task k ON k.id = s.task_id
        WHERE s.id = t.task_content_id)`.as('task'),
      standing('disbursed').as('disbursed'),
      sql<bigint>`${standing('committed')} + ${standing('disbursed')}`.as('committed'),
    ])
    return pageOf(
      rows,
      input,
      {
        decided: { column: 't.decidedOn', value: (row) => row.decidedOn, direction: 'desc' },
        id: { column: 't.id', value: (row) => row.id },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
        year: { column: 't.year', value: (row) => row.year, direction: 'desc' },
        state: { column: 't.state', value: (row) => row.state },
        finished: byDay('t.finishedOn', (row) => row.finishedOn),
      },
      't.id',
      select.select('t.id'),
    )
  },
})

/** The S&T task that a turn is under. */
const taskOf = async (db: Db, turnId: number) =>
  (await db
    .selectFrom('supportTurn as t')
    .innerJoin('scienceTaskContent as c', 'c.id', 't.taskContentId')
    .innerJoin('scienceTask as k', 'k.id', 'c.taskId')
    .select(['k.id', 'k.title'])
    .where('t.id', '=', turnId)
    .executeTakeFirst()) ?? null

/** Who helps in a turn, and whether that was rated. */
async function helperOf(db: Db, turnId: number) {
  const row = await db
    .selectFrom('supportTurn as t')
    .innerJoin('serviceProvider as p', 'p.id', 't.providerId')
    .leftJoin('serviceRating as r', 'r.turnId', 't.id')
    .select(['p.id', 'p.name', 'r.id as rating'])
    .where('t.id', '=', turnId)
    .executeTakeFirst()
  return row === undefined
    ? { provider: null, rated: false }
    : { provider: { id: row.id, name: row.name }, rated: row.rating !== null }
}

const FileRow = z.object({ id: z.int(), name: z.string() }).nullable()

/** One support turn: its steps with their papers, its money, its certificates, and what comes next. */
export const showTurn = query({
  name: 'support.show',
  summary: words('Một lượt hỗ trợ', 'One support turn'),
  route: 'GET /support/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...turnShape,
    version: z.int(),
    /** By when the work is to be done, and what it is, as contract and approved changes say. */
    dueOn: z.iso.date().nullable(),
    scope: z.string().nullable(),
    steps: z.array(
      z.object({
        id: z.int(),
        state: turnStates.schema,
        happenedOn: z.iso.date(),
        documentNumber: z.string().nullable(),
        note: z.string().nullable(),
        file: FileRow,
      }),
    ),
    /** Who helps, picked from the register; and whether the enterprise has rated it. */
    provider: z.object({ id: z.int(), name: z.string() }).nullable(),
    rated: z.boolean(),
    /** The S&T task that it is under. */
    task: z.object({ id: z.int(), title: z.string() }).nullable(),
    takenOver: TakenOver,
    moves: Moves,
    money: z.object({
      /** Null for a turn that was taken over and whose contract was not, and for one that the contract of its task pays. */
      commitmentId: z.int().nullable(),
      /** What it draws of the content of its task; null where it stands alone, or that is not known. */
      fromTask: dongOut().nullable(),
      committed: dongOut(),
      disbursed: dongOut(),
      remaining: dongOut(),
    }),
    certificates: z.array(CertificateRow),
    /** The drafts of its contract, the last one first. */
    contracts: z.array(DocumentRow),
    products: z.array(z.object({ id: z.int(), name: z.string() })),
    next: z.enum(turnSteps).nullable(),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const turn = await readTurn(db, actor, input.id, false)
    const steps = await db
      .selectFrom('supportStep as s')
      .leftJoin('file as f', 'f.id', 's.fileId')
      .select([
        's.id',
        's.state',
        's.happenedOn',
        's.documentNumber',
        's.note',
        's.fileId',
        'f.name as fileName',
      ])
      .where('s.turnId', '=', turn.id)
      .orderBy('s.id')
      .execute()
    const money = await db
      .selectFrom('supportTurn as t')
      .select([standing('committed').as('remaining'), standing('disbursed').as('disbursed')])
      .where('t.id', '=', turn.id)
      .executeTakeFirstOrThrow()
    const certificates = await certificateSelect(db).where('k.turnId', '=', turn.id).orderBy('k.id').execute()
    const products = await db
      .selectFrom('product')
      .select(['id', 'name'])
      .where('enterpriseId', '=', turn.enterpriseId)
      .orderBy('name')
      .execute()
    return {
      id: turn.id,
      planId: turn.planId,
      plan: turn.planNumber,
      version: turn.version,
      dueOn: turn.dueOn,
      scope: turn.scope,
      applicationId: turn.applicationId,
      enterpriseId: turn.enterpriseId,
      enterprise: turn.enterpriseName,
      taxCode: turn.taxCode,
      content: turn.contentName,
      contentEn: turn.contentNameEn,
      year: turn.year,
      state: turn.state,
      decidedOn: turn.decidedOn,
      finishedOn: turn.finishedOn,
      steps: steps.map(({ fileId, fileName, ...step }) => ({
        ...step,
        state: turnStates.schema.parse(step.state),
        file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      })),
      ...(await helperOf(db, turn.id)),
      task: await taskOf(db, turn.id),
      takenOver: await takenOver(db, actor, 'support_turn', turn.id),
      moves: await movesOf(db, 'support_turn', turn.id),
      money: {
        commitmentId: turn.commitmentId,
        fromTask: turn.taskMoney,
        committed: money.remaining + money.disbursed,
        disbursed: money.disbursed,
        remaining: money.remaining,
      },
      certificates: certificates.map((row) => withValidity(row, today)),
      contracts: await documentsOf(db, `support_turn:${turn.id}`),
      products,
      next: nextStep(turn.state),
    }
  },
})

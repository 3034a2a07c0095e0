import { sql } from 'kysely'
import { z } from 'zod'
import { enterpriseUnit } from '../enterprises/index.ts'
import { Moves, movesOf, ofPlans, outsidePlan, planFor, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, actsFor, type Grant, ownEnterprise, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { File, fileOf } from '../platform/file-of.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, forbidden, invalidField, notFound } from '../platform/problem.ts'
import { readableBy, readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { obstacleFields, resolutionFields } from './obstacle-fields.ts'
import {
  obstacleOpen,
  obstacleState,
  obstacleStates,
  waitingOf,
  waitsForCommittee,
} from './obstacle-states.ts'

/** Everybody who meets with obstacles; leaders read them, auditors change nothing. */
export const obstacleReporters: readonly Grant[] = signedIn.filter(
  (grant) => grant !== 'auditor' && grant !== 'leader',
)

explainConstraint('obstacle_enterprise_id_fkey', () =>
  invalidField('enterpriseId', words('Không có doanh nghiệp này.', 'There is no such enterprise.')),
)
explainConstraint('obstacle_agency_id_fkey', () =>
  invalidField('agencyId', words('Không có cơ quan này.', 'There is no such agency.')),
)

/** Reports an obstacle to the coordinator, as plans ask in their last paragraph. An account reports for its own agency or enterprise. */
export const reportObstacle = command({
  name: 'obstacles.report',
  summary: words('Phản ánh khó khăn, vướng mắc', 'Report an obstacle'),
  route: 'POST /obstacles',
  input: z.object({
    ...obstacleFields.input,
    /** On behalf of an enterprise or an agency; the coordinator only. */
    enterpriseId: optionalId(),
    agencyId: optionalId(),
    /** The plan that the coordinator names; left out: the plan of its place and day. */
    planId: optionalId(),
  }),
  output: z.object({ id: z.int() }),
  may: obstacleReporters,
  rules: [
    notAhead('reportedOn', words('Ngày phản ánh không thể ở tương lai.', 'The day cannot be in the future.')),
    {
      of: ['reportedOn', 'enterpriseId', 'planId'],
      judge: async (input, context) => {
        const { reportedOn, plan } = await planOfObstacle(input, context)
        const outside = reportedOn > context.today ? null : outsidePlan(reportedOn, plan)
        return outside === null ? null : { field: 'reportedOn', words: outside }
      },
    },
    {
      of: ['enterpriseId', 'agencyId'],
      judge: ({ enterpriseId, agencyId }, { actor }) =>
        actor.grants.has('coordinator') && enterpriseId !== undefined && agencyId !== undefined
          ? { field: 'agencyId', words: words('Xin chọn một nơi phản ánh.', 'Please choose one reporter.') }
          : null,
    },
  ],
  subject: (_input, output) => `obstacle:${output.id}`,
  async run(context, input) {
    const { db, actor } = context
    const { reportedOn, plan } = await planOfObstacle(input, context)
    const forOther =
      actor.grants.has('coordinator') && (input.enterpriseId !== undefined || input.agencyId !== undefined)
    const enterpriseId = forOther ? (input.enterpriseId ?? null) : ownEnterprise(actor, input.enterpriseId)
    const agencyId = forOther ? (input.agencyId ?? null) : actor.agencyId
    return db
      .insertInto('obstacle')
      .values({
        planId: plan.id,
        agencyId,
        enterpriseId,
        ...obstacleFields.values({ ...input, reportedOn }),
        reportedBy: actor.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** The day of an obstacle and the plan that it is met with. @throws Problem 422 when the plan named is none */
async function planOfObstacle(
  input: {
    readonly reportedOn?: string | undefined
    readonly enterpriseId?: number | undefined
    readonly planId?: number | undefined
  },
  { db, actor, today, planId }: Context,
) {
  const reportedOn = input.reportedOn ?? today
  const coordinates = actor.grants.has('coordinator')
  const plan = await planFor(
    { db, planId },
    {
      named: coordinates ? input.planId : undefined,
      day: reportedOn,
      unit: await enterpriseUnit(
        db,
        coordinates ? (input.enterpriseId ?? actor.enterpriseId) : ownEnterprise(actor, input.enterpriseId),
      ),
    },
  )
  return { reportedOn, plan }
}

/** Who answers: the coordinator, and the agency that is in charge of an obstacle. */
const obstacleAnswerers: readonly Grant[] = obstacleReporters.filter(
  (grant) => grant !== 'enterprise' && grant !== 'association',
)

/** Says what was done about an obstacle. */
export const resolveObstacle = command({
  name: 'obstacles.resolve',
  summary: words('Ghi kết quả giải quyết khó khăn, vướng mắc', 'Resolve an obstacle'),
  route: 'POST /obstacles/{id}/resolution',
  input: z.object({ id: id(), ...resolutionFields.input }),
  output: z.object({ id: z.int() }),
  may: obstacleAnswerers,
  rules: [
    notAhead(
      'resolvedOn',
      words('Ngày giải quyết không thể ở tương lai.', 'The day cannot be in the future.'),
    ),
    {
      of: ['id', 'resolvedOn'],
      judge: async (input, { db }) => {
        const obstacle = await db
          .selectFrom('obstacle')
          .select('reportedOn')
          .where('id', '=', input.id)
          .executeTakeFirst()
        if (obstacle === undefined || input.resolvedOn >= obstacle.reportedOn) return null
        return {
          field: 'resolvedOn',
          words: {
            vi: 'Ngày giải quyết không thể trước ngày phản ánh.',
            en: 'The day cannot be before the day it was reported.',
          },
        }
      },
    },
  ],
  subject: (input) => `obstacle:${input.id}`,
  async run({ db, actor }, input) {
    const obstacle = await db
      .selectFrom('obstacle')
      .select(['id', 'resolvedOn', 'withdrawnOn', 'chargeId'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (obstacle === undefined) throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
    if (actor.userId !== null && !actor.grants.has('coordinator') && !actsFor(actor, obstacle.chargeId))
      throw forbidden()
    if (obstacle.withdrawnOn !== null)
      throw conflict('obstacles.withdrawn', words('Phản ánh này đã được rút.', 'The report is withdrawn.'))
    if (obstacle.resolvedOn !== null) {
      throw conflict(
        'obstacles.resolved',
        words('Việc này đã có kết quả giải quyết.', 'This has been resolved already.'),
      )
    }
    if ((await waitingOf(db, input.id)) !== undefined)
      throw conflict(
        'obstacles.waits',
        words(
          'Đang chờ Ủy ban nhân dân tỉnh: xin ghi văn bản trả lời.',
          "It waits for the People's Committee: record its answer.",
        ),
      )
    await db.updateTable('obstacle').set(resolutionFields.values(input)).where('id', '=', input.id).execute()
    return { id: input.id }
  },
})

const Obstacle = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of the plan that it was met with. */
  plan: z.string(),
  ...obstacleFields.row,
  /** The agency or enterprise; null when an account without either reported it. */
  reporter: z.string().nullable(),
  enterpriseId: z.int().nullable(),
  agencyId: z.int().nullable(),
  reportedBy: z.string(),
  ...resolutionFields.row,
  state: obstacleStates.schema,
  fieldId: z.int().nullable(),
  field: z.string().nullable(),
  fieldEn: z.string().nullable(),
  /** The agency that answers it, and by when. */
  chargeId: z.int().nullable(),
  charge: z.string().nullable(),
  chargeEn: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  acceptedOn: z.iso.date().nullable(),
  /** Whether it waits for the People's Committee. */
  waits: z.boolean(),
  withdrawnOn: z.iso.date().nullable(),
  withdrawal: z.string().nullable(),
})

function obstacleRows(db: Db) {
  return db
    .selectFrom('obstacle as o')
    .leftJoin('enterprise as e', 'e.id', 'o.enterpriseId')
    .leftJoin('agency as a', 'a.id', 'o.agencyId')
    .innerJoin('plan as p', 'p.id', 'o.planId')
    .leftJoin('obstacleField as k', 'k.id', 'o.fieldId')
    .leftJoin('agency as c', 'c.id', 'o.chargeId')
    .select(['o.fieldId', 'k.name as field', 'k.nameEn as fieldEn'])
    .select(['o.chargeId', 'c.name as charge', 'c.nameEn as chargeEn', 'o.dueOn'])
    .select(['o.acceptedOn', 'o.withdrawnOn', 'o.withdrawal', obstacleState.as('state')])
    .select(sql<boolean>`${obstacleOpen} AND ${waitsForCommittee}`.as('waits'))
    .select([
      'o.id',
      'o.planId',
      'p.number as plan',
      ...obstacleFields.select('o'),
      ...resolutionFields.select('o'),
      sql<string | null>`coalesce(e.name, a.name)`.as('reporter'),
      'o.enterpriseId',
      'o.agencyId',
      'o.reportedBy',
    ])
}

export const obstacleSources = ['agency', 'enterprise'] as const

/**
 * What an enterprise or an association reads: what it reported, and an association what its members did.
 * @param at the table `obstacle` in the select
 */
export function readableObstacles(actor: Actor, at: string) {
  const ofEnterprises = readableBy(actor, `${at}.enterpriseId`)
  if (readsEvery(actor) || actor.agencyIds.length === 0) return ofEnterprises
  return sql<boolean>`(${ofEnterprises} OR ${sql.ref(`${at}.agencyId`)} = ANY (${actor.agencyIds}::integer[])
    OR ${sql.ref(`${at}.chargeId`)} = ANY (${actor.agencyIds}::integer[]))`
}

/** Obstacles of every plan, or of those asked for, newest first. An enterprise or an association sees its own. */
export const listObstacles = query({
  name: 'obstacles.list',
  summary: words('Danh sách khó khăn, vướng mắc', 'List of obstacles'),
  route: 'GET /obstacles',
  input: z.object({
    ...listInput(['reportedOn', 'id', 'reporter', 'resolvedOn', 'dueOn']),
    state: optionalChoice(obstacleStates.keys),
    fieldId: optionalId(),
    chargeId: optionalId(),
    /** Those whose day is past. */
    late: optionalChoice(['late']),
    /** Those that wait for the People's Committee. */
    passed: optionalChoice(['waits']),
    from: optionalChoice(obstacleSources),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Obstacle),
  may: signedIn,
  async run({ db, actor, planId, today }, input) {
    let rows = obstacleRows(db).where(ofPlans('o.planId', plansWanted(planId, input.plan)))
    rows = rows.where(readableObstacles(actor, 'o'))
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('o.search', 'like', pattern)
    if (input.state !== undefined) rows = rows.where(sql<boolean>`${obstacleState} = ${input.state}`)
    if (input.fieldId !== undefined) rows = rows.where('o.fieldId', '=', input.fieldId)
    if (input.chargeId !== undefined) rows = rows.where('o.chargeId', '=', input.chargeId)
    if (input.late !== undefined)
      rows = rows.where(sql<boolean>`${obstacleOpen} AND o.due_on < ${today}::date`)
    if (input.passed !== undefined) rows = rows.where(sql<boolean>`${obstacleOpen} AND ${waitsForCommittee}`)
    if (input.from === 'agency') rows = rows.where('o.agencyId', 'is not', null)
    if (input.from === 'enterprise') rows = rows.where('o.enterpriseId', 'is not', null)
    if (input.year !== undefined) {
      rows = rows
        .where('o.reportedOn', '>=', `${input.year}-01-01`)
        .where('o.reportedOn', '<=', `${input.year}-12-31`)
    }
    return pageOf(
      rows,
      input,
      {
        reportedOn: { column: 'o.reportedOn', value: (row) => row.reportedOn, direction: 'desc' },
        id: { column: 'o.id', value: (row) => row.id },
        reporter: {
          column: sql`coalesce(e.name, a.name, '')`,
          value: (row) => row.reporter ?? '',
        },
        resolvedOn: byDay('o.resolvedOn', (row) => row.resolvedOn),
        dueOn: byDay('o.dueOn', (row) => row.dueOn),
      },
      'o.id',
    )
  },
})

/** One obstacle. */
export const showObstacle = query({
  name: 'obstacles.show',
  summary: words('Một khó khăn, vướng mắc', 'One obstacle'),
  route: 'GET /obstacles/{id}',
  input: z.object({ id: id() }),
  output: Obstacle.extend({
    moves: Moves,
    /** The documents to the People's Committee, and back. */
    passings: z.array(
      z.object({
        passedNumber: z.string(),
        passedOn: z.iso.date(),
        passedFile: File,
        answerNumber: z.string().nullable(),
        answeredOn: z.iso.date().nullable(),
        answerFile: File,
      }),
    ),
    /** Answers that who reported it did not take. */
    answers: z.array(
      z.object({
        resolution: z.string(),
        resolvedOn: z.iso.date(),
        reopenedOn: z.iso.date(),
        reason: z.string(),
      }),
    ),
  }),
  may: signedIn,
  async run({ db, actor }, input) {
    const row = await obstacleRows(db)
      .where('o.id', '=', input.id)
      .where(readableObstacles(actor, 'o'))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
    const answers = await db
      .selectFrom('obstacleAnswer')
      .select(['resolution', 'resolvedOn', 'reopenedOn', 'reason'])
      .where('obstacleId', '=', row.id)
      .orderBy('id')
      .execute()
    const passings = await db
      .selectFrom('obstaclePassing as w')
      .select(['w.passedNumber', 'w.passedOn', 'w.answerNumber', 'w.answeredOn'])
      .select([
        fileOf(actor, 'w.passedFileId').as('passedFile'),
        fileOf(actor, 'w.answerFileId').as('answerFile'),
      ])
      .where('w.obstacleId', '=', row.id)
      .orderBy('w.id')
      .execute()
    return { ...row, moves: await movesOf(db, 'obstacle', row.id), answers, passings }
  },
})

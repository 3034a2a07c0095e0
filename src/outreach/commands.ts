import { sql } from 'kysely'
import { z } from 'zod'
import { dayOfPlan, type FactKind, planFor, recordFact, retractFact } from '../plan/index.ts'
import { doers, entersFor } from '../platform/actor.ts'
import { yearOf } from '../platform/dates.ts'
import { optionalId } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { outreachFields } from './fields.ts'
import { misfits, namesTooMany } from './rules.ts'
import { wrongSentence } from './serves.ts'
import { Changed, commandsOf, type Way } from './way.ts'

/* What an agency or association did for the programme among its own: entered by it, sent, confirmed by another person, and a fact from then on. */

explainConstraint('outreach_kind_id_fkey', () =>
  invalidField('kindId', words('Không có loại việc này.', 'There is no such kind.')),
)
explainConstraint('outreach_agency_id_fkey', () =>
  invalidField('agencyId', words('Không có cơ quan, hội này.', 'There is no such agency.')),
)
explainConstraint('outreach_unit_id_fkey', () =>
  invalidField('unitId', words('Không có địa bàn này.', 'There is no such commune.')),
)
explainConstraint('outreach_source_id_fkey', () =>
  invalidField('sourceId', words('Không có quỹ, nguồn này.', 'There is no such fund.')),
)

export const outreachWay = {
  table: 'outreach',
  name: 'outreach',
  missing: () => notFound(words('hoạt động vận động', 'Outreach')),
  apart: {
    control: 'outreach',
    record: 'outreach',
    commands: [
      ...['outreach.record', 'outreach.correct', 'outreach.send'],
      ...['outreach.nameEnterprises', 'outreach.tieIntroductions', 'outreach.addProof'],
    ],
    others: (recordId) => sql`SELECT a.user_id AS account, a.at FROM outreach o
      JOIN audit a ON a.subject = 'outreach-import:' || o.import_id WHERE o.id = ${recordId}`,
    did: words('Bạn đã ghi hoặc gửi việc này', 'You entered or sent it'),
  },
} as const satisfies Way

type Said = Omit<z.output<z.ZodObject<typeof outreachFields.input>>, 'agencyId'> & {
  readonly agencyId?: number | undefined
}

/** Rule: one enters for one's own agency, the coordinator for any, which it names. */
export const forOwnAgency: Rule<{ readonly agencyId?: number | undefined }> = {
  of: ['agencyId'],
  asks: { agencyId: words('khi ghi thay cơ quan, hội', 'when it is entered for another') },
  judge: ({ agencyId }, { actor }) =>
    agencyId === undefined
      ? actor.agencyId === null
        ? { field: 'agencyId', words: words('Xin chọn cơ quan, hội.', 'Please choose the agency.') }
        : null
      : entersFor(actor, agencyId)
        ? null
        : { field: 'agencyId', words: words('Chỉ ghi cho nơi của mình.', 'Only for one’s own.') },
}

const paid: Rule<Said> = {
  of: ['cost', 'sourceId', 'integrationId'],
  asks: { cost: words('khi một quỹ, nguồn chi trả', 'where a fund pays') },
  judge: (said) => misfits(said),
}

const usedKind: Rule<Said> = {
  of: ['kindId'],
  judge: async ({ kindId }, { db }) => {
    const row = await db
      .selectFrom('outreachKind')
      .select('endedOn')
      .where('id', '=', kindId)
      .executeTakeFirst()
    return row === undefined || row.endedOn !== null
      ? { field: 'kindId', words: words('Xin chọn loại việc đang dùng.', 'Please choose a kind in use.') }
      : null
  },
}

const ownIntegration: Rule<Said> = {
  of: ['agencyId', 'integrationId'],
  judge: async ({ agencyId, integrationId }, { db, actor }) => {
    if (integrationId === undefined) return null
    const row = await db
      .selectFrom('integration')
      .select('state')
      .where('id', '=', integrationId)
      .where('agencyId', '=', agencyId ?? actor.agencyId ?? 0)
      .executeTakeFirst()
    return row === undefined || row.state === 'withdrawn'
      ? {
          field: 'integrationId',
          words: words(
            'Xin chọn khoản lồng ghép của chính cơ quan, hội này.',
            'Please choose integrated money of the same agency.',
          ),
        }
      : null
  },
}

const ofPlan: Rule<Said> = {
  of: ['heldOn', 'serves'],
  judge: ({ heldOn, serves }, context) =>
    serves === undefined || heldOn > context.today ? null : wrongSentence(context, serves, heldOn),
}

/** What is asked of an activity when it is entered and when it is put right. */
export const outreachRules = [
  notAhead('heldOn'),
  inOrder('heldOn', 'endedOn', words('Không thể trước ngày bắt đầu.', 'It cannot be before it begins.')),
  paid,
  dayOfPlan('heldOn'),
  usedKind,
  ownIntegration,
  ofPlan,
] as const

/** Enters what an agency or association did; it is sent when it is whole. */
export const recordOutreach = command({
  name: 'outreach.record',
  summary: words('Ghi việc vận động của cơ quan, hội', 'Enter outreach'),
  route: 'POST /outreach',
  input: z.object({ ...outreachFields.input, agencyId: optionalId() }),
  output: Changed,
  may: [...doers],
  rules: [...outreachRules, forOwnAgency],
  subject: (_input, output) => `outreach:${output.id}`,
  async run(context, input) {
    const { db, actor, today } = context
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const agencyId = input.agencyId ?? actor.agencyId ?? 0
    const { id: planId } = await planFor(context, { day: input.heldOn })
    return db
      .insertInto('outreach')
      .values({ ...outreachFields.values({ ...input, agencyId }), planId, enteredOn: today })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow()
  },
})

const countsAs = ['outreach.done', 'outreach.reached'] as const satisfies readonly FactKind[]

/** Writes what counts of an activity that is confirmed: that it was done, and how many enterprises it reached. */
async function count({ db }: Context, recordId: number): Promise<void> {
  const row = await db
    .selectFrom('outreach')
    .select(['planId', 'heldOn', 'title', 'enterprises', 'fileId'])
    .where('id', '=', recordId)
    .executeTakeFirstOrThrow()
  const { planId, heldOn, title, enterprises, fileId } = row
  if (fileId === null) return
  const fact = {
    ...{ planId, year: yearOf(heldOn), occurredOn: heldOn, subject: `outreach:${recordId}`, label: title },
    ...{ fileId, recordType: 'outreach' as const, recordId },
  }
  await recordFact(db, { ...fact, kind: 'outreach.done' })
  if (enterprises > 0) await recordFact(db, { ...fact, kind: 'outreach.reached', quantity: enterprises })
}

/** Lets go of the introductions that were said to come by an activity. */
export async function untie({ db }: Pick<Context, 'db'>, recordId: number): Promise<void> {
  await db.updateTable('introduction').set({ outreachId: null }).where('outreachId', '=', recordId).execute()
}

export const {
  send: sendOutreach,
  confirm: confirmOutreach,
  return: returnOutreach,
  withdraw: withdrawOutreach,
} = commandsOf(outreachWay, {
  said: {
    send: words('Gửi việc đã làm', 'Send what was done'),
    confirm: words('Xác nhận việc của cơ quan, hội', 'Confirm outreach'),
    return: words('Trả lại việc của cơ quan, hội', 'Return outreach'),
    withdraw: words('Rút việc của cơ quan, hội', 'Take back outreach'),
  },
  async sending({ db }, { id: recordId }) {
    const { enterprises, named } = await db
      .selectFrom('outreach as o')
      .select('o.enterprises')
      .select(
        sql<number>`(SELECT count(*)::int FROM outreach_enterprise e WHERE e.outreach_id = o.id)`.as('named'),
      )
      .where('o.id', '=', recordId)
      .executeTakeFirstOrThrow()
    if (namesTooMany(named, enterprises))
      throw conflict(
        'outreach.namesTooMany',
        words(
          'Số doanh nghiệp nêu tên nhiều hơn số được tiếp cận; xin sửa một trong hai.',
          'More enterprises are named than were reached; please put one of the two right.',
        ),
      )
  },
  confirming: (context, { id: recordId }) => count(context, recordId),
  async withdrawing({ db }, { id: recordId, state }, reason) {
    await untie({ db }, recordId)
    if (state !== 'confirmed') return
    for (const kind of countsAs) await retractFact(db, { kind, recordType: 'outreach', recordId, reason })
  },
})

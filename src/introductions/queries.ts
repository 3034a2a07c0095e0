import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { applicationStates } from '../applications/index.ts'
import { needKinds, needStates } from '../needs/index.ts'
import { type Actor, type Grant, holds } from '../platform/actor.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { registrationStates } from '../registrations/index.ts'
import { turnStates } from '../support/index.ts'
import { noIntroduction } from './commands.ts'
import { introductionFields } from './fields.ts'
import { consentWays, introductionStates } from './rules.ts'

/*
 * What who brought an enterprise sees of it, while it consents: that it signed up, that it told of needs, applied, is supported, and where each stands.
 * No amount, no paper, no text and no person: neither here nor in the pages, which show these queries alone.
 */

export const readers: readonly Grant[] = ['association', 'agency', 'coordinator', 'auditor', 'enterprise']
const office: readonly Grant[] = ['coordinator', 'auditor']

const Row = z.object({
  id: z.int(),
  ...introductionFields.row,
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  introducedOn: z.iso.date(),
  state: introductionStates.schema,
  consentedOn: z.iso.date().nullable(),
  /** Where its registration stands, of one that was invited. */
  registration: registrationStates.schema.nullable(),
  inRegister: z.boolean(),
  /** How many there are; null without consent. */
  needs: z.int().nullable(),
  applications: z.int().nullable(),
  turns: z.int().nullable(),
})
export type IntroductionRow = z.infer<typeof Row>

/** Counts rows of the enterprise, while it consents. @param from a table with its condition, the enterprise's column as `x` */
const counted = (from: RawBuilder<unknown>) =>
  sql<number | null>`CASE WHEN i.state = 'consented' THEN (SELECT count(*)::int FROM ${from}) END`

/** Whether a person of an agency or of the office reads those that an agency brought. */
export const readsIntroductionsOf = (actor: Actor, agencyId: number): boolean =>
  actor.userId === null || holds(actor, office) || actor.agencyIds.includes(agencyId)

/** The office reads all, an enterprise those about itself, who brings those that it brought. */
function rows({ db, actor }: Pick<Context, 'db' | 'actor'>) {
  const all = db
    .selectFrom('introduction as i')
    .innerJoin('agency as g', 'g.id', 'i.agencyId')
    .leftJoin('registration as r', 'r.id', 'i.registrationId')
    .leftJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .select(['i.id', 'i.agencyId', 'g.name as agency', 'g.nameEn as agencyEn', 'i.introducedOn', 'i.state'])
    .select(['i.consentedOn', 'r.state as registration', 'i.taxCode', 'i.name'])
    .select(sql<boolean>`i.enterprise_id IS NOT NULL`.as('inRegister'))
    .select(counted(sql`need n WHERE n.enterprise_id = i.enterprise_id`).as('needs'))
    .select(counted(sql`application a WHERE a.enterprise_id = i.enterprise_id`).as('applications'))
    .select(counted(sql`support_turn t WHERE t.enterprise_id = i.enterprise_id`).as('turns'))
  if (actor.userId === null || holds(actor, office)) return all
  if (actor.grants.has('enterprise')) return all.where('i.enterpriseId', 'in', [0, ...actor.enterpriseIds])
  return all.where('i.agencyId', 'in', [0, ...actor.agencyIds])
}

/** The enterprises that associations and agencies brought, the latest first. */
export const listIntroductions = query({
  name: 'introductions.list',
  summary: words('Doanh nghiệp được giới thiệu', 'Enterprises that were introduced'),
  route: 'GET /introductions',
  input: z.object({
    ...listInput(['introducedOn', 'name']),
    state: optionalChoice(introductionStates.keys),
    registration: optionalChoice(registrationStates.keys),
    agencyId: optionalId(),
  }),
  output: listOutput(Row),
  may: readers,
  async run(context, input) {
    let found = rows(context)
    if (input.state !== undefined) found = found.where('i.state', '=', input.state)
    if (input.registration !== undefined) found = found.where('r.state', '=', input.registration)
    if (input.agencyId !== undefined) found = found.where('i.agencyId', '=', input.agencyId)
    for (const pattern of searchPatterns(input.q, fold)) found = found.where('i.search', 'like', pattern)
    return pageOf(
      found,
      input,
      {
        introducedOn: byDay('i.introducedOn', (row) => row.introducedOn),
        name: { column: 'i.name', value: (row) => row.name },
      },
      'i.id',
    )
  },
})

const Introduction = Row.extend({
  version: z.int(),
  enterpriseId: z.int().nullable(),
  consentWay: consentWays.schema.nullable(),
  /** Who gave it, and the paper: to the enterprise and the office alone. */
  consentBy: z.string().nullable(),
  paper: z.string().nullable(),
  endedOn: z.iso.date().nullable(),
  endedBy: z.string().nullable(),
  reason: z.string().nullable(),
  registrationId: z.int().nullable(),
  ofNeeds: z.array(
    z.object({
      kind: needKinds.schema,
      content: z.string().nullable(),
      contentEn: z.string().nullable(),
      year: z.int(),
      enteredOn: z.iso.date(),
      state: needStates.schema,
    }),
  ),
  ofApplications: z.array(
    z.object({
      number: z.int(),
      content: z.string(),
      contentEn: z.string(),
      year: z.int(),
      filedOn: z.iso.date(),
      state: applicationStates.schema,
    }),
  ),
  ofTurns: z.array(
    z.object({
      number: z.int(),
      content: z.string(),
      contentEn: z.string(),
      year: z.int(),
      decidedOn: z.iso.date(),
      finishedOn: z.iso.date().nullable(),
      state: turnStates.schema,
    }),
  ),
})
export type Introduction = z.infer<typeof Introduction>

/** One enterprise that was brought: its consent, and its steps while it consents. */
export const showIntroduction = query({
  name: 'introductions.show',
  summary: words('Một doanh nghiệp được giới thiệu', 'One enterprise that was introduced'),
  route: 'GET /introductions/{id}',
  input: z.object({ id: id() }),
  output: Introduction,
  may: readers,
  async run(context, input) {
    const row = await rows(context)
      .select(['i.version', 'i.enterpriseId', 'i.consentWay', 'i.consentBy', 'i.paper', 'i.endedOn'])
      .select(['i.endedBy', 'i.reason', 'i.registrationId'])
      .where('i.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noIntroduction()
    const { actor } = context
    const whole = actor.userId === null || holds(actor, [...office, 'enterprise'])
    const told = whole ? row : { ...row, consentBy: null, paper: null, endedBy: null, reason: null }
    return { ...told, ...(await stepsOf(context, row.state === 'consented' ? row.enterpriseId : null)) }
  },
})

/** The steps of an enterprise; null: none are told. */
async function stepsOf({ db }: Pick<Context, 'db'>, enterpriseId: number | null) {
  if (enterpriseId === null) return { ofNeeds: [], ofApplications: [], ofTurns: [] }
  const ofNeeds = await db
    .selectFrom('need as n')
    .leftJoin('supportContent as c', 'c.id', 'n.contentId')
    .select(['n.kind', 'c.name as content', 'c.nameEn as contentEn', 'n.year', 'n.enteredOn', 'n.state'])
    .where('n.enterpriseId', '=', enterpriseId)
    .orderBy('n.id', 'desc')
    .execute()
  const ofApplications = await db
    .selectFrom('application as a')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select([
      'a.id as number',
      'c.name as content',
      'c.nameEn as contentEn',
      'a.year',
      'a.filedOn',
      'a.state',
    ])
    .where('a.enterpriseId', '=', enterpriseId)
    .orderBy('a.id', 'desc')
    .execute()
  const ofTurns = await db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['t.id as number', 'c.name as content', 'c.nameEn as contentEn', 't.year', 't.decidedOn'])
    .select(['t.finishedOn', 't.state'])
    .where('t.enterpriseId', '=', enterpriseId)
    .orderBy('t.id', 'desc')
    .execute()
  return { ofNeeds, ofApplications, ofTurns }
}

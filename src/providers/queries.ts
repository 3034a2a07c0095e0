import { sql } from 'kysely'
import { z } from 'zod'
import { withTaxCode } from '../enterprises/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { noProvider } from './commands.ts'
import { licenceFields, providerFields, providerForms, providerRoles, providerStates } from './fields.ts'
import { expiredSince, readProviderRule } from './pick.ts'
import { type LicenceStanding, licenceStanding, meanOf } from './rules.ts'

const Rated = {
  ratings: z.int(),
  /** The mean of the ratings; null where there are fewer than the house's least number. */
  mean: z.number().nullable(),
}
const Provider = z.object({
  id: z.int(),
  ...providerFields.row,
  state: providerStates.schema,
  /** The last day of its licences, where none holds any more. */
  expired: z.iso.date().nullable(),
  ...Rated,
})
export type Provider = z.infer<typeof Provider>

const ratings = sql<number>`(SELECT count(*)::int FROM service_rating r WHERE r.provider_id = p.id)`
const stars = sql<number>`(SELECT coalesce(sum(r.score), 0)::int FROM service_rating r WHERE r.provider_id = p.id)`

const providerRows = (db: Db, today: string) =>
  db
    .selectFrom('serviceProvider as p')
    .select(['p.id', ...providerFields.select('p'), 'p.state'])
    .select([expiredSince(today).as('expired'), ratings.as('ratings'), stars.as('stars')])

/** A row with its mean, where there are ratings enough. */
const rated = <R extends { readonly ratings: number; readonly stars: number }>(
  { stars: sum, ...row }: R,
  least: number,
) => ({ ...row, mean: meanOf(sum, row.ratings, least) })

/** The register of who helps enterprises. */
export const listProviders = query({
  name: 'providers.list',
  summary: words('Sổ tổ chức, chuyên gia hỗ trợ', 'Register of providers'),
  route: 'GET /providers',
  input: z.object({
    ...listInput(['name', 'state']),
    state: optionalChoice(providerStates.keys),
    role: optionalChoice(providerRoles.keys),
    form: optionalChoice(providerForms.keys),
    /** Those none of whose licences holds any more. */
    licence: optionalChoice(['expired']),
  }),
  output: listOutput(Provider),
  may: officers,
  async run({ db, today }, input) {
    let rows = providerRows(db, today)
    if (input.state !== undefined) rows = rows.where('p.state', '=', input.state)
    if (input.form !== undefined) rows = rows.where('p.form', '=', input.form)
    if (input.role !== undefined) rows = rows.where(`p.${input.role}`, '=', true)
    if (input.licence !== undefined) rows = rows.where(sql<boolean>`${expiredSince(today)} IS NOT NULL`)
    for (const pattern of searchPatterns(withTaxCode(input.q), fold))
      rows = rows.where(sql<boolean>`p.search LIKE ${pattern}`)
    const { leastRatings: least } = await readProviderRule(db)
    const page = await pageOf(
      rows,
      input,
      {
        name: { column: 'p.name', value: (row) => row.name },
        state: { column: 'p.state', value: (row) => row.state },
      },
      'p.id',
    )
    return { ...page, rows: page.rows.map((row) => rated(row, least)) }
  },
})

const Public = z.object({
  id: z.int(),
  ...{ form: providerForms.schema, name: z.string(), specialities: z.string().nullable() },
  ...{ consultant: z.boolean(), certifier: z.boolean(), laboratory: z.boolean() },
  ...{ inspection: z.boolean(), trainer: z.boolean() },
  /** Only of those who agreed that they are public. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** Its licences that hold today: number, issuer, scope. */
  licences: z.string().nullable(),
  ...Rated,
})
export type PublicProvider = z.infer<typeof Public>

/** The confirmed ones, for enterprises that look for help: no address and no person; a single expert only who agreed to be public. */
export const listPublicProviders = query({
  name: 'providers.listPublic',
  summary: words('Tổ chức, chuyên gia hỗ trợ đã xác nhận', 'Confirmed providers'),
  route: 'GET /confirmed-providers',
  input: z.object({ ...listInput(['name']), role: optionalChoice(providerRoles.keys) }),
  output: listOutput(Public),
  may: ['public'],
  async run({ db, today }, input) {
    const open = (column: 'phone' | 'email') =>
      sql<string | null>`CASE WHEN p.contact_public THEN ${sql.ref(`p.${column}`)} END`.as(column)
    let rows = db
      .selectFrom('serviceProvider as p')
      .select([
        'p.id',
        'p.form',
        'p.name',
        'p.specialities',
        ...providerRoles.keys.map((key) => `p.${key}` as const),
      ])
      .select([open('phone'), open('email'), ratings.as('ratings'), stars.as('stars')])
      .select(
        sql<
          string | null
        >`(SELECT string_agg(l.number || ', ' || l.issuer || ': ' || l.scope, '; ' ORDER BY l.id) FROM service_licence l
          WHERE l.provider_id = p.id AND l.ended_on IS NULL AND coalesce(l.expires_on >= ${today}::date, true))`.as(
          'licences',
        ),
      )
      .where('p.state', '=', 'confirmed')
      .where((eb) => eb.or([eb('p.form', '=', 'organisation'), eb('p.contactPublic', '=', true)]))
    if (input.role !== undefined) rows = rows.where(`p.${input.role}`, '=', true)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(p.name || ' ' || coalesce(p.specialities, '')) LIKE ${pattern}`)
    const { leastRatings: least } = await readProviderRule(db)
    const page = await pageOf(rows, input, { name: { column: 'p.name', value: (row) => row.name } }, 'p.id')
    return { ...page, rows: page.rows.map((row) => rated(row, least)) }
  },
})

const standings = ['valid', 'expiring', 'expired', 'ended'] as const satisfies readonly LicenceStanding[]

/** One of the register: its licences, what it did for the programme, how it was rated. */
export const showProvider = query({
  name: 'providers.show',
  summary: words('Một tổ chức, chuyên gia hỗ trợ', 'One provider'),
  route: 'GET /providers/{id}',
  input: z.object({ id: id() }),
  output: Provider.extend({
    reason: z.string().nullable(),
    enteredOn: z.iso.date(),
    confirmedOn: z.iso.date().nullable(),
    version: z.int(),
    licences: z.array(
      z.object({
        id: z.int(),
        ...licenceFields.row,
        file: z.object({ id: z.int(), name: z.string() }).nullable(),
        endedOn: z.iso.date().nullable(),
        endReason: z.string().nullable(),
        standing: z.enum(standings),
      }),
    ),
    /** What it did, out of the records that name it, the latest first; at most 100. */
    work: z.array(
      z.object({
        kind: z.enum(['turn', 'certificate', 'task']),
        id: z.int(),
        about: z.string(),
        on: z.iso.date().nullable(),
      }),
    ),
    said: z.array(
      z.object({
        id: z.int(),
        turnId: z.int(),
        enterprise: z.string(),
        score: z.int(),
        words: z.string(),
        ratedOn: z.iso.date(),
      }),
    ),
  }),
  may: officers,
  async run({ db, today }, input) {
    const row = await providerRows(db, today)
      .select(['p.reason', 'p.enteredOn', 'p.confirmedOn', 'p.version'])
      .where('p.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noProvider()
    const licences = await db
      .selectFrom('serviceLicence as l')
      .leftJoin('file as f', 'f.id', 'l.fileId')
      .select([
        'l.id',
        ...licenceFields.select('l'),
        'l.fileId',
        'f.name as fileName',
        'l.endedOn',
        'l.endReason',
      ])
      .where('l.providerId', '=', row.id)
      .orderBy('l.issuedOn', 'desc')
      .orderBy('l.id', 'desc')
      .execute()
    const { rows: work } = await sql<{
      kind: 'turn' | 'certificate' | 'task'
      id: number
      about: string
      on: string | null
    }>`
      SELECT 'turn' AS kind, t.id, e.name || ': ' || c.name AS about, t.decided_on AS on FROM support_turn t
        JOIN enterprise e ON e.id = t.enterprise_id JOIN support_content c ON c.id = t.content_id WHERE t.provider_id = ${row.id}
      UNION ALL SELECT 'certificate', k.id, e.name || ': ' || k.number || ', ' || k.standard, k.issued_on FROM certificate k
        JOIN enterprise e ON e.id = k.enterprise_id WHERE k.provider_id = ${row.id}
      UNION ALL SELECT DISTINCT 'task', s.id, s.title, NULL::date FROM science_task_partner q
        JOIN science_task s ON s.id = q.task_id WHERE q.provider_id = ${row.id}
      ORDER BY 4 DESC NULLS LAST, 1, 2 LIMIT 100`.execute(db)
    const said = await db
      .selectFrom('serviceRating as r')
      .innerJoin('enterprise as e', 'e.id', 'r.enterpriseId')
      .select(['r.id', 'r.turnId', 'e.name as enterprise', 'r.score', 'r.words', 'r.ratedOn'])
      .where('r.providerId', '=', row.id)
      .orderBy('r.ratedOn', 'desc')
      .orderBy('r.id', 'desc')
      .limit(100)
      .execute()
    return {
      ...rated(row, (await readProviderRule(db)).leastRatings),
      licences: licences.map(({ fileId, fileName, ...licence }) => ({
        ...licence,
        file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
        standing: licenceStanding(licence, today),
      })),
      ...{ work, said },
    }
  },
})
export type ShownProvider = z.infer<typeof showProvider.output>

/** What the house has decided on picking and rating. */
export const showProviderRule = query({
  name: 'providers.rule',
  summary: words('Quy định về chọn và đánh giá đơn vị hỗ trợ', 'How providers are picked and rated'),
  route: 'GET /provider-rules',
  input: z.object({}),
  output: z.object({ expiredStops: z.boolean(), leastRatings: z.int(), reason: z.string().nullable() }),
  may: officers,
  run: ({ db }) => readProviderRule(db),
})

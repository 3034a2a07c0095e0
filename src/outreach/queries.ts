import { sql } from 'kysely'
import { z } from 'zod'
import { agenciesToEnterFor } from '../agencies/index.ts'
import { introductionStates, readsIntroductionsOf } from '../introductions/index.ts'
import { activePlan, leafLines, ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { sentencesOf } from '../standing-duties/index.ts'
import { outreachWay } from './commands.ts'
import { outreachFields } from './fields.ts'
import { broughtBy } from './named.ts'
import { outreachStates, settings } from './rules.ts'

const Outreach = z.object({
  id: z.int(),
  ...outreachFields.row,
  planId: z.int(),
  plan: z.string(),
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  kindId: z.int(),
  kind: z.string(),
  kindEn: z.string(),
  unitId: z.int().nullable(),
  unit: z.string().nullable(),
  unitEn: z.string().nullable(),
  sourceId: z.int().nullable(),
  source: z.string().nullable(),
  sourceEn: z.string().nullable(),
  integrationId: z.int().nullable(),
  integration: z.string().nullable(),
  state: outreachStates.schema,
  hasProof: z.boolean(),
  /** How many enterprises are named, and how many introductions came by it. */
  named: z.int(),
  brought: z.int(),
})
export type Outreach = z.infer<typeof Outreach>

const outreachRows = (db: Db) =>
  db
    .selectFrom('outreach as o')
    .innerJoin('outreachKind as k', 'k.id', 'o.kindId')
    .innerJoin('agency as a', 'a.id', 'o.agencyId')
    .innerJoin('plan as p', 'p.id', 'o.planId')
    .leftJoin('adminUnit as u', 'u.id', 'o.unitId')
    .leftJoin('fundingSource as s', 's.id', 'o.sourceId')
    .leftJoin('integration as g', 'g.id', 'o.integrationId')
    .select(['o.id', ...outreachFields.select('o'), 'o.planId', 'p.number as plan', 'o.state'])
    .select(['o.agencyId', 'a.name as agency', 'a.nameEn as agencyEn'])
    .select(['o.kindId', 'k.name as kind', 'k.nameEn as kindEn'])
    .select(['o.unitId', 'u.name as unit', 'u.nameEn as unitEn'])
    .select(['o.sourceId', 's.name as source', 's.nameEn as sourceEn'])
    .select(['o.integrationId', 'g.programme as integration'])
    .select([
      sql<boolean>`o.file_id IS NOT NULL`.as('hasProof'),
      sql<number>`(SELECT count(*)::int FROM outreach_enterprise e WHERE e.outreach_id = o.id)`.as('named'),
      sql<number>`(SELECT count(*)::int FROM introduction i WHERE i.outreach_id = o.id)`.as('brought'),
    ])

/** What agencies and associations did for the programme among their own. */
export const listOutreach = query({
  name: 'outreach.list',
  summary: words('Việc vận động của cơ quan, hội', 'Outreach by agencies and associations'),
  route: 'GET /outreach',
  input: z.object({
    ...listInput(['heldOn', 'state']),
    state: optionalChoice(outreachStates.keys),
    kindId: optionalId(),
    agencyId: optionalId(),
    unitId: optionalId(),
    setting: optionalChoice(settings.keys),
    serves: optionalText(40),
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Outreach),
  may: staff,
  async run({ db, actor, planId }, input) {
    let rows = outreachRows(db)
      .where(readableOfAgency(actor, 'o.agencyId'))
      .where(ofPlans('o.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('o.state', '=', input.state)
    if (input.kindId !== undefined) rows = rows.where('o.kindId', '=', input.kindId)
    if (input.agencyId !== undefined) rows = rows.where('o.agencyId', '=', input.agencyId)
    if (input.unitId !== undefined) rows = rows.where('o.unitId', '=', input.unitId)
    if (input.serves !== undefined) rows = rows.where('o.serves', '=', input.serves)
    if (input.setting !== undefined) rows = rows.where('o.setting', '=', input.setting)
    if (input.year !== undefined)
      rows = rows
        .where('o.heldOn', '>=', `${input.year}-01-01`)
        .where('o.heldOn', '<=', `${input.year}-12-31`)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('o.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        heldOn: { column: 'o.heldOn', value: (row) => row.heldOn, direction: 'desc' },
        state: { column: 'o.state', value: (row) => row.state },
      },
      'o.id',
    )
  },
})

const File = z.object({ id: z.int(), name: z.string() })
/** An enterprise that is named under a record. */
export const Named = z.object({ id: z.int(), name: z.string(), taxCode: z.string() })

/** The enterprises named under a record. */
export const namedUnder = (db: Db, column: 'outreachId' | 'integrationId', recordId: number) =>
  db
    .selectFrom('outreachEnterprise as x')
    .innerJoin('enterprise as e', 'e.id', 'x.enterpriseId')
    .select(['e.id', 'e.name', 'e.taxCode'])
    .where(`x.${column}`, '=', recordId)
    .orderBy('e.name')
    .orderBy('e.id')
    .execute()

/** What every way keeps beside its fields. */
export const wayShown = {
  /** The words of the sentence of the plan that it serves. */
  sentence: z.object({ vi: z.string(), en: z.string() }).nullable(),
  remark: z.string().nullable(),
  reason: z.string().nullable(),
  enteredOn: z.iso.date(),
  sentOn: z.iso.date().nullable(),
  confirmedOn: z.iso.date().nullable(),
  withdrawnOn: z.iso.date().nullable(),
  version: z.int(),
  file: File.nullable(),
  enterprisesNamed: z.array(Named),
}

/** The words of a sentence of a plan. */
export async function sentenceOf(db: Db, planId: number, key: string | null) {
  if (key === null) return null
  const found = (await sentencesOf(db, planId)).find((one) => one.key === key)
  return found === undefined ? null : { vi: found.vi, en: found.en }
}

/** One activity with its proofs, the enterprises named and those that it brought. */
export const showOutreach = query({
  name: 'outreach.show',
  summary: words('Một việc vận động', 'One piece of outreach'),
  route: 'GET /outreach/{id}',
  input: z.object({ id: id() }),
  output: Outreach.extend({
    ...wayShown,
    proofs: z.array(File),
    /** For those alone who read the introductions of the agency. */
    introductions: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        introducedOn: z.iso.date(),
        state: introductionStates.schema,
        tied: z.boolean(),
      }),
    ),
  }),
  may: staff,
  async run(context, { id: recordId }) {
    const { db, actor } = context
    const row = await outreachRows(db)
      .leftJoin('file as f', 'f.id', 'o.fileId')
      .select([
        'o.remark',
        'o.reason',
        'o.enteredOn',
        'o.sentOn',
        'o.confirmedOn',
        'o.withdrawnOn',
        'o.version',
      ])
      .select(['f.id as fileId', 'f.name as fileName'])
      .where('o.id', '=', recordId)
      .where(readableOfAgency(actor, 'o.agencyId'))
      .executeTakeFirst()
    if (row === undefined) throw outreachWay.missing()
    const { fileId, fileName, ...said } = row
    const proofs = await db
      .selectFrom('outreachProof as x')
      .innerJoin('file as f', 'f.id', 'x.fileId')
      .select(['f.id', 'f.name'])
      .where('x.outreachId', '=', recordId)
      .orderBy('x.id')
      .execute()
    const brought = readsIntroductionsOf(actor, row.agencyId)
      ? await broughtBy(context, row.agencyId, recordId).select('i.state').limit(100).execute()
      : []
    return {
      ...said,
      file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      proofs,
      sentence: await sentenceOf(db, row.planId, row.serves),
      enterprisesNamed: await namedUnder(db, 'outreachId', recordId),
      introductions: brought.map(({ outreachId, ...one }) => ({ ...one, tied: outreachId === recordId })),
    }
  },
})

const Choice = z.object({ id: z.int(), name: z.string(), nameEn: z.string() })

/** What the forms choose among: kinds in use, agencies for whom the account enters, funds, integrated money of theirs, lines and sentences of the plan. */
export const outreachChoices = query({
  name: 'outreach.choices',
  summary: words('Lựa chọn để ghi việc vận động', 'Choices for entering outreach'),
  route: 'GET /outreach-choices',
  input: z.object({}),
  output: z.object({
    kinds: z.array(Choice),
    agencies: z.array(Choice),
    sources: z.array(Choice),
    integrations: z.array(Choice.extend({ agency: z.string() })),
    lines: z.array(Choice.extend({ code: z.string() })),
    sentences: z.array(z.object({ key: z.string(), vi: z.string(), en: z.string() })),
  }),
  may: staff,
  async run({ db, actor, planId, today }) {
    const plan = await activePlan({ db, planId })
    const integrations = await db
      .selectFrom('integration as g')
      .innerJoin('agency as a', 'a.id', 'g.agencyId')
      .select(['g.id', 'a.name as agency'])
      .select(sql<string>`g.programme || ' (' || g.year || ')'`.as('name'))
      .where('g.state', '<>', 'withdrawn')
      .where(readableOfAgency(actor, 'g.agencyId'))
      .orderBy('g.id', 'desc')
      .limit(200)
      .execute()
    return {
      kinds: await db
        .selectFrom('outreachKind')
        .select(['id', 'name', 'nameEn'])
        .where('endedOn', 'is', null)
        .orderBy('name')
        .execute(),
      agencies: await agenciesToEnterFor({ db, actor, today }),
      sources: await db.selectFrom('fundingSource').select(['id', 'name', 'nameEn']).orderBy('ord').execute(),
      integrations: integrations.map((one) => ({ ...one, nameEn: one.name })),
      lines: (await leafLines(db, plan.id)).map(({ title, titleEn, ...line }) => ({
        ...line,
        ...{ name: title, nameEn: titleEn },
      })),
      sentences: await sentencesOf(db, plan.id),
    }
  },
})

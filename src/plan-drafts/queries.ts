import { type InferResult, sql } from 'kysely'
import { z } from 'zod'
import { FundingSource, factKinds, fundingSources, PlanDocument } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'
import { withAddedAgencies } from './added-agencies.ts'
import { DraftDocument, Reasons } from './draft.ts'
import type { Catalogues } from './mapping/tools.ts'
import { DraftReading } from './review.ts'

export const draftKinds = states({
  document: words('Văn bản đã ký', 'Signed document'),
  amendment: words('Điều chỉnh kế hoạch', 'Amend the plan'),
  next: words('Kế hoạch giai đoạn sau', 'Plan for the next period'),
})
export const draftStates = states({
  open: { vi: 'Đang soát', en: 'Being worked on', tone: 'info' },
  accepted: { vi: 'Đã chấp nhận', en: 'Accepted', tone: 'success' },
  discarded: words('Đã bỏ', 'Discarded'),
})

/** The catalogues that a reading is mapped to. */
export async function catalogues(db: Db): Promise<Catalogues> {
  const [indicators, agencies, sources] = await Promise.all([
    db
      .selectFrom('indicator')
      .select(['key', 'unit', 'phrases'])
      .where('active', '=', true)
      .orderBy('ord')
      .execute(),
    db.selectFrom('agency').select(['key', 'name', 'kind', 'validFrom', 'validTo']).orderBy('id').execute(),
    fundingSources(db),
  ])
  return {
    indicators: indicators.map((each) => ({ ...each, phrases: each.phrases.map((phrase) => fold(phrase)) })),
    agencies,
    sources,
  }
}

const DraftRow = z.object({
  id: z.int(),
  kind: draftKinds.schema,
  state: draftStates.schema,
  label: z.string(),
  /** The number that the draft has so far; empty for none. */
  number: z.string(),
  plan: z.object({ id: z.int(), number: z.string() }).nullable(),
  acceptedPlan: z.object({ id: z.int(), number: z.string() }).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})

const moment = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

function draftRows(db: Db) {
  return db
    .selectFrom('planDraft as d')
    .leftJoin('plan as p', 'p.id', 'd.planId')
    .leftJoin('plan as a', 'a.id', 'd.acceptedPlanId')
    .select([
      'd.id',
      'd.kind',
      'd.state',
      'd.label',
      sql<string>`coalesce(d.document->>'number', '')`.as('number'),
      'p.id as planId',
      'p.number as planNumber',
      'a.id as acceptedId',
      'a.number as acceptedNumber',
      'd.createdBy',
      moment('d.createdAt').as('createdAt'),
      moment('d.updatedAt').as('updatedAt'),
    ])
}

function draftRow(row: InferResult<ReturnType<typeof draftRows>>[number]): z.infer<typeof DraftRow> {
  const { planId, planNumber, acceptedId, acceptedNumber, kind, state, ...rest } = row
  return {
    ...rest,
    kind,
    state,
    plan: planId === null || planNumber === null ? null : { id: planId, number: planNumber },
    acceptedPlan:
      acceptedId === null || acceptedNumber === null ? null : { id: acceptedId, number: acceptedNumber },
  }
}

/** Plans that are being worked on, and those that were accepted or given up; the latest worked on first. */
export const listDrafts = query({
  name: 'drafts.list',
  summary: words('Bản thảo kế hoạch', 'Drafts of plans'),
  route: 'GET /plan-drafts',
  input: z.object({
    ...listInput(['updated', 'label']),
    kind: optionalChoice(draftKinds.keys),
    state: optionalChoice(draftStates.keys),
  }),
  output: listOutput(DraftRow),
  may: staff,
  async run({ db }, input) {
    let rows = draftRows(db)
    if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where('d.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) {
      rows = rows.where(
        sql<boolean>`fold(d.label || ' ' || coalesce(d.document->>'number', '') || ' ' || coalesce(d.document#>>'{title,vi}', '')) LIKE ${pattern}`,
      )
    }
    const page = await pageOf(
      rows,
      input,
      {
        updated: { column: 'd.updatedAt', value: (row) => row.updatedAt, direction: 'desc' },
        label: { column: 'd.label', value: (row) => row.label },
      },
      'd.id',
    )
    return { ...page, rows: page.rows.map(draftRow) }
  },
})

/** A draft's content; of an open one with the agencies that were added to the catalogue since it was read. */
export async function current(
  db: Db,
  state: string,
  stored: { document: unknown; reading: unknown; sourceText: string | null },
): Promise<{ document: DraftDocument; reading: DraftReading | null }> {
  const document = DraftDocument.parse(stored.document)
  const reading = stored.reading === null ? null : DraftReading.parse(stored.reading)
  if (state !== 'open' || reading === null || stored.sourceText === null) return { document, reading }
  return withAddedAgencies({ document, reading }, stored.sourceText, await catalogues(db))
}

const Named = z.object({ key: z.string(), name: z.string(), nameEn: z.string() })

/** One draft, whole: the document as far as it has come, the reading it came from, and the catalogues to choose from. */
export const showDraft = query({
  name: 'drafts.show',
  summary: words('Một bản thảo kế hoạch', 'One draft of a plan'),
  route: 'GET /plan-drafts/{id}',
  input: z.object({ id: id() }),
  output: DraftRow.extend({
    version: z.int(),
    document: DraftDocument,
    reading: DraftReading.nullable(),
    reasons: Reasons,
    source: z.object({ file: z.string(), sha256: z.string(), text: z.string() }).nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    agencies: z.array(Named.extend({ validFrom: z.string().nullable(), validTo: z.string().nullable() })),
    /** `counts`: the kinds of fact that each counts. */
    indicators: z.array(Named.extend({ unit: z.string(), counts: z.array(z.enum(factKinds)) })),
    sources: z.array(FundingSource),
    /** The plan that an open amendment changes, as it reads now. */
    amends: PlanDocument.nullable(),
    /** Plans in force, which a new one may take the place of, with their criteria that are confirmed one by one. */
    plans: z.array(
      z.object({
        id: z.int(),
        number: z.string(),
        criteria: z.array(z.object({ id: z.int(), code: z.string(), text: z.string(), textEn: z.string() })),
      }),
    ),
  }),
  may: staff,
  async run({ db }, input) {
    const row = await draftRows(db).where('d.id', '=', input.id).executeTakeFirst()
    if (row === undefined) throw notFound(words('bản thảo', 'Draft'))
    const rest = await db
      .selectFrom('planDraft as d')
      .leftJoin('file as f', 'f.id', 'd.fileId')
      .select([
        'd.version',
        'd.document',
        'd.reading',
        'd.reasons',
        'd.planId',
        'd.sourceFile',
        'd.sourceSha256',
        'd.sourceText',
        'f.id as fileId',
        'f.name as fileName',
      ])
      .where('d.id', '=', input.id)
      .executeTakeFirstOrThrow()
    const agencies = await db
      .selectFrom('agency')
      .select(['key', 'name', 'nameEn', 'validFrom', 'validTo'])
      .orderBy('id')
      .execute()
    const indicators = await db
      .selectFrom('indicator')
      .select(['key', 'name', 'nameEn', 'unit', 'factKinds as counts', 'active'])
      .orderBy('ord')
      .execute()
    const sources = await fundingSources(db)
    const plans = await db
      .selectFrom('plan')
      .select(['id', 'number'])
      .where('state', '=', 'active')
      .orderBy('startsOn', 'desc')
      .orderBy('id', 'desc')
      .execute()
    const criteria = await db
      .selectFrom('criterion')
      .select(['id', 'planId', 'code', 'text', 'textEn'])
      .where('bySize', '=', false)
      .where('planId', 'in', db.selectFrom('plan').select('plan.id').where('state', '=', 'active'))
      .orderBy('ord')
      .execute()
    const amends =
      row.kind === 'amendment' && row.state === 'open' && rest.planId !== null
        ? await db.selectFrom('plan').select('document').where('id', '=', rest.planId).executeTakeFirst()
        : undefined
    const { sourceFile: file, sourceSha256: sha256, sourceText: text } = rest
    const { document, reading } = await current(db, row.state, rest)
    const targeted = new Set(document.targets.map(({ indicator }) => indicator))
    return {
      ...draftRow(row),
      version: rest.version,
      document,
      reading,
      reasons: Reasons.parse(rest.reasons),
      source: file === null || sha256 === null || text === null ? null : { file, sha256, text },
      file: rest.fileId === null || rest.fileName === null ? null : { id: rest.fileId, name: rest.fileName },
      agencies,
      indicators: indicators
        .filter(({ key, active }) => active || targeted.has(key))
        .map(({ active: _, ...row }) => ({ ...row, counts: z.array(z.enum(factKinds)).parse(row.counts) })),
      sources,
      amends: amends === undefined ? null : PlanDocument.parse(amends.document),
      plans: plans.map((plan) => ({
        ...plan,
        criteria: criteria.flatMap(({ planId, ...own }) => (planId === plan.id ? [own] : [])),
      })),
    }
  },
})

import { sql } from 'kysely'
import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { TakenOver, takenOver, takenOverInput, takenOverWanted } from '../imports/index.ts'
import { findPlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { without } from '../platform/rows.ts'
import { membersOf, readableBy, readableEnterprises } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { CriterionRow, criteriaOf, FileShape } from './criteria-of.ts'
import { productFields } from './product-fields.ts'
import { profile, yearFigures } from './profile.ts'
import {
  enterpriseStates,
  legalForms,
  readExplanation,
  SizeExplanation,
  sectorGroups,
  sizeClasses,
} from './rules.ts'
import { asSeen } from './seen.ts'
import { withTaxCode } from './tax-code.ts'

const SizeClassShape = sizeClasses.schema
const SectorShape = sectorGroups.schema
const StateShape = enterpriseStates.schema

const UnitRow = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  province: z.string(),
  /** Where its area lay before its province was enlarged. */
  formerProvince: z.string().nullable(),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
})

/** The units that an enterprise may lie in, those in force first; district units ended on 30 June 2025. */
export const listUnits = query({
  name: 'enterprises.units',
  summary: words('Địa bàn', 'Administrative units'),
  route: 'GET /admin-units',
  input: z.object({}),
  output: z.array(UnitRow),
  may: ['public'],
  run: async ({ db, today }) => (await adminUnits(db, today)).map(({ key: _key, ...unit }) => unit),
})

const Registered = z.object({
  id: z.int(),
  ...profile.row,
  unitId: z.int(),
  unit: z.string(),
  unitEn: z.string(),
  state: StateShape,
  sizeClass: SizeClassShape,
  registeredAt: z.string(),
})
/** The entries of lists in force that a product is confirmed to be, as JSON. @param product the column of its number */
const keyProductsOf = (product: string, today: string) => sql<
  { proofId: number; entry: string; instrument: string }[]
>`(SELECT coalesce(jsonb_agg(jsonb_build_object('proofId', m.proof_id, 'entry', m.entry, 'instrument', m.instrument)
    ORDER BY m.proof_id), '[]') FROM key_products_on(${today}) m WHERE m.product_id = ${sql.ref(product)})`

const EnterpriseRow = Registered.extend({
  /** Its products that are on a list of key products in force, confirmed by an officer. */
  keyProducts: z.string().nullable(),
  /** Figures of the latest year; money in đồng. */
  year: z.int().nullable(),
  ...yearFigures.row,
})
export type EnterpriseRow = z.infer<typeof EnterpriseRow>

/**
 * The register, filtered; each row with the figures of its latest year. An association reads persons and figures of the enterprises that
 * it acts for, and of the others what the public register says.
 */
export const listEnterprises = query({
  name: 'enterprises.list',
  summary: words('Danh sách doanh nghiệp', 'List of enterprises'),
  route: 'GET /enterprises',
  input: z.object({
    ...listInput(['name', 'registered', 'size', 'taxCode', 'state', 'unit', 'sector', 'foundedOn']),
    size: optionalChoice(sizeClasses.keys),
    unit: optionalId(),
    sector: optionalChoice(sectorGroups.keys),
    form: optionalChoice(legalForms.keys),
    state: optionalChoice(enterpriseStates.keys),
    /** An association that acts for them. */
    association: optionalId(),
    /** `yes`: those with a confirmed key product of a list in force; `no`: the others. */
    keyProduct: optionalChoice(['yes', 'no']),
    ...takenOverInput,
  }),
  output: listOutput(EnterpriseRow),
  may: staff,
  async run({ db, actor, today }, input) {
    let filtered = db
      .selectFrom('enterprise as e')
      .where(takenOverWanted('enterprise', 'e.id', input.takenOver))
    for (const pattern of searchPatterns(withTaxCode(input.q), fold))
      filtered = filtered.where('e.search', 'like', pattern)
    if (input.size !== undefined) filtered = filtered.where('e.sizeClass', '=', input.size)
    if (input.unit !== undefined) filtered = filtered.where('e.adminUnitId', '=', input.unit)
    if (input.form !== undefined) filtered = filtered.where('e.legalForm', '=', input.form)
    if (input.sector !== undefined) filtered = filtered.where('e.sectorGroup', '=', input.sector)
    if (input.state !== undefined) filtered = filtered.where('e.state', '=', input.state)
    // what went into another record is found by its name or number, and leads on to that one
    else if (input.q === undefined) filtered = filtered.where('e.mergedInto', 'is', null)
    if (input.association !== undefined) {
      filtered = filtered.where(sql<boolean>`e.id IN (${membersOf({ agencyIds: [input.association] })})`)
    }
    if (input.keyProduct !== undefined) {
      const makers = sql`(SELECT m.enterprise_id FROM key_products_on(${today}) m WHERE ${readableBy(actor, 'm.enterpriseId')})`
      filtered = filtered.where(
        input.keyProduct === 'yes' ? sql<boolean>`e.id IN ${makers}` : sql<boolean>`e.id NOT IN ${makers}`,
      )
    }
    const rows = filtered
      .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
      .leftJoinLateral(
        (from) =>
          from
            .selectFrom('enterpriseYear as y')
            .select(['y.year', ...yearFigures.select('y')])
            .whereRef('y.enterpriseId', '=', 'e.id')
            .orderBy('y.year', 'desc')
            .limit(1)
            .as('latest'),
        (join) => join.onTrue(),
      )
      .select([
        'e.id',
        ...profile.select('e'),
        'u.id as unitId',
        'u.name as unit',
        'u.nameEn as unitEn',
        'e.state',
        'e.sizeClass',
        'e.sizeRank',
        // as text: a JavaScript date would lose the microseconds that the cursor needs
        sql<string>`e.registered_at::text`.as('registeredKey'),
        sql<string>`to_char(e.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as(
          'registeredAt',
        ),
        'latest.year',
        ...yearFigures.select('latest'),
        sql<string | null>`(SELECT string_agg(DISTINCT m.product, '; ') FROM key_products_on(${today}) m
          WHERE m.enterprise_id = e.id)`.as('keyProducts'),
      ])
    const page = await pageOf(
      rows,
      input,
      {
        name: { column: 'e.name', value: (row) => row.name },
        registered: { column: 'e.registeredAt', value: (row) => row.registeredKey, direction: 'desc' },
        size: { column: 'e.sizeRank', value: (row) => row.sizeRank },
        taxCode: { column: 'e.taxCode', value: (row) => row.taxCode },
        state: { column: 'e.state', value: (row) => row.state },
        unit: { column: 'u.name', value: (row) => row.unit },
        sector: { column: 'e.sectorGroup', value: (row) => row.sectorGroup },
        foundedOn: byDay('e.foundedOn', (row) => row.foundedOn),
      },
      'e.id',
      filtered.select('e.id'),
    )
    const open = await readableEnterprises(db, actor)
    return { ...page, rows: asSeen(actor, open, without(page.rows, 'registeredKey', 'sizeRank')) }
  },
})

const YearRow = z.object({
  year: z.int(),
  version: z.int(),
  sectorGroup: SectorShape,
  ...yearFigures.row,
  sizeClass: SizeClassShape,
  explanation: SizeExplanation,
  file: FileShape.nullable(),
})
export type YearRow = z.infer<typeof YearRow>

const Other = z.object({ id: z.int(), name: z.string(), taxCode: z.string() })
const MergedShape = Other.extend({
  kind: z.enum(['double', 'law']),
  mergeId: z.int(),
  on: z.iso.date(),
})

const EnterpriseDetail = Registered.extend({
  version: z.int(),
  unitValidTo: z.iso.date().nullable(),
  stateSince: z.iso.date().nullable(),
  stateReason: z.string().nullable(),
  /** The latest year first. */
  years: z.array(YearRow),
  criteria: z.array(CriterionRow),
  products: z.array(
    z.object({
      id: z.int(),
      ...productFields.row,
      /** What it is on lists of key products in force, confirmed by an officer. */
      keyProducts: z.array(z.object({ proofId: z.int(), entry: z.string(), instrument: z.string() })),
    }),
  ),
  /** Whether its records are open to this account; else it is what the public register says. */
  open: z.boolean(),
  /** People who sign in for it. */
  accounts: z.int(),
  takenOver: TakenOver,
  /** The record that it went into. */
  mergedInto: MergedShape.nullable(),
  /** The records that went into it. */
  mergedFrom: z.array(MergedShape),
  /** Of a branch: the enterprise of the first ten digits of its tax code, where that is registered. */
  parent: Other.nullable(),
  /** Its branches, at most 100. */
  branches: z.array(Other),
})
export type EnterpriseDetail = z.infer<typeof EnterpriseDetail>

/**
 * Everything of one enterprise. An enterprise account sees its own alone; others answer 404. To an association one that it does not act
 * for is what the public register says of it.
 */
export const showEnterprise = query({
  name: 'enterprises.show',
  summary: words('Hồ sơ doanh nghiệp', 'Profile of the enterprise'),
  route: 'GET /enterprises/{id}',
  input: z.object({ id: id() }),
  output: EnterpriseDetail,
  may: [...staff, 'enterprise'],
  async run({ db, actor, planId, today }, input) {
    const row = await db
      .selectFrom('enterprise as e')
      .innerJoin('adminUnit as u', 'u.id', 'e.adminUnitId')
      .select(['e.id', 'e.version', ...profile.select('e'), 'e.adminUnitId', 'e.registeredAt'])
      .select(['e.state', 'e.stateSince', 'e.stateReason', 'e.sizeClass'])
      .select(['u.name as unit', 'u.nameEn as unitEn', 'u.validTo as unitValidTo'])
      .select((from) =>
        from
          .selectFrom('account as a')
          .select(sql<number>`count(*)::int`.as('n'))
          .whereRef('a.enterpriseId', '=', 'e.id')
          .as('accounts'),
      )
      .where('e.id', '=', input.id)
      .executeTakeFirst()
    const readable = await readableEnterprises(db, actor)
    const open = readable?.has(input.id) ?? true
    if (row === undefined || (!open && actor.role === 'enterprise'))
      throw notFound(words('doanh nghiệp', 'Enterprise'))
    const plan = await findPlan({ db, planId })
    const products = await db
      .selectFrom('product as p')
      .select(['p.id', ...productFields.select('p'), keyProductsOf('p.id', today).as('keyProducts')])
      .where('enterpriseId', '=', input.id)
      .orderBy('name')
      .orderBy('id')
      .execute()
    const { adminUnitId, registeredAt, accounts, ...own } = row
    const [shown = own] = asSeen(actor, readable, [own])
    const register = {
      ...shown,
      unitId: adminUnitId,
      registeredAt: new Date(registeredAt).toISOString(),
      open,
      ...(await relatives(db, row.id, row.taxCode)),
    }
    if (!open)
      return {
        ...register,
        stateReason: null,
        accounts: 0,
        years: [],
        criteria: [],
        products: [],
        takenOver: null,
      }
    return {
      ...register,
      accounts: accounts ?? 0,
      years: await yearsOf(db, input.id),
      criteria: plan === null ? [] : await criteriaOf(db, input.id, plan.id, today),
      products,
      takenOver: await takenOver(db, actor, 'enterprise', input.id),
    }
  },
})

/** What a record is to others of the register: merged into one or out of some, a branch or the parent of some. */
async function relatives(
  db: Db,
  enterpriseId: number,
  taxCode: string,
): Promise<Pick<EnterpriseDetail, 'mergedInto' | 'mergedFrom' | 'parent' | 'branches'>> {
  const merges = await db
    .selectFrom('enterpriseMerge as m')
    .innerJoin('enterprise as e', (join) =>
      join.on((on) =>
        on.or([
          on.and([on('m.keptId', '=', enterpriseId), on('e.id', '=', on.ref('m.lostId'))]),
          on.and([on('m.lostId', '=', enterpriseId), on('e.id', '=', on.ref('m.keptId'))]),
        ]),
      ),
    )
    .select(['e.id', 'e.name', 'e.taxCode', 'm.kind', 'm.id as mergeId', 'm.mergedOn as on', 'm.lostId'])
    .where('m.state', '=', 'merged')
    .orderBy('m.id', 'desc')
    .execute()
  const root = taxCode.slice(0, 10)
  const kin = await db
    .selectFrom('enterprise as e')
    .select(['e.id', 'e.name', 'e.taxCode'])
    .where(sql<boolean>`left(e.tax_code, 10) = ${root}`)
    .where('e.id', '<>', enterpriseId)
    .where('e.state', '<>', 'merged')
    .orderBy('e.taxCode')
    .limit(101)
    .execute()
  const isBranch = taxCode !== root
  return {
    mergedInto:
      without(
        merges.filter(({ lostId }) => lostId === enterpriseId),
        'lostId',
      )[0] ?? null,
    mergedFrom: without(
      merges.filter(({ lostId }) => lostId !== enterpriseId),
      'lostId',
    ),
    parent: isBranch ? (kin.find((one) => one.taxCode === root) ?? null) : null,
    branches: isBranch ? [] : kin.filter((one) => one.taxCode !== root).slice(0, 100),
  }
}

async function yearsOf(db: Db, enterpriseId: number): Promise<YearRow[]> {
  const rows = await db
    .selectFrom('enterpriseYear as y')
    .leftJoin('file as f', 'f.id', 'y.fileId')
    .select(['y.year', 'y.version', 'y.sectorGroup', ...yearFigures.select('y'), 'y.sizeClass'])
    .select(['y.sizeExplanation', 'f.id as fileId', 'f.name as fileName'])
    .where('y.enterpriseId', '=', enterpriseId)
    .orderBy('y.year', 'desc')
    .execute()
  return rows.map(({ sizeExplanation, fileId, fileName, ...row }) => ({
    ...row,
    explanation: readExplanation(sizeExplanation),
    file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
  }))
}

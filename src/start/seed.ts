import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { AdminUnitData, AgencyData, addMissingAgencies, updateAdminUnits } from '../agencies/index.ts'
import { barredKinds, cutoffKinds, paymentBases } from '../budget/index.ts'
import { HolidayData, updateHolidays } from '../calendar/index.ts'
import { CommendationData, updateCommendation } from '../commendations/index.ts'
import { ContentFieldData } from '../content-data/index.ts'
import { AppraisalData, updateAppraisalRules } from '../councils/index.ts'
import { markRequestable } from '../duties/index.ts'
import { GuideData, updateGuide } from '../guide/index.ts'
import { MeasureData } from '../improvements/index.ts'
import { LegalData, updateLaw } from '../legal/index.ts'
import { NormData, updateNorms } from '../norms/index.ts'
import { SymbolData, updateSymbols } from '../outgoing/index.ts'
import { offerUnitsOfPlans, PlacesData, updatePlaces } from '../places/index.ts'
import {
  addArticles,
  backings,
  fundingKinds,
  IndicatorData,
  insertPlan,
  PlanDocument,
  updateIndicators,
  writePlanCodes,
} from '../plan/index.ts'
import { systemActor } from '../platform/actor.ts'
import { updateCatalogue, updateEdited } from '../platform/catalogue.ts'
import { packageDirectory } from '../platform/config.ts'
import type { Db } from '../platform/database.ts'
import { execute } from '../platform/execute.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { AwardRuleData, updateAwardRules } from '../quality-award/index.ts'
import { ReportKindData } from '../reports/index.ts'
import { TaskKindData, updateTaskKinds } from '../science-tasks/index.ts'
import { SeriesCatalogue, updateSeriesCatalogue } from '../series/index.ts'
import { exampleInstruments, readSetup, unanswered, writeSetup } from '../setup/index.ts'
import { RecordingRuleData } from '../standing-duties/index.ts'
import { contentKinds, FollowUpMomentData, FollowUpQuestionData } from '../support/index.ts'
import { TraceEventKindData } from '../traceability/index.ts'
import { eventKinds } from '../training/index.ts'
import { updateWorkLimits, WorkLimitData } from '../work/index.ts'
import { groundNeeds } from '../year-end/index.ts'

/*
 * What an installation starts with lies in data/: the law, the catalogues, and the shipped example with its plan, its agencies and the
 * units and territories of its province, which an installation that is set up for a province goes without (data/example.json). It
 * comes into the database by one audited command in one transaction: all of it or nothing.
 */

const Named = z.object({ key: z.string(), name: z.string(), nameEn: z.string() })
const FundingSourceData = Named.extend({ kind: fundingKinds.schema, backing: backings.schema.nullable() })
const SupportContentData = Named.extend({
  kind: contentKinds.schema,
  standards: z.array(z.string()),
  source: z.string(),
})

const PaymentKindData = Named.extend({
  bases: z.array(z.enum(paymentBases)).min(1),
  source: z.string(),
  toCheck: z.boolean(),
})
const CutoffData = z.object({
  key: z.string(),
  kind: cutoffKinds.schema,
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  nextYear: z.boolean(),
  bars: z.array(z.enum(barredKinds)),
  article: z.string().min(1),
  note: z.string().nullable(),
  toCheck: z.boolean(),
  firstYear: z.int(),
})

const CarryGroundData = z.object({
  key: z.string(),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  needs: groundNeeds.schema,
  month: z.int().min(1).max(12).nullable(),
  day: z.int().min(1).max(31).nullable(),
  article: z.string().min(1),
  note: z.string().nullable(),
  toCheck: z.boolean(),
  firstYear: z.int(),
})

const EventKindData = Named.extend({ counts: eventKinds.schema.nullable() })

const RequestTermData = z.object({
  key: z.enum(['correction']),
  days: z.int().min(1).nullable(),
  source: z.string(),
  toCheck: z.boolean(),
})

const Catalogues = z.object({
  indicators: z.array(IndicatorData),
  fundingSources: z.array(FundingSourceData),
  supportContents: z.array(SupportContentData),
  paymentKinds: z.array(PaymentKindData),
  budgetCutoffs: z.array(CutoffData),
  carryGrounds: z.array(CarryGroundData),
  eventKinds: z.array(EventKindData),
  obstacleFields: z.array(Named),
  outreachKinds: z.array(Named),
  reportKinds: z.array(ReportKindData),
  communicationChannels: z.array(Named.extend({ unit: z.string(), unitEn: z.string() })),
  requestTerms: z.array(RequestTermData),
  followUpMoments: z.array(FollowUpMomentData),
  followUpQuestions: z.array(FollowUpQuestionData),
  improvementMeasures: z.array(MeasureData),
  contentFields: z.array(ContentFieldData),
  traceEventKinds: z.array(TraceEventKindData),
  awardRules: z.array(AwardRuleData),
  recordingRules: z.array(RecordingRuleData),
})

/** The files of data/, as they are. */
interface Content {
  /** Of all files together: what a database has loaded is known by it. */
  readonly sha256: string
  readonly files: ReadonlyMap<string, string>
}

async function readContent(directory: string): Promise<Content> {
  const plans = (await readdir(join(directory, 'plans'))).filter((name) => /\.(json|md)$/.test(name)).sort()
  const names = [
    'admin-units.json',
    'agencies.json',
    'appraisal.json',
    'catalogues.json',
    'commendation.json',
    'document-symbols.json',
    'example.json',
    'guide.json',
    'holidays.json',
    'legal.json',
    'norms.json',
    'places.json',
    'series-catalogue.json',
    'task-kinds.json',
    'work-limits.json',
    ...plans.map((name) => `plans/${name}`),
  ]
  const hash = createHash('sha256')
  const files = new Map<string, string>()
  for (const name of names) {
    const text = await readFile(join(directory, name), 'utf8')
    files.set(name, text)
    hash.update(`${name}\0${text.length}\0`).update(text)
  }
  return { sha256: hash.digest('hex'), files }
}

const settingKey = 'load'
const Loaded = z.object({ sha256: z.string(), number: z.int() })
const Load = Loaded.extend({
  /** A database that has nothing yet begins clean of the example. */
  clean: z.boolean(),
})

/**
 * Brings the database up to data/. One SELECT when nothing changed since; else one audited system command that adds
 * what is missing and updates the catalogues. What people may edit (agencies, law, a plan once loaded) is never overwritten.
 * Two starts at once load once: the second waits for the first and finds its work done.
 * @param options.clean a database that has nothing yet gets no example: it is being set up for a province
 */
export async function load(
  system: System,
  {
    directory = join(packageDirectory, 'data'),
    clean = false,
  }: { readonly directory?: string; readonly clean?: boolean } = {},
): Promise<void> {
  const content = await readContent(directory)
  const row = await system.db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', settingKey)
    .executeTakeFirst()
  const loaded = Loaded.safeParse(row?.value)
  if (loaded.success && loaded.data.sha256 === content.sha256) return
  const number = loaded.success ? loaded.data.number + 1 : 1
  await execute(
    system,
    loadCommand(content, directory),
    systemActor,
    { sha256: content.sha256, number, clean: clean && number === 1 },
    { via: 'system', once: `load:${number}:${content.sha256}` },
  )
}

function loadCommand(content: Content, directory: string) {
  const json = (name: string): unknown => JSON.parse(text(content, name))
  return command({
    name: 'plan.load',
    summary: words('Nạp kế hoạch và danh mục ban đầu', 'Load the plan and the catalogues'),
    route: 'POST /plan/load',
    input: Load,
    output: z.object({ plans: z.array(z.int()) }),
    may: ['system'],
    subject: () => 'load:data',
    async run({ db, today }, { clean, ...loaded }) {
      if (clean) await writeSetup(db, unanswered)
      const example = (await readSetup(db)) === null
      const catalogues = Catalogues.parse(json('catalogues.json'))
      await updateIndicators(db, catalogues.indicators)
      await updateFundingSources(db, catalogues.fundingSources)
      await updateSupportContents(db, catalogues.supportContents)
      await updateCatalogue(db, 'paymentKind', ordered(catalogues.paymentKinds))
      await updateEdited(db, 'budgetCutoff', catalogues.budgetCutoffs)
      await updateEdited(db, 'carryGround', catalogues.carryGrounds)
      await updateEdited(db, 'eventKind', catalogues.eventKinds)
      await updateEdited(db, 'communicationChannel', catalogues.communicationChannels)
      await updateEdited(db, 'outreachKind', catalogues.outreachKinds)
      await updateEdited(db, 'obstacleField', catalogues.obstacleFields)
      await updateEdited(db, 'reportKind', catalogues.reportKinds)
      await updateCatalogue(db, 'requestTerm', ordered(catalogues.requestTerms))
      await updateEdited(db, 'followUpMoment', catalogues.followUpMoments)
      await updateEdited(db, 'followUpQuestion', catalogues.followUpQuestions)
      await updateEdited(db, 'improvementMeasure', catalogues.improvementMeasures)
      await updateEdited(db, 'contentField', catalogues.contentFields)
      await updateEdited(db, 'traceEventKind', catalogues.traceEventKinds)
      await updateAwardRules(db, catalogues.awardRules)
      await updateEdited(db, 'recordingRule', catalogues.recordingRules)
      if (example) await updateAdminUnits(db, z.array(AdminUnitData).parse(json('admin-units.json')))
      await updatePlaces(db, PlacesData.parse(json('places.json')))
      if (example) await addMissingAgencies(db, z.array(AgencyData).parse(json('agencies.json')))
      const own = example ? new Set<string>() : exampleInstruments(directory)
      const { instruments, rules } = LegalData.parse(json('legal.json'))
      await updateLaw(db, {
        instruments: instruments.filter(({ number }) => !own.has(number)),
        rules: rules.filter(({ instrument }) => !own.has(instrument)),
      })
      await updateNorms(db, z.array(NormData).parse(json('norms.json')))
      await updateAppraisalRules(db, AppraisalData.parse(json('appraisal.json')))
      await updateCommendation(db, CommendationData.parse(json('commendation.json')))
      await updateSymbols(db, z.array(SymbolData).parse(json('document-symbols.json')))
      await updateTaskKinds(db, z.array(TaskKindData).parse(json('task-kinds.json')), today)
      await updateGuide(db, z.array(GuideData).parse(json('guide.json')))
      const series = SeriesCatalogue.parse(json('series-catalogue.json'))
      await updateSeriesCatalogue(db, example ? series : { ...series, territories: [] })
      await updateHolidays(db, z.array(HolidayData).parse(json('holidays.json')))
      await updateWorkLimits(db, WorkLimitData.parse(json('work-limits.json')))
      const plans: number[] = []
      for (const name of content.files.keys()) {
        if (!example || !name.startsWith('plans/') || !name.endsWith('.json')) continue
        const document = PlanDocument.parse(json(name))
        const planId = await addMissingPlan(db, content, document)
        if (planId !== null) plans.push(planId)
        else {
          await markRequestable(db, document)
          await addArticles(db, document)
        }
      }
      await writePlanCodes(db)
      await offerUnitsOfPlans(db, today)
      const value = JSON.stringify(loaded)
      await db
        .insertInto('setting')
        .values({ key: settingKey, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
      return { plans }
    },
  })
}

function text(content: Content, name: string): string {
  const found = content.files.get(name)
  if (found === undefined) throw new Error(`data/${name} is missing`)
  return found
}

/** Inserts the plan unless its number is there already. The first plan of a database is the active one. */
async function addMissingPlan(db: Db, content: Content, document: PlanDocument): Promise<number | null> {
  const there = await db.selectFrom('plan').select(['number', 'state']).execute()
  if (there.some((plan) => plan.number === document.number)) return null
  // an amendment may have given the plan another number
  const amended = await db
    .selectFrom('planVersion')
    .select('version')
    .where(sql<string>`document ->> 'number'`, '=', document.number)
    .executeTakeFirst()
  if (amended !== undefined) return null
  const source = text(content, `plans/${document.source}`)
  return insertPlan(
    db,
    document,
    {
      file: basename(document.source),
      sha256: createHash('sha256').update(source).digest('hex'),
      text: source,
    },
    there.some((plan) => plan.state === 'active') ? 'draft' : 'active',
  )
}

/** Rows with their place in the file. */
function ordered<R extends object>(rows: readonly R[]): (R & { ord: number })[] {
  return rows.map((row, place) => ({ ...row, ord: place + 1 }))
}

async function updateFundingSources(
  db: Db,
  sources: readonly z.infer<typeof FundingSourceData>[],
): Promise<void> {
  await updateCatalogue(
    db,
    'fundingSource',
    sources.map((source, place) => ({ ...source, ord: place + 1 })),
  )
}

async function updateSupportContents(
  db: Db,
  contents: readonly z.infer<typeof SupportContentData>[],
): Promise<void> {
  await updateCatalogue(
    db,
    'supportContent',
    contents.map((content, place) => ({ ...content, ord: place + 1 })),
  )
}

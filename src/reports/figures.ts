import { z } from 'zod'
import { fundingKinds, reportParts } from '../plan/index.ts'
import { dongOut } from '../platform/fields.ts'
import { AgenciesDone } from './agency-acts.ts'
import { Before, SpanShape } from './before.ts'
import { Brief } from './brief.ts'
import { EvidenceFile } from './evidence.ts'
import { Execution } from './execution.ts'
import { ReportedRecord } from './record-lists.ts'

/* The shape of a report's figures, as they are sealed. What came later is optional: a report that was sealed before it has none. */

/** Whose it is, in a report over several plans; in others left out. */
const ofPlan = z.object({ id: z.int(), number: z.string() }).optional()

export const Target = z.object({
  plan: ofPlan,
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  parent: z.string().nullable(),
  firstYear: z.int(),
  lastYear: z.int(),
  bound: z.enum(['exactly', 'about', 'atLeast', 'atMost', 'range']),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  result: z.number().nullable(),
  cumulative: z.number().nullable(),
  /** A rate or state, whose years are not added up. Not in reports sealed before there were such indicators. */
  level: z.boolean().optional(),
  /** The part of the report that tells of it, and in which words. Not in reports sealed before these were the indicator's own. */
  part: reportParts.schema.optional(),
  phrase: z.string().nullable().optional(),
  /** What the budget table has beside it; null: nothing else. Not in reports sealed before tables were read for it. */
  table: z
    .object({ lines: z.string().optional(), tableNumber: z.number(), decision: z.string().optional() })
    .nullable()
    .optional(),
})

const amounts = { allocated: dongOut(), committed: dongOut(), disbursed: dongOut(), remaining: dongOut() }

/** Money of the provincial budget on one line in one year, its sub-lines' included; đồng. */
export const BudgetRow = z.object({
  plan: ofPlan,
  code: z.string(),
  parent: z.string().nullable(),
  title: z.string(),
  titleEn: z.string(),
  estimate: dongOut(),
  ...amounts,
})

const SourceRow = z.object({
  ...{ key: z.string(), name: z.string(), nameEn: z.string() },
  /** What the plan estimates from it, where it is one of the plan's sources; in all where it is not spread over the years. */
  estimate: dongOut().optional(),
  /** What kind of source it is; not in reports made before sources had kinds. */
  kind: fundingKinds.schema.optional(),
  ...amounts,
})

export const Turn = z.object({
  plan: ofPlan,
  id: z.int(),
  enterprise: z.string(),
  content: z.string(),
  state: z.string(),
  decidedOn: z.string(),
  finishedOn: z.string().nullable(),
  committed: dongOut(),
  disbursed: dongOut(),
})

export const Certificate = z.object({
  id: z.int(),
  enterprise: z.string(),
  kind: z.string(),
  standard: z.string(),
  product: z.string().nullable(),
  body: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  expiresOn: z.string().nullable(),
})

const Event = z.object({
  id: z.int(),
  kind: z.string(),
  title: z.string(),
  place: z.string(),
  heldOn: z.string(),
  participants: z.int(),
  experts: z.int(),
})

/** A TFP study that was published in the year and counts; rates in % a year, means of its years (geometric of a method in logarithms). */
const Study = z.object({
  id: z.int(),
  title: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  growth: z.number(),
  tfpGrowth: z.number(),
  /** TFP in percent of growth; null where growth is near zero. */
  tfpPercent: z.number().nullable(),
  /** Why a result outside what is usual was published; not there in reports made before it was asked. */
  reason: z.string().nullable().optional(),
  publishedOn: z.string(),
})

export const ObstacleRow = z.object({
  id: z.int(),
  reporter: z.string().nullable(),
  text: z.string(),
  proposal: z.string(),
  reportedOn: z.string(),
  resolvedOn: z.string().nullable(),
  resolution: z.string().nullable(),
  /** Who answers it by when. Not in reports sealed before agencies were put in charge. */
  charge: z.string().nullable().optional(),
  dueOn: z.string().nullable().optional(),
  /** Number of the document by which it was passed on to the People's Committee. Not in reports sealed before it was recorded. */
  passed: z.string().nullable().optional(),
})

/** A finding of audit or inspection that is not closed when the year ends. */
const ConclusionRow = z.object({
  id: z.int(),
  event: z.string(),
  content: z.string(),
  agency: z.string(),
  dueOn: z.iso.date(),
  doneOn: z.iso.date().nullable(),
})

const AdvanceRow = z.object({
  id: z.int(),
  number: z.string(),
  beneficiary: z.string(),
  rest: dongOut(),
  dueOn: z.iso.date(),
  late: z.boolean(),
})

const FindingRow = z.object({
  id: z.int(),
  issuer: z.string(),
  documentNumber: z.string(),
  documentDate: z.string(),
  content: z.string(),
  agency: z.string(),
  dueOn: z.string(),
  answered: z.boolean(),
})

/** What was confirmed on a channel in the year, or what the press wrote there by itself. */
const CommunicationRow = z.object({
  id: z.int(),
  press: z.boolean(),
  channel: z.string(),
  unit: z.string(),
  number: z.int(),
})

/** A fact that is counted, and the SHA-256 of the file that proves it: in reports sealed before the list was a file of its own. */
const Evidence = z.object({
  factId: z.int(),
  kind: z.string(),
  year: z.int(),
  subject: z.string(),
  quantity: z.number(),
  occurredOn: z.string(),
  label: z.string(),
  fileId: z.int(),
  sha256: z.string(),
})

const ReportedPlan = z.object({
  number: z.string(),
  issuedOn: z.string(),
  title: z.string(),
  issuer: z.string(),
  province: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  /** Key of the source that the estimate is of; not in reports sealed before plans said it. */
  source: z.string().optional(),
  sourceName: z.object({ vi: z.string(), en: z.string() }).nullable().optional(),
  /** The total of its budget in đồng, where it has one; not in reports made before plans without lines were told of. */
  budgetTotal: z.number().nullable().optional(),
})

const OwnFunds = z.object({
  turns: z.int(),
  open: z.int(),
  promised: z.bigint(),
  support: z.bigint(),
  offered: z.bigint(),
  /** State money paid of the same turns; own money put in, proven, settled. Not in reports sealed before it was recorded. */
  paid: z.bigint().optional(),
  paidIn: z.bigint().optional(),
  proven: z.bigint().optional(),
  settled: z.bigint().optional(),
})

const TaskFunds = z.object({
  tasks: z.int(),
  /** State money agreed and paid; own money promised, put in, proven, settled, đồng. */
  agreed: z.bigint(),
  paid: z.bigint(),
  promised: z.bigint(),
  paidIn: z.bigint(),
  proven: z.bigint(),
  settled: z.bigint(),
})

export const ReportData = z.object({
  /** True when the database holds made-up data only. */
  sample: z.boolean(),
  /** The plan that is reported on; of several the one that leads the report. */
  plan: ReportedPlan,
  /** All of them, the leading one first, where they are several. */
  plans: z.array(ReportedPlan.extend({ id: z.int() })).optional(),
  year: z.int(),
  /** Over which days, where it is not over a year of the plan. */
  span: SpanShape.optional(),
  /** What the period before came to; null where there was none. Only in reports that compare. */
  before: Before.nullable().optional(),
  /** What each agency did. Only in reports that tell of it. */
  agencies: AgenciesDone.optional(),
  /** Money by line, year and source. Only in reports that tell of it. */
  execution: Execution.optional(),
  /** What is due, late and to be decided. Only in briefs for the leader. */
  brief: Brief.optional(),
  /** The one record that the report is about. */
  record: ReportedRecord.optional(),
  targets: z.array(Target),
  budget: z.array(BudgetRow),
  /** What other lawful sources than the provincial budget gave in the year. */
  otherSources: z.array(SourceRow),
  /** What enterprises put in themselves, đồng: promised in turns decided, beside their state money; offered in applications that are not. Not in reports sealed before it was summed. */
  ownFunds: OwnFunds.optional(),
  /** Tasks with own money, beside the State's. Not in reports sealed before it was recorded. */
  taskFunds: TaskFunds.optional(),
  turns: z.array(Turn),
  certificates: z.array(Certificate),
  /** The first of each kind; all of them in reports sealed before there was `eventCounts`. */
  events: z.array(Event),
  /** How many of each kind count in the year. */
  eventCounts: z.record(z.string(), z.int()).optional(),
  /** Not in reports sealed before studies stood in them. */
  studies: z.array(Study).optional(),
  /** Applications of the year by state. */
  applications: z.record(z.string(), z.int()),
  /** Dated work of all agencies in the year. */
  duties: z.object({ total: z.int(), done: z.int() }),
  /** Reports of agencies on standing duties in the year. Not in reports sealed before they were asked for. */
  standing: z.object({ asked: z.int(), reported: z.int(), nothing: z.int() }).optional(),
  /** Nominations of the year, and groups and persons that decisions of the year commend. Not in reports sealed before they were recorded. */
  commendation: z.object({ nominated: z.int(), groups: z.int(), persons: z.int() }).optional(),
  /** Entries for the quality award of the year's round. Not in reports sealed before they were recorded. */
  awards: z.object({ entered: z.int(), gold: z.int(), silver: z.int() }).optional(),
  obstacles: z.array(ObstacleRow),
  /** Findings of audit and inspection that are open. Not in reports sealed before they were recorded. */
  findings: z.array(FindingRow).optional(),
  /** Conclusions of conferences: open, or carried out in the year. Not in reports sealed before they were recorded. */
  conclusions: z.array(ConclusionRow).optional(),
  /** Improvement projects that were evaluated in the year. Not in reports sealed before they were recorded. */
  improvements: z
    .object({
      projects: z.int(),
      /** Whose they are, each once. */
      enterprises: z.array(z.int()),
      effective: z.int(),
      partly: z.int(),
      /** Their measures, and how many became better. */
      measures: z.int(),
      improved: z.int(),
    })
    .optional(),
  /** What enterprises answered in the year on turns that were done. Not in reports sealed before they were asked. */
  followUps: z
    .object({
      asked: z.int(),
      answered: z.int(),
      silent: z.int(),
      /** The sum of points on scales from 1 to 5, and how many such answers there are. */
      points: z.int(),
      scales: z.int(),
      kept: z.int(),
      partly: z.int(),
      gone: z.int(),
    })
    .optional(),
  /** Confirmed figures by content of the turns of the year, and lots that the public may trace. Not in reports sealed before they were recorded. */
  contents: z
    .object({
      sums: z.array(
        z.object({
          fieldId: z.int(),
          name: z.string(),
          unit: z.string(),
          turns: z.int(),
          sum: z.number(),
        }),
      ),
      lots: z.int(),
    })
    .optional(),
  /** Advances that are not cleared at the end of the year. Not in reports sealed before they were recorded. */
  advances: z.array(AdvanceRow).optional(),
  /** Communication by channel, and articles that were published. Not in reports sealed before they were recorded. */
  communication: z.array(CommunicationRow).optional(),
  articles: z.int().optional(),
  /** Visits to turns in the year, and what they found. Not in reports sealed before they were recorded. */
  visits: z.object({ made: z.int(), found: z.int(), remedied: z.int() }).optional(),
  /** What agencies and associations did in the year among their own, and the money of their own plans. Not in reports sealed before it was recorded. */
  outreach: z
    .object({
      acts: z.int(),
      agencies: z.array(z.int()),
      enterprises: z.int(),
      brought: z.int(),
      integrated: dongOut(),
    })
    .optional(),
  evidence: z.array(Evidence).optional(),
  /** The list of evidence; when sealed. */
  evidenceFile: EvidenceFile.optional(),
})
export type ReportData = z.output<typeof ReportData>
export type BudgetRow = z.output<typeof BudgetRow>

/** Money comes as text (JSON numbers would lose đồng above 2^53) or, from a sealed report, as a number. */
const whole = z.union([z.string(), z.number(), z.bigint()]).transform((value) => BigInt(value))
const moneyKeys: ReadonlySet<string> = new Set([
  'estimate',
  'allocated',
  'committed',
  'disbursed',
  'remaining',
  'offered',
  'promised',
  'support',
  'agreed',
  'paid',
  'paidIn',
  'proven',
  'settled',
  'rest',
  'integrated',
])

/** Checks figures as the database or a sealed report gives them. Throws on anything else. */
export function parseReportData(raw: unknown): ReportData {
  return ReportData.parse(withMoney(raw))
}

export function withMoney(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMoney)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      moneyKeys.has(key) && (typeof item === 'string' || typeof item === 'number')
        ? whole.parse(item)
        : withMoney(item),
    ]),
  )
}

/** How many events of these kinds count in the year, and how many of them are not named one by one. */
export function eventNumbers(
  { events, eventCounts }: Pick<ReportData, 'events' | 'eventCounts'>,
  kinds: readonly string[],
): { all: number; unnamed: number } {
  const named = events.filter(({ kind }) => kinds.includes(kind)).length
  const all =
    eventCounts === undefined ? named : kinds.reduce((sum, kind) => sum + (eventCounts[kind] ?? 0), 0)
  return { all, unnamed: Math.max(0, all - named) }
}

/** The lines at the top of the budget added up. */
export function budgetTotal(lines: readonly Omit<BudgetRow, 'plan' | 'title' | 'titleEn'>[]) {
  const top = lines.filter((line) => line.parent === null)
  const sum = (of: (line: (typeof top)[number]) => bigint) =>
    top.reduce((total, line) => total + of(line), 0n)
  return {
    estimate: sum((line) => line.estimate),
    allocated: sum((line) => line.allocated),
    committed: sum((line) => line.committed),
    disbursed: sum((line) => line.disbursed),
    remaining: sum((line) => line.remaining),
  }
}

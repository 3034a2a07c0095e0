import { z } from 'zod'

/*
 * The plan as data: what `readPlan` gives and what `schema/plan.schema.json` documents. Every item keeps `span`, the place
 * in `text` that it was read from. Money is whole đồng. A day is `YYYY-MM-DD`.
 */

export const spanSchema = z
  .object({
    start: z.int().min(0).describe('Offset of the first character (UTF-16 code unit) in `text`'),
    end: z.int().min(0).describe('Offset after the last character'),
  })
  .describe('A place in `text`')
export type Span = z.infer<typeof spanSchema>

const span = spanSchema
const dong = z
  .int()
  .min(-Number.MAX_SAFE_INTEGER)
  .max(Number.MAX_SAFE_INTEGER)
  .describe('Whole đồng, a safe integer')
const day = z.iso.date()
const located = (description: string) =>
  z.object({ value: z.string(), span }).nullable().describe(`${description}; null when not found`)

const boundSchema = z
  .enum(['exactly', 'atLeast', 'atMost', 'about', 'range'])
  .describe(
    'exactly and about: min = max; atLeast ("ít nhất", "tối thiểu", "trên"): max is null; atMost: min is null; range ("10-15"): both',
  )
export type Bound = z.infer<typeof boundSchema>

const quantitySchema = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  bound: boundSchema,
  exclusive: z.boolean().describe('"trên 20", "dưới 20": the bound itself is not enough'),
  approximate: z.boolean().describe('"khoảng" stands before the number or the range'),
})
export type Quantity = z.infer<typeof quantitySchema>

const yearsSchema = z.object({ from: z.int().nullable(), to: z.int() }).describe('Years, both included')
export type Years = z.infer<typeof yearsSchema>

const periodSchema = yearsSchema.extend({
  kind: z.enum(['main', 'orientation']).describe('orientation: "định hướng đến năm 2030"'),
  text: z.string(),
  span,
})
export type Period = z.infer<typeof periodSchema>

const instrumentSchema = z.object({
  text: z.string(),
  kind: z.string().nullable().describe('Luật, Nghị định, Nghị quyết, Quyết định, Thông tư, Kế hoạch, …'),
  number: z.string().nullable(),
  date: day.nullable(),
  issuer: z.string().nullable(),
  span,
})
export type Instrument = z.infer<typeof instrumentSchema>

export const indicatorKeys = [
  'conferences',
  'courses',
  'experts',
  'trainees',
  'supportTurns',
  'systemCertificates',
  'productCertificates',
  'traceability',
  'models',
  'outreach',
  'awards',
  'reviews',
  'tfp',
  'tfpStudies',
  'growth',
] as const
export type IndicatorKey = (typeof indicatorKeys)[number]

const objectiveSchema = z.object({
  code: z
    .string()
    .describe('The labels on the way to it, such as 2.1; may be shared by the clauses of one paragraph'),
  kind: z.enum(['general', 'specific']),
  text: z.string(),
  indicator: z.enum(indicatorKeys).nullable().describe('What is counted; null when none of the known'),
  quantity: quantitySchema.nullable(),
  unit: z.string().nullable(),
  perYear: z.boolean().describe('"mỗi năm", "hằng năm": the number is for each year'),
  relativeTo: z.string().nullable().describe('What a growth is measured against: the words after "so với"'),
  period: yearsSchema.nullable(),
  partOf: z.int().nullable().describe('Index of the objective that this one is a part of ("trong đó")'),
  quantitySpan: span.nullable(),
  span,
})
export type Objective = z.infer<typeof objectiveSchema>

const beneficiarySchema = z.object({
  code: z.string().describe('The letter or number before it; empty for the condition that all must meet'),
  priority: z
    .int()
    .nullable()
    .describe('Place in the order of priority that the document states; null when it states none'),
  text: z.string(),
  span,
})
export type Beneficiary = z.infer<typeof beneficiarySchema>

const taskSchema = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  text: z.string(),
  span,
})

export const recurrences = [
  'once',
  'yearly',
  'halfYearly',
  'quarterly',
  'monthly',
  'periodic',
  'none',
] as const
const dueSchema = z.object({
  year: z.int().nullable(),
  quarter: z.int().min(1).max(4).nullable(),
  month: z.int().min(1).max(12).nullable(),
  day: z.int().min(1).max(31).nullable(),
  before: z.boolean().describe('"trước ngày": the work must be done before that day, not on it'),
  text: z.string(),
  span,
})
export type Due = z.infer<typeof dueSchema>

const dutySchema = z.object({
  code: z.string(),
  agency: z.string().nullable().describe('Null when the document does not say whose duty it is'),
  agencySpan: span.nullable(),
  text: z.string(),
  recurrence: z.enum(recurrences).describe('periodic: "định kỳ" without an interval, "thường xuyên"'),
  onRequest: z.boolean().describe('"đột xuất", "khi có yêu cầu"'),
  due: z.array(dueSchema),
  helpers: z.string().optional().describe('"Đơn vị phối hợp" of a table of work; absent elsewhere'),
  product: z.string().optional().describe('"Sản phẩm", "Kết quả" of a table of work; absent elsewhere'),
  span,
})
export type Duty = z.infer<typeof dutySchema>

export const fundingSources = [
  'provincialBudget',
  'centralBudget',
  'stateBudget',
  'districtBudget',
  'enterprise',
  'other',
] as const
export type FundingSource = (typeof fundingSources)[number]

const fundingSchema = z.object({
  source: z.enum(fundingSources).nullable(),
  text: z.string(),
  amount: dong.nullable(),
  amountSpan: span.nullable(),
  isTotal: z.boolean().describe('The sum of all sources ("tổng kinh phí")'),
  inWords: z.object({ text: z.string(), amount: dong.nullable(), span }).nullable().describe('"Bằng chữ: …"'),
  period: yearsSchema.nullable(),
  span,
})
export type Funding = z.infer<typeof fundingSchema>

const lineQuantitySchema = quantitySchema.extend({ unit: z.string().nullable(), span })
export type LineQuantity = z.infer<typeof lineQuantitySchema>

const byYear = z.record(z.string().regex(/^\d{4}$/), dong)
const bySource = z.record(z.string(), dong)
const cellsSchema = z
  .array(z.object({ year: z.int().nullable(), source: z.string().nullable(), amount: dong, span }))
  .describe(
    'Every amount with its own place: year and source as the column heads say; both null is the total',
  )
export type AmountCell = z.infer<typeof cellsSchema>[number]

const budgetLineSchema = z.object({
  code: z.string().describe('The codes on the way to it: I.2, or I.2-1 for a row without a code of its own'),
  parent: z.string().nullable(),
  title: z.string(),
  quantity: z.array(lineQuantitySchema).describe('One for each unit that the cell names'),
  unitPrice: dong.nullable(),
  total: dong.nullable(),
  byYear,
  bySource,
  note: z.string().nullable(),
  partial: z.boolean().describe('"Trong đó": its rows below need not make up the whole'),
  amounts: cellsSchema,
  span,
  continued: z
    .array(span)
    .describe('Further rows of the same line: a title that runs over a page, "Trong đó"'),
})
export type BudgetLine = z.infer<typeof budgetLineSchema>

const sumsSchema = z.object({
  title: z.string(),
  of: z.string().nullable().describe('Code of the group that it sums; null for the whole table'),
  total: dong.nullable(),
  byYear,
  bySource,
  amounts: cellsSchema,
  span,
})
export type BudgetSum = z.infer<typeof sumsSchema>

const budgetSchema = z.object({
  unit: z
    .enum(['đồng', 'nghìn đồng', 'triệu đồng', 'tỷ đồng'])
    .nullable()
    .describe('As written; null when not named'),
  unitSpan: span.nullable(),
  columns: z.array(
    z.object({
      role: z.enum([
        'code',
        'title',
        'unit',
        'quantity',
        'unitPrice',
        'amount',
        'note',
        'agency',
        'time',
        'unknown',
      ]),
      head: z.string(),
      year: z.int().nullable(),
      source: z.string().nullable(),
    }),
  ),
  heads: z
    .array(z.object({ text: z.string(), span }))
    .describe('The rows of column heads, repeated ones too'),
  lines: z.array(budgetLineSchema),
  sums: z.array(sumsSchema).describe('The rows "Tổng cộng" and "Cộng"'),
  total: dong.nullable().describe('From the row "Tổng cộng"; from the groups when the table has none'),
  byYear,
  bySource,
  totalStated: z.boolean().describe('Whether the table has a row for the total'),
  span: span.describe('The whole table, from the first head to the last row'),
})
export type Budget = z.infer<typeof budgetSchema>

export const statementKinds = [
  'nationalName',
  'motto',
  'kind',
  'opening',
  'closing',
  'effect',
  'time',
  'scope',
  'principle',
  'proposal',
  'context',
  'reference',
  'appendix',
  'caption',
  'unit',
  'signed',
  'page',
  'rule',
] as const
export type StatementKind = (typeof statementKinds)[number]

const severitySchema = z.enum(['error', 'warning', 'info'])

const findingSchema = z.object({
  code: z.string(),
  severity: severitySchema.describe(
    'error: the sums or dates contradict; warning: text and appendix differ; info: to know',
  ),
  span,
  expected: z.union([z.number(), z.string()]).nullable().describe('Money in đồng'),
  found: z.union([z.number(), z.string()]).nullable(),
  words: z.object({ vi: z.string(), en: z.string() }),
})
export type Finding = z.infer<typeof findingSchema>

export const planSchema = z.object({
  number: located('Number and symbol, such as 12/KH-UBND'),
  date: z.object({ value: day, span }).nullable(),
  issuer: located('The body that issued it'),
  province: located('The province or city, without the word "tỉnh"'),
  title: located('The subject'),
  periods: z.array(periodSchema),
  replaces: instrumentSchema.nullable().describe('The plan that this one replaces'),
  legalBases: z.array(instrumentSchema),
  sections: z.array(z.object({ code: z.string(), title: z.string(), span })).describe('The headings'),
  objectives: z.array(objectiveSchema),
  participants: z.array(z.object({ text: z.string(), span })),
  beneficiaries: z.array(beneficiarySchema),
  tasks: z.array(taskSchema),
  duties: z.array(dutySchema),
  funding: z.array(fundingSchema),
  budget: budgetSchema.nullable(),
  recipients: z.array(z.object({ text: z.string(), span })),
  signatory: z
    .object({
      name: z.string().nullable(),
      office: z.string().nullable(),
      authority: z.array(z.string()).describe('TM., KT., TL., … as written'),
      spans: z.array(span),
      span,
    })
    .nullable(),
  statements: z
    .array(z.object({ kind: z.enum(statementKinds), text: z.string(), span }))
    .describe(
      'What an official document carries besides: national name, opening, closing, title of the appendix, …',
    ),
  findings: z.array(findingSchema),
  unplaced: z
    .array(z.object({ text: z.string(), line: z.int().min(1), section: z.string().nullable(), span }))
    .describe(
      'What the reader could not place: nothing of the document is left out of both the items and this list',
    ),
  text: z.string().describe('The text that the spans point into: Unicode NFC, lines ended by \\n'),
})
export type PlanDocument = z.infer<typeof planSchema>
export type Statement = PlanDocument['statements'][number]
export type Signatory = NonNullable<PlanDocument['signatory']>

/** The JSON Schema (draft 2020-12) of a plan document, as `schema/plan.schema.json` holds it. */
export function planJsonSchema(): object {
  return {
    ...z.toJSONSchema(planSchema, { io: 'output' }),
    $id: 'https://nscl.vn/schema/plan.schema.json',
    title: 'Plan document',
    description:
      'A province’s plan under Decision 1322/QĐ-TTg as read from the signed document. Money is whole đồng; spans are offsets into `text`.',
  }
}

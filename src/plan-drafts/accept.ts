import { z } from 'zod'
import { readDocumentFile } from '../documents/read/apart.ts'
import { offerUnits } from '../places/index.ts'
import {
  checkBudget,
  fundingSources,
  insertPlan,
  type PlanDocument,
  type PlanSource,
  sourceNamed,
  sourcesOf,
} from '../plan/index.ts'
import { canonical } from '../plan-reader/index.ts'
import { amendPlan } from '../plan-versions/index.ts'
import { formatDate } from '../platform/dates.ts'
import { id, optionalDay, optionalId, optionalLongText, optionalText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { type FieldProblem, invalid, Problem } from '../platform/problem.ts'
import type { DraftDocument } from './draft.ts'
import { openDraft } from './lock-draft.ts'
import { planText } from './plan-text.ts'
import { current } from './queries.ts'
import { type DraftReading, reviewFindings } from './review.ts'
import { completeDocument } from './rules.ts'
import { type Succession, succeed } from './succession.ts'

const required = words('Xin điền mục này.', 'Please fill this in.')

/**
 * Makes a draft a plan that runs: all or nothing, under the draft's lock. A document or a next plan becomes a plan in
 * force, an amendment the next version of its plan. What is missing or wrong is named field by field: `number`,
 * `issuedOn`, `fileId`, … of this input, or the path of the document.
 */
export const acceptDraft = command({
  name: 'drafts.accept',
  summary: words('Chấp nhận bản thảo thành kế hoạch', 'Accept a draft as a plan'),
  route: 'POST /plan-drafts/{id}/accept',
  input: z.object({
    id: id(),
    version: whole(1),
    /** Number and day of the signed plan, when the draft has none yet. */
    number: optionalText(100),
    issuedOn: optionalDay(),
    /** The signed document (a plan for the next period) or the decision that amends. */
    fileId: optionalId(),
    /** The plan in force whose place the new one takes; several in `replacesPlanIds`. */
    replacesPlanId: optionalId(),
    replacesPlanIds: z.array(id()).max(100).default([]),
    /** Which criterion of a replaced plan a criterion of the new one (by its place) goes on from: its answers follow. */
    succeeds: z
      .array(z.object({ criterion: whole(0, 999), predecessorId: id() }))
      .max(1000)
      .default([]),
    /** Why an error of the signed document is taken as it is, by the finding's place in the reading. */
    settled: z.record(z.string().regex(/^\d+$/), optionalLongText(2000)).default({}),
    /** Of an amendment: the instrument, its day, and why. */
    amendedBy: optionalText(300),
    amendedOn: optionalDay(),
    reason: optionalLongText(2000),
  }),
  output: z.object({ id: z.int(), planId: z.int() }),
  may: ['coordinator', 'leader'],
  rules: [
    {
      of: ['amendedOn'],
      judge: ({ amendedOn }, { today }) =>
        amendedOn !== undefined && amendedOn > today
          ? {
              field: 'amendedOn',
              words: words(
                `Ngày ban hành phải không sau hôm nay (${formatDate(today)}).`,
                `It must not be after today (${formatDate(today)}).`,
              ),
            }
          : null,
    },
  ],
  subject: (input) => `plan_draft:${input.id}`,
  prepare: (context, input) => signedText(context, input),
  async run(context, input, signed) {
    const draft = await openDraft(context, input.id, input.version)
    const { document: before, reading } = await current(context.db, draft.state, draft)
    const named: DraftDocument = {
      ...before,
      number: input.number ?? before.number,
      issuedOn: input.issuedOn ?? before.issuedOn,
    }
    const settled = settledFindings(reading, named, input.settled)
    const complete = completeDocument({ ...named, remarks: [...named.remarks, ...settled.remarks] })
    const fileId = input.fileId ?? draft.fileId
    const problems = [
      ...(complete.ok ? await againstProgram(context, complete.document, draft.planId) : complete.fields),
      ...settled.problems,
      ...(fileId === null ? [{ field: 'fileId', words: required }] : []),
      ...(draft.kind === 'amendment'
        ? (['amendedBy', 'amendedOn', 'reason'] as const)
            .filter((field) => input[field] === undefined)
            .map((field) => ({ field, words: required }))
        : []),
    ]
    if (!complete.ok || problems.length > 0 || fileId === null) throw invalid(problems)
    const source = sourceOf(draft, complete.document, fileId, signed)
    const document = { ...complete.document, source: source.file }
    const planId =
      draft.kind === 'amendment' && draft.planId !== null
        ? await amended(context, { planId: draft.planId, document, source, fileId, input })
        : await newPlan(context, { document, source, fileId, input })
    await offerUnits(context.db, document.province, context.today)
    await context.db
      .updateTable('planDraft')
      .set({
        state: 'accepted',
        acceptedPlanId: planId,
        document: JSON.stringify(document),
        updatedAt: new Date(),
        version: draft.version + 1,
      })
      .where('id', '=', draft.id)
      .execute()
    return { id: draft.id, planId }
  },
})

/** Errors of the reading that still stand: each is taken with its reason, which becomes a remark of the plan, or refused. */
function settledFindings(
  reading: DraftReading | null,
  document: DraftDocument,
  given: Readonly<Record<string, string | undefined>>,
): { problems: FieldProblem[]; remarks: { vi: string; en: string }[] } {
  const problems: FieldProblem[] = []
  const remarks: { vi: string; en: string }[] = []
  if (reading === null) return { problems, remarks }
  for (const { index, finding, changed, mustMend } of reviewFindings(reading, document)) {
    if (finding.severity !== 'error' || changed || mustMend) continue
    const reason = given[index]
    if (reason === undefined) {
      problems.push({
        field: `settled.${index}`,
        words: words(
          `Xin sửa, hoặc ghi lý do chấp nhận: ${finding.words.vi}`,
          `Please correct it, or write why it is taken: ${finding.words.en}`,
        ),
      })
    } else {
      remarks.push({
        vi: `${finding.words.vi} Lý do chấp nhận: ${reason}`,
        en: `${finding.words.en} Taken because: ${reason}`,
      })
    }
  }
  return { problems, remarks }
}

/** Sums, a number that is free, indicators and agencies that exist. */
async function againstProgram(
  { db }: Context,
  document: PlanDocument,
  amendedPlanId: number | null,
): Promise<FieldProblem[]> {
  const funds = await fundingSources(db)
  const problems: FieldProblem[] = checkBudget(document.budget, sourceNamed(funds)).map(
    ({ where, words }) => ({ field: `budget.${where}`, words }),
  )
  const same = await db
    .selectFrom('plan')
    .select('id')
    .where('number', '=', document.number)
    .executeTakeFirst()
  if (same !== undefined && same.id !== amendedPlanId) {
    problems.push({
      field: 'number',
      words: words(`Đã có kế hoạch số ${document.number}.`, `There is a plan ${document.number} already.`),
    })
  }
  const indicators = new Set((await db.selectFrom('indicator').select('key').execute()).map(({ key }) => key))
  const agencies = new Set((await db.selectFrom('agency').select('key').execute()).map(({ key }) => key))
  for (const [place, { source }] of sourcesOf(document.budget).entries()) {
    if (funds.some(({ key }) => key === source)) continue
    problems.push({
      field: place === 0 ? 'budget.source' : `budget.others.${place - 1}.source`,
      words: words(`Chưa có nguồn kinh phí "${source}".`, `There is no source of funds "${source}".`),
    })
  }
  for (const [place, { indicator }] of document.targets.entries()) {
    if (indicators.has(indicator)) continue
    problems.push({
      field: `targets.${place}.indicator`,
      words: words(`Chưa có chỉ số "${indicator}".`, `There is no indicator "${indicator}".`),
    })
  }
  for (const [place, duty] of document.duties.entries()) {
    const unknown = duty.agencies.filter((key) => !agencies.has(key))
    if (unknown.length === 0) continue
    problems.push({
      field: `duties.${place}.agencies`,
      words: words(
        `Chưa có trong danh mục cơ quan: ${unknown.join(', ')}.`,
        `Not in the catalogue of agencies: ${unknown.join(', ')}.`,
      ),
    })
  }
  return problems
}

/** The signed file that the draft was not read from, and its text; null text for a scan. */
interface SignedFile {
  readonly name: string
  readonly sha256: string
  readonly text: string | null
}

/** Reads the signed file where it is another than the one that the draft was read from. */
async function signedText(
  context: Context,
  input: { id: number; fileId?: number | undefined },
): Promise<SignedFile | null> {
  const draft = await context.db
    .selectFrom('planDraft')
    .select(['fileId', 'sourceText'])
    .where('id', '=', input.id)
    .executeTakeFirst()
  const fileId = input.fileId ?? draft?.fileId
  if (draft === undefined || fileId === undefined || fileId === null) return null
  if (fileId === draft.fileId && draft.sourceText !== null) return null
  const signed = await evidence(context, fileId)
  try {
    const { text } = await readDocumentFile(signed.name, await context.files.read(signed.sha256))
    return { name: signed.name, sha256: signed.sha256, text: canonical(text) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { name: signed.name, sha256: signed.sha256, text: null }
  }
}

/** The signed text: what was read, else what the signed file says, else (a scan) the plan's own text. */
function sourceOf(
  draft: {
    fileId: number | null
    sourceFile: string | null
    sourceSha256: string | null
    sourceText: string | null
  },
  document: PlanDocument,
  fileId: number,
  signed: SignedFile | null,
): PlanSource {
  const { sourceFile: file, sourceSha256: sha256, sourceText: text } = draft
  if (fileId === draft.fileId && file !== null && sha256 !== null && text !== null)
    return { file, sha256, text }
  if (signed === null) throw new Error(`File ${fileId} was not read`)
  return { file: signed.name, sha256: signed.sha256, text: signed.text ?? planText(document) }
}

async function newPlan(
  { db, today }: Context,
  plan: {
    document: PlanDocument
    source: PlanSource
    fileId: number
    input: {
      replacesPlanId?: number | undefined
      replacesPlanIds: readonly number[]
      succeeds: readonly Succession[]
    }
  },
): Promise<number> {
  const { replacesPlanId, replacesPlanIds, succeeds } = plan.input
  const planId = await insertPlan(db, plan.document, plan.source, 'active')
  await db
    .updateTable('plan')
    .set({ fileId: plan.fileId, keptFrom: today })
    .where('id', '=', planId)
    .execute()
  await succeed(db, {
    planId,
    replaces: [...new Set([...(replacesPlanId === undefined ? [] : [replacesPlanId]), ...replacesPlanIds])],
    criteria: plan.document.criteria,
    succeeds,
  })
  return planId
}

async function amended(
  context: Context,
  amendment: {
    planId: number
    document: PlanDocument
    source: PlanSource
    fileId: number
    input: { reason?: string | undefined; amendedBy?: string | undefined; amendedOn?: string | undefined }
  },
): Promise<number> {
  const { planId, document, source, fileId, input } = amendment
  const { reason, amendedBy, amendedOn } = input
  if (reason === undefined || amendedBy === undefined || amendedOn === undefined) {
    throw invalid([{ field: 'reason', words: required }])
  }
  await amendPlan(context, { planId, document, reason, amendedBy, amendedOn, source, fileId })
  return planId
}

import { z } from 'zod'
import { FundingSource, fundingSources } from '../plan/index.ts'
import { DraftDocument } from '../plan-drafts/index.ts'
import { staff } from '../platform/actor.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query, type Rule } from '../platform/operation.ts'
import type { Basis } from './basis.ts'
import { carried } from './duties.ts'
import { type NextInput, nextInput } from './form.ts'
import type { Proposal } from './input.ts'
import { choiceProblems, proposalOf } from './prepare.ts'
import { unknownYears } from './proposal.ts'
import { readBasis, sayingOf } from './read-basis.ts'

const WordsOut = z.object({ vi: z.string(), en: z.string() })

const OrientationOut = z.object({
  firstYear: z.int(),
  lastYear: z.int(),
  baseFirstYear: z.int(),
  baseLastYear: z.int(),
  minimumPercent: z.number(),
  maximumPercent: z.number(),
})

const DraftLink = z.object({ id: z.int(), label: z.string() }).nullable()

/** What the next plan is drafted from: results, payments, norms, and what is missing. */
export const draftingBasis = query({
  name: 'drafting.basis',
  summary: words('Căn cứ lập kế hoạch giai đoạn sau', 'What the next plan is drafted from'),
  route: 'GET /plan/next/basis',
  input: z.object({}),
  output: z.object({
    plan: z.object({
      id: z.int(),
      number: z.string(),
      supportLine: z.string().nullable(),
      budgetSource: z.string(),
      /** That source as a sentence names it. */
      estimateSource: WordsOut,
    }),
    orientation: OrientationOut,
    /** The article that asks for it, as signed. */
    orientationWords: WordsOut.extend({ article: z.string().optional() }).nullable(),
    results: z.array(
      z.object({
        indicator: z.string(),
        name: WordsOut,
        unit: WordsOut,
        /** The kinds of fact that it counts; none for what is computed or entered. */
        kinds: z.array(z.string()).optional(),
        years: z.array(z.object({ year: z.int(), result: z.number() })),
        repeated: z.int(),
        level: z.boolean().optional(),
        rows: z.array(z.object({ planId: z.int(), year: z.int(), result: z.number() })),
        /** Base years of which one territory or more knows nothing. */
        missing: z.array(z.int()),
        /** Those of which none knows anything: they are in no sum. */
        unknown: z.array(z.int()),
        /** What each territory gives to the base, under which of its plans, and what is missing of it. */
        sources: z.array(
          z.object({
            province: z.string(),
            plans: z.array(z.object({ id: z.int(), number: z.string(), result: z.number() })),
            missing: z.array(z.int()),
          }),
        ),
        /** Years that old reports tell of, with the money that they name. */
        reported: z.array(z.object({ year: z.int(), amount: dongOut().nullable() })),
      }),
    ),
    missingYears: z.array(z.int()),
    /** The plans whose results are added up. */
    bases: z.array(z.object({ id: z.int(), number: z.string(), province: z.string() })),
    /** Old provinces of the territory that no plan is entered of: nothing of theirs is in the base. */
    withoutPlan: z.array(z.string()),
    lines: z.array(
      z.object({
        code: z.string(),
        parent: z.string().nullable(),
        title: WordsOut,
        group: z.boolean(),
        years: z.array(z.object({ year: z.int(), disbursed: dongOut(), estimate: dongOut() })),
      }),
    ),
    dataYears: z.array(z.int()),
    norms: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        nameEn: z.string(),
        unit: z.string(),
        unitEn: z.string(),
        amount: dongOut(),
        instrument: z.string(),
        article: z.string(),
        ofContent: z.boolean(),
      }),
    ),
    issuer: z.object({ own: WordsOut, next: WordsOut.nullable() }),
    tfpIndicator: z.boolean(),
    openDraft: DraftLink,
  }),
  may: staff,
  async run(context) {
    const basis = await readBasis(context)
    const { document, orientation } = basis
    const { lines } = document.budget
    const { id, number, supportLine, budgetSource, estimateSource } = basis.plan
    return {
      plan: { id, number, supportLine, budgetSource, estimateSource },
      orientation: OrientationOut.parse(orientation),
      orientationWords: basis.orientationWords === null ? null : sayingOf(basis.orientationWords),
      results: basis.results.map((row) => ({
        ...row,
        years: [...row.years],
        rows: [...row.rows],
        missing: [...row.missing],
        unknown: [...row.unknown],
        sources: (row.sources ?? []).map(({ province, plans, missing }) => ({
          province,
          plans: [...plans],
          missing: [...missing],
        })),
        reported: [...row.reported],
      })),
      bases: basis.bases.map(({ id, number, province }) => ({ id, number, province })),
      withoutPlan: [...basis.withoutPlan],
      missingYears: unknownYears(basis.results, orientation.baseFirstYear, orientation.baseLastYear),
      lines: lines.map((line) => ({
        code: line.code,
        parent: line.parent,
        title: { vi: line.vi, en: line.en },
        group: lines.some((child) => child.parent === line.code),
        years: basis.execution
          .filter((cell) => cell.line === line.code)
          .map(({ year, disbursed, estimate }) => ({ year, disbursed, estimate })),
      })),
      dataYears: [...basis.dataYears],
      norms: [...basis.norms],
      issuer: proposedIssuer(basis),
      tfpIndicator: basis.tfpIndicator,
      openDraft: basis.openDraft,
    }
  },
})

/** The issuer as it is and, when it has passed on by the new period's first day, the one that took its place. */
function proposedIssuer({ agencies, document, orientation }: Basis) {
  const own = { vi: document.issuer.vi, en: document.issuer.en }
  const key = agencies.find((agency) => agency.name === own.vi)?.key
  const change = key === undefined ? null : carried(agencies, key, `${orientation.firstYear}-01-01`)
  if (change === null || change.carrier.id === change.agency.id) return { own, next: null }
  return { own, next: { vi: change.carrier.name, en: change.carrier.nameEn } }
}

const proposalOutput = z.object({
  planId: z.int(),
  plan: z.string(),
  document: DraftDocument,
  /** The calculation behind each figure, by its path in `document`. */
  reasons: z.record(z.string(), WordsOut),
  warnings: z.array(WordsOut),
  targets: z.array(
    z.object({
      indicator: z.string(),
      percent: z.number(),
      value: z.number().nullable(),
      rounding: z.string(),
      words: WordsOut,
    }),
  ),
  openDraft: DraftLink,
  /** The sources of funds, to name those of the budget. */
  sources: z.array(FundingSource),
})

/** What the choices of one request are held against: its rules read it once. */
const judgedBy = new WeakMap<Context, Promise<Basis>>()

/** What of the choices does not hold against the plan, told beside what else is wrong. */
export const nextRules: readonly Rule<NextInput>[] = choiceProblems.map(({ of, find }) => ({
  of,
  async judge(input, context) {
    const basis = judgedBy.get(context) ?? readBasis(context)
    judgedBy.set(context, basis)
    return find(await basis, input)
  },
}))

/** The next plan as it would be drafted with these choices; writes nothing. */
export const nextProposal = query({
  name: 'drafting.proposal',
  summary: words('Tính thử kế hoạch giai đoạn sau', 'The next plan, worked out and not kept'),
  route: 'GET /plan/next',
  input: nextInput,
  rules: nextRules,
  output: proposalOutput,
  may: staff,
  async run(context, input) {
    const basis = await readBasis(context)
    return {
      ...shown(basis, proposalOf(basis, input, context.today)),
      sources: await fundingSources(context.db),
    }
  },
})

function shown(basis: Basis, proposal: Proposal): Omit<z.input<typeof proposalOutput>, 'sources'> {
  return {
    planId: basis.plan.id,
    plan: basis.plan.number,
    document: proposal.document,
    reasons: { ...proposal.reasons },
    warnings: [...proposal.warnings],
    targets: [...proposal.targets],
    openDraft: basis.openDraft,
  }
}

import { citedPlan, type PlanDocument } from '../plan/index.ts'
import { foldSameLength, moneyInText } from '../plan-reader/index.ts'
import { type Words, words } from '../platform/language.ts'
import { statedMoney } from '../platform/money.ts'
import { citation, issuerOf, legalBases } from './bases.ts'
import { type NextBudget, nextBudget, targetsOfLine } from './budget.ts'
import { carried, middleYear, nextDuties, renamedAgencies } from './duties.ts'
import type { Proposal, ProposalInput, ResultBase } from './input.ts'
import { nextTargets, objectiveOf, quantities } from './targets.ts'
import { eachOnce, joined, placeOf, provinceOf, rewriter } from './texts.ts'

/* The whole plan of the next period out of the present one: every figure with its reason, by its path in the document. */

/** Builds the draft. Texts that nobody can know yet (number, day, signatory) stay empty. */
export function propose(input: ProposalInput): Proposal {
  const { plan, orientation } = input
  const { firstYear, lastYear } = orientation
  const reasons: Record<string, Words> = {}
  const warnings: Words[] = []
  const startsOn = `${firstYear}-01-01`
  const issuer = issuerOf(input, startsOn)
  const from = placeOf(plan.issuer)
  const to = placeOf(issuer.words)
  const moved = from.vi !== to.vi
  const noDistricts = plan.duties
    .flatMap((duty) => duty.agencies)
    .some((key) => carried(input.agencies, key, startsOn)?.lapsed)
  const rewrite = rewriter({
    old: { firstYear: Number(plan.startsOn.slice(0, 4)), lastYear: Number(plan.endsOn.slice(0, 4)) },
    next: { firstYear, lastYear },
    place: moved ? { from, to } : null,
    agencies: renamedAgencies(input.agencies, startsOn, { from, to }),
    noDistricts,
  })
  /** Carries a text over and notes under `path` what was changed in it. */
  const text = <T extends Words>(path: string, words: T): T => {
    const { words: changed, notes } = rewrite(words)
    if (notes.length > 0) reasons[path] = joined(notes)
    return { ...words, ...changed }
  }

  reasons.issuer = issuer.reason
  const targets = nextTargets(input, reasons, warnings)
  const budget = budgetOf(input, text('budget.title', plan.budget.title))
  for (const [path, words] of Object.entries(budget.reasons)) reasons[`budget.${path}`] = words
  warnings.push(...budget.warnings)
  const duties = nextDuties({
    duties: plan.duties,
    agencies: input.agencies,
    firstYear,
    lastYear,
    reviewYear: middleYear(firstYear, lastYear),
    rewrite,
  })
  for (const [path, words] of Object.entries(duties.reasons)) reasons[`duties.${path}`] = words
  warnings.push(...duties.warnings, ...periodWarnings(input))

  reasons.startsOn = periodReason(input)
  reasons.endsOn = periodReason(input)
  const lines = quantities(input, budget.budget.lines, targets.rows, reasons)
  const document: PlanDocument = {
    number: '',
    issuedOn: '',
    issuer: issuer.words,
    province: moved ? provinceOf(to.vi) : plan.province,
    title: text('title', plan.title),
    startsOn,
    endsOn: `${lastYear}-12-31`,
    legalBases: legalBases(input, issuer.sources, reasons),
    replaces: input.replaces ? { ...citation(plan), number: plan.number, issuedOn: plan.issuedOn } : null,
    objective: text('objective', plan.objective),
    objectives: [
      ...plan.objectives.map((words, place) => {
        const { notes, words: rewritten } = objectiveOf(words, targets.pairs)
        const changed = text(`objectives.${place}`, rewritten)
        const before = reasons[`objectives.${place}`]
        if (notes.length > 0)
          reasons[`objectives.${place}`] = joined(before === undefined ? notes : [...notes, before])
        return changed
      }),
      ...targets.added.map((target) => target.objective),
    ],
    targets: [...targets.rows],
    orientation: null,
    participants: eachOnce(text('participants', plan.participants)),
    beneficiaries: text('beneficiaries', plan.beneficiaries),
    criteria: plan.criteria.map((row, place) => text(`criteria.${place}`, row)),
    tasks: plan.tasks.map((task, place) => ({
      ...task,
      title: text(`tasks.${place}.title`, task.title),
      items: task.items.map((item, at) => text(`tasks.${place}.items.${at}`, item)),
    })),
    funding: [],
    duties: [...duties.duties],
    budget: { ...budget.budget, lines },
    remarks: [],
    recipients: plan.recipients.map((row, place) => text(`recipients.${place}`, row)),
    signatory: { authority: plan.signatory.authority, office: words('', ''), name: '' },
    source: '',
  }
  const funding = fundingOf(input, BigInt(budget.budget.total))
  document.funding = funding.map((words, place) => text(`funding.${place}`, words))
  return { document, reasons, warnings, targets: targets.worked }
}

function periodReason({ plan, orientation }: ProposalInput): Words {
  if (plan.orientation === null)
    return words(
      `Kế hoạch ${plan.number} không nêu định hướng; giai đoạn do người lập chọn.`,
      `Plan ${plan.number} names no orientation; the period was chosen by whoever drafts.`,
    )
  const own = plan.orientation
  const cited = citedPlan(plan.number, own.article)
  return words(
    `Giai đoạn ${orientation.firstYear} - ${orientation.lastYear}. ${cited.vi}: "${own.vi}"`,
    `The period ${orientation.firstYear}-${orientation.lastYear}. ${cited.en}: "${own.en}"`,
  )
}

function periodWarnings(input: ProposalInput): Words[] {
  const { orientation, results, dataYears, plan } = input
  const { firstYear, lastYear, baseFirstYear, baseLastYear } = orientation
  const warnings: Words[] = []
  const base = baseLastYear - baseFirstYear + 1
  const next = lastYear - firstYear + 1
  if (base !== next)
    warnings.push({
      vi: `Kết quả của ${base} năm (${baseFirstYear}-${baseLastYear}) được nhân cho kế hoạch ${next} năm (${firstYear}-${lastYear}): hai giai đoạn không bằng nhau.`,
      en: `The results of ${base} years (${baseFirstYear}-${baseLastYear}) are raised for ${next} years (${firstYear}-${lastYear}): the periods differ in length.`,
    })
  const empty = unknownYears(results, baseFirstYear, baseLastYear)
  if (empty.length > 0)
    warnings.push({
      vi: `Chưa rõ kết quả năm ${empty.join(', ')} (chương trình chưa theo dõi ở đây, chưa nhập báo cáo cũ): căn cứ chỉ cộng các năm đã biết. Nếu các năm đó đã có kết quả (Kế hoạch trước), xin nhập kết quả kèm minh chứng trước khi lập dự thảo.`,
      en: `The results of ${empty.join(', ')} are not known (not kept here then, no old report entered): the base adds up the years that are known. If there were results then (under the plan before), enter them with their evidence before drafting.`,
    })
  const without = input.withoutPlan ?? []
  if (without.length > 0)
    warnings.push({
      vi: `Chưa có kế hoạch nào của ${without.join(', ')}: căn cứ chưa gồm kết quả của nơi này. Nếu đã có kế hoạch, xin ghi kế hoạch cũ và kết quả các năm.`,
      en: `No plan of ${without.join(', ')} is entered: the base has none of its results. If there was one, enter it and the results of its years.`,
    })
  const unpaid = Array.from({ length: base }, (_, at) => baseFirstYear + at).filter(
    (year) => !dataYears.includes(year),
  )
  if (unpaid.length > 0)
    warnings.push({
      vi: `Năm ${unpaid.join(', ')} không có số giải ngân theo các mục của Kế hoạch ${plan.number}: mức bình quân chỉ tính trên năm có số liệu${dataYears.length === 0 ? ' (chưa có năm nào)' : ` (${dataYears.join(', ')})`}.`,
      en: `No payments on the lines of Plan ${plan.number} in ${unpaid.join(', ')}: means are taken over the years with data${dataYears.length === 0 ? ' (none yet)' : ` (${dataYears.join(', ')})`}.`,
    })
  return warnings
}

/** The base years of which nothing is known of any indicator. */
export function unknownYears(results: readonly ResultBase[], first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((year) =>
    results.every(({ unknown = [] }) => unknown.includes(year)),
  )
}

function budgetOf(input: ProposalInput, title: Words): NextBudget {
  const { plan, orientation } = input
  const { lines } = plan.budget
  const growth = new Map<string, { percent: number; from: Words }>()
  for (const line of lines) {
    const typed = input.growth[line.code]
    if (typed !== undefined) {
      growth.set(line.code, {
        percent: typed,
        from: words('người lập chọn cho mục này', 'chosen for this line by whoever drafts'),
      })
      continue
    }
    const [first] = targetsOfLine(line, plan, input.results)
    const target = plan.targets.find((row) => row.indicator === first)
    const percent = first === undefined ? undefined : input.targets.get(first)?.percent
    const name = input.results.find((row) => row.indicator === first)?.name
    if (target === undefined || percent === undefined || name === undefined) continue
    growth.set(line.code, {
      percent,
      from: words(`theo tỷ lệ của chỉ tiêu "${name.vi}"`, `as the target “${name.en}”`),
    })
  }
  return nextBudget({
    budget: plan.budget,
    title,
    firstYear: orientation.firstYear,
    lastYear: orientation.lastYear,
    dataYears: input.dataYears,
    source: input.source,
    history: input.history,
    bases: input.bases,
    growth,
    norms: input.norms,
    reviewYears: [middleYear(orientation.firstYear, orientation.lastYear), orientation.lastYear],
  })
}

/**
 * The paragraphs on funds: a sum that is the old plan's total becomes the new one, and a paragraph on the money of the very period that is
 * drafted has been done and falls away.
 */
function fundingOf({ plan, orientation: { firstYear, lastYear } }: ProposalInput, total: bigint): Words[] {
  const done = new RegExp(`giai đoạn\\s+${firstYear}\\s*[-–]\\s*${lastYear}`, 'iu')
  return plan.funding
    .filter((words) => !done.test(words.vi))
    .map((words) => ({
      vi: withTotal(words.vi, plan.budget.total, statedMoney(total, 'vi')),
      en: words.en.replaceAll(statedMoney(BigInt(plan.budget.total), 'en'), statedMoney(total, 'en')),
    }))
}

/** A text in which the sums that are `old` đồng, however they are written, are the new one. */
function withTotal(text: string, old: number, now: string): string {
  const found = moneyInText(foldSameLength(text)).filter(({ amount }) => amount === old)
  return found.reduceRight((rest, { start, end }) => rest.slice(0, start) + now + rest.slice(end), text)
}

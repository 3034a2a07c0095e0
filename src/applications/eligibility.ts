import { z } from 'zod'
import { coordinatorOn, type Inside, insideProvince, provinceMergers } from '../agencies/index.ts'
import { classify, explain, isSme, legalForms, sectorGroups, sizeClasses } from '../enterprises/index.ts'
import { heldAgainstNorms, limitWords } from '../norms/index.ts'
import { activePlan, citedPlan, lastYearOf, type Plan, planArticles } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import {
  dongOut,
  flag,
  id,
  optionalChoice,
  optionalDong,
  optionalId,
  optionalWhole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'
import { criteriaOfPlan, supportLeft } from './application-row.ts'
import { formsOf } from './forms.ts'
import { type Finding, findings, outcomes } from './rules.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })
const FindingShape = z.object({
  rule: z.string(),
  name: WordsShape,
  source: WordsShape,
  outcome: outcomes.schema,
  words: WordsShape,
})

/** What the answers come to. */
export const answers = states({
  possible: words('Có thể được hỗ trợ', 'Support is possible'),
  unclear: { ...words('Chưa trả lời được', 'Not to be answered yet'), tone: 'warning' },
  no: { ...words('Chưa được hỗ trợ', 'No support as things stand'), tone: 'warning' },
})
export type Answer = StateOf<typeof answers>

/** Whether an enterprise works; who asks knows it of itself. */
export const standings = states({
  active: words('Đang hoạt động', 'Active'),
  suspended: words('Tạm ngừng', 'Suspended'),
  dissolved: words('Đã giải thể', 'Dissolved'),
})

/** The three questions as they are answered. */
const Questions = z.object({
  contentId: id(),
  /** The unit of the seat; left out: it is not known, or none of those offered. */
  unitId: optionalId(),
  /** The seat is in another province. */
  elsewhere: flag(),
  state: optionalChoice(standings.keys),
  legalForm: optionalChoice(legalForms.keys),
  sectorGroup: optionalChoice(sectorGroups.keys),
  employees: optionalWhole(),
  revenue: optionalDong(),
  capital: optionalDong(),
})
type Asked = z.output<typeof Questions>

/**
 * Whether an enterprise could be supported, for whoever asks: where its seat is, what it is, what it needs, held against the very
 * conditions that an application is held against. What was not asked is told as not known.
 */
export const foreseeSupport = query({
  name: 'applications.foresee',
  summary: words('Tôi có được hỗ trợ không?', 'Can I be supported?'),
  route: 'GET /eligibility',
  input: Questions,
  output: z.object({
    answer: answers.schema,
    plan: z.object({ id: z.int(), number: z.string(), province: z.string(), lastYear: z.int() }),
    content: WordsShape,
    findings: z.array(FindingShape),
    size: z.object({ sizeClass: sizeClasses.schema, words: z.array(WordsShape) }).nullable(),
    /** What is looked at first when the money does not reach for all, in its order. */
    priorities: z.array(z.object({ code: z.string(), words: WordsShape, met: z.boolean().nullable() })),
    prioritySource: WordsShape,
    /** What may be paid at most; empty where no norm has been entered for the content. */
    norms: z.array(
      z.object({
        id: z.int(),
        name: WordsShape,
        limit: WordsShape,
        source: z.string(),
        condition: z.string().nullable(),
      }),
    ),
    /** What is left of this year's money for support, in đồng; null where the plan takes no applications. */
    left: dongOut().nullable(),
    /** Applications are taken for this year and up to this one; null: none are taken. */
    until: z.int().nullable(),
    coordinator: WordsShape.extend({ contact: z.string().nullable() }).nullable(),
  }),
  may: ['public'],
  async run(context, input) {
    const { db, today, planId } = context
    const plan = await activePlan({ db, planId })
    const content = await db
      .selectFrom('supportContent')
      .select(['id', 'name', 'nameEn', 'kind', 'active', 'source'])
      .where('id', '=', input.contentId)
      .executeTakeFirst()
    if (content === undefined) throw notFound(words('nội dung hỗ trợ', 'Content of support'))
    const seat = await seatOf(db, input)
    const inside = await insideOf(context, input, seat, plan)
    const articles = await planArticles(db, plan.id)
    const year = yearOf(today)
    const takes = plan.supportLine !== null
    const asked = {
      plan: { ...plan, articles, forms: await formsOf(db, plan.id) },
      content,
      year,
      filedOn: today,
      ...{ requested: 0n, ownFunds: 0n, amount: 0n, earlier: [], norms: [] },
      enterprise: {
        state: input.state ?? 'active',
        legalForm: input.legalForm ?? null,
        foundedOn: null,
        unit: seat?.name ?? '',
        formerProvince: seat?.formerProvince ?? null,
        province: seat?.province ?? plan.province,
        inside,
      },
    } as const
    const found = heard(
      findings(asked),
      input,
      takes && year > plan.lastYear && year <= lastYearOf(plan, year),
    )
    const size = await sizeOf(context, input)
    return {
      answer: answerOf(found, inside, takes),
      plan: { id: plan.id, number: plan.number, province: plan.province, lastYear: plan.lastYear },
      content: words(content.name, content.nameEn),
      findings: found,
      size:
        size === null
          ? null
          : { sizeClass: size.sizeClass, words: pairs(explain(size, 'vi'), explain(size, 'en')) },
      priorities: await prioritiesOf(db, plan.id, size === null ? null : isSme(size)),
      prioritySource: citedPlan(plan.number, articles.beneficiaries),
      norms: await normsOf(context, input, seat, size?.sizeClass ?? 'unknown'),
      left: await supportLeft(db, plan, plan.id, year),
      until: takes ? lastYearOf(plan, year) : null,
      coordinator: await coordinatorOn(db, plan.id, today),
    }
  },
})

interface Seat {
  readonly name: string
  readonly province: string
  readonly validFrom: string | null
  readonly formerProvince: string | null
}

/** The unit that was chosen; null where none was. */
async function seatOf(db: Db, { unitId }: Asked): Promise<Seat | null> {
  if (unitId === undefined) return null
  const unit = await db
    .selectFrom('adminUnit')
    .select(['name', 'province', 'validFrom', 'formerProvince'])
    .where('id', '=', unitId)
    .executeTakeFirst()
  if (unit === undefined) throw notFound(words('đơn vị hành chính', 'Administrative unit'))
  return unit
}

async function insideOf(
  { db, today }: Context,
  { elsewhere }: Asked,
  seat: Seat | null,
  plan: Plan,
): Promise<Inside> {
  if (seat === null) return elsewhere ? 'outside' : 'unknown'
  return insideProvince(
    seat,
    { province: plan.province, since: plan.startsOn },
    today,
    await provinceMergers(db),
  )
}

/**
 * The findings as far as the answers go: a condition on what was not told is open, with the reason. What an application alone has
 * (its amount, its own funds) is left out.
 * @param waits the plan is over and none has taken its place: what is filed now waits for the next
 */
function heard(found: readonly Finding[], { unitId, elsewhere, state }: Asked, waits: boolean): Finding[] {
  const unclear = (vi: string, en: string) => ({
    outcome: 'open' as const,
    words: words(`Chưa rõ vì ${vi}.`, `Not clear, since ${en}.`),
  })
  return found.flatMap((finding): Finding[] => {
    switch (finding.rule) {
      case 'norm':
      case 'ownFunds':
        return []
      case 'established':
        if (unitId !== undefined) return [finding]
        return elsewhere
          ? [
              {
                ...finding,
                words: words('Trụ sở ở tỉnh, thành phố khác.', 'Its seat is in another province.'),
              },
            ]
          : [{ ...finding, ...unclear('chưa chọn nơi đặt trụ sở', 'the seat is not chosen') }]
      case 'year':
        return waits
          ? [
              {
                ...finding,
                ...unclear(
                  'Kế hoạch đã hết giai đoạn mà chưa có kế hoạch sau: hồ sơ nộp nay chờ kế hoạch sau',
                  'the plan is over and there is no next one yet: what is filed now waits for it',
                ),
              },
            ]
          : [finding]
      case 'active':
        return state === undefined
          ? [
              {
                ...finding,
                ...unclear(
                  'chưa biết doanh nghiệp có đang hoạt động',
                  'it is not known whether the enterprise is active',
                ),
              },
            ]
          : [finding]
      case 'once':
        return [
          {
            ...finding,
            ...unclear(
              'ở đây không hỏi tên: chưa biết doanh nghiệp đã được hỗ trợ nội dung này lần nào chưa',
              'no name is asked here: earlier support for this content is not known',
            ),
          },
        ]
      default:
        return [finding]
    }
  })
}

function answerOf(found: readonly Finding[], inside: Inside, takes: boolean): Answer {
  if (!takes || found.some(({ outcome }) => outcome === 'failed')) return 'no'
  return inside === 'unknown' ? 'unclear' : 'possible'
}

/** The size class by the rule that the register goes by; null without a sector, which the limits hang on. */
async function sizeOf({ db, today }: Context, { sectorGroup, employees, revenue, capital }: Asked) {
  if (sectorGroup === undefined) return null
  return classify(db, today, null, {
    sectorGroup,
    year: yearOf(today),
    employees: employees ?? null,
    revenue: revenue ?? null,
    capital: capital ?? null,
  })
}

const pairs = (vi: readonly string[], en: readonly string[]) =>
  vi.map((text, at) => words(text, en[at] ?? text))

async function prioritiesOf(db: Db, planId: number, sme: boolean | null) {
  const bySize = new Set(
    (
      await db
        .selectFrom('criterion')
        .select('code')
        .where('planId', '=', planId)
        .where('bySize', '=', true)
        .execute()
    ).map(({ code }) => code),
  )
  return (await criteriaOfPlan(db, planId)).map(({ code, text, textEn }) => ({
    code,
    words: words(text, textEn),
    met: bySize.has(code) ? sme : null,
  }))
}

/** The norms that would concern it, with what each lets be paid. */
async function normsOf(
  { db, today }: Context,
  { contentId, sectorGroup }: Asked,
  seat: Seat | null,
  size: z.output<typeof sizeClasses.schema>,
) {
  if (seat === null) return []
  const verdicts = await heldAgainstNorms(
    db,
    { contentId, day: today, unit: seat },
    {
      ...{ contentId, amount: 0n, cost: 0n, units: 1, year: yearOf(today), earlier: [] },
      sizeClass: size,
      sectorGroup: sectorGroup ?? '',
    },
  )
  return verdicts.map(({ norm }) => ({
    id: norm.id,
    name: words(norm.name, norm.nameEn),
    limit: limitWords(norm),
    source: `${norm.instrument}, ${norm.article}`,
    condition: norm.condition,
  }))
}

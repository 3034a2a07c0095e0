import { carrierOn } from '../agencies/index.ts'
import type { PlanDocument } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { joined, type Renaming, type Rewritten } from './texts.ts'

/* The duties of the next period: each with the agency that carries it on the new plan's first day. */

export interface Agency {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly successorId: number | null
  readonly toCheck: boolean
  readonly source: string
}

export type Duty = PlanDocument['duties'][number]

export interface CarriedAgency {
  readonly agency: Agency
  readonly carrier: Agency
  /** A committee of a level that ended: no agency of its kind carries its duties. */
  readonly lapsed: boolean
}

const isCommittee = (agency: Agency) => agency.name.startsWith('Ủy ban nhân dân')

/**
 * Who carries an agency's duties on a day. A people's committee whose successor is none (the districts, ended on
 * 1 July 2025, whose open work went to a department) has lapsed.
 * @returns null when the key is not in the catalogue
 */
export function carried(agencies: readonly Agency[], key: string, day: string): CarriedAgency | null {
  const agency = agencies.find((row) => row.key === key)
  if (agency === undefined) return null
  const carrierId = carrierOn(agencies, agency.id, day)
  const carrier = agencies.find((row) => row.id === carrierId) ?? agency
  const ended = carrier.validTo !== null && carrier.validTo < day
  return { agency, carrier, lapsed: ended || (isCommittee(agency) && !isCommittee(carrier)) }
}

/**
 * The agencies whose names without their place changed: `Sở Nông nghiệp và Phát triển nông thôn` → `Sở Nông nghiệp và
 * Môi trường`. People's committees are named by their places, which are renamed apart.
 * @param places the place names that an agency's name ends in, old and new
 */
export function renamedAgencies(
  agencies: readonly Agency[],
  day: string,
  places: { readonly from: Words; readonly to: Words },
): Renaming[] {
  const bare = (agency: Agency): Words => {
    const strip = (name: string, ends: readonly string[]) =>
      ends.reduce((rest, end) => (rest.endsWith(end) ? rest.slice(0, rest.length - end.length) : rest), name)
    return {
      vi: strip(agency.name, [` ${places.from.vi}`, ` ${places.to.vi}`]),
      en: strip(agency.nameEn, [` of ${places.from.en}`, ` of ${places.to.en}`]),
    }
  }
  return agencies
    .filter((agency) => !isCommittee(agency) && agency.name.endsWith(` ${places.from.vi}`))
    .flatMap((agency) => {
      const change = carried(agencies, agency.key, day)
      if (change === null) return []
      const from = bare(agency)
      const to = bare(change.carrier)
      return from.vi === to.vi ? [] : [{ from, to }]
    })
}

export interface NextDuties {
  readonly duties: readonly Duty[]
  /** By path below `duties`: `6`, `6.agencies`, `6.dueYear`. */
  readonly reasons: Readonly<Record<string, Words>>
  readonly warnings: readonly Words[]
}

export interface DutiesInput {
  readonly duties: readonly Duty[]
  readonly agencies: readonly Agency[]
  readonly firstYear: number
  readonly lastYear: number
  /** The year of the mid-term review. */
  readonly reviewYear: number
  readonly rewrite: (words: Words) => Rewritten
}

/** The year in which a period is reviewed: its third of five, the middle of any other. */
export function middleYear(firstYear: number, lastYear: number): number {
  return firstYear + Math.floor((lastYear - firstYear) / 2)
}

/** Carries every duty over; each change has its reason beside it. */
export function nextDuties(input: DutiesInput): NextDuties {
  const day = `${input.firstYear}-01-01`
  const reasons: Record<string, Words> = {}
  const lapsedNames = new Map<string, Words>()
  const numbered = renumbered(input.duties.flatMap((duty) => splitReview(duty, input)))
  const duties = numbered.map(({ duty, notes, due }, place) => {
    const { words, notes: changed } = input.rewrite(duty)
    const text = [...notes, ...changed]
    if (text.length > 0) reasons[`${place}`] = joined(text)
    const holders = carriersOf(input.agencies, duty, day)
    reasons[`${place}.agencies`] = holders.words
    for (const lapsed of holders.lapsed) lapsedNames.set(lapsed.vi, lapsed)
    const time = due ?? timeOf(duty, input)
    if (time.reason !== null) reasons[`${place}.dueYear`] = time.reason
    return { ...duty, ...words, agencies: holders.keys, dueYear: time.year }
  })
  const warnings: Words[] = []
  if (lapsedNames.size > 0) {
    const names = [...lapsedNames.values()]
    warnings.push({
      vi: `Nhiệm vụ của ${names.map((name) => name.vi).join(', ')} không còn cơ quan cùng cấp kế thừa (cấp huyện kết thúc từ 01/7/2025): cần giao cho UBND cấp xã hoặc cơ quan khác, thêm vào danh mục cơ quan rồi chọn trong dự thảo.`,
      en: `The duties of ${names.map((name) => name.en).join(', ')} have no successor of the same kind (the district level ended on 1 July 2025): give them to commune People's Committees or others; add these to the catalogue and choose them in the draft.`,
    })
  }
  return { duties, reasons, warnings }
}

function carriersOf(
  agencies: readonly Agency[],
  duty: Duty,
  day: string,
): { keys: string[]; words: Words; lapsed: Words[] } {
  const found = duty.agencies.map((key) => ({ key, change: carried(agencies, key, day) }))
  const kept = found.filter(({ change }) => change !== null && !change.lapsed)
  const lapsed = found.flatMap(({ change }) =>
    change?.lapsed ? [{ vi: change.agency.name, en: change.agency.nameEn }] : [],
  )
  const unknown = found.filter(({ change }) => change === null).map(({ key }) => key)
  // a duty that nobody of its kind carries stays with whom the succession names, so that it is not lost
  const holders = kept.length > 0 ? kept : found
  const keys = [...new Set(holders.map(({ key, change }) => change?.carrier.key ?? key))]
  const parts: Words[] = []
  const sources = new Set<string>()
  let toCheck = false
  for (const { change } of holders) {
    if (change === null) continue
    const { agency, carrier } = change
    if (agency.id === carrier.id) {
      parts.push(words(`${agency.name} (giữ nguyên)`, `${agency.nameEn} (unchanged)`))
      continue
    }
    parts.push(words(`${agency.name} → ${carrier.name}`, `${agency.nameEn} → ${carrier.nameEn}`))
    sources.add(carrier.source)
    toCheck ||= carrier.toCheck
  }
  const list = (language: 'vi' | 'en') => parts.map((part) => part[language]).join('; ')
  const origin = sources.size === 0 ? '' : ` (${[...sources].join('; ')})`
  const check: Words = toCheck ? words(' Cần đối chiếu.', ' To be checked.') : words('', '')
  const gone: Words =
    lapsed.length === 0
      ? words('', '')
      : words(
          ` Bỏ ${lapsed.length} cơ quan không còn cấp tương ứng, cần đối chiếu: ${lapsed.map((name) => name.vi).join(', ')}.`,
          ` ${lapsed.length} left out as their level ended, to be checked: ${lapsed.map((name) => name.en).join(', ')}.`,
        )
  const missing: Words =
    unknown.length === 0
      ? words('', '')
      : words(
          ` Không có trong danh mục: ${unknown.join(', ')}.`,
          ` Not in the catalogue: ${unknown.join(', ')}.`,
        )
  return {
    keys,
    lapsed,
    words: words(
      `Cơ quan mang nhiệm vụ ngày ${formatDate(day)}: ${list('vi')}${origin}.${check.vi}${gone.vi}${missing.vi}`,
      `Who carries the duty on ${formatDate(day)}: ${list('en')}${origin}.${check.en}${gone.en}${missing.en}`,
    ),
  }
}

interface Part {
  readonly duty: Duty
  readonly notes: readonly Words[]
  readonly due: { readonly year: number; readonly reason: Words } | null
}

/**
 * "tổ chức sơ kết Chương trình vào năm 2025. Xây dựng Kế hoạch … và tổng kết, đánh giá …" is two pieces of work with two
 * years: the mid-term review in the middle of the period, the final review in its last year.
 */
function splitReview(duty: Duty, { firstYear, lastYear, reviewYear }: DutiesInput): Part[] {
  const review = /sơ kết(?<what>[^.]*?) vào năm \d{4}/u
  if (duty.recurrence !== 'once' || !review.test(duty.vi)) return [{ duty, notes: [], due: null }]
  const years: Words = words(`${firstYear} - ${lastYear}`, `${firstYear}-${lastYear}`)
  const mid = {
    year: reviewYear,
    reason: words(
      `Đề xuất sơ kết vào năm ${reviewYear}, giữa giai đoạn ${years.vi} (kế hoạch trước: ${duty.dueYear ?? ''}).`,
      `The mid-term review is proposed in ${reviewYear}, the middle of ${years.en} (before: ${duty.dueYear ?? ''}).`,
    ),
  }
  const moved: Words = words(
    `Năm sơ kết đổi thành ${reviewYear}.`,
    `The year of the mid-term review became ${reviewYear}.`,
  )
  const inYear = (words: Words): Words => ({
    vi: words.vi.replace(/(vào năm )\d{4}/u, `$1${reviewYear}`),
    en: words.en.replace(/(review in )\d{4}/u, `$1${reviewYear}`),
  })
  const vi = sentences(duty.vi)
  const en = sentences(duty.en)
  const rest: Words = { vi: vi.slice(1).join(' '), en: en.slice(1).join(' ') }
  const first: Words = { vi: vi[0] ?? '', en: en[0] ?? '' }
  if (!/tổng kết/u.test(rest.vi) || !review.test(first.vi) || rest.en === '')
    return [{ duty: { ...duty, ...inYear(duty) }, notes: [moved], due: mid }]
  const apart: Words = words(
    'Tách nhiệm vụ sơ kết và tổng kết thành hai việc vì có hai thời hạn.',
    'The mid-term and the final review were made two duties, as they have two dates.',
  )
  return [
    { duty: { ...duty, ...inYear(first) }, notes: [apart, moved], due: mid },
    {
      duty: { ...duty, ...rest },
      notes: [apart],
      due: {
        year: lastYear,
        reason: words(
          `Đề xuất tổng kết vào năm ${lastYear}, năm cuối giai đoạn.`,
          `The final review is proposed in ${lastYear}, the last year of the period.`,
        ),
      },
    },
  ]
}

const sentences = (text: string): string[] => text.split(/(?<=\.) (?=\p{Lu})/u)

/** Gives the duties of a section their numbers again where one was made two: V.1.7, V.1.8 … */
function renumbered(parts: readonly Part[]): Part[] {
  const counts = new Map<string, number>()
  const twice = parts.some((part, place) => parts[place + 1]?.duty.code === part.duty.code)
  if (!twice) return [...parts]
  return parts.map((part) => {
    const section = /^(.*)\.\d+$/.exec(part.duty.code)?.[1]
    if (section === undefined) return part
    const number = (counts.get(section) ?? 0) + 1
    counts.set(section, number)
    return { ...part, duty: { ...part.duty, code: `${section}.${number}` } }
  })
}

/** The year of a one-time duty that is not a review: kept when it lies in the new period, else asked for. */
function timeOf(
  duty: Duty,
  { firstYear, lastYear }: DutiesInput,
): { year: number | null; reason: Words | null } {
  if (duty.recurrence !== 'once') return { year: duty.dueYear, reason: null }
  const { dueYear } = duty
  if (dueYear !== null && dueYear >= firstYear && dueYear <= lastYear)
    return {
      year: dueYear,
      reason: words(
        `Giữ năm ${dueYear} của kế hoạch trước, nằm trong giai đoạn mới.`,
        `The year ${dueYear} of the old plan is kept; it lies in the new period.`,
      ),
    }
  return {
    year: null,
    reason: words(
      `Thời hạn ${dueYear ?? ''} của kế hoạch trước đã qua: cần xác định năm mới hoặc bỏ nhiệm vụ.`,
      `The old plan's date ${dueYear ?? ''} has passed: set a new year or drop the duty.`,
    ),
  }
}

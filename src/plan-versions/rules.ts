import type { PlanDocument } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** The period of a plan and what became of it. */
export interface Period {
  readonly number: string
  readonly firstYear: number
  readonly lastYear: number
}

/**
 * The years of a replaced plan that no later plan covers: those whose results can be entered as past results. Of a plan
 * of 2021-2025 that was replaced by one of 2024-2025, which counts its own years, 2021, 2022 and 2023 are left.
 * @param others the other plans; one whose period began later counts the years that both have
 * @param thisYear a year that has not ended has no result yet
 */
export function pastYears(plan: Period, others: readonly Period[], thisYear: number): number[] {
  const years: number[] = []
  for (let year = plan.firstYear; year <= plan.lastYear; year++) {
    const covered = others.some(
      (other) => other.firstYear > plan.firstYear && year >= other.firstYear && year <= other.lastYear,
    )
    if (!covered && year < thisYear) years.push(year)
  }
  return years
}

/** The period that a plan's title names: "giai đoạn 2021 - 2025". Null when it names none. */
export function periodNamed(title: string): { firstYear: number; lastYear: number } | null {
  const match = /giai đoạn (\d{4})\s*[-–]\s*(\d{4})/.exec(title.normalize('NFC'))
  if (match === null || Number(match[1]) > Number(match[2])) return null
  return { firstYear: Number(match[1]), lastYear: Number(match[2]) }
}

/** The title inside the words that name a plan: "Kế hoạch số 12/KH-UBND ngày 5/1/2021 của UBND tỉnh A thực hiện …" → "Thực hiện …". */
export function titleNamed(words: Words): Words {
  const vi = words.vi.replace(/^Kế hoạch số \S+ ngày \S+ của .*? (?=thực hiện |triển khai |về )/, '')
  const en = words.en.replace(/^Plan \S+ of .*? to (?=carry )/, '')
  return { vi: capital(vi), en: capital(en) }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const earlierBounds = states({
  exactly: { vi: 'đúng bằng', en: 'exactly' },
  about: { vi: 'khoảng', en: 'about' },
  atLeast: { vi: 'ít nhất', en: 'at least' },
  atMost: { vi: 'nhiều nhất', en: 'at most' },
})
export interface EarlierTarget {
  readonly indicator: string
  readonly bound: StateOf<typeof earlierBounds>
  readonly number: number
}

const notEntered: Words = words('Chưa nhập', 'Not entered')

/**
 * The document of an earlier plan of which little more than its name is known. What is not known is written as not
 * entered; there is no budget and there are no duties.
 * @param known.parents for each indicator the one that it is a part of
 */
export function earlierDocument(known: {
  readonly number: string
  readonly issuedOn: string
  readonly issuer: Words
  readonly province: string
  readonly title: Words
  readonly firstYear: number
  readonly lastYear: number
  readonly targets: readonly EarlierTarget[]
  readonly parents: Readonly<Record<string, string | null>>
  readonly names: Readonly<Record<string, Words>>
}): PlanDocument {
  const given = new Set(known.targets.map((target) => target.indicator))
  const parentOf = (indicator: string) => {
    const parent = known.parents[indicator] ?? null
    return parent !== null && given.has(parent) ? parent : null
  }
  return {
    number: known.number,
    issuedOn: known.issuedOn,
    issuer: known.issuer,
    province: known.province,
    title: known.title,
    startsOn: `${known.firstYear}-01-01`,
    endsOn: `${known.lastYear}-12-31`,
    legalBases: [],
    replaces: null,
    objective: notEntered,
    objectives: [],
    // a part comes after what it is part of
    targets: known.targets
      .toSorted(
        (one, other) => Number(parentOf(one.indicator) !== null) - Number(parentOf(other.indicator) !== null),
      )
      .map(({ indicator, bound, number }) => ({
        indicator,
        bound,
        minimum: bound === 'atMost' ? null : number,
        maximum: bound === 'atLeast' ? null : number,
        parent: parentOf(indicator),
        article: '',
        vi: known.names[indicator]?.vi ?? indicator,
        en: known.names[indicator]?.en ?? indicator,
      })),
    orientation: null,
    participants: notEntered,
    beneficiaries: notEntered,
    criteria: [],
    tasks: [],
    funding: [],
    duties: [],
    budget: { title: notEntered, unit: 1_000_000, years: [], lines: [], total: 0, yearTotals: {} },
    remarks: [
      words(
        'Kế hoạch cũ: chỉ nhập số, ngày, tên, giai đoạn và các chỉ tiêu biết được, để ghi kết quả các năm trước.',
        'An earlier plan: only its number, date, title, period and the targets that are known are entered, so that results of past years can be recorded.',
      ),
    ],
    recipients: [],
    signatory: { authority: notEntered, office: notEntered, name: '' },
    source: '',
  }
}

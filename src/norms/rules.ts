import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'

/* What may be spent at most: the rows of a resolution or circular, held against one case. Pure. */

export const normKinds = states({
  share: words('Tỷ lệ của giá trị hợp đồng', 'Share of the contract'),
  fixed: words('Mức tiền cố định', 'Fixed amount'),
  borrowed: words('Theo văn bản khác', 'As another instrument sets it'),
  actual: words('Theo thực tế chi', 'Actual cost'),
})
/** What a ceiling is of. */
export const ceilingUnits = states({
  contract: words('hợp đồng', 'contract'),
  contract_year: words('hợp đồng/năm', 'contract and year'),
  enterprise: words('doanh nghiệp', 'enterprise'),
  enterprise_year: words('doanh nghiệp/năm', 'enterprise and year'),
  enterprise_once: words('doanh nghiệp, một lần', 'enterprise, once'),
  product: words('sản phẩm', 'product'),
  certificate: words('chứng chỉ', 'certificate'),
  task: words('nhiệm vụ', 'task'),
  course: words('khóa, lớp', 'course'),
  person: words('người', 'person'),
  session: words('buổi', 'session'),
  sheet: words('phiếu', 'sheet'),
  month: words('tháng', 'month'),
  other: words('đơn vị khác (xem ghi chú)', 'another unit (see the note)'),
})
export const normSizes = states({
  micro: words('Siêu nhỏ', 'Micro'),
  small: words('Nhỏ', 'Small'),
  medium: words('Vừa', 'Medium'),
  sme: words('Nhỏ và vừa', 'Small and medium'),
  large: words('Lớn', 'Large'),
})
export const occasions = states({
  first: words('Lần hỗ trợ đầu', 'The first time'),
  repeat: words('Các lần sau', 'Later times'),
})
export const overs = states({
  stopped: words('Không được vượt', 'Is not exceeded'),
  approved: words(
    'Được vượt khi có lý do và người quyết định đồng ý',
    'May be exceeded with a reason, agreed by who decides',
  ),
})

/** A norm as far as a case is held against it. */
export interface NormRow {
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly instrument: string
  readonly article: string
  /** null: of any content. */
  readonly contentId: number | null
  readonly kind: StateOf<typeof normKinds>
  /** Percent of the whole cost. */
  readonly share: number | null
  /** In đồng, for one `ceilingUnit`. */
  readonly ceiling: bigint | null
  readonly ceilingUnit: StateOf<typeof ceilingUnits> | null
  readonly sizeClass: StateOf<typeof normSizes> | null
  readonly sectorGroup: string | null
  readonly occasion: StateOf<typeof occasions> | null
  readonly mostTimes: number | null
  readonly perYears: number | null
  /** What must be the case beside, in words: a person judges whether it is. */
  readonly condition: string | null
  readonly whenOver: StateOf<typeof overs>
}

/** One support of an enterprise by one content, with what it had before. */
export interface NormCase {
  readonly contentId: number
  /** State money, in đồng. */
  readonly amount: bigint
  /** The whole cost: state money that is asked for and own funds, in đồng. */
  readonly cost: bigint
  /** State money that the enterprise had for the same under another programme: a share is of all state money together. */
  readonly elsewhere?: bigint
  /** How many certificates, products, persons … the amount is for. */
  readonly units: number
  readonly year: number
  readonly sizeClass: 'micro' | 'small' | 'medium' | 'large' | 'unknown'
  readonly sectorGroup: string
  /** Earlier support of the enterprise, of any content, that was not cancelled; of a decision on several, those before it too. */
  readonly earlier: readonly EarlierSupport[]
}

export interface EarlierSupport {
  readonly contentId: number
  readonly year: number
  readonly amount: bigint
}

/** `unknown`: a person must look, since the row says it by another instrument or the size of the enterprise is not known. */
export type NormOutcome = 'within' | 'over' | 'unknown'

export interface NormVerdict {
  readonly norm: NormRow
  readonly outcome: NormOutcome
  /** The most that this row lets be paid, in đồng; null where it sets none. */
  readonly most: bigint | null
  /** What was granted before and counts against its ceiling, in đồng. */
  readonly before: bigint
}

type Applies = 'yes' | 'no' | 'unknown'

function ofSize(norm: NormRow, { sizeClass }: NormCase): Applies {
  if (norm.sizeClass === null) return 'yes'
  if (sizeClass === 'unknown') return 'unknown'
  if (norm.sizeClass === 'sme') return sizeClass === 'large' ? 'no' : 'yes'
  return norm.sizeClass === sizeClass ? 'yes' : 'no'
}

/**
 * The earlier support that a row speaks of: of its content, or of all where it is of any. A row with a further condition may have been
 * for none of the others: those of the same content alone are taken for its own.
 */
function ofRow({ contentId, condition }: NormRow, given: NormCase): NormCase {
  if (contentId === null && condition === null) return given
  return { ...given, earlier: given.earlier.filter((one) => one.contentId === given.contentId) }
}

function applies(norm: NormRow, given: NormCase): Applies {
  if (norm.sectorGroup !== null && norm.sectorGroup !== given.sectorGroup) return 'no'
  if (norm.occasion !== null && (norm.occasion === 'first') !== (given.earlier.length === 0)) return 'no'
  const size = ofSize(norm, given)
  return size === 'yes' && norm.condition !== null ? 'unknown' : size
}

function least(amounts: readonly [bigint, ...bigint[]]): bigint {
  let low = amounts[0]
  for (const amount of amounts) if (amount < low) low = amount
  return low
}
const sum = (rows: NormCase['earlier']) => rows.reduce<bigint>((all, { amount }) => all + amount, 0n)

/** What was granted before and counts against a ceiling of the enterprise, in đồng; nothing where the ceiling is of something else. */
function grantedBefore(
  unit: NormRow['ceilingUnit'],
  { earlier, year }: Pick<NormCase, 'earlier' | 'year'>,
): bigint {
  if (unit === 'enterprise') return sum(earlier)
  return unit === 'enterprise_year' ? sum(earlier.filter((one) => one.year === year)) : 0n
}

/** What a ceiling leaves for this case, in đồng: what was paid before counts where the ceiling is of the enterprise. */
function ceilingLeft({ ceiling, ceilingUnit }: NormRow, { earlier, units, year }: NormCase): bigint | null {
  if (ceiling === null || ceilingUnit === null) return null
  if (ceilingUnit === 'enterprise' || ceilingUnit === 'enterprise_year') {
    const left = ceiling - grantedBefore(ceilingUnit, { earlier, year })
    return left > 0n ? left : 0n
  }
  if (ceilingUnit === 'enterprise_once') return earlier.length > 0 ? 0n : ceiling
  return ceilingUnit === 'contract' || ceilingUnit === 'contract_year' || ceilingUnit === 'task'
    ? ceiling
    : ceiling * BigInt(units)
}

/** The share of the cost, rounded down to the đồng. In thousandths of a percent, so that 33,5 % is reckoned without rounding. */
const shareOf = (share: number, cost: bigint) => (BigInt(Math.round(share * 1000)) * cost) / 100_000n

/** What a share leaves for this case: of the whole cost, less what another programme of the State gave for the same. */
function shareLeft(share: number, { cost, elsewhere = 0n }: NormCase): bigint {
  const left = shareOf(share, cost + elsewhere) - elsewhere
  return left > 0n ? left : 0n
}

/** Whether the number of times in the years that count is used up. */
function isUsedUp({ mostTimes, perYears }: NormRow, { earlier, year }: NormCase): boolean {
  if (mostTimes === null) return false
  const counted =
    perYears === null ? earlier : earlier.filter((one) => one.year > year - perYears && one.year <= year)
  return counted.length >= mostTimes
}

/**
 * Holds a case against the norms that may concern it.
 * @param norms those of its content or of any, valid on its day and in its territory
 * @returns one verdict for each that applies, in their order; none where no norm applies
 */
export function holdAgainst(norms: readonly NormRow[], given: NormCase): NormVerdict[] {
  return norms.flatMap((norm): NormVerdict[] => {
    const own = ofRow(norm, given)
    const does = applies(norm, own)
    if (does === 'no') return []
    const before = norm.ceiling === null ? 0n : grantedBefore(norm.ceilingUnit, own)
    if (norm.kind === 'actual') return [{ norm, outcome: 'within', most: null, before }]
    const limits = [
      ...(norm.share === null ? [] : [shareLeft(norm.share, own)]),
      ...[ceilingLeft(norm, own)].filter((limit) => limit !== null),
      ...(isUsedUp(norm, own) ? [0n] : []),
    ]
    const [first, ...others] = limits
    if (first === undefined) return [{ norm, outcome: 'unknown', most: null, before }]
    const most = least([first, ...others])
    if (does === 'unknown') return [{ norm, outcome: 'unknown', most, before }]
    return [{ norm, outcome: own.amount > most ? 'over' : 'within', most, before }]
  })
}

/** One line of an estimate: so many at a price, with what others pay beside; in đồng. */
export interface NormLine {
  readonly quantity: number
  readonly unitCost: bigint
  readonly counterpart: bigint
}

/**
 * Holds a line of an estimate against the norm that it goes by: a ceiling holds for each unit of the line, a share for all that it costs
 * with what others pay. Whom the line will be paid to is not known yet: a row with a further condition, or of unit `other`, is for a
 * person to judge.
 */
export function holdLine(norm: NormRow, { quantity, unitCost, counterpart }: NormLine): NormVerdict {
  const amount = BigInt(quantity) * unitCost
  const limits = [
    ...(norm.share === null ? [] : [shareOf(norm.share, amount + counterpart)]),
    ...(norm.ceiling === null || norm.ceilingUnit === 'other' ? [] : [norm.ceiling * BigInt(quantity)]),
  ]
  const [first, ...others] = limits
  const before = 0n
  if (norm.kind === 'actual') return { norm, outcome: 'within', most: null, before }
  if (first === undefined) return { norm, outcome: 'unknown', most: null, before }
  const most = least([first, ...others])
  if (norm.condition !== null) return { norm, outcome: 'unknown', most, before }
  return { norm, outcome: amount > most ? 'over' : 'within', most, before }
}

/** Those that stop an amount, and those that want a reason and an approver. */
export function exceeded(verdicts: readonly NormVerdict[]) {
  const over = verdicts.filter(({ outcome }) => outcome === 'over')
  return {
    stopped: over.filter(({ norm }) => norm.whenOver === 'stopped'),
    approved: over.filter(({ norm }) => norm.whenOver === 'approved'),
  }
}

/** What a row allows, as a sentence without its end: `tối đa 80% giá trị hợp đồng; 50.000.000 đồng/hợp đồng`. */
export function limitWords(
  norm: Pick<NormRow, 'kind' | 'share' | 'ceiling' | 'ceilingUnit' | 'mostTimes' | 'perYears'>,
): Words {
  const { kind, share, ceiling, ceilingUnit, mostTimes, perYears } = norm
  const parts: Words[] = []
  if (kind === 'actual') parts.push(words('theo thực tế chi', 'the actual cost'))
  if (kind === 'borrowed')
    parts.push(words('theo mức của văn bản được dẫn', 'as the cited instrument sets it'))
  if (share !== null)
    parts.push(
      words(
        `tối đa ${formatNumber(share, 'vi')}% giá trị hợp đồng`,
        `at most ${formatNumber(share, 'en')}% of the contract`,
      ),
    )
  if (ceiling !== null && ceilingUnit !== null) {
    const unit = ceilingUnits.names[ceilingUnit]
    parts.push(
      words(
        `tối đa ${formatDong(ceiling, 'vi')} đồng/${unit.vi}`,
        `at most ${formatDong(ceiling, 'en')} đồng per ${unit.en}`,
      ),
    )
  }
  if (mostTimes !== null)
    parts.push(
      perYears === null
        ? words(`tối đa ${mostTimes} lần`, `at most ${mostTimes} times`)
        : words(
            `tối đa ${mostTimes} lần trong ${perYears} năm`,
            `at most ${mostTimes} times in ${perYears} years`,
          ),
    )
  return words(parts.map(({ vi }) => vi).join('; '), parts.map(({ en }) => en).join('; '))
}

/** A verdict as a sentence: the row, its source and the most that it lets be paid. */
export function verdictWords({ norm, outcome, most, before }: NormVerdict): Words {
  const limit = limitWords(norm)
  const source = `${norm.instrument}, ${norm.article}`
  const paid =
    most === null
      ? words('', '')
      : before === 0n
        ? words(`, nay là ${formatDong(most, 'vi')} đồng`, `, which is ${formatDong(most, 'en')} đồng here`)
        : words(
            `, đã hỗ trợ ${formatDong(before, 'vi')} đồng, nay còn ${formatDong(most, 'vi')} đồng`,
            `, of which ${formatDong(before, 'en')} đồng was granted and ${formatDong(most, 'en')} đồng is left`,
          )
  const said = {
    within: words('trong mức', 'within it'),
    over: words('vượt mức', 'above it'),
    unknown: words('cần xem xét', 'to be judged'),
  }[outcome]
  if (norm.condition !== null) {
    return words(
      `${norm.name}: ${limit.vi}${paid.vi} (${source}), nếu: ${norm.condition}`,
      `${norm.nameEn}: ${limit.en}${paid.en} (${source}), if: ${norm.condition}`,
    )
  }
  return words(
    `${norm.name}: ${limit.vi}${paid.vi} (${source}): ${said.vi}`,
    `${norm.nameEn}: ${limit.en}${paid.en} (${source}): ${said.en}`,
  )
}

/** A line of money as it names the norm that it goes by; what was left out is undefined, or null where it is on record. */
export interface NormedLine {
  readonly quantity: number
  readonly unitCost: bigint
  readonly counterpart?: bigint | null | undefined
  readonly normId?: number | null | undefined
  readonly overNormReason?: string | null | undefined
}
type Numbered = NormRow & { readonly id: number }

/** A line held against the norm that it names; null where it names none that holds in its year. */
export function verdictOn(line: NormedLine, norms: readonly Numbered[]): NormVerdict | null {
  const norm = norms.find(({ id }) => id === line.normId)
  if (norm === undefined) return null
  return holdLine(norm, { ...line, counterpart: line.counterpart ?? 0n })
}

/** Whether a line is above a norm that may be exceeded with a reason, agreed by whoever approves or appraises. */
export const isAboveNorm = (line: NormedLine, norms: readonly Numbered[]): boolean => {
  const verdict = verdictOn(line, norms)
  return verdict?.outcome === 'over' && verdict.norm.whenOver === 'approved'
}

/** A line that names a norm which does not hold in its year and place. */
export const goneNorm = ({ normId }: NormedLine, norms: readonly Numbered[]): FieldProblem[] =>
  normId == null || norms.some(({ id }) => id === normId)
    ? []
    : [
        {
          field: 'normId',
          words: words(
            'Định mức này không có hiệu lực trong năm ở địa bàn này.',
            'This norm does not hold in the year in this territory.',
          ),
        },
      ]

/** The largest amount that one line may have, đồng. */
const mostAmount = 1_000_000_000_000_000n

/** A line that comes to more than any may. */
export const tooLarge = ({ quantity, unitCost }: NormedLine): FieldProblem[] =>
  BigInt(quantity) * unitCost > mostAmount
    ? [{ field: 'unitCost', words: words('Số tiền quá lớn.', 'The amount is too large.') }]
    : []

/** What is wrong with a line above its norm: it is stopped, or wants its reason. */
export function overNorm(line: NormedLine, norms: readonly Numbered[]): FieldProblem[] {
  const verdict = verdictOn(line, norms)
  if (verdict?.outcome !== 'over') return []
  const said = verdictWords(verdict)
  if (verdict.norm.whenOver === 'stopped') return [{ field: 'unitCost', words: said }]
  if (line.overNormReason != null) return []
  return [
    {
      field: 'overNormReason',
      words: words(
        `${said.vi}. Xin ghi lý do vượt định mức.`,
        `${said.en}. Please say why it is above its norm.`,
      ),
    },
  ]
}

import { amountInWords, type MoneyInText, moneyInText } from './amounts.ts'
import { clauseSpan } from './objectives.ts'
import type { Node } from './outline.ts'
import { yearsIn } from './quantities.ts'
import type { Funding, FundingSource, Span } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

const sources: readonly (readonly [FundingSource, RegExp])[] = [
  ['centralBudget', /ngan sach (?:cap )?trung uong|\bnstw\b|\bns (?:trung uong|tw)\b|khuyen cong quoc gia/],
  ['districtBudget', /ngan sach (?:cap )?(?:huyen|xa|thi xa)|\bns (?:cap )?(?:huyen|xa)\b|\bns[hx]\b/],
  [
    'provincialBudget',
    /ngan sach (?:cap )?(?:tinh|thanh pho|dia phuong)|su nghiep (?:khoa hoc|kh&cn|kh ?va ?cn)|\bnsdp\b|\bnst\b|\bnstp\b|\bns (?:cap )?(?:tinh|tp|thanh pho|dia phuong)\b|khoa hoc va cong nghe (?:cua|cap) tinh|khuyen cong (?:dia phuong|cua tinh|tinh)/,
  ],
  [
    'enterprise',
    /(?:cua|tu|boi) (?:cac )?(?:doanh nghiep|hop tac xa|co so|chu the)\b|\b(?:doanh nghiep|hop tac xa|co so|chu the|ho kinh doanh)(?:, [a-z ]{3,40})? dong gop|von tu co|tu bo tri von|^(?:von |nguon |kinh phi )?(?:cac )?doanh nghiep|von doanh nghiep|doi ung|dn dong gop|^(?:nguon |von )?(?:cua )?(?:cac )?dn\b/,
  ],
  ['other', /hop phap khac|huy dong|nguon khac|xa hoi hoa|tai tro|^khac$|von khac/],
  ['stateBudget', /ngan sach nha nuoc|\bnsnn\b|ngan sach/],
]

export const sourceNames: Readonly<Record<string, { vi: string; en: string }>> = {
  provincialBudget: { vi: 'ngân sách tỉnh', en: 'the provincial budget' },
  centralBudget: { vi: 'ngân sách trung ương', en: 'the central budget' },
  stateBudget: { vi: 'ngân sách nhà nước', en: 'the state budget' },
  districtBudget: { vi: 'ngân sách huyện, xã', en: 'the district budget' },
  enterprise: { vi: 'doanh nghiệp', en: 'enterprises' },
  other: { vi: 'nguồn hợp pháp khác', en: 'other lawful sources' },
}

/** The source that folded words name first; null when they name none of the known. */
export function sourceOf(folded: string): FundingSource | null {
  let best: { source: FundingSource; at: number } | null = null
  const levels = new Set<FundingSource>()
  for (const [source, pattern] of sources) {
    const at = folded.search(pattern)
    if (at !== -1 && (best === null || at < best.at)) best = { source, at }
    if (at !== -1 && /^(?:central|provincial|district)/.test(source)) levels.add(source)
  }
  // "Ngân sách nhà nước (sự nghiệp khoa học của tỉnh)" is the province's; of two levels it is the state's.
  const [level] = levels
  return best?.source === 'stateBudget' && level !== undefined && levels.size === 1
    ? level
    : (best?.source ?? null)
}

const total =
  /^nhu cau (?:kinh phi|von)|\btong (?:kinh phi|cong|so|du toan|nhu cau|muc|nguon|von)|\btong:|kinh phi thuc hien (?:ke hoach|chuong trinh|de an|du an)(?: (?:nam|giai doan) [\d -]{4,13})? (?:la|du kien)/

interface Piece {
  readonly start: number
  readonly end: number
  readonly money: MoneyInText | null
}

/** One piece for each sum of money; without one, one for each source that the sentence lists. */
function piecesOf(words: Plain): Piece[] {
  const { folded } = words
  const sums = moneyInText(folded)
  if (sums.length > 0) {
    const pieces: Piece[] = []
    let start = 0
    for (const [index, money] of sums.entries()) {
      const next = sums[index + 1]
      const cut =
        next === undefined ? folded.length : money.end + cutIn(words.text.slice(money.end, next.start))
      pieces.push({ start, end: cut, money })
      start = cut
    }
    return pieces
  }
  const starts = [0]
  const listed = folded.search(/(?:bao gom|gom|tu cac nguon|tu nguon|tu)(?: cac nguon)?(?: sau)? ?:/)
  if (listed !== -1) {
    for (const match of folded
      .slice(listed)
      .matchAll(/(?:[,;] (?:va )?| va )(?=(?:cac )?(?:nguon|kinh phi|von|ngan sach)\b)/g)) {
      starts.push(listed + match.index + match[0].length)
    }
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? folded.length, money: null }))
}

/** Where the words of the next sum begin: after a sign that parts, and never inside the words in brackets. */
function cutIn(between: string): number {
  const part = between.search(/(?<!\p{L})trong đó(?!\p{L})/iu)
  if (part !== -1) return part
  const sign = /[;.](?: |$)|, |\) /.exec(between)
  return sign === null ? 0 : sign.index + 1
}

/** The years that stand nearest before the sum; without a sum the last, for what comes first is often the reason. */
function yearsOf(part: Plain, moneyAt: number | null) {
  const all = yearsIn(part.folded)
  if (moneyAt === null) return all.at(-1)
  return all.findLast(({ end }) => end <= moneyAt + 1) ?? all[0]
}

/** "Kinh phí: 3.200 triệu đồng, trong đó:" is the sum of what comes after it, when it names no source itself. */
function isWhole(part: Plain, after: string): boolean {
  return (
    sourceOf(part.folded) === null &&
    /^(?: ?\([^()]{0,200}\))?[,;:.]? ?(?:trong do|bao gom|gom|cu the)\b/.test(after) &&
    /kinh phi|du toan|nhu cau/.test(part.folded)
  )
}

/**
 * The one source of several sums of years: "Phân kỳ ngân sách tỉnh: năm 2026: 4 tỷ đồng; năm 2027: 5 tỷ đồng", "năm 2027 là 1 tỷ đồng, năm 2028
 * là 2 tỷ đồng, lấy từ ngân sách tỉnh". Null where the sums are no years of one sentence, or name no source or several.
 */
function sharedSource({ folded }: Plain, pieces: readonly Piece[]): FundingSource | null {
  const first = pieces[0]?.money
  const last = pieces.at(-1)?.money
  if (pieces.length < 2 || !first || !last) return null
  const isOfYears = pieces.every(({ start, end }) => yearsIn(folded.slice(start, end)).length > 0)
  if (!isOfYears || / \.|[.;] [a-z]/.test(folded.slice(first.end, last.start).replaceAll('; nam ', '')))
    return null
  const before = sourceOf(/^(?:[^\d:]{1,120}):/.exec(folded)?.[0] ?? '')
  const after = /^,? (?:duoc )?(?:lay |trich |bo tri |cap )?(?:tu|do|bang) [^.;]{3,200}/.exec(
    folded.slice(last.end),
  )
  return before ?? sourceOf(after?.[0] ?? '')
}

/** The sources and sums of one paragraph about money. */
export function fundingOf(
  node: Pick<Node, 'words'> & { readonly block: { readonly span: Span } },
): Funding[] {
  const { words } = node
  const isTotalPart = (piece: Plain) => total.test(piece.folded)
  const pieces = piecesOf(words)
  const shared = sharedSource(words, pieces)
  return pieces.map(({ start, end, money }): Funding => {
    const part = slicePlain(words, start, end)
    const years = yearsOf(part, money === null ? null : money.start - start)
    const spelled =
      /bang chu ?: ?([^().;]{3,200})/.exec(part.folded) ??
      /\(([a-z ,]{10,200} dong(?: chan)?)\)/.exec(part.folded)
    const spelledAt = spelled === null ? 0 : spelled.index + spelled[0].lastIndexOf(spelled[1] ?? '')
    const spelledText =
      spelled === null ? '' : part.text.slice(spelledAt, spelledAt + (spelled[1]?.length ?? 0)).trim()
    return {
      source: sourceOf(part.folded) ?? shared,
      text: part.text.replace(/(?:[;,]| và)$/, ''),
      amount: money?.amount ?? null,
      amountSpan: money === null ? null : spanIn(words, money.start, money.end),
      isTotal: isTotalPart(part) || (money !== null && isWhole(part, words.folded.slice(money.end))),
      inWords:
        spelled === null
          ? null
          : {
              text: spelledText,
              amount: amountInWords(spelledText),
              span: spanIn(part, spelledAt, spelledAt + spelledText.length),
            },
      period: years === undefined ? null : { from: years.from, to: years.to },
      span: clauseSpan(words, node.block.span, { start, end }),
    }
  })
}

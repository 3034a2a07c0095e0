import type { Instrument, Span } from './schema.ts'
import { isRealDay } from './shown.ts'
import { foldSameLength, type Plain, plainOf, slicePlain, spanIn } from './text.ts'

/* Legal instruments and days as documents name them. */

export interface FoundDay {
  readonly start: number
  readonly end: number
  readonly day: number
  readonly month: number
  readonly year: number | null
  /** `YYYY-MM-DD`; null when it has no year or is no real day. */
  readonly iso: string | null
  readonly real: boolean
}

const days =
  /(?<![\d/.])(?:ngay )?(\d{1,2}) ?(?:[/-] ?(\d{1,2})(?: ?[/-] ?((?:19|20)\d\d)(?!\d)|(?! ?[\d/-]))|thang (\d{1,2})(?!\d| (?:lan|dot)\b)(?:,? ?(?:nam|\/) ?((?:19|20)\d\d)(?!\d))?)/g

/** The days that folded words name: `18 tháng 11 năm 2024`, `31/8/2020`, `30/11`, `ngày 30 tháng 11 hằng năm`. */
export function daysIn(folded: string): FoundDay[] {
  const found: FoundDay[] = []
  for (const match of folded.matchAll(days)) {
    const [whole, dayText, slashMonth, slashYear, wordMonth, wordYear] = match
    const byWords = wordMonth !== undefined
    const withDay = whole.startsWith('ngay')
    const yearText = slashYear ?? wordYear
    // "10-15 doanh nghiệp" and "1/2" are no days unless "ngày" or a year says so.
    const last = found.at(-1)
    const before = folded.slice(Math.max(0, match.index - 10), match.index)
    // In "trước ngày 15/6 và 15/12" the second is a day as the first is.
    // "Tháng 6-7/2026" names two months.
    if (!byWords && !withDay && /\bthang $/.test(before)) continue
    const joined = last !== undefined && before.endsWith(' va ') && last.end === match.index - 4
    if (
      !byWords &&
      !withDay &&
      yearText === undefined &&
      !joined &&
      !/\b(?:truoc|den|vao|cham nhat) $/.test(before) &&
      !/^,? (?:hang|moi) nam\b/.test(
        folded.slice(match.index + whole.length, match.index + whole.length + 12),
      )
    )
      continue
    const day = Number(dayText)
    const month = Number(slashMonth ?? wordMonth)
    const year = yearText === undefined ? null : Number(yearText)
    // A day without a year is real when it is in a leap year.
    const real = isRealDay(year ?? 2024, month, day)
    const iso =
      real && year !== null
        ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        : null
    found.push({ start: match.index, end: match.index + whole.length, day, month, year, iso, real })
  }
  return found
}

const kinds =
  'bo luat|luat|nghi quyet|nghi dinh|quyet dinh|thong tu lien tich|thong tu|chi thi|cong van|ke hoach hanh dong|ke hoach|chuong trinh hanh dong|chuong trinh|thong bao|van ban|phap lenh|ket luan|de an|thong tri|huong dan'
const numbered = new RegExp(
  `\\b(${kinds}) (?:cua [a-z ]{3,60}? so ?:? ?|so ?:? ?)?(\\d{1,5}[a-z]? ?(?:/|-(?=[a-z])) ?[a-z0-9][a-z0-9/&-]{0,40})`,
)
const law = /\b(?:bo )?luat [a-z][a-z ,]{3,120}?(?= ngay | so | nam \d|;|\.|$)/

/** "Luật … ngày 21/11/2007, được sửa đổi, bổ sung bởi Luật số …": number and day of the second are not those of the first. */
function withoutAmending(plain: Plain): Plain {
  const at = plain.folded.search(
    /,? (?:da )?duoc (?:sua doi|bo sung|thay the)\b|, sua doi, bo sung (?:boi|theo|tai)\b/,
  )
  return at <= 0 ? plain : slicePlain(plain, 0, at)
}

/** Reads one instrument out of a paragraph: kind, number, day, who issued it. */
export function instrumentIn(plain: Plain, span: Span): Instrument {
  const { folded } = withoutAmending(plain)
  const match = numbered.exec(folded)
  const named = match === null ? law.exec(folded) : null
  const ofLaw =
    named === null
      ? null
      : /^ so (\d{1,3}\/(?:19|20)\d\d\/qh\d{1,2})(?![a-z0-9])/.exec(
          folded.slice(named.index + named[0].length),
        )
  const kindAt = match?.index ?? named?.index ?? -1
  const kindLength = match?.[1]?.length ?? (named?.[0].startsWith('bo ') ? 7 : 4)
  const kind = kindAt === -1 ? null : capitalised(plain.text.slice(kindAt, kindAt + kindLength))
  const numberAt = match === null ? -1 : match.index + match[0].length - (match[2]?.length ?? 0)
  const after = match === null ? Math.max(0, kindAt) : match.index + match[0].length
  const rest = folded.slice(after, after + 400)
  const day = daysIn(rest)[0]
  const issuer =
    /(?:^| )cua ((?:[^,;]|, ){3,120}?)(?= (?:phe duyet|ban hanh|ve|quy dinh|huong dan|thuc hien|sua doi|thong qua)\b|, (?:uy ban|ubnd|tinh uy|so )|[;.)]|,?$)/.exec(
      rest.slice(day?.end ?? 0),
    )
  const issuerAt =
    issuer === null
      ? -1
      : after + (day?.end ?? 0) + issuer.index + issuer[0].length - (issuer[1]?.length ?? 0)
  return {
    text: plain.text.replace(/^[-–+*•] ?/, ''),
    kind,
    number:
      numberAt !== -1
        ? numberText(plain, numberAt, match?.[2]?.length ?? 0)
        : ofLaw === null || named === null
          ? null
          : numberText(plain, named.index + named[0].length + ' so '.length, ofLaw[1]?.length ?? 0),
    date: day?.iso ?? null,
    issuer: issuerAt === -1 ? null : plain.text.slice(issuerAt, issuerAt + (issuer?.[1]?.length ?? 0)).trim(),
    span,
  }
}

function numberText(plain: Plain, at: number, length: number): string {
  return plain.text
    .slice(at, at + length)
    .replace(/ /g, '')
    .replace(/[/&-]$/, '')
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
}

const basis = /^(?:can cu|thuc hien|quan triet|theo|xet|tren co so|cu the hoa|trien khai)\b/
const instrumentWord = new RegExp(`\\b(?:${kinds}|hien phap)\\b`)

/** Whether folded words begin with the name of an instrument: "Quyết định số …", "Luật Đầu tư công". */
export function isInstrument(folded: string): boolean {
  return new RegExp(`^(?:cac )?(?:${kinds}|hien phap)\\b`).test(folded)
}

/** Whether a paragraph names a legal basis of the document. */
export function isBasis(folded: string): boolean {
  const head = folded.slice(0, 200).replace(/^[-+* ]{0,4}/, '')
  if (!basis.test(head) || !instrumentWord.test(head)) return false
  return head.startsWith('can cu') || numbered.test(head)
}

/**
 * The bases of one paragraph: `Căn cứ A; B; C` gives three, `Thực hiện Quyết định số … và Thông tư số …` two. What an instrument
 * amends is named in its own words and is no basis beside it.
 */
export function basesIn(plain: Plain, span: Span): Instrument[] {
  const starts = [0]
  const parting = new RegExp(
    `; ?(?:va )?(?=(?:can cu |thuc hien |theo )?(?:cac )?(?:${kinds})\\b)|[;,] (?=\\d{1,5}/(?:20\\d\\d/)?[a-z][a-z-]{1,12},? ngay )|: (?=so \\d{1,5}[/-])| va (?:trien khai |thuc hien )(?=(?:${kinds}) so \\d)|(?:[,;]| va|, va|,? cung(?: voi)?) (?=(?:${kinds}) (?:so )?\\d|(?:bo )?luat [a-z][a-z ,]{3,100}? (?:nam|ngay|so) \\d|so \\d{1,5}[a-z]?(?:/(?:19|20)\\d\\d)?[/-][a-z])`,
    'g',
  )
  for (const match of plain.folded.matchAll(parting)) {
    const before = plain.folded.slice(starts.at(-1), match.index)
    // What it amends or carries out is named in its own words.
    if (
      !match[0].startsWith(';') &&
      /\b(?:sua doi|bo sung|thay the|bai bo|thi hanh|chi tiet)\b|\bve (?:viec )?(?:trien khai )?thuc hien (?:nghi quyet|quyet dinh|ke hoach|chuong trinh|ket luan|chi thi)\b/.test(
        before,
      )
    )
      continue
    starts.push(match.index + match[0].length)
  }
  const found = starts.map((start, index) => {
    const next = starts[index + 1]
    const part = slicePlain(plain, start, next ?? plain.text.length)
    const from = index === 0 ? span.start : spanIn(plain, start).start
    const end = next === undefined ? span.end : spanIn(plain, next).start
    return instrumentIn({ ...part, ...withoutJoint(part) }, { start: from, end })
  })
  return withoutOpening(sharing(found))
}

/** "các Nghị quyết của Hội đồng nhân dân tỉnh: số 1/NQ-HĐND …; số 2/NQ-HĐND …": the first words say kind and issuer of all, and are no basis. */
function withoutOpening(found: readonly Instrument[]): Instrument[] {
  const kept: Instrument[] = []
  let issuer: string | null = null
  let kind: string | null = null
  let from: number | null = null
  for (const [index, each] of found.entries()) {
    if (each.number === null && each.text.endsWith(':') && isSecond(found[index + 1])) {
      issuer = /(?<!\p{L})của (.{3,120}?) ?:$/iu.exec(each.text)?.[1] ?? null
      const named = new RegExp(`^(?:cac )?(${kinds})\\b`).exec(foldSameLength(each.text))
      kind =
        named === null
          ? null
          : capitalised(each.text.slice(0, named[0].length).slice(-(named[1]?.length ?? 0)))
      from = each.span.start
      continue
    }
    if (!isSecond(each)) issuer = kind = null
    kept.push({
      ...each,
      kind: each.kind ?? kind,
      issuer: each.issuer ?? issuer,
      span: { start: from ?? each.span.start, end: each.span.end },
    })
    from = null
  }
  return kept
}

const isSecond = (each: Instrument | undefined) => each !== undefined && /^(?:số )?\d/i.test(each.text)

/** In "các Quyết định số 1/QĐ-TTg ngày … và số 2/QĐ-TTg ngày … của Thủ tướng" the kind and who issued them are said once. */
function sharing(found: readonly Instrument[]): Instrument[] {
  const kinded: Instrument[] = []
  for (const each of found)
    kinded.push(isSecond(each) ? { ...each, ...numberAlone(each), kind: kinded.at(-1)?.kind ?? null } : each)
  return kinded.map((each, index) => {
    const next = kinded.findIndex((other, at) => at > index && !isSecond(other))
    const rest = kinded.slice(index + 1, next === -1 ? undefined : next)
    return each.issuer === null && isSecond(rest[0])
      ? { ...each, issuer: rest.find(({ issuer }) => issuer !== null)?.issuer ?? null }
      : each
  })
}

/** Number and day of "số 2/QĐ-TTg ngày 11/01/2021 của …", whose kind is named before it. */
function numberAlone({ text, span }: Instrument): Pick<Instrument, 'number' | 'date' | 'issuer'> {
  const prefix = 'văn bản '
  const { number, date, issuer } = instrumentIn(plainOf(prefix + text, 0, prefix.length + text.length), span)
  return { number, date, issuer }
}

/** Without the "và" or the sign that joins it to the next. */
function withoutJoint(part: Plain): Plain {
  const joint = /(?:[;,]| và(?: triển khai| thực hiện)?|, và)$/.exec(part.text)?.[0].length ?? 0
  return joint <= 1 ? part : slicePlain(part, 0, part.text.length - joint)
}

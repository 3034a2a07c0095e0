import type { TextBlock } from './blocks.ts'
import { companyName, kindWord, officeName, properName } from './body-names.ts'
import { isCapital } from './broken-lines.ts'
import { documentKind } from './labels.ts'
import type { PlanDocument, Span, Statement } from './schema.ts'
import { type Plain, slicePlain, spanIn } from './text.ts'

/* Which body issues a document: by the lines of its head, or by a sentence. */

type Issued = Pick<PlanDocument, 'number' | 'issuer' | 'province'> & { statements: Statement[] }

type Located = { value: string; span: Span } | null

export const body =
  /^(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?: \(ubnd\))? (tinh|thanh pho|tp\.?|xa|phuong|dac khu|thi tran|huyen|quan|thi xa)(?: |$)/
export const bodyAlone = /^(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?: \(ubnd\))?$/
/** Other bodies that issue programmes and resolutions, as the line over the number names them. */
export const otherBody =
  /^(?:chinh phu|thu tuong chinh phu|quoc hoi|bo chinh tri|ban chap hanh trung uong|tinh uy|thanh uy|dang uy|dang bo|dang doan|ban thuong vu|ban chi dao|ban quan ly|so|bo|cuc|chi cuc|vien) ?/
/** An enterprise that issues: "TẬP ĐOÀN …", "TỔNG CÔNG TY …", "CÔNG TY CỔ PHẦN …". */
export const company = /^(?:tap doan|tong cong ty|cong ty)(?= |$)/
export const placeAndDate = /^[\p{L} .'-]{2,40},? ?ngay \d/u
export function locate(plain: Plain, from: number, to: number, value?: string): Located {
  const part = slicePlain(plain, from, to)
  return part.text === '' ? null : { value: value ?? part.text, span: spanIn(part) }
}

/** "ỦY BAN NHÂN DÂN" whose place a copy has lost: the place of the day, where the head says of what kind that is ("tỉnh Hạ Giang"). */
export function fillIssuer(blocks: readonly TextBlock[], head: Issued): void {
  const alone = blocks.find(({ plain }) => isCapital(plain.text) && bodyAlone.test(plain.folded))
  const dated = blocks.find(({ plain }) => placeAndDate.test(plain.folded))
  const place = dated === undefined ? '' : (/^[^,]{2,40}(?=, ngày \d)/.exec(dated.plain.text)?.[0] ?? '')
  if (alone === undefined || dated === undefined || place === '') return
  const kind = ['tỉnh', 'thành phố'].find((each) =>
    blocks.some(({ plain }) => plain.text.toLowerCase().includes(`${each} ${place.toLowerCase()}`)),
  )
  if (kind === undefined) return
  head.issuer = { value: `${bodyNames[alone.plain.folded] ?? ''} ${kind} ${place}`, span: alone.span }
  head.province = locate(dated.plain, 0, place.length)
}

const bodyNames: Readonly<Record<string, string>> = {
  'uy ban nhan dan': 'Ủy ban nhân dân',
  ubnd: 'Ủy ban nhân dân',
  'hoi dong nhan dan': 'Hội đồng nhân dân',
  hdnd: 'Hội đồng nhân dân',
}

/** The issuing body: `ỦY BAN NHÂN DÂN` and `TỈNH …` on one line or on two, or another body. Whether the line was one. */
export function readIssuerLines(blocks: readonly TextBlock[], index: number, head: Issued): boolean {
  const block = blocks[index]
  if (block === undefined) return false
  const { folded, text } = block.plain
  const isOffice = /^(?:so |chi cuc |ban quan ly |tong cong ty\b|cong ty\b)/.test(folded)
  if (head.issuer !== null && !(isOffice && head.number === null)) return false
  const one = body.exec(folded)
  const next = blocks[index + 1]
  if (one !== null) {
    const prefix = `${bodyNames[one[1] ?? ''] ?? ''} ${kindWord(one[2])}`
    const own = text.slice(one[0].length)
    // "ỦY BAN NHÂN DÂN TỈNH" and the name on the next line.
    const place = own === '' && next !== undefined && isCapital(next.plain.text) ? next : null
    const name = properName(place === null ? own : place.plain.text)
    head.issuer = { value: `${prefix} ${name}`, span: block.span }
    const located =
      place === null
        ? locate(block.plain, one[0].length, text.length, name)
        : { value: name, span: place.span }
    readPlace(one[2], located, head)
    return true
  }
  const alone = bodyAlone.exec(folded)
  const two =
    next === undefined
      ? null
      : /^(tinh|thanh pho|tp\.?|xa|phuong|dac khu|thi tran|huyen|quan|thi xa) ?/.exec(next.plain.folded)
  if (alone !== null && next !== undefined && two !== null && isCapital(next.plain.text)) {
    // Each line keeps its own place: the national name may stand between the two.
    const name = properName(next.plain.text.slice(two[0].length))
    head.issuer = {
      value: `${bodyNames[alone[1] ?? ''] ?? ''} ${kindWord(two[1])} ${name}`,
      span: block.span,
    }
    readPlace(two[1], { value: name, span: next.span }, head)
    return true
  }
  const enterprise = company.exec(folded)
  if (enterprise !== null) {
    readCompany(block, enterprise[0].length, next, head)
    return true
  }
  if (!otherBody.test(folded)) return false
  // The place that the name ends with: "TỈNH ỦY HẠ GIANG", "ĐẢNG ỦY CÁC CƠ QUAN TỈNH MINH HÒA".
  const place =
    /^(?:tinh|thanh) uy |.{4,} (?:tinh|thanh pho) (?=[a-z])/.exec(folded)?.[0].length ?? text.length
  keepUpper(head)
  const name = `${officeName(text.slice(0, place))} ${properName(text.slice(place))}`
  head.issuer = { value: name.trim(), span: block.span }
  if (place < text.length)
    head.province = locate(block.plain, place, text.length, properName(text.slice(place)))
  return true
}

/** "UBND TỈNH …" over the department, "TẬP ĐOÀN …" over the company that issues. */
function keepUpper({ issuer, statements }: Issued): void {
  if (issuer !== null) statements.push({ kind: 'reference', text: issuer.value, span: issuer.span })
}

/** An enterprise by one line, or by two: "TỔNG CÔNG TY" over "DỆT MAY MIỀN BẮC". */
function readCompany(block: TextBlock, from: number, next: TextBlock | undefined, head: Issued): void {
  keepUpper(head)
  const goesOn =
    next !== undefined &&
    isCapital(next.plain.text) &&
    (!next.blankBefore || block.plain.text.length === from) &&
    next.beside === block.beside &&
    !/^(?:cong hoa|doc lap|so ?:|(?:tong )?cong ty|tap doan|phong|ban|khoi|chi nhanh|\*)(?: |$|:)/.test(
      next.plain.folded,
    ) &&
    !documentKind.test(next.plain.folded)
  const text = goesOn ? `${block.plain.text} ${next.plain.text}` : block.plain.text
  head.issuer = { value: companyName(text, from), span: block.span }
  if (goesOn) head.statements.push({ kind: 'reference', text: next.plain.text, span: next.span })
}

/** The province of the body; the name of a district or commune is no province, it only belongs to the body's name. */
function readPlace(kind: string | undefined, located: Located, head: Issued): void {
  if (/^(?:tinh|thanh pho|tp\.?)$/.test(kind ?? '')) head.province = located
  else if (located !== null)
    head.statements.push({ kind: 'reference', text: located.value, span: located.span })
}

const name = String.raw`((?:\p{Lu}[\p{Ll}]{0,7})(?: \p{Lu}[\p{Ll}]{0,7}){0,3}(?: - \p{Lu}\p{Ll}{0,7}(?: \p{Lu}\p{Ll}{0,7}){0,2})?)`
const bodyInSentence = new RegExp(
  String.raw`(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)(?: \(UBND\))? (tỉnh|thành phố|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã) ${name}`,
  'gu',
)
const issuing = /^,? (?:xây dựng|ban hành|triển khai|đề ra|lập)(?!\p{L})/u

/** The issuing body out of a sentence: `Ủy ban nhân dân (UBND) tỉnh Bến Tre xây dựng …`. */
export function readIssuer(plain: Plain, head: Issued): void {
  const named = [...plain.text.matchAll(bodyInSentence)]
  const endOf = (each: RegExpExecArray) => each.index + each[0].length
  // "Thực hiện Kế hoạch số … của UBND huyện A …; UBND xã B xây dựng Kế hoạch": who acts, not who is named.
  const match = named.find((each) => issuing.test(plain.text.slice(endOf(each)))) ?? named[0]
  if (match === undefined || head.issuer !== null) return
  const place = match[2] ?? ''
  const end = endOf(match)
  head.issuer = locate(plain, match.index, end, `Ủy ban nhân dân ${match[1]} ${place}`)
  if (/^(?:tỉnh|thành phố)$/.test(match[1] ?? ''))
    head.province = locate(plain, end - place.length, end, place)
}

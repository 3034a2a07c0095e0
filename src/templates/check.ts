import type { Mark, Place } from '../documents/fill/marks.ts'
import type { TemplateContent } from '../documents/read/worker.ts'
import { type Words, words } from '../platform/language.ts'
import type { ListedField } from './kinds.ts'

/* Whether the marks of a template name what its kind has, and stand together as they must. Pure. */

/** What is wrong in a template, where it stands, and the text around it. */
export interface TemplateFault {
  readonly what: Words
  readonly place: Words
  readonly around: string
}

const parts: Readonly<Record<Place['part'], Words>> = {
  header: words('Đầu trang', 'Header'),
  body: words('Thân văn bản', 'Body'),
  footer: words('Chân trang', 'Footer'),
  note: words('Chú thích', 'Notes'),
}

/** "Nội dung, bảng 2, hàng 3, ô 1": as one counts in Word. */
export function placeWords({ part, paragraph, cell, box }: Place): Words {
  const { vi, en } = parts[part]
  const within =
    cell === null
      ? words(`đoạn ${paragraph}`, `paragraph ${paragraph}`)
      : words(
          `bảng ${cell.table}, hàng ${cell.row}, ô ${cell.cell}`,
          `table ${cell.table}, row ${cell.row}, cell ${cell.cell}`,
        )
  return words(
    `${vi}, ${within.vi}${box ? ', khung chữ' : ''}`,
    `${en}, ${within.en}${box ? ', text box' : ''}`,
  )
}

/**
 * All that is wrong in a template: names that its kind does not have, lists that are not closed, marks that Word or the officer has
 * broken, changes that are still tracked. [] for one that can be used.
 */
export function templateFaults(
  { marks, faults, leftovers }: TemplateContent,
  fields: readonly ListedField[],
): TemplateFault[] {
  const found: TemplateFault[] = []
  const open: Mark[] = []
  const tell = (mark: Mark, what: Words) =>
    found.push({ what, place: placeWords(mark.place), around: mark.around })
  for (const mark of marks) {
    const lists = open.map(({ name }) => plain(name))
    if (mark.kind === 'broken') tell(mark, brokenWords(mark.name))
    else if (mark.kind === 'close') {
      const last = open.pop()
      if (last === undefined) tell(mark, closesNothing(mark.name))
      else if (mark.name !== '' && plain(mark.name) !== plain(last.name))
        tell(mark, closesOther(mark.name, last.name))
      else if (apart(last.place, mark.place)) tell(mark, tornApart(last.name))
    } else {
      const wrong = nameFault(mark, fields, lists)
      if (wrong !== null) tell(mark, wrong)
      if (mark.kind !== 'value') open.push(mark)
    }
  }
  for (const mark of open) tell(mark, neverClosed(mark.name))
  return [...found, ...leftoverFaults(leftovers), ...(found.length > 0 ? [] : libraryFaults(faults, marks))]
}

/** A name without case; that in capitals asks for the text in capitals. */
const plain = (name: string) => name.toLocaleLowerCase('vi')

function nameFault(mark: Mark, fields: readonly ListedField[], lists: readonly string[]): Words | null {
  const called = fields.filter(
    ({ name }) => name === mark.name || (isCapital(mark.name) && name === plain(mark.name)),
  )
  if (called.length === 0) return unknownName(mark.name, fields)
  const here = called.filter(({ within }) => within === null || lists.includes(within))
  if (here.length === 0) {
    const [{ within = '' } = {}] = called
    return words(
      `{${mark.name}} chỉ dùng được giữa {#${within}} và {/${within}}`,
      `{${mark.name}} is only for between {#${within}} and {/${within}}`,
    )
  }
  if (mark.kind === 'value' && here.every(({ kind }) => kind === 'list'))
    return words(
      `{${mark.name}} là một danh sách: xin viết {#${mark.name}} … {/${mark.name}}`,
      `{${mark.name}} is a list: write {#${mark.name}} … {/${mark.name}}`,
    )
  return null
}

const isCapital = (name: string) => name === name.toLocaleUpperCase('vi')

/** A list may begin and end in one cell, in one row of a table, or outside of tables; nowhere else do its parts repeat as one sees them. */
function apart(from: Place, to: Place): boolean {
  if (from.part !== to.part || from.box !== to.box) return true
  if (from.cell === null || to.cell === null) return from.cell !== to.cell
  return from.cell.table !== to.cell.table
}

const brokenWords = (text: string) =>
  words(`Dấu ngoặc nhọn không thành một chỗ điền: ${text}`, `Braces that make no mark: ${text}`)
const closesNothing = (name: string) =>
  words(`{/${name}} không đóng danh sách nào`, `{/${name}} closes no list`)
const closesOther = (name: string, open: string) =>
  words(`{/${name}} đứng chỗ phải là {/${open}}`, `{/${name}} stands where {/${open}} must`)
const neverClosed = (name: string) => words(`{#${name}} chưa có {/${name}}`, `{#${name}} has no {/${name}}`)
const tornApart = (name: string) =>
  words(
    `{#${name}} và {/${name}} phải cùng ở ngoài bảng, hoặc cùng trong một bảng`,
    `{#${name}} and {/${name}} stand both outside of tables, or both in one table`,
  )

function unknownName(name: string, fields: readonly ListedField[]): Words {
  const near = nearest(plain(name), [...new Set(fields.map((field) => field.name))])
  return words(
    `Không có trường {${name}}${near === null ? '' : `; có phải {${near}}?`}`,
    `There is no field {${name}}${near === null ? '' : `; is it {${near}}?`}`,
  )
}

/** The name that fewest letters away, when it is near enough to have been meant. */
export function nearest(name: string, names: readonly string[]): string | null {
  const [best] = names
    .map((each) => ({ each, far: distance(unaccented(name), each) }))
    .toSorted((one, other) => one.far - other.far)
  return best !== undefined && best.far <= Math.max(1, Math.floor(name.length / 3)) ? best.each : null
}

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd')

/** Letters to put in, take out or change (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let from = 1; from <= one.length; from += 1) {
    const next = [from]
    for (let to = 1; to <= other.length; to += 1) {
      const change = (row[to - 1] ?? 0) + (one[from - 1] === other[to - 1] ? 0 : 1)
      next.push(Math.min(change, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

const whole = words('Cả tệp', 'The whole file')

function leftoverFaults({ changes, remarks }: TemplateContent['leftovers']): TemplateFault[] {
  const said = (what: Words) => ({ what, place: whole, around: '' })
  return [
    ...(changes
      ? [
          said(
            words(
              'Tệp còn thay đổi đang theo dõi (Track Changes): xin chấp nhận hoặc bỏ hết',
              'It still has tracked changes: accept or reject them all',
            ),
          ),
        ]
      : []),
    ...(remarks
      ? [
          said(
            words(
              'Tệp còn ghi chú bên lề (Comment): xin xóa hết',
              'It still has remarks in the margin: delete them all',
            ),
          ),
        ]
      : []),
  ]
}

/** What only the filling finds, at the first mark of that name. */
function libraryFaults(faults: TemplateContent['faults'], marks: readonly Mark[]): TemplateFault[] {
  return faults.map(({ mark, id }) => {
    const at = marks.find(({ name }) => name === mark)
    return {
      what: words(
        `Chỗ điền {${mark}} đứng ở chỗ không điền được (${id})`,
        `The mark {${mark}} stands where it cannot be filled (${id})`,
      ),
      place: at === undefined ? whole : placeWords(at.place),
      around: at?.around ?? '',
    }
  })
}

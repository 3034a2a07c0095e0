import type { z } from 'zod'
import { type Words, words } from '../platform/language.ts'
import { DraftDocument } from './draft.ts'

/* The parts that a draft is corrected in, one at a time. */

export const partKeys = [
  'identity',
  'targets',
  'criteria',
  'tasks',
  'duties',
  'funding',
  'budget',
  'recipients',
] as const
export type PartKey = (typeof partKeys)[number]

export const partNames: Readonly<Record<PartKey, Words>> = {
  identity: words('Thông tin chung', 'General information'),
  targets: words('Mục tiêu', 'Objectives'),
  criteria: words('Đối tượng thực hiện', 'Who takes part'),
  tasks: words('Nhiệm vụ, giải pháp', 'Tasks'),
  duties: words('Tổ chức thực hiện', 'Organisation of the work'),
  funding: words('Nguồn kinh phí', 'Funding'),
  budget: words('Dự toán', 'Estimate'),
  recipients: words('Nơi nhận, lưu ý', 'Recipients, remarks'),
}

const shapes = {
  identity: DraftDocument.pick({
    number: true,
    issuedOn: true,
    issuer: true,
    province: true,
    title: true,
    startsOn: true,
    endsOn: true,
    legalBases: true,
    replaces: true,
    signatory: true,
  }).strict(),
  targets: DraftDocument.pick({
    objective: true,
    objectives: true,
    targets: true,
    orientation: true,
  }).strict(),
  criteria: DraftDocument.pick({
    participants: true,
    beneficiaries: true,
    beneficiariesArticle: true,
    criteria: true,
  }).strict(),
  tasks: DraftDocument.pick({ tasks: true }).strict(),
  duties: DraftDocument.pick({ duties: true }).strict(),
  funding: DraftDocument.pick({ funding: true, fundingArticle: true }).strict(),
  budget: DraftDocument.pick({ budget: true }).strict(),
  recipients: DraftDocument.pick({ recipients: true, remarks: true }).strict(),
} as const satisfies Record<PartKey, z.ZodObject>

/** The shape of a part's content: the keys of the document that it holds. */
export function partShape(part: PartKey): z.ZodObject {
  return shapes[part]
}

/** The part that a path of the document is corrected in: `duties.3.agencies` → duties. */
export function partOfPath(path: string): PartKey {
  const key = path.split('.')[0] ?? ''
  return partKeys.find((part) => key in shapes[part].shape) ?? 'identity'
}

/** For each list that was sent: the place that each of its rows had before; null for a new row. */
export type RowOrigins = Readonly<Record<string, readonly (number | null)[]>>

/** A path after rows were moved or taken out; null when its row is gone. */
export function movedPath(path: string, origins: RowOrigins): string | null {
  for (const [list, before] of Object.entries(origins)) {
    if (!path.startsWith(`${list}.`)) continue
    const [place = '', ...rest] = path.slice(list.length + 1).split('.')
    if (!/^\d+$/.test(place)) continue
    const now = before.indexOf(Number(place))
    return now === -1 ? null : [list, now, ...rest].join('.')
  }
  return path
}

/** Whatever is kept by paths of the document, after rows were moved: what belonged to a row that is gone is dropped. */
export function movedRecord<T>(record: Readonly<Record<string, T>>, origins: RowOrigins): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([path, value]) => {
      const now = movedPath(path, origins)
      return now === null ? [] : [[now, value]]
    }),
  )
}

/** What stands at a path of a document; undefined when there is nothing. */
export function valueAt(document: unknown, path: string): unknown {
  let value: unknown = document
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { longDate } from '../documents/official/model.ts'
import { packArchive } from '../documents/write/archive.ts'
import { isSample } from '../platform/sample.ts'
import type { TemplateKind } from './kinds.ts'

const made = new Map<string, Promise<Uint8Array>>()

/** The template that the program ships for a kind, in the layout of Decree 30/2020/NĐ-CP: what an officer downloads to edit. */
export function shippedTemplate(kind: Pick<TemplateKind, 'key' | 'shipped'>): Promise<Uint8Array> {
  const key = `${kind.key} ${isSample()}`
  const known = made.get(key)
  if (known !== undefined) return known
  const bytes = written(kind)
  made.set(key, bytes)
  return bytes
}

async function written({ shipped }: Pick<TemplateKind, 'shipped'>): Promise<Uint8Array> {
  const { writeOfficialDocx } = await import('../documents/official/docx.ts')
  const bytes = await writeOfficialDocx({
    ...shipped,
    ...{ superior: '{co_quan_cap_tren}', issuer: '{co_quan}', number: '{so}', symbol: '{ky_hieu}' },
    ...{ place: '{dia_danh}', date: null },
    signature: { authority: ['{quyen_han_ky}'], name: '{nguoi_ky}' },
  })
  // The writer leaves room for the day; here stands the mark of it, wherever the day is named.
  const files = unzipSync(bytes)
  const body = files['word/document.xml']
  if (body === undefined) throw new Error('The writer of documents wrote no body')
  files['word/document.xml'] = strToU8(strFromU8(body).replaceAll(longDate(null), '{ngay_thang_nam}'))
  return packArchive(files)
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

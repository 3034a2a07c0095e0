import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { parseXml } from '../read/docx-xml.ts'
import { documentText } from '../text.ts'
import { packArchive } from '../write/archive.ts'
import { isXml, type Parts, unpackDocx } from './package.ts'

/** What a mark stands for: a text, a condition, or the rows of a list. */
export type Value = string | boolean | readonly Values[]
export interface Values {
  readonly [name: string]: Value
}

/** The fault that the filling finds in how marks stand to each other (a list that begins in a table and ends outside). */
export interface FillFault {
  readonly mark: string
  readonly id: string
}

export class Unfillable extends Error {
  readonly faults: readonly FillFault[]
  constructor(faults: readonly FillFault[]) {
    super(`The template cannot be filled: ${faults.map(({ id }) => id).join(', ')}`)
    this.faults = faults
  }
}

/** A value by its name; a name in capitals asks for the text in capitals. */
function valueIn(scope: unknown, name: string): Value | undefined {
  if (typeof scope !== 'object' || scope === null) return undefined
  const values = scope as Values
  if (Object.hasOwn(values, name)) return values[name]
  const lower = name.toLocaleLowerCase('vi')
  if (name !== name.toLocaleUpperCase('vi') || !Object.hasOwn(values, lower)) return undefined
  const value = values[lower]
  return typeof value === 'string' ? value.toLocaleUpperCase('vi') : value
}

/** Texts as a document may hold them: NFC, without characters that XML forbids. */
function clean(value: Value): Value {
  if (typeof value === 'string') return documentText(value)
  if (typeof value === 'boolean') return value
  return value.map(cleaned)
}
const cleaned = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clean(value)]))

/** Makes the template ready. @throws Unfillable where its marks do not stand together */
function opened(parts: Parts): Docxtemplater {
  const zip = new PizZip()
  for (const [name, bytes] of parts) zip.file(name, bytes)
  try {
    return new Docxtemplater(zip, {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      parser: (tag) => ({ get: (scope) => (tag === '.' ? scope : valueIn(scope, tag.normalize('NFC'))) }),
      nullGetter: () => '',
    })
  } catch (error) {
    throw new Unfillable(faultsOf(error))
  }
}

interface LibraryError {
  readonly properties?: {
    readonly id?: string
    readonly xtag?: string
    readonly openingtag?: string
    readonly errors?: readonly LibraryError[]
  }
}

function faultsOf(error: unknown): FillFault[] {
  const { properties } = error as LibraryError
  if (properties?.id === undefined) throw error
  const each = properties.errors ?? [error as LibraryError]
  return each.map((one) => ({
    mark: String(one.properties?.xtag ?? one.properties?.openingtag ?? ''),
    id: String(one.properties?.id ?? ''),
  }))
}

/** Whether the marks stand together; [] when they do. */
export function fillFaults(parts: Parts): readonly FillFault[] {
  try {
    opened(parts)
    return []
  } catch (error) {
    if (error instanceof Unfillable) return error.faults
    throw error
  }
}

/**
 * Fills a template with the values of each letter. The same template and values give the same bytes on every machine.
 * @param banner stands above the text of each, unless the template shows it already: "DỮ LIỆU MẪU"
 * @throws Unfillable
 */
export async function fillEach(
  parts: Parts,
  letters: readonly Values[],
  banner: string | undefined,
): Promise<Uint8Array[]> {
  const made: Uint8Array[] = []
  for (const letter of letters) {
    const document = opened(parts)
    try {
      document.render(cleaned(letter))
    } catch (error) {
      throw new Unfillable(faultsOf(error))
    }
    const zip = document.getZip() as PizZip
    const files: Record<string, Uint8Array> = {}
    for (const name of parts.keys()) {
      const file = zip.file(name)
      if (file !== null) files[name] = file.asUint8Array()
    }
    mark(files, banner)
    made.push(packArchive(files))
  }
  for (const bytes of made) await holdSound(bytes)
  return made
}

function mark(files: Record<string, Uint8Array>, banner: string | undefined): void {
  if (banner === undefined) return
  const shown = Object.entries(files).some(
    ([name, bytes]) =>
      /^word\/(?:document|header\d*)\.xml$/.test(name) && Buffer.from(bytes).includes(banner),
  )
  const body = files['word/document.xml']
  if (shown || body === undefined) return
  const paragraph = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>${banner}</w:t></w:r></w:p>`
  files['word/document.xml'] = Buffer.from(
    Buffer.from(body)
      .toString('utf8')
      .replace(/<w:body[^>]*>/, (open) => `${open}${paragraph}`),
  )
}

/** What was made opens again: each part of it is well-formed. */
async function holdSound(bytes: Uint8Array): Promise<void> {
  try {
    for (const [name, part] of await unpackDocx(bytes)) if (isXml(name)) parseXml(part)
  } catch (cause) {
    throw new Error('A filled template does not open', { cause })
  }
}

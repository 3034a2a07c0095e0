import { strToU8, zipSync } from 'fflate'
import { office, packageOf } from './office-files.ts'

/* Files that cost more than they weigh, made anew for tests. */

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
interface HostileSheet {
  readonly rows: number
  readonly text?: string
  /** A last cell far away. */
  readonly last?: string
  /** Ranges of merged cells. */
  readonly merged?: readonly string[]
}

function sheetXml({ rows, text, last, merged = [] }: HostileSheet): Uint8Array {
  const cell = (at: number) =>
    text === undefined
      ? `<row><c><v>1</v></c></row>`
      : `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${text}${at}</t></is></c></row>`
  const far =
    last === undefined ? '' : `<row r="${last.replace(/[A-Z]+/, '')}"><c r="${last}"><v>1</v></c></row>`
  const cells = Array.from({ length: rows }, (_, at) => cell(at)).join('')
  const ranges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('')
  return strToU8(
    `<worksheet xmlns="${main}"><sheetData>${cells}${far}</sheetData><mergeCells>${ranges}</mergeCells></worksheet>`,
  )
}

function workbookOf(parts: readonly string[], sheets: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const named = parts.map((_, at) => `<sheet name="S${at}" sheetId="${at + 1}" r:id="rId${at}"/>`)
  const targets = parts.map(
    (part, at) => `<Relationship Id="rId${at}" Type="${office}/worksheet" Target="${part}"/>`,
  )
  return zipSync(
    {
      ...packageOf('xl/workbook.xml', 'spreadsheetml.sheet'),
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named.join('')}</sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join('')}</Relationships>`,
      ),
      ...sheets,
    },
    { level: 1 },
  )
}

/** A workbook whose sheets have parts of their own. */
export function workbookFile(sheets: readonly HostileSheet[]): Uint8Array<ArrayBuffer> {
  const parts = sheets.map((_, at) => `worksheets/sheet${at + 1}.xml`)
  // Sheets that are alike are made, and packed, once.
  const made = new Map<string, Uint8Array>()
  const files: Record<string, Uint8Array> = {}
  for (const [at, sheet] of sheets.entries()) {
    const key = JSON.stringify(sheet)
    const xml = made.get(key) ?? sheetXml(sheet)
    made.set(key, xml)
    files[`xl/worksheets/sheet${at + 1}.xml`] = xml
  }
  return new Uint8Array(workbookOf(parts, files))
}

/** A workbook whose sheets all name one part. */
export function manySheetsOfOnePart(sheets: number, rows: number): Uint8Array<ArrayBuffer> {
  const parts = Array.from({ length: sheets }, () => 'worksheets/sheet1.xml')
  return new Uint8Array(workbookOf(parts, { 'xl/worksheets/sheet1.xml': sheetXml({ rows }) }))
}

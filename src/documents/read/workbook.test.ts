import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import readExcelFile from 'read-excel-file/universal'
import { describe, expect, it } from 'vitest'
import { writeWorkbook } from '../write/workbook.ts'
import type { WorkbookValue } from '../write/workbook-model.ts'
import { budgetOf, tooMuch, workbookLimits } from './budget.ts'
import { readWorkbook } from './workbook.ts'
import { readTokens } from './xml-tokens.ts'

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (...list: [id: string, type: string, target: string][]) =>
  `<Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** A workbook as some other program may write it, of one sheet. */
function workbookOf(sheet: string, more: { strings?: string; styles?: string; properties?: string } = {}) {
  const files = {
    '_rels/.rels': rels(['a', 'officeDocument', '/xl/workbook.xml']),
    'xl/workbook.xml': `<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr ${more.properties ?? ''}/><x:sheets><x:sheet name='Tờ &amp; 1' sheetId="7" r:id="s"/><x:sheet name="Hình" sheetId="8" r:id="c"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': rels(
      ['s', 'worksheet', 'worksheets/any.xml'],
      ['c', 'chartsheet', 'chartsheets/sheet1.xml'],
      ['t', 'sharedStrings', 'texts.xml'],
      ['y', 'styles', '/xl/styles.xml'],
    ),
    'xl/worksheets/any.xml': sheet,
    'xl/texts.xml': `<sst>${more.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet>${more.styles ?? ''}</styleSheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])))
}
const rowsOf = async (...given: Parameters<typeof workbookOf>) =>
  (await readWorkbook(workbookOf(...given)))[0]?.rows
const codeOf = (bytes: Uint8Array) =>
  readWorkbook(bytes).then(
    () => 'read',
    (error: { code: string }) => error.code,
  )

describe('a workbook of another program', () => {
  it('is read whatever its parts are called and its tags are prefixed with, sheets of charts left out', async () => {
    const sheet =
      '<x:worksheet><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    expect(await readWorkbook(workbookOf(sheet))).toEqual([
      {
        name: 'Tờ & 1',
        hidden: false,
        hiddenRows: [],
        hiddenColumns: [],
        merged: [],
        rows: [
          [null, null],
          [null, 'a'],
        ],
      },
    ])
  })

  it('may leave out addresses, hold rich and spoken texts, comments and escapes', async () => {
    const sheet = `<worksheet><sheetData><!-- <row r="9"> --><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c/><c t="str"><f>A1&amp;"&gt;"</f><v>x&#10;&#x79;</v></c></row>
      <row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><v>1.5e-3</v></c><c t="inlineStr"><is><t><![CDATA[<&>]]></t></is></c></row><row r="5"/></sheetData></worksheet>`
    const strings =
      '<si><r><t>Sóc </t></r><r><rPr><b/></rPr><t xml:space="preserve">Trăng </t></r><rPh sb="0"><t>KHÔNG</t></rPh></si><si><t>_x0041__x005F_x0041_</t></si>'
    expect(await rowsOf(sheet, { strings })).toEqual([
      ['Sóc Trăng ', 'A_x0041_', null, 'x\ny'],
      [true, { error: '#N/A' }, 0.0015, '<&>'],
    ])
  })

  it('keeps days as days: by built-in and own formats, of 1900 and of 1904', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="[$-42A]dd/mm/yyyy;@"/><numFmt numFmtId="171" formatCode="#,##0\\ &quot;đ/năm&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    const sheet = `<worksheet><sheetData><row>${[0, 1, 2, 3].map((style) => `<c s="${style}"><v>45984</v></c>`).join('')}</row></sheetData></worksheet>`
    const day = new Date('2025-11-23T00:00:00Z')
    expect(await rowsOf(sheet, { styles })).toEqual([[45984, day, day, 45984]])
    const later = new Date('2029-11-24T00:00:00Z')
    expect(await rowsOf(sheet, { styles, properties: 'date1904="1"' })).toEqual([
      [45984, later, later, 45984],
    ])
  })

  it('is damaged when it refers to what is not there or steps back', async () => {
    for (const cells of [
      '<row r="1"><c t="s"><v>3</v></c></row>',
      '<row r="1"><c r="B1"/><c r="A1"/></row>',
      '<row r="2"/><row r="1"/>',
      '<row r="1"><c r="1A"><v>1</v></c></row>',
      '<row r="1"><c><v>một</v></c></row>',
      '<row r="1"><c><v>1</v>',
    ])
      expect(await codeOf(workbookOf(`<worksheet><sheetData>${cells}`)), cells).toBe('spreadsheet.damaged')
  })

  it('that says it is smaller than it is, is not unpacked any further', async () => {
    const bytes = workbookOf(`<worksheet><sheetData>${' '.repeat(100_000)}</sheetData></worksheet>`)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let at = 0; at + 46 <= bytes.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 100_000) {
        view.setUint32(at + 24, 500, true)
        expect(await codeOf(bytes)).toBe('spreadsheet.damaged')
        return
      }
    }
    throw new Error('no directory')
  })
})

describe('reading', () => {
  const text = fc.string({
    unit: fc.constantFrom('ế', 'e\u0302', '<', '&', '>', '"', ']', '-', '!', '😀', ' ', 'a', '_', '\n'),
    minLength: 1,
    maxLength: 8,
  })

  it('gives the same tags and texts in whatever pieces the file comes', async () => {
    const escaped = (given: string) => given.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const node = fc.oneof(
      text.map((given) => escaped(given)),
      text.map((given) => `<a b="${escaped(given).replaceAll('"', '&quot;').replaceAll('>', '&gt;')}"/>`),
      text.map((given) => `<x:c>${escaped(given)}</x:c>`),
      text.map((given) => `<!--${given.replaceAll('-', '')}-->`),
      text.map((given) => `<![CDATA[${given.replaceAll(']', '')}]]>`),
    )
    const tokens = async (bytes: Uint8Array, size: number) => {
      const seen: string[] = []
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      }
      await readTokens(pieces(), budgetOf(workbookLimits, tooMuch), {
        open: (name, attributes) => seen.push(`<${name}${attributes}`),
        close: (name) => seen.push(`/${name}`),
        text: (piece) => seen.push(piece),
      })
      return seen.join('|')
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(node, { maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        async (nodes, size) => {
          const bytes = strToU8(`<r>${nodes.join('<i/>')}</r>`)
          expect(await tokens(bytes, size)).toBe(await tokens(bytes, bytes.length))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('agrees with read-excel-file on what a workbook holds', async () => {
    const value: fc.Arbitrary<WorkbookValue> = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constant('2025-11-23'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
        async (rows) => {
          const columns = (['text', 'decimal', 'date'] as const).map((type) => ({
            title: `Cột ${type}`,
            type,
          }))
          const bytes = await writeWorkbook([{ name: 'A', columns, rows }])
          const theirs = await readExcelFile(new Uint8Array(bytes).buffer, { trim: false })
          const kept = (cell: unknown) =>
            cell === '' ? null : typeof cell === 'string' ? cell.normalize('NFC') : cell
          expect((await readWorkbook(bytes))[0]?.rows).toEqual(theirs[0]?.data.map((row) => row.map(kept)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('does not end for a file without an end, but says that it is damaged', async () => {
    expect(await codeOf(workbookOf(`<worksheet><sheetData>${'x'.repeat(5_000_000)}`))).toBe(
      'spreadsheet.damaged',
    )
  })

  it('takes a list of 100.000 rows and 25 columns, and refuses one of twice as many', async () => {
    const sheet = (rows: number) =>
      `<worksheet><sheetData>${Array.from({ length: rows }, (_, row) => `<row r="${row + 1}"><c r="Y${row + 1}"><v>${row}</v></c></row>`).join('')}</sheetData></worksheet>`
    const rows = await rowsOf(sheet(100_000))
    expect([rows?.length, rows?.at(-1)?.length, rows?.at(-1)?.at(-1)]).toEqual([100_000, 25, 99_999])
    expect(await codeOf(workbookOf(sheet(200_000)))).toBe('spreadsheet.tooLarge')
  }, 60_000)

  it('leaves nothing out of a workbook with a part that a pane or a filter adds', async () => {
    const files = unzipSync(
      await writeWorkbook([{ name: 'A', columns: [{ title: 'a', type: 'text' }], rows: [['b']] }]),
    )
    const xml = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const more = xml.replace(
      '</sheetData>',
      '</sheetData><autoFilter ref="A1:A2"/><extLst><ext><x:v>9</x:v></ext></extLst>',
    )
    const [read] = await readWorkbook(zipSync({ ...files, 'xl/worksheets/sheet1.xml': strToU8(more) }))
    expect(read?.rows).toEqual([['a'], ['b']])
  })
})

import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { documentText } from '../text.ts'
import { boldLineWidth } from '../write/line-width.ts'
import { writeOfficialDocx } from './docx.ts'
import { numberAndSymbol, type OfficialDocument, placeAndDate } from './model.ts'

const report: OfficialDocument = {
  issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng',
  number: '5',
  symbol: 'BC-UBND',
  place: 'Sóc Trăng',
  date: '2025-02-03',
  kind: 'Báo cáo',
  subject: 'Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025',
  addressees: ['Bộ Khoa học và Công nghệ'],
  legalBases: ['Căn cứ Quyết định số 1322/QĐ-TTg;', 'Căn cứ Kế hoạch số 181/KH-UBND'],
  blocks: [
    { type: 'heading', level: 1, text: 'I. KẾT QUẢ' },
    { type: 'paragraph', text: [{ text: 'Đã hỗ trợ ' }, { text: '12 lượt', bold: true }, { text: '.' }] },
    { type: 'list', mark: 'letter', items: ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu'] },
    {
      type: 'table',
      caption: 'Bảng 1. Kinh phí',
      unit: 'Đơn vị tính: triệu đồng',
      columns: [
        { title: 'Nội dung', width: 2 },
        { title: 'Dự toán', align: 'right' },
        { title: 'Giải ngân', align: 'right' },
      ],
      headerRows: [
        [
          { text: 'Nội dung', rowSpan: 2 },
          { text: 'Kinh phí', columnSpan: 2 },
        ],
        ['Dự toán', 'Giải ngân'],
      ],
      rows: [
        { cells: ['Đào tạo', '1.234,5', '987'] },
        { cells: ['Tổng cộng', '1.234,5', '987'], bold: true },
      ],
    },
  ],
  recipients: ['Như trên', 'Lưu: VT, KGVX'],
  signature: { authority: ['TM. Ủy ban nhân dân', 'KT. Chủ tịch', 'Phó Chủ tịch'], name: 'Nguyễn Văn A' },
  appendices: [{ label: 'Phụ lục', title: 'Danh sách doanh nghiệp', landscape: true, blocks: [] }],
  writtenAt: '2025-02-03T08:30:00+07:00',
}

async function partsOf(document: OfficialDocument): Promise<Record<string, string>> {
  const files = unzipSync(await writeOfficialDocx(document))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

async function bodyOf(document: OfficialDocument): Promise<string> {
  return (await partsOf(document))['word/document.xml'] ?? ''
}

const parser = new XMLParser({
  preserveOrder: true,
  trimValues: false,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: true,
})

/** The text a reader sees, a line for each paragraph. */
function shownLines(xml: string): string[] {
  const lines: string[] = []
  const walk = (nodes: unknown): string => {
    if (!Array.isArray(nodes)) return ''
    return nodes
      .map((node: Record<string, unknown>) => {
        if ('#text' in node) return String(node['#text'])
        if ('w:br' in node) return '\n'
        const [name = ''] = Object.keys(node)
        if (name === 'w:tab') return '\t'
        if (/Pr$/.test(name)) return ''
        const inner = walk(node[name])
        if (name === 'w:p') lines.push(inner)
        return name === 'w:p' ? '' : inner
      })
      .join('')
  }
  walk(parser.parse(xml))
  return lines
}

/** The pages of each section: size, and margins in twips from the top round to the left. */
function pagesOf(xml: string) {
  const sizes = xml.match(/(?<=<w:pgSz )[^/]*(?=\/>)/g) ?? []
  const margins = xml.match(/<w:pgMar [^/]*\/>/g) ?? []
  return sizes.map((size, index) => ({
    size,
    margins: ['top', 'right', 'bottom', 'left'].map((side) =>
      Number(new RegExp(`w:${side}="(\\d+)"`).exec(margins[index] ?? '')?.[1]),
    ),
  }))
}

/** The paragraph that shows this text. */
function paragraphWith(xml: string, text: string): string {
  const found = xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)?.find((each) => each.includes(text))
  if (found === undefined) throw new Error(`no paragraph shows ${text}`)
  return found
}

describe('the layout of Decree 30/2020/NĐ-CP, appendix I', () => {
  it('is A4 with 20 mm above and below, 30 mm left and 20 mm right', async () => {
    const xml = await bodyOf({ ...report, appendices: [] })
    expect(pagesOf(xml)).toEqual([
      { size: 'w:w="11906" w:h="16838" w:orient="portrait"', margins: [1134, 1134, 1134, 1701] },
    ])
  })

  it('is in Times New Roman, black, for every script, and no other font is named in it', async () => {
    const parts = await partsOf(report)
    const styles = parts['word/styles.xml'] ?? ''
    expect(styles).toMatch(/<w:rPrDefault>.*w:ascii="Times New Roman".*<\/w:rPrDefault>/s)
    for (const script of ['ascii', 'hAnsi', 'eastAsia', 'cs'])
      expect(styles).toContain(`w:${script}="Times New Roman"`)
    const fonts = `${styles}${parts['word/document.xml']}`
      .match(/<w:rFonts [^/]*\/>/g)
      ?.flatMap((element) => [...element.matchAll(/="([^"]*)"/g)].map((match) => match[1]))
    expect(new Set(fonts)).toEqual(new Set(['Times New Roman']))
    expect(parts['word/document.xml']).not.toMatch(/w:color w:val="(?!000000|auto)/)
  })

  it('shows nation, motto, issuer, number, place and date as the decree writes them', async () => {
    const xml = await bodyOf(report)
    const lines = shownLines(xml)
    expect(lines).toEqual(
      expect.arrayContaining([
        'ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG',
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'Số: 05/BC-UBND',
        'Sóc Trăng, ngày 03 tháng 02 năm 2025',
        'BÁO CÁO',
        'Kính gửi: Bộ Khoa học và Công nghệ',
        'TM. ỦY BAN NHÂN DÂN',
        'PHÓ CHỦ TỊCH',
      ]),
    )
    expect(paragraphWith(xml, 'CỘNG HÒA')).toMatch(/<w:b\/>.*<w:sz w:val="24"\/>/)
    expect(paragraphWith(xml, 'Độc lập')).toMatch(/<w:b\/>.*<w:sz w:val="26"\/>/)
    expect(paragraphWith(xml, 'Số: 05')).toMatch(/<w:sz w:val="26"\/>/)
    expect(paragraphWith(xml, 'ngày 03 tháng 02')).toMatch(/<w:i\/>.*<w:sz w:val="26"\/>/)
    expect(paragraphWith(xml, '>Nguyễn Văn A<')).toContain('<w:b/>')
  })

  it('sets the superior in capitals but not bold, above the issuer in bold', async () => {
    const xml = await bodyOf({
      ...report,
      superior: 'UBND tỉnh Sóc Trăng',
      issuer: 'Sở Khoa học và Công nghệ',
    })
    expect(paragraphWith(xml, 'UBND TỈNH SÓC TRĂNG')).not.toMatch(/<w:b\/>/)
    expect(paragraphWith(xml, 'SỞ KHOA HỌC VÀ CÔNG NGHỆ')).toMatch(/<w:b\/>/)
    expect(xml.indexOf('UBND TỈNH')).toBeLessThan(xml.indexOf('SỞ KHOA HỌC'))
  })

  it('draws the rule under the motto as long as the motto and the one under the issuer at a third to a half', async () => {
    const xml = await bodyOf(report)
    const rules = xml.match(/<w:p>(?:(?!<\/w:p>).)*<w:pBdr><w:bottom.*?<\/w:p>/gs) ?? []
    const sides = rules.map((rule) => Number(/w:left="(\d+)"/.exec(rule)?.[1]))
    const widths = [66, 94].map((width) => (width / 25.4) * 72)
    const lengths = sides.slice(0, 2).map((side, index) => (widths[index] ?? 0) - (2 * side) / 20)
    const issuer = Math.min(boldLineWidth('ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG', 12), widths[0] ?? 0)
    expect((lengths[0] ?? 0) / issuer).toBeGreaterThan(1 / 3)
    expect((lengths[0] ?? 0) / issuer).toBeLessThan(1 / 2)
    expect(lengths[1]).toBeCloseTo(boldLineWidth('Độc lập - Tự do - Hạnh phúc', 13), 0)
  })

  it('indents body text by 1.27 cm, justifies it, and leaves 6 pt between paragraphs', async () => {
    const styles = (await partsOf(report))['word/styles.xml'] ?? ''
    const body = /<w:style [^>]*w:styleId="Body".*?<\/w:style>/s.exec(styles)?.[0] ?? ''
    expect(body).toContain('<w:jc w:val="both"/>')
    expect(body).toContain('w:firstLine="720"')
    expect(body).toMatch(/w:before="120"/)
    expect(styles).toMatch(/<w:rPrDefault>.*<w:sz w:val="28"\/>/s)
    expect(styles).toMatch(/<w:lang w:val="vi-VN"/)
  })

  it('ends each legal basis with a semicolon and the last with a full stop', async () => {
    const lines = shownLines(await bodyOf(report))
    expect(lines).toContain('Căn cứ Quyết định số 1322/QĐ-TTg;')
    expect(lines).toContain('Căn cứ Kế hoạch số 181/KH-UBND.')
  })

  it('letters a list in the order of the Vietnamese alphabet', async () => {
    const lines = shownLines(await bodyOf(report))
    expect(lines.filter((line) => /^.\) /.test(line))).toEqual([
      'a) một',
      'b) hai',
      'c) ba',
      'd) bốn',
      'đ) năm',
      'e) sáu',
    ])
  })

  it('numbers the pages at the top centre from page 2 and not on the first', async () => {
    const parts = await partsOf({ ...report, appendices: [] })
    const xml = parts['word/document.xml'] ?? ''
    expect(xml).toContain('<w:titlePg/>')
    const relations = parts['word/_rels/document.xml.rels'] ?? ''
    const header = (type: string) => {
      const [, id] = new RegExp(`<w:headerReference w:type="${type}" r:id="([^"]+)"`).exec(xml) ?? []
      const target = relations.match(/<Relationship [^>]*>/g)?.find((each) => each.includes(`Id="${id}"`))
      return parts[`word/${/Target="([^"]+)"/.exec(target ?? '')?.[1]}`] ?? ''
    }
    expect(header('default')).toMatch(/<w:jc w:val="center"\/>.*PAGE/s)
    expect(header('first')).toContain('<w:hdr')
    expect(header('first')).not.toContain('PAGE')
  })

  it('shows the banner at the top of the first page and of the following ones', async () => {
    const parts = await partsOf({ ...report, banner: 'DỮ LIỆU MẪU' })
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d+\.xml$/.test(name))
    expect(headers).toHaveLength(4)
    for (const [, xml] of headers) expect(shownLines(xml)).toContain('DỮ LIỆU MẪU')
  })

  it('repeats the head rows of a table, never breaks a row, and sets numbers to the right', async () => {
    const xml = await bodyOf(report)
    const tables = xml.match(/<w:tbl>.*?<\/w:tbl>/gs) ?? []
    const table = tables.find((each) => each.includes('Đào tạo')) ?? ''
    const rows = table.match(/<w:tr>.*?<\/w:tr>/gs) ?? []
    expect(rows.map((row) => row.includes('<w:tblHeader/>'))).toEqual([true, true, false, false])
    expect(rows.every((row) => row.includes('<w:cantSplit/>'))).toBe(true)
    expect(paragraphWith(table, '1.234,5')).toContain('<w:jc w:val="right"/>')
    expect(rows[0]).toContain('<w:gridSpan w:val="2"/>')
    expect(rows[0]).toContain('<w:vMerge w:val="restart"/>')
    expect(rows[3]).toMatch(/<w:b\/>.*Tổng cộng/s)
    expect(xml).toContain('Đơn vị tính: triệu đồng')
  })

  it('lists the recipients with a dash each and the office copy last', async () => {
    const lines = shownLines(await bodyOf(report))
    const from = lines.indexOf('Nơi nhận:')
    expect(lines.slice(from, from + 3)).toEqual(['Nơi nhận:', '- Như trên;', '- Lưu: VT, KGVX.'])
    const added = shownLines(await bodyOf({ ...report, recipients: ['- Như trên;'] }))
    expect(added).toEqual(expect.arrayContaining(['- Như trên;', '- Lưu: VT.']))
  })

  it('keeps the last paragraph and the signature on one page, and a total with the row before it', async () => {
    const closing = 'Trên đây là báo cáo./.'
    const xml = await bodyOf({
      ...report,
      blocks: [
        ...report.blocks,
        { type: 'paragraph', text: 'Kiến nghị.' },
        { type: 'paragraph', text: closing },
      ],
    })
    expect(paragraphWith(xml, closing)).toContain('<w:keepNext/>')
    expect(paragraphWith(xml, 'Kiến nghị.')).not.toContain('<w:keepNext/>')
    expect(paragraphWith(xml, 'Đào tạo')).toContain('<w:keepNext/>')
    expect(paragraphWith(xml, 'Tổng cộng')).not.toContain('<w:keepNext/>')
  })

  it('turns the page for a wide appendix and says what it comes with', async () => {
    const xml = await bodyOf(report)
    expect(pagesOf(xml).map(({ size }) => size)).toEqual([
      'w:w="11906" w:h="16838" w:orient="portrait"',
      'w:w="16838" w:h="11906" w:orient="landscape"',
    ])
    expect(shownLines(xml)).toEqual(
      expect.arrayContaining([
        'Phụ lục',
        'DANH SÁCH DOANH NGHIỆP',
        '(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2025 của Ủy ban nhân dân tỉnh Sóc Trăng)',
      ]),
    )
  })

  it('puts the subject of an official letter under its number', async () => {
    const lines = shownLines(await bodyOf({ ...report, kind: null, symbol: 'UBND-VX', number: null }))
    const at = lines.indexOf('Số:        /UBND-VX')
    expect(lines[at + 1]).toBe('V/v Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025')
  })
})

describe('number, place and date', () => {
  it.each([
    ['2025-11-23', 'Cần Thơ, ngày 23 tháng 11 năm 2025'],
    ['2025-03-01', 'Cần Thơ, ngày 01 tháng 3 năm 2025'],
    ['2026-01-09', 'Cần Thơ, ngày 09 tháng 01 năm 2026'],
    ['2026-02-28', 'Cần Thơ, ngày 28 tháng 02 năm 2026'],
    ['2026-10-31', 'Cần Thơ, ngày 31 tháng 10 năm 2026'],
  ])('writes %s with zeros before days below 10 and the months 1 and 2 alone', (date, words) => {
    expect(placeAndDate('Cần Thơ', date)).toBe(words)
  })

  it('leaves room for a day and a number not yet given', () => {
    expect(placeAndDate('Cần Thơ', null)).toMatch(/^Cần Thơ, ngày +tháng +năm +$/)
    expect(numberAndSymbol(null, 'BC-UBND')).toMatch(/^Số: +\/BC-UBND$/)
    expect(numberAndSymbol('181', 'KH-UBND')).toBe('Số: 181/KH-UBND')
    expect(numberAndSymbol('9', 'KH-UBND')).toBe('Số: 09/KH-UBND')
  })
})

describe('a sealed document', () => {
  it('has the same bytes each time it is written, whatever the clock and the time zone', async () => {
    const first = await writeOfficialDocx(report)
    const zone = process.env.TZ
    process.env.TZ = 'America/New_York'
    try {
      const second = await writeOfficialDocx(report)
      expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it('names title, author, language and the moment the caller gave, and no other moment', async () => {
    const core = (await partsOf(report))['docProps/core.xml'] ?? ''
    expect(core).toContain('<dc:title>Báo cáo Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025</dc:title>')
    expect(core).toContain('<dc:creator>Ủy ban nhân dân tỉnh Sóc Trăng</dc:creator>')
    expect(core).toContain('<dc:language>vi-VN</dc:language>')
    expect(core.match(/2025-02-03T01:30:00Z/g)).toHaveLength(2)
    const { writtenAt: _, ...undated } = report
    expect((await partsOf(undated))['docProps/core.xml']).not.toContain('dcterms:created')
  })
})

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        '<',
        '&',
        '>',
        '"',
        "'",
        ']]>',
        '\u0000',
        '\u000b',
        '\ud800',
        '\udc00',
        '\uffff',
        '\n',
        '\r\n',
        '\t',
        ' ',
        'e\u0302\u0301',
        'đ',
        '😀',
      ),
      maxLength: 20,
    }),
    fc.constantFrom('CURRENT', 'TOTAL_PAGES', 'SECTION', '__proto__', '&amp;', '<w:p/>', '$&', 'a  b '),
  )

  it('stands whole in well-formed XML, in NFC, less what XML forbids', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (one, other) => {
        const parts = await partsOf({
          ...report,
          subject: `Về ${one}`,
          issuer: `Sở ${other}`,
          banner: one,
          blocks: [
            { type: 'paragraph', text: [{ text: `[${one}` }, { text: `${other}]`, italic: true }] },
            { type: 'heading', level: 2, text: `#${other}` },
            { type: 'list', mark: 'dash', items: [one] },
            { type: 'table', columns: [{ title: one }], rows: [{ cells: [`|${other}`] }], caption: one },
          ],
        })
        for (const [name, xml] of Object.entries(parts)) {
          if (!/\.(xml|rels)$/.test(name)) continue
          expect(XMLValidator.validate(xml), name).toBe(true)
        }
        const lines = shownLines(parts['word/document.xml'] ?? '')
        expect(lines).toContain(documentText(`[${one}`) + documentText(`${other}]`))
        expect(lines).toContain(documentText(`#${other}`))
        expect(lines).toContain(`- ${documentText(one)}`)
        expect(lines).toContain(documentText(`|${other}`))
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('is in NFC without control characters or halves of characters', () => {
    expect(documentText('Tie\u0302\u0301ng Vie\u0323\u0302t')).toBe('Tiếng Việt')
    expect(documentText('a\u0000b\u0008c\u000bd\ud83de\ude00f\ufffeg')).toBe('abcdefg')
    expect(documentText('a\r\nb\rc\nd\te 😀')).toBe('a\nb\nc\nd\te 😀')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = documentText(text)
        expect(clean.isWellFormed()).toBe(true)
        expect(clean.normalize('NFC')).toBe(clean)
        expect(documentText(clean)).toBe(clean)
      }),
    )
  })
})

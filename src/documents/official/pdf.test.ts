import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import { documentText } from '../text.ts'
import type { Block, OfficialDocument } from './model.ts'
import { officialPdf } from './pdf.ts'

const report: OfficialDocument = {
  superior: 'UBND tỉnh Sóc Trăng',
  issuer: 'Sở Khoa học và Công nghệ',
  number: '5',
  symbol: 'BC-SKHCN',
  place: 'Sóc Trăng',
  date: '2025-02-03',
  kind: 'Báo cáo',
  subject: 'Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025',
  addressees: ['Bộ Khoa học và Công nghệ'],
  legalBases: ['Căn cứ Quyết định số 1322/QĐ-TTg;', 'Căn cứ Kế hoạch số 181/KH-UBND'],
  blocks: [
    { type: 'heading', level: 1, text: 'I. KẾT QUẢ' },
    { type: 'paragraph', text: [{ text: 'Đã hỗ trợ ' }, { text: '12 lượt', bold: true }, { text: '.' }] },
    { type: 'heading', level: 2, text: '1. Hỗ trợ' },
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
    { type: 'paragraph', text: 'Trên đây là báo cáo./.' },
  ],
  recipients: ['Như trên', 'Lưu: VT, KGVX'],
  signature: { authority: ['KT. Giám đốc', 'Phó Giám đốc'], name: 'Nguyễn Văn A' },
  writtenAt: '2025-02-03T08:30:00+07:00',
}

async function open(document: OfficialDocument) {
  return getDocumentProxy(await copy(document))
}

/** pdf.js takes the bytes away from whoever hands them over. */
async function copy(document: OfficialDocument): Promise<Uint8Array> {
  return new Uint8Array(await officialPdf(document))
}

/** The text of each page. */
async function pagesOf(document: OfficialDocument): Promise<string[]> {
  const { text } = await extractText(await open(document), { mergePages: false })
  return text
}

/** The whole text with its spaces and line ends away: what must come back whatever line it stands in. */
async function lettersOf(document: OfficialDocument): Promise<string> {
  return bare((await pagesOf(document)).join(''))
}

function bare(text: string): string {
  return documentText(text).replace(/\s/g, '')
}

interface Node {
  readonly role?: string
  readonly children?: readonly Node[]
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}

/** The roles of a page's structure tree, in order. */
async function rolesOf(document: OfficialDocument, page = 1): Promise<string[]> {
  const tree: unknown = await (await (await open(document)).getPage(page)).getStructTree()
  const walk = (node: unknown): string[] =>
    isNode(node)
      ? [...(node.role === undefined ? [] : [node.role]), ...(node.children ?? []).flatMap(walk)]
      : []
  return walk(tree)
}

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly height: number
  readonly width: number
}

/** Each line's pieces of a page: where they begin, in millimetres from the top left corner, and how high the type is. */
async function placedOn(document: OfficialDocument, number = 1): Promise<Placed[]> {
  const page = await (await open(document)).getPage(number)
  const [, , , height = 0] = page.view
  const { items } = await page.getTextContent()
  const mm = (points: number) => (points / 72) * 25.4
  return items.flatMap((item) =>
    'str' in item && item.str.trim() !== ''
      ? [
          {
            text: item.str,
            x: mm(Number(item.transform[4])),
            y: mm(height - Number(item.transform[5])),
            height: Number(item.transform[0]),
            width: mm(item.width),
          },
        ]
      : [],
  )
}

const find = (placed: readonly Placed[], text: string) => {
  const found = placed.find((each) => each.text.includes(text))
  if (found === undefined) throw new Error(`no line shows ${text}`)
  return found
}

const lines = (count: number): Block[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'paragraph', text: `Dòng ${index + 1}.` }))

describe('an official document as PDF', () => {
  it('says what Decree 30/2020/NĐ-CP asks for, in its order', async () => {
    const text = await lettersOf(report)
    const order = [
      'UBND TỈNH SÓC TRĂNG',
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: 05/BC-SKHCN',
      'Sóc Trăng, ngày 03 tháng 02 năm 2025',
      'BÁO CÁO',
      'Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025',
      'Kính gửi: Bộ Khoa học và Công nghệ',
      'Căn cứ Quyết định số 1322/QĐ-TTg;',
      'Căn cứ Kế hoạch số 181/KH-UBND.',
      'I. KẾT QUẢ',
      'Đã hỗ trợ 12 lượt.',
      'a) một',
      'b) hai',
      'c) ba',
      'd) bốn',
      'đ) năm',
      'e) sáu',
      'Bảng 1. Kinh phí',
      'Đơn vị tính: triệu đồng',
      'Tổng cộng1.234,5987',
      'Trên đây là báo cáo./.',
      'Nơi nhận:',
      '- Như trên;',
      '- Lưu: VT, KGVX.',
      'KT. GIÁM ĐỐC',
      'PHÓ GIÁM ĐỐC',
      'Nguyễn Văn A',
    ].map(bare)
    let from = 0
    for (const each of order) {
      const at = text.indexOf(each, from)
      expect(at, each).toBeGreaterThanOrEqual(from)
      from = at + each.length
    }
  })

  it('is A4 with 30 mm left, 20 mm right, body text of 14 pt with its first line in by 12.7 mm', async () => {
    const text = 'Sở đã hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng. '.repeat(6)
    const document: OfficialDocument = { ...report, blocks: [{ type: 'paragraph', text }] }
    const page = await (await open(document)).getPage(1)
    expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842])
    const placed = await placedOn(document)
    const body = placed.filter((each) => each.text.includes('doanh nghiệp'))
    expect(body[0]?.x).toBeCloseTo(42.7, 0)
    expect(body[0]?.height).toBeCloseTo(14)
    expect(body[1]?.x).toBeCloseTo(30, 0)
    for (const each of placed) expect(each.x + each.width, each.text).toBeLessThan(190.1)
    expect(find(placed, 'CỘNG HÒA').height).toBeCloseTo(12)
    expect(find(placed, 'Độc lập').height).toBeCloseTo(13)
    expect(find(placed, 'Số: 05').height).toBeCloseTo(13)
  })

  it('numbers pages at the top centre from the second page of each section and turns a wide appendix', async () => {
    const document: OfficialDocument = {
      ...report,
      blocks: lines(60),
      banner: 'DỮ LIỆU MẪU',
      appendices: [{ label: 'Phụ lục', title: 'Danh sách', landscape: true, blocks: lines(40) }],
    }
    const pdf = await open(document)
    expect(pdf.numPages).toBe(6)
    const heads: string[][] = []
    for (let number = 1; number <= 6; number += 1) {
      const placed = await placedOn(document, number)
      heads.push(placed.filter((each) => each.y < 19.9).map((each) => each.text))
    }
    expect(heads).toEqual([
      ['DỮ LIỆU MẪU'],
      ['DỮ LIỆU MẪU', '2'],
      ['DỮ LIỆU MẪU', '3'],
      ['DỮ LIỆU MẪU'],
      ['DỮ LIỆU MẪU', '2'],
      ['DỮ LIỆU MẪU', '3'],
    ])
    const sizes = await Promise.all([3, 4].map(async (number) => (await pdf.getPage(number)).view.slice(2)))
    expect(sizes.map((size) => size.map(Math.round))).toEqual([
      [595, 842],
      [842, 595],
    ])
    const [appendix = ''] = (await pagesOf(document)).slice(3)
    expect(bare(appendix)).toContain(
      bare(
        'Phụ lục DANH SÁCH (Kèm theo Báo cáo số 05/BC-SKHCN ngày 03 tháng 02 năm 2025 của Sở Khoa học và Công nghệ)',
      ),
    )
  })

  it('repeats the head of a table on every page and keeps a total with the row before it', async () => {
    for (const count of [30, 31, 32, 33, 34, 35, 36]) {
      const document: OfficialDocument = {
        ...report,
        blocks: [
          {
            type: 'table',
            columns: [{ title: 'Doanh nghiệp' }, { title: 'Số tiền', align: 'right' }],
            rows: [
              ...Array.from({ length: count }, (_, index) => ({ cells: [`Công ty ${index}`, '1'] })),
              { cells: ['Tổng cộng', String(count)], bold: true },
            ],
          },
        ],
      }
      const pages = (await pagesOf(document)).map(bare)
      const tabled = pages.filter((page) => page.includes('Côngty'))
      expect(tabled.every((page) => page.includes('DoanhnghiệpSốtiền'))).toBe(true)
      const total = pages.find((page) => page.includes('Tổngcộng')) ?? ''
      expect(total).toContain(`Côngty${count - 1}1Tổngcộng`)
    }
  })

  it('keeps the last paragraph and the signature on one page', async () => {
    for (const count of [20, 21, 22, 23, 24, 25]) {
      const pages = await pagesOf({ ...report, blocks: lines(count) })
      const signed = pages.find((page) => page.includes('Nguyễn Văn A')) ?? ''
      expect(signed).toContain(`Dòng ${count}.`)
      expect(signed).toContain('Nơi nhận')
    }
  })

  it('puts the subject of an official letter under its number', async () => {
    const text = await lettersOf({ ...report, kind: null, symbol: 'SKHCN-QLCN', number: null })
    expect(text).toContain(bare('Số: /SKHCN-QLCN V/v Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025'))
  })
})

describe('a reader who listens to the PDF', () => {
  it('hears headings, and a table with its head cells and total apart', async () => {
    const roles = await rolesOf(report)
    expect(roles.filter((role) => /^H\d$/.test(role))).toEqual(['H1', 'H2'])
    const counted = (role: string) => roles.filter((each) => each === role).length
    expect(['Table', 'THead', 'TBody', 'TFoot', 'TR', 'TH', 'TD'].map(counted)).toEqual([1, 1, 1, 1, 4, 4, 6])
  })

  it('is told title, author, language and time, and that the file keeps PDF/UA-1', async () => {
    const { info, metadata } = await (await open(report)).getMetadata()
    expect(info).toMatchObject({
      Title: 'Báo cáo Kết quả thực hiện Kế hoạch số 181/KH-UBND năm 2025',
      Author: 'Sở Khoa học và Công nghệ',
      Language: 'vi',
    })
    expect(info).toHaveProperty('CreationDate', expect.stringMatching(/^D:20250203013000/))
    expect(metadata?.get('pdfuaid:part')).toBe('1')
    const { writtenAt: _, ...undated } = report
    const bytes = Buffer.from(await officialPdf(undated)).toString('latin1')
    expect(bytes).not.toContain('CreationDate')
    expect(bytes).toContain('/StructTreeRoot')
    expect(bytes).toContain('/Marked true')
  })

  it('gets a tagged file also of a document that skips a level, which PDF/UA forbids', async () => {
    const document: OfficialDocument = { ...report, blocks: [{ type: 'heading', level: 3, text: 'Sâu' }] }
    const { metadata } = await (await open(document)).getMetadata()
    expect(metadata?.get('pdfuaid:part')).toBeNull()
    expect(await rolesOf(document)).toContain('H3')
  })
})

describe('equal input', () => {
  it('gives equal bytes, after other documents and in another process in another directory and time zone', async () => {
    const first = Buffer.from(await officialPdf(report))
    await officialPdf({ ...report, blocks: lines(5) })
    expect(Buffer.from(await officialPdf(report)).equals(first)).toBe(true)
    const script = `
      const { officialPdf } = await import(${JSON.stringify(new URL('./pdf.ts', import.meta.url).href)})
      const bytes = await officialPdf(${JSON.stringify(report)})
      console.log(Buffer.from(bytes).toString('base64'))`
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
      { cwd: tmpdir(), env: { ...process.env, TZ: 'America/New_York' }, maxBuffer: 1e8 },
    )
    expect(Buffer.from(stdout, 'base64').equals(first)).toBe(true)
  }, 30_000)
})

describe('text that looks like markup', () => {
  const hostile = [
    '#let x = 1; #panic("đỏ") #{ } #[a] #image("/etc/passwd")',
    '$x^2$ *đậm* _nghiêng_ `mã` ```khối``` = tiêu đề',
    '@nguồn <nhãn> \\ \\u{41} \\n ~ -- --- ... // chú thích /* hết */ https://nscl.vn/a?b=c#d',
    '"ngoặc" \'đơn\' “cong” & < > [ ] { } ( ) % ^ | ; : + - 1. a) /',
    '- - + 1. __proto__ constructor sys.inputs.document ]"}',
  ]

  it('stands in the document as it was written, in every place', async () => {
    for (const text of hostile) {
      const found = await lettersOf({
        ...report,
        subject: `Về ${text}`,
        issuer: `Sở ${text}`,
        addressees: [text],
        legalBases: [text],
        banner: text,
        blocks: [
          { type: 'heading', level: 1, text: `I. ${text}` },
          { type: 'paragraph', text: `[P ${text}P]` },
          { type: 'list', mark: 'dash', items: [`[L ${text}L]`] },
          { type: 'table', columns: [{ title: `[H ${text}H]` }], rows: [{ cells: [`[C ${text}C]`] }] },
        ],
        appendices: [{ label: 'Phụ lục', title: text, attachedTo: `[K ${text}K]`, blocks: [] }],
        signature: { authority: [text], name: `[N ${text}N]` },
      })
      for (const mark of 'PLHCKN') expect(found).toContain(bare(`[${mark} ${text}${mark}]`))
      expect(found).toContain(bare(`I. ${text}`))
    }
  }, 30_000)

  it('breaks a word that is longer than its line, and leaves nothing outside the margins', async () => {
    const word = `dài${'ư'.repeat(400)}hết`
    const document: OfficialDocument = {
      ...report,
      blocks: [
        { type: 'paragraph', text: word },
        {
          type: 'table',
          columns: [{ title: 'STT' }, { title: word.toUpperCase(), width: 9 }],
          rows: [{ cells: ['x', word] }],
        },
      ],
    }
    const pages = (await open(document)).numPages
    for (let page = 1; page <= pages; page += 1)
      for (const each of await placedOn(document, page)) {
        expect(each.x + each.width).toBeLessThan(190.1)
        expect(each.y).toBeLessThan(277.5)
      }
    const found = await lettersOf(document)
    expect(found.split(word)).toHaveLength(3)
    expect(found).toContain(word.toUpperCase())
  })

  it('breaks a row higher than a page, and sets a head that high once', async () => {
    const high = Array.from({ length: 900 }, (_, index) => `từ${index}`).join(' ')
    const table = (title: string, cell: string): OfficialDocument => ({
      ...report,
      blocks: [
        { type: 'table', columns: [{ title }, { title: 'b', width: 3 }], rows: [{ cells: [cell, 'x'] }] },
      ],
    })
    expect(await lettersOf(table('a', high))).toContain('từ899')
    const text = await lettersOf(table(high, 'a'))
    expect(text.split('từ899')).toHaveLength(2)
  })

  it('takes a table whose rows do not fit its columns', async () => {
    const text = await lettersOf({
      ...report,
      blocks: [
        {
          type: 'table',
          columns: [{ title: 'a' }, { title: 'b' }],
          rows: [
            { cells: ['một', { text: 'hai', rowSpan: 9 }] },
            { cells: [{ text: 'ba', columnSpan: 9 }, 'bốn'] },
            { cells: [] },
          ],
        },
        { type: 'table', columns: [], rows: [] },
      ],
    })
    for (const word of ['một', 'hai', 'ba', 'bốn']) expect(text).toContain(word)
  })
})

describe('any Vietnamese text', () => {
  const letters = [
    ...'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ',
  ]
  const word = fc.string({
    unit: fc.constantFrom(...letters, ...'ĐƯỢẾ0123#$*_@<>\\`/~"-[]{}='),
    maxLength: 12,
  })
  const text = fc
    .array(word, { maxLength: 30 })
    .chain((words) => fc.constantFrom(' ', '\n', '  ').map((space) => words.join(space)))

  it('comes back word by word in NFC, typed whole or as letter and mark', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), async (one, other, apart) => {
        const typed = (given: string) => (apart ? given.normalize('NFD') : given)
        const { text: pages } = await extractText(
          await open({
            ...report,
            blocks: [
              {
                type: 'paragraph',
                text: [{ text: typed(`⟦${one}`) }, { text: typed(`${other}⟧`), bold: true }],
              },
              { type: 'heading', level: 1, text: typed(`Mục ${other}`) },
              { type: 'table', columns: [{ title: typed(`Cột ${one}`) }], rows: [{ cells: [typed(other)] }] },
            ],
          }),
          { mergePages: true },
        )
        expect(pages.normalize('NFC')).toBe(pages)
        const found = bare(pages)
        expect(found).toContain(bare(`⟦${one}${other}⟧`))
        expect(found).toContain(bare(`Mục ${other} Cột ${one} ${other}`))
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

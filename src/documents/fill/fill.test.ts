import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { writeOfficialDocx } from '../official/docx.ts'
import { fillTemplate, readDocumentFile, readTemplateFile } from '../read/apart.ts'
import { marksIn } from './marks.ts'

const here = { part: 'body', paragraph: 1, cell: null, box: false } as const
const names = (text: string) => marksIn(text, here).map(({ kind, name }) => `${kind} ${name}`)

/** A Word file with a body of its own; `more` are further parts. */
const word = (body: string, more: Record<string, string> = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        '[Content_Types].xml':
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        '_rels/.rels':
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
        ...more,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  )
const p = (...texts: string[]) =>
  `<w:p>${texts.map((text) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`).join('')}</w:p>`
const relation = (type: string, target: string) => ({
  'word/_rels/document.xml.rels': `<?xml version="1.0"?><Relationships xmlns="x"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
})
const textOf = async (bytes: Uint8Array) => (await readDocumentFile('thu.docx', bytes)).text

it('tells the marks of a text apart, with broken ones', () => {
  expect(names('Số {so}, {#ho_so}{ten}{/ho_so} {^ly_do}không{/}')).toEqual([
    'value so',
    'open ho_so',
    'value ten',
    'close ho_so',
    'unless ly_do',
    'close ',
  ])
  expect(names('thiếu {so và {ten} rồi } nữa {@so} {a b}')).toEqual([
    'broken {so và ',
    'value ten',
    'broken }',
    'broken {@so}',
    'broken {a b}',
  ])
})

it('reads a mark that Word has split over runs, and says where each stands', async () => {
  const table = `<w:tbl><w:tr><w:tc>${p('{#ho_so}{ten}')}</w:tc><w:tc>${p('{tien}{/ho_so}')}</w:tc></w:tr></w:tbl>`
  const { marks, faults } = await readTemplateFile(word(p('Kính gửi: {doanh', '_ngh', 'iep}') + table))
  expect(faults).toEqual([])
  expect(marks.map(({ name, place }) => [name, place.paragraph, place.cell])).toEqual([
    ['doanh_nghiep', 1, null],
    ['ho_so', 1, { table: 1, row: 1, cell: 1 }],
    ['ten', 1, { table: 1, row: 1, cell: 1 }],
    ['tien', 1, { table: 1, row: 1, cell: 2 }],
    ['ho_so', 1, { table: 1, row: 1, cell: 2 }],
  ])
})

it('fills texts, rows of a table, conditions and capitals; hostile values stay text', async () => {
  const table = `<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>${p('{#ho_so}{ten}')}</w:tc><w:tc>${p('{tien}{/ho_so}')}</w:tc></w:tr></w:tbl>`
  const template = word(
    p('{CO_QUAN}: {', 'so', '}') + p('{#gap}Khẩn{/gap}{^gap}Thường{/gap}') + table + p('{mo_ta}'),
  )
  const values = {
    co_quan: 'Sở Khoa học',
    so: '05',
    gap: false,
    mo_ta: 'a & b <w:p/> {so}\nhai\u0000',
    ho_so: [
      { ten: 'Cơ sở A', tien: '1.000' },
      { ten: 'Cơ sở B', tien: '2.000' },
    ],
  }
  const [one, same] = await fillTemplate(template, [values, values], undefined)
  expect(one).toEqual(same)
  const text = await textOf(one as Uint8Array)
  expect(text).toContain('SỞ KHOA HỌC: 05')
  expect(text).toContain('Thường')
  expect(text).not.toContain('Khẩn')
  expect(text).toContain('Cơ sở A\t1.000')
  expect(text).toContain('Cơ sở B\t2.000')
  expect(text).toContain('a & b <w:p/> {so}')
  expect(text.trimEnd().endsWith('hai')).toBe(true)
})

it('marks what is made of sample data, once', async () => {
  const [made] = await fillTemplate(word(p('Chào {ten}')), [{ ten: 'A' }], 'DỮ LIỆU MẪU')
  const [again] = await fillTemplate(made as Uint8Array, [{}], 'DỮ LIỆU MẪU')
  expect((await textOf(again as Uint8Array)).match(/DỮ LIỆU MẪU/g)).toHaveLength(1)
})

it('names marks that do not stand together', async () => {
  const { faults } = await readTemplateFile(word(p('{#ho_so}{ten}') + p('{/khac}')))
  expect(faults.map(({ mark }) => mark)).toEqual(['ho_so'])
  await expect(fillTemplate(word(p('{#ho_so}')), [{}], undefined)).rejects.toMatchObject({
    code: 'template.faulty',
  })
})

it('fills what the program itself writes in the layout of Decree 30/2020', async () => {
  const template = await writeOfficialDocx({
    ...{ superior: '{CO_QUAN_CAP_TREN}', issuer: '{co_quan}', number: '{so}', symbol: '{ky_hieu}' },
    ...{ place: '{dia_danh}', date: null, kind: 'QUYẾT ĐỊNH', subject: 'Về {viec}', recipients: ['Lưu: VT'] },
    blocks: [{ type: 'paragraph', text: '{noi_dung}' }],
    signature: { authority: ['{CHUC_VU}'], name: '{nguoi_ky}' },
  })
  const values = {
    co_quan: 'Sở Công Thương',
    so: '12',
    ky_hieu: 'QĐ-SCT',
    viec: 'hỗ trợ',
    noi_dung: 'Điều 1.',
  }
  const [made] = await fillTemplate(template, [values], undefined)
  const text = await textOf(made as Uint8Array)
  expect(text).toContain('SỞ CÔNG THƯƠNG')
  expect(text).toContain('Số: 12/QĐ-SCT')
  expect(text).not.toContain('{')
})

it.each([
  ['macros', word(p('x'), { 'word/vbaProject.bin': 'x' })],
  ['an embedded object', word(p('x'), { 'word/embeddings/oleObject1.bin': 'x' })],
  ['a template elsewhere', word(p('x'), relation('attachedTemplate', 'http://x.example/t.dotm'))],
  ['a picture elsewhere', word(p('x'), relation('image', 'http://x.example/p.png'))],
  ['a link to a program', word(p('x'), relation('hyperlink', 'file:///c:/x.exe'))],
  [
    'a field that fetches',
    word(
      '<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "x"</w:instrText></w:r></w:p>',
    ),
  ],
  ['another file within', word('<w:altChunk/>')],
  ['entities', word(p('x'), { 'word/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' })],
  ['no Word file', strToU8('không phải Word')],
])('refuses %s', async (_what, bytes) => {
  await expect(readTemplateFile(bytes)).rejects.toMatchObject({ status: 422 })
})

it('refuses an archive that unpacks to more than a document holds', async () => {
  const bomb = word(p('x'), { 'word/media/a.xml': ' '.repeat(70 * 1024 * 1024) })
  expect(bomb.length).toBeLessThan(200_000)
  await expect(readTemplateFile(bomb)).rejects.toMatchObject({ status: 413 })
})

it('takes an ordinary link to a page or an address for mail', async () => {
  const bytes = word(p('x'), relation('hyperlink', 'mailto:so@tinh.example'))
  expect((await readTemplateFile(bytes)).marks).toEqual([])
})

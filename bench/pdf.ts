import { pathToFileURL } from 'node:url'
import { writeOfficialDocx } from '../src/documents/official/docx.ts'
import type { Block, OfficialDocument } from '../src/documents/official/model.ts'
import { officialPdf } from '../src/documents/official/pdf.ts'
import { medianOf } from './median.ts'
import type { BenchRow } from './plan-read.ts'

const sentence =
  'Sở Khoa học và Công nghệ phối hợp với các sở, ngành hỗ trợ doanh nghiệp nâng cao năng suất và chất lượng sản phẩm. '

function section(index: number): Block[] {
  return [
    { type: 'heading', level: 1, text: `${index}. Kết quả thực hiện` },
    { type: 'paragraph', text: sentence.repeat(6) },
    { type: 'list', mark: 'dash', items: [sentence, sentence] },
    {
      type: 'table',
      caption: `Bảng ${index}. Kinh phí`,
      columns: [
        { title: 'Nội dung', width: 3 },
        { title: 'Dự toán', align: 'right' },
      ],
      rows: [
        ...Array.from({ length: 8 }, (_, row) => ({ cells: [`Nội dung ${index}.${row}`, '1.234,5'] })),
        { cells: ['Tổng cộng', '9.876,0'], bold: true },
      ],
    },
  ]
}

/** A document of so many sections, some 0.7 pages each; another `seed`, another text: nothing is read from a cache. */
function document(sections: number, seed: number): OfficialDocument {
  return {
    issuer: 'Sở Khoa học và Công nghệ',
    number: String(seed),
    symbol: 'BC-SKHCN',
    place: 'Cần Thơ',
    date: '2025-11-28',
    kind: 'BÁO CÁO',
    subject: `Kết quả thực hiện Kế hoạch, lần ${seed}`,
    blocks: Array.from({ length: sections }, (_, index) => section(1000 * seed + index)).flat(),
    recipients: ['Như trên'],
    signature: { authority: ['GIÁM ĐỐC'], name: '' },
  }
}

async function median(write: (document: OfficialDocument) => Promise<Uint8Array>, sections: number) {
  const times: number[] = []
  for (let seed = 1; seed <= 5; seed += 1) {
    const given = document(sections, seed)
    const began = performance.now()
    await write(given)
    times.push(performance.now() - began)
  }
  return Number(medianOf(times).toFixed(0))
}

/** Writes official documents as PDF, each beside the same document as DOCX; the typesetter warm, each text new to it. */
export async function benchPdf(): Promise<BenchRow[]> {
  const began = performance.now()
  await officialPdf(document(1, 9))
  const cold = Number((performance.now() - began).toFixed(0))
  const begun = performance.now()
  await writeOfficialDocx(document(1, 9))
  const peer = Number((performance.now() - begun).toFixed(0))
  const rows: BenchRow[] = [
    {
      name: 'first PDF',
      ours: cold,
      peer,
      unit: 'ms',
      note: 'loads typesetter and fonts, once; peer: first DOCX',
    },
  ]
  for (const [name, sections] of [
    ['PDF of 5 pages', 6],
    ['PDF of 30 pages', 43],
  ] as const) {
    rows.push({
      name,
      ours: await median(officialPdf, sections),
      peer: await median(writeOfficialDocx, sections),
      unit: 'ms',
      note: 'tagged, fonts embedded; peer: the same as DOCX, which leaves layout to Word',
    })
  }
  return rows
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.table(await benchPdf())

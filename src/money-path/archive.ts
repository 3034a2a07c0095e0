import { streamArchive, type TextParts } from '../documents/write/archive.ts'
import { streamCsv } from '../documents/write/csv.ts'
import { exportName } from '../documents/write/export.ts'
import { streamWorkbook } from '../documents/write/workbook.ts'
import { today } from '../platform/dates.ts'
import type { FileStore } from '../platform/files.ts'
import { type Translate, words } from '../platform/language.ts'
import { Problem } from '../platform/problem.ts'
import { asSample } from '../platform/sample.ts'
import { slug, visible } from '../platform/text.ts'
import { indexPage, type Packed } from './archive-index.ts'
import type { Step, StepFile } from './details.ts'
import { stages, stepNames } from './stages.ts'
import { paidFor } from './step-view.tsx'

/* The steps with their files as one ZIP: an index, the steps as a table, the files, and their hashes as `sha256sum -c` reads them. */

/** What one archive holds at most: whoever wants more asks for a year, a source, a commitment. */
export const most = { steps: 20_000, files: 4_000, bytes: 1_500_000_000 } as const

const notOpen = words(
  'Tệp không mở cho người tải hồ sơ này.',
  'The file is not open to whoever made this archive.',
)

/** Where a file lies in the archive: by its hash, so that two of one name stand apart and one that is named twice lies there once. */
export function pathOf({ sha256, name }: Pick<StepFile, 'sha256' | 'name'>): string {
  const plain = visible(name)
  const dot = plain.lastIndexOf('.')
  const ending =
    dot > 0 && /^\.[A-Za-z0-9]{1,5}$/.test(plain.slice(dot)) ? plain.slice(dot).toLowerCase() : ''
  const stem = slug(ending === '' ? plain : plain.slice(0, dot)).slice(0, 80) || 'tep'
  return `tep/${sha256.slice(0, 16)}-${stem}${ending}`
}

/** Each file that steps name, once by its bytes. */
export function filesOf(steps: readonly Step[]): StepFile[] {
  const files = new Map<string, StepFile>()
  for (const file of steps.flatMap((step) => step.files)) {
    const known = files.get(file.sha256)
    if (known === undefined || (!known.open && file.open)) files.set(file.sha256, file)
  }
  return [...files.values()]
}

/** The columns of the table of steps, in the language of the reader. */
function columnsOf(t: Translate) {
  const date = (at: string | null) => (at === null ? null : today(new Date(at)))
  return [
    { title: t('Chặng', 'Station'), type: 'text', value: (s: Step) => t(stages.names[s.stage]) },
    { title: t('Loại', 'Kind'), type: 'text', value: (s: Step) => t(stepNames[s.kind]) },
    { title: t('Ngày', 'Day'), type: 'date', value: (s: Step) => s.on },
    { title: t('Số tiền (đồng)', 'Amount (đồng)'), type: 'money', value: (s: Step) => s.amount },
    { title: t('Mục', 'Line'), type: 'text', value: (s: Step) => s.line },
    { title: t('Năm dự toán', 'Budget year'), type: 'decimal', value: (s: Step) => s.year },
    { title: t('Nguồn', 'Source'), type: 'text', value: (s: Step) => t(s.sourceName, s.sourceNameEn) },
    { title: t('Nhiệm vụ khoa học và công nghệ', 'S&T task'), type: 'text', value: (s: Step) => s.taskTitle },
    {
      title: t('Nội dung, lượt hỗ trợ được chi', 'Content and support turn that are paid'),
      type: 'text',
      value: (s: Step) => paidFor({ t }, s),
    },
    {
      title: t('Cam kết số', 'Number of the commitment'),
      type: 'decimal',
      value: (s: Step) => s.commitmentId,
    },
    { title: t('Bút toán số', 'Number of the ledger entry'), type: 'decimal', value: (s: Step) => s.entryId },
    {
      title: t('Văn bản, chứng từ', 'Papers and vouchers'),
      type: 'text',
      value: (s: Step) => s.documentNumber,
    },
    { title: t('Nội dung', 'Content'), type: 'text', value: (s: Step) => s.what },
    { title: t('Điều khoản căn cứ', 'By which article'), type: 'text', value: (s: Step) => s.rule },
    { title: t('Người lập', 'Author'), type: 'text', value: (s: Step) => s.entered?.by ?? null },
    { title: t('Ngày lập', 'Entered on'), type: 'date', value: (s: Step) => date(s.entered?.at ?? null) },
    { title: t('Người duyệt', 'Approved by'), type: 'text', value: (s: Step) => s.approved?.by ?? null },
    {
      title: t('Phê duyệt ngày', 'Approved on'),
      type: 'date',
      value: (s: Step) => date(s.approved?.at ?? null),
    },
    {
      title: t('Tệp trong hồ sơ', 'Files of the archive'),
      type: 'text',
      value: (s: Step) => s.files.map(pathOf).join('; '),
    },
    { title: 'SHA-256', type: 'text', value: (s: Step) => s.files.map(({ sha256 }) => sha256).join('; ') },
  ] as const
}

interface Wanted {
  readonly title: string
  readonly steps: readonly Step[]
  readonly files: FileStore
  readonly t: Translate
  readonly now: Date
  readonly sample: boolean
}

async function* pages<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < rows.length; from += 1000) yield rows.slice(from, from + 1000)
}

/** The bytes of the archive while they are read; a file that cannot be handed out is named in the index with the reason. */
export function archiveOf({ title, steps, files, t, now, sample }: Wanted): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(t)
  async function* rows() {
    for await (const page of pages(steps)) yield page.map((step) => columns.map(({ value }) => value(step)))
  }
  // the mark of sample data is asked for while the documents are begun, which is after this request's own work
  const csv = asSample(sample, () =>
    streamCsv(
      columns.map((column) => column.title),
      rows(),
    ),
  )
  const sheet = asSample(sample, () =>
    streamWorkbook(
      {
        name: t('Các bước', 'Steps'),
        title: [title],
        columns: columns.map(({ title, type }) => ({ title, type })),
      },
      rows(),
    ),
  )
  async function* entries(): AsyncGenerator<readonly [string, TextParts]> {
    const packed: Packed[] = []
    for (const file of filesOf(steps)) {
      const path = pathOf(file)
      if (!file.open) {
        packed.push({ file, path, missing: notOpen })
        continue
      }
      try {
        const bytes = await files.stream(file.sha256)
        packed.push({ file, path, missing: null })
        yield [path, bytes as AsyncIterable<Uint8Array>]
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        packed.push({ file, path, missing: error.words })
      }
    }
    yield ['cac-buoc.csv', csv]
    yield ['cac-buoc.xlsx', sheet]
    const there = packed.filter(({ missing }) => missing === null)
    yield ['SHA256SUMS', [there.map(({ file, path }) => `${file.sha256}  ${path}\n`)]]
    yield ['muc-luc.html', [indexPage({ title, steps, packed, t, now, sample })]]
  }
  return streamArchive(entries())
}

export const archiveName = (title: string, now: Date) => `${exportName(title, now)}.zip`

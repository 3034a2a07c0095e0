import { formatDate, formatMoment } from '../platform/dates.ts'
import type { Translate, Words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { sampleMark } from '../platform/sample.ts'
import { visible } from '../platform/text.ts'
import { escapeXml } from '../ui/index.ts'
import type { Step, StepFile } from './details.ts'
import { stages, stepNames } from './stages.ts'
import { actText, paidFor } from './step-view.tsx'

/* The index of an archive: one page that stands alone, opened from where the archive was unpacked. */

/** A file of the archive: where it lies in it, or why it is not there. */
export interface Packed {
  readonly file: StepFile
  readonly path: string
  readonly missing: Words | null
}

const style = `body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#1b1b1b}table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#eee}td.n{text-align:right;white-space:nowrap}
code{font-size:12px;word-break:break-all}p.m{font-weight:700;color:#a40000}`

/** The page as texts, one behind the other. */
export function indexPage(of: {
  title: string
  steps: readonly Step[]
  packed: readonly Packed[]
  t: Translate
  now: Date
  sample: boolean
}): readonly string[] {
  const { title, steps, packed, t, now, sample } = of
  const paths = new Map(
    packed.map(({ file, path, missing }) => [file.sha256, missing === null ? path : null]),
  )
  const cell = (text: string | null) => `<td>${escapeXml(text ?? '—')}</td>`
  const links = (step: Step) =>
    step.files
      .map(({ sha256, name }) => {
        const path = paths.get(sha256)
        const shown = escapeXml(visible(name))
        return path == null ? shown : `<a href="${escapeXml(path)}">${shown}</a>`
      })
      .join('<br>')
  const heads = [
    ...[t('Chặng', 'Station'), t('Loại', 'Kind'), t('Ngày', 'Day'), t('Số tiền (đồng)', 'Amount (đồng)')],
    ...[
      t('Mục', 'Line'),
      t('Năm dự toán', 'Budget year'),
      t('Nguồn', 'Source'),
      t('Văn bản, chứng từ', 'Papers and vouchers'),
    ],
    ...[
      t('Nội dung', 'Content'),
      t('Người lập, ngày', 'Entered by, day'),
      t('Người duyệt, ngày', 'Approved by, day'),
    ],
    ...[
      t('Nội dung, lượt hỗ trợ được chi', 'Content and support turn that are paid'),
      t('Điều khoản căn cứ', 'By which article'),
      t('Tệp', 'Files'),
    ],
  ]
  const row = (step: Step) =>
    `<tr>${cell(t(stages.names[step.stage]))}${cell(t(stepNames[step.kind]))}${cell(formatDate(step.on))}<td class="n">${
      step.amount === 0n ? '—' : escapeXml(formatDong(step.amount, 'vi'))
    }</td>${cell(step.line)}${cell(step.year === null ? null : String(step.year))}${cell(t(step.sourceName, step.sourceNameEn))}${cell(
      step.documentNumber,
    )}${cell(step.what)}${cell(actText(step.entered))}${cell(actText(step.approved))}${cell(paidFor({ t }, step))}${cell(step.rule)}<td>${links(step)}</td></tr>\n`
  const file = ({ file: one, path, missing }: Packed) =>
    `<tr><td>${
      missing === null
        ? `<a href="${escapeXml(path)}">${escapeXml(visible(one.name))}</a>`
        : escapeXml(visible(one.name))
    }</td><td class="n">${one.size}</td><td><code>${one.sha256}</code></td>${cell(missing === null ? null : t(missing))}</tr>\n`
  const table = (caption: string, of: readonly string[], rows: readonly string[]) => [
    `<h2>${escapeXml(caption)}</h2><table><thead><tr>${of.map((head) => `<th>${escapeXml(head)}</th>`).join('')}</tr></thead><tbody>\n`,
    ...rows,
    '</tbody></table>\n',
  ]
  return [
    `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escapeXml(title)}</title><style>${style}</style></head><body>`,
    sample ? `<p class="m">${sampleMark}</p>` : '',
    `<h1>${escapeXml(title)}</h1><p>${escapeXml(formatMoment(now))}</p><p>`,
    escapeXml(
      t(
        'Kiểm tra mã băm của các tệp: mở thư mục đã giải nén và chạy sha256sum -c SHA256SUMS (Linux), shasum -a 256 -c SHA256SUMS (macOS), hoặc certutil -hashfile TỆP SHA256 (Windows) rồi so với bảng dưới.',
        'To check the hashes of the files: in the unpacked folder run sha256sum -c SHA256SUMS (Linux), shasum -a 256 -c SHA256SUMS (macOS), or certutil -hashfile FILE SHA256 (Windows) and compare with the table below.',
      ),
    ),
    '</p>',
    ...table(t('Các bước', 'Steps'), heads, steps.map(row)),
    ...table(
      t('Tệp và mã băm', 'Files and hashes'),
      [t('Tệp', 'Files'), t('Số byte', 'Bytes'), 'SHA-256', t('Không kèm vì', 'Not there because')],
      packed.map(file),
    ),
    '</body></html>\n',
  ]
}

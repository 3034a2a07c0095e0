import type { Child } from 'hono/jsx'
import { placeAndDate } from '../documents/official/model.ts'
import type { Translate } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { Fold, Millions, Notice, Section, Table } from '../ui/index.ts'
import { appendicesOf, bannerOf, openingOf, partsOf, restatementLine } from './document.ts'
import type { showReport } from './queries.ts'
import { figureHref, type Piece } from './rules.ts'
import type { ReportColumn, ReportTable } from './tables.ts'
import type { Line } from './text.ts'

type Report = Output<typeof showReport>

/** The way up to the list. */
export const up = (t: Translate) => ({ label: t('Báo cáo', 'Reports'), href: '/reports' })

export function titleOf(report: Report, t: Translate): string {
  const edition =
    report.edition === 1 ? '' : t(`, lập lại lần ${report.edition}`, `, edition ${report.edition}`)
  const over =
    report.beside.length === 0
      ? ''
      : t(` của ${report.beside.length + 1} kế hoạch`, ` over ${report.beside.length + 1} plans`)
  return `${t(report.title, report.titleEn)}${over}${edition}`
}

/** The report as it will be printed, every figure a link to the records that it counts. In Vietnamese, the language of the document. */
export function Preview({ report, sample, t }: { report: Report; sample: boolean; t: Translate }) {
  const { heading, signatory, figures } = report
  const banner = bannerOf(sample || figures.sample, report.state === 'draft')
  const restated = restatementLine(report)
  let tables = 0
  return (
    <article
      class="panel mx-auto max-w-5xl text-sm sm:p-10 sm:text-base"
      lang="vi"
      aria-label={t('Bản xem trước của báo cáo', 'Preview of the report')}
    >
      {banner === undefined ? null : <p class="mb-4 text-center font-semibold text-error">{banner}</p>}
      <div class="mb-6 grid gap-4 text-center sm:grid-cols-2">
        <div>
          <p>{heading.superior}</p>
          <p class="font-bold">{heading.issuer}</p>
          <p class="mt-2">
            Số: {report.number ?? '…'}/{heading.symbol}
          </p>
        </div>
        <div>
          <p class="font-bold">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
          <p class="font-bold underline">Độc lập - Tự do - Hạnh phúc</p>
          <p class="mt-2 italic">{placeAndDate(heading.place, report.datedOn)}</p>
        </div>
      </div>
      <h2 class="text-center">BÁO CÁO</h2>
      <p class="mx-auto mb-6 max-w-2xl text-center font-bold">{heading.subject}</p>
      {report.form?.addressee ? <p class="mb-6 text-center">Kính gửi: {report.form.addressee}</p> : null}
      <Lines report={report} lines={openingOf(report)} />
      {restated === null ? null : <p class="mb-3 italic">{restated}</p>}
      {partsOf(report).map((part) => {
        if (part.table !== null) tables += 1
        return (
          <section class="mb-4">
            {part.title === '' ? null : part.level === 1 ? (
              <h3 class="mb-2 font-bold">{part.title}</h3>
            ) : (
              <h4 class="mb-2 font-bold">{part.title}</h4>
            )}
            <Lines report={report} lines={part.lines} />
            {part.table === null ? null : (
              <FigureTable
                report={report}
                table={part.table}
                caption={`Bảng ${tables}. ${part.table.caption}`}
              />
            )}
          </section>
        )
      })}
      <div class="mt-8 grid gap-6 sm:grid-cols-2">
        <div>
          <p class="font-bold italic">Nơi nhận:</p>
          <ul>
            {heading.recipients.map((recipient, place) => (
              <li>
                - {recipient.replace(/[;.]$/, '')}
                {place === heading.recipients.length - 1 ? '.' : ';'}
              </li>
            ))}
          </ul>
        </div>
        <div class="text-center">
          {signatory.authority.map((line) => (
            <p class="font-bold">{line}</p>
          ))}
          <p class="mt-14 font-bold">{signatory.name === '' ? '…' : signatory.name}</p>
        </div>
      </div>
      {appendicesOf(report).map(({ label, table }) => (
        <section class="mt-8 break-before-page">
          <h3 class="text-center font-bold">{label}</h3>
          <FigureTable report={report} table={table} caption={table.caption} />
        </section>
      ))}
    </article>
  )
}

function Lines({ report, lines }: { report: Report; lines: readonly Line[] }) {
  return (
    <>
      {lines.map((line) => (
        <p class={line.kind === 'paragraph' ? 'mb-2' : line.kind === 'dash' ? 'mb-1.5 pl-4' : 'mb-1.5 pl-8'}>
          {line.kind === 'dash' ? '- ' : line.kind === 'plus' ? '+ ' : ''}
          {line.pieces.map((piece) => (
            <Linked report={report} piece={piece} />
          ))}
        </p>
      ))}
    </>
  )
}

function Linked(props: { report: Report; piece: Piece; children?: Child }) {
  const { report, piece, children = piece.text } = props
  return piece.href === undefined ? (
    <span>{children}</span>
  ) : (
    <a class={/^\d/.test(piece.text) ? 'figure-link' : ''} href={figureHref(report, piece.href)}>
      {children}
    </a>
  )
}

const isFigure = (column: ReportColumn) => column.kind === 'number' || column.kind === 'money'

function FigureTable(props: { report: Report; table: ReportTable; caption: string }) {
  const { report, table, caption } = props
  return (
    <div class="my-3 text-sm">
      <Fold label={<span class="font-semibold">{caption}</span>}>
        {table.unit === undefined ? null : <p class="text-right italic">Đơn vị tính: {table.unit}</p>}
        <Table caption={caption} stack>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th
                  class={`whitespace-normal ${isFigure(column) ? 'num' : ''} ${column.width >= 2 ? 'min-w-40' : ''}`}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr class={row.sum ? 'sum' : ''}>
                {row.cells.map((cell, place) => {
                  const column = table.columns[place]
                  return column === undefined ? null : (
                    <td class={isFigure(column) ? 'num' : ''} data-label={column.title}>
                      <Linked report={report} piece={cell}>
                        {column.kind === 'money' && typeof cell.value === 'bigint' ? (
                          // The document has the exact sum in triệu đồng; the page writes money as every page does.
                          <Millions amount={cell.value} language="vi" />
                        ) : undefined}
                      </Linked>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </Table>
      </Fold>
    </div>
  )
}

/** What would read differently today, line by line. */
export function DifferenceTable({ report, t }: { report: Report; t: Translate }) {
  return (
    <>
      <Notice
        tone="warning"
        title={t('Số liệu đã thay đổi sau khi chốt', 'Figures have changed since the report was sealed')}
      >
        {t(
          'Báo cáo giữ nguyên như khi chốt. Nếu thay đổi cần được báo cáo, xin lập lại báo cáo với lý do.',
          'The report stays as it was sealed. If the change must be reported, restate it with a reason.',
        )}
      </Notice>
      <Section title={t('Khi chốt và hiện nay', 'When sealed, and now')} id="differences" fold>
        <Table caption={t('Số liệu đã thay đổi sau khi chốt', 'Figures that have changed since')} stack>
          <thead>
            <tr>
              <th>{t('Số liệu', 'Figure')}</th>
              <th class="num">{t('Khi chốt', 'When sealed')}</th>
              <th class="num">{t('Hiện nay', 'Now')}</th>
            </tr>
          </thead>
          <tbody>
            {report.differences.map((difference) => (
              <tr>
                <td data-label={t('Số liệu', 'Figure')}>{t(difference.what)}</td>
                <td class="text-right!" data-label={t('Khi chốt', 'When sealed')}>
                  {difference.sealed}
                </td>
                <td class="text-right!" data-label={t('Hiện nay', 'Now')}>
                  {difference.href === null || difference.now === '—' ? (
                    difference.now
                  ) : (
                    <a class="figure-link" href={figureHref(report, difference.href)}>
                      {difference.now}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  )
}

import { checkedColumns, importRoom } from '../imports/index.ts'
import { rowsTyped } from '../platform/forms/rows.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type FormState, type FormValues, numberOf, type PageRequest } from '../platform/page.ts'
import { fields, formPage, Section, Table } from '../ui/index.ts'
import { saveReport } from './answers.ts'
import { mostCells } from './cells.ts'
import type { Question } from './form-queries.ts'
import {
  applyReportFile,
  checkReportFile,
  showReportImport,
  showReportImportRows,
  showReportRowsToMend,
} from './import.ts'
import { reportColumns } from './import-rules.ts'
import type { Report } from './queries.ts'
import { crumbs, ofReport, to } from './report-pages.tsx'
import { Known } from './report-sections.tsx'
import { type Place, placeKey, placeName, placesOf } from './rules.ts'
import { readers, reporters } from './sight.ts'

/* A report filled in: a field for each place of its form, saved as a draft; or taken in as the workbook that was given out. */

/** The places of a report in the order of its form, each with the number of its fields. */
const placesIn = ({ questions }: Pick<Report, 'questions'>) =>
  questions.flatMap((question) => placesOf(question))

/** What the fields of a report are filled from. */
type Filling = Pick<Report, 'questions' | 'cells' | 'version' | 'agencyId' | 'enterpriseId'>

export function initialOf(record: Filling, { language }: PageRequest): FormValues {
  const at = new Map(record.cells.map((cell) => [placeKey(cell), cell]))
  const values: Record<string, string> = { version: String(record.version) }
  for (const [index, place] of placesIn(record).entries()) {
    const cell = at.get(placeKey(place))
    values[`cells.${index}.value`] =
      cell?.said ?? (cell?.amount == null ? '' : formatNumber(cell.amount, language))
    values[`cells.${index}.reason`] = cell?.reason ?? ''
  }
  return values
}

interface Filled {
  readonly record: Filling
  readonly request: PageRequest
  readonly form: FormState
}

/** The fields of one place: what is answered, and, where the program proposed a figure, why another one is given. */
function PlaceFields(props: Filled & { question: Question; place: Place; index: number; bare?: boolean }) {
  const { record, request, form, question, place, index, bare } = props
  const { t, language } = request
  const f = fields(form, t)
  const name = (key: string) => `cells.${index}.${key}`
  const unit = question.unit === null ? '' : ` (${question.unit})`
  const label =
    question.kind === 'table' ? placeName(question, place) : `${question.code}. ${question.label}${unit}`
  const required = question.required ? true : undefined
  const proposed = record.cells.find((cell) => placeKey(cell) === placeKey(place))?.proposed ?? null
  return (
    <>
      {f.hidden(name('questionId'), place.questionId)}
      {f.hidden(name('line'), place.line)}
      {f.hidden(name('col'), place.col)}
      {question.kind === 'choice' ? (
        f.select(name('value'), {
          label,
          choices: question.choices.map((value) => ({ value, label: value })),
          empty: t('— chọn —', '— choose —'),
        })
      ) : question.kind === 'text' ? (
        f.area(name('value'), { label, rows: 4 })
      ) : bare ? (
        <Bare form={form} name={name('value')} label={label} t={t} />
      ) : (
        f.text(name('value'), {
          label,
          ...(required ? { hint: t('Phải điền trước khi gửi.', 'Needed before it is sent.') } : {}),
        })
      )}
      {proposed === null || question.known === null ? null : (
        <>
          <p class="hint max-w-prose">
            <Known
              of={record}
              request={request}
              known={question.known}
              proposed={formatNumber(proposed, language)}
            />
          </p>
          {f.text(name('reason'), { label: t('Lý do nếu sửa số này', 'Why, if you change this figure') })}
        </>
      )}
    </>
  )
}

/** A figure of a table: the heads of line and column say to the eye what its label says to a screen reader. */
function Bare({
  form,
  name,
  label,
  t,
}: {
  form: FormState
  name: string
  label: string
  t: PageRequest['t']
}) {
  const faults = form.errors.filter(({ field }) => field === name)
  return (
    <>
      <input
        class={`input w-full px-2 ${faults.length > 0 ? 'border-error' : 'border-base-content/40'}`}
        id={`f-${name}`}
        name={name}
        value={String([form.values[name] ?? ''].flat().at(-1) ?? '')}
        inputmode="decimal"
        autocomplete="off"
        aria-label={label}
        aria-invalid={faults.length > 0 ? 'true' : undefined}
        aria-describedby={faults.length > 0 ? `e-${name}` : undefined}
      />
      {faults.length === 0 ? null : (
        <p class="mt-1 font-semibold text-error" id={`e-${name}`}>
          {faults.map(({ words: said }) => t(said)).join(' ')}
        </p>
      )}
    </>
  )
}

function TableFields(props: Filled & { question: Question; indexOf: (place: Place) => number }) {
  const { question, indexOf, ...filled } = props
  const caption = `${question.code}. ${question.label}${question.unit === null ? '' : ` (${question.unit})`}`
  return (
    <Table caption={caption} showCaption stack typed>
      <thead>
        <tr>
          <th scope="col"></th>
          {question.columns.map((column) => (
            <th scope="col">{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {question.lines.map((line, row) => (
          <tr>
            <th scope="row">{line}</th>
            {question.columns.map((column, col) => {
              const place = { questionId: question.id, line: row + 1, col: col + 1 }
              return (
                <td data-label={column}>
                  <PlaceFields {...filled} {...{ question, place, index: indexOf(place) }} bare />
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The fields of a whole report, by its sections. @param attachAt where files are attached */
export function ReportFields({ attachAt, ...filled }: Filled & { attachAt: string }) {
  const { record, request } = filled
  const { t } = request
  const at = new Map(placesIn(record).map((place, index) => [placeKey(place), index]))
  const indexOf = (place: Place) => at.get(placeKey(place)) ?? 0
  return (
    <>
      {[...Map.groupBy(record.questions, ({ section }) => section)].map(([section, questions], place) => (
        <Section title={section} id={`section-${place + 1}`}>
          <div class="grid gap-4">
            {questions.map((question) => {
              if (question.kind === 'file')
                return (
                  <p class="hint max-w-prose">
                    {question.code}. {question.label}:{' '}
                    <a href={attachAt}>
                      {t('đính kèm tệp ở trang báo cáo', 'files are attached on the page of the report')}
                    </a>
                  </p>
                )
              const [own] = placesOf(question)
              if (question.kind === 'table') return <TableFields {...{ ...filled, question, indexOf }} />
              return own === undefined ? null : (
                <PlaceFields {...{ ...filled, question, place: own, index: indexOf(own) }} />
              )
            })}
          </div>
        </Section>
      ))}
    </>
  )
}

export const cellsTyped = (values: FormValues) => ({ cells: rowsTyped(values, 'cells', mostCells) })

export const reportFilled = formPage({
  command: saveReport,
  address: '/report-answers/{id}/edit',
  record: ofReport,
  title: words('Điền báo cáo', 'Fill it in'),
  lead: ({ record, t }) => `${record.title}: ${t(record.recipient, record.recipientEn)}`,
  crumbs: (request, record) => [...crumbs(request), { label: record.title, href: to(record) }],
  initial: initialOf,
  input: cellsTyped,
  wide: true,
  fields: ({ f, form, record, request }) => (
    <>
      {f.hidden('version', record.version)}
      <ReportFields {...{ record, request, form }} attachAt={`${to(record)}?do=attach`} />
    </>
  ),
  submit: words('Lưu báo cáo', 'Save the report'),
  cancel: to,
  done: (output) => ({
    to: to(output),
    message: words('Đã lưu nháp; xong thì trình duyệt.', 'Saved; have it approved when all is in.'),
  }),
})

export const reportImportPages = importRoom({
  command: checkReportFile,
  list: '/report-answers',
  title: words('Nhập tệp báo cáo đã điền', 'Take a report in that was filled in as a file'),
  most: words('XLSX hoặc CSV, nhiều nhất 1.000 dòng.', 'XLSX or CSV, at most 1,000 rows.'),
  about: ({ t }) => [
    t(
      'Tải tệp XLSX từ trang báo cáo, điền cột “Trả lời” (và “Lý do sửa số điền sẵn” nếu sửa), rồi nhập lại. Ô mà biểu mẫu không có thì được nêu tên và không nhập.',
      'Take the XLSX from the page of the report, fill in “Trả lời” (and “Lý do sửa số điền sẵn” where you change a figure), and take it in again. A field that the form does not have is named and left out.',
    ),
  ],
  more: (state, t) => {
    const answerId = [state.values.answerId ?? []].flat()[0]
    return answerId === undefined ? null : fields(state, t).hidden('answerId', answerId)
  },
  initial: ({ url }) => ({ answerId: url.searchParams.get('answerId') ?? undefined }),
  template: {
    name: 'mau-nhap-bao-cao',
    title: words('Mẫu nhập báo cáo', 'Template of a report'),
    columns: reportColumns,
  },
  readers,
  writers: reporters,
  crumbs,
  rows: showReportImportRows,
  columns: ({ t }) => checkedColumns(t, { ...reportColumns, name: reportColumns.code }),
  found: (request) => request.execute(showReportImport, { id: numberOf(request, 'id') }),
  again: async (request) => ({
    answerId: (await request.execute(showReportImport, { id: numberOf(request, 'id') })).answerId,
  }),
  apply: applyReportFile,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} ô mới, ${vi.changed} ô sửa; xin xem lại rồi trình duyệt.`,
      `Taken in: ${en.added} new fields, ${en.changed} changed; look at them and have it approved.`,
    ),
  toMend: showReportRowsToMend,
})

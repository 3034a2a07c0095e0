import { staff } from '../platform/actor.ts'
import type { Words } from '../platform/language.ts'
import { formatNumber } from '../platform/money.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  submit,
} from '../platform/page.ts'
import {
  Badge,
  Day,
  Facts,
  Figure,
  FileLink,
  Form,
  fields,
  listPage,
  Moment,
  Notice,
  PostButton,
  Section,
  type Tone,
} from '../ui/index.ts'
import { applyImport, importSeries, pasteSeries } from './commands.ts'
import { writers } from './entry.ts'
import { type Outcome, outcomes } from './import-check.ts'
import { crumbs, mayWrite, StatusBadge } from './parts.tsx'
import { seriesCatalogue, showImportCells, showSeriesImport } from './queries.ts'
import { statuses, statusNames, usualBaseYear } from './rules.ts'
import { unitKeys, units } from './units.ts'

/** The fields that say what a batch is; shared by the paste, the file and the grid. */
export function batchFields(f: ReturnType<typeof fields>, t: PageRequest['t'], statusHint?: string) {
  return (
    <>
      {f.select('status', {
        label: t('Trạng thái của số liệu', 'Status of the figures'),
        required: true,
        ...(statusHint === undefined ? {} : { hint: statusHint }),
        choices: [...statuses].reverse().map((value) => ({ value, label: t(statusNames[value]) })),
      })}
      {f.text('source', {
        label: t('Nguồn', 'Source'),
        required: true,
        hint: t(
          'Ví dụ: Niên giám thống kê tỉnh, năm, bảng số.',
          'Such as the yearbook, its year and table number.',
        ),
      })}
      {f.date('publishedOn', { label: t('Ngày công bố', 'Day of publication') })}
    </>
  )
}

async function readingView(
  request: PageRequest,
  form: FormState,
  kind: 'paste' | 'import',
): Promise<PageResult> {
  const { t } = request
  const f = fields(form, t)
  const { territories, measures } = await request.execute(seriesCatalogue, {})
  return {
    title:
      kind === 'paste'
        ? t('Dán số liệu từ Excel', 'Paste figures from Excel')
        : t('Nhập tệp số liệu', 'Import a file of figures'),
    lead: t(
      'Bảng được đọc và kiểm tra từng ô trước; chưa ghi gì cho đến khi bạn xác nhận.',
      'The table is read and checked cell by cell first; nothing is written until you confirm.',
    ),
    breadcrumbs: crumbs(request),
    body: (
      <>
        <Section>
          <Form
            form={form}
            t={t}
            action={`/series/${kind}`}
            submit={t('Đọc và kiểm tra', 'Read and check')}
            cancel="/series"
            files={kind === 'import'}
          >
            {f.select('territoryId', {
              label: t('Địa bàn', 'Territory'),
              required: true,
              choices: territories.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
            })}
            {kind === 'paste'
              ? f.area('text', {
                  label: t('Khối số liệu', 'The block'),
                  required: true,
                  rows: 10,
                  hint: t(
                    'Chọn bảng trong Excel, chép và dán vào đây, kể cả dòng năm và cột tên.',
                    'Select the table in Excel, copy it and paste it here, with its row of years and column of names.',
                  ),
                })
              : f.file('fileId', {
                  label: t('Tệp XLSX hoặc CSV', 'XLSX or CSV file'),
                  required: true,
                  accept: '.xlsx,.csv',
                  hint: t(
                    'Mọi trang tính có dòng hoặc cột năm đều được đọc.',
                    'Every sheet with years is read.',
                  ),
                })}
            {f.select('measure', {
              label: t('Chỉ tiêu', 'Measure'),
              empty: t('Theo tên ghi trên bảng', 'As the table names it'),
              choices: measures.map((one) => ({ value: one.key, label: t(one.name, one.nameEn) })),
            })}
            {f.select('unit', {
              label: t('Đơn vị tính', 'Unit'),
              empty: t(
                'Theo bảng; không ghi thì tỷ đồng, nghìn người, triệu giờ',
                'As the table says; else billion đồng, thousand persons, million hours',
              ),
              choices: unitKeys.map((value) => ({ value, label: t(units[value].words) })),
            })}
            {f.select('numbers', {
              label: t('Kiểu số', 'Form of numbers'),
              empty: t('Tự nhận', 'Told from the table'),
              choices: [
                { value: 'vi', label: t('1.234,5 (dấu phẩy thập phân)', '1.234,5 (decimal comma)') },
                { value: 'en', label: t('1,234.5 (dấu chấm thập phân)', '1,234.5 (decimal point)') },
              ],
            })}
            {f.text('baseYear', {
              label: t('Năm gốc của giá so sánh', 'Base year of constant prices'),
              hint: t('Dùng khi bảng không ghi năm gốc.', 'Used where the table does not say it.'),
            })}
            {f.text('edition', {
              label: t('Phiên bản số liệu', 'Edition'),
              hint: t(
                'Để trống là chuỗi đang dùng; đặt tên cho chuỗi khác, ví dụ “trước đánh giá lại”.',
                'Empty is the series in use; name another set, such as “before revaluation”.',
              ),
            })}
            {batchFields(
              f,
              t,
              t(
                'Cột ghi “Sơ bộ” hoặc “Ước tính” trên bảng được giữ theo bảng.',
                'A column headed “Sơ bộ” or “Ước tính” keeps what it says.',
              ),
            )}
          </Form>
        </Section>
        <HowToLayOut t={t} />
      </>
    ),
  }
}

function HowToLayOut({ t }: { t: PageRequest['t'] }) {
  return (
    <Section title={t('Bảng cần có gì', 'What the table needs')}>
      <ul class="list-disc pl-5">
        <li>
          {t(
            'Một dòng năm ở trên (mỗi dòng một chỉ tiêu hoặc ngành), hoặc một cột năm ở bên trái (mỗi cột một chỉ tiêu).',
            'A row of years on top (a measure or sector a row), or a column of years at the left (a measure a column).',
          )}
        </li>
        <li>
          {t(
            'Tên ngành: Tổng số; Nông, lâm nghiệp và thủy sản; Công nghiệp và xây dựng; Dịch vụ; Thuế sản phẩm trừ trợ cấp sản phẩm; hoặc ngành cấp 1 (A đến T). Dòng khác được bỏ qua và liệt kê lại.',
            'Sectors: total; agriculture, forestry and fishing; industry and construction; services; product taxes less subsidies; or VSIC sections A to T. Other rows are left out and listed.',
          )}
        </li>
        <li>
          {t(
            'Dòng tiêu đề như “Theo giá so sánh 2010”, “Đơn vị tính: Tỷ đồng” được hiểu. Bảng cơ cấu, chỉ số, tốc độ tăng không được đọc.',
            'Titles such as “Theo giá so sánh 2010” and “Đơn vị tính: Tỷ đồng” are understood. Tables of structure, indices and growth are not read.',
          )}
        </li>
        <li>{t('Ô trống, “-”, “…” nghĩa là không có số.', 'Empty cells, “-” and “…” mean no figure.')}</li>
      </ul>
    </Section>
  )
}

const fresh = (request: PageRequest) =>
  freshForm({
    territoryId: request.url.searchParams.get('territoryId') ?? '',
    measure: request.url.searchParams.get('measure') ?? '',
    baseYear: String(usualBaseYear),
    status: 'official',
  })

export const pastePage = page({
  route: 'GET /series/paste',
  may: writers,
  run: (request) => readingView(request, fresh(request), 'paste'),
})

export const pasteAction = page({
  route: 'POST /series/paste',
  may: writers,
  run: (request) =>
    submit(request, pasteSeries, {
      done: ({ id }) => ({ to: `/series/imports/${id}` }),
      again: (form) => readingView(request, form, 'paste'),
    }),
})

export const importPage = page({
  route: 'GET /series/import',
  may: writers,
  run: (request) => readingView(request, fresh(request), 'import'),
})

export const importAction = page({
  route: 'POST /series/import',
  may: writers,
  run: (request) =>
    submit(request, importSeries, {
      done: ({ id }) => ({ to: `/series/imports/${id}` }),
      again: (form) => readingView(request, form, 'import'),
    }),
})

const outcomeNames: Readonly<Record<Outcome, Words>> = {
  new: { vi: 'Thêm mới', en: 'New' },
  changed: { vi: 'Sửa đổi', en: 'Revision' },
  same: { vi: 'Không đổi', en: 'Same' },
  error: { vi: 'Lỗi, bỏ qua', en: 'Error, left out' },
}
const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  new: 'success',
  changed: 'info',
  same: 'neutral',
  error: 'error',
}
const numberForms: Readonly<Record<'vi' | 'en', Words>> = {
  vi: { vi: 'số viết kiểu 1.234,5', en: 'numbers written 1.234,5' },
  en: { vi: 'số viết kiểu 1,234.5', en: 'numbers written 1,234.5' },
}

async function ImportSummary(request: PageRequest, problem: Words | null) {
  const { t, language } = request
  const found = await request.execute(showSeriesImport, { id: numberOf(request, 'id') })
  const valid = found.added + found.changed
  const count = (outcome: Outcome, cells: number) => (
    <Figure href={`/series/imports/${found.id}?outcome=${outcome}`} label={t('xem các ô', 'see the cells')}>
      {formatNumber(cells, language)}
    </Figure>
  )
  return (
    <>
      {problem === null ? null : <Notice tone="error" title={t(problem)} live />}
      <Section>
        <Facts
          columns={3}
          items={[
            [t('Thêm mới', 'New'), count('new', found.added)],
            [t('Sửa đổi', 'Revisions'), count('changed', found.changed)],
            [t('Không đổi', 'Same'), count('same', found.unchanged)],
            [t('Lỗi, bỏ qua', 'Errors, left out'), count('error', found.refused)],
            [t('Địa bàn', 'Territory'), t(found.territory.name, found.territory.nameEn)],
            [t('Trạng thái', 'Status'), <StatusBadge status={found.status} t={t} />],
            [t('Nguồn', 'Source'), found.source],
            [t('Ngày công bố', 'Published'), <Day day={found.publishedOn} />],
            [t('Tệp', 'File'), <FileLink file={found.file} t={t} />],
            [
              t('Kiểm tra lúc', 'Checked'),
              <>
                <Moment at={found.checkedAt} /> · {found.checkedBy}
              </>,
            ],
            [
              t('Đã ghi lúc', 'Written'),
              found.appliedAt === null ? t('chưa ghi', 'not yet') : <Moment at={found.appliedAt} />,
            ],
          ]}
        />
        <ul class="mt-3 list-disc pl-5">
          {found.reading.map((sheet) => (
            <li>
              {sheet.name === '' ? t('Bảng', 'Table') : sheet.name}:{' '}
              {sheet.orientation === 'across'
                ? t('năm ở dòng trên', 'years across')
                : t('năm ở cột trái', 'years down')}
              {sheet.numbers === null ? '' : `; ${t(numberForms[sheet.numbers])}`}
              {sheet.ignored.length === 0
                ? ''
                : `; ${t('không dùng', 'not used')}: ${sheet.ignored.join('; ')}`}
              .
            </li>
          ))}
        </ul>
        {found.appliedAt !== null || valid === 0 || !mayWrite(request.actor) ? null : (
          <p class="mt-4">
            <PostButton
              action={`/series/imports/${found.id}`}
              label={t(
                `Ghi ${formatNumber(valid, language)} giá trị`,
                `Write ${formatNumber(valid, language)} values`,
              )}
              once={`series-import:${found.id}:${crypto.randomUUID()}`}
              kind="primary"
            />
          </p>
        )}
        {found.appliedAt === null ? null : (
          <p class="mt-4">
            <a href={`/series?territory=${found.territory.id}`}>
              {t('Xem số liệu của địa bàn', 'See the figures of the territory')}
            </a>
          </p>
        )}
      </Section>
    </>
  )
}

function importCells(problem: Words | null) {
  return listPage({
    route: 'GET /series/imports/{id}',
    may: staff,
    title: { vi: 'Kết quả đọc bảng số liệu', en: 'What was read' },
    query: showImportCells,
    fixed: (request) => ({ id: numberOf(request, 'id') }),
    breadcrumbs: crumbs,
    above: (request) => ImportSummary(request, problem),
    columns: ({ t, language }) => [
      { key: 'address', label: { vi: 'Ô', en: 'Cell' }, value: (row) => row.address },
      {
        key: 'outcome',
        label: { vi: 'Kết quả', en: 'Outcome' },
        value: (row) => t(outcomeNames[row.outcome]),
        cell: (row) => <Badge tone={outcomeTones[row.outcome]}>{t(outcomeNames[row.outcome])}</Badge>,
      },
      {
        key: 'measure',
        label: { vi: 'Chỉ tiêu, ngành', en: 'Measure, sector' },
        value: (row) =>
          row.measure === null ? null : `${t(row.measure)}${row.baseYear === null ? '' : ` ${row.baseYear}`}`,
        cell: (row) => (
          <>
            {row.measure === null ? '—' : t(row.measure)} {row.baseYear ?? ''}
            {row.sector === null ? null : <span class="hint block">{t(row.sector)}</span>}
          </>
        ),
      },
      {
        key: 'sector',
        label: { vi: 'Ngành', en: 'Sector' },
        value: (row) => row.sector && t(row.sector),
        exportOnly: true,
      },
      {
        key: 'year',
        label: { vi: 'Năm', en: 'Year' },
        value: (row) => (row.year === null ? null : String(row.year)),
      },
      { key: 'typed', label: { vi: 'Trên bảng', en: 'In the table' }, value: (row) => row.typed },
      {
        key: 'value',
        label: { vi: 'Giá trị ghi', en: 'Value' },
        kind: 'number',
        value: (row) => row.value,
        cell: (row) => (row.value === null ? '—' : formatNumber(row.value, language)),
      },
      {
        key: 'before',
        label: { vi: 'Đang có', en: 'On record' },
        kind: 'number',
        value: (row) => row.before,
        cell: (row) => (row.before === null ? '—' : formatNumber(row.before, language)),
      },
      {
        key: 'status',
        label: { vi: 'Trạng thái', en: 'Status' },
        value: (row) => t(statusNames[row.status]),
      },
      {
        key: 'problems',
        label: { vi: 'Điểm cần xem lại', en: 'To look at' },
        value: (row) => row.problems.map((words) => t(words)).join(' ') || null,
      },
    ],
    filters: ({ t }) => [
      {
        name: 'outcome',
        label: { vi: 'Kết quả', en: 'Outcome' },
        kind: 'select',
        choices: outcomes.map((value) => ({ value, label: t(outcomeNames[value]) })),
      },
    ],
  })
}

export const importResult = importCells(null)

export const importConfirm = page({
  route: 'POST /series/imports/{id}',
  may: writers,
  run: (request) =>
    submit(request, applyImport, {
      input: () => ({ id: numberOf(request, 'id') }),
      done: ({ added, changed }) => ({
        to: `/series/imports/${numberOf(request, 'id')}`,
        message: request.t(
          `Đã ghi: ${added} giá trị mới, ${changed} sửa đổi.`,
          `Written: ${added} new, ${changed} revised.`,
        ),
      }),
      again: (form) => importCells(form.problem).run(request),
    }),
})

import { sql } from 'kysely'
import { z } from 'zod'
import { closingCrumbs } from '../budget/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { fold } from '../platform/text.ts'
import { Act, type Fields, formPage, listPage } from '../ui/index.ts'
import { groundNeeds } from './carry-rules.ts'
import { addGround, editGround, noGround } from './ground-commands.ts'

const GroundRow = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  needs: groundNeeds.schema,
  day: z.int().nullable(),
  month: z.int().nullable(),
  article: z.string(),
  note: z.string().nullable(),
  toCheck: z.boolean(),
  firstYear: z.int(),
  lastYear: z.int().nullable(),
  version: z.int(),
})
type GroundRow = z.infer<typeof GroundRow>

const groundRows = (db: Db) =>
  db
    .selectFrom('carryGround')
    .select(['id', 'name', 'nameEn', 'needs', 'day', 'month', 'article', 'note', 'toCheck'])
    .select(['firstYear', 'lastYear', 'version'])
    .$narrowType<{ needs: GroundRow['needs'] }>()

/** The kinds of carry-over with their legal grounds. */
export const listGrounds = query({
  name: 'yearEnd.grounds',
  summary: words('Loại được chuyển nguồn', 'Kinds of carry-over'),
  route: 'GET /budget/carry-grounds',
  input: z.object({ ...listInput(['firstYear', 'name']), year: optionalYear() }),
  output: listOutput(GroundRow),
  may: officers,
  async run({ db }, input) {
    let rows = groundRows(db)
    const { year } = input
    if (year !== undefined)
      rows = rows
        .where('firstYear', '<=', year)
        .where((eb) => eb.or([eb('lastYear', 'is', null), eb('lastYear', '>=', year)]))
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`fold(name || ' ' || article || ' ' || coalesce(note, '')) LIKE ${pattern}`,
      )
    return pageOf(
      rows,
      input,
      {
        firstYear: { column: 'firstYear', value: (row) => row.firstYear, direction: 'desc' },
        name: byText('name', (row) => row.name),
      },
      'id',
    )
  },
})

/** One kind of carry-over. */
export const showGround = query({
  name: 'yearEnd.ground',
  summary: words('Một loại được chuyển nguồn', 'A kind of carry-over'),
  route: 'GET /budget/carry-grounds/{id}',
  input: z.object({ id: id() }),
  output: GroundRow,
  may: officers,
  async run({ db }, { id: groundId }) {
    const row = await groundRows(db).where('id', '=', groundId).executeTakeFirst()
    if (row === undefined) throw noGround()
    return row
  },
})

const at = '/budget/carry-grounds'
const title = words('Loại được chuyển nguồn', 'Kinds of carry-over')
const two = (number: number) => String(number).padStart(2, '0')
const needsOf = ({ needs, day, month }: GroundRow, t: PageRequest['t']) =>
  `${t(groundNeeds.names[needs])}${day === null || month === null ? '' : ` ${two(day)}/${two(month)}`}`

/** The list of the kinds. */
export const groundPage = listPage({
  route: 'GET /budget/carry-grounds',
  place: { group: 'money', order: 68, label: title },
  title,
  lead: words(
    'Khoản nào được chuyển sang năm sau, theo điều nào. Những loại kèm chương trình lấy từ nguồn thứ cấp: đối chiếu với văn bản rồi sửa lại.',
    'What may be carried over to the next year, by which article. Those that the program ships come from secondary sources: hold them against the text and correct them.',
  ),
  query: listGrounds,
  breadcrumbs: closingCrumbs,
  actions: (request) => (
    <Act command={addGround} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm loại chuyển nguồn', 'Add a kind of carry-over')}
    </Act>
  ),
  filters: () => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, điều khoản', 'Name, article') },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
  ],
  columns: (request: PageRequest) => {
    const { t } = request
    return [
      {
        key: 'name',
        label: words('Tên loại chuyển nguồn', 'Name of the kind of carry-over'),
        sort: 'name',
        value: (row: GroundRow) => t(row.name, row.nameEn),
        cell: (row: GroundRow) =>
          request.mayOpen(`${at}/${row.id}`) ? (
            <a href={`${at}/${row.id}`}>{t(row.name, row.nameEn)}</a>
          ) : (
            t(row.name, row.nameEn)
          ),
      },
      {
        key: 'needs',
        label: words('Sổ kiểm tra', 'What the ledger checks'),
        value: (row: GroundRow) => needsOf(row, t),
      },
      {
        key: 'article',
        label: words('Văn bản, điều khoản', 'Instrument and article'),
        value: (row: GroundRow) => row.article,
        cell: (row: GroundRow) => (
          <>
            {row.article}
            {row.toCheck ? <span class="hint block">{t('Cần kiểm tra', 'To be checked')}</span> : null}
          </>
        ),
      },
      {
        key: 'years',
        label: words('Năm áp dụng', 'Budget years'),
        sort: 'firstYear',
        value: ({ firstYear, lastYear }: GroundRow) =>
          lastYear === null
            ? t(`từ ${firstYear}`, `from ${firstYear}`)
            : t(`${firstYear} đến ${lastYear}`, `${firstYear} to ${lastYear}`),
      },
      { key: 'note', label: words('Ghi chú', 'Note'), value: (row: GroundRow) => row.note ?? '' },
    ]
  },
  empty: ({ t }) => t('Chưa có loại nào.', 'There are none.'),
})

type Named = 'name' | 'nameEn' | 'needs' | 'day' | 'month' | 'article' | 'note' | 'firstYear' | 'lastYear'

function GroundFields({ f, t }: { f: Fields<Named>; t: PageRequest['t'] }) {
  return (
    <>
      {f.text('name', { label: t('Tên loại chuyển nguồn', 'Name of the kind of carry-over') })}
      {f.text('nameEn', { label: t('Tên tiếng Anh', 'Name in English') })}
      {f.select('needs', {
        label: t('Sổ kiểm tra', 'What the ledger checks'),
        choices: groundNeeds.choices(t),
      })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('day', { label: t('Ngày', 'Day') })}
        {f.number('month', { label: t('Tháng', 'Month') })}
      </div>
      {f.text('article', { label: t('Văn bản, điều khoản', 'Instrument and article') })}
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('firstYear', { label: t('Năm đầu áp dụng', 'First budget year') })}
        {f.number('lastYear', { label: t('Năm cuối áp dụng', 'Last budget year') })}
      </div>
      {f.area('note', { label: t('Ghi chú', 'Note') })}
    </>
  )
}

const below = (request: PageRequest) => [...closingCrumbs(request), { label: request.t(title), href: at }]
const saved = words('Đã ghi loại chuyển nguồn.', 'The kind of carry-over is saved.')

export const newGround = formPage({
  command: addGround,
  address: '/budget/carry-grounds/new',
  title: words('Thêm loại chuyển nguồn', 'Add a kind of carry-over'),
  crumbs: below,
  fields: ({ f, t }) => <GroundFields f={f} t={t} />,
  submit: words('Thêm loại chuyển nguồn', 'Add a kind of carry-over'),
  cancel: at,
  done: () => ({ to: at, message: saved }),
})

export const groundForm = formPage({
  command: editGround,
  address: '/budget/carry-grounds/{id}',
  title: words('Sửa loại chuyển nguồn', 'Correct a kind of carry-over'),
  record: (request) => request.execute(showGround, { id: numberOf(request, 'id') }),
  crumbs: below,
  initial: ({ name, nameEn, needs, day, month, article, note, firstYear, lastYear }) => ({
    ...{ name, nameEn, needs, article, firstYear: String(firstYear) },
    ...{
      day: day?.toString(),
      month: month?.toString(),
      note: note ?? undefined,
      lastYear: lastYear?.toString(),
    },
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      <GroundFields f={f} t={t} />
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: saved }),
})

import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { mayRun } from '../platform/actor.ts'
import { type Language, type Translate, type Words, words } from '../platform/language.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { Crumb, FormValues, Page, PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act } from './acts.tsx'
import type { Choice, Fields } from './fields.tsx'
import { formPage } from './form-page.tsx'
import { listPage } from './list.tsx'
import type { ListColumn, ListResult, RowOf } from './list-columns.ts'
import { Badge, Day } from './pieces.tsx'

/** An entry of a catalogue that an office keeps: chosen until it is ended; what chose it keeps it. */
interface Entry {
  readonly id: number
  readonly name: string
  readonly nameEn: string
  readonly endedOn: string | null
  readonly version: number
  readonly uses: number
}

/** The rows of its list. */
type EntryOf<O extends z.ZodType> = RowOf<O> & Entry

/** What `recordFields` gives for the fields of an entry, as far as these pages need it. */
interface EntryFields<Row, K extends string> {
  readonly keys: readonly K[]
  readonly labels: Readonly<Record<K, Words>>
  readonly form: (
    f: Fields<K>,
    t: Translate,
    more?: { choices?: Readonly<Partial<Record<K, readonly Choice[]>>> },
  ) => Child[]
  readonly texts: (row: Row, language: Language) => FormValues
  readonly columns: (
    t: Translate,
    own: { readonly name: Partial<ListColumn<Row>> },
  ) => Readonly<Record<string, ListColumn<Row>>>
}

/** What `keptCatalogue` gives, as far as these pages need it. */
interface Kept<O extends z.ZodType, K extends string> {
  readonly list: Query<z.ZodObject, O>
  readonly one: Words
  readonly add: EntryCommand<K>
  readonly edit: EntryCommand<K | 'id' | 'version'>
  readonly end: EntryCommand<'id' | 'reason'>
}

type EntryCommand<K extends string> = Command<z.ZodObject<Record<K, z.ZodType>>>

/** The pages of a catalogue: its list, the forms that add, edit and end an entry. */
export function cataloguePages<O extends z.ZodType, K extends string>(of: {
  readonly at: `/${string}`
  /** What is said above the list, where that is another than what the list is called in REST. */
  readonly title?: Words
  readonly lead: Words
  /** The page above the list. */
  readonly above: (request: PageRequest) => readonly Crumb[]
  readonly catalogue: Kept<O, K>
  readonly fields: EntryFields<EntryOf<O>, K>
  /** The button that leads to the form of a new one, where that is another than the form's title. */
  readonly button?: Words
  /** What its fields choose among, by key, where that is no closed list. */
  readonly choices?: (request: PageRequest) => Promise<Readonly<Partial<Record<K, readonly Choice[]>>>>
  /** What the records that have chosen an entry are called. */
  readonly uses: Words
  /** Where its name leads. */
  readonly href?: (row: EntryOf<O>) => string
  /** What the list shows of other fields by means of its own, by key. */
  readonly own?: (request: PageRequest) => Readonly<Record<string, Partial<ListColumn<EntryOf<O>>>>>
}): readonly Page[] {
  type Row = EntryOf<O>
  const { at, catalogue, fields } = of
  const title = of.title ?? catalogue.list.summary
  const crumbs = (request: PageRequest) => [...of.above(request), { label: request.t(title), href: at }]
  const ofEntry = async (request: PageRequest) => {
    const { rows } = (await request.execute(catalogue.list, { limit: 1000 })) as ListResult<Row>
    const row = rows.find(({ id }) => String(id) === request.params.id)
    if (row === undefined) throw notFound(catalogue.one)
    return row
  }

  const form = async (f: Fields<K>, request: PageRequest) =>
    fields.form(f, request.t, of.choices === undefined ? {} : { choices: await of.choices(request) })

  /** What can be done with an entry that is in use. */
  const acts = (request: PageRequest): ListColumn<Row> => ({
    key: 'acts',
    label: words('Việc làm được', 'What can be done'),
    value: () => null,
    cell: (row) =>
      row.endedOn === null ? (
        <>
          <Act command={catalogue.edit} request={request} href={`${at}/${row.id}/edit`} small>
            {request.t('Sửa', 'Edit')}
          </Act>{' '}
          <Act command={catalogue.end} request={request} href={`${at}/${row.id}/end`} kind="danger" small>
            {request.t('Ngừng dùng', 'Stop using it')}
          </Act>
        </>
      ) : null,
  })

  const columnsOf = (request: PageRequest): readonly ListColumn<Row>[] => {
    const { t } = request
    const own = of.own?.(request) ?? {}
    const columns = fields.columns(t, {
      name: {
        value: (row) => t(row.name, row.nameEn),
        cell: (row) => (
          <>
            {of.href === undefined ? (
              t(row.name, row.nameEn)
            ) : (
              <a href={of.href(row)}>{t(row.name, row.nameEn)}</a>
            )}{' '}
            {row.endedOn === null ? null : (
              <Badge>
                {t('ngừng dùng từ', 'not used since')} <Day day={row.endedOn} />
              </Badge>
            )}
          </>
        ),
      },
    })
    return [
      ...Object.values(columns).map((column) => ({ ...column, ...own[column.key] })),
      { key: 'uses', label: of.uses, kind: 'number', value: (row) => row.uses },
      {
        key: 'ended',
        label: words('Ngừng dùng từ ngày', 'Not used since'),
        kind: 'date',
        sort: 'ended',
        exportOnly: true,
        value: (row) => row.endedOn,
      },
      ...(mayRun(request.actor, catalogue.edit) ? [acts(request)] : []),
    ]
  }

  const list = listPage({
    route: `GET ${at}`,
    title,
    lead: of.lead,
    query: catalogue.list,
    breadcrumbs: of.above,
    actions: (request) => (
      <Act command={catalogue.add} request={request} href={`${at}/new`} kind="primary">
        {request.t(of.button ?? catalogue.add.summary)}
      </Act>
    ),
    filters: () => [{ name: 'q', kind: 'search', label: words('Tìm', 'Search') }],
    columns: (request) => columnsOf(request) as readonly ListColumn<RowOf<O>>[],
  })

  const added = formPage({
    command: catalogue.add,
    address: `${at}/new`,
    title: catalogue.add.summary,
    crumbs,
    fields: ({ f, request }) => form(f, request),
    submit: words('Thêm', 'Add'),
    cancel: at,
    done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
  })

  const edited = formPage({
    command: catalogue.edit,
    address: `${at}/{id}/edit`,
    record: ofEntry,
    title: catalogue.edit.summary,
    crumbs,
    stored: (row, { t, language }) => ({
      values: { version: String(row.version), ...fields.texts(row, language) },
      labels: Object.fromEntries(fields.keys.map((key) => [key, t(fields.labels[key])])),
    }),
    fields: ({ f, request }) => form(f, request),
    submit: words('Lưu', 'Save'),
    cancel: at,
    done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
  })

  const ended = formPage({
    command: catalogue.end,
    address: `${at}/{id}/end`,
    record: ofEntry,
    title: catalogue.end.summary,
    lead: ({ record, t }) => t(record.name, record.nameEn),
    crumbs,
    fields: ({ f, t }) => f.text('reason', { label: t('Lý do', 'Reason'), required: true }),
    submit: words('Ngừng dùng', 'Stop using it'),
    kind: 'danger',
    cancel: at,
    done: () => ({ to: at, message: words('Đã ngừng dùng.', 'It is used no more.') }),
  })

  return [list, ...added.pages, ...edited.pages, ...ended.pages]
}

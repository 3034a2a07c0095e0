import { sectorGroups } from '../enterprises/index.ts'
import { mayRun } from '../platform/actor.ts'
import { type Words, words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { contentChoices, contentKinds } from '../support/index.ts'
import {
  Act,
  Badge,
  LinkButton,
  type ListColumn,
  type ListFilter,
  listPage,
  StateBadge,
} from '../ui/index.ts'
import { createEntry } from './commands.ts'
import { guideFields } from './fields.ts'
import { checkGuide } from './import.ts'
import { referencesOut } from './import-rules.ts'
import { type GuideRow, listGuide } from './public-queries.ts'
import { type EntryRow, listEntries } from './queries.ts'
import { entryStates, goals } from './rules.ts'

export const title = words('Hướng dẫn về hệ thống, công cụ', 'Guide to systems and tools')
export const officeTitle = words('Các mục hướng dẫn', 'Entries of the guide')

/** The way up to what everybody reads. */
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/guide' }]
/** The way up to the list of the office. */
export const officeCrumbs = (request: PageRequest) => [
  ...crumbs(request),
  ...(request.mayOpen('/guide/entries') ? [{ label: request.t(officeTitle), href: '/guide/entries' }] : []),
]

const named = <Key extends string>(
  names: Readonly<Record<Key, Words>>,
  keys: readonly Key[],
  t: PageRequest['t'],
) => keys.map((key) => t(names[key])).join('; ')

/** The columns that both lists have beside the fields. */
const chosenColumns = <Row extends Pick<GuideRow, 'sectors' | 'goals'>>(t: PageRequest['t']) => ({
  sectors: {
    key: 'sectors',
    label: words('Ngành', 'Sector'),
    value: (row: Row) => named(sectorGroups.names, row.sectors, t),
    exportOnly: true,
  },
  goals: {
    key: 'goals',
    label: words('Mong muốn đạt được', 'Aim'),
    value: (row: Row) => named(goals.names, row.goals, t),
  },
})

const sectorFilter = ({ t }: PageRequest): ListFilter => ({
  name: 'sector',
  kind: 'select',
  label: words('Ngành', 'Sector'),
  choices: sectorGroups.choices(t),
})

export const guidePage = listPage({
  route: 'GET /guide',
  place: {
    group: 'rules',
    order: 4,
    main: ['public'],
    label: words('Hướng dẫn áp dụng', 'Guide'),
  },
  title,
  lead: words(
    'Mỗi mục nói hệ thống, công cụ hay tiêu chuẩn là gì, dành cho ai, làm từng bước thế nào, mất bao lâu, tốn bao nhiêu, cần giấy tờ gì, và đọc thêm ở đâu.',
    'Each entry says what a system, tool or standard is, for whom, how it is applied step by step, how long it takes, what it costs, which papers it needs, and where to read on.',
  ),
  query: listGuide,
  actions: ({ mayOpen, t }) =>
    mayOpen('/guide/entries') ? <LinkButton href="/guide/entries">{t(officeTitle)}</LinkButton> : null,
  filters: (request) => [
    { name: 'q', kind: 'search', label: words('Tìm trong hướng dẫn', 'Search the guide') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại', 'Kind'),
      choices: contentKinds.choices(request.t),
    },
    {
      name: 'goal',
      kind: 'select',
      label: words('Mong muốn đạt được', 'Aim'),
      choices: goals.choices(request.t),
    },
    sectorFilter(request),
    { name: 'standard', kind: 'search', label: words('Tiêu chuẩn, công cụ', 'Standards, tools') },
  ],
  columns: ({ t }) => {
    const {
      title: name,
      content,
      standards,
      ...others
    } = guideFields.columns<GuideRow>(t, {
      title: {
        value: (row) => t(row.title, row.titleEn),
        cell: (row) => <a href={`/guide/${row.id}`}>{t(row.title, row.titleEn)}</a>,
      },
      content: { value: (row) => t(row.content, row.contentEn) },
      standards: { value: (row) => row.standards.join('; ') },
    })
    return [name, content, standards, ...Object.values(chosenColumns<GuideRow>(t)), ...Object.values(others)]
  },
})

export const entriesPage = listPage({
  route: 'GET /guide/entries',
  title: officeTitle,
  lead: words(
    'Soạn, gửi; người khác đọc và công bố. Sửa một mục đã công bố là soạn bản kế tiếp, bản đang có vẫn hiển thị.',
    'Write and send; another person reads and publishes. Editing a published entry begins its next edition, while the present one stays readable.',
  ),
  breadcrumbs: crumbs,
  query: listEntries,
  actions: (request) => (
    <>
      <Act command={createEntry} request={request} href="/guide/entries/new" kind="primary">
        {request.t('Soạn mục hướng dẫn', 'Write an entry of the guide')}
      </Act>
      {mayRun(request.actor, checkGuide) ? (
        <LinkButton href="/guide/import">{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, tiêu chuẩn', 'Name, standard') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: entryStates.choices(request.t),
    },
    {
      name: 'contentId',
      kind: 'select',
      label: words('Nội dung hỗ trợ', 'Content of support'),
      choices: await contentChoices(request, true),
    },
  ],
  columns: ({ t }) => {
    const {
      title: name,
      content,
      standards,
      ...others
    } = guideFields.columns<EntryRow>(t, {
      title: { cell: (row) => <a href={`/guide/entries/${row.id}`}>{row.title}</a> },
      content: { value: (row) => t(row.content, row.contentEn) },
      standards: { value: (row) => row.standards.join('; ') },
    })
    const { sectors, goals: aims } = chosenColumns<EntryRow>(t)
    const own: ListColumn<EntryRow>[] = [
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(entryStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={entryStates} is={row.state} t={t} />{' '}
            {row.shipped === true ? <Badge>{t('Đi kèm chương trình', 'Came with the program')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'edition',
        label: words('Bản đang đọc', 'Edition in force'),
        kind: 'number',
        value: (row) => row.edition,
      },
      {
        key: 'publishedOn',
        label: words('Ngày công bố', 'Published on'),
        kind: 'date',
        sort: 'published',
        value: (row) => row.publishedOn,
      },
    ]
    return [
      name,
      content,
      standards,
      ...own,
      sectors,
      { ...aims, exportOnly: true },
      ...Object.values(others),
      {
        key: 'references',
        label: words('Nguồn, tài liệu, nơi tư vấn', 'Sources, documents, advisers'),
        value: (row) => referencesOut(row.references),
        exportOnly: true,
      },
    ]
  },
})

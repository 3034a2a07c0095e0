import { formatDate } from '../../../platform/dates.ts'
import { words } from '../../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Fold,
  formPage,
  LinkButton,
  listPage,
  Notice,
  Section,
  type Sent,
} from '../../../ui/index.ts'
import { at as visitsAt, title as visitsTitle } from '../addresses.ts'
import { checklistFields, editionFields } from '../fields.ts'
import { addChecklist, editChecklist, endChecklist } from './commands.ts'
import { listChecklists, type ShownChecklist, showChecklist } from './queries.ts'

/* The checklists of the office. */

const at = `${visitsAt}/checklists` as const
const title = words('Bảng kiểm khi kiểm tra tại chỗ', 'Checklists of visits')
const crumbs = ({ t }: PageRequest) => [
  { label: t(visitsTitle), href: visitsAt },
  { label: t(title), href: at },
]

export const checklistList = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Bảng kiểm là dữ liệu của cơ quan: sửa thì thành bản mới, lần kiểm tra đã làm giữ bản của nó. Chương trình không đặt sẵn bảng nào.',
    'Checklists are the office’s own: a change is a new edition, a visit keeps the one that it was made by. The program brings none.',
  ),
  query: listChecklists,
  actions: (request) => (
    <Act command={addChecklist} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm bảng kiểm', 'Add a checklist')}
    </Act>
  ),
  empty: ({ t }) => t('Chưa có bảng kiểm nào.', 'There is no checklist yet.'),
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm bảng kiểm', 'Find a checklist') }],
  columns: ({ t }) => [
    {
      key: 'name',
      label: checklistFields.labels.name,
      sort: 'name',
      value: (row) => row.name,
      cell: (row) => <a href={`${at}/${row.id}`}>{row.name}</a>,
    },
    {
      key: 'edition',
      label: words('Lần sửa đổi', 'Edition number'),
      kind: 'number',
      value: (row) => row.edition,
    },
    { key: 'items', label: words('Số mục', 'Items'), kind: 'number', value: (row) => row.items },
    {
      key: 'madeOn',
      label: words('Bản này từ ngày', 'Edition of'),
      kind: 'date',
      value: (row) => row.madeOn,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => (row.endedOn === null ? t('Đang dùng', 'In use') : t('Thôi dùng', 'No longer used')),
    },
  ],
})

const added = formPage({
  command: addChecklist,
  address: `${at}/new`,
  title: words('Thêm bảng kiểm', 'Add a checklist'),
  crumbs,
  fields: ({ f, t }) => checklistFields.form(f, t),
  submit: words('Thêm bảng kiểm', 'Add a checklist'),
  cancel: at,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã thêm bảng kiểm.', 'The checklist is added.') }),
})

type ActKey = 'edit' | 'end'
const acts = actsOf<ShownChecklist, ActKey>('/visits/checklists/{id}', {
  edit: act(editChecklist, {
    title: words('Sửa thành bản mới', 'Make the next edition'),
    path: 'editions',
    open: ({ endedOn }) => endedOn === null,
    initial: ({ editions: [latest] }) => ({
      items: latest?.items.join('\n') ?? '',
      source: latest?.source ?? '',
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {editionFields.form(f, t)}
      </>
    ),
    done: words('Đã có bản mới của bảng kiểm.', 'The next edition is there.'),
  }),
  end: act(endChecklist, {
    title: words('Thôi dùng bảng kiểm', 'End the checklist'),
    path: 'end',
    kind: 'danger',
    open: ({ endedOn }) => endedOn === null,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã thôi dùng bảng kiểm.', 'The checklist is ended.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const list = await request.execute(showChecklist, { id: numberOf(request, 'id') })
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished ? acts.chosen(request, list, sent) : undefined
  return {
    title: list.name,
    breadcrumbs: crumbs(request),
    actions: wished
      ? null
      : acts
          .open(request, list)
          .map((key) => (
            <LinkButton href={`${at}/${list.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
          )),
    body: (
      <>
        {list.endedOn === null ? null : (
          <Notice tone="warning">
            {t(`Thôi dùng từ ${formatDate(list.endedOn)}.`, `Ended on ${formatDate(list.endedOn)}.`)}
          </Notice>
        )}
        {chosen === undefined ? null : await acts.form(request, list, chosen, sent)}
        {list.editions.map((edition, place) => {
          const shown = (
            <>
              <p class="hint">
                {t('Từ ngày', 'From')} {formatDate(edition.madeOn)} ·{' '}
                {edition.source ?? t('cơ quan tự đặt', 'the office’s own')} ·{' '}
                {t(`${edition.visits} lần kiểm tra`, `${edition.visits} visits`)}
                {edition.reason === null ? '' : ` · ${edition.reason}`}
              </p>
              <ol class="list-decimal pl-6">
                {edition.items.map((item) => (
                  <li>{item}</li>
                ))}
              </ol>
            </>
          )
          const heading = t(`Bản ${edition.edition}`, `Edition ${edition.edition}`)
          return place === 0 ? (
            <Section title={heading} id="items">
              <p>
                <Badge tone="success">{t('Đang dùng', 'In use')}</Badge>
              </p>
              {shown}
            </Section>
          ) : (
            <Fold label={heading}>{shown}</Fold>
          )
        })}
      </>
    ),
  }
}

export const checklistPages = [
  page({ route: `GET ${at}/{id}`, for: showChecklist, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...added.pages,
]

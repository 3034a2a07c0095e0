import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { expertiseFields } from '../training/index.ts'
import { Act, Badge, Day, formPage, type ListColumn, listPage } from '../ui/index.ts'
import { addExpertise, type ExpertiseRow, editExpertise, endExpertise, listExpertise } from './expertise.ts'
import { at as peopleAt, title as peopleTitle } from './list-pages.tsx'

const title = words('Lĩnh vực chuyên môn', 'Fields of expertise')
const at = '/expertise'
const crumbs = ({ t }: PageRequest) => [
  { label: t(peopleTitle), href: peopleAt },
  { label: t(title), href: at },
]
const ofField = async (request: PageRequest) => {
  const { rows } = await request.execute(listExpertise, { limit: 1000 })
  const row = rows.find(({ id }) => String(id) === request.params.id)
  if (row === undefined) throw notFound(words('lĩnh vực chuyên môn', 'Field of expertise'))
  return row
}

const actsOf = (request: PageRequest): ListColumn<ExpertiseRow> => ({
  key: 'acts',
  label: words('Việc làm được', 'What can be done'),
  value: () => null,
  cell: (row) =>
    row.endedOn === null ? (
      <>
        <Act command={editExpertise} request={request} href={`${at}/${row.id}/edit`} small>
          {request.t('Sửa', 'Edit')}
        </Act>{' '}
        <Act command={endExpertise} request={request} href={`${at}/${row.id}/end`} kind="danger" small>
          {request.t('Ngừng dùng', 'Stop using it')}
        </Act>
      </>
    ) : null,
})

export const expertisePage = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Lĩnh vực do cơ quan điều hành đặt để phân loại chuyên gia.',
    'Fields as the coordinator keeps them, to tell experts by.',
  ),
  query: listExpertise,
  breadcrumbs: ({ t }) => [{ label: t(peopleTitle), href: peopleAt }],
  actions: (request) => (
    <Act command={addExpertise} request={request} href={`${at}/new`} kind="primary">
      {request.t('Thêm lĩnh vực', 'Add a field')}
    </Act>
  ),
  filters: () => [{ name: 'q', kind: 'search', label: words('Tìm', 'Search') }],
  columns: (request) => {
    const { t } = request
    const columns = expertiseFields.columns<ExpertiseRow>(t, {
      name: {
        value: (row) => t(row.name, row.nameEn),
        cell: (row) => (
          <>
            <a href={`${peopleAt}?expertiseId=${row.id}`}>{t(row.name, row.nameEn)}</a>{' '}
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
      ...Object.values(columns),
      {
        key: 'persons',
        label: words('Số người', 'Number of persons'),
        kind: 'number',
        value: (row) => row.persons,
      },
      {
        key: 'ended',
        label: words('Ngừng dùng từ ngày', 'Not used since'),
        kind: 'date',
        sort: 'ended',
        exportOnly: true,
        value: (row) => row.endedOn,
      },
      ...(mayRun(request.actor, editExpertise) ? [actsOf(request)] : []),
    ]
  },
})

export const expertiseAdded = formPage({
  command: addExpertise,
  address: `${at}/new`,
  title: words('Thêm lĩnh vực chuyên môn', 'Add a field of expertise'),
  crumbs,
  fields: ({ f, t }) => expertiseFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
})

export const expertiseEdited = formPage({
  command: editExpertise,
  address: `${at}/{id}/edit`,
  record: ofField,
  title: words('Sửa lĩnh vực chuyên môn', 'Edit a field of expertise'),
  crumbs,
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...expertiseFields.texts(of, language) },
    labels: Object.fromEntries(expertiseFields.keys.map((key) => [key, t(expertiseFields.labels[key])])),
  }),
  fields: ({ f, t }) => expertiseFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
})

export const expertiseEnded = formPage({
  command: endExpertise,
  address: `${at}/{id}/end`,
  record: ofField,
  title: words('Ngừng dùng lĩnh vực chuyên môn', 'Stop using a field of expertise'),
  lead: ({ record, t }) => t(record.name, record.nameEn),
  crumbs,
  fields: ({ f, t }) => f.text('reason', { label: t('Lý do', 'Reason'), required: true }),
  submit: words('Ngừng dùng', 'Stop using it'),
  kind: 'danger',
  cancel: at,
  done: () => ({ to: at, message: words('Đã ngừng dùng.', 'It is used no more.') }),
})

import type { Child } from 'hono/jsx'
import type { Actor } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { forbidden } from '../platform/problem.ts'
import {
  Badge,
  Day,
  Facts,
  Form,
  fields,
  formPage,
  LinkButton,
  listPage,
  Section,
  Timeline,
} from '../ui/index.ts'
import { addAgency, endAgency, renameAgency } from './commands.ts'
import { agencyFields } from './fields.ts'
import { agencyColumns } from './import-rules.ts'
import { partsOfAgency } from './page-parts.ts'
import { type AgencyRow, agencyStates, listAgencies, showAgency } from './queries.ts'
import { agencyRoles } from './rules.ts'

/** Agencies are changed by an account of the coordinator that is an administrator. */
const mayEdit = (actor: Actor) => actor.grants.has('coordinator') && actor.grants.has('admin')

function ToCheck({ request: { t }, row }: { request: PageRequest; row: { toCheck: boolean } }) {
  return row.toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null
}

const life = (row: AgencyRow) => (
  <>
    {row.validFrom === null ? '…' : <Day day={row.validFrom} />} -{' '}
    {row.validTo === null ? '…' : <Day day={row.validTo} />}
  </>
)

const agenciesPage = listPage({
  route: 'GET /agencies',
  place: { group: 'rules', order: 50, label: words('Cơ quan', 'Agencies') },
  title: words('Cơ quan thực hiện', 'Implementing agencies'),
  lead: words(
    'Cơ quan của kế hoạch và cơ quan kế thừa sau các đợt sắp xếp năm 2025. Nhiệm vụ tự chuyển theo quá trình kế thừa.',
    'The agencies of the plan and their successors after the reorganisations of 2025. Duties pass along by themselves.',
  ),
  query: listAgencies,
  actions: ({ actor, t }) =>
    mayEdit(actor) ? (
      <>
        <LinkButton href="/agencies/import">{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
        <LinkButton href="/agencies/new" kind="primary">
          {t('Thêm cơ quan', 'Add an agency')}
        </LinkButton>
      </>
    ) : null,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên', 'Search by name') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Vai trò', 'Role'),
      choices: agencyRoles.choices(t),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: agencyStates.choices(t),
    },
  ],
  columns: (request) => {
    const { t } = request
    const { source, ...first } = agencyFields.columns<AgencyRow>(t, {
      name: {
        cell: (row) => (
          <>
            <a href={`/agencies/${row.id}`}>{t(row.name, row.nameEn)}</a>{' '}
            <ToCheck request={request} row={row} />
          </>
        ),
      },
    })
    // What is exported comes back in: each column by its value in one language, headed as the import reads it.
    return [
      { key: 'key', label: agencyColumns.key, value: (row) => row.key, exportOnly: true },
      ...Object.values(first),
      { key: 'to', label: agencyColumns.validTo, kind: 'date', sort: 'to', value: (row) => row.validTo },
      {
        key: 'successor',
        label: agencyColumns.successor,
        value: (row) => row.successorName,
        cell: (row) =>
          row.successorId === null ? (
            '—'
          ) : (
            <a href={`/agencies/${row.successorId}`}>
              {t(row.successorName ?? '', row.successorNameEn ?? '')}
            </a>
          ),
      },
      source,
    ]
  },
})

const crumbs = ({ t }: PageRequest) => [
  { label: t('Cơ quan thực hiện', 'Implementing agencies'), href: '/agencies' },
]

async function agencyView(request: PageRequest, forms: { rename?: FormState; end?: FormState } = {}) {
  const { t, actor, language } = request
  const agency = await request.execute(showAgency, { id: request.params.id })
  const {
    name: _title,
    nameEn: _other,
    validFrom: _life,
    kind,
    source,
    ...others
  } = agencyFields.facts(agency, t, language)
  const step = (row: AgencyRow, done: boolean) => ({
    title:
      row.id === agency.id ? (
        t(row.name, row.nameEn)
      ) : (
        <a href={`/agencies/${row.id}`}>{t(row.name, row.nameEn)}</a>
      ),
    done,
    body: <p class="hint">{life(row)}</p>,
  })
  return {
    title: t(agency.name, agency.nameEn),
    breadcrumbs: crumbs(request),
    actions: (
      <>
        <LinkButton href={`/duties?agencyId=${agency.id}`}>
          {t('Nhiệm vụ đang chịu trách nhiệm', 'Duties it carries')}
        </LinkButton>
        <LinkButton href={`/duties/calendar?agencyId=${agency.id}`}>
          {t('Lịch và nhắc việc', 'Calendar and reminders')}
        </LinkButton>
      </>
    ),
    body: (
      <>
        <Section>
          <Facts
            columns={3}
            items={[
              kind,
              [t('Thời gian hoạt động', 'Period of activity'), life(agency)],
              ...Object.values<readonly [string, Child]>(others),
              [
                source[0],
                <>
                  {agency.source} <ToCheck request={request} row={agency} />
                </>,
              ],
              [t('Tên tiếng Anh', 'Vietnamese name'), t(agency.nameEn, agency.name)],
            ]}
          />
        </Section>
        {agency.before.length + agency.after.length === 0 ? null : (
          <Section title={t('Quá trình kế thừa', 'Line of succession')}>
            <Timeline
              items={[
                ...agency.before.map((row) => step(row, true)),
                step(agency, agency.after.length > 0),
                ...agency.after.map((row, place) => step(row, place < agency.after.length - 1)),
              ]}
            />
          </Section>
        )}
        {agency.communes.length === 0 ? null : (
          <Section
            title={t('Địa bàn nay thuộc', 'Its area today')}
            lead={t(
              'Nhiệm vụ của cấp huyện về Ủy ban nhân dân các xã, phường này hoặc lên sở của tỉnh, thành phố; việc chưa xong do cơ quan kế thừa ghi ở trên giữ cho đến khi giao lại.',
              'What the district did passed to the committees of these communes or up to departments of the province; open work stays with the successor above until it is given on.',
            )}
          >
            <p>
              {agency.communes.map(({ key, name, nameEn }, at) => (
                <>
                  {at === 0 ? null : '; '}
                  <a href={`/places/${encodeURIComponent(key)}`}>{t(name, nameEn)}</a>
                </>
              ))}
              .
            </p>
          </Section>
        )}
        {await partsOfAgency(request, agency.id)}
        {mayEdit(actor) ? (
          <EditForms request={request} agency={agency} forms={forms} choices={await successors(request)} />
        ) : null}
      </>
    ),
  }
}

async function successors(request: PageRequest) {
  const { rows } = await request.execute(listAgencies, { limit: 1000 })
  return rows.map((row) => ({ value: row.id, label: request.t(row.name, row.nameEn) }))
}

function EditForms(props: {
  request: PageRequest
  agency: AgencyRow
  forms: { rename?: FormState; end?: FormState }
  choices: readonly { value: number; label: string }[]
}) {
  const { agency, forms } = props
  const { t, language } = props.request
  const rename = forms.rename ?? freshForm(agencyFields.texts(agency, language))
  const end =
    forms.end ??
    freshForm({
      validTo: agency.validTo ?? undefined,
      successorId: agency.successorId === null ? undefined : String(agency.successorId),
    })
  const r = fields(rename, t)
  const e = fields(end, t)
  return (
    <>
      <Section title={t('Đổi tên, sửa nguồn', 'Rename, correct the source')}>
        <Form
          form={rename}
          t={t}
          id="rename"
          action={`/agencies/${agency.id}/edit`}
          submit={t('Lưu', 'Save')}
        >
          {agencyFields.form(r, t, { without: ['kind', 'validFrom'] })}
        </Form>
      </Section>
      <Section
        title={t('Kết thúc và kế thừa', 'End and succession')}
        lead={t(
          'Từ ngày tiếp theo, việc chưa xong của cơ quan này do cơ quan kế thừa chịu trách nhiệm.',
          'From the day after, the successor carries the open work of this agency.',
        )}
      >
        <Form
          form={end}
          t={t}
          id="end"
          action={`/agencies/${agency.id}/end`}
          submit={t('Ghi kết thúc', 'End the agency')}
          kind="danger"
        >
          {e.date('validTo', { label: t('Ngày cuối cùng', 'Last day'), required: true })}
          {e.select('successorId', {
            label: t('Cơ quan kế thừa', 'Successor'),
            choices: props.choices.filter((choice) => choice.value !== agency.id),
            empty: t('Không có', 'None'),
          })}
          {e.text('source', { label: t(agencyFields.labels.source), required: true })}
        </Form>
      </Section>
    </>
  )
}

const agencyPage = page({
  route: 'GET /agencies/{id}',
  for: showAgency,
  run: (request) => agencyView(request),
})

const renamePage = receiver({
  command: renameAgency,
  may: ['admin'],
  address: '/agencies/{id}/edit',
  done: ({ id }) => ({ to: `/agencies/${id}`, message: words('Đã lưu.', 'Saved.') }),
  again: (request, rename) => agencyView(request, { rename }),
})

const endPage = receiver({
  command: endAgency,
  may: ['admin'],
  address: '/agencies/{id}/end',
  done: ({ id }) => ({
    to: `/agencies/${id}`,
    message: words('Đã ghi kết thúc.', 'The agency is ended.'),
  }),
  again: (request, end) => agencyView(request, { end }),
})

const newPages = formPage({
  command: addAgency,
  may: ['admin'],
  address: '/agencies/new',
  async record({ actor }) {
    if (!mayEdit(actor)) throw forbidden()
  },
  title: words('Thêm cơ quan', 'Add an agency'),
  crumbs,
  // A draft of a plan offers the names that the catalogue does not know.
  initial: (_record, { url }) => ({
    kind: 'agency',
    name: url.searchParams.get('name')?.slice(0, 200) ?? '',
  }),
  fields: ({ f, t }) => agencyFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: '/agencies',
  done: ({ id }) => ({
    to: `/agencies/${id}`,
    message: words('Đã thêm cơ quan.', 'The agency is added.'),
  }),
})

export const agencyPages: readonly Page[] = [agenciesPage, ...newPages.pages, agencyPage, renamePage, endPage]

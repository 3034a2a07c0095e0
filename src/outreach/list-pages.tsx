import { listAgencies } from '../agencies/index.ts'
import { planColumn, planFilters } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { recordOutreach } from './commands.ts'
import { outreachFields } from './fields.ts'
import { listKinds } from './kinds.ts'
import { listOutreach, type Outreach } from './queries.ts'
import { outreachStates, settings } from './rules.ts'

export const at = '/outreach'
const title = words('Việc vận động của cơ quan, hội', 'Outreach by agencies and associations')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: at }]

/** The agencies of today, to filter by. */
export async function agencyFilter(request: PageRequest) {
  const agencies = await request.execute(listAgencies, { state: 'living', limit: 1000 })
  return {
    name: 'agencyId',
    kind: 'select' as const,
    label: words('Cơ quan, hội', 'Agency, association'),
    choices: agencies.rows.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) })),
  }
}

export const outreachPage = listPage({
  route: `GET ${at}`,
  place: { group: 'activities', order: 56, label: title },
  title,
  lead: words(
    'Cơ quan, hội ghi việc mình đã làm cho Chương trình trong ngành, địa phương, hội viên của mình, kèm minh chứng, rồi gửi; cơ quan điều hành xác nhận thì được tính.',
    'Agencies and associations enter what they did for the programme among their own, with proof, and send it; once the coordinator confirms it, it counts.',
  ),
  query: listOutreach,
  actions: (request) => {
    const { t, mayOpen } = request
    return (
      <>
        <Act command={recordOutreach} request={request} href={`${at}/new`} kind="primary">
          {t('Ghi việc đã làm', 'Enter what was done')}
        </Act>
        <LinkButton href={`${at}/sums`}>{t('Cộng theo cơ quan, hội', 'Sums by agency')}</LinkButton>
        <LinkButton href="/integrations">{t('Kinh phí lồng ghép', 'Money of other programmes')}</LinkButton>
        {mayOpen(`${at}/import`) ? (
          <LinkButton href={`${at}/import`}>{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
        ) : null}
        {mayOpen(`${at}/kinds`) ? (
          <LinkButton href={`${at}/kinds`}>{t('Các loại việc vận động', 'Kinds of outreach')}</LinkButton>
        ) : null}
      </>
    )
  },
  empty: ({ t }) => t('Chưa ghi việc nào.', 'Nothing is entered yet.'),
  filters: async (request) => {
    const { t } = request
    const kinds = await request.execute(listKinds, { limit: 1000 })
    return [
      { name: 'q', kind: 'search', label: words('Tìm theo việc đã làm', 'Words of the activity') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: outreachStates.choices(t),
      },
      {
        name: 'kindId',
        kind: 'select',
        label: outreachFields.labels.kindId,
        choices: kinds.rows.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      },
      await agencyFilter(request),
      {
        name: 'setting',
        kind: 'select',
        label: outreachFields.labels.setting,
        choices: settings.choices(t),
      },
      { name: 'serves', kind: 'search', label: outreachFields.labels.serves },
      { name: 'year', kind: 'search', label: words('Năm', 'Year') },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const {
      title: what,
      heldOn,
      agency,
      kind,
      enterprises,
      ...others
    } = outreachFields.columns<Outreach>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      agency: { value: (row) => t(row.agency, row.agencyEn) },
      kind: { value: (row) => t(row.kind, row.kindEn) },
      unit: { value: (row) => (row.unit === null ? null : t(row.unit, row.unitEn ?? row.unit)) },
      source: { value: (row) => (row.source === null ? null : t(row.source, row.sourceEn ?? row.source)) },
      integration: { value: (row) => row.integration },
    })
    return [
      what,
      heldOn,
      kind,
      agency,
      enterprises,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(outreachStates.names[row.state]),
        cell: (row) => <StateBadge of={outreachStates} is={row.state} t={t} />,
      },
      ...Object.values(others),
      {
        key: 'brought',
        label: words('Doanh nghiệp giới thiệu được', 'Enterprises that it brought'),
        kind: 'number',
        exportOnly: true,
        value: (row) => row.brought,
      },
      {
        key: 'named',
        label: words('Doanh nghiệp nêu tên', 'Enterprises named'),
        kind: 'number',
        exportOnly: true,
        value: (row) => row.named,
      },
      ...(await planColumn<Outreach>(request)),
    ]
  },
})

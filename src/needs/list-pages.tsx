import { planColumn, planFilters } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { addNeed } from './commands.ts'
import { needFields } from './fields.ts'
import { checkNeeds } from './import.ts'
import { listNeeds, type NeedRow } from './queries.ts'
import { needResults } from './results.ts'
import { needKinds, needStates } from './rules.ts'
import { listSurveys } from './survey-queries.ts'

export const title = words('Nhu cầu hỗ trợ', 'Needs of support')
export const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/needs' }]

const firstWords = (text: string) => (text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text)

export const needsPage = listPage({
  route: 'GET /needs',
  place: { group: 'work', order: 15, main: ['association', 'agency'], label: title },
  title,
  lead: words(
    'Doanh nghiệp, hội và cơ quan cần gì ở Chương trình. Mỗi nhu cầu được tiếp nhận và có kết quả: hồ sơ hỗ trợ, khóa đào tạo, hoặc lý do không hỗ trợ.',
    'What enterprises, associations and agencies need of the programme. Each need is taken up and has an outcome: an application, a course, or the reason why not.',
  ),
  query: listNeeds,
  actions: ({ actor, t }) => (
    <>
      {mayRun(actor, needResults) ? (
        <LinkButton href="/needs/results">{t('Tổng hợp', 'Summary')}</LinkButton>
      ) : null}
      {mayRun(actor, listSurveys) ? (
        <LinkButton href="/needs/surveys">{t('Đợt khảo sát nhu cầu', 'Surveys')}</LinkButton>
      ) : null}
      {mayRun(actor, checkNeeds) ? (
        <LinkButton href="/needs/import">{t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
      {mayRun(actor, addNeed) ? (
        <LinkButton href="/needs/new" kind="primary">
          {t('Nêu nhu cầu', 'Tell of a need')}
        </LinkButton>
      ) : null}
    </>
  ),
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm nội dung, doanh nghiệp', 'What is needed, enterprise') },
      { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: needStates.choices(t) },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại nhu cầu', 'Kind of need'),
        choices: needKinds.choices(t),
      },
      {
        name: 'contentId',
        kind: 'select',
        label: words('Nội dung hỗ trợ', 'Content of support'),
        choices: await contentChoices(request, true),
      },
      { name: 'year', kind: 'search', label: words('Năm cần', 'Wanted in year') },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const { text, ...others } = needFields.columns<NeedRow>(t, {
      text: {
        cell: (row) => (
          <div class="min-w-56">
            <a href={`/needs/${row.id}`}>{firstWords(row.text)}</a>
            {row.content === null ? null : <div class="hint">{t(row.content, row.contentEn ?? '')}</div>}
          </div>
        ),
      },
      content: {
        value: (row) => (row.content === null ? null : t(row.content, row.contentEn ?? '')),
        exportOnly: true,
      },
    })
    return [
      {
        key: 'enteredOn',
        label: words('Ngày nêu', 'Told on'),
        kind: 'date',
        sort: 'enteredOn',
        value: (row) => row.enteredOn,
      },
      text,
      {
        key: 'owner',
        label: words('Nơi có nhu cầu', 'Whose need it is'),
        value: (row) => t(row.owner, row.ownerEn),
      },
      {
        key: 'taxCode',
        label: words('Mã số thuế', 'Tax code'),
        exportOnly: true,
        value: (row) => row.taxCode,
      },
      ...(await planColumn<NeedRow>(request)),
      ...Object.values(others),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(needStates.names[row.state]),
        cell: (row) => <StateBadge of={needStates} is={row.state} t={t} />,
      },
    ]
  },
  empty: ({ actor, t }) =>
    mayRun(actor, addNeed) ? <a href="/needs/new">{t('Nêu nhu cầu', 'Tell of a need')}</a> : null,
})

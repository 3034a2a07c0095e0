import { reportParts, reportPhrase } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type Page, page, receiver } from '../platform/page.ts'
import { Act, Badge, Facts, LinkButton, listPage, PostButton, Section } from '../ui/index.ts'
import { addIndicator, editIndicator, setIndicatorActive } from './commands.ts'
import { indicatorFields } from './fields.ts'
import { editedIndicator, newIndicator } from './form-pages.tsx'
import { listIndicators, showIndicator } from './queries.ts'
import { ways } from './rules.ts'
import { ValuesOf, valuePages } from './value-pages.tsx'

const { labels } = indicatorFields

const catalogue = listPage({
  route: 'GET /indicator-catalogue',
  place: { group: 'rules', order: 25, label: words('Danh mục chỉ số', 'Catalogue of indicators') },
  title: words('Danh mục chỉ số', 'Catalogue of indicators'),
  lead: words(
    'Mỗi chỉ số nói số của nó lấy từ đâu. Kế hoạch đặt chỉ tiêu theo các chỉ số này.',
    'Each indicator says where its figure comes from. Plans set targets of these indicators.',
  ),
  query: listIndicators,
  actions: (request) => (
    <Act command={addIndicator} request={request} href="/indicator-catalogue/new" kind="primary">
      {request.t('Thêm chỉ số', 'Add an indicator')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
    {
      name: 'way',
      kind: 'select',
      label: words('Số lấy từ đâu', 'Where the figure comes from'),
      all: words('Mọi cách', 'Any way'),
      choices: ways.choices(t),
    },
  ],
  columns: ({ t }) => [
    {
      key: 'name',
      label: labels.name,
      sort: 'name',
      value: (row) => t(row.name, row.nameEn),
      cell: (row) => (
        <>
          <a href={`/indicator-catalogue/${row.key}`}>{t(row.name, row.nameEn)}</a>{' '}
          {row.active ? null : <Badge tone="warning">{t('Đã dừng', 'Stopped')}</Badge>}
        </>
      ),
    },
    { key: 'key', label: words('Mã', 'Code'), value: (row) => row.key, exportOnly: true },
    { key: 'unit', label: labels.unit, value: (row) => t(row.unit, row.unitEn) },
    {
      key: 'way',
      label: words('Số lấy từ đâu', 'Where the figure comes from'),
      value: (row) => t(ways.names[row.way]),
    },
    { key: 'rule', label: words('Cách tính', 'Calculation'), value: (row) => t(row.rule) },
    {
      key: 'plans',
      label: words('Số kế hoạch có chỉ tiêu', 'Plans with a target'),
      kind: 'number',
      value: (row) => row.plans,
    },
  ],
  empty: ({ t }) => t('Không có chỉ số nào như vậy.', 'There is no such indicator.'),
})

const shownIndicator = page({
  route: 'GET /indicator-catalogue/{key}',
  for: showIndicator,
  async run(request) {
    const { t } = request
    const shown = await request.execute(showIndicator, { key: request.params.key })
    const { verb, object } = reportPhrase({ ...shown, phrase: shown.reportPhrase })
    return {
      title: t(shown.name, shown.nameEn),
      lead: t(shown.rule),
      breadcrumbs: [{ label: t('Danh mục chỉ số', 'Catalogue of indicators'), href: '/indicator-catalogue' }],
      actions: (
        <>
          {shown.resultsIn.map(({ planId, number }) => (
            <LinkButton href={`/indicators/${shown.key}?plan=${planId}`}>
              {t(`Kết quả trong Kế hoạch ${number}`, `Result in Plan ${number}`)}
            </LinkButton>
          ))}
          <Act command={editIndicator} request={request} href={`/indicator-catalogue/${shown.key}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
          {mayRun(request.actor, setIndicatorActive) ? (
            <PostButton
              action={`/indicator-catalogue/${shown.key}/active`}
              label={shown.active ? t('Dừng', 'Stop') : t('Mở lại', 'Reopen')}
              once={crypto.randomUUID()}
              values={{ active: shown.active ? 'no' : 'yes' }}
            />
          ) : null}
        </>
      ),
      body: (
        <>
          <Section>
            <Facts
              columns={2}
              items={[
                [t(labels.unit), t(shown.unit, shown.unitEn)],
                [t('Số lấy từ đâu', 'Where the figure comes from'), t(ways.names[shown.way])],
                [t(labels.source), shown.source ?? t('Có sẵn trong chương trình', 'Comes with the program')],
                [t(labels.phrases), shown.phrases.join('; ') || '–'],
                [t(labels.reportPart), t(reportParts.names[shown.reportPart])],
                [t(labels.reportPhrase), `${verb} … ${object}`],
              ]}
            />
          </Section>
          {shown.way === 'entered' ? await ValuesOf({ request, shown }) : null}
        </>
      ),
    }
  },
})

const active = receiver({
  command: setIndicatorActive,
  address: '/indicator-catalogue/{key}/active',
  done: ({ key }) => ({ to: `/indicator-catalogue/${key}`, message: words('Đã lưu.', 'Saved.') }),
})

export const indicatorPages: readonly Page[] = [
  catalogue,
  ...newIndicator.pages,
  ...editedIndicator.pages,
  shownIndicator,
  active,
  ...valuePages,
]

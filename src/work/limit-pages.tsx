import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, formPage, Section, Table } from '../ui/index.ts'
import { listWorkLimits, setWorkLimit } from './limits.ts'

const title = words('Thời hạn của các loại việc', 'Limits of the kinds of work')

/** How many working days each kind of work may take, and who says so. */
export const limitsPage = page({
  route: 'GET /work/limits',
  for: listWorkLimits,
  async run(request) {
    const { t, language } = request
    const { kinds } = await request.execute(listWorkLimits, {})
    const heads = {
      kind: t('Loại việc', 'Kind of work'),
      days: t('Ngày làm việc', 'Working days'),
      source: t('Căn cứ', 'Basis'),
    }
    return {
      title: t(title),
      breadcrumbs: [{ label: t('Việc của tôi', 'My work'), href: '/work' }],
      lead: t(
        'Đồng hồ của mỗi việc chạy theo ngày làm việc, dừng trong lúc chờ bên kia bổ sung. Việc có ngày hẹn riêng theo ngày đó.',
        'The clock of each piece of work runs in working days and stops while the other side is asked. What has a day of its own keeps to that day.',
      ),
      body: (
        <Section>
          <Table caption={t(title)} stack>
            <thead>
              <tr>
                <th>{heads.kind}</th>
                <th class="num">{heads.days}</th>
                <th>{heads.source}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {kinds.map(({ kind, label, limit }) => (
                <tr>
                  <td data-label={heads.kind}>{t(label)}</td>
                  <td class="num" data-label={heads.days}>
                    {limit === null ? '—' : formatNumber(limit.days, language)}
                  </td>
                  <td data-label={heads.source}>
                    {limit === null ? '—' : t(limit.source)}{' '}
                    {limit?.toCheck === true ? (
                      <Badge tone="warning">{t('Cần kiểm tra', 'To be checked')}</Badge>
                    ) : null}
                  </td>
                  <td>
                    <Act command={setWorkLimit} request={request} href={`/work/limits/${kind}`} small>
                      {t('Đặt', 'Set')}
                    </Act>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ),
    }
  },
})

export const limitForm = formPage({
  command: setWorkLimit,
  address: '/work/limits/{kind}',
  record: async ({ execute, params }: PageRequest) => {
    const { kinds } = await execute(listWorkLimits, {})
    const found = kinds.find(({ kind }) => kind === params.kind)
    if (found === undefined) throw notFound(words('loại việc', 'Kind of work'))
    return found
  },
  title: words('Đặt thời hạn của một loại việc', 'Set the limit of a kind of work'),
  crumbs: ({ t }) => [
    { label: t('Việc của tôi', 'My work'), href: '/work' },
    { label: t(title), href: '/work/limits' },
  ],
  lead: ({ t, record }) => t(record.label),
  initial: ({ limit }, { t }) => ({
    days: limit === null ? '' : String(limit.days),
    source: limit === null || limit.toCheck ? '' : t(limit.source),
  }),
  fields: ({ f, t }) => (
    <>
      {f.number('days', { label: t('Ngày làm việc', 'Working days'), required: true })}
      {f.area('source', {
        label: t('Văn bản hoặc quyết định của cơ quan', 'Instrument, or decision of the office'),
        required: true,
      })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: '/work/limits',
  done: () => ({ to: '/work/limits', message: words('Đã đặt thời hạn.', 'The limit is set.') }),
})

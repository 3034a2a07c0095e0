import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, formPage, Moment, Section, Table } from '../ui/index.ts'
import { listWorkLimits, setWorkLimit, workLimitHistory } from './limits.ts'

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
                    {limit !== null && !limit.toCheck ? (
                      <a class="inline-block py-1" href={`/work/limits/${kind}/history`}>
                        {t('Những lần đặt', 'How it was set')}
                        <span class="sr-only">: {t(label)}</span>
                      </a>
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

/** How the limit of a kind of work was set, the newest first. */
export const limitHistoryPage = page({
  route: 'GET /work/limits/{kind}/history',
  for: workLimitHistory,
  async run(request) {
    const { t, language, params } = request
    const { label, changes } = await request.execute(workLimitHistory, { kind: params.kind })
    const days = (number: number | null) =>
      number === null
        ? t('không có thời hạn', 'no limit')
        : t(
            `${formatNumber(number, language)} ngày làm việc`,
            `${formatNumber(number, language)} working days`,
          )
    return {
      title: t('Những lần đặt thời hạn', 'How the limits were set'),
      lead: t(label),
      breadcrumbs: [
        { label: t('Việc của tôi', 'My work'), href: '/work' },
        { label: t(title), href: '/work/limits' },
      ],
      body: (
        <Section>
          {changes.length === 0 ? (
            <p>
              {t(
                'Cơ quan chưa đặt thời hạn này; mức đang dùng là mức ban đầu.',
                'The office has not set it; what holds is what the program came with.',
              )}
            </p>
          ) : (
            <ol class="timeline">
              {changes.map((change) => (
                <li class="done">
                  <p>
                    <span class="font-semibold">{change.by}</span>
                    <span class="hint">
                      {' · '}
                      <Moment at={change.at} />
                    </span>
                  </p>
                  <p>
                    {t('từ', 'from')} {days(change.before)} {t('thành', 'to')} {days(change.days)}
                  </p>
                  <p class="hint">{change.source}</p>
                </li>
              ))}
            </ol>
          )}
        </Section>
      ),
    }
  },
})

import { planYears } from '../../plan/index.ts'
import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { type PageRequest, page } from '../../platform/page.ts'
import { AskedChoice, Badge, Empty, LinkButton, Notice, Section } from '../../ui/index.ts'
import { listContents } from '../queries.ts'
import { turnStates } from '../rules.ts'
import { showBoard, showCalendar } from './queries.ts'

/* Turns under way as a board, and their days as a calendar. */

const at = '/support/board'
const calendarAt = '/support/calendar'
const title = words('Bảng tiến độ lượt hỗ trợ', 'Board of turns')
const calendarTitle = words('Lịch lượt hỗ trợ', 'Calendar of turns')
const crumbs = ({ t }: PageRequest) => [{ label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' }]

const asked = ({ url }: PageRequest, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, url.searchParams.get(name) ?? '']))

async function Filters({ request }: { readonly request: PageRequest }) {
  const { t } = request
  const contents = await request.execute(listContents, {})
  const years = await planYears(request)
  return (
    <form method="get" action={at} class="mb-4 flex flex-wrap items-end gap-3">
      <AskedChoice
        request={request}
        name="year"
        label={t('Năm kế hoạch', 'Plan year')}
        none={t('Mọi năm', 'Any year')}
        choices={[...years.map((year) => ({ value: String(year), label: String(year) }))]}
      />
      <AskedChoice
        request={request}
        name="contentId"
        label={t('Nội dung', 'Content')}
        none={t('Mọi nội dung', 'Any content')}
        choices={[...contents.map(({ id, name, nameEn }) => ({ value: String(id), label: t(name, nameEn) }))]}
      />
      <AskedChoice
        request={request}
        name="late"
        label={t('Chậm tiến độ', 'Delayed')}
        none={t('Tất cả', 'All')}
        choices={[{ value: 'on', label: t('Chỉ lượt chậm', 'Late ones alone') }]}
      />
      <button class="btn btn-primary" type="submit">
        {t('Xem', 'Show')}
      </button>
    </form>
  )
}

export const boardPage = page({
  route: `GET ${at}`,
  for: showBoard,
  async run(request) {
    const { t } = request
    const columns = await request.execute(showBoard, asked(request, ['year', 'contentId', 'late']))
    return {
      title: t(title),
      lead: t(
        'Mỗi cột một bước; lượt đến hạn sớm nhất đứng đầu. Hạn theo số ngày làm việc cơ quan đặt cho bước đó và hạn trong hợp đồng, lấy ngày sớm hơn.',
        'A column for each step, what is due first on top. A step is due by the working days that the office allows it or the day in the contract, whichever is earlier.',
      ),
      breadcrumbs: crumbs(request),
      actions: <LinkButton href={calendarAt}>{t(calendarTitle)}</LinkButton>,
      body: (
        <>
          {await Filters({ request })}
          <div class="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
            {columns.map(({ state, total, late, cards }) => (
              <Section title={`${t(turnStates.names[state])} (${total})`} id={state}>
                {late === 0 ? null : (
                  <p>
                    <Badge tone="error">{t(`${late} lượt chậm`, `${late} late`)}</Badge>
                  </p>
                )}
                {cards.length === 0 ? (
                  <Empty>{t('Không có lượt nào.', 'None.')}</Empty>
                ) : (
                  <ul class="list">
                    {cards.map((card) => (
                      <li class="py-2">
                        <a href={`/support/${card.id}`}>
                          {card.id}. {card.enterprise}
                        </a>
                        <span class="hint block">{t(card.content, card.contentEn)}</span>
                        <span class="hint block">
                          {t('từ', 'since')} {formatDate(card.since)}
                          {card.due === null ? '' : ` · ${t('hạn', 'by')} ${formatDate(card.due)}`}
                        </span>
                        {card.late ? <Badge tone="error">{t('Chậm tiến độ', 'Delayed')}</Badge> : null}
                      </li>
                    ))}
                  </ul>
                )}
                {total > cards.length ? (
                  <p>
                    <a href={`/support?state=${state}`}>{t('Xem cả danh sách', 'See the whole list')}</a>
                  </p>
                ) : null}
              </Section>
            ))}
          </div>
        </>
      ),
    }
  },
})

const addresses = { step: '/support', visit: '/visits', remedy: '/visits/findings' } as const
const kinds = {
  step: words('Hạn bước', 'Step due'),
  visit: words('Đi kiểm tra', 'Visit planned'),
  remedy: words('Hạn khắc phục', 'To be put right by'),
} as const

/** The month before or after: `2026-12` after `2026-11`. */
function beside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + number - 1 + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

export const calendarPage = page({
  route: `GET ${calendarAt}`,
  for: showCalendar,
  async run(request) {
    const { t } = request
    const { month, days } = await request.execute(showCalendar, asked(request, ['month']))
    const [year, number] = month.split('-')
    const busy = days.filter(({ entries }) => entries.length > 0)
    return {
      title: t(calendarTitle),
      lead: t(`Tháng ${number}/${year}`, `${number}/${year}`),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          <LinkButton href={`${calendarAt}?month=${beside(month, -1)}`}>
            {t('Tháng trước', 'Month before')}
          </LinkButton>
          <LinkButton href={`${calendarAt}?month=${beside(month, 1)}`}>
            {t('Tháng sau', 'Month after')}
          </LinkButton>
          <LinkButton href={at}>{t(title)}</LinkButton>
        </>
      ),
      body:
        busy.length === 0 ? (
          <Notice tone="info">
            {t(
              'Tháng này không có bước, lần kiểm tra hay việc khắc phục nào đến ngày.',
              'Nothing falls into this month.',
            )}
          </Notice>
        ) : (
          <Section id="days">
            <ul class="list">
              {busy.map(({ day, worked, entries }) => (
                <li class="py-2">
                  <b>{formatDate(day)}</b>
                  {worked ? null : <Badge tone="warning">{t('Ngày nghỉ', 'Day off')}</Badge>}
                  <ul class="pl-4">
                    {entries.map((entry) => (
                      <li class="py-1">
                        {t(kinds[entry.kind])}:{' '}
                        <a href={`${addresses[entry.kind]}/${entry.id}`}>{entry.enterprise}</a>
                        {entry.state === null ? null : (
                          <span class="hint"> ({t(turnStates.names[entry.state])})</span>
                        )}{' '}
                        {entry.late ? <Badge tone="error">{t('Quá ngày', 'Past its day')}</Badge> : null}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </Section>
        ),
    }
  },
})

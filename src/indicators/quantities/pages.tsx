import { words } from '../../platform/language.ts'
import { numberOf, type Page, type PageRequest, page } from '../../platform/page.ts'
import { notFound } from '../../platform/problem.ts'
import { Empty, formPage, LinkButton, OpenLink, RecordTable, Section } from '../../ui/index.ts'
import { listIndicators } from '../queries.ts'
import { followLineQuantity, listOpenQuantities } from './follow.ts'

/* How each quantity of the budget table is to be counted: the ready-made ways, one to be chosen. */

const crumbs = ({ t }: PageRequest) => [{ label: t('Kế hoạch', 'Plan'), href: '/plan' }]

const list = page({
  route: 'GET /plan/quantities',
  for: listOpenQuantities,
  async run(request) {
    const { t } = request
    const { quantities } = await request.execute(listOpenQuantities, {})
    return {
      title: t('Số lượng trong bảng dự toán', 'Quantities of the budget table'),
      lead: t(
        'Số lượng ghi ở một mục là chỉ tiêu của mục đó. Xin chọn cách đếm cho từng số lượng chưa có chỉ tiêu theo dõi.',
        'A quantity of a line is a target of that line. Please choose how each one without a target is counted.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <Section>
          {quantities.length === 0 ? (
            <Empty>{t('Số lượng nào cũng đã có chỉ tiêu.', 'Every quantity has a target.')}</Empty>
          ) : (
            <RecordTable
              caption={t('Số lượng chưa có chỉ tiêu theo dõi', 'Quantities without a target')}
              stack
              rows={quantities}
              columns={[
                {
                  head: t('Mục', 'Line'),
                  cell: (open) => (
                    <OpenLink request={request} href={`/plan/quantities/${open.lineId}`}>
                      {open.code}
                    </OpenLink>
                  ),
                },
                { head: t('Nội dung', 'Content'), cell: (open) => t(open.title) },
                { head: t('Số lượng', 'Quantity'), cell: (open) => t(open.quantity) },
                { head: t('Kế hoạch', 'Plan'), cell: (open) => open.plan },
              ]}
            />
          )}
        </Section>
      ),
    }
  },
})

/** The open quantity of the address. @throws Problem 404 when a target follows it, or there is none */
async function quantityOf(request: PageRequest) {
  const { quantities } = await request.execute(listOpenQuantities, {})
  const open = quantities.find(({ lineId }) => lineId === numberOf(request, 'lineId'))
  if (open === undefined)
    throw notFound(words('số lượng chưa có chỉ tiêu theo dõi', 'Quantity without a target'))
  const { rows } = await request.execute(listIndicators, { limit: 1000 })
  return { open, indicators: rows.filter(({ active }) => active) }
}

const chosen = formPage({
  command: followLineQuantity,
  address: '/plan/quantities/{lineId}',
  record: quantityOf,
  title: ({ t, record: { open } }) =>
    t(`Cách đếm số lượng của mục ${open.code}`, `How the quantity of line ${open.code} is counted`),
  lead: ({ t, record: { open } }) => `${t(open.title)}: ${t(open.quantity)}`,
  crumbs: (request) => [
    ...crumbs(request),
    {
      label: request.t('Số lượng trong bảng dự toán', 'Quantities of the budget table'),
      href: '/plan/quantities',
    },
  ],
  initial: ({ open }) => ({ lineNumber: String(open.number) }),
  above: ({ t, record: { open } }) => (
    <Section title={t('Lập chỉ số cho mục này', 'Compose an indicator for this line')}>
      <ul class="grid gap-3">
        <li>
          <LinkButton href={`/indicator-catalogue/new?way=entered&line=${open.lineId}`} kind="primary">
            {t('Cơ quan nhập kèm minh chứng', 'Entered by an agency with evidence')}
          </LinkButton>
          <p class="hint mt-1">
            {t(
              'Một cơ quan nhập số từng năm kèm minh chứng, người khác xác nhận: cho việc mà chương trình không có hồ sơ riêng.',
              'An agency enters each year’s value with evidence, another person confirms it: for what the program keeps no records of.',
            )}
          </p>
        </li>
        <li>
          <LinkButton href={`/indicator-catalogue/new?way=counted&line=${open.lineId}`}>
            {t('Đếm từ hồ sơ theo quy tắc', 'Counted from records by a rule')}
          </LinkButton>
          <p class="hint mt-1">
            {t(
              'Chọn loại hồ sơ và điều kiện; chỉ chọn khi quy tắc đếm đúng những việc của mục này.',
              'Choose the kind of record and conditions; only where the rule counts just what is of this line.',
            )}
          </p>
        </li>
      </ul>
    </Section>
  ),
  fields: ({ f, t, record: { indicators } }) => (
    <>
      {f.select('indicator', {
        label: t('Hoặc theo dõi bằng chỉ số đã có', 'Or follow it by an indicator that there is'),
        required: true,
        empty: t('— chọn —', '— choose —'),
        choices: indicators.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
        hint: t(
          'Chỉ số mà phần lời đã đặt chỉ tiêu: hai số cùng hiện cho đến khi có quyết định bằng văn bản.',
          'Where the text has a target of it too, both numbers are shown until it is decided in writing.',
        ),
      })}
      {f.number('lineNumber', { label: t('Số lượng', 'Quantity') })}
    </>
  ),
  submit: words('Theo dõi bằng chỉ số này', 'Follow it by this indicator'),
  cancel: '/plan/quantities',
  done: ({ planId }) => ({
    to: `/plan?plan=${planId}#targets`,
    message: words('Đã thêm chỉ tiêu cho số lượng của mục.', 'The quantity of the line has a target.'),
  }),
})

export const quantityPages: readonly Page[] = [list, ...chosen.pages]

import { InForceCells } from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { page, receiver } from '../platform/page.ts'
import { Act, Empty, formPage, Section, Table } from '../ui/index.ts'
import { endThreshold, listThresholds, setThreshold, thresholdFields } from './thresholds.ts'

/* How much is to be paid by which month: the rows in force and those that ended, and their form. */

const at = '/budget/spending-thresholds'
const title = words('Mức cảnh báo chi chậm', 'Thresholds of under-spending')

const list = page({
  route: `GET ${at}`,
  for: listThresholds,
  async run(request) {
    const { t } = request
    const rows = await request.execute(listThresholds, {})
    const heads = {
      month: t('Từ tháng', 'From the month'),
      least: t(thresholdFields.labels.leastPercent),
      days: t('Thời gian áp dụng', 'Days in force'),
      source: t(thresholdFields.labels.source),
    }
    return {
      title: t(title),
      lead: t(
        'Mục của ngân sách đã chi ít hơn mức của tháng so với dự toán được sử dụng thì bị cảnh báo, từ tháng 7 đến tháng 12. Chưa có dòng nào thì không cảnh báo.',
        'A line of the budget of which less is paid than the threshold of the month, from July to December, is told of. Without a row there is no alarm.',
      ),
      breadcrumbs: [{ label: t('Mục chi chậm', 'Under-spent lines'), href: '/budget/under-spending' }],
      actions: (
        <Act command={setThreshold} request={request} href={`${at}/new`}>
          {t('Đặt mức cảnh báo chi chậm', 'Set a threshold of under-spending')}
        </Act>
      ),
      body: (
        <Section>
          {rows.length === 0 ? (
            <Empty>{t('Chưa đặt mức cảnh báo nào.', 'No threshold is set.')}</Empty>
          ) : (
            <Table caption={t(title)} stack>
              <thead>
                <tr>
                  <th scope="col">{heads.month}</th>
                  <th scope="col" class="num">
                    {heads.least}
                  </th>
                  <th scope="col">{heads.days}</th>
                  <th scope="col">{heads.source}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr>
                    <td data-label={heads.month}>{row.fromMonth}</td>
                    <td class="num" data-label={heads.least}>
                      {row.leastPercent}
                    </td>
                    <InForceCells
                      {...{ row, heads, request, command: endThreshold }}
                      action={`${at}/${row.id}/end`}
                      end={t('Bãi bỏ mức cảnh báo này', 'End this threshold')}
                    />
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </Section>
      ),
    }
  },
})

const set = formPage({
  command: setThreshold,
  address: `${at}/new`,
  title: words('Đặt mức cảnh báo chi chậm', 'Set a threshold of under-spending'),
  crumbs: ({ t }) => [{ label: t(title), href: at }],
  initial: (_record, { system }) => ({ validFrom: formatDate(today(system.now())), fromMonth: '7' }),
  fields: ({ f, t }) => thresholdFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã đặt mức cảnh báo.', 'The threshold is set.') }),
})

const ended = receiver({
  command: endThreshold,
  address: `${at}/{id}/end`,
  done: () => ({ to: at, message: words('Đã bãi bỏ mức cảnh báo.', 'The threshold is ended.') }),
})

export const thresholdPages = [list, ...set.pages, ended]

import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { page, receiver } from '../platform/page.ts'
import { Act, Dong, Empty, formPage, Section, Table } from '../ui/index.ts'
import { InForceCells } from './in-force.tsx'
import {
  endReleaseLevel,
  levelFields,
  levelHolders,
  listReleaseLevels,
  setReleaseLevel,
} from './release-levels.ts'

/* Up to which sum who may release a payment: the rows in force and those that ended, and their form. */

const at = '/budget/release-levels'
const title = words('Mức duyệt chi', 'Limits of releasing payments')

const list = page({
  route: `GET ${at}`,
  for: listReleaseLevels,
  async run(request) {
    const { t, language } = request
    const rows = await request.execute(listReleaseLevels, {})
    const heads = {
      holder: t(levelFields.labels.holder),
      upTo: t(levelFields.labels.upTo),
      days: t('Thời gian áp dụng', 'Days in force'),
      source: t(levelFields.labels.source),
    }
    return {
      title: t(title),
      lead: t(
        'Chưa có dòng nào thì ai có quyền duyệt chi đều duyệt được mọi số tiền. Có dòng thì mỗi người duyệt đến mức của mình; người lập chứng từ không duyệt.',
        'Without a row whoever may release does so for any sum. With rows each releases up to the own limit; who draws a payment up never releases it.',
      ),
      breadcrumbs: [{ label: t('Chứng từ chờ duyệt', 'Payments to release'), href: '/budget/payments' }],
      actions: (
        <Act command={setReleaseLevel} request={request} href={`${at}/new`}>
          {t('Đặt mức duyệt chi', 'Set a limit of releasing payments')}
        </Act>
      ),
      body: (
        <Section>
          {rows.length === 0 ? (
            <Empty>{t('Chưa đặt mức nào.', 'No limit is set.')}</Empty>
          ) : (
            <Table caption={t(title)} stack>
              <thead>
                <tr>
                  <th scope="col">{heads.holder}</th>
                  <th scope="col" class="num">
                    {heads.upTo}
                  </th>
                  <th scope="col">{heads.days}</th>
                  <th scope="col">{heads.source}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr>
                    <td data-label={heads.holder}>{t(levelHolders.names[row.holder])}</td>
                    <td class="num" data-label={heads.upTo}>
                      {row.upTo === null ? (
                        t('Không giới hạn', 'Not limited')
                      ) : (
                        <Dong amount={row.upTo} language={language} />
                      )}
                    </td>
                    <InForceCells
                      {...{ row, heads, request, command: endReleaseLevel }}
                      action={`${at}/${row.id}/end`}
                      end={t('Bãi bỏ mức này', 'End this limit')}
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
  command: setReleaseLevel,
  address: `${at}/new`,
  title: words('Đặt mức duyệt chi', 'Set a limit of releasing payments'),
  crumbs: ({ t }) => [{ label: t(title), href: at }],
  initial: (_record, { system }) => ({ validFrom: formatDate(today(system.now())) }),
  fields: ({ f, t }) => levelFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã đặt mức duyệt chi.', 'The limit of releases is set.') }),
})

const ended = receiver({
  command: endReleaseLevel,
  address: `${at}/{id}/end`,
  done: () => ({ to: at, message: words('Đã bãi bỏ mức duyệt chi.', 'The limit is ended.') }),
})

export const releaseLevelPages = [list, ...set.pages, ended]

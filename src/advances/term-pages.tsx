import { InForceCells } from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { page, receiver } from '../platform/page.ts'
import { Act, Empty, formPage, Section, Table } from '../ui/index.ts'
import { beneficiaries, termFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { endTerm, listTerms, setTerm } from './terms.ts'

/* In how many days advances are cleared: the rows in force and those that ended, and their form. */

const at = '/advances/terms'
const title = words('Thời hạn hoàn tạm ứng', 'Terms of clearing advances')

const list = page({
  route: `GET ${at}`,
  for: listTerms,
  async run(request) {
    const { t } = request
    const rows = await request.execute(listTerms, {})
    const heads = {
      beneficiary: t(termFields.labels.beneficiary),
      term: t('Thời hạn và điều kiện', 'Term and condition'),
      days: t('Thời gian áp dụng', 'Days in force'),
      source: t(termFields.labels.source),
    }
    return {
      title: t(title),
      lead: t(
        'Mỗi dòng theo một văn bản. Chưa có dòng nào thì mỗi khoản tạm ứng phải ghi hạn hoàn cùng lý do; chương trình không tự đặt thời hạn.',
        'Each row rests on a document. Without one, each advance says its own day with the reason; the program sets no term by itself.',
      ),
      breadcrumbs: crumbs(request),
      actions: (
        <Act command={setTerm} request={request} href={`${at}/new`}>
          {t('Đặt thời hạn', 'Set a term')}
        </Act>
      ),
      body: (
        <Section>
          {rows.length === 0 ? (
            <Empty>{t('Chưa có thời hạn nào theo văn bản.', 'No term is entered.')}</Empty>
          ) : (
            <Table caption={t(title)} stack>
              <thead>
                <tr>
                  <th scope="col">{heads.beneficiary}</th>
                  <th scope="col">{heads.term}</th>
                  <th scope="col">{heads.days}</th>
                  <th scope="col">{heads.source}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr>
                    <td data-label={heads.beneficiary}>{t(beneficiaries.names[row.beneficiary])}</td>
                    <td data-label={heads.term}>
                      {t(`${row.days} ngày kể từ ngày chi`, `${row.days} days after the payment`)}
                      {row.beforeNext === null ? null : (
                        <div class="hint">
                          {t(
                            `Tạm ứng tiếp khi đã hoàn ít nhất ${row.beforeNext}%`,
                            `The next one once at least ${row.beforeNext}% are cleared`,
                          )}
                        </div>
                      )}
                    </td>
                    <InForceCells
                      {...{ row, heads, request, command: endTerm }}
                      action={`${at}/${row.id}/end`}
                      end={t('Bãi bỏ thời hạn này', 'End this term')}
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
  command: setTerm,
  address: `${at}/new`,
  title: words('Đặt thời hạn hoàn tạm ứng', 'Set a term of clearing advances'),
  crumbs: (request) => [...crumbs(request), { label: request.t(title), href: at }],
  initial: (_record, { system }) => ({ validFrom: formatDate(today(system.now())) }),
  fields: ({ f, t }) => termFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã đặt thời hạn hoàn tạm ứng.', 'The term is set.') }),
})

const ended = receiver({
  command: endTerm,
  address: `${at}/{id}/end`,
  done: () => ({ to: at, message: words('Đã bãi bỏ thời hạn.', 'The term is ended.') }),
})

export const advanceTermPages = [list, ...set.pages, ended]

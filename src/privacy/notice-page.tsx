import { type Page, type PageRequest, page, type View } from '../platform/page.ts'
import { personalKindKeys, personalKinds } from '../platform/personal.ts'
import { Facts, LinkButton, Section } from '../ui/index.ts'
import { keptTables } from './kept.ts'
import { notStated, personalDataLaw, personalRights } from './law.ts'
import { type MarkedTable, personalColumns, personalTables } from './leads.ts'
import { tableNames } from './names.ts'

/** What stands apart for everybody to read: which personal data, what for, by which law, how long, and what one may ask for. */
function noticeView(request: PageRequest): View {
  const { t, actor } = request
  const recordsOf = (kind: string) =>
    personalTables
      .filter((table) => personalColumns(table).some((column) => column.kind === kind))
      .map((table) => t(tableNames[table]))
  const reasons = Map.groupBy(Object.entries(keptTables), ([, reason]) => t(reason))
  return {
    title: t('Dữ liệu cá nhân', 'Personal data'),
    lead: t(
      'Chương trình giữ dữ liệu cá nhân nào, để làm gì, lấy từ đâu, giữ bao lâu, và bạn yêu cầu được gì.',
      'Which personal data the program holds, what for, where from, how long, and what you may ask for.',
    ),
    actions:
      actor.userId === null ? null : (
        <LinkButton href="/account/data" kind="primary">
          {t('Dữ liệu của tôi', 'My data')}
        </LinkButton>
      ),
    body: (
      <>
        <Section title={t('Theo luật nào', 'By which law')} id="law">
          <p>{t(personalDataLaw)}.</p>
          <p class="mt-2">
            {t('Quyền của bạn theo luật đó', 'Your rights by that law')}: {t(personalRights)}.{' '}
            {t(
              'Thời hạn giải quyết do luật định; điều khoản làm căn cứ cho từng loại dưới đây: chưa nêu.',
              'Terms are fixed by law; the article for each kind below is not stated.',
            )}
          </p>
          <p class="mt-2">
            {t(
              'Người có tài khoản xem và tải dữ liệu của mình ở trang Dữ liệu của tôi. Người khác gửi yêu cầu tới cơ quan điều hành.',
              'Whoever has an account sees and downloads their data on the page My data. Others write to the coordinator.',
            )}
          </p>
        </Section>
        {personalKindKeys.map((key) => {
          const { name, purpose, from, retention } = personalKinds[key]
          return (
            <Section fold title={t(name)} id={`kind-${key}`}>
              <Facts
                items={[
                  [t('Mục đích', 'Purpose of processing'), t(purpose)],
                  [t('Lấy từ', 'Where from'), t(from)],
                  [t('Căn cứ pháp lý', 'Legal basis'), t(notStated)],
                  [t('Lưu giữ', 'Retention'), t(retention ?? notStated)],
                  [
                    t('Ở đâu', 'Where'),
                    key === 'trail' ? t('Nhật ký thao tác', 'Audit trail') : recordsOf(key).join(', '),
                  ],
                ]}
              />
            </Section>
          )
        })}
        <Section title={t('Giữ lại khi một người được xóa', 'Kept when a person is erased')} id="kept">
          <ul class="list-disc pl-5">
            {[...reasons].map(([reason, tables]) => (
              <li>
                {tables.map(([table]) => t(tableNames[table as MarkedTable])).join(', ')}: {reason}.
              </li>
            ))}
          </ul>
        </Section>
      </>
    ),
  }
}

export const noticePages: readonly Page[] = [
  page({ route: 'GET /privacy', may: ['public'], run: async (request) => noticeView(request) }),
]

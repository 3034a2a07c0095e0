import { words } from '../platform/language.ts'
import { type Page, page } from '../platform/page.ts'
import { LinkButton, Section } from '../ui/index.ts'
import { listLaw } from './queries.ts'
import { isCoordinator, Rules } from './rule-views.tsx'

const title = words('Văn bản và quy tắc', 'Law and rules')

const lawPage = page({
  route: 'GET /legal',
  for: listLaw,
  place: { group: 'rules', order: 60, label: title },
  async run(request) {
    const { t, actor } = request
    const { rules } = await request.execute(listLaw, {})
    const past = rules.filter(({ holds }) => !holds)
    return {
      title: t(title),
      lead: t(
        'Mỗi quyết định trong hệ thống áp dụng các quy tắc dưới đây theo ngày có hiệu lực. “Cần đối chiếu”: được nhập theo trí nhớ, chưa so với văn bản gốc.',
        'Every decision here applies these rules as they hold on its day. “To be checked”: entered from memory, not yet held against the original.',
      ),
      actions: (
        <>
          {isCoordinator(actor) ? (
            <LinkButton href="/legal/rules/new" kind="primary">
              {t('Thêm quy tắc', 'Add a rule')}
            </LinkButton>
          ) : null}
          <LinkButton href="/legal/instruments">
            {t('Danh sách văn bản', 'List of legal instruments')}
          </LinkButton>
          <LinkButton href="/norms">{t('Định mức chi', 'Spending norms')}</LinkButton>
        </>
      ),
      body: (
        <>
          <Section title={t('Quy tắc đang áp dụng', 'Rules in force')}>
            <Rules request={request} rules={rules.filter(({ holds }) => holds)} />
          </Section>
          {past.length === 0 ? null : (
            <Section fold title={t('Các giá trị trước và sau', 'Earlier and later values')}>
              <Rules request={request} rules={past} />
            </Section>
          )}
        </>
      ),
    }
  },
})

export const lawPages: readonly Page[] = [lawPage]

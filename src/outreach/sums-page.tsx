import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { page } from '../platform/page.ts'
import { AskedChoice, AskedText, Dong, Empty, RecordTable, Section } from '../ui/index.ts'
import { outreachFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { settings } from './rules.ts'
import { sumOutreach } from './sums.ts'

/** What is confirmed, added up by agency; each figure opens what it sums. */
export const sumsPage = page({
  route: 'GET /outreach/sums',
  for: sumOutreach,
  about: words('Việc vận động theo cơ quan, hội', 'Outreach by agency'),
  async run(request) {
    const { t, language, url } = request
    const asked = (name: string) => url.searchParams.get(name) ?? ''
    const { sums } = await request.execute(sumOutreach, { year: asked('year'), setting: asked('setting') })
    const hrefOf = (list: string, agencyId: number) =>
      `${list}?${new URLSearchParams({
        ...{ agencyId: String(agencyId), state: 'confirmed' },
        ...(asked('year') === '' ? {} : { year: asked('year') }),
      })}`
    const title = t('Việc vận động theo cơ quan, hội', 'Outreach by agency')
    return {
      title,
      lead: t(
        'Chỉ cộng những gì đã được xác nhận. Một doanh nghiệp được nhiều việc tiếp cận thì được tính nhiều lần; kinh phí đã dùng có thể nằm trong kinh phí lồng ghép.',
        'What is confirmed alone is added up. An enterprise that several activities reached counts more than once; money that was used may be part of the integrated money.',
      ),
      breadcrumbs: crumbs(request),
      body: (
        <>
          <form action={`${at}/sums`} method="get" class="mb-4 flex flex-wrap items-end gap-3">
            <AskedText request={request} name="year" label={t('Năm', 'Year')} />
            <AskedChoice
              request={request}
              name="setting"
              label={t(outreachFields.labels.setting)}
              choices={settings.choices(t)}
              none={t('Tất cả', 'All')}
            />
            <button type="submit" class="btn">
              {t('Xem', 'Show')}
            </button>
          </form>
          <Section title={title} id="sums">
            {sums.length === 0 ? (
              <Empty>{t('Chưa có việc nào được xác nhận.', 'Nothing is confirmed yet.')}</Empty>
            ) : (
              <RecordTable
                caption={title}
                stack
                rows={sums}
                columns={[
                  {
                    head: t('Cơ quan, hội', 'Agency, association'),
                    cell: (row) => t(row.agency, row.agencyEn),
                  },
                  {
                    head: t('Số việc đã làm', 'Activities'),
                    num: true,
                    cell: (row) => <a href={hrefOf(at, row.agencyId)}>{formatNumber(row.acts, language)}</a>,
                  },
                  {
                    head: t(outreachFields.labels.enterprises),
                    num: true,
                    cell: (row) => formatNumber(row.enterprises, language),
                  },
                  {
                    head: t(outreachFields.labels.persons),
                    num: true,
                    cell: (row) => formatNumber(row.persons, language),
                  },
                  {
                    head: t('Doanh nghiệp giới thiệu được', 'Enterprises that it brought'),
                    num: true,
                    cell: (row) => formatNumber(row.brought, language),
                  },
                  {
                    head: t(outreachFields.labels.cost),
                    num: true,
                    cell: (row) => <Dong amount={row.cost} language={language} />,
                  },
                  {
                    head: t('Số tiền lồng ghép (đồng)', 'Integrated money (đồng)'),
                    num: true,
                    cell: (row) => (
                      <a href={hrefOf('/integrations', row.agencyId)}>
                        <Dong amount={row.integrated} language={language} />
                      </a>
                    ),
                  },
                ]}
              />
            )}
          </Section>
        </>
      ),
    }
  },
})

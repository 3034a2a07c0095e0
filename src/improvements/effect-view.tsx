import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { RecordTable, Section } from '../ui/index.ts'
import { improvementEffects } from './effects.ts'
import { at } from './list-pages.tsx'
import { betters } from './measure-change.ts'
import { signedPercent } from './story.ts'

/** What improvement projects have come to, on the page of the effect of support; it compares with nobody, and says so. */
export async function EffectOfProjects({ request }: { request: PageRequest }) {
  const { t, language } = request
  const found = await request.execute(improvementEffects, {})
  const number = (value: number) => formatNumber(value, language)
  const heads = {
    measure: t('Chỉ số đo', 'Improvement measure'),
    projects: t('Số dự án', 'Projects'),
    improved: t('Số dự án tốt lên', 'Projects that became better'),
    median: t('Trung vị thay đổi', 'Median change'),
  }
  return (
    <Section
      title={t('Dự án cải tiến đã đánh giá', 'Improvement projects that were evaluated')}
      id="improvements"
      lead={t(
        `Trước và sau dự án, không so với doanh nghiệp đối chứng. Kết quả từng chỉ số chỉ nêu khi có từ ${number(found.least)} doanh nghiệp.`,
        `Before and after the projects, against no controls. What a measure came to is shown from ${number(found.least)} enterprises on.`,
      )}
    >
      {found.projects === 0 ? (
        <p>{t('Chưa có dự án cải tiến nào được đánh giá.', 'No improvement project was evaluated yet.')}</p>
      ) : (
        <>
          <p class="mb-3 max-w-prose">
            {t(
              `${number(found.projects)} dự án tại ${number(found.enterprises)} doanh nghiệp; ${number(found.effective)} dự án có hiệu quả, toàn bộ hoặc một phần.`,
              `${number(found.projects)} projects at ${number(found.enterprises)} enterprises; ${number(found.effective)} were effective, wholly or in part.`,
            )}{' '}
            <a href={`${at}?state=evaluated&plan=all`}>{t('Xem danh sách', 'See the list')}</a>
          </p>
          <RecordTable
            caption={t('Dự án cải tiến theo chỉ số', 'Improvement projects by measure')}
            stack
            rows={found.measures}
            columns={[
              {
                head: heads.measure,
                cell: (row) => (
                  <div>
                    {t(row.name, row.nameEn)}
                    <div class="hint">{t(betters.names[row.better])}</div>
                  </div>
                ),
              },
              { head: heads.projects, num: true, cell: (row) => number(row.projects) },
              {
                head: heads.improved,
                num: true,
                cell: (row) =>
                  row.improved === null ? t('ít doanh nghiệp', 'few enterprises') : number(row.improved),
              },
              {
                head: heads.median,
                num: true,
                cell: (row) =>
                  row.median === null
                    ? t('ít doanh nghiệp', 'few enterprises')
                    : signedPercent(row.median, language),
              },
            ]}
          />
        </>
      )}
    </Section>
  )
}

import { enterprisePart } from '../enterprises/index.ts'
import { Act, Section } from '../ui/index.ts'
import { draftReport } from './commands.ts'

/* From the page of an enterprise its report is begun. */

enterprisePart(async (request, enterpriseId) => {
  const { t } = request
  if (!request.mayOpen('/reports/new')) return null
  return (
    <Section title={t('Báo cáo về doanh nghiệp', 'Report about the enterprise')}>
      <Act command={draftReport} request={request} href={`/reports/new?enterpriseId=${enterpriseId}`}>
        {t('Lập báo cáo về doanh nghiệp này', 'Begin a report about this enterprise')}
      </Act>
    </Section>
  )
})

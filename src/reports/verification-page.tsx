import { page } from '../platform/page.ts'
import { Badge, Empty, Notice, Section } from '../ui/index.ts'
import { up } from './report-view.tsx'
import { verifyReport } from './verification.ts'

export const verification = page({
  route: 'GET /reports/{id}/verification',
  for: verifyReport,
  run: async (request) => {
    const { t } = request
    const { id, ok, checks } = await request.execute(verifyReport, { id: request.params.id })
    return {
      title: t('Kiểm tra báo cáo đã chốt', 'Verification of a sealed report'),
      breadcrumbs: [up(t), { label: `${t('Báo cáo', 'Report')} ${id}`, href: `/reports/${id}` }],
      body: (
        <>
          <Notice tone={ok ? 'success' : 'error'} live>
            {ok
              ? t(
                  'Mọi mã băm tính lại đều khớp: báo cáo còn nguyên như khi chốt.',
                  'Every hash computed again agrees: the report is what was sealed.',
                )
              : t('Có nội dung không còn như khi chốt.', 'Something is no longer what was sealed.')}
          </Notice>
          <Section>
            {checks.length === 0 ? <Empty /> : null}
            <ul class="grid gap-4">
              {checks.map((check) => (
                <li>
                  <p class="flex flex-wrap items-center gap-2">
                    <Badge tone={check.ok ? 'success' : 'error'}>
                      {check.ok ? t('Khớp', 'Agrees') : t('Không khớp', 'Differs')}
                    </Badge>
                    <b>{t(check.what)}</b>
                  </p>
                  <p class="hint break-all">
                    {t('Khi chốt', 'When sealed')}: <code>{check.expected}</code>
                    {check.ok ? null : (
                      <>
                        <br />
                        {t('Tính lại', 'Compute again')}: <code>{check.found}</code>
                      </>
                    )}
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        </>
      ),
    }
  },
})

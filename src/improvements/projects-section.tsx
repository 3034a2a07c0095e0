import { enterprisePart } from '../enterprises/index.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { recordProject } from './commands.ts'
import { projectStates, projectVerdicts } from './fields.ts'
import { at, improvedOf, title } from './list-pages.tsx'
import { listProjects } from './queries.ts'

/** How many stand on the page of what they belong to; the list has the others. */
const shown = 10

/**
 * The projects of an enterprise or a task, on its page. Nothing where there is none and none can be begun.
 * @param props.where what they belong to
 * @param props.empty what is said where there is none yet; nothing: the section is left out
 */
export async function ProjectsOf(props: {
  request: PageRequest
  where: { readonly enterpriseId: number } | { readonly taskId: number }
  empty?: string
}) {
  const { request, where, empty } = props
  const { t } = request
  if (!request.mayOpen(at)) return null
  const found = await request.execute(listProjects, { ...where, plan: 'all', limit: shown })
  if (found.rows.length === 0 && empty === undefined) return null
  const query = 'taskId' in where ? `taskId=${where.taskId}` : `enterpriseId=${where.enterpriseId}`
  const heads = {
    title: t('Tên dự án cải tiến', 'Name of the improvement project'),
    enterprise: t('Doanh nghiệp', 'Enterprise'),
    state: t('Tình trạng', 'State'),
    improved: t('Chỉ số tốt lên', 'Measures that became better'),
    verdict: t('Kết luận đánh giá', 'Conclusion of the evaluation'),
  }
  return (
    <Section
      title={t(title)}
      id="improvements"
      actions={
        <>
          <LinkButton href={`${at}?${query}&plan=all`}>{t('Xem danh sách', 'See the list')}</LinkButton>
          <Act command={recordProject} request={request} href={`${at}/new?${query}`}>
            {t('Lập dự án cải tiến', 'Begin an improvement project')}
          </Act>
        </>
      }
    >
      {found.rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <RecordTable
          caption={t(title)}
          stack
          rows={found.rows}
          columns={[
            { head: heads.title, cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
            { head: heads.enterprise, cell: (row) => row.enterprise },
            {
              head: heads.state,
              cell: (row) => (
                <>
                  <StateBadge of={projectStates} is={row.state} t={t} />
                  {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
                </>
              ),
            },
            { head: heads.improved, num: true, cell: (row) => improvedOf(row) },
            {
              head: heads.verdict,
              cell: (row) =>
                row.verdict === null ? '—' : <StateBadge of={projectVerdicts} is={row.verdict} t={t} />,
            },
          ]}
        />
      )}
    </Section>
  )
}

enterprisePart((request, enterpriseId) => ProjectsOf({ request, where: { enterpriseId } }))

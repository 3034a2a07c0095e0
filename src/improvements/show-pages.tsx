import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import {
  Badge,
  Day,
  Evidence,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  Notice,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { type ActKey, acts } from './acts.tsx'
import { dropMeasure } from './commands.ts'
import { projectCorrection } from './correction.tsx'
import { evaluationFields, phases, projectFields, projectStates, projectVerdicts } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { Measures, Values } from './measures-section.tsx'
import { type ShownProject, showProject } from './queries.ts'
import { strikeValue } from './values.ts'

/* One project: what it is, its measures and values, the evaluation. */

interface Part {
  readonly request: PageRequest
  readonly project: ShownProject
}

function About({ request, project }: Part) {
  const { t, language } = request
  const { title: _title, ...facts } = projectFields.facts(project, t, language)
  const linked = (href: string, said: string) => (
    <OpenLink request={request} href={href}>
      {said}
    </OpenLink>
  )
  const items = [
    [t('Dự án số', 'Number of the project'), String(project.id)],
    ...Object.values(facts),
    [
      t(projectFields.labels.contentId),
      project.content === null ? null : t(project.content, project.contentEn ?? project.content),
    ],
    [
      t(projectFields.labels.turnId),
      project.turnId === null
        ? null
        : linked(`/support/${project.turnId}`, t(`Lượt số ${project.turnId}`, `Turn ${project.turnId}`)),
    ],
    [
      t(projectFields.labels.taskId),
      project.taskId === null ? null : linked(`/science-tasks/${project.taskId}`, project.task ?? ''),
    ],
    [t('Người đánh giá', 'Evaluated by'), evaluatorOf({ request, project })],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

function evaluatorOf({ request, project }: Part) {
  const { personId, providerId, evaluator } = project
  if (evaluator === null) return null
  const href = personId === null ? `/providers/${providerId}` : `/people/${personId}`
  return (
    <OpenLink request={request} href={href}>
      {evaluator}
    </OpenLink>
  )
}

/** The verdict, what is to be kept, and the way on to the library's examples. */
function Evaluation({ request, project }: Part) {
  const { t } = request
  const { verdict } = project
  if (verdict === null) return null
  const asked = `/guide/entries/${project.guideEntryId}/examples/new`
  return (
    <Section title={t('Kết quả đánh giá', 'Evaluation')} id="evaluation">
      <Facts
        columns={2}
        items={[
          [t(evaluationFields.labels.verdict), <StateBadge of={projectVerdicts} is={verdict} t={t} />],
          [t(evaluationFields.labels.evaluatedOn), <Day day={project.evaluatedOn} />],
          [
            t(evaluationFields.labels.conclusion),
            <span class="whitespace-pre-line">{project.conclusion}</span>,
          ],
          [t(evaluationFields.labels.keep), <span class="whitespace-pre-line">{project.keep ?? '—'}</span>],
          [t(evaluationFields.labels.fileId), <FileLink file={project.evaluationFile} t={t} />],
        ]}
      />
      {project.guideExampleId !== null && request.mayOpen(`/guide/examples/${project.guideExampleId}`) ? (
        <p class="mt-3">
          <a href={`/guide/examples/${project.guideExampleId}`}>
            {t('Ví dụ trong Hướng dẫn hệ thống, công cụ', 'Its example in the guide')}
          </a>
        </p>
      ) : verdict !== 'ineffective' &&
        project.guideExampleId === null &&
        project.guideEntryId !== null &&
        request.mayOpen(asked) ? (
        <p class="mt-3">
          <LinkButton href={`${asked}?projectId=${project.id}`}>
            {t('Hỏi doanh nghiệp làm ví dụ', 'Ask the enterprise for an example')}
          </LinkButton>
        </p>
      ) : null}
    </Section>
  )
}

const way = ['planned', 'running', 'finished', 'evaluated'] as const

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const project = await request.execute(showProject, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, project, sent)
  // a form that ends or sends something back, and what may be done at any time, is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || (first !== 'return' && first !== 'stop' && first !== 'assign') ? first : undefined
  return recordView({
    title: project.title,
    lead: project.enterprise,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'improvement', id: project.id }],
      state: {
        key: project.state,
        shown: (
          <>
            <StateBadge of={projectStates} is={project.state} t={t} />
            {project.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownProject['state']>(
        way.map((key) => [key, t(projectStates.names[key])]),
        project.state,
        {
          planned: project.enteredOn,
          running: project.startedOn,
          finished: project.finishedOn,
          evaluated: project.evaluatedOn,
          stopped: project.stoppedOn,
        },
        project.state === 'stopped'
          ? {
              after:
                project.finishedOn !== null ? 'finished' : project.startedOn !== null ? 'running' : 'planned',
              label: t(projectStates.names.stopped),
              ends: true,
            }
          : undefined,
      ),
    },
    finished: project.state === 'evaluated' || project.state === 'stopped',
    marks:
      project.remark === null ? null : (
        <Notice
          tone="warning"
          title={
            project.state === 'stopped'
              ? t('Dự án đã dừng', 'Project stopped')
              : t('Dự án được trả lại để đo lại', 'It was sent back to be measured')
          }
        >
          <p>{project.remark}</p>
        </Notice>
      ),
    actions: (
      <>
        {acts
          .open(request, project)
          .filter((key) => key !== chosen)
          .map((key) => (
            <LinkButton
              href={`${at}/${project.id}?do=${key}#act`}
              kind={key === 'stop' || key === 'return' ? 'danger' : undefined}
            >
              {t(acts.title(key))}
            </LinkButton>
          ))}
        {await projectCorrection.button(request, project.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, project, chosen, sent),
    decision: <Evaluation request={request} project={project} />,
    summary: (
      <>
        <Measures request={request} project={project} />
        <About request={request} project={project} />
      </>
    ),
    evidence: (
      <>
        <Values request={request} project={project} />
        {
          await Evidence({
            request,
            title: t('Minh chứng', 'Evidence'),
            files: project.chosen.flatMap((one) =>
              one.values.flatMap(({ file, phase, measuredOn, struckOn }) =>
                file === null || struckOn !== null
                  ? []
                  : [
                      {
                        what: `${t(one.name, one.nameEn)}, ${t(phases.names[phase])}, ${formatDate(measuredOn)}`,
                        file,
                      },
                    ],
              ),
            ),
          })
        }
      </>
    ),
  })
}

const dropped = receiver({
  command: dropMeasure,
  address: '/improvements/{id}/measures/{choice}/removal',
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã bỏ chỉ số.', 'The measure is taken out.') }),
})

const struck = formPage({
  command: strikeValue,
  address: '/improvements/{id}/values/{value}/strike',
  title: words('Gạch giá trị đo đã ghi sai', 'Strike out a value that was entered wrongly'),
  record: async (request) => {
    const project = await request.execute(showProject, { id: numberOf(request, 'id') })
    const value = numberOf(request, 'value')
    if (!project.chosen.some(({ values }) => values.some(({ id }) => id === value)))
      throw notFound(words('giá trị đo', 'Value'))
    return project
  },
  crumbs: (request, project) => [...crumbs(request), { label: project.title, href: `${at}/${project.id}` }],
  fields: reasonFields,
  submit: words('Gạch giá trị', 'Strike it out'),
  kind: 'danger',
  cancel: ({ id }) => `${at}/${id}`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã gạch; giá trị vẫn còn trên hồ sơ.', 'It is struck out and stays on record.'),
  }),
})

export const projectPages = [
  page({ route: 'GET /improvements/{id}', for: showProject, run: (request) => view(request) }),
  ...acts.receivers(view),
  dropped,
  ...struck.pages,
]

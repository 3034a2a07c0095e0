import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { pickable } from '../providers/index.ts'
import {
  act,
  actsOf,
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
import {
  addValue,
  chooseMeasure,
  dropMeasure,
  finishProject,
  startProject,
  stopProject,
  strikeValue,
} from './commands.ts'
import { projectCorrection } from './correction.tsx'
import { assignEvaluator, evaluatedApart, evaluateProject, returnProject } from './evaluation.ts'
import {
  choiceFields,
  evaluationFields,
  evaluatorFields,
  phases,
  projectFields,
  projectStates,
  projectVerdicts,
  valueFields,
} from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { listMeasures } from './measures.ts'
import { Measures, Values } from './measures-section.tsx'
import { evaluatorChoices, type ShownProject, showProject } from './queries.ts'

/* One project with its acts: measures, values, start, end, evaluation. */

type ActKey = 'assign' | 'choose' | 'evaluate' | 'finish' | 'return' | 'start' | 'stop' | 'value'

const todayOf = ({ system }: PageRequest) => formatDate(today(system.now()))
const isOpen = ({ state }: ShownProject) => state === 'planned' || state === 'running'
const hasEvaluator = ({ personId, providerId }: ShownProject) => personId !== null || providerId !== null
const why = ({ id }: ShownProject, request: PageRequest) => whyApart(request, evaluatedApart, id)

const acts = actsOf<ShownProject, ActKey>('/improvements/{id}', {
  choose: act(chooseMeasure, {
    title: words('Chọn chỉ số', 'Choose a measure'),
    path: 'measures',
    open: ({ state }) => state === 'planned',
    fields: async ({ f, t, record, request }) => {
      const { rows } = await request.execute(listMeasures, { limit: 1000 })
      return (
        <>
          {f.hidden('version', record.version)}
          {choiceFields.form(f, t, {
            choices: {
              measureId: rows
                .filter(({ endedOn }) => endedOn === null)
                .map(({ id, name, nameEn, unit, unitEn }) => ({
                  value: id,
                  label: `${t(name, nameEn)} (${t(unit, unitEn)})`,
                })),
            },
          })}
        </>
      )
    },
    done: words('Đã chọn chỉ số.', 'The measure is chosen.'),
  }),
  value: act(addValue, {
    title: words('Ghi giá trị đo', 'Enter a measured value'),
    path: 'values',
    open: (project) => isOpen(project) && project.chosen.length > 0,
    initial: ({ state }, request) => ({
      measuredOn: todayOf(request),
      phase: state === 'planned' ? 'before' : 'during',
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {valueFields.form(f, t, {
          choices: {
            choiceId: record.chosen.map(({ id, name, nameEn, unit, unitEn }) => ({
              value: id,
              label: `${t(name, nameEn)} (${t(unit, unitEn)})`,
            })),
            phase: phases
              .choices(t)
              .filter(({ value }) => (value === 'before') === (record.state === 'planned')),
          },
        })}
      </>
    ),
    files: true,
    done: words('Đã ghi giá trị đo.', 'The value is entered.'),
  }),
  start: act(startProject, {
    title: words('Bắt đầu dự án', 'Start the project'),
    path: 'start',
    open: ({ state, chosen }) =>
      state === 'planned' && chosen.length > 0 && chosen.every(({ before }) => before !== null),
    initial: (_project, request) => ({ startedOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('startedOn', { label: t('Ngày bắt đầu dự án', 'Day on which it starts') })}
      </>
    ),
    done: words(
      'Dự án đã bắt đầu; các chỉ số được giữ nguyên.',
      'The project has started; its measures stay.',
    ),
  }),
  finish: act(finishProject, {
    title: words('Kết thúc dự án', 'Finish the project'),
    path: 'finish',
    open: ({ state, chosen }) => state === 'running' && chosen.every(({ after }) => after !== null),
    initial: (_project, request) => ({ finishedOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('finishedOn', { label: t('Ngày kết thúc dự án', 'Day on which it was finished') })}
      </>
    ),
    done: words('Dự án đã kết thúc, chờ đánh giá.', 'The project is finished and waits for its evaluation.'),
  }),
  assign: act(assignEvaluator, {
    title: words('Chọn người đánh giá', 'Pick who evaluates it'),
    path: 'evaluator',
    open: (project) => isOpen(project) || project.state === 'finished',
    initial: ({ personId, providerId }) => ({
      personId: personId === null ? undefined : String(personId),
      providerId: providerId === null ? undefined : String(providerId),
    }),
    fields: async ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        {evaluatorFields.form(f, t, {
          choices: {
            personId: (await request.execute(evaluatorChoices, {})).map(({ id, name }) => ({
              value: id,
              label: name,
            })),
            providerId: await pickable(request, 'consultant'),
          },
        })}
      </>
    ),
    done: words('Đã chọn người đánh giá.', 'It is said who evaluates it.'),
  }),
  evaluate: act(evaluateProject, {
    title: words('Ghi kết quả đánh giá', 'Enter the evaluation'),
    path: 'evaluation',
    open: (project) => project.state === 'finished' && hasEvaluator(project),
    held: why,
    initial: (_project, request) => ({ evaluatedOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {evaluationFields.form(f, t)}
      </>
    ),
    files: true,
    done: words('Đã ghi kết quả đánh giá.', 'The evaluation is entered.'),
  }),
  return: act(returnProject, {
    title: words('Trả lại để đo lại', 'Send it back to be measured'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'finished',
    fields: reasonFields,
    done: words('Đã trả lại; dự án chạy tiếp.', 'It is sent back and runs on.'),
  }),
  stop: act(stopProject, {
    title: words('Dừng dự án', 'Stop the project'),
    path: 'stop',
    kind: 'danger',
    open: (project) => isOpen(project) || project.state === 'finished',
    fields: reasonFields,
    done: words('Đã dừng dự án.', 'The project is stopped.'),
  }),
})

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

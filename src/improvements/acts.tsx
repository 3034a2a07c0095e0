import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { pickable } from '../providers/index.ts'
import { act, actsOf, reasonFields } from '../ui/index.ts'
import { chooseMeasure, finishProject, startProject, stopProject } from './commands.ts'
import { assignEvaluator, evaluatedApart, evaluateProject, returnProject } from './evaluation.ts'
import { choiceFields, evaluationFields, evaluatorFields, phases, valueFields } from './fields.ts'
import { listMeasures } from './measures.ts'
import { evaluatorChoices, type ShownProject } from './queries.ts'
import { addValue } from './values.ts'

/* What may be done with a project, each act with its form. */

export type ActKey = 'assign' | 'choose' | 'evaluate' | 'finish' | 'return' | 'start' | 'stop' | 'value'

const todayOf = ({ system }: PageRequest) => formatDate(today(system.now()))
const isOpen = ({ state }: ShownProject) => state === 'planned' || state === 'running'
const hasEvaluator = ({ personId, providerId }: ShownProject) => personId !== null || providerId !== null
const why = ({ id }: ShownProject, request: PageRequest) => whyApart(request, evaluatedApart, id)

export const acts = actsOf<ShownProject, ActKey>('/improvements/{id}', {
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

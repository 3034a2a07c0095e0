import { planNames } from '../plan/index.ts'
import { formatDate, today, yearOf, yearSpan } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { FormState, FormValues, PageRequest } from '../platform/page.ts'
import { pickable } from '../providers/index.ts'
import { type Fields, fields, formPage } from '../ui/index.ts'
import { CouncilNotice } from './council-views.tsx'
import { fileStep } from './host-steps.ts'
import { listTaskKinds, type StepRow } from './kind-queries.ts'
import { paperName } from './kind-views.tsx'
import { taskGrades } from './lists.ts'
import { takeStep } from './steps.ts'
import { editTask, proposeTask } from './task-commands.ts'
import {
  contentFields,
  entryFields,
  needField,
  partnerFields,
  pickedField,
  taskFields,
} from './task-fields.ts'
import { taskCrumbs } from './task-list-pages.tsx'
import { addTaskContent, addTaskPartner, editTaskContent } from './task-parts.ts'
import { type ShownTask, showTask, taskChoices } from './task-queries.ts'

/* The forms of a task: its words, its contents with money by source, its partners, its steps. */

export const ofTask = (request: PageRequest) => request.execute(showTask, { id: request.params.id })
const up = (request: PageRequest, { id, title }: Pick<ShownTask, 'id' | 'title'>) => [
  ...taskCrumbs(request),
  { label: title, href: `/science-tasks/${id}` },
]

async function choicesOf(request: PageRequest) {
  const { t } = request
  const { plans } = await request.execute(planNames, {})
  const { rows: kinds } = await request.execute(listTaskKinds, { state: 'in_force', limit: 200 })
  const { lines, needs } = await request.execute(taskChoices, {})
  const now = yearOf(today(request.system.now()))
  const years = new Set([
    ...plans.flatMap(({ firstYear, lastYear }) =>
      Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at),
    ),
    now,
  ])
  return {
    plans,
    choices: {
      planId: plans.map(({ id, number, firstYear, lastYear }) => ({
        value: id,
        label: `${number} (${yearSpan(firstYear, lastYear)})`,
      })),
      year: [...years]
        .sort((one, other) => one - other)
        .map((year) => ({ value: year, label: String(year) })),
      kindId: kinds.map(({ id, name, nameEn, validFrom, validTo }) => ({
        value: id,
        label: `${t(name, nameEn)} (${t('phê duyệt từ ngày', 'approved from')} ${formatDate(validFrom)}${
          validTo === null ? '' : ` ${t('đến', 'until')} ${formatDate(validTo)}`
        })`,
      })),
      lineId: lines.map(({ id, label }) => ({ value: id, label })),
      needId: needs.map(({ id, label }) => ({ value: id, label })),
    },
  }
}

export const taskProposed = formPage({
  command: proposeTask,
  address: '/science-tasks/new',
  record: choicesOf,
  title: words('Nhập đề xuất nhiệm vụ KH&CN', 'Enter a proposed S&T task'),
  lead: words(
    'Tổ chức chủ trì, chủ nhiệm có thể ghi sau, khi có hồ sơ đăng ký. Nội dung và kinh phí được thêm ở trang của nhiệm vụ.',
    'Host and leader may follow with the dossier. Contents and money are added on the page of the task.',
  ),
  crumbs: taskCrumbs,
  initial: ({ plans }, { system }) => {
    const year = yearOf(today(system.now()))
    const plan = plans.find(({ firstYear, lastYear }) => firstYear <= year && year <= lastYear) ?? plans[0]
    return {
      planId: plan === undefined ? undefined : String(plan.id),
      year: String(plan === undefined ? year : Math.min(Math.max(year, plan.firstYear), plan.lastYear)),
      origin: 'office',
      way: 'selection',
    }
  },
  fields: ({ f, t, record: { choices } }) => (
    <>
      {taskFields.form(f, t, { choices })}
      {needField.form(f, t, { choices })}
    </>
  ),
  submit: words('Nhập đề xuất', 'Enter the proposal'),
  cancel: '/science-tasks',
  done: ({ id }) => ({
    to: `/science-tasks/${id}`,
    message: words(
      'Đã nhập đề xuất; xin ghi bước đầu và các nội dung.',
      'It is entered; record its first step and its contents.',
    ),
  }),
})

export const taskEdited = formPage({
  command: editTask,
  address: '/science-tasks/{id}/edit',
  record: async (request) => ({ task: await ofTask(request), ...(await choicesOf(request)) }),
  title: words('Sửa nhiệm vụ KH&CN', 'Edit an S&T task'),
  crumbs: (request, { task }) => up(request, task),
  stored: ({ task }, { t, language }) => ({
    values: {
      version: String(task.version),
      ...taskFields.texts(task, language),
      planId: String(task.planId),
      kindId: String(task.kindId),
      lineId: String(task.lineId ?? ''),
      needId: String(task.needId ?? ''),
    },
    labels: Object.fromEntries([
      ...taskFields.keys.map((key) => [key, t(taskFields.labels[key])]),
      ['needId', t(needField.labels.needId)],
    ]),
  }),
  fields: ({ f, t, record: { choices } }) => (
    <>
      {taskFields.form(f, t, { choices })}
      {needField.form(f, t, { choices })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ task }) => `/science-tasks/${task.id}`,
  done: ({ id }) => ({ to: `/science-tasks/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

type Sources = readonly { readonly id: number; readonly name: string; readonly nameEn: string }[]

/** One amount for each source of money. */
function Money({ form, t, sources }: { form: FormState; t: Translate; sources: Sources }) {
  const f = fields(form, t)
  return (
    <fieldset class="grid gap-3" id="f-money">
      <legend class="mb-1 font-semibold">{t('Kinh phí theo nguồn (đồng)', 'Money by source (đồng)')}</legend>
      {sources.map((source, at) => (
        <>
          {f.hidden(`money.${at}.sourceId`, source.id)}
          {f.money(`money.${at}.amount`, { label: t(source.name, source.nameEn) })}
        </>
      ))}
    </fieldset>
  )
}

const typed = (values: FormValues, name: string) => {
  const value = values[name]
  return typeof value === 'string' ? value.trim() : ''
}
const moneyIn = (values: FormValues) => ({
  money: Array.from({ length: 20 }, (_, at) => ({
    sourceId: typed(values, `money.${at}.sourceId`),
    amount: typed(values, `money.${at}.amount`),
  })).filter(({ amount }) => amount !== ''),
})

const withSources = async (request: PageRequest) => {
  const task = await ofTask(request)
  const content = task.contents.find(({ id }) => String(id) === request.params.content)
  return { task, content, sources: (await request.execute(taskChoices, {})).sources }
}

export const taskContentAdded = formPage({
  command: addTaskContent,
  address: '/science-tasks/{id}/contents/new',
  record: withSources,
  title: words('Thêm nội dung vào nhiệm vụ', 'Add a content to a task'),
  lead: ({ record: { task } }) => task.title,
  crumbs: (request, { task }) => up(request, task),
  fields: ({ f, t, form, record: { sources } }) => (
    <>
      {contentFields.form(f, t)}
      <Money form={form} t={t} sources={sources} />
    </>
  ),
  input: moneyIn,
  submit: words('Thêm', 'Add'),
  cancel: ({ task }) => `/science-tasks/${task.id}#contents`,
  done: ({ id }) => ({
    to: `/science-tasks/${id}#contents`,
    message: words('Đã thêm nội dung.', 'The content is added.'),
  }),
})

export const taskContentEdited = formPage({
  command: editTaskContent,
  address: '/science-tasks/{id}/contents/{content}/edit',
  record: withSources,
  title: words('Sửa nội dung của nhiệm vụ', 'Edit a content of a task'),
  lead: ({ record: { task } }) => task.title,
  crumbs: (request, { task }) => up(request, task),
  initial: ({ content, sources }, { language }) =>
    content === undefined
      ? {}
      : {
          ...contentFields.texts(content, language),
          ...Object.fromEntries(
            sources.flatMap((source, at) => {
              const there = content.money.find(({ sourceId }) => sourceId === source.id)
              return there === undefined ? [] : [[`money.${at}.amount`, formatDong(there.amount, language)]]
            }),
          ),
        },
  fields: ({ f, t, form, record: { sources } }) => (
    <>
      {contentFields.form(f, t)}
      <Money form={form} t={t} sources={sources} />
    </>
  ),
  input: moneyIn,
  submit: words('Lưu', 'Save'),
  cancel: ({ task }) => `/science-tasks/${task.id}#contents`,
  done: ({ id }) => ({ to: `/science-tasks/${id}#contents`, message: words('Đã lưu.', 'Saved.') }),
})

export const taskPartnerAdded = formPage({
  command: addTaskPartner,
  address: '/science-tasks/{id}/partners/new',
  record: ofTask,
  title: words('Thêm tổ chức phối hợp', 'Add a partner of a task'),
  lead: ({ record }) => record.title,
  crumbs: up,
  fields: async ({ f, t, request }) => [
    ...pickedField.form(f, t, { choices: { providerId: await pickable(request) } }),
    ...partnerFields.form(f, t),
  ],
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/science-tasks/${id}#partners`,
  done: ({ id }) => ({
    to: `/science-tasks/${id}#partners`,
    message: words('Đã thêm tổ chức phối hợp.', 'The partner is added.'),
  }),
})

/** The papers of a step that are there. */
function Papers({ f, t, step }: { f: Fields<'papers'>; t: Translate; step: StepRow | undefined }) {
  if (step === undefined || step.papers.length === 0) return null
  return f.checks('papers', {
    label: t('Giấy tờ đã có', 'Papers that are there'),
    hint: t(
      'Giấy tờ không ghi “nếu có” phải đủ thì bước mới đạt. Mẫu chưa đối chiếu được với văn bản thì dùng mẫu đơn giản.',
      'Papers that are not marked “if there is one” must be there for the step to pass. Forms were not compared with the text.',
    ),
    choices: step.papers.map((paper) => ({ value: String(paper.id), label: paperName(paper, t) })),
  })
}

/** What a step asks for beside its day and document. */
function OfPart({
  f,
  t,
  step,
  task,
}: {
  f: Fields<'approvedMoney' | 'endsOn' | 'grade'>
  t: Translate
  step: StepRow
  task: ShownTask
}) {
  if (step.part === 'approval')
    return f.money('approvedMoney', {
      label: t('Ngân sách nhà nước được phê duyệt (đồng)', 'State money that is approved (đồng)'),
      required: words('khi đạt', 'where it passes'),
    })
  if (step.part === 'contract')
    return f.date('endsOn', {
      label: t('Hợp đồng đến hết ngày', 'Contract until the end of'),
      required: words('khi đạt', 'where it passes'),
    })
  return step.part === 'acceptance' && task.kindEnds.includes('graded')
    ? f.select('grade', {
        label: t('Xếp loại', 'Grade at acceptance'),
        choices: taskGrades.choices(t),
        empty: t('— chọn —', '— choose —'),
        required: words('khi nghiệm thu', 'at an acceptance'),
      })
    : null
}

const stepAsked = async (request: PageRequest) => {
  const task = await ofTask(request)
  return { task, step: task.steps.find(({ id }) => String(id) === request.params.stepId) }
}

export const stepFiled = formPage({
  command: fileStep,
  address: '/science-tasks/{id}/file/{stepId}',
  record: stepAsked,
  title: words('Nộp hồ sơ, báo cáo của nhiệm vụ', 'File a dossier or report of a task'),
  lead: ({ record: { task, step }, t }) =>
    `${task.title} · ${step === undefined ? '' : `${t(step.name, step.nameEn)} (${step.article})`}`,
  crumbs: (request, { task }) => up(request, task),
  initial: ({ task }) => ({ version: String(task.version) }),
  fields: ({ f, t, record: { task, step } }) => (
    <>
      {f.hidden('version', task.version)}
      {f.file('fileId', {
        label: t('Tệp hồ sơ, báo cáo', 'File of the dossier or report'),
        required: true,
      })}
      <Papers f={f} t={t} step={step} />
      {f.text('documentNumber', { label: t(entryFields.labels.documentNumber) })}
      {f.area('note', { label: t(entryFields.labels.note), rows: 2 })}
    </>
  ),
  submit: words('Nộp hồ sơ nhiệm vụ', 'File it'),
  cancel: ({ task }) => `/science-tasks/${task.id}`,
  done: ({ id }) => ({
    to: `/science-tasks/${id}`,
    message: words('Đã nộp; cơ quan quản lý đã được báo.', 'It is filed; the office is told.'),
  }),
})

export const stepTaken = formPage({
  command: takeStep,
  address: '/science-tasks/{id}/take/{stepId}',
  record: stepAsked,
  title: words('Ghi bước của nhiệm vụ', 'Enter a step of a task'),
  lead: ({ record: { task, step }, t }) =>
    `${task.title} · ${step === undefined ? '' : `${t(step.name, step.nameEn)} (${step.article})`}`,
  crumbs: (request, { task }) => up(request, task),
  initial: ({ task, step }, { system, t }) => {
    const heard = task.heard.find(({ part }) => part === step?.part)
    return {
      version: String(task.version),
      happenedOn: formatDate(today(system.now())),
      actedBy: step === undefined ? '' : t(step.acts, step.actsEn),
      // as the council concluded, where one did
      ...(heard?.passes === false ? {} : { passed: 'true' }),
      ...(heard?.part === 'acceptance' ? { grade: heard.contents[0]?.outcome ?? undefined } : {}),
    }
  },
  above: ({ request, record: { task, step } }) =>
    step === undefined ? null : <CouncilNotice task={task} step={step} request={request} />,
  fields: ({ f, t, record: { task, step } }) => (
    <>
      {f.hidden('version', task.version)}
      {entryFields.form(f, t, {
        without: ['documentNumber', 'note'],
        after: {
          documentNumber: f.text('documentNumber', {
            label: t(entryFields.labels.documentNumber),
            ...(step?.part === 'approval' || step?.part === 'contract'
              ? { required: words('khi đạt', 'where it passes') }
              : {}),
          }),
          note: f.area('note', {
            label: t(entryFields.labels.note),
            rows: 2,
            required: words('khi không đạt', 'where it does not pass'),
          }),
        },
      })}
      {step === undefined ? null : <OfPart {...{ f, t, step, task }} />}
      <Papers f={f} t={t} step={step} />
      {f.check('passed', {
        label: t('Đạt, nhiệm vụ đi tiếp', 'It passes, the task goes on'),
        hint: t(
          'Bỏ chọn khi không đạt: trước phê duyệt, nhiệm vụ không được chọn; xin ghi lý do.',
          'Not chosen: before its approval the task is not chosen; please say why.',
        ),
      })}
    </>
  ),
  submit: words('Ghi bước', 'Enter the step'),
  cancel: ({ task }) => `/science-tasks/${task.id}`,
  done: ({ id }) => ({ to: `/science-tasks/${id}`, message: words('Đã ghi bước.', 'The step is entered.') }),
})

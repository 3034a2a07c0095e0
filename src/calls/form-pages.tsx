import { listAppraisalRules } from '../councils/index.ts'
import { listUnits, unitChoices } from '../enterprises/index.ts'
import { planNames } from '../plan/index.ts'
import { addDays, formatDate, today, yearOf, yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { tasksForCalls } from '../science-tasks/index.ts'
import { contentChoices } from '../support/index.ts'
import { type Choice, formPage } from '../ui/index.ts'
import { listCallRules, setCallRule } from './asked.ts'
import { createCall, editCall } from './commands.ts'
import { addCallContent, feedCallContent } from './contents.ts'
import { callFields, contentFields, paperFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { addCallPaper } from './papers.ts'
import { listCalls, showCall } from './queries.ts'

/* The forms of a call: its words and days, its contents and papers; and the rule on calls of a plan. */

export const ofCall = (request: PageRequest) => request.execute(showCall, { id: request.params.id })
const up = (request: PageRequest, { id, title }: { id: number; title: string }) => [
  ...crumbs(request),
  { label: title, href: `/calls/${id}` },
]

async function choicesOf(request: PageRequest) {
  const { plans } = await request.execute(planNames, {})
  const years = plans.flatMap(({ firstYear, lastYear }) =>
    Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at),
  )
  // a plan that has ended and was not replaced goes on taking applications
  years.push(yearOf(today(request.system.now())))
  return {
    plans,
    choices: {
      planId: plans.map(({ id, number, firstYear, lastYear }) => ({
        value: id,
        label: `${number} (${yearSpan(firstYear, lastYear)})`,
      })),
      year: [...new Set(years)]
        .sort((one, other) => one - other)
        .map((year) => ({ value: year, label: String(year) })),
      unitId: unitChoices(await request.execute(listUnits, {}), request.t),
      taskId: (await request.execute(tasksForCalls, {})).map(({ id, title }) => ({
        value: id,
        label: title,
      })),
      ...(await appraisalChoices(request)),
    },
  }
}

/** The rules and sheets that hold, as choices. */
async function appraisalChoices(request: PageRequest) {
  const { rules, sheets } = await request.execute(listAppraisalRules, {})
  const choices = (
    rows: readonly { id: number; name: string; nameEn: string; holds: boolean; instrument: string }[],
  ) =>
    rows
      .filter(({ holds }) => holds)
      .map(({ id, name, nameEn, instrument }) => ({
        value: id,
        label: `${request.t(name, nameEn)} (${instrument})`,
      }))
  return { appraisalRuleId: choices(rules), scoreSheetId: choices(sheets) }
}

export const begun = formPage({
  command: createCall,
  address: '/calls/new',
  record: async (request) => {
    const { rows: calls } = await request.execute(listCalls, { limit: 200 })
    return { ...(await choicesOf(request)), calls }
  },
  title: words('Soạn đợt kêu gọi', 'Draw up a call'),
  lead: words(
    'Nội dung hỗ trợ và giấy tờ phải nộp được thêm ở bước sau; có thể lấy lại từ đợt trước.',
    'Contents and papers are added afterwards; they can be taken over from an earlier call.',
  ),
  crumbs,
  initial: ({ plans }, { system, t }) => {
    const on = today(system.now())
    const year = Number(on.slice(0, 4))
    const plan = plans.find(({ firstYear, lastYear }) => firstYear <= year && year <= lastYear) ?? plans[0]
    const within = plan === undefined ? year : Math.max(year, plan.firstYear)
    return {
      planId: plan === undefined ? undefined : String(plan.id),
      year: String(within),
      title: t(`Đợt kêu gọi hồ sơ năm ${within}`, `Call for applications of ${within}`),
      opensOn: formatDate(on),
      closesOn: formatDate(addDays(on, 30)),
      appraisedBy: 'officer',
    }
  },
  fields: ({ f, t, record: { choices, calls } }) => (
    <>
      {callFields.form(f, t, { choices })}
      {calls.length === 0
        ? null
        : f.select('fromCallId', {
            label: t('Lấy nội dung, giấy tờ từ đợt', 'Take contents and papers from'),
            choices: calls.map(({ id, title }) => ({ value: id, label: title })),
            empty: t('Không lấy từ đợt nào', 'From none'),
          })}
    </>
  ),
  submit: words('Soạn', 'Draw it up'),
  cancel: '/calls',
  done: ({ id }) => ({
    to: `/calls/${id}`,
    message: words(
      'Đã tạo; xin thêm nội dung hỗ trợ và giấy tờ phải nộp rồi trình.',
      'It is begun; add contents and papers, then send it.',
    ),
  }),
})

export const edited = formPage({
  command: editCall,
  address: '/calls/{id}/edit',
  record: async (request) => ({ call: await ofCall(request), ...(await choicesOf(request)) }),
  title: words('Sửa đợt kêu gọi', 'Edit a call'),
  crumbs: (request, { call }) => up(request, call),
  stored: ({ call }, { t, language }) => ({
    values: {
      version: String(call.version),
      ...callFields.texts(call, language),
      planId: String(call.planId),
      unitId: call.unitId === null ? '' : String(call.unitId),
      taskId: String(call.taskId ?? ''),
      appraisalRuleId: String(call.appraisalRuleId ?? ''),
      scoreSheetId: String(call.scoreSheetId ?? ''),
    },
    labels: Object.fromEntries(callFields.keys.map((key) => [key, t(callFields.labels[key])])),
  }),
  fields: ({ f, t, record: { choices } }) => callFields.form(f, t, { choices }),
  submit: words('Lưu', 'Save'),
  cancel: ({ call }) => `/calls/${call.id}`,
  done: ({ id }) => ({ to: `/calls/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

/** The contents of the task that a call feeds, each with what it has left. */
async function taskContents(request: PageRequest, taskId: number | null): Promise<Choice[]> {
  if (taskId === null) return []
  const { t, language } = request
  const tasks = await request.execute(tasksForCalls, {})
  return (tasks.find(({ id }) => id === taskId)?.contents ?? []).map(({ id, title, left }) => ({
    value: id,
    label: `${title} (${t('còn', 'left')} ${formatDong(left, language)} ${t('đồng', 'đồng')})`,
  }))
}

export const contentAdded = formPage({
  command: addCallContent,
  address: '/calls/{id}/contents/new',
  record: async (request) => {
    const call = await ofCall(request)
    return {
      call,
      contentId: await contentChoices(request, false),
      taskContentId: await taskContents(request, call.taskId),
    }
  },
  title: words('Thêm nội dung hỗ trợ vào đợt', 'Add a content to the call'),
  lead: ({ record }) => record.call.title,
  crumbs: (request, { call }) => up(request, call),
  fields: ({ f, t, record: { call, contentId, taskContentId } }) =>
    contentFields.form(f, t, {
      choices: { contentId },
      without: ['taskContentId'],
      // needed of a call that feeds a task, asked of no other
      after:
        call.taskId === null
          ? {}
          : {
              taskContentId: f.select('taskContentId', {
                label: t(contentFields.labels.taskContentId),
                choices: taskContentId,
                empty: t('— chọn —', '— choose —'),
                required: true,
              }),
            },
    }),
  submit: words('Thêm', 'Add'),
  cancel: ({ call }) => `/calls/${call.id}`,
  done: ({ id }) => ({
    to: `/calls/${id}#contents`,
    message: words('Đã thêm nội dung.', 'The content is added.'),
  }),
})

export const contentFed = formPage({
  command: feedCallContent,
  address: '/calls/{id}/contents/{content}/task-content',
  record: async (request) => {
    const call = await ofCall(request)
    return {
      call,
      content: call.contents.find(({ id }) => id === numberOf(request, 'content')),
      taskContentId: await taskContents(request, call.taskId),
    }
  },
  title: words('Chọn nội dung của nhiệm vụ chi trả', 'Choose the content of the task that pays'),
  lead: ({ record: { call, content }, t }) =>
    [call.task, content === undefined ? null : t(content.content, content.contentEn)]
      .filter((part) => part !== null)
      .join(' · '),
  crumbs: (request, { call }) => up(request, call),
  fields: ({ f, t, record: { taskContentId } }) =>
    f.select('taskContentId', {
      label: t('Nội dung của nhiệm vụ chi trả', 'Content of the task that pays'),
      choices: taskContentId,
      empty: t('— chọn —', '— choose —'),
    }),
  submit: words('Lưu', 'Save'),
  cancel: ({ call }) => `/calls/${call.id}#contents`,
  done: ({ id }) => ({ to: `/calls/${id}#contents`, message: words('Đã lưu.', 'Saved.') }),
})

export const paperAdded = formPage({
  command: addCallPaper,
  address: '/calls/{id}/papers/new',
  record: ofCall,
  title: words('Thêm giấy tờ phải nộp', 'Add a paper that is asked for'),
  lead: ({ record }) => record.title,
  crumbs: up,
  initial: () => ({ required: 'true' }),
  fields: ({ f, t, record: { contents } }) => (
    <>
      {paperFields.form(f, t, {
        choices: {
          contentId: contents.map(({ contentId, content, contentEn }) => ({
            value: contentId,
            label: t(content, contentEn),
          })),
        },
      })}
      {f.check('required', { label: t('Bắt buộc phải có', 'It must be there') })}
    </>
  ),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/calls/${id}`,
  done: ({ id }) => ({
    to: `/calls/${id}#papers`,
    message: words('Đã thêm giấy tờ.', 'The paper is added.'),
  }),
})

export const ruleSet = formPage({
  command: setCallRule,
  address: '/calls/rules/{planId}',
  record: async (request) => {
    const rules = await request.execute(listCallRules, {})
    const planId = numberOf(request, 'planId')
    return (
      rules.find((rule) => rule.planId === planId) ?? {
        planId,
        plan: '',
        required: false,
        source: null,
        version: 0,
      }
    )
  },
  title: words('Ghi quy định nhận hồ sơ theo đợt', 'Record whether applications come through calls alone'),
  lead: ({ record, t }) => t(`Kế hoạch số ${record.plan}`, `Plan ${record.plan}`),
  crumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Quy định nhận theo đợt', 'Rule on calls'), href: '/calls/rules' },
  ],
  initial: ({ version, required, source }) => ({
    version: String(version),
    required: required ? 'true' : undefined,
    source: source ?? undefined,
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.check('required', {
        label: t('Chỉ nhận hồ sơ theo đợt kêu gọi', 'Applications are taken through calls alone'),
      })}
      {f.text('source', {
        label: t('Văn bản quy định', 'The document that says so'),
        hint: t('Số, ngày, điều khoản.', 'Number, day and article.'),
      })}
    </>
  ),
  submit: words('Ghi nhận', 'Record'),
  cancel: '/calls/rules',
  done: () => ({ to: '/calls/rules', message: words('Đã ghi quy định.', 'The rule is recorded.') }),
})

import { AdvancesOf } from '../advances/index.ts'
import { whyApart } from '../controls/index.ts'
import { ProjectsOf } from '../improvements/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { type Translate, words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { LetterHead } from '../support/index.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  type Filling,
  FormProblem,
  LinkButton,
  Notice,
  recordView,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { changeTask } from './changes.ts'
import { Councils } from './council-views.tsx'
import { documentsIn, draftTaskDocument, taskDocuments } from './documents.ts'
import { endTask, recordRecovery } from './ends.ts'
import { barReasons } from './flow.ts'
import { fileStep, isHostStep } from './host-steps.ts'
import { taskChanges, taskEnds, taskStates } from './lists.ts'
import { approvedApart, takeStep } from './steps.ts'
import { strikeStep } from './strike-step.ts'
import { taskAt } from './task-address.ts'
import { editTask } from './task-commands.ts'
import { Contents } from './task-contents-view.tsx'
import { ofTask } from './task-form-pages.tsx'
import { taskCrumbs } from './task-list-pages.tsx'
import { setCommitter, takeTurnOut } from './task-money.ts'
import { Claims, Committed, OwnSide, Turns } from './task-money-pages.tsx'
import { removeTaskContent, removeTaskPartner, voteTaskContent } from './task-parts.ts'
import { type ShownTask, showTask } from './task-queries.ts'
import { About, Changed, Outcome, Partners, Story } from './task-views.tsx'

/* The page of a task: what comes next, what was done, contents and money, changes. */

type ActKey = 'change' | 'end' | 'recover' | 'strike' | 'document'

/** The last step that was entered, where it may be struck out. */
const lastEntry = ({ entries }: ShownTask) => entries.findLast(({ struckOn }) => struckOn === null)

const acts = actsOf<ShownTask, ActKey>('/science-tasks/{id}', {
  change: act(changeTask, {
    title: words('Ghi quyết định điều chỉnh', 'Record a decision that changes it'),
    path: 'changes',
    open: ({ state }) => state === 'running',
    initial: (_task, { system }) => ({ decidedOn: formatDate(today(system.now())), change: 'longer' }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('change', {
          label: t('Điều được thay đổi', 'What is changed'),
          choices: taskChanges.choices(t),
        })}
        {f.date('askedOn', { label: t('Ngày tổ chức chủ trì đề nghị', 'Asked for on') })}
        {f.date('decidedOn', { label: t('Ngày ra quyết định', 'Day on which it is decided') })}
        {f.text('documentNumber', { label: t('Số văn bản', 'Number of the document') })}
        {f.date('until', { label: t('Ngày kết thúc mới', 'New last day') })}
        {f.text('becomes', { label: t('Nội dung sau điều chỉnh', 'What it becomes') })}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
        {f.file('fileId', { label: t('Tệp quyết định', 'File of the decision') })}
      </>
    ),
    done: words('Đã ghi điều chỉnh.', 'The change is recorded.'),
  }),
  end: act(endTask, {
    title: words('Chấm dứt nhiệm vụ trước hạn', 'End a task early'),
    path: 'end',
    kind: 'danger',
    open: ({ state, kindEnds }) =>
      (state === 'approved' || state === 'running') &&
      kindEnds.some((end) => end === 'stopped' || end === 'failed'),
    initial: (_task, { system }) => ({
      happenedOn: formatDate(today(system.now())),
      outcome: 'stopped',
      recovery: '0',
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.radio('outcome', {
          label: t('Kết thúc nhiệm vụ', 'How it ended'),
          choices: taskEnds
            .choices(t)
            .filter(
              ({ value }) => record.kindEnds.includes(value) && (value === 'stopped' || value === 'failed'),
            ),
        })}
        {f.date('happenedOn', { label: t('Ngày ra quyết định', 'Day on which it is decided') })}
        {f.text('documentNumber', { label: t('Số văn bản', 'Number of the document') })}
        {f.money('recovery', {
          label: t('Kinh phí phải hoàn trả (đồng)', 'Money to pay back (đồng)'),
          hint: t('0 khi không phải hoàn trả.', '0 where nothing is paid back.'),
        })}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 3 })}
        {f.file('fileId', { label: t('Tệp quyết định', 'File of the decision') })}
      </>
    ),
    done: words('Nhiệm vụ đã chấm dứt.', 'The task is ended.'),
  }),
  recover: act(recordRecovery, {
    title: words('Ghi đã hoàn trả kinh phí', 'Record that the money was paid back'),
    path: 'recovery',
    open: ({ recovery, recoveredOn }) => recovery > 0n && recoveredOn === null,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('recoveredOn', { label: t('Ngày hoàn trả đủ', 'Paid back in full on') })}
      </>
    ),
    done: words('Đã ghi hoàn trả.', 'The repayment is recorded.'),
  }),
  document: act(draftTaskDocument, {
    title: words('Tạo văn bản của nhiệm vụ', 'Make a document of the task'),
    path: 'documents',
    open: () => true,
    fields: documentFields,
    done: words('Đã tạo văn bản, kèm dưới trang.', 'The document is made; it stands below.'),
  }),
  strike: act(strikeStep, {
    title: words('Hủy bước ghi nhầm', 'Strike out the last step'),
    path: 'strike',
    kind: 'danger',
    open: (task) => lastEntry(task) !== undefined && task.outcome !== 'stopped' && task.outcome !== 'failed',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('entry', lastEntry(record)?.id ?? 0)}
        {f.area('reason', { label: t('Lý do hủy bước', 'Why it is struck out'), rows: 2 })}
      </>
    ),
    done: words(
      'Đã hủy bước; nhiệm vụ trở lại trước bước đó.',
      'It is struck out; the task stands where it was.',
    ),
  }),
})

function documentFields({ f, t, record }: Filling<typeof draftTaskDocument.input, ShownTask>) {
  return (
    <>
      {f.hidden('version', record.version)}
      {f.select('document', {
        label: t('Văn bản cần tạo', 'Document to make'),
        choices: taskDocuments.choices(t).filter(({ value }) => documentsIn(record.state).includes(value)),
        hint: t(
          'Mẫu của chương trình là mẫu đơn giản, chưa đối chiếu; sửa hoặc thay ở Mẫu văn bản.',
          "The program's templates are plain and not compared with the law; change them under Templates.",
        ),
      })}
      <LetterHead
        f={f}
        t={t}
        labels={{
          number: words('Số văn bản', 'Number of the document'),
          issuedOn: words('Ngày văn bản', 'Day of the document'),
        }}
      />
    </>
  )
}

const way = ['preparing', 'approved', 'running', 'accepted', 'ended'] as const

function stepsOfTask(task: ShownTask, t: Translate) {
  const days = {
    ...{ preparing: task.begunOn, approved: task.approvedOn, running: task.contractOn },
    ...{ ended: task.endedOn, dropped: task.endedOn },
  }
  return stepsOf<(typeof taskStates.keys)[number]>(
    way.map((key) => [key, t(taskStates.names[key])] as const),
    task.state,
    days,
    task.state === 'dropped'
      ? { after: 'preparing', label: t(taskStates.names.dropped), ends: true }
      : undefined,
  )
}

/** The steps that may be taken now, the next one first. */
async function Next({ task, request }: { task: ShownTask; request: PageRequest }) {
  const { t } = request
  const open = task.steps.filter(({ id }) => task.open.includes(id))
  const held = open.some(({ part }) => part === 'approval')
    ? await whyApart(request, approvedApart, task.id)
    : null
  return (
    <>
      {open.map((step) => (
        <Act
          command={takeStep}
          request={request}
          href={`${taskAt(task)}/take/${step.id}`}
          kind={step.name === task.next ? 'primary' : 'plain'}
          held={step.part === 'approval' ? held : null}
        >
          {`${t('Ghi bước', 'Enter the step')}: ${t(step.name, step.nameEn)}`}
        </Act>
      ))}
      {open.filter(isHostStep).map((step) => (
        <Act
          command={fileStep}
          request={request}
          href={`${taskAt(task)}/file/${step.id}`}
          kind={step.name === task.next ? 'primary' : 'plain'}
        >
          {`${t('Nộp', 'Hand in')}: ${t(step.name, step.nameEn)}`}
        </Act>
      ))}
    </>
  )
}

function Bars({ task, t }: { task: ShownTask; t: Translate }) {
  if (task.bars.length === 0) return null
  return (
    <Notice
      tone="warning"
      title={t('Cần xem xét điều kiện tham gia', 'Whether it may take part is to be looked at')}
    >
      <ul class="list-disc pl-5">
        {task.bars.map((bar) => (
          <li>
            {t(barReasons[bar.reason])}: <a href={`/science-tasks/${bar.taskId}`}>{bar.title}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function taskView(request: PageRequest, sent?: Sent<ActKey>, refused?: FormState): Promise<PageResult> {
  const { t, url } = request
  const task = await ofTask(request)
  const wished = url.searchParams.has('do') || sent !== undefined
  const chosen = wished ? acts.chosen(request, task, sent) : undefined
  const open = acts.open(request, task)
  const settled = task.state === 'ended' || task.state === 'dropped'
  const button = (key: ActKey, label: string, danger = false) =>
    open.includes(key) && chosen === undefined ? (
      <LinkButton href={`${taskAt(task)}?do=${key}#act`} {...(danger ? { kind: 'danger' as const } : {})}>
        {label}
      </LinkButton>
    ) : null
  return recordView({
    title: task.title,
    lead: `${t(task.kind, task.kindEn)}, ${t(`kế hoạch số ${task.plan}`, `plan ${task.plan}`)}`,
    breadcrumbs: taskCrumbs(request),
    head: {
      matters: [{ record: 'science-task', id: task.id }],
      state: {
        key: task.state,
        shown: (
          <>
            <StateBadge of={taskStates} is={task.state} t={t} />{' '}
            {task.late ? <Badge tone="error">{t('quá hạn', 'overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOfTask(task, t),
    },
    marks: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        <Bars task={task} t={t} />
      </>
    ),
    finished: settled,
    actions: (
      <>
        {task.state === 'preparing' ? (
          <Act command={editTask} request={request} href={`${taskAt(task)}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        ) : null}
        <Next task={task} request={request} />
        {button('document', t('Tạo văn bản', 'Make a document'))}
        {request.mayOpen('/reports/new') ? (
          <LinkButton href={`/reports/new?taskId=${task.id}&planId=${task.planId}`}>
            {t('Lập báo cáo về nhiệm vụ', 'Begin a report about the task')}
          </LinkButton>
        ) : null}
        {button('change', t('Ghi quyết định điều chỉnh', 'Record a decision that changes it'))}
        {button('recover', t('Ghi đã hoàn trả kinh phí', 'Record that the money was paid back'))}
        {button('strike', t('Hủy bước ghi nhầm', 'Strike out the last step'), true)}
        {button('end', t('Chấm dứt nhiệm vụ trước hạn', 'End a task early'), true)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, task, chosen, sent),
    decision: <Outcome task={task} request={request} />,
    summary: (
      <>
        <Contents task={task} request={request} />
        <Turns task={task} request={request} />
        <Committed task={task} request={request} />
        {await OwnSide({ task, request })}
        {await Claims({ task, request })}
        {await AdvancesOf({ request, taskId: task.id })}
        {
          await ProjectsOf({
            request,
            where: { taskId: task.id },
            empty:
              task.measuresArticle === null
                ? undefined
                : t(
                    `Loại nhiệm vụ này yêu cầu chỉ số trước và sau (${task.measuresArticle}); chưa có dự án cải tiến nào.`,
                    `This kind of task asks for measures before and after (${task.measuresArticle}); there is no improvement project yet.`,
                  ),
          })
        }
        <Councils task={task} request={request} />
        <Story task={task} request={request} />
        <Partners task={task} request={request} />
        <Changed task={task} request={request} />
      </>
    ),
    rest: (
      <>
        <Documents
          request={request}
          title={t('Văn bản đã tạo của nhiệm vụ', 'Documents made of the task')}
          documents={task.documents}
        />
        <About task={task} request={request} />
      </>
    ),
  })
}

const again = (request: PageRequest, form: FormState) => taskView(request, undefined, form)
const removed = words('Đã bỏ.', 'Removed.')

export const taskPages = [
  page({ route: 'GET /science-tasks/{id}', for: showTask, run: (request) => taskView(request) }),
  ...acts.receivers(taskView),
  receiver({
    command: removeTaskContent,
    address: '/science-tasks/{id}/contents/{content}/removal',
    again,
    done: (task) => ({ to: `${taskAt(task)}#contents`, message: removed }),
  }),
  receiver({
    command: voteTaskContent,
    address: '/science-tasks/{id}/contents/{content}/vote',
    again,
    done: (task) => ({
      to: `${taskAt(task)}#contents`,
      message: words('Đã ghi kết quả biểu quyết.', 'The vote is recorded.'),
    }),
  }),
  receiver({
    command: setCommitter,
    address: '/science-tasks/{id}/contents/{content}/committer',
    again,
    done: (task) => ({
      to: `${taskAt(task)}#contents`,
      message: words('Đã đổi cách cam kết.', 'It is changed.'),
    }),
  }),
  receiver({
    command: takeTurnOut,
    address: '/science-tasks/{id}/turns/{turnId}/removal',
    again,
    done: (task) => ({
      to: `${taskAt(task)}#turns`,
      message: words('Đã đưa lượt ra khỏi nhiệm vụ.', 'The turn is taken out.'),
    }),
  }),
  receiver({
    command: removeTaskPartner,
    address: '/science-tasks/{id}/partners/{partner}/removal',
    again,
    done: (task) => ({ to: `${taskAt(task)}#partners`, message: removed }),
  }),
]

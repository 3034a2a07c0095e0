import { openCalls, showCall } from '../calls/index.ts'
import { EnterpriseChoice, OwnChoice, ownNamed, showEnterprise } from '../enterprises/index.ts'
import { betweenPlans, planChoices } from '../plan/index.ts'
import { ownEnterprise } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { Form, fields, Notice, Section } from '../ui/index.ts'
import { closed } from './application-row.ts'
import { yearChoices } from './choices.ts'
import { applicationFields } from './fields.ts'
import { editApplication, fileApplication } from './file.ts'
import { crumbs } from './list-pages.tsx'
import { showApplication } from './queries.ts'
import { applicationYears } from './year-queries.ts'

export const newPage = page({
  route: 'GET /applications/new',
  for: fileApplication,
  async run(request) {
    const { current, open } = await request.execute(applicationYears, {})
    if (!open) return closedView(request)
    if (request.actor.enterpriseId !== null) {
      const own = ownNamed(request)
      return own === null
        ? chooseOwn(request)
        : newView(request, String(own), await begunForm(request, current))
    }
    const chosen = request.url.searchParams.get('enterpriseId')
    if (chosen === null) return chooseEnterprise(request)
    return newView(request, String(chosen), await begunForm(request, current))
  },
})

export const newReceiver = receiver({
  command: fileApplication,
  address: '/applications/new',
  done: ({ id }) => ({
    to: `/applications/${id}`,
    message: words(`Đã nộp hồ sơ số ${id}.`, `Application ${id} is filed.`),
  }),
  again: (request, form) => {
    const enterpriseId =
      ownEnterprise(request.actor, Number(form.values.enterpriseId)) ?? form.values.enterpriseId
    return newView(request, String(enterpriseId), form)
  },
})

/** What the form proposes: content and year of the call that the address names. */
async function begunForm(request: PageRequest, current: number): Promise<FormState> {
  const callId = request.url.searchParams.get('callId')
  if (callId === null)
    return freshForm({
      year: String(current),
      contentId: request.url.searchParams.get('contentId') ?? undefined,
    })
  const { id, year, contents } = await request.execute(showCall, { id: callId })
  const only = contents.length === 1 ? contents[0] : undefined
  return freshForm({
    ...{ year: String(year), callId: String(id) },
    contentId: only === undefined ? undefined : String(only.contentId),
  })
}

function closedView({ t }: PageRequest): View {
  return {
    title: t('Nộp hồ sơ đề nghị hỗ trợ', 'File an application for support'),
    breadcrumbs: crumbs(t),
    body: <Notice tone="warning">{t(closed)}</Notice>,
  }
}

async function newView(request: PageRequest, enterpriseId: string, form: FormState): Promise<View> {
  const { t } = request
  const enterprise = await request.execute(showEnterprise, { id: enterpriseId })
  const f = fields(form, t)
  const plans = request.actor.enterpriseId === null ? await planChoices(request) : []
  return {
    title: t('Nộp hồ sơ đề nghị hỗ trợ', 'File an application for support'),
    lead: enterprise.name,
    breadcrumbs: crumbs(t),
    body: (
      <>
        {await betweenPlans(request)}
        <p class="mb-4">
          {t(
            'Muốn soạn dần, chụp ảnh từng giấy tờ bằng điện thoại và được báo còn thiếu gì:',
            'To write it bit by bit, photograph each paper and be told what is missing:',
          )}{' '}
          <a href={`/applications/writing/new?enterpriseId=${enterpriseId}`}>
            {t('soạn hồ sơ theo từng bước', 'write it step by step')}
          </a>
          .
        </p>
        <Section>
          <Form
            form={form}
            t={t}
            action="/applications/new"
            submit={t('Nộp hồ sơ', 'File the application')}
            cancel="/applications"
            files
          >
            {f.hidden('enterpriseId', enterpriseId)}
            {await callField(request, form)}
            {await bodyFields(request, form)}
            {plans.length === 0
              ? null
              : f.select('planId', {
                  label: t('Kế hoạch', 'Plan'),
                  choices: plans,
                  empty: t('Theo địa bàn và ngày nộp', 'By its place and the day of filing'),
                })}
            {request.actor.enterpriseId === null
              ? f.date('filedOn', {
                  label: t('Ngày nhận hồ sơ', 'Received on'),
                  hint: t('Để trống nếu nhận hôm nay.', 'Leave empty when received today.'),
                })
              : null}
            {lateReasonField(request, form)}
          </Form>
        </Section>
      </>
    ),
  }
}

/** Of several enterprises an owner says which one files. */
async function chooseOwn(request: PageRequest): Promise<View> {
  const { t } = request
  return {
    title: t('Nộp hồ sơ: chọn doanh nghiệp', 'File an application: choose the enterprise'),
    breadcrumbs: crumbs(t),
    body: await OwnChoice({ request, at: '/applications/new' }),
  }
}

async function chooseEnterprise(request: PageRequest): Promise<View> {
  const { t } = request
  return {
    title: t('Nộp hồ sơ: chọn doanh nghiệp', 'File an application: choose the enterprise'),
    breadcrumbs: crumbs(t),
    body: await EnterpriseChoice({ request, at: '/applications/new' }),
  }
}

export const editPage = page({
  route: 'GET /applications/{id}/edit',
  for: editApplication,
  async run(request) {
    const application = await request.execute(showApplication, { id: request.params.id })
    return editView(
      request,
      freshForm({
        ...applicationFields.texts(application, request.language),
        contentId: String(application.contentId),
        lateReason: application.lateReason ?? undefined,
        fileId: application.file === null ? undefined : String(application.file.id),
      }),
    )
  },
})

export const editReceiver = receiver({
  command: editApplication,
  address: '/applications/{id}/edit',
  done: ({ id }) => ({
    to: `/applications/${id}`,
    message: words('Đã lưu; hồ sơ ở trạng thái đã nộp.', 'Saved; the application is filed.'),
  }),
  again: editView,
})

async function editView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const application = await request.execute(showApplication, { id: request.params.id })
  const f = fields(form, t)
  return {
    title: t(`Sửa hồ sơ số ${application.id}`, `Edit application ${application.id}`),
    lead: application.enterprise,
    breadcrumbs: [
      ...crumbs(t),
      {
        label: t(`Hồ sơ số ${application.id}`, `Application ${application.id}`),
        href: `/applications/${application.id}`,
      },
    ],
    body: (
      <>
        {application.state === 'returned' && application.checkNote !== null ? (
          <Notice tone="warning" title={t('Lý do trả lại', 'Reason for the return')}>
            <p class="whitespace-pre-line">{application.checkNote}</p>
          </Notice>
        ) : null}
        <Section>
          <Form
            form={form}
            t={t}
            action={`/applications/${application.id}/edit`}
            submit={application.state === 'returned' ? t('Nộp lại', 'File again') : t('Lưu', 'Save')}
            cancel={`/applications/${application.id}`}
            files
          >
            {f.hidden('version', application.version)}
            {await bodyFields(request, form, application.planId)}
            {lateReasonField(request, form)}
          </Form>
        </Section>
      </>
    ),
  }
}

/** The call that it comes to; nothing while none is open. */
async function callField(request: PageRequest, form: FormState) {
  const { t } = request
  const calls = (await request.execute(openCalls, {})).filter(({ state }) => state === 'open')
  if (calls.length === 0 && !form.errors.some(({ field }) => field === 'callId')) return null
  return fields(form, t, fileApplication).select('callId', {
    label: t('Đợt kêu gọi', 'Calls'),
    hint: t(
      'Để trống: đợt đang mở cho nội dung và năm đã chọn, nếu có.',
      'Left empty: the one that is open for the content and year, where there is one.',
    ),
    choices: calls.map(({ id, title }) => ({ value: id, label: title })),
    empty: t('Theo nội dung và năm', 'By its content and year'),
  })
}

/** The office enters papers of years that are over; an enterprise sees it where it is asked for. */
function lateReasonField({ actor, t }: PageRequest, form: FormState) {
  const asked =
    form.values.lateReason !== undefined || form.errors.some(({ field }) => field === 'lateReason')
  if (actor.enterpriseId !== null && !asked) return null
  return fields(form, t, fileApplication).area('lateReason', {
    label: t('Lý do nhận hồ sơ của năm đã qua', 'Why it is taken for a year that is over'),
    hint: t(
      'Vì sao nhận trong thời gian chỉnh lý, hoặc nhập muộn.',
      'Why in its adjusting period, or entered late.',
    ),
    rows: 2,
  })
}

async function bodyFields(request: PageRequest, form: FormState, planId?: number) {
  return applicationFields.form(fields(form, request.t), request.t, {
    choices: {
      contentId: await contentChoices(request, false),
      year: await yearChoices(request, planId),
    },
  })
}

import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { Dong, Form, fields, Notice, Section } from '../ui/index.ts'
import type { showApplication } from './queries.ts'
import { isEligible } from './rules.ts'

export type Shown = Output<typeof showApplication>

/** The forms of an application's page; one at a time, so that each field has one name on the page. */
export const acts = ['check', 'appraise', 'decide', 'return', 'withdraw'] as const
export type Act = (typeof acts)[number]

export const actTitles: Readonly<Record<Act, Words>> = {
  check: words('Kiểm tra hồ sơ', 'Check the application'),
  appraise: words('Thẩm định', 'Appraisal'),
  decide: words('Ghi quyết định', 'Record the decision'),
  return: words('Trả lại hồ sơ', 'Return the application'),
  withdraw: words('Rút hồ sơ', 'Withdraw the application'),
}

const paths: Readonly<Record<Act, string>> = {
  check: 'check',
  appraise: 'appraisal',
  decide: 'decision',
  return: 'return',
  withdraw: 'withdrawal',
}

interface Props {
  readonly request: PageRequest
  readonly application: Shown
  readonly act: Act
  /** The other forms that this user could open. */
  readonly others: readonly Act[]
  readonly form: FormState
}

/** The form of one action on an application, with links to the other actions beside its heading. */
export function ActionForm(props: Props) {
  const { request, application, act, others } = props
  const { t } = request
  return (
    <Section
      title={t(actTitles[act])}
      id="act"
      actions={others.map((other) => (
        <a href={`/applications/${application.id}?do=${other}#act`}>{t(actTitles[other])}</a>
      ))}
    >
      <OpenForm {...props} />
    </Section>
  )
}

function OpenForm({ request, application, act, form }: Props) {
  const { t } = request
  const f = fields(form, t)
  const danger = act === 'return' || act === 'withdraw'
  return (
    <Form
      form={form}
      t={t}
      action={`/applications/${application.id}/${paths[act]}`}
      submit={t(actTitles[act])}
      kind={danger ? 'danger' : 'primary'}
      files={act === 'decide'}
    >
      {f.hidden('version', application.version)}
      {act === 'check' ? <CheckFields {...{ request, application, form }} /> : null}
      {act === 'appraise' ? <AppraiseFields {...{ request, application, form }} /> : null}
      {act === 'decide' ? <DecideFields {...{ request, application, form }} /> : null}
      {act === 'return'
        ? f.area('note', {
            label: t('Lý do trả lại, cần bổ sung gì', 'Why, and what is missing'),
            required: true,
          })
        : null}
      {act === 'withdraw'
        ? f.area('reason', { label: t('Lý do rút', 'Reason for withdrawing'), required: true })
        : null}
    </Form>
  )
}

type FieldsProps = Pick<Props, 'request' | 'application' | 'form'>

function CheckFields({ request: { t }, application, form }: FieldsProps) {
  const f = fields(form, t)
  return (
    <>
      {isEligible(application.findings) ? null : <NotEligible t={t} />}
      {f.radio('outcome', {
        label: t('Kết quả kiểm tra', 'Outcome of the check'),
        choices: [
          { value: 'checked', label: t('Hồ sơ đầy đủ, chuyển thẩm định', 'Complete: on to the appraisal') },
          { value: 'returned', label: t('Trả lại để bổ sung', 'Returned for completion') },
        ],
      })}
      {f.area('note', {
        label: t('Ý kiến', 'Opinion'),
        hint: t(
          'Bắt buộc khi trả lại: nêu rõ cần bổ sung gì.',
          'Required to return it: say what is missing.',
        ),
      })}
    </>
  )
}

function AppraiseFields({ request: { t, language }, application, form }: FieldsProps) {
  const f = fields(form, t)
  return (
    <>
      {isEligible(application.findings) ? null : <NotEligible t={t} />}
      <p>
        {t('Doanh nghiệp đề nghị', 'Requested:')} <Dong amount={application.requested} language={language} />.{' '}
        <Remaining {...{ application, language, t }} />
      </p>
      {f.money('amount', { label: t('Mức đề xuất', 'Proposed amount'), required: true })}
      {f.area('note', { label: t('Ý kiến thẩm định', 'Note of the appraisal'), required: true })}
    </>
  )
}

function DecideFields({ request: { t, language }, application, form }: FieldsProps) {
  const f = fields(form, t)
  const can = (action: Shown['actions'][number]) => application.actions.includes(action)
  const choices = [
    { value: 'accept', action: 'accept', label: t('Hỗ trợ', 'Support') },
    { value: 'refuse', action: 'refuse', label: t('Không hỗ trợ', 'Refuse') },
    { value: 'wait', action: 'wait', label: t('Chờ kinh phí', 'Waiting for money') },
  ] as const
  return (
    <>
      {isEligible(application.findings) ? null : <NotEligible t={t} />}
      <p>
        {application.appraised === null ? null : (
          <>
            {t('Mức thẩm định', 'Appraised at')} <Dong amount={application.appraised} language={language} />.{' '}
          </>
        )}
        <Remaining {...{ application, language, t }} />
      </p>
      {f.radio('outcome', {
        label: t('Quyết định', 'Decision'),
        choices: choices.filter(({ action }) => can(action)),
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.text('decisionNumber', {
        label: t('Số quyết định', 'Number of the decision'),
        hint: t('Bắt buộc khi hỗ trợ.', 'Required to accept.'),
      })}
      {f.date('decidedOn', { label: t('Ngày quyết định', 'Day of the decision'), required: true })}
      {f.file('decisionFileId', { label: t('Văn bản quyết định', 'The decision document') })}
    </>
  )
}

function Remaining(props: { application: Shown; language: 'vi' | 'en'; t: PageRequest['t'] }) {
  const { application, t } = props
  if (application.remaining === null) return null
  return (
    <>
      {t(
        `Kinh phí mục ${application.supportLine} năm ${application.year} còn`,
        `Line ${application.supportLine} of ${application.year} has left`,
      )}{' '}
      <b>
        <Dong amount={application.remaining} language={props.language} />
      </b>
      .
    </>
  )
}

function NotEligible({ t }: { t: PageRequest['t'] }) {
  return (
    <Notice tone="warning">
      {t(
        'Có điều kiện không đạt: hồ sơ này không thể được quyết định hỗ trợ.',
        'A condition is not met: this application cannot be accepted.',
      )}
    </Notice>
  )
}

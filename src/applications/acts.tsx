import { Blocks } from '../budget/index.ts'
import { whyApart } from '../controls/index.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { LetterHead } from '../support/index.ts'
import { act, actsOf, Dong, type Filling, Notice } from '../ui/index.ts'
import { appraiseApplication, checkApplication, withdrawApplication } from './commands.ts'
import { answeredApart, decidedApart } from './controls.ts'
import { decideApplication } from './decide.ts'
import { hasLetter, issueLetter } from './letter-commands.ts'
import { answerObjection, mayObject, objectToDecision } from './objections.ts'
import type { showApplication } from './queries.ts'
import { isEligible } from './rules.ts'

export type Shown = Output<typeof showApplication>
type Action = Shown['actions'][number]
const can = (action: Action) => (application: Shown) => application.actions.includes(action)

const hasOpenObjection = ({ objections }: Shown) => objections.some(({ state }) => state === 'open')

export type ActKey = 'check' | 'appraise' | 'decide' | 'return' | 'withdraw' | 'object' | 'answer' | 'letter'

/** The acts on an application; one form at a time, so that each field has one name on the page. */
export const applicationActs = actsOf(
  '/applications/{id}',
  {
    check: act(checkApplication, {
      title: words('Kiểm tra hồ sơ', 'Check the application'),
      path: 'check',
      open: can('check'),
      initial: () => ({ outcome: 'checked' }),
      fields: checkFields,
      done: words('Đã ghi kết quả kiểm tra.', 'The check is recorded.'),
    }),
    appraise: act(appraiseApplication, {
      title: words('Thẩm định', 'Appraisal'),
      path: 'appraisal',
      open: can('appraise'),
      initial: ({ appraised, appraisedBy: { most }, requested }: Shown) => ({
        amount: String(appraised ?? most ?? requested),
      }),
      fields: appraiseFields,
      done: words('Đã ghi kết quả thẩm định.', 'The appraisal is recorded.'),
    }),
    decide: act(decideApplication, {
      title: words('Ghi quyết định', 'Record the decision'),
      path: 'decision',
      open: can('refuse'),
      held: ({ id }, request) => whyApart(request, decidedApart, id),
      fields: decideFields,
      initial: (_application: Shown, { actor }) => (actor.grants.has('leader') ? { committee: 'true' } : {}),
      done: ({ decisionNumber }) =>
        decisionNumber === null
          ? words('Đã ghi quyết định.', 'The decision is recorded.')
          : words(`Đã ghi Quyết định số ${decisionNumber}.`, `Decision ${decisionNumber} is recorded.`),
    }),
    return: act(checkApplication, {
      title: words('Trả lại hồ sơ', 'Return the application'),
      path: 'return',
      // A filed one is returned by its check.
      open: ({ state }: Shown) => state === 'checked',
      input: () => ({ outcome: 'returned' }),
      fields: ({ f, t, record: { version } }) => (
        <>
          {f.hidden('version', version)}
          {f.area('note', {
            label: t('Lý do trả lại, cần bổ sung gì', 'Why, and what is missing'),
            required: true,
          })}
        </>
      ),
      kind: 'danger',
      done: words('Đã trả lại hồ sơ.', 'The application is returned.'),
    }),
    withdraw: act(withdrawApplication, {
      title: words('Rút hồ sơ', 'Withdraw the application'),
      path: 'withdrawal',
      open: can('withdraw'),
      fields: ({ f, t, record: { version } }) => (
        <>
          {f.hidden('version', version)}
          {f.area('reason', { label: t('Lý do rút', 'Reason for withdrawing'), required: true })}
        </>
      ),
      kind: 'danger',
      done: words('Đã rút hồ sơ.', 'The application is withdrawn.'),
    }),
    letter: act(issueLetter, {
      title: words('Tạo và gửi thư báo', 'Make and send the letter'),
      path: 'letters',
      open: ({ state }: Shown) => hasLetter(state),
      fields: letterFields,
      submit: ({ letterDue }: Shown, t) =>
        letterDue ? t('Tạo và gửi', 'Make and send') : t('Tạo lại và gửi', 'Make it anew and send'),
      done: words(
        'Đã tạo thư báo và báo cho doanh nghiệp.',
        'The letter is made and the enterprise is told.',
      ),
    }),
    answer: act(answerObjection, {
      title: words('Trả lời kiến nghị', 'Answer an objection'),
      path: 'objection-answer',
      open: hasOpenObjection,
      held: ({ id }, request) => whyApart(request, answeredApart, id),
      fields: ({ f, t, record: { version } }) => (
        <>
          {f.hidden('version', version)}
          {f.radio('outcome', {
            label: t('Kết quả', 'Result'),
            choices: [
              { value: 'upheld', label: t('Chấp nhận, xét lại hồ sơ', 'Upheld, judged anew') },
              { value: 'rejected', label: t('Không chấp nhận kiến nghị', 'Not upheld') },
            ],
          })}
          {f.area('answer', { label: t('Trả lời, căn cứ', 'Answer and its grounds') })}
        </>
      ),
      done: words('Đã trả lời kiến nghị.', 'The objection is answered.'),
    }),
    object: act(objectToDecision, {
      title: words('Kiến nghị về quyết định', 'Object to a decision'),
      path: 'objections',
      open: (application: Shown) =>
        mayObject({ ...application, appraisedAmount: application.appraisal?.amount ?? null }) &&
        !application.objectionOver &&
        !hasOpenObjection(application),
      fields: ({ f, t }) => (
        <>
          {f.area('text', {
            label: t('Nội dung kiến nghị, lý do', 'What is objected to, and why'),
          })}
          {f.file('fileId', { label: t('Tài liệu kèm theo', 'Paper with it') })}
        </>
      ),
      done: words('Đã gửi kiến nghị.', 'The objection is sent.'),
    }),
  },
  ({ state, letterDue }) =>
    letterDue ? 'letter' : state === 'appraised' || state === 'waiting' ? 'decide' : undefined,
)

function letterFields({ f, t, record: { version } }: Filling<typeof issueLetter.input, Shown>) {
  return (
    <>
      {f.hidden('version', version)}
      <LetterHead
        f={f}
        t={t}
        labels={{
          number: words('Số văn bản', 'Number of the document'),
          issuedOn: words('Ngày của thư báo', 'Day of the letter'),
        }}
      />
    </>
  )
}

function checkFields({ f, t, record: application }: Filling<typeof checkApplication.input, Shown>) {
  return (
    <>
      {f.hidden('version', application.version)}
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
        hint: t('Khi trả lại: nêu rõ cần bổ sung gì.', 'To return it: say what is missing.'),
      })}
    </>
  )
}

function appraiseFields({
  f,
  t,
  record: application,
  request: { language },
}: Filling<typeof appraiseApplication.input, Shown>) {
  return (
    <>
      {f.hidden('version', application.version)}
      {isEligible(application.findings) ? null : <NotEligible t={t} />}
      <p>
        {t('Doanh nghiệp đề nghị', 'Requested:')} <Dong amount={application.requested} language={language} />.{' '}
        <Remaining {...{ application, language, t }} />
      </p>
      {f.money('amount', { label: t('Mức đề xuất', 'Proposed amount'), required: true })}
      {f.number('units', {
        label: t(
          'Cho bao nhiêu chứng chỉ, sản phẩm, người …',
          'For how many certificates, products, persons …',
        ),
        hint: t(
          'Để trống là 1; định mức tính theo đơn vị được nhân với số này.',
          'Left empty: 1. A norm by unit is taken so many times.',
        ),
      })}
      {f.area('overReason', {
        label: t('Lý do vượt định mức', 'Why a norm is exceeded'),
        hint: t('Chỉ khi định mức cho phép vượt.', 'Only where the norm may be exceeded.'),
        rows: 2,
      })}
      {application.ownFunds > 0n
        ? null
        : f.area('noOwnFundsReason', {
            label: t('Lý do hỗ trợ khi doanh nghiệp không bỏ kinh phí', 'Why support without own funds'),
            hint: t(
              'Kế hoạch nêu kinh phí của doanh nghiệp là một nguồn; hồ sơ này không có.',
              'The plan names own funds of enterprises as a source; this application has none.',
            ),
            rows: 2,
            required: true,
          })}
      {f.area('note', { label: t('Ý kiến thẩm định', 'Note of the appraisal'), required: true })}
    </>
  )
}

async function decideFields({
  f,
  t,
  record: application,
  request,
}: Filling<typeof decideApplication.input, Shown>) {
  const { language } = request
  const may = (action: Action) => application.actions.includes(action)
  const choices = [
    { value: 'accept', action: 'accept', label: t('Hỗ trợ', 'Support') },
    { value: 'refuse', action: 'refuse', label: t('Không hỗ trợ', 'Refuse') },
    { value: 'wait', action: 'wait', label: t('Chờ kinh phí', 'Waiting for money') },
  ] as const
  return (
    <>
      {f.hidden('version', application.version)}
      {await Blocks({ request, enterpriseId: application.enterpriseId })}
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
        choices: choices.filter(({ action }) => may(action)),
      })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      {f.text('decisionNumber', {
        label: t('Số quyết định', 'Number of the decision'),
        hint: t(
          'Để trống thì lấy số tiếp theo của sổ; cho chờ kinh phí thì không lấy số. Số văn thư đã cho: ghi số, hoặc cả số và ký hiệu.',
          'Left empty: the next one of the register; none for one that waits. One that the office gave: its number, or number and symbol.',
        ),
      })}
      {f.check('committee', {
        label: t('Ủy ban nhân dân ban hành', "The People's Committee issues it"),
        hint: t(
          'Không chọn: cơ quan điều hành ban hành.',
          'Not chosen: the agency that carries the programme does.',
        ),
      })}
      {f.date('decidedOn', { label: t('Ngày quyết định', 'Day of the decision'), required: true })}
      {f.file('decisionFileId', { label: t('Văn bản quyết định', 'The decision document') })}
      {application.noOwnFundsReason === null ? null : (
        <Notice tone="warning">
          {t(
            'Doanh nghiệp không bỏ kinh phí. Lý do hỗ trợ:',
            'The enterprise puts in nothing. Why it is supported:',
          )}{' '}
          {application.noOwnFundsReason}
        </Notice>
      )}
      {application.overNormReason === null ? null : (
        <>
          <Notice tone="warning">
            {t('Mức thẩm định vượt định mức. Lý do:', 'The appraised amount is above a norm. Reason:')}{' '}
            {application.overNormReason}
          </Notice>
          {f.check('overAgreed', {
            label: t(
              'Đồng ý hỗ trợ vượt định mức vì lý do này',
              'I agree to pay above the norm for this reason',
            ),
          })}
        </>
      )}
    </>
  )
}

function Remaining(props: { application: Shown; language: 'vi' | 'en'; t: PageRequest['t'] }) {
  const { application, t } = props
  const { feeds } = application
  if (feeds?.byContract === true && feeds.left !== null)
    return (
      <>
        {t(
          `Nội dung “${feeds.content}” của nhiệm vụ “${feeds.task}” còn`,
          `The content “${feeds.content}” of the task “${feeds.task}” has left`,
        )}{' '}
        <b>
          <Dong amount={feeds.left} language={props.language} />
        </b>
        .
      </>
    )
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

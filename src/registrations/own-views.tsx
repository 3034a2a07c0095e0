import { unitChoices } from '../enterprises/index.ts'
import type { FormState, PageRequest } from '../platform/page.ts'
import { type Choice, Form, fields, Notice, PostButton, Section } from '../ui/index.ts'
import { mostAgain } from './again.ts'
import { registrationFields } from './fields.ts'
import { answerInvitation } from './file.ts'
import { addRegistrationPaper, mostPapers, registrationPapers } from './papers.ts'
import { type OwnRegistration, registrationUnits } from './queries.ts'
import { enterRegistration } from './settle.ts'

/* The parts of the page that a personal link opens: what comes next, and the forms of whoever has the link. */

/** The places that a seat may be in, grouped by province. */
export async function units(request: PageRequest): Promise<Choice[]> {
  const rows = await request.execute(registrationUnits, {})
  return unitChoices(rows, request.t).map((choice, at) => ({ ...choice, group: rows[at]?.province }))
}

export function PasswordForm({ request, form }: { request: PageRequest; form: FormState }) {
  const { t, params } = request
  const f = fields(form, t, enterRegistration)
  return (
    <Section title={t('Đặt mật khẩu', 'Choose a password')}>
      <Form
        form={form}
        t={t}
        action={`/register/${params.token}/password`}
        submit={t('Đặt mật khẩu', 'Choose a password')}
      >
        {f.newPassword('password', 'repeat')}
      </Form>
    </Section>
  )
}

export async function AnswerForm(props: { request: PageRequest; of: OwnRegistration; form: FormState }) {
  const { request, of, form } = props
  const { t, params } = request
  const f = fields(form, t, answerInvitation)
  return (
    <div class="panel">
      <Form form={form} t={t} action={`/register/${params.token}`} submit={t('Gửi đăng ký', 'Sign up')}>
        {registrationFields.form(f, t, { choices: { adminUnitId: await units(request) } })}
        {of.association === null
          ? null
          : f.check('consents', {
              label: t(
                `Đồng ý để ${of.association} theo dõi tình trạng đăng ký, nhu cầu, hồ sơ, lượt hỗ trợ của doanh nghiệp`,
                `${of.association} may follow the registration, needs, applications and support turns of the enterprise`,
              ),
              hint: t(
                'Không bắt buộc; không thấy số tiền, giấy tờ, thông tin cá nhân. Rút được bất cứ lúc nào.',
                'Not required; it sees no amounts, papers or persons. You can withdraw it at any time.',
              ),
            })}
      </Form>
    </div>
  )
}

export function WhatNext({ request, of }: { request: PageRequest; of: OwnRegistration }) {
  const { t, params } = request
  if (of.state === 'refused')
    return (
      <Notice tone="warning" title={t('Không chấp nhận', 'Not accepted')}>
        {of.reason}
      </Notice>
    )
  if (of.confirms)
    return (
      <Section title={t('Xác nhận thư điện tử', 'Confirm an address of mail')}>
        <p class="mb-3">
          {t(
            `Bạn đọc thư ở ${of.email} và đã đăng ký cho ${of.name}?`,
            `Is ${of.email} yours, and did you sign ${of.name} up?`,
          )}
        </p>
        <PostButton
          action={`/register/${params.token}/confirmation`}
          label={t('Đúng, xác nhận', 'Yes, confirm')}
          once={crypto.randomUUID()}
          kind="primary"
        />
      </Section>
    )
  if (of.state === 'accepted' && !of.enters)
    return (
      <Notice tone="success" title={t('Đã xác nhận', 'Confirmed')}>
        {t(
          'Xin đăng nhập bằng địa chỉ thư đã đăng ký. Chưa đặt mật khẩu thì mở đường dẫn trong thư.',
          'Please sign in with the address that you gave. Without a password yet, open the link in the mail.',
        )}{' '}
        <a href="/sign-in">{t('Đăng nhập', 'Sign in')}</a>
      </Notice>
    )
  if (of.state !== 'filed') return null
  return (
    <Notice tone="info">
      {of.awaitsEmail
        ? t(
            'Xin mở thư đã gửi tới bạn và bấm xác nhận; sau đó cán bộ xem đăng ký.',
            'Please open the mail that was sent to you and confirm; an officer then looks at the registration.',
          )
        : t(
            'Cán bộ đang xem ai đại diện cho doanh nghiệp. Xin mở lại trang này sau.',
            'An officer is confirming who speaks for the enterprise. Please come back to this page.',
          )}
    </Notice>
  )
}

/** The papers that were sent, each to be taken back, and the form that sends one; the officer sees them beside what he confirms. */
export function Papers({
  request,
  of,
  form,
}: {
  request: PageRequest
  of: OwnRegistration
  form: FormState
}) {
  const { t, params } = request
  if (!of.takesPapers && of.papers.length === 0) return null
  const at = `/register/${params.token}/papers`
  const f = fields(form, t, addRegistrationPaper)
  return (
    <Section
      title={t('Giấy tờ chứng minh', 'Papers that show it')}
      id="papers"
      lead={t(
        'Không bắt buộc. Quyết định bổ nhiệm hoặc giấy ủy quyền, giấy chứng nhận đăng ký doanh nghiệp giúp cán bộ xác nhận nhanh hơn. Chỉ cán bộ của cơ quan điều hành xem được.',
        'Not required. The appointment or authorisation and the certificate of business registration help the officer to confirm sooner. Only officers of the coordinator see them.',
      )}
    >
      {of.papers.length === 0 ? null : (
        <ul class="mb-5 grid gap-2">
          {of.papers.map(({ id, kind, name }) => (
            <li class="flex flex-wrap items-center gap-3">
              <span>
                {t(registrationPapers.names[kind])}: <b class="break-all">{name}</b>
              </span>
              {of.takesPapers ? (
                <PostButton
                  action={`${at}/${id}/removal`}
                  label={t('Bỏ', 'Remove')}
                  once={crypto.randomUUID()}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {of.takesPapers && of.papers.length < mostPapers ? (
        <Form form={form} t={t} action={at} submit={t('Gửi giấy tờ', 'Send the paper')} files>
          {f.select('kind', {
            label: t('Loại giấy tờ', 'Kind of paper'),
            choices: registrationPapers.choices(t),
          })}
          {f.file('fileId', { label: t('Tệp hoặc ảnh chụp', 'File or photograph') })}
        </Form>
      ) : null}
    </Section>
  )
}

/** Asks for the confirmation again where it was sent and is not opened. */
export function AskAgain({ request, of }: { request: PageRequest; of: OwnRegistration }) {
  const { t, params } = request
  if (!of.mayAskAgain || of.confirms || request.system.config.mail === null) return null
  return (
    <Section title={t('Chưa nhận được thư?', 'No mail yet?')} id="again">
      <p class="mb-3">
        {t(
          `Xin xem cả hộp thư rác của ${of.email}. Sau một giờ có thể gửi lại, nhiều nhất ${mostAgain} lần.`,
          `Look into the junk folder of ${of.email} too. It is sent again after an hour, ${mostAgain} times at most.`,
        )}
      </p>
      <PostButton
        action={`/register/${params.token}/mail`}
        label={t('Gửi lại thư xác nhận', 'Send the confirmation again')}
        once={crypto.randomUUID()}
      />
    </Section>
  )
}

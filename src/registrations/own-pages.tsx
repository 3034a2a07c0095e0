import type { Child } from 'hono/jsx'
import { unitChoices } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { type Choice, Facts, Form, fields, LinkButton, Notice, PostButton, Section } from '../ui/index.ts'
import { askConfirmationAgain, mostAgain } from './again.ts'
import { registrationFields, registrationStates } from './fields.ts'
import { answerInvitation, confirmEmail, fileRegistration } from './file.ts'
import {
  addRegistrationPaper,
  keepRegistrationFile,
  mostPapers,
  registrationPapers,
  removeRegistrationPaper,
} from './papers.ts'
import { lookUp, type OwnRegistration, ownRegistration, registrationUnits } from './queries.ts'
import { enterRegistration } from './settle.ts'

/* What a stranger sees: the form, and by a personal link the own registration. */

const title = words('Đăng ký cho doanh nghiệp', 'Sign an enterprise up')

async function units(request: PageRequest): Promise<Choice[]> {
  const rows = await request.execute(registrationUnits, {})
  return unitChoices(rows, request.t).map((choice, at) => ({ ...choice, group: rows[at]?.province }))
}

export async function registerView(request: PageRequest, form: FormState, notice?: Child): Promise<View> {
  const { t, system } = request
  const f = fields(form, t, fileRegistration)
  const vouched = form.values.vouched
  const provider = system.config.organisations
  return {
    title: t(title),
    lead: t(
      'Cán bộ của cơ quan điều hành xác nhận ai đại diện cho doanh nghiệp rồi mới mở tài khoản. Không mất phí.',
      'An officer of the coordinator confirms who speaks for the enterprise; then the account is opened. It costs nothing.',
    ),
    body: (
      <div class="panel">
        {system.businessRegister === null ? null : (
          <LookUp t={t} taxCode={String(form.values.taxCode ?? '')} />
        )}
        {provider === null || vouched !== undefined ? null : (
          <p class="mb-5 border-b border-base-300 pb-5">
            <LinkButton href="/register/organisation">{t(provider.label)}</LinkButton>
            <span class="hint mt-1 block">
              {t(
                'Không bắt buộc: nhà cung cấp cho biết mã số thuế mà bạn đại diện; cán bộ vẫn xác nhận.',
                'Not required: the provider says for which tax code you speak; an officer confirms all the same.',
              )}
            </span>
          </p>
        )}
        {notice}
        <Form form={form} t={t} action="/register" submit={t('Gửi đăng ký', 'Sign up')} cancel="/sign-in">
          {typeof vouched === 'string' ? f.hidden('vouched', vouched) : null}
          {registrationFields.form(f, t, {
            choices: { adminUnitId: await units(request) },
          })}
        </Form>
      </div>
    ),
  }
}

/** Asks the business register for name and address; a form of its own, since it sends nothing in. */
function LookUp({ t, taxCode }: { t: PageRequest['t']; taxCode: string }) {
  return (
    <form method="get" action="/register" class="mb-5 grid gap-2 border-b border-base-300 pb-5">
      <label for="look-up">{t('Mã số thuế', 'Tax code')}</label>
      <div class="flex flex-wrap gap-2">
        <input id="look-up" name="taxCode" class="input" inputmode="numeric" value={taxCode} />
        <button type="submit" class="btn">
          {t('Tra cứu mã số thuế', 'Look a tax code up')}
        </button>
      </div>
    </form>
  )
}

/** The form with what the business register says of a tax code, where it is asked and answers. */
async function lookedUpView(request: PageRequest, taxCode: string | null): Promise<View> {
  const { t, system } = request
  const initial = { sectorGroup: 'production', taxCode: taxCode ?? '' }
  if (system.businessRegister === null || taxCode === null || taxCode === '')
    return registerView(request, freshForm(initial))
  try {
    const { entry } = await request.execute(lookUp, { taxCode })
    if (entry === null)
      return registerView(
        request,
        freshForm(initial),
        <Notice tone="warning">
          {t(
            'Không có doanh nghiệp mang mã số thuế này; xin xem lại hoặc tự điền.',
            'The business register has no such tax code; please check it, or type yourself.',
          )}
        </Notice>,
      )
    const { name, address } = entry
    return registerView(
      request,
      freshForm({ ...initial, name, address }),
      <Notice tone="info">
        {t('Đã điền tên và địa chỉ; xin xem lại.', 'Name and address are filled in; please check them.')}
      </Notice>,
    )
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return registerView(
      request,
      freshForm(initial),
      <Notice tone="warning">{t(error.fields[0]?.words ?? error.words)}</Notice>,
    )
  }
}

export const registerPage = page({
  route: 'GET /register',
  may: ['public'],
  place: { group: 'work', order: 9, main: ['public'], label: title },
  run: (request) => lookedUpView(request, request.url.searchParams.get('taxCode')),
})

/** What is said once a registration is filed: its link is shown this once. */
function filedView({ t, system }: PageRequest, token: string): View {
  const path = `/register/${token}`
  const mails = system.config.mail !== null
  return {
    title: t('Đã nhận đăng ký', 'The registration has come in'),
    body: (
      <Section>
        <Notice tone="success" live title={t('Bước tiếp theo', 'Next step')}>
          <ol class="list-decimal pl-5">
            {mails ? (
              <li>
                {t(
                  'Mở thư vừa gửi tới địa chỉ bạn đã ghi và bấm xác nhận (trong 7 ngày).',
                  'Open the mail that was sent to your address and confirm it (within 7 days).',
                )}
              </li>
            ) : null}
            <li>
              {t(
                'Cán bộ xác nhận bạn đại diện cho doanh nghiệp; có thể gọi điện hoặc xem giấy ủy quyền.',
                'An officer confirms that you speak for the enterprise, and may call you or ask for the authorisation.',
              )}
            </li>
            <li>
              {t(
                'Sau đó đặt mật khẩu bằng đường dẫn riêng và đăng nhập.',
                'Then choose a password by the personal link, and sign in.',
              )}
            </li>
          </ol>
        </Notice>
        <p class="mt-4">
          {t(
            'Đường dẫn riêng để xem đăng ký (30 ngày), chỉ hiện một lần: xin lưu lại, không đưa cho người khác.',
            'Your personal link to see it (30 days), shown once: keep it, and give it to nobody.',
          )}
        </p>
        <p class="mt-2">
          <code class="break-all">{`${system.config.publicUrl}${path}`}</code>
        </p>
        <p class="mt-4">
          <LinkButton href={path} kind="primary">
            {t('Xem đăng ký', 'See the registration')}
          </LinkButton>
        </p>
      </Section>
    ),
  }
}

export const registering = receiver({
  command: fileRegistration,
  address: '/register',
  done: ({ token }, { request }) => filedView(request, token),
  again: (request, form) => registerView(request, form),
})

const own = (request: PageRequest) => request.execute(ownRegistration, { token: request.params.token })

function PasswordForm({ request, form }: { request: PageRequest; form: FormState }) {
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

async function AnswerForm(props: { request: PageRequest; of: OwnRegistration; form: FormState }) {
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

function WhatNext({ request, of }: { request: PageRequest; of: OwnRegistration }) {
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
function Papers({ request, of, form }: { request: PageRequest; of: OwnRegistration; form: FormState }) {
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
function AskAgain({ request, of }: { request: PageRequest; of: OwnRegistration }) {
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

async function ownView(request: PageRequest, form?: FormState): Promise<View> {
  const { t, language } = request
  const of = await own(request)
  const { adminUnitId, ...rest } = of
  if (of.state === 'invited') {
    const initial = { ...registrationFields.texts(rest, language), adminUnitId: String(adminUnitId ?? '') }
    return {
      title: t(title),
      lead: t('Bạn được mời tham gia chương trình.', 'You are invited to take part in the programme.'),
      body: await AnswerForm({
        request,
        of,
        form: form ?? freshForm({ ...initial, sectorGroup: of.sectorGroup ?? 'production' }),
      }),
    }
  }
  const facts = registrationFields.facts(rest, t, language)
  return {
    title: t('Đăng ký của bạn', 'Your registration'),
    body: (
      <>
        <WhatNext request={request} of={of} />
        {of.enters ? <PasswordForm request={request} form={form ?? freshForm()} /> : null}
        <AskAgain request={request} of={of} />
        <Papers request={request} of={of} form={of.enters ? freshForm() : (form ?? freshForm())} />
        <Section>
          <Facts
            items={[
              [t('Tình trạng', 'State'), t(registrationStates.names[of.state])],
              ...registrationFields.besides().map((key) => facts[key]),
            ]}
          />
        </Section>
      </>
    ),
  }
}

export const ownPage = page({
  route: 'GET /register/{token}',
  for: ownRegistration,
  run: (request) => ownView(request),
})

export const answering = receiver({
  command: answerInvitation,
  address: '/register/{token}',
  done: ({ token }, { request }) => filedView(request, token),
  again: ownView,
})

export const confirming = receiver({
  command: confirmEmail,
  address: '/register/{token}/confirmation',
  done: (_output, { request }) => ({
    to: `/register/${request.params.token}`,
    message: words('Đã xác nhận thư điện tử.', 'Your address is confirmed.'),
  }),
})

export const entering = receiver({
  command: enterRegistration,
  address: '/register/{token}/password',
  done: () => ({
    to: '/sign-in',
    message: words('Đã đặt mật khẩu. Xin đăng nhập.', 'The password is chosen. Please sign in.'),
  }),
  again: ownView,
})

const toOwn = (request: PageRequest, part = '') => `/register/${request.params.token}${part}`

export const sendingPaper = receiver({
  command: addRegistrationPaper,
  keeps: { known: ownRegistration, by: keepRegistrationFile },
  address: '/register/{token}/papers',
  done: (_output, { request }) => ({
    to: toOwn(request, '#papers'),
    message: words('Đã gửi giấy tờ.', 'The paper is sent.'),
  }),
  again: ownView,
})

export const removingPaper = receiver({
  command: removeRegistrationPaper,
  address: '/register/{token}/papers/{paper}/removal',
  done: (_output, { request }) => ({
    to: toOwn(request, '#papers'),
    message: words('Đã bỏ giấy tờ.', 'The paper is taken back.'),
  }),
})

export const askingAgain = receiver({
  command: askConfirmationAgain,
  address: '/register/{token}/mail',
  done: (_output, { request }) => ({
    to: toOwn(request),
    message: words('Thư xác nhận đang được gửi lại.', 'The confirmation is on its way again.'),
  }),
  again: ownView,
})

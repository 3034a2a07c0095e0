import { listProvinces } from '../places/index.ts'
import { roleNames } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormValues, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import {
  Badge,
  Day,
  Form,
  fields,
  LinkButton,
  Notice,
  PostButton,
  RecordTable,
  Section,
} from '../ui/index.ts'
import { addUsers, chooseAgencies, chooseProvince, closeFirstDays, startWithoutPlan } from './commands.ts'
import { showSetup } from './queries.ts'
import { formOf, type Sent, type Step, title, typed } from './step.ts'
import { madeView, UsersStep, usersTyped } from './users-step.tsx'

async function setupView(request: PageRequest, sent?: Sent): Promise<View> {
  const { t } = request
  const shown = await request.execute(showSetup, {})
  return {
    title: t(title),
    lead: t(
      'Chọn tỉnh, lập danh mục cơ quan, đưa kế hoạch vào và tạo tài khoản. Làm dở cũng không sao: các bước giữ nguyên cho lần sau.',
      'Choose the province, make its agencies, bring the plan in, make accounts. It may be left half done: the steps stay for the next time.',
    ),
    body: (
      <>
        {shown.example ? <Example request={request} shown={shown} /> : null}
        {await ProvinceStep({ request, shown, sent })}
        {shown.province === null ? null : (
          <>
            <AgenciesStep request={request} shown={shown} sent={sent} />
            <PlanStep request={request} shown={shown} />
            <UsersStep request={request} shown={shown} sent={sent} />
          </>
        )}
      </>
    ),
  }
}

function Done({ t }: PageRequest) {
  return <Badge tone="success">{t('Đã làm', 'Answered')}</Badge>
}

function Example({ request: { t }, shown }: Step) {
  return (
    <Notice tone="info" title={t('Đang chạy bản mẫu đi kèm', 'The shipped example is running')}>
      <p class="max-w-prose">
        {shown.inUse
          ? t(
              'Đã có công việc ghi trong bản này nên nó giữ nguyên. Để thiết lập cho tỉnh khác, xin dùng thư mục dữ liệu mới: npx nscl --data THƯ-MỤC init.',
              'There is work in it, so it stays as it is. To set up another province use another data folder: npx nscl --data FOLDER init.',
            )
          : t(
              `Kế hoạch ${shown.plan ?? ''} cùng các cơ quan của kế hoạch là ví dụ để xem thử. Chọn tỉnh dưới đây sẽ gỡ bản mẫu khỏi dữ liệu; tài khoản giữ nguyên.`,
              `Plan ${shown.plan ?? ''} and its agencies are an example to look at. Choosing a province below takes it out; accounts stay.`,
            )}
      </p>
    </Notice>
  )
}

async function ProvinceStep({ request, shown, sent }: Step) {
  const { t } = request
  const form = formOf(sent, 'province', {
    province: shown.province ?? undefined,
    called: shown.called ?? undefined,
    day: shown.day ?? undefined,
  })
  const f = fields(form, t, chooseProvince)
  const provinces = await request.execute(listProvinces, {})
  return (
    <Section id="province" title={t('1. Tỉnh, thành phố', '1. Province')}>
      {shown.province === null ? null : (
        <p class="mb-3">
          <Done {...request} /> {shown.called}, {t('theo đơn vị hành chính ngày', 'as its units were on')}{' '}
          <Day day={shown.day} />.
        </p>
      )}
      {shown.inUse ? null : (
        <Form
          form={form}
          t={t}
          id="form-province"
          action="/setup/province"
          submit={
            shown.province === null ? t('Chọn tỉnh này', 'Choose it') : t('Đổi tỉnh', 'Change the province')
          }
          kind={shown.province === null ? 'primary' : 'plain'}
        >
          {f.select('province', {
            label: t('Tỉnh, thành phố', 'Province'),
            required: true,
            empty: t('— chọn —', '— choose —'),
            choices: provinces.map(({ name, living }) => ({
              value: name,
              label: name,
              group: living ? t('Hiện có', 'Existing now') : t('Trước 01/7/2025', 'Before 1 July 2025'),
            })),
          })}
          {f.text('called', {
            label: t('Cách viết trong tên cơ quan', 'As it stands in the names of its agencies'),
            hint: t(
              'Ví dụ: tỉnh Đồng Nai. Để trống thì theo danh mục đơn vị hành chính.',
              'Such as: tỉnh Đồng Nai. Left empty, the catalogue of units says it.',
            ),
          })}
          {f.date('day', {
            label: t('Theo tên gọi và đơn vị của ngày', 'Names and units of the day'),
            hint: t(
              'Để trống là hôm nay. Ngày trước 01/3/2025 hoặc 01/7/2025 thì theo sở, huyện, tỉnh của ngày đó.',
              'Left empty: today. A day before 1 March or 1 July 2025 means the departments, districts and province of then.',
            ),
          })}
        </Form>
      )}
    </Section>
  )
}

function AgenciesStep({ request, shown, sent }: Step) {
  const { t } = request
  const rest = shown.proposals.filter(({ there }) => !there)
  const proposed = Object.fromEntries(
    rest.flatMap(({ key, name }) => [
      [`keep.${key}`, 'true'],
      [`name.${key}`, name],
    ]),
  )
  const form = formOf(sent, 'agencies', proposed)
  const f = fields(form, t)
  return (
    <Section
      id="agencies"
      title={t('2. Cơ quan thực hiện', '2. Agencies')}
      lead={t(
        'Tên thường dùng của ngày đã chọn. Bỏ đánh dấu để bỏ, sửa tên để đổi. Cơ quan khác thêm ở trang Cơ quan.',
        'The usual names of the chosen day. Untick what does not exist, correct the names. Others are added on the page Agencies.',
      )}
      actions={<a href="/agencies/new">{t('Thêm cơ quan', 'Add an agency')}</a>}
    >
      {shown.agencies === 0 ? null : (
        <p class="mb-3">
          <Done {...request} />{' '}
          <a href="/agencies">{t(`${shown.agencies} cơ quan`, `${shown.agencies} agencies`)}</a>
        </p>
      )}
      {rest.length === 0 ? null : (
        <details open={shown.agencies === 0 || sent?.step === 'agencies'}>
          <summary class="mb-3 cursor-pointer font-semibold">
            {t(`${rest.length} cơ quan được đề xuất`, `${rest.length} agencies are proposed`)}
          </summary>
          <Form
            form={form}
            t={t}
            id="form-agencies"
            action="/setup/agencies"
            submit={t('Thêm các cơ quan đã đánh dấu', 'Add those that are ticked')}
            wide
          >
            <RecordTable
              caption={t('Cơ quan được đề xuất', 'Proposed agencies')}
              stack
              rows={rest}
              columns={[
                {
                  head: t('Giữ', 'Keep'),
                  cell: (one) => (
                    <input
                      type="checkbox"
                      class="checkbox border-base-content/60"
                      name={`keep.${one.key}`}
                      value="true"
                      checked={f.value(`keep.${one.key}`) === 'true'}
                      aria-label={t(`Giữ ${one.name}`, `Keep ${one.nameEn}`)}
                    />
                  ),
                },
                {
                  head: t('Tên', 'Name'),
                  cell: (one) => (
                    <>
                      <input
                        class="input w-full border-base-content/40 sm:min-w-80"
                        name={`name.${one.key}`}
                        value={f.value(`name.${one.key}`)}
                        aria-label={t(`Tên của ${one.name}`, `Name of ${one.nameEn}`)}
                      />
                      <span class="hint block">{one.source}</span>
                    </>
                  ),
                },
                { head: t('Vai trò', 'Role'), cell: (one) => t(roleNames[one.kind]) },
                {
                  head: t('Thời gian hoạt động', 'Period of activity'),
                  cell: (one) => (
                    <>
                      {one.validFrom === null ? '…' : <Day day={one.validFrom} />} -{' '}
                      {one.validTo === null ? '…' : <Day day={one.validTo} />}
                    </>
                  ),
                },
              ]}
            />
            {f.check('communes', {
              label: t(
                'Thêm cả Ủy ban nhân dân các xã, phường của ngày đó',
                "Add the people's committees of the communes of that day too",
              ),
            })}
          </Form>
        </details>
      )}
    </Section>
  )
}

function PlanStep({ request, shown }: Step) {
  const { t } = request
  return (
    <Section
      id="plan"
      title={t('3. Kế hoạch', '3. The plan')}
      lead={t(
        'Văn bản đã ký (DOCX, PDF, XLSX, Markdown hoặc văn bản dán vào) được đọc thành bản thảo để soát rồi mới chấp nhận.',
        'The signed document (DOCX, PDF, XLSX, Markdown or pasted text) is read into a draft, reviewed, and then accepted.',
      )}
    >
      {shown.plan === null ? null : (
        <p>
          <Done {...request} />{' '}
          <a href="/plan">
            {t('Kế hoạch', 'Plan')} {shown.plan}
          </a>
        </p>
      )}
      {shown.plan === null && shown.withoutPlan ? (
        <p class="mb-3">
          <Badge tone="info">{t('Bắt đầu khi chưa có kế hoạch', 'Started without a plan')}</Badge>
        </p>
      ) : null}
      {shown.plan !== null ? null : (
        <div class="flex flex-wrap gap-3">
          {shown.draftId === null ? null : (
            <LinkButton href={`/plan-drafts/${shown.draftId}`} kind="primary">
              {t('Soát bản thảo đang chờ', 'Review the draft that waits')}
            </LinkButton>
          )}
          <LinkButton href="/plan-drafts/new" kind={shown.draftId === null ? 'primary' : 'plain'}>
            {t('Đưa văn bản kế hoạch vào', 'Bring in a plan document')}
          </LinkButton>
          {shown.withoutPlan ? null : (
            <PostButton
              action="/setup/without-plan"
              once={crypto.randomUUID()}
              label={t('Bắt đầu khi chưa có kế hoạch', 'Start without a plan')}
            />
          )}
        </div>
      )}
    </Section>
  )
}

/** What the form of the agencies says: those ticked, with the names that stand beside them. */
function agenciesTyped(values: FormValues) {
  const agencies = Object.keys(values).flatMap((field) => {
    const key = field.startsWith('keep.') ? field.slice('keep.'.length) : null
    return key === null || typed(values, field) !== 'true'
      ? []
      : [{ key, name: typed(values, `name.${key}`) }]
  })
  return { agencies, communes: values.communes }
}

export const setupPage = page({
  route: 'GET /setup',
  for: showSetup,
  place: { group: 'system', order: 5, label: title },
  run: (request) => setupView(request),
})

export const provinceSent = receiver({
  command: chooseProvince,
  address: '/setup/province',
  done: ({ called }) => ({
    to: '/setup#agencies',
    message: words(`Đã thiết lập cho ${called}.`, `Set up for ${called}.`),
  }),
  again: (request, form) => setupView(request, { step: 'province', form }),
})

export const agenciesSent = receiver({
  command: chooseAgencies,
  address: '/setup/agencies',
  input: agenciesTyped,
  done: ({ added }) => ({
    to: '/setup#plan',
    message: words(`Đã thêm ${added} cơ quan.`, `${added} agencies were added.`),
  }),
  again: (request, form) => setupView(request, { step: 'agencies', form }),
})

export const withoutPlanSent = receiver({
  command: startWithoutPlan,
  address: '/setup/without-plan',
  done: () => ({
    to: '/setup#users',
    message: words('Bắt đầu khi chưa có kế hoạch.', 'Started without a plan.'),
  }),
  again: (request) => setupView(request),
})

export const closedSent = receiver({
  command: closeFirstDays,
  address: '/setup/first-days',
  done: () => ({ to: '/', message: words('Đã ẩn danh sách.', 'The list is put away.') }),
  again: (request) => setupView(request),
})

export const usersSent = receiver({
  command: addUsers,
  address: '/setup/users',
  input: usersTyped,
  done: ({ made }, { request }) => madeView(request, made),
  again: (request, form) => setupView(request, { step: 'users', form }),
})

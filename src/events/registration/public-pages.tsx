import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { Output } from '../../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../../platform/page.ts'
import {
  Day,
  Empty,
  Facts,
  Form,
  fields,
  LinkButton,
  Notice,
  PostButton,
  QrPicture,
  Section,
  StateBadge,
} from '../../ui/index.ts'
import { OwnMaterials } from '../materials/pages.tsx'
import { lastDay } from '../rules.ts'
import { OwnSheets } from '../sheets/own-pages.tsx'
import { registrationFields } from './fields.ts'
import { openEvents, ownSeat, publicEvent, registerByLink, withdrawOwn } from './own.ts'
import { seatStates, standing } from './rules.ts'

/* What a stranger sees: the events that are open, one event with its form, and by a personal link the own registration. */

interface When {
  readonly startsOn: string
  readonly endsOn: string | null
  readonly place: string
}

const whenAndWhere = ({ startsOn, endsOn, place }: When) => {
  const last = lastDay({ startsOn, endsOn })
  return `${formatDate(startsOn)}${last === startsOn ? '' : ` – ${formatDate(last)}`}, ${place}`
}

type Open = Output<typeof openEvents>[number]

function OpenEvent({ event, t }: { event: Open; t: PageRequest['t'] }) {
  return (
    <li>
      <a href={`/events/register/${event.code}`}>{event.title}</a>
      <span class="hint block">
        {t(event.kind, event.kindEn)} · {whenAndWhere(event)}
        {event.registerUntil === null
          ? ''
          : t(
              ` · đăng ký đến hết ${formatDate(event.registerUntil)}`,
              ` · registration until the end of ${formatDate(event.registerUntil)}`,
            )}
      </span>
    </li>
  )
}

export const openEventsPage = page({
  route: 'GET /events/open',
  for: openEvents,
  place: {
    group: 'activities',
    order: 4,
    main: ['public'],
    label: words('Sự kiện mở đăng ký', 'Events one can register for'),
  },
  async run(request) {
    const { t } = request
    const events = await request.execute(openEvents, {})
    return {
      title: t('Sự kiện mở đăng ký', 'Events one can register for'),
      lead: t(
        'Hội nghị, hội thảo, khóa đào tạo đang nhận đăng ký.',
        'Conferences, workshops and courses that one can register for now.',
      ),
      body:
        events.length === 0 ? (
          <Empty>
            {t('Hiện không có sự kiện nào mở đăng ký.', 'No event is open for registration now.')}
          </Empty>
        ) : (
          <Section title={t('Sự kiện', 'Event')}>
            <ul class="grid gap-3">
              {events.map((event) => (
                <OpenEvent event={event} t={t} />
              ))}
            </ul>
          </Section>
        ),
    }
  },
})

/** The events that are open for registration, for the public home; nothing where none is. */
export async function OpenEventsBrief({ request }: { request: PageRequest }) {
  const { t } = request
  const events = await request.execute(openEvents, {})
  if (events.length === 0) return null
  return (
    <Section title={t('Sự kiện mở đăng ký', 'Events one can register for')} id="events">
      <ul class="grid gap-3">
        {events.slice(0, 5).map((event) => (
          <OpenEvent event={event} t={t} />
        ))}
      </ul>
    </Section>
  )
}

type Shown = Output<typeof publicEvent>

function Programme({ of, t }: { of: Shown; t: PageRequest['t'] }) {
  if (of.sessions.length === 0) return null
  const caption = t('Chương trình sự kiện', 'Programme of the event')
  return (
    <Section title={caption} id="programme">
      <ul class="grid gap-2">
        {of.sessions.map((part) => (
          <li>
            <b>{part.startsAt}</b> <Day day={part.heldOn} />: {part.title}
            {part.speaker === null ? null : (
              <span class="hint block">
                {part.speaker}
                {part.speakerFrom === null ? '' : `, ${part.speakerFrom}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function eventView(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const code = request.params.code ?? ''
  const of = await request.execute(publicEvent, { code })
  const state = form ?? freshForm({ kind: 'enterprise' })
  const f = fields(state, t, registerByLink)
  return {
    title: of.title,
    lead: `${t(of.kind, of.kindEn)} · ${whenAndWhere(of)}`,
    body: (
      <>
        {of.goal === null ? null : <p class="mb-4 max-w-prose whitespace-pre-line">{of.goal}</p>}
        {of.closed === null ? (
          <Section
            title={t('Đăng ký tham dự', 'Register')}
            id="register"
            lead={
              of.registerUntil === null
                ? undefined
                : t(
                    `Đăng ký đến hết ngày ${formatDate(of.registerUntil)}.`,
                    `Registration until the end of ${formatDate(of.registerUntil)}.`,
                  )
            }
          >
            {of.left === 0 ? (
              <Notice tone="warning">
                {t(
                  'Đã hết chỗ: người đăng ký vào danh sách chờ và được báo qua thư khi có người rút.',
                  'All places are taken: who registers comes onto the waiting list and is told by mail when somebody withdraws.',
                )}
              </Notice>
            ) : of.left === null ? null : (
              <p class="mb-3">{t(`Còn ${of.left} chỗ.`, `${of.left} places are left.`)}</p>
            )}
            {of.checked ? (
              <p class="hint mb-3">
                {t(
                  'Cơ quan tổ chức xem từng đăng ký rồi trả lời qua thư.',
                  'The organiser looks at each registration and answers by mail.',
                )}
              </p>
            ) : null}
            <Form
              form={state}
              t={t}
              action={`/events/register/${code}`}
              submit={t('Đăng ký tham dự', 'Register')}
            >
              {registrationFields.form(f, t)}
              {f.check('consents', {
                label: t(
                  'Tôi đồng ý để cơ quan tổ chức giữ thông tin trên để tổ chức sự kiện và ghi nhận việc tham dự',
                  'I agree that the organiser keeps this to hold the event and to record who took part',
                ),
                hint: t(
                  'Rút đăng ký được bất cứ lúc nào trước sự kiện bằng đường dẫn riêng.',
                  'A registration can be withdrawn at any time before the event by its personal link.',
                ),
                required: true,
              })}
            </Form>
          </Section>
        ) : (
          <Notice tone="warning">{t(of.closed)}</Notice>
        )}
        <Programme of={of} t={t} />
      </>
    ),
  }
}

export const eventToRegister = page({
  route: 'GET /events/register/{code}',
  for: publicEvent,
  run: (request) => eventView(request),
})

/** What is said once a registration has come in. @param token null: the same person had registered before */
function registeredView({ t, system, params }: PageRequest, token: string | null): View {
  const mails = system.config.mail !== null
  const path = `/events/registered/${token}`
  return {
    title: t('Đã nhận đăng ký', 'The registration has come in'),
    body: (
      <Section>
        <Notice tone="success" live title={t('Bước tiếp theo', 'Next step')}>
          {mails
            ? t(
                'Thư xác nhận được gửi tới địa chỉ bạn đã ghi, có đường dẫn riêng để xem hoặc rút đăng ký. Đã đăng ký từ trước thì vẫn là đăng ký đó.',
                'A confirmation is mailed to your address, with a personal link to see or withdraw the registration. Who had registered before is registered once.',
              )
            : token === null
              ? t(
                  'Bạn đã đăng ký từ trước và vẫn là đăng ký đó. Cần xem hay rút, xin dùng đường dẫn riêng đã hiện lần đầu hoặc liên hệ cơ quan tổ chức.',
                  'You had registered before, and are registered once. To see or withdraw it use the personal link that was shown then, or write to the organiser.',
                )
              : t(
                  'Xin lưu đường dẫn riêng dưới đây để xem hoặc rút đăng ký.',
                  'Keep the personal link below: by it you see or withdraw the registration.',
                )}
        </Notice>
        {token === null ? (
          <p class="mt-4">
            <LinkButton href={`/events/register/${params.code}`}>
              {t('Về trang sự kiện', 'Back to the event')}
            </LinkButton>
          </p>
        ) : (
          <>
            <p class="mt-4">
              {t(
                'Đường dẫn riêng, chỉ hiện một lần: xin lưu lại, không đưa cho người khác.',
                'Your personal link, shown once: keep it, and give it to nobody.',
              )}
            </p>
            <p class="mt-2">
              <code class="break-all">{system.config.publicUrl + path}</code>
            </p>
            <p class="mt-4">
              <LinkButton href={path} kind="primary">
                {t('Xem đăng ký', 'See the registration')}
              </LinkButton>
            </p>
          </>
        )}
      </Section>
    ),
  }
}

export const registering = receiver({
  command: registerByLink,
  address: '/events/register/{code}',
  done: ({ token }, { request }) => registeredView(request, token),
  again: eventView,
})

async function ownView(request: PageRequest): Promise<View> {
  const { t, language } = request
  const of = await request.execute(ownSeat, { token: request.params.token })
  const gone = of.event === 'cancelled'
  const facts = registrationFields.facts(of, t, language)
  return {
    title: of.title,
    lead: whenAndWhere(of),
    body: (
      <>
        {gone ? (
          <Notice tone="warning" title={t('Sự kiện không tổ chức nữa', 'The event is not held any more')}>
            {of.reason}
          </Notice>
        ) : null}
        <Section title={t('Đăng ký của bạn', 'Your registration')} id="own">
          <p class="mb-3">
            <StateBadge of={seatStates} is={of.state} t={t} />
          </p>
          {of.state === 'accepted' && !gone ? (
            <>
              <QrPicture
                text={of.doorCode}
                label={t('Mã QR để quét tại cửa', 'QR code to scan at the door')}
              />
              <p class="my-2">
                {t('Đưa mã này tại cửa, hoặc đọc số', 'Show this at the door, or read out')}{' '}
                <b class="text-xl">{of.doorCode}</b>
              </p>
            </>
          ) : null}
          <Facts
            items={[
              [t('Số đăng ký', 'Registration number'), of.number],
              ...Object.values(facts),
              [t('Lý do', 'Reason'), gone ? null : of.reason],
            ]}
          />
          {of.certificate === null ? null : (
            <p class="mt-4">
              <LinkButton href={`/events/registered/${request.params.token}/certificate.pdf`} kind="primary">
                {t('Tải giấy chứng nhận tham dự', 'Download the certificate of attendance')}
              </LinkButton>
            </p>
          )}
          {standing.includes(of.state) && (of.event === 'planned' || of.event === 'invited') ? (
            <p class="mt-4">
              <PostButton
                action={`/events/registered/${request.params.token}/withdrawal`}
                label={t('Rút đăng ký', 'Withdraw the registration')}
                once={crypto.randomUUID()}
                kind="danger"
              />
            </p>
          ) : null}
        </Section>
        {await OwnSheets({ request, accepted: of.state === 'accepted' })}
        {await OwnMaterials({ request })}
      </>
    ),
  }
}

export const ownPage = page({
  route: 'GET /events/registered/{token}',
  for: ownSeat,
  run: (request) => ownView(request),
})

export const withdrawing = receiver({
  command: withdrawOwn,
  address: '/events/registered/{token}/withdrawal',
  again: ownView,
  done: (_output, { request }) => ({
    to: `/events/registered/${request.params.token}`,
    message: words('Đã rút đăng ký.', 'The registration is withdrawn.'),
  }),
})

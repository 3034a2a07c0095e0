import { dueWords } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { freshForm, type Page, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Badge, Empty, LinkButton, Moment, Notice, PostButton, RecordTable, Section } from '../ui/index.ts'
import { calendarWork, closeFeed, feedWork, openFeed, showFeed } from './feeds.ts'
import { calendarText } from './ics.ts'
import type { DutyRow } from './queries.ts'

type Work = { agency: { name: string; nameEn: string } | null; items: readonly DutyRow[] }

async function icsResponse(request: PageRequest, work: Work, name: string): Promise<Response> {
  const { system } = request
  const text = await calendarText({
    name: work.agency === null ? 'Nhiệm vụ của các cơ quan' : `Nhiệm vụ: ${work.agency.name}`,
    items: work.items,
    publicUrl: system.config.publicUrl,
    now: system.now(),
    withAgency: work.agency === null,
  })
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-cache',
      'X-Robots-Tag': 'noindex',
    },
  })
}

const agencyAsked = (request: PageRequest) => request.url.searchParams.get('agencyId') ?? ''

const downloadPage = page({
  route: 'GET /duties/calendar.ics',
  for: calendarWork,
  run: async (request) =>
    icsResponse(
      request,
      await request.execute(calendarWork, { agencyId: agencyAsked(request) }),
      'nhiem-vu.ics',
    ),
})

const feedPage = page({
  route: 'GET /calendar/{file}',
  for: feedWork,
  async run(request) {
    const token = /^([\w-]{20,200})\.ics$/.exec(request.params.file ?? '')?.[1]
    if (token === undefined) throw notFound(words('lịch này', 'This calendar'))
    return icsResponse(request, await request.execute(feedWork, { token }), 'nhiem-vu.ics')
  },
})

async function calendarView(request: PageRequest): Promise<View> {
  const { t, actor, system } = request
  const work = await request.execute(calendarWork, { agencyId: agencyAsked(request) })
  const reminded = work.items.filter((item) => item.reminder !== null)
  const of = work.agency === null ? '' : `?agencyId=${work.agency.id}`
  return {
    title:
      work.agency === null
        ? t('Lịch và nhắc việc của các cơ quan', 'Calendar and reminders of all agencies')
        : t(`Lịch và nhắc việc: ${work.agency.name}`, `Calendar and reminders: ${work.agency.nameEn}`),
    breadcrumbs: [{ label: t('Nhiệm vụ của các cơ quan', 'Duties of agencies'), href: '/duties' }],
    actions: (
      <LinkButton href={`/duties/calendar.ics${of}`} kind="primary">
        {t('Tải tệp lịch (.ics)', 'Download the calendar (.ics)')}
      </LinkButton>
    ),
    body: (
      <>
        <Section
          title={t('Việc đến kỳ nhắc', 'Work to be reminded of')}
          lead={t(
            'Nhắc trước 30, 7 và 1 ngày so với ngày làm việc cuối cùng còn trong hạn, và khi quá hạn.',
            'Reminders come 30, 7 and 1 days before the last working day in time, and when it is late.',
          )}
          actions={<a href="/calendar">{t('Ngày nghỉ, ngày làm bù', 'Days off and worked weekends')}</a>}
        >
          {reminded.length === 0 ? (
            <Empty>{t('Không có việc nào sắp đến hạn hay quá hạn.', 'Nothing is due soon or late.')}</Empty>
          ) : (
            <Reminded request={request} items={reminded} all={work.agency === null} />
          )}
        </Section>
        {work.agency === null ? null : await feedSection(request, work.agency.id)}
        {system.config.mail === null ? (
          <Notice tone="info" title={t('Chưa gửi thư nhắc việc', 'No reminders by mail')}>
            <p>
              {actor.grants.has('admin')
                ? t(
                    'Đặt SMTP_URL và MAIL_FROM rồi khởi động lại chương trình để gửi thư nhắc cho tài khoản của cơ quan.',
                    'Set SMTP_URL and MAIL_FROM and start the program again to mail the accounts of each agency.',
                  )
                : t(
                    'Máy chủ thư chưa được thiết lập; việc vẫn được nhắc trên các trang và trong lịch.',
                    'No mail server is set up; work is still reminded of on the pages and in the calendar.',
                  )}
            </p>
          </Notice>
        ) : (
          <p class="hint">
            {t(
              `Thư nhắc được gửi từ ${system.config.mail.from} tới tài khoản của cơ quan chịu trách nhiệm, mỗi mốc một lần.`,
              `Reminders are mailed from ${system.config.mail.from} to the accounts of the agency that carries the work, once at each step.`,
            )}
          </p>
        )}
      </>
    ),
  }
}

function Reminded({
  request: { t },
  items,
  all,
}: {
  request: PageRequest
  items: readonly DutyRow[]
  all: boolean
}) {
  return (
    <RecordTable
      caption={t('Việc đến kỳ nhắc', 'Work to be reminded of')}
      stack
      rows={items}
      columns={[
        { head: t('Mục', 'Section'), cell: (item) => (item.code === '' ? '—' : item.code) },
        {
          head: t('Nhiệm vụ', 'Duty'),
          cell: (item) => (
            <>
              <a class="line-clamp-3" href={`/duties/${item.id}`}>
                {t(item.text, item.textEn)}
              </a>
              <span class="hint">{t(item.period)}</span>
            </>
          ),
        },
        all ? { head: t('Cơ quan', 'Agency'), cell: (item) => t(item.agency, item.agencyEn) } : null,
        {
          head: t('Thời hạn', 'Due'),
          cell: (item) => (
            <>
              {t(dueWords({ on: item.dueOn, before: item.dueBefore }))}
              {item.dayOff === null ? null : (
                <span class="hint block">
                  {t('ngày làm việc cuối: ', 'last working day: ')}
                  {formatDate(item.workingOn)}
                </span>
              )}
            </>
          ),
        },
        {
          head: t('Còn lại', 'Left'),
          cell: (item) => (
            <Badge tone={item.reminder === 'late' ? 'error' : item.reminder === '30' ? 'info' : 'warning'}>
              {item.left === null ? '' : t(item.left)}
            </Badge>
          ),
        },
      ]}
    />
  )
}

async function feedSection(request: PageRequest, agencyId: number) {
  const { t } = request
  const { open, mine } = await request.execute(showFeed, { agencyId })
  const { once } = freshForm()
  return (
    <Section
      title={t('Đăng ký lịch', 'Subscribe')}
      id="feed"
      lead={t(
        'Chương trình lịch (Outlook, Google Calendar, điện thoại) tự cập nhật từ một địa chỉ bí mật của cơ quan. Ai có địa chỉ thì đọc được lịch này và không làm được gì khác.',
        'A calendar program (Outlook, Google Calendar, a phone) keeps up to date from a secret address of the agency. Whoever has it can read this calendar and do nothing else.',
      )}
    >
      {open === null ? (
        <p class="mb-3">{t('Chưa có địa chỉ nào.', 'There is no address yet.')}</p>
      ) : (
        <p class="mb-3">
          {t('Đang dùng một địa chỉ, tạo lúc ', 'One address is in use, made at ')}
          <Moment at={open.createdAt} />
          {t(` bởi ${open.createdBy}.`, ` by ${open.createdBy}.`)}
        </p>
      )}
      {mine ? (
        <div class="flex flex-wrap gap-3">
          <PostButton
            action="/duties/calendar/feed"
            label={
              open === null
                ? t('Tạo địa chỉ', 'Make an address')
                : t('Thay địa chỉ mới', 'Replace the address')
            }
            once={once}
            kind="primary"
            values={{ agencyId }}
          />
          {open === null ? null : (
            <PostButton
              action="/duties/calendar/feed/revoke"
              label={t('Thu hồi', 'Revoke')}
              once={`${once}-r`}
              kind="danger"
              values={{ agencyId }}
            />
          )}
        </div>
      ) : null}
    </Section>
  )
}

const calendarPage = page({ route: 'GET /duties/calendar', for: calendarWork, run: calendarView })

const openFeedPage = receiver({
  command: openFeed,
  address: '/duties/calendar/feed',
  done: ({ token }, { values, request }) => {
    const { t, system } = request
    const back = `/duties/calendar?agencyId=${String(values.agencyId)}`
    return {
      title: t('Địa chỉ đăng ký lịch', 'The address of the calendar'),
      breadcrumbs: [{ label: t('Lịch và nhắc việc', 'Calendar and reminders'), href: back }],
      body: (
        <Notice
          tone="success"
          live
          title={t(
            'Chỉ hiện một lần. Xin chép vào chương trình lịch; địa chỉ cũ (nếu có) đã hết hiệu lực.',
            'Shown once. Copy it into the calendar program; an older address no longer works.',
          )}
        >
          <p class="mt-2 font-mono break-all">
            {token === '…'
              ? t('Địa chỉ đã hiện một lần trước đó.', 'The address has been shown before.')
              : `${system.config.publicUrl}/calendar/${token}.ics`}
          </p>
          <p class="mt-3">
            <LinkButton href={back}>{t('Tiếp tục', 'Continue')}</LinkButton>
          </p>
        </Notice>
      ),
    }
  },
  again: (request, form) => feedProblem(request, form.problem),
})

const closeFeedPage = receiver({
  command: closeFeed,
  address: '/duties/calendar/feed/revoke',
  done: ({ agencyId }) => ({
    to: `/duties/calendar?agencyId=${agencyId}`,
    message: words('Đã thu hồi địa chỉ.', 'The address is revoked.'),
  }),
  again: (request, form) => feedProblem(request, form.problem),
})

function feedProblem({ t }: PageRequest, problem: { vi: string; en: string } | null): View {
  return {
    title: t('Địa chỉ đăng ký lịch', 'The address of the calendar'),
    breadcrumbs: [{ label: t('Lịch và nhắc việc', 'Calendar and reminders'), href: '/duties/calendar' }],
    body: (
      <Notice tone="error" live>
        {problem === null ? '' : t(problem)}
      </Notice>
    ),
  }
}

/** Before `/duties/{id}`: these addresses would else be read as numbers. */
export const feedPages: readonly Page[] = [downloadPage, calendarPage, openFeedPage, closeFeedPage, feedPage]

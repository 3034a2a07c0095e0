import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { freshForm, type PageRequest, type View } from '../platform/page.ts'
import { Act, Form, fields, LinkButton, Notice, RecordTable, Section } from '../ui/index.ts'
import { mailLinks } from './link-letters.ts'
import { giveLinks } from './links.ts'
import type { Report, showRequest } from './queries.ts'
import { waitingStates } from './rules.ts'

/* Personal links as the office gives them: to all of a request who have no account, or to one. */

type Request = Awaited<ReturnType<typeof showRequest.run>>

/** The links that were made, shown this once. @param back the page that asked for them */
export function linksView(
  request: PageRequest,
  of: Awaited<ReturnType<typeof giveLinks.run>>,
  back: string,
): View {
  const { t, url, system } = request
  const base = system.config.publicUrl ?? url.origin
  return {
    title: t('Liên kết riêng để báo cáo', 'Personal links to report by'),
    breadcrumbs: [{ label: t('Yêu cầu báo cáo', 'Requests for reports'), href: '/report-requests' }],
    body: (
      <Section>
        <Notice tone="warning">
          {t(
            'Chỉ hiện một lần. Chép từng địa chỉ vào công văn gửi đúng nơi nhận; ai có địa chỉ này báo cáo thay nơi đó.',
            'Shown once. Copy each address into the letter to its recipient; who holds it reports for that recipient.',
          )}
        </Notice>
        <RecordTable
          caption={t('Liên kết riêng để báo cáo', 'Personal links to report by')}
          rows={of.links}
          columns={[
            { head: t('Đơn vị báo cáo', 'Who reports'), cell: ({ recipient }) => recipient },
            { head: t('Thư điện tử', 'E-mail'), cell: ({ email }) => email ?? '—' },
            { head: t('Dùng đến hết ngày', 'Usable until'), cell: ({ until }) => formatDate(until) },
            {
              head: t('Địa chỉ riêng', 'Own address'),
              cell: ({ token }) => <code class="break-all">{`${base}/reports/answer/${token}`}</code>,
            },
          ]}
        />
        <p class="mt-4">
          <LinkButton href={back}>{t('Hoàn thành', 'Done')}</LinkButton>
        </p>
      </Section>
    ),
  }
}

/** How a link of a report stands, in words; null where it never had one. */
export function linkSaid(
  { linkUntil, linkOpenedOn }: Pick<Report, 'linkUntil' | 'linkOpenedOn'>,
  t: PageRequest['t'],
): string | null {
  if (linkUntil === null && linkOpenedOn === null) return null
  const until =
    linkUntil === null
      ? t('đã bị thu hồi', 'revoked')
      : t(`dùng đến hết ngày ${formatDate(linkUntil)}`, `ends on ${formatDate(linkUntil)}`)
  const opened =
    linkOpenedOn === null
      ? t('chưa mở', 'not opened')
      : t(`mở lần đầu ${formatDate(linkOpenedOn)}`, `first opened ${formatDate(linkOpenedOn)}`)
  return `${until}; ${opened}`
}

export function LinkTools({ of, request }: { of: Request; request: PageRequest }) {
  const { t, actor, system } = request
  const waits = of.reports.some(
    ({ state, linkUntil }) => (waitingStates as readonly string[]).includes(state) && linkUntil === null,
  )
  if (of.state !== 'open' || !of.scans || !waits || !mayRun(actor, giveLinks)) return null
  return (
    <Section fold title={t('Nơi chưa có tài khoản', 'Recipients without an account')}>
      <p class="hint mb-2 max-w-prose">
        {t(
          'Hội, doanh nghiệp chưa có tài khoản báo cáo bằng liên kết riêng: chỉ mở báo cáo của mình, hết hạn 30 ngày sau thời hạn, thu hồi được.',
          'An association or enterprise without an account reports by a personal link: it opens its own report alone, ends 30 days after the deadline, and can be revoked.',
        )}
      </p>
      {system.config.mail === null ? null : (
        <Act
          command={mailLinks}
          request={request}
          action={`/report-requests/${of.id}/letters`}
          kind="primary"
        >
          {t('Gửi liên kết qua thư điện tử', 'Mail the links')}
        </Act>
      )}
      <Act command={giveLinks} request={request} action={`/report-requests/${of.id}/links`}>
        {t('Cấp liên kết riêng', 'Give personal links')}
      </Act>
    </Section>
  )
}

/** Gives one recipient its link anew. */
export function OwnLink({ of, request }: { of: Report; request: PageRequest }) {
  const { t, actor } = request
  const waits = (waitingStates as readonly string[]).includes(of.state)
  if (!waits || !of.scans || !of.mine || !mayRun(actor, giveLinks)) return null
  return (
    <Section fold title={t('Liên kết riêng để báo cáo', 'Personal links to report by')}>
      <Form
        form={freshForm({})}
        t={t}
        action={`/report-answers/${of.id}/link`}
        submit={t('Cấp liên kết riêng', 'Give personal links')}
      >
        {fields(freshForm({}), t, giveLinks).hidden('id', of.requestId)}
        <p class="hint max-w-prose">
          {t('Liên kết cấp trước đó không còn dùng được.', 'An earlier link ends.')}
        </p>
      </Form>
    </Section>
  )
}

export const lettersQueued = ({
  vi,
  en,
}: {
  readonly vi: { readonly queued: string; readonly withoutAddress: string }
  readonly en: { readonly queued: string; readonly withoutAddress: string }
}) =>
  words(
    `${vi.queued} thư chờ gửi; ${vi.withoutAddress} nơi chưa có thư điện tử: xin cấp liên kết và gửi bằng cách khác.`,
    `${en.queued} letters wait to leave; ${en.withoutAddress} have no e-mail address: give them links another way.`,
  )

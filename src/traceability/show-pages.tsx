import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import {
  Empty,
  Facts,
  formPage,
  LabelSheet,
  LinkButton,
  Notice,
  OpenLink,
  QrPicture,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Timeline,
} from '../ui/index.ts'
import { type ActKey, acts } from './acts.tsx'
import { productChoices } from './choices.ts'
import { recordLot } from './commands.ts'
import { lotCorrection } from './correction.tsx'
import { strikeEvent } from './events.ts'
import { eventFields, type LotState, lotFields, lotStates } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { lotProducts, type ShownLot, showLot, type TraceEvent } from './queries.ts'

/* One lot: what it is, its code to print, its events; the form that enters one; its labels. */

interface Part {
  readonly request: PageRequest
  readonly lot: ShownLot
}

function Events({ request, lot }: Part) {
  const { t } = request
  const { tracked } = lot
  return (
    <Section title={t('Sự kiện truy xuất', 'Tracking events')} id="events">
      {tracked.length === 0 ? (
        <Empty>{t('Chưa ghi sự kiện nào.', 'No event is entered yet.')}</Empty>
      ) : (
        <Timeline
          items={tracked.map((event) => ({
            title: t(event.kind, event.kindEn),
            at: event.happenedOn,
            done: event.struckOn === null,
            body: <EventBody {...{ request, lot, event }} />,
          }))}
        />
      )}
    </Section>
  )
}

function EventBody({ request, lot, event }: Part & { readonly event: TraceEvent }) {
  const { t } = request
  const corrected = `${at}/events/${event.id}/correction`
  const imported = `${at}/imports/${event.importId}`
  const changes = lot.state !== 'recalled' && event.struckOn === null && mayRun(request.actor, strikeEvent)
  return (
    <div class={event.struckOn === null ? '' : 'line-through'}>
      <p>{event.what}</p>
      <p class="hint">
        {t(eventFields.labels.place)}: {event.place}. {t(eventFields.labels.who)}: {event.who}.
        {event.why === null ? '' : ` ${t(eventFields.labels.why)}: ${event.why}.`}
      </p>
      {event.importId === null ? null : (
        <p class="hint">
          <OpenLink request={request} href={imported}>
            {t(`Lần nhập ${event.importId}`, `Import ${event.importId}`)}
          </OpenLink>
        </p>
      )}
      {event.struckOn === null ? null : (
        <p class="hint">
          {t('Gạch ngày', 'Struck out on')} {formatDate(event.struckOn)}: {event.struckReason}
        </p>
      )}
      {changes ? (
        <p class="flex flex-wrap gap-2">
          <LinkButton href={corrected} small>
            {t('Sửa sự kiện', 'Edit the event')}
          </LinkButton>
          <LinkButton href={`${at}/${lot.id}/events/${event.id}/strike`} small>
            {t('Gạch sự kiện', 'Strike the event out')}
          </LinkButton>
        </p>
      ) : null}
    </div>
  )
}

/** The code that is printed on the packing, and what opens it. */
function Code({ request, lot }: Part) {
  const { t, system } = request
  const address = system.config.publicUrl + lot.link
  return (
    <Section
      title={t('Mã QR theo liên kết số GS1', 'QR code of the GS1 Digital Link')}
      id="qr"
      lead={
        lot.state === 'draft'
          ? t(
              'Chưa mở được cho đến khi doanh nghiệp công khai lô.',
              'It opens nothing until the enterprise publishes the lot.',
            )
          : t(
              'Ai quét cũng thấy trang công khai của lô.',
              'Whoever scans it sees the public page of the lot.',
            )
      }
    >
      <QrPicture text={address} label={t(`Mã QR của lô ${lot.lot}`, `QR code of lot ${lot.lot}`)} />
      <p class="mt-2 break-all">{lot.state === 'draft' ? address : <a href={lot.link}>{address}</a>}</p>
      <p class="mt-3">
        <LinkButton href={`${at}/${lot.id}/labels`}>{t('In tem nhãn', 'Print labels')}</LinkButton>
      </p>
    </Section>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const lot = await request.execute(showLot, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, lot, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  // what takes a lot from the public is opened by its button alone
  const chosen = wished || first === 'publish' || (first === 'event' && lot.events === 0) ? first : undefined
  const items = [
    [t(lotFields.labels.productId), lot.product],
    ...Object.values(lotFields.facts(lot, t, language)),
    [
      t('Lượt hỗ trợ', 'Support turn'),
      <OpenLink request={request} href={`/support/${lot.turnId}`}>
        {t(`Lượt hỗ trợ số ${lot.turnId}`, `Support turn ${lot.turnId}`)}
      </OpenLink>,
    ],
  ] as const
  return recordView({
    title: lot.product,
    lead: `${lot.enterprise} · ${t(`Lô ${lot.lot}`, `Lot ${lot.lot}`)}`,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'trace_lot', id: lot.id }],
      state: { key: lot.state, shown: <StateBadge of={lotStates} is={lot.state} t={t} /> },
      steps: stepsOf<LotState>(
        (['draft', 'published'] as const).map((key) => [key, t(lotStates.names[key])]),
        lot.state,
        { draft: lot.enteredOn, published: lot.publishedOn, recalled: lot.recalledOn },
        lot.state === 'recalled'
          ? { after: 'published', label: t(lotStates.names.recalled), ends: true }
          : undefined,
      ),
    },
    finished: lot.state !== 'draft',
    marks:
      lot.reason === null ? null : (
        <Notice tone={lot.state === 'recalled' ? 'error' : 'warning'} title={t('Lý do', 'Reason')}>
          <p class="whitespace-pre-line">{lot.reason}</p>
        </Notice>
      ),
    actions: (
      <>
        {acts
          .open(request, lot)
          .filter((key) => key !== chosen)
          .map((key) => (
            <LinkButton
              href={`${at}/${lot.id}?do=${key}#act`}
              kind={key === 'recall' || key === 'takeDown' ? 'danger' : undefined}
            >
              {t(acts.title(key))}
            </LinkButton>
          ))}
        {await lotCorrection.button(request, lot.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, lot, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
    rest: (
      <>
        <Events request={request} lot={lot} />
        <Code request={request} lot={lot} />
      </>
    ),
  })
}

const labels = page({
  route: 'GET /traceability/{id}/labels',
  for: showLot,
  async run(request) {
    const { t, system } = request
    const lot = await request.execute(showLot, { id: numberOf(request, 'id') })
    return {
      title: t('Tem truy xuất nguồn gốc', 'Traceability labels'),
      lead: t(
        'Một trang A4, 24 tem: in bằng lệnh in của trình duyệt, không co giãn.',
        'One A4 page of 24 labels: print it from the browser, unscaled.',
      ),
      breadcrumbs: [...crumbs(request), { label: lot.product, href: `${at}/${lot.id}` }],
      body: (
        <LabelSheet
          text={system.config.publicUrl + lot.link}
          label={t(`Mã QR của lô ${lot.lot}`, `QR code of lot ${lot.lot}`)}
          lines={[
            lot.product,
            `GTIN ${lot.gtin}`,
            lot.serial === null ? t(`Lô ${lot.lot}`, `Lot ${lot.lot}`) : `${lot.lot} / ${lot.serial}`,
          ]}
        />
      ),
    }
  },
})

const begun = formPage({
  command: recordLot,
  address: '/support/{id}/trace-lots/new',
  record: async (request) => {
    const turn = await request.execute(lotProducts, { id: numberOf(request, 'id') })
    return { ...turn, choices: await productChoices(request, turn.turnId) }
  },
  title: words('Ghi lô được truy xuất', 'Enter a traced lot'),
  lead: ({ record }) => record.enterprise,
  crumbs: ({ t }, { turnId }) => [
    { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
    { label: t(`Lượt hỗ trợ số ${turnId}`, `Support turn ${turnId}`), href: `/support/${turnId}` },
  ],
  above: ({ record, t }) =>
    record.products.length > 0 ? null : (
      <Notice tone="warning">
        {t('Doanh nghiệp chưa ghi sản phẩm nào.', 'The enterprise has no product on record.')}{' '}
        <a href={`/enterprises/${record.enterpriseId}`}>{t('Ghi sản phẩm', 'Enter a product')}</a>
      </Notice>
    ),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('turnId', record.turnId)}
      {lotFields.form(f, t, { choices: { productId: record.choices } })}
    </>
  ),
  submit: words('Ghi lô hàng', 'Enter the lot'),
  cancel: ({ turnId }) => `/support/${turnId}#trace-lots`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã ghi lô; xin ghi các sự kiện rồi công khai.',
      'The lot is entered; enter its events, then publish it.',
    ),
  }),
})

const struck = formPage({
  command: strikeEvent,
  address: '/traceability/{id}/events/{event}/strike',
  title: words('Gạch sự kiện truy xuất đã ghi sai', 'Strike out a tracking event'),
  record: async (request) => {
    const lot = await request.execute(showLot, { id: numberOf(request, 'id') })
    const event = numberOf(request, 'event')
    if (!lot.tracked.some(({ id }) => id === event))
      throw notFound(words('sự kiện truy xuất', 'Tracking event'))
    return lot
  },
  crumbs: (request, lot) => [...crumbs(request), { label: lot.product, href: `${at}/${lot.id}` }],
  fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 }),
  submit: words('Gạch sự kiện', 'Strike the event out'),
  kind: 'danger',
  cancel: ({ id }) => `${at}/${id}`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã gạch; sự kiện vẫn còn trên hồ sơ.', 'It is struck out and stays on record.'),
  }),
})

export const lotPages = [
  page({ route: 'GET /traceability/{id}', for: showLot, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...begun.pages,
  ...struck.pages,
  labels,
]

import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Badge, Empty, Form, fields, formPage, Moment, RecordTable, Section } from '../ui/index.ts'
import { isCharged, workKinds } from './kinds.ts'
import {
  assignMany,
  assignWork,
  kindsOfRecord,
  listCandidates,
  previewAssignment,
  recordAt,
  seesOfficer,
  showOfficer,
} from './officers.ts'
import { countWork, listWork } from './queries.ts'
import { whoseKeys } from './waiting.ts'

const up = ({ t }: PageRequest) => [{ label: t('Việc của tôi', 'My work'), href: '/work' }]
const nobody = words('Chưa có người phụ trách', 'Nobody in charge')

/** The page of a record, where the kinds of work on it have one; else the list of work. */
function recordHref(record: string, recordId: number): string {
  const address = kindsOfRecord(record).find((kind) => kind.address.includes('{id}'))?.address
  return address?.replace('{id}', String(recordId)) ?? '/work'
}

/** Who is in charge of one record: the form, and the history below it. */
export const officerPage = formPage({
  command: assignWork,
  address: '/work/officers/{record}/{recordId}',
  record: ({ execute, params }: PageRequest) => execute(showOfficer, params),
  title: words('Người phụ trách', 'Officer in charge'),
  crumbs: up,
  lead: ({ t, record }) => t(record.subject),
  initial: ({ officer }) => ({ accountId: officer?.id ?? '' }),
  fields: ({ f, t, record }) => (
    <>
      {f.select('accountId', {
        label: t('Người phụ trách', 'Officer in charge'),
        choices: record.candidates.map(({ id, name }) => ({ value: id, label: name })),
        empty: t(nobody),
      })}
      {f.area('reason', { label: t('Lý do, lời nhắn', 'Reason or message') })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: (_record, { params }) => recordHref(params.record ?? '', Number(params.recordId)),
  done: ({ record, recordId, assignmentId }) => ({
    to: recordHref(record, recordId),
    message:
      assignmentId === null
        ? words('Không còn ai phụ trách.', 'Nobody is in charge any more.')
        : words('Đã giao người phụ trách.', 'The officer in charge is set.'),
  }),
  after: ({ record, t }) => <History history={record.history} t={t} />,
})

function History({ history, t }: { history: Output<typeof showOfficer>['history']; t: PageRequest['t'] }) {
  if (history.length === 0) return null
  const heads = {
    name: t('Người phụ trách', 'Officer in charge'),
    since: t('Từ', 'Since'),
    until: t('Đến', 'Until'),
    by: t('Người giao', 'Given by'),
    reason: t('Lý do', 'Reason'),
  }
  return (
    <Section title={t('Đã qua những ai', 'Who has been in charge')} id="history">
      <RecordTable
        caption={t('Đã qua những ai', 'Who has been in charge')}
        stack
        rows={history}
        columns={[
          { head: heads.name, cell: (row) => row.name },
          { head: heads.since, cell: (row) => <Moment at={row.since} /> },
          { head: heads.until, cell: (row) => (row.until === null ? '—' : <Moment at={row.until} />) },
          { head: heads.by, cell: (row) => row.by ?? 'nscl' },
          { head: heads.reason, cell: (row) => row.reason ?? '—' },
        ]}
      />
    </Section>
  )
}

/** How many records are given at once. */
const most = 100

/** Choosing what is given to whom, then what would be done to each row; both by the address alone, so that it works without JavaScript. */
async function batchView(request: PageRequest, form: FormState): Promise<View> {
  const { t, url } = request
  const of = url.searchParams
  const sent = form.values.records
  const records = sent === undefined ? of.getAll('records') : [sent].flat()
  const accountId = String(form.values.accountId ?? of.get('accountId') ?? '')
  const kind = of.get('kind') ?? ''
  return {
    title: t('Giao nhiều việc cho một người', 'Give several pieces of work to one person'),
    breadcrumbs: up(request),
    body:
      records.length > 0 && accountId !== ''
        ? await previewed(request, { records, accountId, kind, form })
        : await chosen(request, kind),
  }
}

/** The kinds that have work which may be given, each leading to its records. */
async function kindsToGive(request: PageRequest) {
  const { t } = request
  const { kinds } = await request.execute(countWork, { whose: 'nobody' })
  const charged = new Set(workKinds.filter(isCharged).map(({ kind }) => kind))
  const waiting = kinds.filter(({ kind }) => charged.has(kind))
  if (waiting.length === 0)
    return <Empty>{t('Không có việc nào để giao.', 'There is no work to give.')}</Empty>
  return (
    <Section title={t('Chọn loại việc', 'Choose a kind of work')}>
      <ul class="list-disc pl-5">
        {waiting.map(({ kind, label, count }) => (
          <li>
            <a class="link" href={`/work/officers?${new URLSearchParams({ kind })}`}>
              {t(label)} ({count})
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function chosen(request: PageRequest, kind: string) {
  const { t, url } = request
  const known = workKinds.find((one) => one.kind === kind && isCharged(one))
  if (known === undefined) return await kindsToGive(request)
  const whose = whoseKeys.find((key) => key === url.searchParams.get('whose')) ?? 'nobody'
  const { rows, total } = await request.execute(listWork, {
    kind,
    whose,
    group: url.searchParams.get('group') ?? undefined,
    single: true,
    limit: most,
  })
  const { candidates } = await request.execute(listCandidates, { record: known.record })
  if (rows.length === 0) return <Empty>{t('Không có việc nào để giao.', 'There is no work to give.')}</Empty>
  return (
    <Section title={t(known.label)}>
      <form method="get" action="/work/officers" class="grid max-w-3xl gap-4">
        <input type="hidden" name="kind" value={kind} />
        <div>
          <label class="mb-1 block font-semibold" for="f-accountId">
            {t('Người phụ trách', 'Officer in charge')}
          </label>
          <select class="select w-full border-base-content/40" id="f-accountId" name="accountId" required>
            <option value="">{t('Chọn người phụ trách', 'Choose the officer')}</option>
            {candidates.map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
          </select>
        </div>
        <fieldset>
          <legend class="mb-1 font-semibold">{t('Việc sẽ giao', 'Work to be given')}</legend>
          {total !== null && total > rows.length ? (
            <p class="hint mb-2">
              {t(`${most} việc đến hạn trước nhất.`, `The ${most} that are due first.`)}
            </p>
          ) : null}
          <div class="grid gap-2">
            {rows.map((row) => (
              <label class="flex items-start gap-2">
                <input
                  class="checkbox mt-0.5 border-base-content/60"
                  type="checkbox"
                  name="records"
                  value={`${row.record}:${row.recordId}`}
                />
                <span>
                  {t(row.subject)}
                  {row.officer === null ? '' : <span class="hint"> · {row.officer.name}</span>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <div>
          <button class="btn btn-primary" type="submit">
            {t('Xem trước', 'Preview')}
          </button>
        </div>
      </form>
    </Section>
  )
}

async function previewed(
  request: PageRequest,
  of: { records: readonly string[]; accountId: string; kind: string; form: FormState },
) {
  const { t } = request
  const { accountId, form } = of
  const { rows } = await request.execute(previewAssignment, { records: of.records, accountId })
  const { candidates } = await request.execute(listCandidates, {
    record: of.records[0]?.split(':')[0],
  })
  const name = candidates.find(({ id }) => id === accountId)?.name ?? accountId
  const given = rows.filter(({ refused }) => refused === null)
  const f = fields<'reason'>(form, t)
  const heads = {
    what: t('Việc sẽ giao', 'Work to be given'),
    now: t('Đang phụ trách', 'In charge now'),
    outcome: t('Sẽ làm', 'Will be done'),
  }
  return (
    <Section title={t(`Giao cho ${name}`, `Give to ${name}`)}>
      <RecordTable
        caption={t('Xem trước', 'Preview')}
        stack
        rows={rows}
        columns={[
          { head: heads.what, cell: (row) => t(row.subject) },
          { head: heads.now, cell: (row) => row.now?.name ?? t(nobody) },
          {
            head: heads.outcome,
            cell: (row) =>
              row.refused === null ? (
                t('Giao việc này', 'This is given')
              ) : (
                <>
                  <Badge tone="warning">{t('Không giao', 'Left as it is')}</Badge> {t(row.refused)}
                </>
              ),
          },
        ]}
      />
      {given.length === 0 ? (
        <p class="mt-3">
          <a href={`/work/officers?kind=${encodeURIComponent(of.kind)}`}>{t('Chọn lại', 'Choose again')}</a>
        </p>
      ) : (
        <div class="mt-4">
          <Form
            form={form}
            t={t}
            action={`/work/officers?kind=${encodeURIComponent(of.kind)}`}
            submit={t(
              `Giao ${given.length} việc`,
              `Give ${given.length} ${given.length === 1 ? 'piece' : 'pieces'} of work`,
            )}
            cancel={`/work?kind=${encodeURIComponent(of.kind)}`}
          >
            <input type="hidden" name="accountId" value={accountId} />
            {given.map(({ key }) => (
              <input type="hidden" name="records" value={key} />
            ))}
            {f.area('reason', { label: t('Lý do, lời nhắn', 'Reason or message') })}
          </Form>
        </div>
      )}
    </Section>
  )
}

export const batchPage = page({
  route: 'GET /work/officers',
  for: previewAssignment,
  run: (request) => batchView(request, freshForm()),
})

export const batchReceiver = receiver({
  command: assignMany,
  address: '/work/officers',
  done: ({ given, left }) => ({
    to: '/work?whose=agency',
    message:
      left.length === 0
        ? words(`Đã giao ${given} việc.`, `${given} given.`)
        : words(
            `Đã giao ${given} việc, ${left.length} việc để nguyên vì đã đổi trong lúc đó.`,
            `${given} given, ${left.length} left as they are: they had changed meanwhile.`,
          ),
  }),
  again: batchView,
})

/** Who is in charge, on the page of a record: with its next step, and the way to change it; nothing on any other page. */
export async function officerLine(request: PageRequest) {
  const { actor, t, url, system } = request
  const target = request.mayOpen('/work/officers') ? recordAt(url.pathname) : null
  if (target === null || !seesOfficer(actor, target.record)) return null
  const row = await system.db
    .selectFrom('workAssignment as w')
    .innerJoin('account as a', 'a.id', 'w.accountId')
    .select('a.name')
    .where('w.record', '=', target.record)
    .where('w.recordId', '=', target.recordId)
    .where('w.endedAt', 'is', null)
    .executeTakeFirst()
  const href = `/work/officers/${target.record}/${target.recordId}`
  return (
    <p class="no-print text-sm">
      {row === undefined ? t(nobody) : `${t('Người phụ trách', 'Officer in charge')}: ${row.name}`}
      {request.mayOpen(href) ? (
        <>
          {' · '}
          <a href={href}>
            {row === undefined
              ? t('Giao người phụ trách', 'Put somebody in charge')
              : t('Đổi người', 'Change the officer')}
          </a>
        </>
      ) : null}
    </p>
  )
}

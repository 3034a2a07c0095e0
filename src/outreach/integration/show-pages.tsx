import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import type { Output } from '../../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../../platform/page.ts'
import {
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  OpenLink,
  recordView,
  Section,
  type Sent,
} from '../../ui/index.ts'
import { choicesOf } from '../choices.ts'
import { namedFields } from '../fields.ts'
import { nameInCommon, unnameInCommon } from '../named.ts'
import { isWritten } from '../rules.ts'
import { headOf, isOffered, Marks, NamedSection, wayActs } from '../way-view.tsx'
import {
  confirmIntegration,
  integrationWay,
  recordIntegration,
  returnIntegration,
  sendIntegration,
  withdrawIntegration,
} from './commands.ts'
import { integrationCorrection } from './correction.tsx'
import { integrationFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { showIntegration } from './queries.ts'

/* One piece of integrated money with its acts, and the form that enters one. */

type Shown = Output<typeof showIntegration>
type ActKey = 'confirm' | 'name' | 'return' | 'send' | 'withdraw'

const acts = actsOf<Shown, ActKey>(`${at}/{id}`, {
  ...wayActs<Shown>(
    {
      ...{ send: sendIntegration, confirm: confirmIntegration },
      ...{ return: returnIntegration, withdraw: withdrawIntegration },
    },
    integrationWay.apart,
    {
      send: words('Gửi khoản lồng ghép', 'Send integrated money'),
      confirm: words('Xác nhận khoản lồng ghép', 'Confirm integrated money'),
      return: words('Trả lại khoản lồng ghép', 'Return integrated money'),
      withdraw: words('Rút khoản lồng ghép', 'Take back integrated money'),
    },
  ),
  name: act(nameInCommon, {
    title: words('Nêu tên doanh nghiệp chung', 'Name enterprises in common'),
    path: 'enterprises',
    open: (record: Shown) => isWritten(record),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {namedFields.form(f, t)}
      </>
    ),
    done: words('Đã nêu tên.', 'They are named.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const record = await request.execute(showIntegration, { id: numberOf(request, 'id') })
  const open = acts.open(request, record).filter((key) => isOffered(request, record, key))
  const first = acts.chosen(request, record, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen =
    first !== undefined && open.includes(first) && (wished || first === 'confirm') ? first : undefined
  const { programme: _programme, serves: _serves, ...facts } = integrationFields.facts(record, t, language)
  return recordView({
    title: record.programme,
    lead: `${t(record.agency, record.agencyEn)} · ${record.year}`,
    breadcrumbs: crumbs(request),
    head: headOf('integration', record, t),
    finished: record.state === 'withdrawn' || record.state === 'confirmed',
    marks: (
      <Marks
        {...{ record, t }}
        noProof={words(
          'Chưa có văn bản kèm theo; xin thêm bằng nút Sửa rồi gửi.',
          'Its document is missing; add it by the button that edits, then send it.',
        )}
      />
    ),
    actions: (
      <>
        {chosen === undefined
          ? open.map((each) => (
              <LinkButton href={`${at}/${record.id}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
            ))
          : null}
        {await integrationCorrection.button(request, record.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, record, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            [t(integrationFields.labels.agencyId), t(record.agency, record.agencyEn)],
            [t(integrationFields.labels.sourceId), t(record.source, record.sourceEn)],
            ...Object.values(facts),
            [
              t(integrationFields.labels.lineId),
              record.lineId === null ? null : (
                <OpenLink request={request} href={`/budget/lines/${record.lineId}`}>
                  {record.line}
                </OpenLink>
              ),
            ],
            [
              t(integrationFields.labels.serves),
              record.serves === null
                ? null
                : record.sentence === null
                  ? record.serves
                  : `${record.serves}. ${t(record.sentence)}`,
            ],
            [
              t('Đặt cạnh kế hoạch năm', 'Beside the yearly plan'),
              record.yearlyPlanId === null ? null : (
                <OpenLink request={request} href={`/yearly-plans/${record.yearlyPlanId}#beside`}>
                  {String(record.year)}
                </OpenLink>
              ),
            ],
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t(integrationFields.labels.fileId),
      files: record.file === null ? [] : [{ what: record.programme, file: record.file }],
    }),
    rest: (
      <NamedSection
        {...{ request, record, at }}
        unname={unnameInCommon}
        title={t('Doanh nghiệp chung', 'Enterprises in common')}
      />
    ),
  })
}

const unnamed = receiver({
  command: unnameInCommon,
  address: `${at}/{id}/enterprises/{enterprise}/removal`,
  done: ({ id }) => ({ to: `${at}/${id}#named`, message: words('Đã bỏ.', 'Removed.') }),
})

const entered = formPage({
  command: recordIntegration,
  address: `${at}/new`,
  record: choicesOf,
  title: words('Ghi khoản lồng ghép của cơ quan, hội', 'Enter integrated money'),
  crumbs,
  initial: (_choices, { actor, system }) => ({
    agencyId: actor.agencyId === null ? undefined : String(actor.agencyId),
    year: formatDate(today(system.now())).slice(-4),
  }),
  fields: ({ f, t, record }) => integrationFields.form(f, t, { choices: record }),
  submit: words('Ghi khoản lồng ghép', 'Enter integrated money'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã ghi; xin xem lại rồi gửi.', 'It is entered; look it over, then send it.'),
  }),
})

export const integrationPages = [
  page({ route: `GET ${at}/{id}`, for: showIntegration, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
  unnamed,
]

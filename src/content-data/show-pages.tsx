import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  Notice,
  OpenLink,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { confirmValue, enteredApart, enterValue, returnValue, withdrawValue } from './commands.ts'
import { valueCorrection } from './correction.tsx'
import { contentValueFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { type Asked, askedOf, showValue } from './queries.ts'
import {
  mayBecome,
  moments,
  momentsOf,
  optionsOf,
  shownValue,
  type ValueState,
  valueStates,
} from './rules.ts'

/* One value with its acts, and the form that enters one of a turn. */

type Shown = Output<typeof showValue>
type ActKey = 'confirm' | 'return' | 'withdraw'
const why = ({ id }: Shown, request: PageRequest) => whyApart(request, enteredApart, id)

const acts = actsOf<Shown, ActKey>('/content-values/{id}', {
  confirm: act(confirmValue, {
    title: words('Xác nhận số liệu', 'Confirm the figure'),
    path: 'confirmation',
    open: ({ state }) => mayBecome(state, 'confirmed'),
    held: why,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Ghi chú', 'Note'), rows: 2 })}
      </>
    ),
    done: words(
      'Đã xác nhận; được tính khi lượt hỗ trợ hoàn thành.',
      'It is confirmed and counts once the turn is done.',
    ),
  }),
  return: act(returnValue, {
    title: words('Trả lại số liệu', 'Return the figure'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'returned'),
    held: why,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('remark', { label: t('Điều cần sửa', 'What is to be put right'), rows: 2 })}
      </>
    ),
    done: words('Đã trả lại.', 'It is returned.'),
  }),
  withdraw: act(withdrawValue, {
    title: words('Rút số liệu này', 'Withdraw the figure'),
    path: 'withdrawal',
    kind: 'danger',
    open: ({ state }) => mayBecome(state, 'withdrawn'),
    fields: reasonFields,
    done: words('Đã rút; số liệu không được tính.', 'It is withdrawn and does not count.'),
  }),
})

const isActed = (request: PageRequest, record: Shown) =>
  record.state !== 'confirmed' || request.actor.grants.has('coordinator') ? acts.open(request, record) : []

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const record = await request.execute(showValue, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, record, sent)
  // what sends something back or takes it back is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first === 'confirm' ? first : undefined
  const { value: _value, item: _item, ...facts } = contentValueFields.facts(record, t, language)
  const imported = `${at}/imports/${record.importId}`
  const items = [
    [t(contentValueFields.labels.value), shownValue(record, record, language)],
    [record.perItem === null ? '' : t(record.perItem, record.perItemEn ?? record.perItem), record.item],
    ...Object.values(facts),
    [t('Nội dung', 'Content'), t(record.content, record.contentEn)],
    [t('Năm kế hoạch', 'Plan year'), String(record.year)],
    [t('Căn cứ của số liệu', 'Basis of the figure'), record.source],
    [
      t('Lượt hỗ trợ', 'Support turn'),
      <OpenLink request={request} href={`/support/${record.turnId}`}>
        {t(`Lượt hỗ trợ số ${record.turnId}`, `Support turn ${record.turnId}`)}
      </OpenLink>,
    ],
    [
      t('Bảng đã nhập', 'Table brought in'),
      record.importId === null ? null : (
        <OpenLink request={request} href={imported}>
          {t(`Lần nhập ${record.importId}`, `Import ${record.importId}`)}
        </OpenLink>
      ),
    ],
  ] as const
  return recordView({
    title: t(record.field, record.fieldEn),
    lead: `${record.enterprise} · ${t(moments.names[record.moment])}`,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'content_value', id: record.id }],
      state: { key: record.state, shown: <StateBadge of={valueStates} is={record.state} t={t} /> },
      steps: stepsOf<ValueState>(
        (['entered', 'confirmed'] as const).map((key) => [key, t(valueStates.names[key])]),
        record.state,
        {
          ...{ entered: record.enteredOn, returned: record.enteredOn },
          ...{ confirmed: record.confirmedOn, withdrawn: record.withdrawnOn },
        },
        record.state === 'returned' || record.state === 'withdrawn'
          ? {
              after: record.confirmedOn === null ? 'entered' : 'confirmed',
              label: t(valueStates.names[record.state]),
              ends: record.state === 'withdrawn',
            }
          : undefined,
      ),
    },
    finished: record.state === 'withdrawn' || record.state === 'confirmed',
    marks: (
      <>
        {record.remark === null ? null : (
          <Notice tone={record.state === 'returned' ? 'warning' : 'info'} title={t('Ghi chú', 'Note')}>
            <p class="whitespace-pre-line">{record.remark}</p>
          </Notice>
        )}
        {record.reason === null ? null : (
          <Notice title={t('Lý do', 'Reason')}>
            <p class="whitespace-pre-line">{record.reason}</p>
          </Notice>
        )}
      </>
    ),
    actions: (
      <>
        {chosen === undefined
          ? isActed(request, record).map((each) => (
              <LinkButton href={`${at}/${record.id}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
            ))
          : null}
        {await valueCorrection.button(request, record.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, record, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t(contentValueFields.labels.fileId),
      files: record.file === null ? [] : [{ what: t(record.field, record.fieldEn), file: record.file }],
    }),
  })
}

/** The levels of a choice by the words that are stored. */
const levelsOf = ({ options, optionsEn }: Asked, t: PageRequest['t']) => {
  const english = optionsOf(optionsEn)
  return optionsOf(options).map((option, place) => ({
    value: option,
    label: t(option, english[place] ?? option),
  }))
}

/** The field that the address or the form names. */
const chosenField = (fields: readonly Asked[], named: unknown) =>
  fields.find(({ id }) => String(id) === String(named ?? ''))

const entered = formPage({
  command: enterValue,
  address: '/support/{id}/content-values/new',
  record: async (request) => {
    const asked = await request.execute(askedOf, { id: numberOf(request, 'id') })
    return { ...asked, fields: asked.fields.filter(({ endedOn }) => endedOn === null) }
  },
  title: words('Nhập số liệu theo nội dung', 'Enter a figure by content'),
  lead: ({ record, t }) => `${record.enterprise} · ${t(record.content, record.contentEn)}`,
  crumbs: ({ t }, { turnId }) => [
    { label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
    { label: t(`Lượt hỗ trợ số ${turnId}`, `Support turn ${turnId}`), href: `/support/${turnId}` },
  ],
  initial: ({ fields }, { url, system }) => {
    const field = chosenField(fields, url.searchParams.get('fieldId')) ?? fields[0]
    return {
      fieldId: field === undefined ? undefined : String(field.id),
      moment:
        url.searchParams.get('moment') ?? (field === undefined ? 'end' : momentsOf(field.askedAt).at(-1)),
      measuredOn: formatDate(today(system.now())),
    }
  },
  fields: ({ f, t, record, form }) => {
    const field = chosenField(record.fields, form.values.fieldId)
    const levels = field === undefined || field.type !== 'choice' ? null : levelsOf(field, t)
    return (
      <>
        {f.hidden('turnId', record.turnId)}
        {contentValueFields.form(f, t, {
          choices: {
            fieldId: record.fields.map((one) => ({
              value: one.id,
              label: [
                t(one.field, one.fieldEn),
                one.unit === null ? '' : ` (${t(one.unit, one.unitEn ?? one.unit)})`,
                one.perItem === null ? '' : t(`, theo ${one.perItem}`, `, by ${one.perItemEn}`),
              ].join(''),
            })),
          },
          without: levels === null ? [] : ['value'],
          after:
            levels === null
              ? {}
              : {
                  value: f.select('value', {
                    label: t(contentValueFields.labels.value),
                    required: true,
                    empty: t('— chọn —', '— choose —'),
                    choices: levels,
                  }),
                },
        })}
      </>
    )
  },
  submit: words('Nhập số liệu', 'Enter the figure'),
  cancel: ({ turnId }) => `/support/${turnId}#content-values`,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã nhập số liệu; chờ người khác xác nhận.', 'It is entered; another person confirms it.'),
  }),
})

export const valuePages = [
  page({ route: 'GET /content-values/{id}', for: showValue, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
]

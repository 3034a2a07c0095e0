import { whyApart } from '../controls/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { act, actsOf, reasonFields } from '../ui/index.ts'
import { checkEntry, checkOutcomes, submitEntry, withdrawEntry } from './entry-commands.ts'
import {
  addSupport,
  checkedApart,
  recordOpinion,
  recordOutcome,
  revokeAward,
  sendEntry,
  tieNomination,
} from './entry-way.ts'
import { decisionFields, opinionFields, revokedFields, sentFields, supportFields } from './fields.ts'
import { entryChoices, type ShownEntry } from './queries.ts'
import { isDue, opinionGivers, type Step } from './rules.ts'

/* What may be done with an entry, each act with its form. */

export type ActKey =
  | 'check'
  | 'commend'
  | 'decide'
  | 'opine'
  | 'revoke'
  | 'send'
  | 'submit'
  | 'support'
  | 'withdraw'

const todayOf = ({ system }: PageRequest) => formatDate(today(system.now()))
export const isWritten = ({ state }: ShownEntry) => state === 'draft' || state === 'returned'
export const isUnderWay = ({ state }: ShownEntry) =>
  (['draft', 'submitted', 'returned', 'checked', 'opined', 'sent'] as const).some((one) => one === state)
const due =
  (step: Step) =>
  ({ state, opinionBy }: ShownEntry) =>
    isDue(step, state, opinionBy)
const why = ({ id }: ShownEntry, request: PageRequest) => whyApart(request, checkedApart, id)
const choicesOf = async (request: PageRequest, { enterpriseId }: ShownEntry) => {
  const { turns, events, nominations } = await request.execute(entryChoices, { enterpriseId })
  const named = (rows: typeof turns) => rows.map(({ id, name }) => ({ value: id, label: name.slice(0, 110) }))
  return { turnId: named(turns), eventId: named(events), nominationId: named(nominations) }
}

export const acts = actsOf<ShownEntry, ActKey>('/award-entries/{id}', {
  submit: act(submitEntry, {
    title: words('Gửi hồ sơ dự giải', 'Submit an entry for the award'),
    path: 'submission',
    open: isWritten,
    fields: ({ f, t, record }) => {
      const missing = record.criteria.filter(({ words: said }) => said === null)
      return (
        <>
          {f.hidden('version', record.version)}
          <p class="hint">
            {missing.length === 0
              ? t('Đã tự đánh giá theo mọi tiêu chí.', 'It is assessed by every criterion.')
              : `${t('Chưa tự đánh giá', 'Not assessed yet')}: ${missing.map((one) => t(one.name, one.nameEn)).join('; ')}`}
          </p>
          {f.check('declares', {
            label: t(
              'Doanh nghiệp cam kết chấp hành pháp luật về sản xuất, kinh doanh',
              'The enterprise declares that it keeps the law on production and trade',
            ),
          })}
        </>
      )
    },
    done: words('Đã gửi; cơ quan điều hành sẽ kiểm tra.', 'It is submitted; the coordinator checks it.'),
  }),
  check: act(checkEntry, {
    title: words('Kiểm tra hồ sơ dự giải', 'Check an entry for the award'),
    path: 'check',
    open: due('check'),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.radio('outcome', {
          label: t('Kết quả kiểm tra', 'Outcome of the check'),
          choices: checkOutcomes.choices(t),
        })}
        {f.area('missing', { label: t('Điều còn thiếu', 'What is missing'), rows: 2 })}
      </>
    ),
    done: words('Đã ghi kết quả kiểm tra.', 'The outcome of the check is entered.'),
  }),
  opine: act(recordOpinion, {
    title: words('Ghi ý kiến của tỉnh', "Record the province's opinion"),
    path: 'opinion',
    open: due('opine'),
    held: why,
    initial: (_entry, request) => ({ agrees: 'true', opinionOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p class="hint">{t(opinionGivers.names[record.opinionBy])}</p>
        {opinionFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi ý kiến.', 'The opinion is entered.'),
  }),
  send: act(sendEntry, {
    title: words('Gửi hồ sơ đến Bộ', 'Send to the ministry'),
    path: 'sending',
    open: due('send'),
    initial: (_entry, request) => ({ sentOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {sentFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi việc gửi Bộ.', 'It is entered that it was sent.'),
  }),
  decide: act(recordOutcome, {
    title: words('Ghi kết quả xét giải', 'Record the outcome of an entry'),
    path: 'outcome',
    open: due('decide'),
    held: why,
    initial: (_entry, request) => ({ decidedOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {decisionFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi kết quả xét giải.', 'The outcome is entered.'),
  }),
  commend: act(tieNomination, {
    title: words('Gắn đề nghị khen thưởng', 'Tie the nomination'),
    path: 'nomination',
    open: ({ state, nominationId }) => state === 'won' && nominationId === null,
    fields: async ({ f, t, record, request }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('nominationId', {
          label: t('Đề nghị khen thưởng', 'Nominations for commendation'),
          choices: (await choicesOf(request, record)).nominationId,
          empty: t('Chọn đề nghị khen thưởng', 'Choose the nomination'),
          hint: t(
            'Ghi đề nghị trong đợt đề nghị khen thưởng trước, với mã số thuế của doanh nghiệp.',
            'Enter the nomination in a call for nominations first, with the tax code of the enterprise.',
          ),
        })}
      </>
    ),
    done: words('Đã gắn đề nghị khen thưởng.', 'The nomination is tied to it.'),
  }),
  support: act(addSupport, {
    title: words('Ghi hỗ trợ dự giải', 'Record help for an entry'),
    path: 'support',
    open: isUnderWay,
    initial: (_entry, request) => ({ givenOn: todayOf(request) }),
    fields: async ({ f, t, record, request }) => {
      const { turnId, eventId } = await choicesOf(request, record)
      return (
        <>
          {f.hidden('version', record.version)}
          {supportFields.form(f, t, { choices: { turnId, eventId } })}
        </>
      )
    },
    done: words('Đã ghi hỗ trợ.', 'The help is entered.'),
  }),
  withdraw: act(withdrawEntry, {
    title: words('Rút hồ sơ dự giải', 'Withdraw an entry for the award'),
    path: 'withdrawal',
    kind: 'danger',
    open: isUnderWay,
    fields: reasonFields,
    done: words('Đã rút hồ sơ.', 'The entry is withdrawn.'),
  }),
  revoke: act(revokeAward, {
    title: words('Ghi thu hồi giải', 'Record that an award was revoked'),
    path: 'revocation',
    kind: 'danger',
    open: ({ state }) => state === 'won',
    initial: (_entry, request) => ({ revokedOn: todayOf(request) }),
    fields: ({ f, t, record, ...rest }) => (
      <>
        {reasonFields({ f, t, record, ...rest })}
        {revokedFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi thu hồi giải.', 'It is entered that the award was revoked.'),
  }),
})

/** Acts that are opened by their button alone: what is no step of the way, or ends it. */
const byButton: readonly ActKey[] = ['support', 'withdraw', 'revoke']
export const opensItself = (key: ActKey | undefined): boolean => key !== undefined && !byButton.includes(key)

import { sourceNamed, uncountedQuantities, Without } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  type FormValues,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Form, fields, formPage, Notice, OpenLink, Section } from '../ui/index.ts'
import { acceptDraft } from './accept.ts'
import { discardDraft } from './commands.ts'
import { draftKinds, showDraft } from './queries.ts'
import type { Draft } from './result-items.tsx'
import { draftSums, missingOf, reviewFindings } from './review.ts'
import { correctionHref, crumbs, placeName } from './review-page.tsx'
import { proposedSuccession, SuccessionFields, successionInput } from './succession-fields.tsx'

/* The end of a draft: accepted as a plan, or given up. */

async function draftOf(request: PageRequest): Promise<Draft> {
  return request.execute(showDraft, { id: request.params.id })
}

function trail(request: PageRequest, draft: Draft) {
  return [...crumbs(request), { label: draft.label, href: `/plan-drafts/${draft.id}` }]
}

/** Fields of the acceptance itself; all others are corrected in the draft. */
function isOwnField(field: string): boolean {
  return /^(?:number|issuedOn|fileId|replacesPlanId|succeeds|amendedBy|amendedOn|reason|settled\.\d+)$/.test(
    field,
  )
}

/** What an amendment is made by, and why. */
function amendmentFields(f: ReturnType<typeof fields>, t: PageRequest['t']) {
  return (
    <>
      {f.text('amendedBy', {
        label: t('Văn bản điều chỉnh', 'Amending instrument'),
        hint: t('Ví dụ: Quyết định số 12/QĐ-UBND.', 'Such as: Quyết định số 12/QĐ-UBND.'),
        required: true,
      })}
      {f.date('amendedOn', {
        label: t('Ngày ban hành văn bản điều chỉnh', 'Its day of issue'),
        required: true,
      })}
      {f.area('reason', {
        label: t('Lý do điều chỉnh', 'Reason for the amendment'),
        rows: 3,
        required: true,
      })}
    </>
  )
}

async function acceptForm(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const draft = await draftOf(request)
  const own = form.errors.filter(({ field }) => isOwnField(field))
  const others = form.errors.filter(({ field }) => !isOwnField(field))
  const f = fields({ ...form, errors: own }, t)
  const next = draft.kind === 'next'
  const asked = next || draft.document.number === '' || draft.document.issuedOn === ''
  const missing = [
    ...missingOf(draft.document).filter(
      ({ field }) => !(asked && (field === 'number' || field === 'issuedOn')),
    ),
    ...draftSums(draft.document, sourceNamed(draft.sources)).map(({ where, words }) => ({
      field: `budget.${where}`,
      words,
    })),
  ]
  const known = new Set(missing.map(({ field }) => field))
  const wrong = [...missing, ...others.filter(({ field }) => !known.has(field))]
  const errors =
    draft.reading === null
      ? []
      : reviewFindings(draft.reading, draft.document).filter(
          ({ finding, changed, mustMend }) => finding.severity === 'error' && !changed && !mustMend,
        )
  return {
    title: t('Chấp nhận bản thảo', 'Accept the draft'),
    lead: `${draft.label} · ${t(draftKinds.names[draft.kind])}`,
    breadcrumbs: trail(request, draft),
    body: (
      <>
        {wrong.length === 0 ? null : (
          <Notice
            tone="error"
            live
            title={t(
              'Chưa chấp nhận được: xin sửa những chỗ này trước.',
              'Not yet: please correct these first.',
            )}
          >
            <ul class="mt-1 list-disc pl-5">
              {wrong.map(({ field, words }) => (
                <li>
                  <OpenLink request={request} href={correctionHref(draft, field)}>
                    {placeName(t, draft, field)}
                  </OpenLink>
                  : {t(words)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <Without t={t} plan={draft.document} />
        <Quantities t={t} draft={draft} />
        <Section>
          <Form
            form={{ ...form, errors: own }}
            t={t}
            action={`/plan-drafts/${draft.id}/accept`}
            submit={
              draft.kind === 'amendment'
                ? t('Chấp nhận điều chỉnh', 'Accept the amendment')
                : t('Chấp nhận thành kế hoạch', 'Accept as a plan')
            }
            files
            cancel={`/plan-drafts/${draft.id}`}
          >
            {f.hidden('version', draft.version)}
            {draft.kind === 'amendment' ? null : <WhatFollows t={t} document={draft.document} />}
            {asked ? (
              <>
                {f.text('number', {
                  label: t('Số, ký hiệu của kế hoạch đã ký', 'Number of the signed plan'),
                  required: true,
                })}
                {f.date('issuedOn', { label: t('Ngày ban hành', 'Issued on'), required: true })}
              </>
            ) : null}
            {draft.kind === 'amendment' ? amendmentFields(f, t) : null}
            {draft.file === null
              ? f.file('fileId', { label: t('Văn bản đã ký', 'The signed document'), required: true })
              : null}
            {draft.kind === 'amendment' ? null : <SuccessionFields request={request} draft={draft} f={f} />}
            {errors.map(({ finding, index }) =>
              f.area(`settled.${index}`, {
                label: t('Lý do chấp nhận lỗi của văn bản', 'Why this error of the document is taken'),
                hint: t(finding.words),
                rows: 2,
                required: true,
              }),
            )}
          </Form>
        </Section>
      </>
    ),
  }
}

/** What acceptance brings with it: so much of each that begins to be followed. */
function WhatFollows({ t, document }: { t: PageRequest['t']; document: Draft['document'] }) {
  const { targets, duties, budget } = document
  return (
    <p class="max-w-prose">
      {t(
        `Chấp nhận xong, chương trình theo dõi ${targets.length} chỉ tiêu, ${duties.length} việc của các cơ quan và ${budget.lines.length} mục dự toán; sau đó chỉ sửa bằng một văn bản điều chỉnh.`,
        `Once accepted, ${targets.length} targets, ${duties.length} duties of agencies and ${budget.lines.length} lines of money are followed; later changes need an amending document.`,
      )}
    </p>
  )
}

/** The quantities of the table that will wait to be given a way of counting. */
function Quantities({ t, draft }: { t: PageRequest['t']; draft: Draft }) {
  const open = uncountedQuantities(draft.document)
  if (open.length === 0) return null
  const named = open.map(({ code, quantity }) => `${code} (${t(quantity)})`).join('; ')
  return (
    <Notice
      title={t('Số lượng trong bảng chưa có chỉ tiêu theo dõi', 'Quantities of the table without a target')}
    >
      <p class="max-w-prose">
        {named}.{' '}
        {t(
          'Chấp nhận xong, danh sách việc hỏi cách đếm từng số lượng: theo quy tắc, hoặc cơ quan nhập kèm minh chứng.',
          'After acceptance the list of work asks how each is counted: by a rule, or entered by an agency with evidence.',
        )}
      </p>
    </Notice>
  )
}

/** The reasons stand under `settled.3` in the form and by their place in the command. */
function acceptInput(values: FormValues) {
  const settled = Object.fromEntries(
    Object.entries(values).flatMap(([name, typed]) =>
      name.startsWith('settled.') && typeof typed === 'string'
        ? [[name.slice('settled.'.length), typed]]
        : [],
    ),
  )
  return { ...successionInput(values), settled }
}

const discard = formPage({
  command: discardDraft,
  address: '/plan-drafts/{id}/discard',
  record: draftOf,
  title: words('Bỏ bản thảo', 'Discard the draft'),
  lead: ({ record }) => record.label,
  crumbs: trail,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', {
        label: t('Lý do', 'Reason'),
        hint: t(
          'Bản thảo vẫn xem lại được, không sửa được nữa.',
          'The draft can still be read, not changed.',
        ),
        rows: 3,
        required: true,
      })}
    </>
  ),
  submit: words('Bỏ bản thảo', 'Discard the draft'),
  kind: 'danger',
  cancel: ({ id }) => `/plan-drafts/${id}`,
  done: ({ id }) => ({
    to: `/plan-drafts/${id}`,
    message: words('Đã bỏ bản thảo.', 'The draft is discarded.'),
  }),
})

export const closePages: readonly Page[] = [
  page({
    route: 'GET /plan-drafts/{id}/accept',
    for: acceptDraft,
    run: async (request) => acceptForm(request, freshForm(proposedSuccession(await draftOf(request)))),
  }),
  receiver({
    command: acceptDraft,
    address: '/plan-drafts/{id}/accept',
    input: acceptInput,
    // A new plan is not chosen to work in: that would leave the lists with its own records alone.
    done: ({ planId }, { values }) => ({
      to: values.amendedBy === undefined ? '/plans/transition' : `/plan?plan=${planId}`,
      message: words('Bản thảo đã thành kế hoạch đang chạy.', 'The draft has become a running plan.'),
    }),
    again: acceptForm,
  }),
  ...discard.pages,
]

import { sizeClasses } from '../enterprises/index.ts'
import { type Translate, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Facts, formPage, LinkButton, Notice, Section } from '../ui/index.ts'
import { applicationFields } from './fields.ts'
import { confirmFigures, writeMoney, writeWhat } from './writing.ts'
import { at, lead, ofDraft, Steps, up, type Writing } from './writing-frame.tsx'
import { showWriting } from './writing-queries.ts'
import { stepNames } from './writing-rules.ts'

/* The steps. */

export const whatPage = formPage({
  command: writeWhat,
  address: '/applications/writing/{id}/what',
  record: ofDraft,
  title: stepNames.what,
  lead: ({ record, t }) => lead(record, t),
  crumbs: up,
  draft: true,
  above: ({ record, t }) => <Steps draft={record} now="what" t={t} />,
  stored: ({ version, description }, { t }) => ({
    values: { version: String(version), description: description ?? undefined },
    labels: { description: t(applicationFields.labels.description) },
  }),
  fields: ({ f, t }) => f.area('description', { label: t(applicationFields.labels.description), rows: 8 }),
  submit: words('Lưu, sang bước 2', 'Save, on to step 2'),
  cancel: ({ id }) => at(id),
  done: ({ id }) => ({ to: at(id, 'figures'), message: words('Đã lưu.', 'Saved.') }),
})

export const figuresPage = formPage({
  command: confirmFigures,
  address: '/applications/writing/{id}/figures',
  record: ofDraft,
  title: stepNames.figures,
  lead: ({ record, t }) => lead(record, t),
  crumbs: up,
  above: ({ record, t, request }) => (
    <>
      <Steps draft={record} now="figures" t={t} />
      <Figures draft={record} request={request} />
    </>
  ),
  initial: ({ version, figuresSeen }) => ({
    version: String(version),
    figuresSeen: figuresSeen ? 'true' : undefined,
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.check('figuresSeen', {
        label: t('Số liệu trên còn đúng cho hồ sơ này', 'These figures hold for this application'),
      })}
    </>
  ),
  submit: words('Lưu, sang bước 3', 'Save, on to step 3'),
  cancel: ({ id }) => at(id),
  done: ({ id }) => ({ to: at(id, 'money'), message: words('Đã lưu.', 'Saved.') }),
})

function Figures({ draft, request }: { draft: Writing; request: PageRequest }) {
  const { t, language } = request
  const { figures } = draft
  const money = (amount: bigint | null) => (amount === null ? '—' : `${formatDong(amount, language)} đồng`)
  const href = `/enterprises/${draft.enterpriseId}/years/new`
  return (
    <Section
      title={
        figures === null
          ? t('Chưa có số liệu năm nào', 'No yearly figures yet')
          : t(`Số liệu năm ${figures.year}`, `Figures of ${figures.year}`)
      }
      actions={
        request.mayOpen(href) ? (
          <LinkButton href={href} small>
            {t('Ghi số liệu năm', 'Record yearly figures')}
          </LinkButton>
        ) : undefined
      }
    >
      <Facts
        columns={2}
        items={[
          [t('Doanh nghiệp', 'Enterprise'), draft.enterprise],
          [t('Mã số thuế', 'Tax code'), draft.taxCode],
          ...(figures === null
            ? []
            : ([
                [t('Quy mô', 'Size'), sizeName(figures.sizeClass, t)],
                [
                  t('Lao động bình quân', 'Average employees'),
                  figures.employees === null ? '—' : formatNumber(figures.employees, language),
                ],
                [t('Doanh thu', 'Revenue'), money(figures.revenue)],
                [t('Vốn', 'Capital'), money(figures.capital)],
              ] as const)),
        ]}
      />
    </Section>
  )
}

const sizeName = (key: string, t: Translate) => (sizeClasses.is(key) ? t(sizeClasses.names[key]) : key)

export const moneyPage = formPage({
  command: writeMoney,
  address: '/applications/writing/{id}/money',
  record: ({ execute, params, url }) =>
    execute(showWriting, {
      id: params.id,
      requested: url.searchParams.get('requested') ?? undefined,
      ownFunds: url.searchParams.get('ownFunds') ?? undefined,
      otherSupport: url.searchParams.get('otherSupport') ?? undefined,
    }),
  title: stepNames.money,
  lead: ({ record, t }) => lead(record, t),
  crumbs: up,
  draft: true,
  above: ({ record, t }) => (
    <>
      <Steps draft={record} now="money" t={t} />
      {/* app.js asks for this part anew while somebody types; without it the button does the same */}
      <div id="ceilings" data-recount="requested ownFunds otherSupport" aria-live="polite">
        <Ceilings draft={record} t={t} />
      </div>
    </>
  ),
  stored: (draft, { t, language }) => {
    const text = (amount: bigint | null) => (amount === null ? undefined : formatDong(amount, language))
    return {
      values: {
        version: String(draft.version),
        requested: text(draft.requested),
        ownFunds: text(draft.ownFunds),
        ownFundsSource: draft.ownFundsSource ?? undefined,
        otherSupport: text(draft.otherSupport),
        otherSupportFrom: draft.otherSupportFrom ?? undefined,
      },
      labels: Object.fromEntries(moneyKeys.map((key) => [key, t(applicationFields.labels[key])])),
    }
  },
  fields: ({ f, t }) => {
    const label = (key: (typeof moneyKeys)[number]) => t(applicationFields.labels[key])
    return (
      <>
        {f.money('requested', { label: label('requested') })}
        {f.money('ownFunds', { label: label('ownFunds') })}
        {f.text('ownFundsSource', {
          label: label('ownFundsSource'),
          hint: t(
            'Vốn tự có, vay, quỹ khoa học và công nghệ của doanh nghiệp …',
            'Own capital, a loan, the science and technology fund of the enterprise …',
          ),
        })}
        {f.money('otherSupport', {
          label: label('otherSupport'),
          hint: t(
            'Đồng; ghi 0 nếu chưa nhận. Tính theo mã số thuế này.',
            'In đồng; 0 where none was received. Of this tax code.',
          ),
        })}
        {f.text('otherSupportFrom', { label: label('otherSupportFrom') })}
      </>
    )
  },
  submit: words('Lưu và tính lại mức tối đa', 'Save and reckon the ceilings anew'),
  cancel: ({ id }) => at(id),
  done: ({ id }) => ({
    to: at(id, 'money'),
    message: words('Đã lưu; mức tối đa đã tính lại.', 'Saved; the ceilings are reckoned anew.'),
  }),
  after: ({ record, t }) => (
    <LinkButton href={at(record.id, 'papers')} kind="primary">
      {t('Sang bước 4: giấy tờ', 'On to step 4: papers')}
    </LinkButton>
  ),
})

const moneyKeys = ['requested', 'ownFunds', 'ownFundsSource', 'otherSupport', 'otherSupportFrom'] as const

function Ceilings({ draft, t }: { draft: Writing; t: Translate }) {
  const title = t('Mức tối đa theo định mức', 'Ceilings by the norms')
  if (draft.ceilings.length === 0)
    return (
      <Notice title={title}>
        {t(
          'Chưa có định mức được nhập cho nội dung này nên chưa tính được mức tối đa.',
          'No norm has been entered for this content, so no ceiling can be reckoned.',
        )}
      </Notice>
    )
  return (
    <Notice tone={draft.ceilings.some(({ over }) => over) ? 'warning' : 'info'} title={title}>
      <ul class="list-disc pl-5">
        {draft.ceilings.map((ceiling) => (
          <li>{t(ceiling.words)}</li>
        ))}
      </ul>
    </Notice>
  )
}

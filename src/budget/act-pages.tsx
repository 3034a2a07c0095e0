import type { Grant } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { Day, Dong, Facts, Form, fields, Meter, Section } from '../ui/index.ts'
import { CommitmentState } from './choices.tsx'
import { refund, releaseRest } from './commands.ts'
import { showCommitment } from './commitment-queries.ts'

export type Shown = Output<typeof showCommitment>

export const commitmentCrumbs = ({ t }: PageRequest) => [
  { label: t('Kinh phí', 'Budget'), href: '/budget' },
  { label: t('Cam kết', 'Commitments'), href: '/budget/commitments' },
]

/** What a commitment is and holds. */
export function CommitmentFacts({ request, shown }: { request: PageRequest; shown: Shown }) {
  const { t, language } = request
  const share = shown.amount === 0n ? 0 : Number(shown.disbursed) / Number(shown.amount)
  return (
    <Section>
      <Facts
        columns={3}
        items={[
          [t('Mục dự toán', 'Budget line'), `${shown.lineCode} · ${t(shown.lineTitle, shown.lineTitleEn)}`],
          [t('Năm dự toán', 'Budget year'), String(shown.year)],
          [t('Nguồn kinh phí', 'Funding'), t(shown.sourceName, shown.sourceNameEn)],
          [t('Văn bản', 'Document'), shown.documentNumber],
          [t('Ngày', 'Day'), <Day day={shown.documentDate} />],
          [
            t('Doanh nghiệp', 'Enterprise'),
            shown.enterpriseId === null ? null : (
              <a href={`/enterprises/${shown.enterpriseId}`}>{shown.enterpriseName}</a>
            ),
          ],
          [t('Đã cam kết', 'Committed'), <Dong amount={shown.amount} language={language} />],
          [t('Đã giải ngân', 'Disbursed'), <Dong amount={shown.disbursed} language={language} />],
          [
            t('Còn phải chi', 'Left to pay'),
            <>
              <Dong amount={shown.rest} language={language} />{' '}
              <CommitmentState request={request} row={shown} />
            </>,
          ],
          ...(shown.turnId === null
            ? []
            : [
                [
                  t('Lượt hỗ trợ', 'Support turn'),
                  <a href={`/support/${shown.turnId}`}>{t('Xem lượt hỗ trợ', 'Show the support turn')}</a>,
                ] as const,
              ]),
        ]}
      />
      <div class="mt-4">
        <Meter
          share={share}
          label={t(
            `Đã giải ngân ${formatDong(shown.disbursed, 'vi')} trên ${formatDong(shown.amount, 'vi')} đồng`,
            `${formatDong(shown.disbursed, 'en')} of ${formatDong(shown.amount, 'en')} đồng paid`,
          )}
        />
      </div>
    </Section>
  )
}

/** Two acts on a commitment; each has its form beside what the commitment holds. */
type Act = 'refund' | 'release'
const acts: Readonly<
  Record<Act, { title: Words; submit: Words; date: Words; number: Words; may: readonly Grant[] }>
> = {
  refund: {
    title: words('Ghi thu hồi khoản đã giải ngân', 'Record a refund'),
    submit: words('Ghi thu hồi', 'Record the refund'),
    date: words('Ngày thu', 'Day received'),
    number: words('Số chứng từ thu', 'Number of the receipt voucher'),
    may: ['coordinator', 'finance'],
  },
  release: {
    title: words('Hủy phần cam kết còn lại', 'Release the rest of the commitment'),
    submit: words('Hủy phần còn lại', 'Release the rest'),
    date: words('Ngày văn bản', 'Day of the document'),
    number: words('Số văn bản (thanh lý, quyết định)', 'Number of the document (liquidation, decision)'),
    may: ['coordinator'],
  },
}

async function actView(request: PageRequest, act: Act, form: FormState): Promise<View> {
  const { t, language } = request
  const f = fields(form, t, { refund, release: releaseRest }[act])
  const shown = await request.execute(showCommitment, { id: request.params.id })
  const words = acts[act]
  const at = `/budget/commitments/${shown.id}`
  return {
    title: t(words.title),
    lead: shown.purpose,
    breadcrumbs: [...commitmentCrumbs(request), { label: t('Cam kết này', 'This commitment'), href: at }],
    body: (
      <>
        <CommitmentFacts request={request} shown={shown} />
        <div class="panel">
          <Form
            form={form}
            t={t}
            action={`${at}/${act}`}
            submit={t(words.submit)}
            kind={act === 'release' ? 'danger' : 'primary'}
            cancel={at}
            files={act !== 'release'}
          >
            {act === 'release' ? (
              <p>
                {t('Số tiền trở lại phần chưa cam kết của mục: ', 'What becomes free again: ')}
                <b>
                  <Dong amount={shown.rest} language={language} />
                </b>
              </p>
            ) : (
              f.money('amount', { label: t('Số tiền', 'Amount'), required: true })
            )}
            <div class="grid gap-4 sm:grid-cols-2">
              {f.text('documentNumber', { label: t(words.number), required: true })}
              {f.date('on', { label: t(words.date), required: true })}
            </div>
            {act === 'release'
              ? null
              : f.file('fileId', {
                  label: t('Chứng từ (tệp)', 'Voucher (file)'),
                  required: true,
                })}
            {f.area('note', {
              label: t('Lý do', 'Reason'),
              required: true,
              rows: 3,
            })}
          </Form>
        </div>
      </>
    ),
  }
}

function pagesOf(act: Act): readonly Page[] {
  const { may } = acts[act]
  const fresh = (request: PageRequest) => freshForm({ on: today(request.system.now()) })
  const run = (request: PageRequest) => {
    const { t } = request
    const handlers = (message: Words) => ({
      input: (values: Readonly<Record<string, unknown>>) => ({ ...values, id: request.params.id }),
      done: () => ({ to: `/budget/commitments/${request.params.id}`, message: t(message) }),
      again: (form: FormState) => actView(request, act, form),
    })
    switch (act) {
      case 'refund':
        return submit(request, refund, handlers(words('Đã ghi thu hồi.', 'The refund is recorded.')))
      case 'release':
        return submit(
          request,
          releaseRest,
          handlers(words('Đã hủy phần cam kết còn lại.', 'The rest is released.')),
        )
    }
  }
  return [
    page({
      route: `GET /budget/commitments/{id}/${act}`,
      may,
      run: (request) => actView(request, act, fresh(request)),
    }),
    page({
      route: `POST /budget/commitments/{id}/${act}`,
      may,
      command: { refund, release: releaseRest }[act],
      run,
    }),
  ]
}

/** Refund and release of a commitment. */
export const actPages: readonly Page[] = [...pagesOf('refund'), ...pagesOf('release')]

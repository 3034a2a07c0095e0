import { listLaw } from '../legal/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { numberOf, type PageRequest, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Dong, Facts, type Fields, FileLink, formPage } from '../ui/index.ts'
import { addClaimLine, removeClaimLine } from './claims.ts'
import { claimLineFields, verdicts } from './fields.ts'
import { answerClaimLine, judgeClaimLine } from './judging.ts'
import { claimCrumbs, claimsAt } from './list-pages.tsx'
import { type ClaimLine, type ShownClaim, showClaim } from './queries.ts'

/* The forms of one line of a claim: a cost with the photograph of its voucher, the verdict, the answer. Each fits a phone held in one hand. */

const ofClaim = (request: PageRequest) => request.execute(showClaim, { id: numberOf(request, 'id') })
const backTo = (claim: { readonly id: number }) => `${claimsAt}/${claim.id}`
const crumbs = (request: PageRequest, claim: { readonly id: number }) => [
  ...claimCrumbs(request),
  { label: request.t('Đề nghị này', 'This claim'), href: backTo(claim) },
]

/** The source and year that a line is asked from; nothing to choose where there is one. */
const sourceField = (
  f: Fields<'commitmentId'>,
  { t, language, sources }: { t: Translate; language: PageRequest['language'] } & Pick<ShownClaim, 'sources'>,
) =>
  sources.length === 1
    ? f.hidden('commitmentId', sources[0]?.commitmentId ?? '')
    : f.select('commitmentId', {
        label: t('Nguồn và năm', 'Source and year'),
        required: true,
        choices: sources.map((source) => ({
          value: source.commitmentId,
          label: `${t(source.source, source.sourceEn)}, ${source.year}: ${formatDong(source.left, language)} đ`,
        })),
      })

const newLine = formPage({
  command: addClaimLine,
  address: `${claimsAt}/{id}/lines/new`,
  title: words('Thêm khoản chi phí', 'Add a cost'),
  record: ofClaim,
  crumbs,
  initial: (_claim, { system }) => ({ voucherOn: formatDate(today(system.now())) }),
  fields: ({ f, t, request, record }) => {
    const files = request.url.searchParams.get('way') === 'file'
    return (
      <>
        {f.file('fileId', {
          label: files
            ? t('Tệp chứng từ', 'File of the voucher')
            : t('Chụp ảnh chứng từ', 'Photo of the voucher'),
          ...(files ? {} : { hint: t('Máy ảnh của điện thoại mở ra.', 'The camera of the phone opens.') }),
          camera: !files,
        })}
        <p class="hint">
          {files ? (
            <a href={`${backTo(record)}/lines/new`}>{t('Chụp ảnh thay cho tệp', 'Take a photo instead')}</a>
          ) : (
            <a href={`${backTo(record)}/lines/new?way=file`}>
              {t('Chọn tệp PDF thay cho ảnh', 'Choose a PDF instead of a photo')}
            </a>
          )}
        </p>
        {claimLineFields.form(f, t, { without: ['fileId'] })}
        {sourceField(f, { t, language: request.language, sources: record.sources })}
      </>
    )
  },
  submit: words('Thêm khoản này', 'Add this cost'),
  cancel: backTo,
  done: (claim) => ({
    to: backTo(claim),
    message: words(
      'Đã thêm khoản chi phí; còn khoản khác thì thêm tiếp.',
      'The cost is added; add the others too.',
    ),
  }),
})

const removed = receiver({
  command: removeClaimLine,
  address: `${claimsAt}/{id}/lines/{line}/removal`,
  done: (claim) => ({ to: backTo(claim), message: words('Đã bỏ khoản này.', 'The cost is taken out.') }),
})

/** The claim with the line that the address names. @throws Problem 404 */
async function lineOf(
  request: PageRequest,
): Promise<ShownClaim & { line: ClaimLine; instruments: { value: number; label: string }[] }> {
  const claim = await ofClaim(request)
  const line = claim.lines.find(({ id }) => id === numberOf(request, 'line'))
  if (line === undefined) throw notFound(words('khoản chi phí', 'Line of cost'))
  const { instruments } = await request.execute(listLaw, {})
  return {
    ...claim,
    line,
    instruments: instruments.map(({ id, number, title, titleEn }) => ({
      value: id,
      label: `${number}: ${request.t(title, titleEn)}`.slice(0, 100),
    })),
  }
}

/** What the claimant says of a line, above the form that judges or answers it. */
function Said({ request, line }: { request: PageRequest; line: ClaimLine }) {
  const { t, language } = request
  return (
    <div class="panel mb-4">
      <Facts
        columns={2}
        items={[
          [t(claimLineFields.labels.what), line.what],
          [t(claimLineFields.labels.amount), <Dong amount={line.amount} language={language} />],
          [
            t(claimLineFields.labels.voucherNumber),
            <>
              {line.voucherNumber}, {formatDate(line.voucherOn)}
            </>,
          ],
          [t('Ảnh, tệp chứng từ', 'Photo or file of the voucher'), <FileLink file={line.file} t={t} />],
          [t('Nguồn và năm', 'Source and year'), `${t(line.source, line.sourceEn)}, ${line.sourceYear}`],
        ]}
      />
      <Questions request={request} line={line} />
    </div>
  )
}

/** What was asked about a line and answered. */
export function Questions({ request, line }: { request: PageRequest; line: ClaimLine }) {
  const { t } = request
  if (line.questions.length === 0) return null
  return (
    <dl class="mt-2">
      {line.questions.map((one) => (
        <>
          <dt class="font-semibold">
            {t('Hỏi ngày', 'Asked on')} {formatDate(one.askedOn)}
          </dt>
          <dd class="whitespace-pre-line">{one.question}</dd>
          {one.answer === null ? null : (
            <>
              <dt class="font-semibold">
                {t('Trả lời ngày', 'Answered on')} {one.answeredOn === null ? '' : formatDate(one.answeredOn)}
              </dt>
              <dd class="whitespace-pre-line">
                {one.answer} {one.file === null ? null : <FileLink file={one.file} t={t} />}
              </dd>
            </>
          )}
        </>
      ))}
    </dl>
  )
}

const verdict = formPage({
  command: judgeClaimLine,
  address: `${claimsAt}/{id}/lines/{line}/verdict`,
  title: words('Xem xét khoản chi phí', 'Judge a cost'),
  record: lineOf,
  crumbs,
  initial: ({ line }) => ({
    verdict: line.verdict === 'cut' ? 'cut' : 'accepted',
    ...(line.accepted === null ? {} : { accepted: formatDong(line.accepted, 'vi') }),
    ...(line.reason === null ? {} : { reason: line.reason }),
    ...(line.article === null ? {} : { article: line.article }),
  }),
  above: ({ request, record }) => <Said request={request} line={record.line} />,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.radio('verdict', { label: t('Kết quả xem xét', 'Verdict'), choices: verdicts.choices(t) })}
      <fieldset class="grid gap-4">
        <legend class="font-semibold">{t('Khi cắt giảm', 'When it is cut')}</legend>
        {f.money('accepted', { label: t('Số được chấp nhận (đồng)', 'Accepted (đồng)') })}
        {f.area('reason', { label: t('Lý do', 'Reason'), rows: 2 })}
        {f.select('instrumentId', {
          label: t('Theo văn bản', 'By the document'),
          empty: t('Chọn văn bản', 'Choose an instrument'),
          choices: record.instruments,
        })}
        {f.text('article', { label: t('Điều, khoản', 'Article') })}
      </fieldset>
      <fieldset class="grid gap-4">
        <legend class="font-semibold">{t('Khi hỏi lại', 'When it is asked about')}</legend>
        {f.area('question', { label: t('Câu hỏi', 'Question'), rows: 2 })}
      </fieldset>
    </>
  ),
  submit: words('Ghi kết quả xem xét', 'Record the verdict'),
  cancel: backTo,
  done: (claim) => ({
    to: backTo(claim),
    message: words('Đã ghi kết quả xem xét.', 'The verdict is recorded.'),
  }),
})

const answer = formPage({
  command: answerClaimLine,
  address: `${claimsAt}/{id}/lines/{line}/answer`,
  title: words('Trả lời câu hỏi', 'Answer the question'),
  record: lineOf,
  crumbs,
  above: ({ request, record }) => <Said request={request} line={record.line} />,
  fields: ({ f, t }) => (
    <>
      {f.area('answer', { label: t('Trả lời', 'Answer'), rows: 3 })}
      {f.file('fileId', { label: t('Ảnh bổ sung', 'Another photo'), camera: true })}
    </>
  ),
  submit: words('Gửi trả lời', 'Send the answer'),
  cancel: backTo,
  done: (claim) => ({ to: backTo(claim), message: words('Đã gửi trả lời.', 'The answer is sent.') }),
})

export const claimLinePages = [...newLine.pages, removed, ...verdict.pages, ...answer.pages]

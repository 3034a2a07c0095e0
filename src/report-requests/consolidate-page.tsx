import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { FormState } from '../platform/page.ts'
import { type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { Act, Badge, Empty, FormProblem, LinkButton, Notice, Section, Table } from '../ui/index.ts'
import { type Consolidated, consolidate } from './consolidate.ts'
import { consolidationFormats } from './document.ts'
import { fewest, markedChange, markedScore } from './marks.ts'
import { crumbs } from './request-pages.tsx'
import { answerStates, isFigure, placeName } from './rules.ts'
import { enterFigure } from './values.ts'

/* One table and one text out of all reports of a request; each statement leads to the report that it is from. */

type Shown = Consolidated['questions'][number]

const leftOut = words('để trống', 'left out')

async function view(request: PageRequest, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const of = await request.execute(consolidate, { id: request.params.id })
  const inside = of.reports.filter(({ state }) => state === 'sent' || state === 'accepted')
  const outside = of.reports.filter((row) => !inside.includes(row))
  return {
    title: t(`Tổng hợp: ${of.request.title}`, `Consolidation: ${of.request.title}`),
    lead: t(
      `Kỳ từ ${formatDate(of.request.fromOn)} đến ${formatDate(of.request.toOn)}; ${inside.length}/${of.reports.length} báo cáo.`,
      `Period ${formatDate(of.request.fromOn)} to ${formatDate(of.request.toOn)}; ${inside.length} of ${of.reports.length} reports.`,
    ),
    breadcrumbs: [...crumbs(request), { label: of.request.title, href: `/report-requests/${of.request.id}` }],
    actions: (
      <>
        {consolidationFormats.map((format) => (
          <LinkButton href={`/report-requests/${of.request.id}/consolidation.${format}`}>
            {format.toUpperCase()}
          </LinkButton>
        ))}
      </>
    ),
    body: (
      <>
        {refused === undefined ? null : <FormProblem form={refused} t={t} />}
        {outside.length === 0 ? null : (
          <Notice tone="warning" title={t('Chưa có trong bản tổng hợp', 'Not in it')}>
            <ul class="grid gap-1">
              {outside.map((row) => (
                <li>
                  <a href={`/report-answers/${row.id}`}>{t(row.recipient, row.recipientEn)}</a>:{' '}
                  {t(answerStates.names[row.state])}
                  {row.late ? `, ${t('quá hạn', 'overdue')}` : ''}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        <p class="hint mt-2 max-w-prose">
          {t(
            `Đánh dấu “thay đổi”: khác kỳ trước từ ${markedChange * 100}% trở lên. “Khác thường”: trong ít nhất ${fewest} đơn vị, 0,6745 × khoảng cách đến trung vị chia cho trung vị của các khoảng cách lớn hơn ${formatNumber(markedScore, 'vi')}.`,
            `“Change”: by ${markedChange * 100}% of the period before or more. “Outlier”: among at least ${fewest}, 0.6745 × distance from the median over the median distance is above ${formatNumber(markedScore, 'en')}.`,
          )}
        </p>
        {[...Map.groupBy(of.questions, ({ section }) => section)].map(([section, questions], at) => (
          <Section title={section} id={`section-${at + 1}`}>
            {questions.map((question) => (
              <QuestionShown of={of} question={question} request={request} />
            ))}
          </Section>
        ))}
      </>
    ),
  }
}

function QuestionShown({
  of,
  question,
  request,
}: {
  of: Consolidated
  question: Shown
  request: PageRequest
}) {
  const { t, language } = request
  const nameOf = (answerId: number) => {
    const report = of.reports.find(({ id }) => id === answerId)
    return (
      <a href={`/report-answers/${answerId}`}>
        {report === undefined ? answerId : t(report.recipient, report.recipientEn)}
      </a>
    )
  }
  const isEmpty = question.places.length + question.texts.length + question.files.length === 0
  return (
    <div class="mb-6">
      <h3 class="mb-2 font-semibold">
        {question.code}. {question.label}
        {question.unit === null ? '' : ` (${question.unit})`}
      </h3>
      {isEmpty ? <Empty>{t('Chưa có trả lời nào.', 'There is no answer yet.')}</Empty> : null}
      {isFigure(question) && !isEmpty ? (
        <Figures question={question} request={request} nameOf={nameOf} />
      ) : null}
      {question.texts.length === 0 ? null : (
        <ul class="grid gap-2">
          {question.texts.map(({ answerId, said }) => (
            <li class="max-w-prose">
              {nameOf(answerId)}: <span class="whitespace-pre-line">{said}</span>
            </li>
          ))}
        </ul>
      )}
      {question.leftOut.length === 0 ? null : (
        <ul class="mt-2 grid gap-1">
          {question.leftOut.map(({ answerId, proposed }) => (
            <li class="max-w-prose">
              {nameOf(answerId)}: {t(leftOut)}; {t('chương trình có', 'the program has')}{' '}
              {formatNumber(proposed, language)}
            </li>
          ))}
        </ul>
      )}
      {question.files.length === 0 ? null : (
        <ul class="grid gap-2">
          {question.files.map(({ answerId, name, file }) => (
            <li class="max-w-prose">
              {nameOf(answerId)}: {file === null ? name : <a href={`/files/${file.id}`}>{file.name}</a>}
            </li>
          ))}
        </ul>
      )}
      {question.indicatorId === null || isEmpty ? null : (
        <Value of={of} question={question} request={request} />
      )}
    </div>
  )
}

/** The value of the indicator that came of it, or the button that enters one. */
function Value({ of, question, request }: { of: Consolidated; question: Shown; request: PageRequest }) {
  const { t, language } = request
  const standing = question.values.filter(({ state }) => state === 'entered' || state === 'confirmed')
  const name = t(question.indicator ?? '', question.indicatorEn ?? '')
  return (
    <p class="mt-2 flex flex-wrap items-center gap-3">
      {standing.map((value) => (
        <a href={`/indicator-values?key=${value.key}`}>
          {t('Đã đưa vào chỉ số', 'Entered as the value of')} {name}: {formatNumber(value.amount, language)}
        </a>
      ))}
      {standing.length === 0 ? (
        <Act
          command={enterFigure}
          request={request}
          action={`/report-requests/${of.request.id}/values`}
          values={{ questionId: question.id }}
          small
        >
          {t(
            `Đưa tổng số được chấp nhận vào chỉ số ${name}`,
            `Enter the accepted sum as the value of ${name}`,
          )}
        </Act>
      ) : null}
    </p>
  )
}

function Figures(props: { question: Shown; request: PageRequest; nameOf: (answerId: number) => unknown }) {
  const { question, request } = props
  const nameOf = props.nameOf as (answerId: number) => ReturnType<typeof Badge>
  const { t, language } = request
  const n = (value: number | null) => (value === null ? '' : formatNumber(value, language))
  const heads = {
    now: t('Kỳ này', 'This period'),
    before: t('Kỳ trước', 'Period before'),
    change: t('Chênh lệch', 'Difference'),
    marks: t('Đánh dấu', 'Marks'),
  }
  const change = words('Thay đổi', 'Change')
  return (
    <>
      {question.places.map((place) => {
        const caption = placeName(question, place)
        return (
          <Table caption={caption} showCaption={question.kind === 'table'} stack>
            <thead>
              <tr>
                <th scope="col">{t('Đơn vị báo cáo', 'Who reports')}</th>
                <th scope="col" class="num">
                  {heads.now}
                </th>
                <th scope="col" class="num">
                  {heads.before}
                </th>
                <th scope="col" class="num">
                  {heads.change}
                </th>
                <th scope="col">{heads.marks}</th>
              </tr>
            </thead>
            <tbody>
              {place.figures.map((figure) => (
                <tr>
                  <th scope="row">{nameOf(figure.answerId)}</th>
                  <td class="num" data-label={heads.now}>
                    {n(figure.amount)}
                  </td>
                  <td class="num" data-label={heads.before}>
                    {n(figure.before)}
                  </td>
                  <td class="num" data-label={heads.change}>
                    {n(figure.change)}
                  </td>
                  <td data-label={heads.marks}>
                    <span>
                      {figure.isChange ? <Badge tone="warning">{t(change)}</Badge> : null}{' '}
                      {figure.isOutlier ? <Badge tone="error">{t('Khác thường', 'Outlier')}</Badge> : null}
                      {figure.proposed !== null && figure.proposed !== figure.amount
                        ? t(
                            ` Chương trình có ${n(figure.proposed)}: ${figure.reason ?? ''}`,
                            ` The program has ${n(figure.proposed)}: ${figure.reason ?? ''}`,
                          )
                        : ''}
                    </span>
                  </td>
                </tr>
              ))}
              <tr class="sum">
                <th scope="row">{t('Cộng', 'Sum')}</th>
                <td class="num" data-label={heads.now}>
                  {n(place.sum)}
                </td>
                <td class="num" data-label={heads.before}>
                  {n(place.before)}
                </td>
                <td class="num" data-label={heads.change}>
                  {place.before === null ? '' : n(place.sum - place.before)}
                </td>
                <td data-label={heads.marks}>
                  <span>{place.isChange ? <Badge tone="warning">{t(change)}</Badge> : null}</span>
                </td>
              </tr>
            </tbody>
          </Table>
        )
      })}
    </>
  )
}

export const consolidationPages = [
  page({
    route: 'GET /report-requests/{id}/consolidation',
    for: consolidate,
    run: (request) => view(request),
  }),
  receiver({
    command: enterFigure,
    address: '/report-requests/{id}/values',
    again: view,
    done: (output) => ({
      to: `/report-requests/${output.id}/consolidation`,
      message: words(
        'Đã đưa số vào chỉ số; người khác xác nhận.',
        'The value is entered; another person confirms it.',
      ),
    }),
  }),
]

import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Section, StateBadge, Table } from '../ui/index.ts'
import { type Attachment, removeAttachment } from './attachments.ts'
import { extensionStates } from './extensions.ts'
import type { Question } from './form-queries.ts'
import { knownFigures, knownHref, type Recipient } from './known.ts'
import type { Report } from './queries.ts'
import { type Cell, isWritten, ownPlace, placeKey, placesOf } from './rules.ts'

/* What the page of a report shows: its answers with where each figure comes from and what changed, its rounds, its wishes for more time. */

const changedWord = words('Đã sửa so với lần gửi trước', 'Changed since the round before')

interface Showing {
  readonly of: Report
  readonly request: PageRequest
}

export function Answers({ of, request }: Showing) {
  return (
    <>
      {[...Map.groupBy(of.questions, ({ section }) => section)].map(([section, questions], at) => (
        <Section title={section} id={`section-${at + 1}`}>
          <div class="grid gap-4">
            {questions.map((question) => (
              <Answer of={of} question={question} request={request} />
            ))}
          </div>
        </Section>
      ))}
    </>
  )
}

function Answer({ of, question, request }: Showing & { question: Question }) {
  const { t } = request
  const at = new Map<string, Cell>(of.cells.map((cell) => [placeKey(cell), cell]))
  const places = question.kind === 'file' ? [ownPlace(question)] : placesOf(question)
  const isChanged = places.some((place) => of.changed.includes(placeKey(place)))
  return (
    <div>
      <h3 class="font-semibold">
        {question.code}. {question.label}
        {question.unit === null ? '' : ` (${question.unit})`}{' '}
        {isChanged ? <Badge tone="info">{t(changedWord)}</Badge> : null}
      </h3>
      {question.kind === 'table' ? (
        <Figures question={question} at={at} of={of} request={request} />
      ) : question.kind === 'file' ? (
        <Attached question={question} of={of} request={request} />
      ) : (
        <Said cell={at.get(placeKey(ownPlace(question)))} question={question} of={of} request={request} />
      )}
    </div>
  )
}

const FileLink = ({ file, t }: { file: Attachment['file']; t: PageRequest['t'] }) =>
  file === null ? <span>{t('Tệp', 'File')}</span> : <a href={`/files/${file.id}`}>{file.name}</a>

/** The files that stand, each with the button that takes it out while the report is written. */
function Attached({ of, question, request }: Showing & { question: Question }) {
  const { t } = request
  const standing = of.attachments.filter(
    ({ questionId, untilRound }) => questionId === question.id && untilRound === null,
  )
  if (standing.length === 0) return <p class="hint">{t('Chưa có tệp', 'No file yet')}</p>
  return (
    <ul class="grid gap-2">
      {standing.map(({ id, file }) => (
        <li class="flex flex-wrap items-center gap-3">
          <FileLink file={file} t={t} />
          {isWritten(of) ? (
            <Act
              command={removeAttachment}
              request={request}
              action={`/report-answers/${of.id}/attachments/${id}/removal`}
              small
            >
              {t('Bỏ', 'Remove')}
            </Act>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** An answer, with where a proposed figure comes from and why another one was given. */
function Said(props: Showing & { cell: Cell | undefined; question: Question }) {
  const { cell, question, of, request } = props
  const { t, language } = request
  const n = (value: number) => formatNumber(value, language)
  if (cell === undefined || (cell.said === null && cell.amount === null && cell.proposed === null))
    return <p class="hint">{t('Chưa điền', 'Not filled in')}</p>
  return (
    <>
      <p class="max-w-prose whitespace-pre-line">
        {cell.said ?? (cell.amount === null ? '' : n(cell.amount))}
      </p>
      {cell.proposed === null || question.known === null ? null : (
        <p class="hint max-w-prose">
          <Known {...{ of, request }} known={question.known} proposed={n(cell.proposed)} />
          {cell.reason === null ? '' : `. ${t('Lý do sửa số', 'Why the figure was changed')}: ${cell.reason}`}
        </p>
      )}
    </>
  )
}

/** Where a proposed figure comes from: what it is called, with the list of its records. */
export function Known(props: { of: Recipient; request: PageRequest; known: string; proposed: string }) {
  const { of, request, known, proposed } = props
  const label = knownFigures.get(known) ?? words(known, known)
  const said = `${request.t('Chương trình có', 'The program has')}: ${proposed} (${request.t(label)})`
  const href = knownHref(known, of)
  return request.mayOpen(href) ? <a href={href}>{said}</a> : <span>{said}</span>
}

function Figures({
  question,
  at,
  of,
  request,
}: Showing & { question: Question; at: ReadonlyMap<string, Cell> }) {
  const { language } = request
  const caption = `${question.code}. ${question.label}`
  const amountAt = (line: number, col: number) =>
    at.get(placeKey({ questionId: question.id, line, col }))?.amount ?? null
  return (
    <Table caption={caption} stack>
      <thead>
        <tr>
          <th scope="col"></th>
          {question.columns.map((column) => (
            <th scope="col" class="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {question.lines.map((line, row) => (
          <tr class={question.totalLine && row === question.lines.length - 1 ? 'sum' : undefined}>
            <th scope="row">{line}</th>
            {question.columns.map((column, col) => {
              const amount = amountAt(row + 1, col + 1)
              const key = placeKey({ questionId: question.id, line: row + 1, col: col + 1 })
              return (
                <td class="num" data-label={column}>
                  <span>
                    {amount === null ? '' : formatNumber(amount, language)}
                    {of.changed.includes(key) ? ' *' : ''}
                  </span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const outcomes = {
  returned: words('Trả lại ngày', 'Returned on'),
  accepted: words('Chấp nhận ngày', 'Accepted on'),
}

export function Rounds({ of, request: { t } }: Showing) {
  if (of.ofRounds.length === 0) return null
  return (
    <Section title={t('Các lần gửi', 'Rounds')} id="rounds">
      <ol class="grid gap-2">
        {of.ofRounds.map((round) => (
          <li class="max-w-prose">
            {t(
              `Lần ${round.number}: gửi ngày ${formatDate(round.sentOn)}`,
              `Round ${round.number}: sent on ${formatDate(round.sentOn)}`,
            )}
            {`, ${round.sentBy}`}
            {round.outcome === null || round.settledOn === null
              ? ''
              : `. ${t(outcomes[round.outcome])} ${formatDate(round.settledOn)}, ${round.settledBy ?? ''}`}
            {round.remark === null ? '' : `: ${round.remark}`}
            {round.file === null ? null : (
              <>
                {' '}
                <a href={`/files/${round.file.id}`}>{round.file.name}</a>
              </>
            )}
            {of.attachments
              .filter(
                ({ fromRound, untilRound }) =>
                  fromRound <= round.number && (untilRound === null || round.number <= untilRound),
              )
              .map(({ file }) => (
                <>
                  {'; '}
                  <FileLink file={file} t={t} />
                </>
              ))}
          </li>
        ))}
      </ol>
    </Section>
  )
}

export function Extensions({ of, request: { t } }: Showing) {
  if (of.extensions.length === 0) return null
  return (
    <Section title={t('Gia hạn báo cáo', 'More time for the report')} id="extensions">
      <ul class="grid gap-2">
        {of.extensions.map((one) => (
          <li class="max-w-prose">
            <StateBadge of={extensionStates} is={one.state} t={t} />{' '}
            {t(
              `Ngày ${formatDate(one.askedOn)} xin đến ${formatDate(one.wishedOn)}`,
              `Wished on ${formatDate(one.askedOn)} until ${formatDate(one.wishedOn)}`,
            )}
            : {one.reason}
            {one.reply === null ? '' : `. ${t('Trả lời', 'Answer')}: ${one.reply}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}

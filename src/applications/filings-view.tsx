import type { Child } from 'hono/jsx'
import { formatDate } from '../platform/dates.ts'
import type { Language, Translate } from '../platform/language.ts'
import { Dong, FileLink, Moment, Notice, Section, Table } from '../ui/index.ts'
import { applicationFields } from './fields.ts'
import type { Filing } from './filings.ts'

/** Tells an officer that a filing anew says the same as the one that was returned. */
export function SameAgain({ filings, t }: { filings: readonly Filing[]; t: Translate }) {
  const latest = filings.at(-1)
  if (latest?.same !== true) return null
  return (
    <Notice tone="warning" title={t('Nộp lại mà không thay đổi gì', 'Filed again without a change')}>
      {t(
        `Lần nộp ${latest.round} giống hệt lần nộp ${latest.round - 1} đã được trả lại.`,
        `Filing ${latest.round} says the same as filing ${latest.round - 1}, which was returned.`,
      )}
    </Notice>
  )
}

type Said = (typeof applicationFields.keys)[number]

/** What tells one answer from another. */
function keyOf(filing: Filing, said: Said) {
  if (said === 'contentId') return filing.content
  return said === 'fileId' ? filing.file?.id : filing[said]
}

function shownOf(filing: Filing, said: Said, t: Translate, language: Language): Child {
  if (said === 'contentId') return t(filing.content, filing.contentEn)
  if (said === 'fileId') return <FileLink file={filing.file} t={t} />
  const value = filing[said]
  if (typeof value === 'bigint') return <Dong amount={value} language={language} />
  return applicationFields.facts(filing, t, language)[said][1]
}

/** The last two filings side by side, with a mark at what differs; nothing for an application that was filed once. */
export function Filings(props: { filings: readonly Filing[]; t: Translate; language: Language }) {
  const { filings, t, language } = props
  const [before, latest] = filings.slice(-2)
  if (before === undefined || latest === undefined) return null
  const rows = applicationFields.keys.map((key) => ({
    heading: applicationFields.headings(t)[key],
    differs: keyOf(before, key) !== keyOf(latest, key),
    shown: (filing: Filing) => shownOf(filing, key, t, language),
  }))
  const title = (filing: Filing) => t(`Lần nộp ${filing.round}`, `Filing ${filing.round}`)
  return (
    <Section title={t('Các lần nộp', 'Filings')} id="filings">
      <ul class="mb-3 list-disc pl-5">
        {filings.map((filing) => (
          <li>
            {title(filing)}: <Moment at={filing.filedAt} />
            {filing.same === true ? ` · ${t('không thay đổi gì', 'nothing changed')}` : ''}
            {filing.returnedOn === null ? null : (
              <p class="whitespace-pre-line">
                {t('Trả lại ngày', 'Returned on')} {formatDate(filing.returnedOn)}:{' '}
                {filing.returnedNote ?? t('không ghi lý do', 'no reason was given')}
              </p>
            )}
          </li>
        ))}
      </ul>
      <Table caption={t('So sánh hai lần nộp cuối', 'The last two filings compared')} stack>
        <thead>
          <tr>
            <th>{t('Mục', 'Item')}</th>
            <th>{title(before)}</th>
            <th>{title(latest)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ heading, differs, shown }) => (
            <tr>
              <td data-label={t('Mục', 'Item')}>
                {heading}
                {differs ? <b> · {t('đã thay đổi', 'changed')}</b> : null}
              </td>
              <td data-label={title(before)}>{shown(before)}</td>
              <td data-label={title(latest)} class={differs ? 'bg-warning/15' : undefined}>
                {shown(latest)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

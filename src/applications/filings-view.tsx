import type { Child } from 'hono/jsx'
import type { Language, Translate } from '../platform/language.ts'
import { Dong, FileLink, Moment, Notice, Section, Table } from '../ui/index.ts'
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

/** The last two filings side by side, with a mark at what differs; nothing for an application that was filed once. */
export function Filings(props: { filings: readonly Filing[]; t: Translate; language: Language }) {
  const { filings, t, language } = props
  const [before, latest] = filings.slice(-2)
  if (before === undefined || latest === undefined) return null
  const rows: readonly (readonly [string, (filing: Filing) => string, (filing: Filing) => Child])[] = [
    [t('Nội dung', 'Content'), ({ content }) => content, (filing) => t(filing.content, filing.contentEn)],
    [t('Năm', 'Year'), ({ year }) => String(year), ({ year }) => String(year)],
    [
      t('Kinh phí đề nghị', 'Requested'),
      ({ requested }) => String(requested),
      ({ requested }) => <Dong amount={requested} language={language} />,
    ],
    [
      t('Kinh phí của doanh nghiệp', 'Own funds of the enterprise'),
      ({ ownFunds }) => String(ownFunds),
      ({ ownFunds }) => <Dong amount={ownFunds} language={language} />,
    ],
    [
      t('Hiện trạng, mục tiêu và cách thực hiện', 'Present state, aim and way'),
      ({ description }) => description,
      ({ description }) => <span class="whitespace-pre-line">{description}</span>,
    ],
    [
      t('Hồ sơ kèm theo', 'Papers of the application'),
      ({ file }) => String(file?.id ?? ''),
      ({ file }) => <FileLink file={file} t={t} />,
    ],
  ]
  const title = (filing: Filing) => t(`Lần nộp ${filing.round}`, `Filing ${filing.round}`)
  return (
    <Section title={t('Các lần nộp', 'Filings')} id="filings">
      <ul class="mb-3 list-disc pl-5">
        {filings.map((filing) => (
          <li>
            {title(filing)}: <Moment at={filing.filedAt} />
            {filing.same === true ? ` · ${t('không thay đổi gì', 'nothing changed')}` : ''}
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
          {rows.map(([label, key, shown]) => {
            const differs = key(before) !== key(latest)
            return (
              <tr>
                <td data-label={t('Mục', 'Item')}>
                  {label}
                  {differs ? <b> · {t('đã thay đổi', 'changed')}</b> : null}
                </td>
                <td data-label={title(before)}>{shown(before)}</td>
                <td data-label={title(latest)} class={differs ? 'bg-warning/15' : undefined}>
                  {shown(latest)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}

import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import type { Output } from '../platform/operation.ts'
import type { showReport } from './queries.ts'

export type Report = Output<typeof showReport>

/** The plans that a report is over, each a link. */
export function ReportedPlans({ report }: { report: Report }) {
  return (
    <ul>
      {(report.figures.plans ?? []).map((plan) => (
        <li>
          <a href={`/plan?plan=${plan.id}`}>{plan.number}</a> ({plan.province})
        </li>
      ))}
    </ul>
  )
}

/** The beginning of a SHA-256, the whole of it in the title; it is copied whole from the export and the verification. */
export function Digest({ sha256 }: { sha256: string | null }) {
  if (sha256 === null) return <span>—</span>
  return <code title={sha256}>{sha256.slice(0, 16)}…</code>
}

/** The list of every fact that the sealed figures count, with its file. */
export function EvidenceList({
  file,
  t,
}: {
  file: NonNullable<Report['figures']['evidenceFile']>
  t: Translate
}) {
  const [facts, files] = [file.facts, file.files].map((count) => formatNumber(count, 'vi'))
  return (
    <a href={`/files/${file.fileId}`}>
      {t(`Danh mục ${facts} kết quả, ${files} tệp (CSV)`, `List of ${facts} facts, ${files} files (CSV)`)}
    </a>
  )
}

export function NumberAndDate({ report, t }: { report: Report; t: Translate }) {
  if (report.number === null && report.datedOn === null) return <span>{t('chưa có', 'not yet')}</span>
  return (
    <span>
      {report.number === null
        ? t('chưa có số', 'no number yet')
        : `${report.number}/${report.heading.symbol}`}
      {report.datedOn === null ? '' : `, ${formatDate(report.datedOn)}`}
    </span>
  )
}

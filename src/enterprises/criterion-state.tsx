import { formatDate } from '../platform/dates.ts'
import type { Translate } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge } from '../ui/index.ts'
import type { CriterionRow } from './criteria-of.ts'
import { proofForm, proofKinds } from './proof-kinds.ts'

/** How an enterprise stands to a criterion: not known is no failure, and what it declares counts once it is confirmed. */
export function CriterionState({
  criterion,
  t,
}: {
  criterion: Pick<CriterionRow, 'met' | 'by' | 'proof'>
  t: Translate
}) {
  if (criterion.met === null && criterion.proof?.waits === true)
    return <Badge tone="warning">{t('Chờ xác nhận', 'Waits to be confirmed')}</Badge>
  if (criterion.met === null) return <Badge>{t('Chưa rõ', 'Not known')}</Badge>
  if (!criterion.met) return <Badge>{t('Không đạt', 'Not met')}</Badge>
  if (criterion.by === 'enterprise')
    return <Badge tone="warning">{t('Tự khai, chờ xác nhận', 'Declared, to be confirmed')}</Badge>
  return <Badge tone="success">{t('Đạt', 'Met')}</Badge>
}

/** What the answer to a criterion follows from: the size, or what was noted on a day, perhaps for a criterion of an earlier plan. */
export function CriterionBasis(props: { criterion: CriterionRow; enterpriseId: number; t: Translate }) {
  const { criterion, enterpriseId, t } = props
  return criterion.by === 'size' ? (
    <a href={`/enterprises/${enterpriseId}#size`}>
      {criterion.sizeYear === null
        ? t('Suy từ quy mô; chưa có số liệu năm', 'Follows from the size; no figures yet')
        : t(`Suy từ quy mô năm ${criterion.sizeYear}`, `Follows from the size of ${criterion.sizeYear}`)}
    </a>
  ) : criterion.proof !== null && criterion.met === null ? (
    <>
      {t('Chưa có chứng minh đã xác nhận', 'No confirmed proof yet')}:{' '}
      {t(proofKinds.names[criterion.proof.kind])}
      <span class="hint block">{criterion.proof.source}</span>
    </>
  ) : (
    <>
      {criterion.note ?? '—'}
      {criterion.recordedOn === null ? null : <span class="hint"> ({formatDate(criterion.recordedOn)})</span>}
      {criterion.from === null ? null : (
        <span class="hint block">
          {t(
            `theo tiêu chí ${criterion.from.code}) của Kế hoạch ${criterion.from.plan}`,
            `by criterion ${criterion.from.code}) of Plan ${criterion.from.plan}`,
          )}
        </span>
      )}
    </>
  )
}

/** The one step by which a criterion with a rule is answered: to what waits or was proven, else to the form. @returns address and words */
export function proofStep(
  enterpriseId: number,
  { kind, proofId, waits }: NonNullable<CriterionRow['proof']>,
  { t, mayOpen }: Pick<PageRequest, 't' | 'mayOpen'>,
): [string | null, string] {
  if (proofId !== null) return [`/proofs/${proofId}`, t('Xem chứng minh', 'See the proof')]
  if (waits)
    return [
      `/proofs?enterpriseId=${enterpriseId}&kind=${kind}&state=proposed`,
      t('Xem chứng minh đang chờ', 'See the proof that waits'),
    ]
  const form = proofForm(enterpriseId, kind)
  return [mayOpen(form) ? form : null, t('Lập chứng minh', 'Enter a proof')]
}

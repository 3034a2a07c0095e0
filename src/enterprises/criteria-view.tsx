import { Empty, FileLink, RecordTable, Section } from '../ui/index.ts'
import type { CriterionRow } from './criteria-of.ts'
import { CriterionBasis, CriterionState, proofStep } from './criterion-state.tsx'
import type { Part } from './size-view.tsx'

type Rows = Part & { readonly edit: boolean }

/** The criteria of priority: what is not met, not known or waits to be confirmed stands there, the others are folded. */
export function Criteria({ enterprise, request, edit }: Rows) {
  const { t } = request
  const met = enterprise.criteria.filter(isSettled)
  const open = enterprise.criteria.filter((criterion) => !isSettled(criterion))
  return (
    <Section
      title={t('Tiêu chí ưu tiên', 'Criteria of priority')}
      id="criteria"
      lead={t('Thứ tự ưu tiên của Kế hoạch.', 'The order of priority of the plan.')}
    >
      {enterprise.criteria.length === 0 ? (
        <Empty>{t('Kế hoạch không có tiêu chí ưu tiên.', 'The plan has no criteria of priority.')}</Empty>
      ) : open.length === 0 ? (
        <p class="mb-2">{t(`Đạt cả ${met.length} tiêu chí.`, `All ${met.length} criteria are met.`)}</p>
      ) : (
        <CriterionTable
          caption={t('Tiêu chí chưa đạt, chưa rõ', 'Criteria not met or not known')}
          {...{ criteria: open, enterprise, request, edit }}
        />
      )}
      {met.length === 0 ? null : (
        <details class="on-paper mt-2">
          <summary class="font-semibold">
            {t(`${met.length} tiêu chí đạt`, `${met.length} criteria met`)}
            {': '}
            {met.map(({ code }) => `${code})`).join(' ')}
          </summary>
          <div class="mt-2">
            <CriterionTable
              caption={t('Tiêu chí đạt', 'Criteria met')}
              {...{ criteria: met, enterprise, request, edit }}
            />
          </div>
        </details>
      )}
    </Section>
  )
}

/** Met, and not only by the enterprise's own word. */
const isSettled = ({ met, by }: CriterionRow) => met === true && by !== 'enterprise'

function CriterionTable(
  props: Rows & { readonly caption: string; readonly criteria: readonly CriterionRow[] },
) {
  const { enterprise, edit, request } = props
  const { t } = request
  return (
    <RecordTable
      caption={props.caption}
      stack
      rows={props.criteria}
      columns={[
        {
          head: t('Tiêu chí', 'Criterion'),
          cell: (criterion) => (
            <>
              {criterion.code}) {t(criterion.text, criterion.textEn)}
            </>
          ),
        },
        { head: t('Kết quả', 'Result'), cell: (criterion) => <CriterionState criterion={criterion} t={t} /> },
        {
          head: t('Căn cứ', 'Basis'),
          cell: (criterion) => <CriterionBasis criterion={criterion} enterpriseId={enterprise.id} t={t} />,
        },
        { head: t('Minh chứng', 'Evidence'), cell: (criterion) => <FileLink file={criterion.file} t={t} /> },
        edit
          ? {
              head: t('Việc', 'Action'),
              cell: (criterion) =>
                criterion.by === 'size' ? (
                  '—'
                ) : criterion.proof !== null ? (
                  <ProofLink criterion={criterion} proof={criterion.proof} {...{ enterprise, request }} />
                ) : (
                  <a href={`/enterprises/${enterprise.id}/criteria/${criterion.criterionId}`}>
                    {criterion.version === 0 ? t('Ghi nhận', 'Record') : t('Sửa', 'Edit')}
                    <span class="sr-only">
                      {' '}
                      {t(`tiêu chí ${criterion.code}`, `criterion ${criterion.code}`)}
                    </span>
                  </a>
                ),
            }
          : null,
      ]}
    />
  )
}

function ProofLink(props: Part & { criterion: CriterionRow; proof: NonNullable<CriterionRow['proof']> }) {
  const { enterprise, request, criterion, proof } = props
  const { t } = request
  const [href, said] = proofStep(enterprise.id, proof, request)
  if (href === null) return '—'
  return (
    <a href={href}>
      {said}
      <span class="sr-only"> {t(`tiêu chí ${criterion.code}`, `criterion ${criterion.code}`)}</span>
    </a>
  )
}

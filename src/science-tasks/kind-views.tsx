import type { Translate } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Empty, LinkButton, Section, Table } from '../ui/index.ts'
import type { ChangeRow, ShownKind, StepRow } from './kind-queries.ts'
import {
  addKindStep,
  editKindStep,
  removeKindChange,
  removeKindStep,
  setKindChange,
} from './kind-step-commands.ts'
import { stepParts, taskChanges, taskWays, termUnits } from './lists.ts'

/* What a kind of task consists of, as its page shows it. */

interface Part {
  readonly kind: ShownKind
  readonly request: PageRequest
}
const at = ({ id }: { id: number }) => `/task-kinds/${id}`

/** The term of a step in words; what no text says is said so. */
export function termOf(step: Pick<StepRow, 'term' | 'termUnit' | 'termFrom'>, t: Translate): string {
  if (step.term === null || step.termUnit === null) return t('không quy định', 'not laid down')
  const unit = termUnits.names[step.termUnit]
  const from = step.termFrom === null ? '' : t(` từ bước ${step.termFrom}`, ` from step ${step.termFrom}`)
  return t(`${step.term} ${unit.vi}${from}`, `${step.term} ${unit.en}${from}`)
}

/** What a paper is called, with its form; a form whose layout was compared with no text is said so. */
export const paperName = (paper: StepRow['papers'][number], t: Translate) =>
  `${t(paper.name, paper.nameEn)}${paper.form === null ? '' : ` (${paper.form})`}${
    paper.required ? '' : t(' – nếu có', ' – if there is one')
  }`

function StepCells({ step, kind, request }: Part & { step: StepRow }) {
  const { t } = request
  const marks = [
    step.optional ? t('có thể bỏ qua', 'may be left out') : null,
    step.repeats
      ? step.everyMonths === null
        ? t('nhiều lần', 'again and again')
        : t(`mỗi ${step.everyMonths} tháng`, `every ${step.everyMonths} months`)
      : null,
    step.way === null ? null : t(taskWays.names[step.way]),
    step.withoutCouncil ? t('có thể không qua hội đồng', 'a council is not needed') : null,
  ].filter((mark) => mark !== null)
  return (
    <>
      <td data-label={t('Tên bước', 'Name of the step')}>
        <b>{t(step.name, step.nameEn)}</b>{' '}
        {marks.map((mark) => (
          <>
            <Badge>{mark}</Badge>{' '}
          </>
        ))}
        {step.toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null}
        <span class="hint block">
          {t(stepParts.names[step.part])} · {step.article}
        </span>
        {step.papers.length === 0 ? null : (
          <details class="mt-1">
            <summary>{t(`${step.papers.length} giấy tờ`, `${step.papers.length} papers`)}</summary>
            <ul class="list-disc pl-5">
              {step.papers.map((paper) => (
                <li>{paperName(paper, t)}</li>
              ))}
            </ul>
          </details>
        )}
        {step.appraisalRule === null ? null : (
          <span class="hint block">
            {t('Quy chế hội đồng', 'Rule of councils')}:{' '}
            {t(step.appraisalRule, step.appraisalRuleEn ?? step.appraisalRule)}
            {step.scoreSheet === null ? '' : ` · ${t(step.scoreSheet, step.scoreSheetEn ?? step.scoreSheet)}`}
          </span>
        )}
        {kind.state === 'draft' ? (
          <span class="mt-1 flex flex-wrap gap-2">
            <Act command={editKindStep} request={request} href={`${at(kind)}/steps/${step.id}/edit`} small>
              {t('Sửa', 'Edit')}
            </Act>
            <Act
              command={removeKindStep}
              request={request}
              action={`${at(kind)}/steps/${step.id}/removal`}
              small
            >
              {t('Bỏ bước', 'Take the step out')}
            </Act>
          </span>
        ) : null}
      </td>
      <td data-label={t('Người thực hiện bước', 'Who acts')}>{t(step.acts, step.actsEn)}</td>
      <td data-label={t('Thời hạn của bước', 'Term of the step')}>
        {termOf(step, t)}
        {step.overdue === null || step.overdueEn === null ? null : (
          <span class="hint block">
            {t('Quá thời hạn thì', 'What happens when the term passes')}: {t(step.overdue, step.overdueEn)}
          </span>
        )}
      </td>
    </>
  )
}

/** The steps of a kind, in their order. */
export function Steps({ kind, request }: Part) {
  const { t } = request
  const draft = kind.state === 'draft'
  const title = t('Các bước', 'Steps')
  return (
    <Section
      fold
      title={title}
      id="steps"
      actions={
        <>
          <LinkButton small href={`${at(kind)}/steps`}>
            {t('Lọc, tải Excel các bước', 'Filter, export the steps')}
          </LinkButton>
          {draft ? (
            <Act command={addKindStep} request={request} href={`${at(kind)}/steps/new`} small kind="primary">
              {t('Thêm bước', 'Add a step')}
            </Act>
          ) : null}
        </>
      }
    >
      {kind.steps.length === 0 ? (
        <Empty>{t('Chưa có bước nào.', 'There is no step yet.')}</Empty>
      ) : (
        <Table caption={title} stack>
          <thead>
            <tr>
              <th class="num">{t('Thứ tự bước', 'Place of the step')}</th>
              <th>{t('Tên bước', 'Name of the step')}</th>
              <th>{t('Người thực hiện bước', 'Who acts')}</th>
              <th>{t('Thời hạn của bước', 'Term of the step')}</th>
            </tr>
          </thead>
          <tbody>
            {kind.steps.map((step) => (
              <tr>
                <td class="num" data-label={t('Thứ tự bước', 'Place of the step')}>
                  {step.place}
                </td>
                <StepCells step={step} kind={kind} request={request} />
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

/** The limits of a change in words. */
export function limitsOf(change: ChangeRow, t: Translate): string[] {
  return [
    change.mostTimes === null
      ? null
      : t(`nhiều nhất ${change.mostTimes} lần`, `at most ${change.mostTimes} times`),
    change.mostMonths === null
      ? null
      : t(`tổng cộng không quá ${change.mostMonths} tháng`, `in all at most ${change.mostMonths} months`),
    change.askMonths === null
      ? null
      : t(
          `đề nghị trước khi kết thúc ít nhất ${change.askMonths} tháng`,
          `asked at least ${change.askMonths} months before the end`,
        ),
    change.afterParts === null || change.afterOf === null
      ? null
      : t(
          `khi đã qua ít nhất ${change.afterParts}/${change.afterOf} thời gian`,
          `once ${change.afterParts}/${change.afterOf} of the time is over`,
        ),
    change.answer === null || change.answerUnit === null
      ? null
      : t(
          `trả lời trong ${change.answer} ${termUnits.names[change.answerUnit].vi}`,
          `answered within ${change.answer} ${termUnits.names[change.answerUnit].en}`,
        ),
    change.note === null || change.noteEn === null ? null : t(change.note, change.noteEn),
  ].filter((said) => said !== null)
}

/** What may be changed of a task that runs. */
export function Changes({ kind, request }: Part) {
  const { t } = request
  const draft = kind.state === 'draft'
  return (
    <Section
      title={t('Thay đổi khi đang thực hiện', 'Changes while it runs')}
      id="changes"
      actions={
        draft ? (
          <Act
            command={setKindChange}
            request={request}
            href={`${at(kind)}/changes/new`}
            small
            kind="primary"
          >
            {t('Ghi thay đổi được phép', 'Say what may be changed')}
          </Act>
        ) : undefined
      }
    >
      {kind.changes.length === 0 ? (
        <Empty>{t('Chưa có quy định nào được ghi.', 'Nothing is entered.')}</Empty>
      ) : (
        <ul class="grid gap-3">
          {kind.changes.map((change) => (
            <li>
              <p>
                <b>{t(taskChanges.names[change.change])}</b>{' '}
                {change.allowed ? (
                  <Badge tone="success">{t('được thay đổi', 'may be changed')}</Badge>
                ) : (
                  <Badge tone="error">{t('không được thay đổi', 'may not be changed')}</Badge>
                )}
              </p>
              <p class="hint">{[...limitsOf(change, t), change.article].join('; ')}</p>
              {draft ? (
                <>
                  <Act
                    command={setKindChange}
                    request={request}
                    href={`${at(kind)}/changes/new?of=${change.change}`}
                    small
                  >
                    {t('Sửa', 'Edit')}
                  </Act>
                  <Act
                    command={removeKindChange}
                    request={request}
                    action={`${at(kind)}/changes/${change.id}/removal`}
                    small
                  >
                    {t('Bỏ thay đổi này', 'Take the change out')}
                  </Act>
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

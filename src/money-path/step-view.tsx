import { PaidTurn } from '../budget/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { visible } from '../platform/text.ts'
import { Dong, OpenLink } from '../ui/index.ts'
import type { Step } from './details.ts'
import { recordHrefs, stages, stepNames } from './stages.ts'

/* How a step is shown, in a list and on the page of a voucher. */

/** The paper of a step: its number, the record that it is of. */
export function Paper({ request, step }: { request: PageRequest; step: Step }) {
  return (
    <OpenLink request={request} href={recordHrefs[step.record](step.recordId)}>
      {step.documentNumber ?? request.t('Mở bản ghi', 'Open the record')}
    </OpenLink>
  )
}

/** The files of a step, each with its hash. */
export function Files({ request, step }: { request: PageRequest; step: Step }) {
  const { t } = request
  if (step.files.length === 0) return <>—</>
  return (
    <ul>
      {step.files.map((file) => (
        <li class="text-sm">
          {file.open ? (
            <a class="inline-block py-1" href={`/files/${file.id}`}>
              {visible(file.name)}
            </a>
          ) : (
            visible(file.name)
          )}
          <details class="hint">
            <summary class="py-1">
              SHA-256 <span class="font-mono">{file.sha256.slice(0, 12)}…</span>
            </summary>
            <span class="break-all font-mono text-xs">{file.sha256}</span>
          </details>
          {file.open ? null : <span class="hint">{t('không mở cho bạn', 'not open to you')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Who did something and on which day, as text. */
export const actText = (act: Step['entered']): string | null =>
  act === null ? null : act.at === null ? act.by : `${act.by}, ${formatDate(today(new Date(act.at)))}`

export const stageText = ({ t }: PageRequest, step: Step) => t(stages.names[step.stage])
export const kindText = ({ t }: PageRequest, step: Step) => t(stepNames[step.kind])

/** The content of a task that a step pays and for which turn, as text; null for what is of no content. */
export const paidFor = ({ t }: Pick<PageRequest, 't'>, { taskContent, taskTurn }: Step): string | null =>
  taskContent === null
    ? null
    : taskTurn === null
      ? t(`${taskContent}; không ghi lượt hỗ trợ`, `${taskContent}; names no support turn`)
      : `${taskContent}; ${taskTurn.enterprise}, ${t(taskTurn.content, taskTurn.contentEn)}`

/** The same, opening what is paid for the turn by name. */
export function PaidFor({ request, step }: { request: PageRequest; step: Step }) {
  const { taskContent, taskTurn } = step
  return (
    <span class="block text-sm">
      {taskTurn === null ? (
        paidFor(request, step)
      ) : (
        <>
          {taskContent}; <PaidTurn request={request} turn={taskTurn} />
        </>
      )}
    </span>
  )
}

/** What a step moves, or what it is about; nought where its paper names no sum. */
export const Sum = ({ request, step }: { request: PageRequest; step: Step }) =>
  step.amount === 0n ? <>—</> : <Dong amount={step.amount} language={request.language} />

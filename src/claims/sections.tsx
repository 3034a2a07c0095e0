import { mayRun } from '../platform/actor.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Dong, Empty, Section, StateBadge } from '../ui/index.ts'
import { claimOfContent, claimOfTurn } from './claims.ts'
import { claimStates } from './fields.ts'
import { claimsAt } from './list-pages.tsx'
import { type ClaimListed, listClaims } from './queries.ts'

/* The claims of a turn or a task, as their pages show them. */

function Rows({ request, rows }: { request: PageRequest; rows: readonly ClaimListed[] }) {
  const { t, language } = request
  if (rows.length === 0)
    return <Empty>{t('Chưa có đề nghị thanh toán nào.', 'There is no claim yet.')}</Empty>
  return (
    <ul>
      {rows.map((row) => (
        <li class="flex flex-wrap items-baseline gap-x-3 py-2">
          <a href={`${claimsAt}/${row.id}`}>{t(`Đề nghị thanh toán ${row.id}`, `Claim ${row.id}`)}</a>
          <Dong amount={row.amount} language={language} />
          <StateBadge of={claimStates} is={row.state} t={t} />
          {row.contentId === null ? null : <span class="hint">{row.content}</span>}
        </li>
      ))}
    </ul>
  )
}

/** The claims of a support turn, and the way to a new one while money of its own is committed. Nothing for whom they are not. */
export async function ClaimsOfTurn(of: { request: PageRequest; turnId: number; open: boolean }) {
  const { request, turnId, open } = of
  if (!mayRun(request.actor, listClaims)) return null
  const { rows } = await request.execute(listClaims, { turnId })
  if (rows.length === 0 && !open) return null
  return (
    <Section
      title={request.t('Đề nghị thanh toán', 'Claims of payment')}
      id="claims"
      actions={
        open ? (
          <Act command={claimOfTurn} request={request} href={`/support/${turnId}/claims/new`} small>
            {request.t('Lập đề nghị thanh toán', 'Begin a claim')}
          </Act>
        ) : undefined
      }
    >
      <Rows request={request} rows={rows} />
    </Section>
  )
}

/** The claims of a task, and the way to a new one for each of the contents that its contract commits. */
export async function ClaimsOfTask(of: {
  request: PageRequest
  taskId: number
  contents: readonly { readonly id: number; readonly title: string }[]
}) {
  const { request, taskId, contents } = of
  const { t } = request
  if (!mayRun(request.actor, listClaims)) return null
  const { rows } = await request.execute(listClaims, { taskId })
  if (rows.length === 0 && contents.length === 0) return null
  return (
    <Section
      title={t('Đề nghị thanh toán', 'Claims of payment')}
      id="claims"
      actions={contents.map(({ id, title }) => (
        <Act
          command={claimOfContent}
          request={request}
          href={`/science-tasks/contents/${id}/claims/new`}
          small
        >
          {`${t('Lập đề nghị thanh toán', 'Begin a claim')}: ${title}`}
        </Act>
      ))}
    >
      <Rows request={request} rows={rows} />
    </Section>
  )
}

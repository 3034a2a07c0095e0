import type { Child } from 'hono/jsx'
import { applicationStates } from '../applications/index.ts'
import { needKinds, needStates } from '../needs/index.ts'
import type { PageRequest } from '../platform/page.ts'
import { turnStates } from '../support/index.ts'
import { Day, Empty, RecordTable, Section, StateBadge } from '../ui/index.ts'
import type { Introduction } from './queries.ts'

type Part = { of: Introduction; request: PageRequest }

/** What who brought an enterprise sees of it: what there is, and where each stands. */
export function Followed({ of, request }: Part) {
  const { t } = request
  const content = (name: string | null, nameEn: string | null) =>
    name === null ? '—' : t(name, nameEn ?? name)
  return (
    <>
      <Steps
        id="needs"
        title={t('Nhu cầu', 'Needs')}
        empty={t('Chưa nêu nhu cầu nào.', 'No need was told yet.')}
        heads={[t('Loại nhu cầu', 'Kind of need'), t('Nội dung hỗ trợ', 'Content of support')]}
        request={request}
        rows={of.ofNeeds.map((need) => ({
          cells: [t(needKinds.names[need.kind]), content(need.content, need.contentEn)],
          year: need.year,
          on: need.enteredOn,
          state: <StateBadge of={needStates} is={need.state} t={t} />,
        }))}
      />
      <Steps
        id="applications"
        title={t('Hồ sơ đề nghị', 'Applications')}
        empty={t('Chưa nộp hồ sơ nào.', 'No application was filed yet.')}
        heads={[t('Số hồ sơ', 'Number of the application'), t('Nội dung hỗ trợ', 'Content of support')]}
        request={request}
        rows={of.ofApplications.map((one) => ({
          cells: [String(one.number), content(one.content, one.contentEn)],
          year: one.year,
          on: one.filedOn,
          state: <StateBadge of={applicationStates} is={one.state} t={t} />,
        }))}
      />
      <Steps
        id="turns"
        title={t('Lượt hỗ trợ', 'Support turns')}
        empty={t('Chưa có lượt hỗ trợ nào.', 'There is no support turn yet.')}
        heads={[t('Số của lượt', 'Number of the turn'), t('Nội dung hỗ trợ', 'Content of support')]}
        request={request}
        rows={of.ofTurns.map((one) => ({
          cells: [String(one.number), content(one.content, one.contentEn)],
          year: one.year,
          on: one.decidedOn,
          state: <StateBadge of={turnStates} is={one.state} t={t} />,
        }))}
      />
    </>
  )
}

function Steps(props: {
  id: string
  title: string
  empty: string
  heads: readonly [string, string]
  request: PageRequest
  rows: readonly { cells: readonly [string, string]; year: number; on: string; state: Child }[]
}) {
  const { t } = props.request
  const [first, second] = props.heads
  const year = t('Năm', 'Year')
  const day = t('Ngày', 'Day')
  const state = t('Tình trạng', 'State')
  return (
    <Section title={props.title} id={props.id}>
      {props.rows.length === 0 ? (
        <Empty>{props.empty}</Empty>
      ) : (
        <RecordTable
          caption={props.title}
          stack
          rows={props.rows}
          columns={[
            { head: first, cell: (row) => row.cells[0] },
            { head: second, cell: (row) => row.cells[1] },
            { head: year, cell: (row) => row.year },
            { head: day, cell: (row) => <Day day={row.on} /> },
            { head: state, cell: (row) => <span>{row.state}</span> },
          ]}
        />
      )}
    </Section>
  )
}

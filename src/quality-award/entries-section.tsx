import { enterprisePart } from '../enterprises/index.ts'
import { LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { prizes } from './fields.ts'
import { at, title } from './list-pages.tsx'
import { listEntries } from './queries.ts'
import { entryStates } from './rules.ts'

/** How many stand on the page of an enterprise; the list has the others. */
const shown = 10

// The entries of an enterprise on its page, the latest first; nothing where it never entered.
enterprisePart(async (request, enterpriseId) => {
  const { t } = request
  if (!request.mayOpen(at)) return null
  const { rows } = await request.execute(listEntries, { enterpriseId, plan: 'all', limit: shown })
  if (rows.length === 0) return null
  return (
    <Section
      title={t(title)}
      id="awards"
      actions={
        <LinkButton href={`${at}?enterpriseId=${enterpriseId}&plan=all`}>
          {t('Xem danh sách', 'See the list')}
        </LinkButton>
      }
    >
      <RecordTable
        caption={t(title)}
        stack
        rows={rows}
        columns={[
          {
            head: t('Kỳ giải năm', 'Round of the year'),
            cell: (row) => <a href={`${at}/${row.id}`}>{row.year}</a>,
          },
          { head: t('Sản phẩm dự giải', 'Product that enters'), cell: (row) => row.product ?? '—' },
          {
            head: t('Tình trạng', 'State'),
            cell: (row) => <StateBadge of={entryStates} is={row.state} t={t} />,
          },
          {
            head: t('Giải được trao', 'Prize that was given'),
            cell: (row) => (row.prize === null ? '—' : t(prizes.names[row.prize])),
          },
        ]}
      />
    </Section>
  )
})

import type { PageRequest } from '../platform/page.ts'
import { Badge, LinkButton, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { calledNominee } from './councils.ts'
import { nominationStates, nomineeKinds } from './fields.ts'
import type { ShownList } from './list-queries.ts'

/** Those on a list, with where each stands. */
export function Members({ request, of }: { request: PageRequest; of: ShownList }) {
  const { t } = request
  const [who, kind, state] = [
    t('Tập thể, cá nhân', 'Nominee'),
    t('Tập thể hay cá nhân', 'Group or person'),
    t('Tình trạng', 'State'),
  ]
  return (
    <Section
      title={t('Tập thể, cá nhân trong danh sách', 'Those on the list')}
      id="members"
      actions={
        request.mayOpen('/nominations') ? (
          <LinkButton href={`/nominations?listId=${of.id}`} small>
            {t('Mở và tải Excel', 'Open and export')}
          </LinkButton>
        ) : null
      }
    >
      <RecordTable
        caption={t('Tập thể, cá nhân trong danh sách', 'Those on the list')}
        stack
        rows={of.members}
        columns={[
          { head: who, cell: (one) => <a href={`/nominations/${one.id}`}>{calledNominee(one)}</a> },
          { head: kind, cell: (one) => t(nomineeKinds.names[one.kind]) },
          {
            head: state,
            cell: (one) => (
              <span>
                <StateBadge of={nominationStates} is={one.state} t={t} />{' '}
                {one.certified ? (
                  <Badge tone="success">{t('Có giấy chứng nhận', 'Has a certificate')}</Badge>
                ) : null}
                {one.reason === null ? null : <span class="hint block">{one.reason}</span>}
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}

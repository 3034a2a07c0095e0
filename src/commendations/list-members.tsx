import type { PageRequest } from '../platform/page.ts'
import { Badge, LinkButton, Section, StateBadge, Table } from '../ui/index.ts'
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
      <Table caption={t('Tập thể, cá nhân trong danh sách', 'Those on the list')} stack>
        <thead>
          <tr>
            <th>{who}</th>
            <th>{kind}</th>
            <th>{state}</th>
          </tr>
        </thead>
        <tbody>
          {of.members.map((one) => (
            <tr>
              <td data-label={who}>
                <a href={`/nominations/${one.id}`}>{calledNominee(one)}</a>
              </td>
              <td data-label={kind}>{t(nomineeKinds.names[one.kind])}</td>
              <td data-label={state}>
                <span>
                  <StateBadge of={nominationStates} is={one.state} t={t} />{' '}
                  {one.certified ? (
                    <Badge tone="success">{t('Có giấy chứng nhận', 'Has a certificate')}</Badge>
                  ) : null}
                  {one.reason === null ? null : <span class="hint block">{one.reason}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

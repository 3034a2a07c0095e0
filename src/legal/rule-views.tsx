import type { Actor } from '../platform/actor.ts'
import { mayRun } from '../platform/actor.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Day, LinkButton, PostButton, Table } from '../ui/index.ts'
import { addInstrument } from './commands.ts'
import { formKindOf } from './rule-form.ts'
import type { RuleRow } from './rule-rows.ts'
import { valueWords } from './rules.ts'

export const isCoordinator = (actor: Actor) => mayRun(actor, addInstrument)
/** The way up from a page or form of this part. */
export const lawCrumbs = ({ t }: PageRequest) => [
  { label: t('Văn bản và quy tắc', 'Law and rules'), href: '/legal' },
]

/** What stands at a text that was entered from memory. */
export function ToCheck({ t }: { t: PageRequest['t'] }) {
  return <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge>
}

function Validity({ from, to }: { from: string | null; to: string | null }) {
  return (
    <>
      {from === null ? '…' : <Day day={from} />} - {to === null ? '…' : <Day day={to} />}
    </>
  )
}

/** As many letters as are read at a glance. */
const glance = 400

function Values({ t, rule }: { t: PageRequest['t']; rule: RuleRow }) {
  const texts = valueWords(rule.key, rule.value).map((words) => t(words))
  const said = texts.map((text) => <p>{text}</p>)
  if (formKindOf(rule.key) !== 'terms' || texts.join('').length <= glance) return <>{said}</>
  return (
    <details class="on-paper">
      <summary>{t(`${said.length} quy định`, `${said.length} provisions`)}</summary>
      {said}
    </details>
  )
}

/** Rules with value, basis and validity, and what the coordinator may do with each. */
export function Rules({ request, rules }: { request: PageRequest; rules: readonly RuleRow[] }) {
  const { t, actor } = request
  return (
    <Table caption={t('Quy tắc', 'Rules')} stack>
      <thead>
        <tr>
          <th scope="col">{t('Quy tắc', 'Rule')}</th>
          <th scope="col" class="sm:w-1/2">
            {t('Giá trị', 'Value')}
          </th>
          <th scope="col">{t('Căn cứ', 'Basis')}</th>
          <th scope="col">{t('Hiệu lực', 'Validity')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr id={`rule-${rule.id}`}>
            <td data-label={t('Quy tắc', 'Rule')}>
              <b>{t(rule.name, rule.nameEn)}</b> {rule.toCheck ? <ToCheck t={t} /> : null}
              <span class="hint block">{rule.key}</span>
            </td>
            <td data-label={t('Giá trị', 'Value')}>
              <Values t={t} rule={rule} />
            </td>
            <td data-label={t('Căn cứ', 'Basis')}>
              {rule.article}, <a href={`/legal/instruments/${rule.instrumentId}`}>{rule.instrument}</a>
            </td>
            <td class="sm:w-40" data-label={t('Hiệu lực', 'Validity')}>
              <Validity from={rule.validFrom} to={rule.validTo} />{' '}
              {rule.holds ? (
                <Badge tone="success">{t('đang áp dụng', 'in force')}</Badge>
              ) : (
                <Badge>{t('không áp dụng', 'not in force')}</Badge>
              )}
              {isCoordinator(actor) ? (
                <p class="no-print mt-2 flex flex-wrap gap-2">
                  {rule.toCheck ? (
                    <PostButton
                      small
                      action={`/legal/rules/${rule.id}/confirm`}
                      once={crypto.randomUUID()}
                      label={t('Đã đối chiếu', 'Verified')}
                    />
                  ) : null}
                  {formKindOf(rule.key) === 'terms' ? (
                    <LinkButton small href={`/legal/rules/${rule.id}/correction`}>
                      {t('Sửa', 'Edit')}
                    </LinkButton>
                  ) : null}
                  {formKindOf(rule.key) === null ? null : (
                    <LinkButton small href={`/legal/rules/new?from=${rule.id}`}>
                      {t('Giá trị mới', 'New value')}
                    </LinkButton>
                  )}
                  <LinkButton small href={`/legal/rules/${rule.id}/end`}>
                    {t('Kết thúc', 'End')}
                  </LinkButton>
                </p>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

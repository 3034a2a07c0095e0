import { mayRun } from '../platform/actor.ts'
import type { PageRequest } from '../platform/page.ts'
import { turnPart } from '../support/index.ts'
import { Act, Badge, Empty, LinkButton, Section, StateBadge, Table } from '../ui/index.ts'
import { enterValue } from './commands.ts'
import { contentValueFields } from './fields.ts'
import { at, title } from './list-pages.tsx'
import { type Asked, askedOf, type ContentValue, listValues } from './queries.ts'
import { type Moment, moments, momentsOf, shownValue, valueStates } from './rules.ts'

/* What a turn brought, on its page: each figure that is asked, at each moment, with its values. */

async function ValuesOfTurn(request: PageRequest, turn: { readonly id: number; readonly state: string }) {
  const { t } = request
  if (!mayRun(request.actor, listValues)) return null
  const { fields } = await request.execute(askedOf, { id: turn.id })
  const { rows } = await request.execute(listValues, { turnId: turn.id, plan: 'all', limit: 200 })
  const values = rows.filter(({ state }) => state !== 'withdrawn')
  if (fields.length === 0 && values.length === 0) return null
  const heads = {
    field: t(contentValueFields.labels.fieldId),
    moment: t(contentValueFields.labels.moment),
    value: t(contentValueFields.labels.value),
  }
  return (
    <Section
      title={t(title)}
      id="content-values"
      actions={
        rows.length > values.length ? (
          <LinkButton href={`${at}?turnId=${turn.id}&plan=all`} small>
            {t('Cả số liệu đã rút', 'Withdrawn ones too')}
          </LinkButton>
        ) : undefined
      }
    >
      {fields.length === 0 ? (
        <Empty>{t('Nội dung này không hỏi số liệu nào.', 'No figure is asked of this content.')}</Empty>
      ) : (
        <Table caption={t(title)} stack>
          <thead>
            <tr>
              {Object.values(heads).map((head) => (
                <th>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.flatMap((field) =>
              momentsOf(field.askedAt).map((moment) => (
                <tr>
                  <td data-label={heads.field}>
                    {t(field.field, field.fieldEn)}{' '}
                    {field.required ? (
                      <Badge tone="neutral">{t('Bắt buộc nhập', 'Must be entered')}</Badge>
                    ) : null}
                  </td>
                  <td data-label={heads.moment}>{t(moments.names[moment])}</td>
                  <td data-label={heads.value}>
                    <Values
                      {...{ request, turn, field, moment }}
                      values={values.filter((one) => one.fieldId === field.id && one.moment === moment)}
                    />
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function Values(of: {
  readonly request: PageRequest
  readonly turn: { readonly id: number; readonly state: string }
  readonly field: Asked
  readonly moment: Moment
  readonly values: readonly ContentValue[]
}) {
  const { request, turn, field, moment, values } = of
  const { t, language } = request
  const open =
    turn.state !== 'cancelled' && field.endedOn === null && (values.length === 0 || field.perItem !== null)
  return (
    <div class="grid gap-1">
      {values.map((value) => (
        <div>
          <a href={`${at}/${value.id}`}>
            {value.item === null ? '' : `${value.item}: `}
            {shownValue(value, value, language)}
          </a>{' '}
          <StateBadge of={valueStates} is={value.state} t={t} />
        </div>
      ))}
      {open ? (
        <div>
          <Act
            command={enterValue}
            request={request}
            href={`/support/${turn.id}/content-values/new?fieldId=${field.id}&moment=${moment}`}
            small
          >
            {t('Nhập số liệu', 'Enter the figure')}
          </Act>
        </div>
      ) : values.length === 0 ? (
        '—'
      ) : null}
    </div>
  )
}

turnPart((request, turn) => ValuesOfTurn(request, turn))

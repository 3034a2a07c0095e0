import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Chart, Day, Empty, FileLink, LinkButton, Section, StateBadge, Table } from '../ui/index.ts'
import { changeChart, latestOf } from './charts.ts'
import { dropMeasure } from './commands.ts'
import { phases } from './fields.ts'
import { at } from './list-pages.tsx'
import { betters, changeOf, outcomes, reached } from './measure-change.ts'
import type { Chosen, ShownProject } from './queries.ts'
import { signedPercent } from './story.ts'
import { strikeValue } from './values.ts'

/* The measures of a project: before, now, the change; and every value with its proof. */

interface Part {
  readonly request: PageRequest
  readonly project: ShownProject
}

function Change({ one, request }: { one: Chosen; request: PageRequest }) {
  const { t, language } = request
  const { outcome, absolute, percent } = changeOf(one.before, latestOf(one), one.better)
  return (
    <>
      <StateBadge of={outcomes} is={outcome} t={t} />{' '}
      {absolute === null ? null : (
        <span class="whitespace-nowrap">
          {percent === null
            ? t('trước dự án bằng 0, không tính phần trăm', 'zero before, no per cent')
            : signedPercent(percent, language)}
        </span>
      )}
    </>
  )
}

/** Each measure with what it was, what is wanted and what it has become. */
export function Measures({ request, project }: Part) {
  const { t, language } = request
  const { chosen } = project
  const heads = {
    measure: t('Chỉ số đo', 'Improvement measure'),
    before: t(phases.names.before),
    target: t('Mức muốn đạt', 'Value that is wanted'),
    latest: t('Giá trị mới nhất', 'Latest value'),
    change: t('Thay đổi', 'Change'),
  }
  const number = (value: number | null) => (value === null ? '—' : formatNumber(value, language))
  const chart = changeChart(chosen)
  return (
    <Section title={t('Chỉ số của dự án', 'Measures of the project')} id="measures">
      {chosen.length === 0 ? (
        <Empty>
          {t(
            'Chưa chọn chỉ số nào. Chỉ số phải chọn và đo trước khi dự án bắt đầu.',
            'No measure is chosen. Measures are chosen and measured before the project starts.',
          )}
        </Empty>
      ) : (
        <div class="grid gap-4">
          {chart === null ? null : (
            <Chart
              title={t(chart.title)}
              draw={(size) => chart.draw({ language, size, id: `change-${size}` })}
              note={
                chart.left === 0
                  ? undefined
                  : t(
                      `Không vẽ ${chart.left} chỉ số chưa đủ số liệu hoặc trước dự án bằng 0.`,
                      `Not drawn: ${chart.left} measures without both values, or zero before.`,
                    )
              }
            />
          )}
          <Table caption={t('Chỉ số của dự án', 'Measures of the project')} stack>
            <thead>
              <tr>
                <th>{heads.measure}</th>
                <th class="num">{heads.before}</th>
                <th class="num">{heads.target}</th>
                <th class="num">{heads.latest}</th>
                <th>{heads.change}</th>
              </tr>
            </thead>
            <tbody>
              {chosen.map((one) => {
                const met = reached(one.target, latestOf(one), one.better)
                return (
                  <tr>
                    <td data-label={heads.measure}>
                      <div>
                        {t(one.name, one.nameEn)}
                        <div class="hint">
                          {t(one.unit, one.unitEn)}; {t(betters.names[one.better]).toLowerCase()}
                        </div>
                        {project.state === 'planned' && one.values.length === 0 ? (
                          <Act
                            command={dropMeasure}
                            request={request}
                            action={`${at}/${project.id}/measures/${one.id}/removal`}
                            values={{ version: project.version }}
                            small
                          >
                            {t('Bỏ chỉ số', 'Take the measure out')}
                          </Act>
                        ) : null}
                      </div>
                    </td>
                    <td class="num" data-label={heads.before}>
                      {number(one.before)}
                    </td>
                    <td class="num" data-label={heads.target}>
                      {number(one.target)}
                      {met === null
                        ? ''
                        : met
                          ? ` (${t('đạt', 'reached')})`
                          : ` (${t('chưa đạt', 'not reached')})`}
                    </td>
                    <td class="num" data-label={heads.latest}>
                      {number(latestOf(one))}
                    </td>
                    <td data-label={heads.change}>
                      <Change one={one} request={request} />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  )
}

/** Every value in the order of its day, those that were struck out too. */
export function Values({ request, project }: Part) {
  const { t, language, actor } = request
  const rows = project.chosen
    .flatMap((one) => one.values.map((value) => ({ one, value })))
    .toSorted((a, b) => (a.value.measuredOn < b.value.measuredOn ? -1 : 1))
  if (rows.length === 0) return null
  const strikes = mayRun(actor, strikeValue) && (project.state === 'planned' || project.state === 'running')
  const heads = {
    day: t('Ngày đo', 'Day of measuring'),
    measure: t('Chỉ số đo', 'Improvement measure'),
    phase: t('Thời điểm đo', 'Measured'),
    value: t('Giá trị đo', 'Value measured'),
    proof: t('Minh chứng', 'Evidence'),
  }
  return (
    <Section title={t('Các giá trị đã đo', 'Values that were measured')} id="values">
      <Table caption={t('Các giá trị đã đo', 'Values that were measured')} stack>
        <thead>
          <tr>
            <th>{heads.day}</th>
            <th>{heads.measure}</th>
            <th>{heads.phase}</th>
            <th class="num">{heads.value}</th>
            <th>{heads.proof}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ one, value }) => (
            <tr class={value.struckOn === null ? '' : 'line-through'}>
              <td data-label={heads.day}>
                <Day day={value.measuredOn} />
              </td>
              <td data-label={heads.measure}>
                <div>
                  {t(one.name, one.nameEn)}
                  <div class="hint">{value.how}</div>
                </div>
              </td>
              <td data-label={heads.phase}>{t(phases.names[value.phase])}</td>
              <td class="num" data-label={heads.value}>
                {formatNumber(value.value, language)} {t(one.unit, one.unitEn)}
              </td>
              <td data-label={heads.proof}>
                <div>
                  <Proof request={request} value={value} />
                  {value.struckOn === null ? (
                    strikes && (value.phase !== 'before' || project.state === 'planned') ? (
                      <LinkButton href={`${at}/${project.id}/values/${value.id}/strike`} small>
                        {t('Gạch giá trị', 'Strike it out')}
                      </LinkButton>
                    ) : null
                  ) : (
                    <div class="hint">
                      {t('Gạch ngày', 'Struck out on')} {formatDate(value.struckOn)}: {value.struckReason}
                    </div>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Proof({ request, value }: { request: PageRequest; value: Chosen['values'][number] }) {
  const { t } = request
  if (value.importId === null) return <FileLink file={value.file} t={t} />
  const href = `${at}/imports/${value.importId}`
  const said = t('Bảng giá trị đã nhập', 'The table of values that was imported')
  return request.mayOpen(href) ? <a href={href}>{said}</a> : said
}

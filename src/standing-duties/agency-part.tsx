import { agencyPart } from '../agencies/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatNumber } from '../platform/numbers.ts'
import { Section, Table } from '../ui/index.ts'
import { agencyYears } from './queries.ts'

/* The years of an agency on its page: its dated work and its reports on standing duties. */

agencyPart(async (request, agencyId) => {
  if (!mayRun(request.actor, agencyYears)) return null
  const { t, language } = request
  const years = await request.execute(agencyYears, { id: agencyId })
  if (years.length === 0) return null
  const n = (value: number) => formatNumber(value, language)
  const dated = t('Việc có thời hạn đã xong', 'Dated work done')
  const reported = t('Báo cáo nhiệm vụ thường xuyên đã gửi', 'Reports on standing duties that are in')
  const nothing = t('Trong đó không làm gì', 'Of these with nothing done')
  const accepted = t('Đã được chấp nhận', 'Accepted reports')
  const late = t('Báo cáo quá hạn', 'Overdue reports')
  return (
    <Section title={t('Các năm của cơ quan', 'The years of the agency')} id="years">
      <Table caption={t('Các năm của cơ quan', 'The years of the agency')} stack>
        <thead>
          <tr>
            <th scope="col">{t('Năm', 'Year')}</th>
            {[dated, reported, nothing, accepted, late].map((label) => (
              <th scope="col" class="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((of) => (
            <tr>
              <th scope="row">
                <a href={`/standing-reports?agencyId=${agencyId}&year=${of.year}`}>{of.year}</a>
              </th>
              <td class="num" data-label={dated}>
                <a href={`/duties?agencyId=${agencyId}&year=${of.year}`}>{`${n(of.done)}/${n(of.dated)}`}</a>
              </td>
              <td class="num" data-label={reported}>{`${n(of.reported)}/${n(of.asked)}`}</td>
              <td class="num" data-label={nothing}>
                {n(of.nothing)}
              </td>
              <td class="num" data-label={accepted}>
                {n(of.accepted)}
              </td>
              <td class="num" data-label={late}>
                {n(of.late)}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
})

import { holds, staff } from '../platform/actor.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Empty, Section, Table } from '../ui/index.ts'
import type { showPlan } from './queries.ts'
import { recurrenceWords } from './recurrence.ts'
import type { PlanDocument } from './rules.ts'

export type Shown = Output<typeof showPlan>

/** What a part of the plan's page is given. */
export interface Part {
  readonly request: PageRequest
  readonly plan: Shown
}

export interface DocumentPart {
  readonly request: PageRequest
  readonly document: PlanDocument
}

/** The duties under the section (V.1, V.2, …) that the plan writes them in. */
function bySection(duties: PlanDocument['duties']) {
  return [...Map.groupBy(duties, (duty) => duty.code.split('.').slice(0, 2).join('.'))]
}

export function Duties({ request: { t, actor }, plan: { document, holders } }: Part) {
  const signedIn = holds(actor, staff)
  return (
    <Section
      fold
      id="duties"
      title={t('Tổ chức thực hiện', 'Organisation of the work')}
      {...(document.duties.length === 0
        ? {}
        : {
            lead: t(
              'Mũi tên chỉ cơ quan đang kế thừa nhiệm vụ hôm nay.',
              'The arrow points to the agency that carries the duty today by succession.',
            ),
          })}
      actions={signedIn ? <a href="/duties">{t('Việc có thời hạn', 'Dated work')}</a> : undefined}
    >
      {document.duties.length === 0 ? (
        <Empty>
          {t('Văn bản không giao việc cho cơ quan nào.', 'The document gives no work to agencies.')}
        </Empty>
      ) : (
        <Table caption={t('Nhiệm vụ của từng cơ quan', 'Duties of each agency')} stack>
          <thead>
            <tr>
              <th scope="col">{t('Mục', 'Section')}</th>
              <th scope="col">{t('Cơ quan và nhiệm vụ', 'Agency and duty')}</th>
              <th scope="col">{t('Thời hạn', 'Due')}</th>
            </tr>
          </thead>
          <tbody>
            {bySection(document.duties).map(([section, duties]) => (
              <>
                <tr class="sum" id={section}>
                  <td>{section}</td>
                  <td colspan={2}>
                    <ul class="grid gap-x-6 sm:grid-cols-2">
                      {holders
                        .filter((holder) => holder.code === duties[0]?.code)
                        .map(({ agency, carrier }) => (
                          <li>
                            {t(agency.name, agency.nameEn)}
                            {carrier.id === agency.id ? null : (
                              <span class="hint block font-normal">→ {t(carrier.name, carrier.nameEn)}</span>
                            )}
                          </li>
                        ))}
                    </ul>
                  </td>
                </tr>
                {duties.map((duty) => (
                  <tr id={duty.code}>
                    <td data-label={t('Mục', 'Section')}>{duty.code}</td>
                    <td data-label={t('Nhiệm vụ', 'Duty')}>{t(duty)}</td>
                    <td class="sm:w-44" data-label={t('Thời hạn', 'Due')}>
                      {t(recurrenceWords(duty))}
                    </td>
                  </tr>
                ))}
              </>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

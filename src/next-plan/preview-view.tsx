import { sourceGroups, sourceNamed } from '../plan/index.ts'
import type { Words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Facts, Notice, Section, Table, YearTable } from '../ui/index.ts'
import { type ShownBasis, shortened } from './basis-view.tsx'
import type { nextProposal } from './queries.ts'
import { percentText } from './rules.ts'

type Shown = Output<typeof nextProposal>
interface Part {
  readonly request: PageRequest
  readonly proposal: Shown
}

/** The plan as it would be drafted, every figure with its calculation. */
export function Preview({ request, proposal, basis }: Part & { basis: ShownBasis }) {
  const { t } = request
  const { document, reasons, warnings } = proposal
  const said = (path: string) => (reasons[path] === undefined ? '' : t(reasons[path]))
  return (
    <>
      {warnings.length === 0 ? null : (
        <Notice tone="warning" title={t('Cần xem trước khi lập', 'To look at before drafting')}>
          <ul class="list-disc pl-5">
            {warnings.map((warning) => (
              <li>{t(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Section fold id="preview-identity" title={t('Thông tin chung', 'General information')}>
        <p class="mb-3 max-w-prose font-semibold">{t(document.title)}</p>
        <Facts
          columns={2}
          items={[
            [
              t('Giai đoạn', 'Period'),
              <Reasoned
                value={`${document.startsOn.slice(0, 4)} - ${document.endsOn.slice(0, 4)}`}
                why={said('startsOn')}
              />,
            ],
            [
              t('Cơ quan ban hành', 'Issued by'),
              <Reasoned value={t(document.issuer)} why={said('issuer')} />,
            ],
          ]}
        />
        <h3 class="mt-4">{t('Căn cứ pháp lý', 'Legal bases')}</h3>
        <ul class="list-disc pl-5">
          {document.legalBases.map((legal, place) => (
            <li class="max-w-prose">
              <Reasoned value={t(legal)} why={said(`legalBases.${place}`)} />
            </li>
          ))}
        </ul>
      </Section>
      <TargetsPreview request={request} proposal={proposal} basis={basis} />
      <BudgetPreview request={request} proposal={proposal} />
      <DutiesPreview request={request} proposal={proposal} />
    </>
  )
}

function Reasoned({ value, why }: { value: string; why: string }) {
  return (
    <>
      {value}
      {why === '' ? null : <span class="hint block">{why}</span>}
    </>
  )
}

function TargetsPreview({ request: { t, language }, proposal, basis }: Part & { basis: ShownBasis }) {
  const { document, reasons } = proposal
  const names = new Map(basis.results.map((row) => [row.indicator, row.name]))
  return (
    <Section fold id="preview-targets" title={t('Chỉ tiêu của giai đoạn sau', 'Targets of the next period')}>
      <Table caption={t('Chỉ tiêu và cách tính', 'Targets and how they were worked out')} stack>
        <thead>
          <tr>
            <th scope="col">{t('Chỉ tiêu', 'Target')}</th>
            <th scope="col" class="num">
              {t('Tăng', 'Rise')}
            </th>
            <th scope="col" class="num">
              {t('Số mới', 'New number')}
            </th>
            <th scope="col">{t('Cách tính', 'Calculation')}</th>
          </tr>
        </thead>
        <tbody>
          {document.targets.map((target, place) => {
            const worked = proposal.targets.find((row) => row.indicator === target.indicator)
            const number = target.minimum ?? target.maximum
            const why = reasons[`targets.${place}.minimum`] ?? reasons[`targets.${place}.maximum`]
            const name: Words = names.get(target.indicator) ?? target
            return (
              <tr>
                <td data-label={t('Chỉ tiêu', 'Target')}>
                  {t(name)}
                  {name === target ? null : <span class="hint block">{t(target)}</span>}
                </td>
                <td class="num" data-label={t('Tăng', 'Rise')}>
                  {worked === undefined ? '—' : percentText(worked.percent, language)}
                </td>
                <td class="num font-semibold" data-label={t('Số mới', 'New number')}>
                  {number === null ? t('cần xác định', 'to be set') : formatNumber(number, language)}
                </td>
                <td data-label={t('Cách tính', 'Calculation')}>{why === undefined ? '' : t(why)}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}

function BudgetPreview({ request: { t, language }, proposal }: Part) {
  const { lines, years, total, yearTotals } = proposal.document.budget
  return (
    <Section
      fold
      id="preview-budget"
      title={t('Dự toán kinh phí', 'Budget estimate')}
      lead={t('Triệu đồng.', 'Million đồng.')}
    >
      <YearTable
        {...{ t, language, lines, years, total, yearTotals }}
        groups={sourceGroups(proposal.document.budget, sourceNamed(proposal.sources), t)}
        caption={t('Dự toán theo mục và năm', 'Estimate by line and year')}
        content={t('Nội dung và cách tính', 'Content and calculation')}
        show={(line, place) => {
          const why = proposal.reasons[`budget.lines.${place}.total`]
          return (
            <>
              {shortened(t(line))}
              {why === undefined ? null : <span class="hint block font-normal">{t(why)}</span>}
            </>
          )
        }}
      />
    </Section>
  )
}

function DutiesPreview({ request: { t }, proposal }: Part) {
  return (
    <Section
      fold
      id="preview-duties"
      title={t('Nhiệm vụ của các cơ quan', 'Duties of agencies')}
      lead={t(
        'Mỗi nhiệm vụ chuyển cho cơ quan mang nó trong ngày đầu của giai đoạn; mọi thay đổi được nêu.',
        "Each duty passes to the agency that carries it on the period's first day; every change is named.",
      )}
    >
      <details>
        <summary class="font-semibold">
          {t(
            `Xem ${proposal.document.duties.length} nhiệm vụ và thay đổi`,
            `See the ${proposal.document.duties.length} duties and their changes`,
          )}
        </summary>
        <Table caption={t('Nhiệm vụ và thay đổi', 'Duties and changes')} stack>
          <thead>
            <tr>
              <th scope="col">{t('Mục', 'Section')}</th>
              <th scope="col">{t('Nhiệm vụ', 'Duty')}</th>
              <th scope="col">{t('Thay đổi', 'Changes')}</th>
            </tr>
          </thead>
          <tbody>
            {proposal.document.duties.map((duty, place) => {
              const why = ['agencies', 'dueYear', ''].flatMap((part) => {
                const reason = proposal.reasons[`duties.${place}${part === '' ? '' : `.${part}`}`]
                return reason === undefined ? [] : [t(reason)]
              })
              return (
                <tr>
                  <td data-label={t('Mục', 'Section')}>{duty.code}</td>
                  <td class="sm:w-1/2" data-label={t('Nhiệm vụ', 'Duty')}>
                    {t(duty)}
                  </td>
                  <td data-label={t('Thay đổi', 'Changes')}>
                    {why.map((line) => (
                      <p class="hint">{line}</p>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      </details>
    </Section>
  )
}

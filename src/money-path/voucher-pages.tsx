import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { numberOf, type Page, type PageRequest, page } from '../platform/page.ts'
import { Badge, Empty, Facts, LinkButton, Notice, OpenLink, Section, Table } from '../ui/index.ts'
import type { Step } from './details.ts'
import { showVoucherPath } from './queries.ts'
import type { Rule, ruleSources } from './rules.ts'
import { pathTitle } from './stages.ts'
import { actText, Files, kindText, PaidFor, Paper, Sum, stageText } from './step-view.tsx'

/* From a voucher back to the line, the decision and the rule. */

const sourceNames: Readonly<Record<(typeof ruleSources)[number], Words>> = {
  counterpart: words('Chi theo tiến độ vốn đối ứng', 'In step with own money'),
  kind: words('Loại nhiệm vụ', 'Kind of task'),
  norm: words('Định mức áp dụng', 'Norm that it goes by'),
  carry: words('Căn cứ chuyển nguồn', 'Ground of the carry-over'),
  cutoff: words('Mốc ngày của năm ngân sách', 'Days of the budget year'),
}
const ruleHref = (rule: Rule): string =>
  ({
    counterpart: '/legal',
    kind: `/task-kinds/${rule.id}`,
    norm: `/norms/${rule.id}`,
    carry: `/budget/carry-grounds/${rule.id}`,
    cutoff: '/budget/cutoffs',
  })[rule.of]

function Steps({ request, steps, chosen }: { request: PageRequest; steps: readonly Step[]; chosen: string }) {
  const { t } = request
  const heads = {
    stage: t('Chặng', 'Station'),
    on: t('Ngày', 'Day'),
    amount: t('Số tiền', 'Amount'),
    document: t('Văn bản, chứng từ', 'Papers and vouchers'),
    entered: t('Người lập, ngày', 'Entered by, day'),
    approved: t('Người duyệt, ngày', 'Approved by, day'),
    files: t('Tệp và mã băm', 'Files and hashes'),
  }
  return (
    <Table caption={t(pathTitle)} stack>
      <thead>
        <tr>
          <th>{heads.stage}</th>
          <th>{heads.on}</th>
          <th class="num">{heads.amount}</th>
          <th>{heads.document}</th>
          <th>{heads.entered}</th>
          <th>{heads.approved}</th>
          <th>{heads.files}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr class={step.id === chosen ? 'sum' : ''}>
            <td class="sm:min-w-36" data-label={heads.stage}>
              {stageText(request, step)}
              <span class="hint block">{kindText(request, step)}</span>
            </td>
            <td data-label={heads.on}>{formatDate(step.on)}</td>
            <td class="num" data-label={heads.amount}>
              <Sum request={request} step={step} />
            </td>
            <td data-label={heads.document}>
              <Paper request={request} step={step} />
              {step.what === null ? null : <span class="hint block">{step.what.slice(0, 200)}</span>}
              {step.taskContent === null ? null : <PaidFor request={request} step={step} />}
              {step.rule === null ? null : <span class="hint block">{step.rule}</span>}
            </td>
            <td data-label={heads.entered}>{actText(step.entered) ?? '—'}</td>
            <td data-label={heads.approved}>{actText(step.approved) ?? '—'}</td>
            <td data-label={heads.files}>
              <Files request={request} step={step} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Rules({ request, rules }: { request: PageRequest; rules: readonly Rule[] }) {
  const { t } = request
  return (
    <Section title={t('Quy định áp dụng', 'Rules that held')} id="rules">
      {rules.length > 0 ? null : (
        <Empty>
          {t(
            'Chưa nhập quy định nào cho trường hợp và năm này.',
            'No rule is entered for this case and year.',
          )}
        </Empty>
      )}
      <ul class="grid gap-2">
        {rules.map((rule) => (
          <li>
            <b>{t(sourceNames[rule.of])}</b>:{' '}
            <OpenLink request={request} href={ruleHref(rule)}>
              {t(rule.name, rule.nameEn)}
            </OpenLink>
            , {rule.instrument === null ? rule.article : `${rule.instrument}, ${rule.article}`}{' '}
            {rule.toCheck ? <Badge tone="warning">{t('Cần đối chiếu', 'To be verified')}</Badge> : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const voucherPathPage: Page = page({
  route: 'GET /budget/entries/{id}/path',
  for: showVoucherPath,
  async run(request) {
    const { t } = request
    const id = numberOf(request, 'id')
    const { entry, steps, more, rules } = await request.execute(showVoucherPath, { id })
    return {
      title: t(
        `Truy ngược chứng từ ${entry.documentNumber}`,
        `Voucher ${entry.documentNumber}, back to its line`,
      ),
      lead: t(
        'Từ chứng từ về lệnh chi, đề nghị thanh toán, hợp đồng, quyết định, mục của phụ lục và quy định áp dụng.',
        'From the voucher back to the payment, the claim, the contract, the decision, the line of the appendix and the rules that held.',
      ),
      breadcrumbs: [
        { label: t('Kinh phí', 'Budget'), href: '/budget' },
        { label: t(pathTitle), href: `/budget/path?lineId=${entry.lineId}` },
      ],
      actions: (
        <LinkButton href={`/budget/path/archive?entry=${id}`}>
          {t('Tải hồ sơ (ZIP)', 'Download the file (ZIP)')}
        </LinkButton>
      ),
      body: (
        <>
          <Section title={t('Chứng từ', 'Voucher')} id="voucher">
            <Facts
              columns={2}
              items={[
                [t('Số bút toán', 'Number of the entry'), String(id)],
                [t('Loại', 'Kind'), kindText(request, entry)],
                [t('Số tiền', 'Amount'), <Sum request={request} step={entry} />],
                [t('Ngày', 'Day'), formatDate(entry.on)],
                [
                  t('Mục', 'Line'),
                  <a href={`/budget/lines/${entry.lineId}`}>
                    {entry.line}. {t(entry.lineTitle, entry.lineTitleEn)}
                  </a>,
                ],
                [
                  t('Nội dung, lượt hỗ trợ được chi', 'Content and support turn that are paid'),
                  entry.taskContent === null ? null : <PaidFor request={request} step={entry} />,
                ],
                [
                  t('Năm, nguồn', 'Year, source'),
                  `${entry.year ?? ''}, ${t(entry.sourceName, entry.sourceNameEn)}`,
                ],
              ]}
            />
          </Section>
          <Section title={t(pathTitle)} id="path">
            {more ? (
              <Notice tone="info">
                {t(
                  'Chỉ hiện 500 bước đầu; xem đủ ở đường đi của mục.',
                  'The first 500 steps are shown; all of them are on the way of the line.',
                )}
              </Notice>
            ) : null}
            <Steps request={request} steps={steps} chosen={entry.id} />
          </Section>
          <Rules request={request} rules={rules} />
        </>
      ),
    }
  },
})

import { words } from '../platform/language.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Act, act, actsOf, Facts, Section, type Sent } from '../ui/index.ts'
import { addAppraisalRule, addScoreSheet, endAppraisalRule } from './rule-commands.ts'
import {
  type CouncilRule,
  listAppraisalRules,
  type ScoreSheet,
  showAppraisalRule,
  showScoreSheet,
} from './rule-queries.ts'
import { Barred, RuleFacts, SheetTable, sourceFacts, ToCheck, Versions } from './rule-views.tsx'

/* Rules of councils and sheets of scores: the list, and one of each. */

const title = words('Quy chế hội đồng, phiếu điểm', 'Rules of councils and score sheets')
export const ruleCrumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/councils/rules' }]

export const rulesPage = page({
  route: 'GET /councils/rules',
  for: listAppraisalRules,
  async run(request) {
    const { t } = request
    const { rules, sheets } = await request.execute(listAppraisalRules, {})
    return {
      title: t(title),
      lead: t(
        'Hội đồng lập, họp, bỏ phiếu và cho điểm theo những bản này. Bản đi kèm chương trình không sửa; tỉnh sao ra rồi sửa. Việc thẩm định đang làm theo bản của ngày bắt đầu.',
        'Councils are made up, meet, vote and score by these. What came with the program is not edited; a province copies it and edits the copy. An appraisal goes on by the version of the day on which it began.',
      ),
      actions: (
        <>
          <Act command={addAppraisalRule} request={request} href="/councils/rules/new" kind="primary">
            {t('Nhập quy chế', 'Enter a rule')}
          </Act>
          <Act command={addScoreSheet} request={request} href="/councils/sheets/new" kind="primary">
            {t('Nhập phiếu điểm', 'Enter a sheet')}
          </Act>
        </>
      ),
      body: (
        <>
          <Versions
            title={t('Quy chế hội đồng', 'Rules of councils')}
            id="rules"
            rows={rules}
            address="/councils/rules"
            request={request}
          />
          <Versions
            title={t('Mẫu phiếu điểm', 'Score sheets')}
            id="sheets"
            rows={sheets}
            address="/councils/sheets"
            request={request}
          />
        </>
      ),
    }
  },
})

const endAct = <R extends CouncilRule | ScoreSheet>(kind: 'rules' | 'sheets') =>
  actsOf<R, 'end'>(`/councils/${kind}/{id}`, {
    end: act(endAppraisalRule, {
      title: words('Ghi ngày hết áp dụng', 'Enter the last day of validity'),
      path: 'end',
      kind: 'danger',
      open: ({ validTo }) => validTo === null,
      input: () => ({ kind }),
      fields: ({ f, t }) => f.date('validTo', { label: t('Áp dụng đến hết ngày', 'Holds until the end of') }),
      done: words('Đã ghi ngày hết áp dụng.', 'The last day is entered.'),
    }),
  })
const ruleActs = endAct<CouncilRule>('rules')
const sheetActs = endAct<ScoreSheet>('sheets')

function Copies({
  of,
  address,
  request,
}: {
  of: CouncilRule | ScoreSheet
  address: string
  request: PageRequest
}) {
  const { t, url } = request
  const command = address === '/councils/rules' ? addAppraisalRule : addScoreSheet
  return (
    <>
      <Act command={command} request={request} href={`${address}/new?from=${of.id}`}>
        {t('Sao ra bản của tỉnh', 'Copy for the province')}
      </Act>
      {of.shipped ? null : (
        <Act command={command} request={request} href={`${address}/new?from=${of.id}&next=true`}>
          {t('Nhập bản tiếp theo', 'Enter the next version')}
        </Act>
      )}
      {of.validTo === null && !url.searchParams.has('do') ? (
        <Act
          command={endAppraisalRule}
          request={request}
          href={`${address}/${of.id}?do=end#act`}
          kind="danger"
        >
          {t('Ghi ngày hết áp dụng', 'Enter the last day of validity')}
        </Act>
      ) : null}
    </>
  )
}

async function ruleView(request: PageRequest, sent?: Sent<'end'>) {
  const { t } = request
  const { law, ...rule } = await request.execute(showAppraisalRule, { id: request.params.id })
  const wished = request.url.searchParams.has('do') || sent !== undefined
  const chosen = wished ? ruleActs.chosen(request, rule, sent) : undefined
  return {
    title: t(rule.name, rule.nameEn),
    breadcrumbs: ruleCrumbs(request),
    actions: <Copies of={rule} address="/councils/rules" request={request} />,
    body: (
      <>
        {chosen === undefined ? null : await ruleActs.form(request, rule, chosen, sent)}
        <Section title={t('Căn cứ', 'Basis')} id="source">
          <Facts columns={2} items={sourceFacts(rule, request)} />
          {rule.toCheck ? <ToCheck t={t} /> : null}
        </Section>
        <Section title={t('Thành phần, họp, bỏ phiếu', 'Members, meeting, votes')} id="composition">
          <RuleFacts rule={rule} request={request} />
        </Section>
        <Barred rule={rule} law={law} request={request} />
      </>
    ),
  }
}

export const rulePage = page({
  route: 'GET /councils/rules/{id}',
  for: showAppraisalRule,
  run: (request) => ruleView(request),
})
export const ruleReceivers = ruleActs.receivers(ruleView)

async function sheetView(request: PageRequest, sent?: Sent<'end'>) {
  const { t } = request
  const sheet = await request.execute(showScoreSheet, { id: request.params.id })
  const wished = request.url.searchParams.has('do') || sent !== undefined
  const chosen = wished ? sheetActs.chosen(request, sheet, sent) : undefined
  return {
    title: t(sheet.name, sheet.nameEn),
    breadcrumbs: ruleCrumbs(request),
    actions: <Copies of={sheet} address="/councils/sheets" request={request} />,
    body: (
      <>
        {chosen === undefined ? null : await sheetActs.form(request, sheet, chosen, sent)}
        <Section title={t('Căn cứ', 'Basis')} id="source">
          <Facts columns={2} items={sourceFacts(sheet, request)} />
          {sheet.toCheck ? <ToCheck t={t} /> : null}
        </Section>
        <SheetTable sheet={sheet} request={request} />
      </>
    ),
  }
}

export const sheetPage = page({
  route: 'GET /councils/sheets/{id}',
  for: showScoreSheet,
  run: (request) => sheetView(request),
})
export const sheetReceivers = sheetActs.receivers(sheetView)

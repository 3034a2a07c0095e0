import { whyApart } from '../../../controls/index.ts'
import { planColumn, planFilters } from '../../../plan/index.ts'
import { formatDate } from '../../../platform/dates.ts'
import { words } from '../../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Facts,
  Fold,
  formPage,
  LinkButton,
  listPage,
  Notice,
  OpenLink,
  RecordTable,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../../ui/index.ts'
import { at as visitsAt } from '../addresses.ts'
import { riskFactors } from '../draw.ts'
import { drawFields, visitPlanFields, visitPlanStates, weightKey } from '../fields.ts'
import { approveVisitPlan, drawAgain, drawnApart, drawVisitPlan, returnVisitPlan } from './commands.ts'
import { visitPlanCorrection } from './correction.tsx'
import {
  listVisitPlans,
  type ShownVisitPlan,
  showVisitPlan,
  type VisitPlan,
  visitChoices,
} from './queries.ts'
import { at, crumbs, listChoices } from './shared.ts'

/* Lists of visits: drawn, approved, and why each turn is on them or not. */

export const visitPlanList = listPage({
  route: `GET ${at}`,
  title: words('Danh sách kiểm tra', 'Lists of visits'),
  lead: words(
    'Danh sách do một người lập theo rủi ro và bốc thăm, người khác duyệt. Chuỗi gốc được giữ để ai cũng bốc lại được.',
    'A list is drawn by one person by risk and lot, and approved by another. Its seed is kept, so that anybody can draw it again.',
  ),
  query: listVisitPlans,
  actions: (request) => (
    <Act command={drawVisitPlan} request={request} href={`${at}/new`} kind="primary">
      {request.t('Lập danh sách kiểm tra', 'Draw a list of visits')}
    </Act>
  ),
  empty: ({ t }) => t('Chưa lập danh sách nào.', 'No list is drawn yet.'),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm danh sách', 'Find a list') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: visitPlanStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { title, line, checklist, firstOn, lastOn } = visitPlanFields.columns<VisitPlan>(t, {
      title: { cell: (row) => <a href={`${at}/${row.id}`}>{row.title}</a> },
      line: { value: (row) => `${row.lineCode}. ${t(row.line, row.lineEn)}` },
      checklist: { value: (row) => row.checklist },
    })
    return [
      title,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(visitPlanStates.names[row.state]),
        cell: (row) => <StateBadge of={visitPlanStates} is={row.state} t={t} />,
      },
      firstOn,
      lastOn,
      {
        key: 'visits',
        label: words('Số lần kiểm tra', 'Number of visits'),
        kind: 'number',
        value: (row) => row.visits,
      },
      {
        key: 'made',
        label: words('Số lần đã kiểm tra', 'Visits made'),
        kind: 'number',
        value: (row) => row.made,
      },
      { ...line, exportOnly: true },
      { ...checklist, exportOnly: true },
      ...(await planColumn<VisitPlan>(request)),
    ]
  },
})

const equalWeights = Object.fromEntries(riskFactors.keys.map((factor) => [weightKey(factor), '1']))

const drawn = formPage({
  command: drawVisitPlan,
  address: `${at}/new`,
  title: words('Lập danh sách kiểm tra', 'Draw a list of visits'),
  lead: words(
    'Điểm rủi ro của một lượt là tổng trọng số các dấu hiệu mà nó có. Trọng số do cơ quan đặt, từ 0 đến 10; chương trình chỉ gợi ý bằng nhau.',
    'The points of a turn are the sum of the weights of the signs that it shows. The office sets them, from 0 to 10; the program only proposes equal ones.',
  ),
  crumbs,
  record: (request) => request.execute(visitChoices, {}),
  initial: () => equalWeights,
  fields: ({ f, t, record }) => [
    ...visitPlanFields.form(f, t, { choices: listChoices(record, t) }),
    ...drawFields.form(f, t),
  ],
  submit: words('Chọn lượt kiểm tra', 'Draw'),
  cancel: at,
  above: ({ record, t }) =>
    record.checklists.length > 0 ? null : (
      <Notice tone="warning">
        {t('Chưa có bảng kiểm: ', 'There is no checklist yet: ')}
        <a href={`${visitsAt}/checklists/new`}>{t('thêm bảng kiểm', 'add one')}</a>.
      </Notice>
    ),
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã chọn xong; người khác xem và duyệt.', 'It is drawn; another person approves it.'),
  }),
})

type ActKey = 'approve' | 'return' | 'again'
const held = ({ id }: ShownVisitPlan, request: PageRequest) => whyApart(request, drawnApart, id)
const acts = actsOf<ShownVisitPlan, ActKey>('/visits/plans/{id}', {
  approve: act(approveVisitPlan, {
    title: words('Duyệt danh sách', 'Approve the list'),
    path: 'approval',
    open: ({ state }) => state === 'proposed',
    held,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã duyệt; các lượt đã chọn có việc kiểm tra.', 'It is approved; the visits are work now.'),
  }),
  again: act(drawAgain, {
    title: words('Bốc, chọn lại', 'Draw anew'),
    path: 'draws',
    kind: 'danger',
    open: ({ state }) => state !== 'approved',
    initial: ({ draws: [last] }) => ({
      byRisk: String(last?.byRisk ?? ''),
      byLot: String(last?.byLot ?? ''),
      ...Object.fromEntries(
        riskFactors.keys.map((factor) => [weightKey(factor), String(last?.weights[factor] ?? 1)]),
      ),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {drawFields.form(f, t)}
        {f.area('reason', { label: t('Vì sao chọn lại', 'Why it is drawn anew'), rows: 2 })}
      </>
    ),
    done: words('Đã chọn lại; lần trước được giữ bên cạnh.', 'It is drawn anew; the earlier draw is kept.'),
  }),
  return: act(returnVisitPlan, {
    title: words('Trả lại danh sách', 'Send the list back'),
    path: 'return',
    kind: 'danger',
    open: ({ state }) => state === 'proposed',
    held,
    fields: reasonFields,
    done: words('Đã trả lại.', 'It is sent back.'),
  }),
})

interface Part {
  readonly request: PageRequest
  readonly list: ShownVisitPlan
}

/** Each turn that stood in the draw, and why it was picked or not. */
function Stood({ request, list }: Part) {
  const { t } = request
  const picked = list.candidates.filter((one) => one.picked !== null)
  const others = list.candidates.filter((one) => one.picked === null)
  const rows = (of: ShownVisitPlan['candidates'], caption: string) => (
    <RecordTable
      caption={caption}
      stack
      rows={of}
      columns={[
        {
          head: t('Lượt hỗ trợ', 'Support turn'),
          cell: (one) => (
            <div>
              <OpenLink
                request={request}
                href={one.visitId === null ? `/support/${one.turnId}` : `${visitsAt}/${one.visitId}`}
              >
                {one.turnId}. {one.enterprise}
              </OpenLink>
              <div class="hint">{t(one.content, one.contentEn)}</div>
            </div>
          ),
        },
        { head: t('Vì sao', 'Why'), cell: (one) => <span class="text-sm break-words">{t(one.why)}</span> },
      ]}
    />
  )
  return (
    <>
      <Section title={t('Các lượt đã chọn', 'Turns that are picked')} id="picked">
        {rows(picked, t('Các lượt đã chọn', 'Turns that are picked'))}
      </Section>
      {others.length === 0 ? null : (
        <Section id="others">
          <Fold label={t(`Không chọn: ${others.length} lượt`, `Not picked: ${others.length} turns`)}>
            {rows(others, t('Không chọn', 'Not picked'))}
          </Fold>
        </Section>
      )}
    </>
  )
}

/** How the draw is repeated, and the draws before it. */
function Draws({ request, list }: Part) {
  const { t } = request
  return (
    <Section title={t('Bốc thăm lại để kiểm chứng', 'Repeating the draw')} id="draws">
      <p>
        {list.repeats ? (
          <Badge tone="success">{t('Bốc lại ra đúng danh sách này', 'Repeated, it picks the same')}</Badge>
        ) : (
          <Badge tone="error">{t('Bốc lại ra danh sách khác', 'Repeated, it picks others')}</Badge>
        )}
      </p>
      <p class="hint">
        {t(
          'Số thăm của một lượt là SHA-256 của “chuỗi gốc:số lượt”. Lấy các lượt nhiều điểm nhất (bằng điểm thì số thăm nhỏ hơn trước), rồi trong số còn lại lấy các số thăm nhỏ nhất.',
          'The lot of a turn is the SHA-256 of “seed:turn”. The turns with the most points come first (of equal points the smaller lot), then the smallest lots of the rest.',
        )}
      </p>
      <ul class="list">
        {list.draws.map((one) => (
          <li class="py-1">
            {t(`Lần ${one.number}`, `Draw ${one.number}`)}, {formatDate(one.drawnOn)}:{' '}
            {t(
              `${one.byRisk} lượt theo rủi ro, ${one.byLot} lượt bốc thăm, chuỗi gốc`,
              `${one.byRisk} by risk, ${one.byLot} by lot, seed`,
            )}{' '}
            <code class="break-all">{one.seed}</code>
            <span class="hint block">
              {riskFactors.keys.map((key) => `${t(riskFactors.names[key])} ${one.weights[key]}`).join('; ')}
              {one.reason === null ? '' : `. ${t('Chọn lại vì', 'Drawn anew because')}: ${one.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const list = await request.execute(showVisitPlan, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, list, sent)
  const line = `/budget/lines/${list.lineId}`
  return recordView({
    title: list.title,
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'visit_plan', id: list.id }],
      state: { key: list.state, shown: <StateBadge of={visitPlanStates} is={list.state} t={t} /> },
      steps: stepsOf<ShownVisitPlan['state']>(
        (['proposed', 'approved'] as const).map((key) => [key, t(visitPlanStates.names[key])]),
        list.state === 'returned' ? 'proposed' : list.state,
        { proposed: list.draws.at(-1)?.drawnOn ?? null, approved: list.approvedOn },
      ),
    },
    finished: list.state === 'approved',
    actions: (
      <>
        {list.state === 'approved' ? (
          <LinkButton href={`${visitsAt}?visitPlanId=${list.id}`}>
            {t('Các lần kiểm tra', 'Its visits')}
          </LinkButton>
        ) : null}
        {await visitPlanCorrection.button(request, list.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, list, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            ...(list.reason === null
              ? []
              : [[t('Vì sao trả lại', 'Why it is sent back'), list.reason] as const]),
            [
              t(visitPlanFields.labels.lineId),
              <OpenLink request={request} href={line}>
                {list.lineCode}. {t(list.line, list.lineEn)}
              </OpenLink>,
            ],
            [
              t(visitPlanFields.labels.checklistId),
              <a href={`${visitsAt}/checklists/${list.checklistId}`}>{list.checklist}</a>,
            ],
            [
              t('Thời gian kiểm tra', 'Days of the visits'),
              `${formatDate(list.firstOn)} – ${formatDate(list.lastOn)}`,
            ],
            [t('Số lần đã kiểm tra', 'Visits made'), `${list.made}/${list.visits}`],
          ]}
        />
      </Section>
    ),
    rest: (
      <>
        <Stood request={request} list={list} />
        <Draws request={request} list={list} />
      </>
    ),
  })
}

export const visitPlanPages = [
  page({ route: `GET ${at}/{id}`, for: showVisitPlan, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...drawn.pages,
]

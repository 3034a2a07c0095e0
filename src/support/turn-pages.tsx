import { AdvancesOf } from '../advances/index.ts'
import { Counterpart, declareOwnOfTurn, listOwnPayments, PaidForTurn, turnSides } from '../budget/index.ts'
import { ClaimsOfTurn } from '../claims/index.ts'
import { unitFilter } from '../enterprises/index.ts'
import { TakenOverMark, takenOverFilter } from '../imports/index.ts'
import { MovedMark, moveButton, planColumn, planFilters, planYears } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, type RecordHead, type View } from '../platform/page.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  chargeMany,
  Day,
  Dong,
  Evidence,
  Facts,
  LinkButton,
  listPage,
  recordColumns,
  recordFilters,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
  Timeline,
} from '../ui/index.ts'
import { ChangesOfTurn } from './changes/pages.tsx'
import { MoneyOfEnded } from './ended-early/pages.tsx'
import { FollowUpsOfTurn } from './follow-up/pages.tsx'
import { partsOfTurn } from './page-parts.ts'
import { listContents } from './queries.ts'
import { openTurnStates, turnStates, turnSteps } from './rules.ts'
import { Certificates } from './turn-certificates.tsx'
import { type ShownTurn, type TurnAct, turnActs } from './turn-forms.tsx'
import type { TurnRow } from './turn-queries.ts'
import { listTurns, showTurn } from './turn-queries.ts'
import { listVisits } from './visits/queries.ts'
import { VisitsOfTurn } from './visits/show-pages.tsx'

const besides = (request: PageRequest) =>
  (
    [
      ['/support/board', words('Bảng tiến độ lượt hỗ trợ', 'Board of turns')],
      ['/support/calendar', words('Lịch lượt hỗ trợ', 'Calendar of turns')],
      ['/support/follow-ups', words('Hài lòng và kết quả sau hỗ trợ', 'Satisfaction, and what became of it')],
      ['/support/changes', words('Thay đổi của lượt hỗ trợ', 'Changes of support turns')],
      ['/support/ended-early', words('Lượt đã hủy có kinh phí đã chi', 'Turns ended early with money paid')],
    ] as const
  ).map(([href, label]) =>
    request.mayOpen(href) ? <LinkButton href={href}>{request.t(label)}</LinkButton> : null,
  )

export const turnsPage = listPage({
  route: 'GET /support',
  place: {
    group: 'work',
    order: 30,
    main: ['coordinator', 'enterprise'],
    label: words('Lượt hỗ trợ', 'Support turns'),
  },
  title: words('Lượt hỗ trợ doanh nghiệp', 'Support turns of enterprises'),
  lead: words(
    'Một lượt là một doanh nghiệp áp dụng một hệ thống, công cụ một lần.',
    'A turn is one enterprise applying one system or tool once.',
  ),
  query: listTurns,
  actions: (request) => <>{besides(request)}</>,
  many: [chargeMany('support_turn', ['coordinator'])],
  filters: async (request) => {
    const { t } = request
    const contents = await request.execute(listContents, {})
    return [
      ...recordFilters({
        states: turnStates.choices(t),
        years: await planYears(request),
        contents: contents.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      }),
      ...(await unitFilter(request)),
      takenOverFilter(t),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => [
    ...recordColumns<TurnRow>(request.t, '/support', words('Lượt', 'Turn')),
    ...(await planColumn<TurnRow>(request)),
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      sort: 'state',
      value: (row) => request.t(turnStates.names[row.state]),
      cell: (row) => <StateBadge of={turnStates} is={row.state} t={request.t} />,
    },
    {
      key: 'decided',
      label: words('Ngày quyết định', 'Day of the decision'),
      kind: 'date',
      sort: 'decided',
      value: (row) => row.decidedOn,
    },
    {
      key: 'finished',
      label: words('Hoàn thành', 'Done'),
      kind: 'date',
      sort: 'finished',
      value: (row) => row.finishedOn,
      exportOnly: true,
    },
    {
      key: 'committed',
      label: words('Cam kết (đồng)', 'Committed (đồng)'),
      kind: 'money',
      value: (row) => row.committed,
    },
    {
      key: 'disbursed',
      label: words('Đã chi (đồng)', 'Disbursed (đồng)'),
      kind: 'money',
      value: (row) => row.disbursed,
    },
    {
      key: 'task',
      label: words('Thuộc nhiệm vụ KH&CN', 'Under the S&T task'),
      value: (row) => row.task,
      exportOnly: true,
    },
    {
      key: 'fromTask',
      label: words('Từ kinh phí nhiệm vụ (đồng)', 'From the money of the task (đồng)'),
      kind: 'money',
      value: (row) => row.fromTask,
      exportOnly: true,
    },
    {
      key: 'certificates',
      label: words('Chứng nhận', 'Certificates'),
      kind: 'number',
      value: (row) => row.certificates,
    },
  ],
})

export const turnPage = page({
  route: 'GET /support/{id}',
  for: showTurn,
  run: (request) => turnView(request),
})

export const turnReceivers = turnActs.receivers(turnView)

async function turnView(request: PageRequest, sent?: Sent<TurnAct>): Promise<View> {
  const { t } = request
  const turn = await request.execute(showTurn, { id: request.params.id })
  const chosen = turnActs.chosen(request, turn, sent)
  const settled = !openTurnStates.includes(turn.state)
  return recordView({
    title: t(`Lượt hỗ trợ số ${turn.id}`, `Support turn ${turn.id}`),
    lead: `${turn.enterprise} · ${t(turn.content, turn.contentEn)}`,
    breadcrumbs: [{ label: t('Lượt hỗ trợ', 'Support turns'), href: '/support' }],
    head: headOf(turn, t),
    actions: (
      <>
        <LinkButton href={`/applications/${turn.applicationId}`}>
          {t('Hồ sơ đề nghị', 'The application')}
        </LinkButton>
        {settled ? null : await moveButton(request, 'support_turn', turn.id, turn.planId)}
      </>
    ),
    marks: (
      <>
        <TakenOverMark mark={turn.takenOver} request={request} />
        <MovedMark moves={turn.moves} t={t} />
      </>
    ),
    act: chosen === undefined ? null : await turnActs.form(request, turn, chosen, sent),
    finished: settled && sent === undefined && request.url.searchParams.get('do') === null,
    summary: (
      <>
        <Summary request={request} turn={turn} />
        {turn.state === 'cancelled' ? await MoneyOfEnded({ request, turnId: turn.id }) : null}
        {await OwnSide({ request, turn })}
        {
          await ClaimsOfTurn({
            ...{ request, turnId: turn.id },
            open: turn.state !== 'cancelled' && turn.money.commitmentId !== null,
          })
        }
        {await PaidForTurn({ request, turnId: turn.id })}
        {await AdvancesOf({ request, turnId: turn.id })}
      </>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: turn.steps.map(({ state, file }) => ({ what: t(turnStates.names[state]), file })),
    }),
    rest: (
      <>
        <Documents
          request={request}
          title={t('Dự thảo hợp đồng', 'Drafts of the contract')}
          documents={turn.contracts}
        />
        <Steps request={request} turn={turn} />
        {await partsOfTurn(request, turn)}
        {
          await ChangesOfTurn({
            ...{ request, turnId: turn.id, open: !settled && turn.state !== 'decided' },
          })
        }
        {
          await VisitsOfTurn({
            ...{ request, turnId: turn.id, open: !settled && turn.state !== 'decided' },
            visits: (await request.execute(listVisits, { turnId: turn.id, limit: 100 })).rows,
          })
        }
        {await FollowUpsOfTurn({ request, turnId: turn.id })}
        <Certificates request={request} turn={turn} />
      </>
    ),
  })
}

/** Where a turn stands, with the payment and the contract that hang from it. */
function headOf(turn: ShownTurn, t: PageRequest['t']): RecordHead {
  const { id, state, steps, decidedOn, money } = turn
  const label = (key: typeof state) => t(turnStates.names[key])
  const days = Object.fromEntries(steps.map((step) => [step.state, step.happenedOn]))
  const reached = turnSteps.findLast((step) => days[step] !== undefined) ?? 'decided'
  return {
    matters: [
      { record: 'support_turn', id },
      ...(money.commitmentId === null ? [] : [{ record: 'commitment', id: money.commitmentId }]),
    ],
    state: { key: state, shown: <StateBadge of={turnStates} is={state} t={t} /> },
    steps: stepsOf<typeof state>(
      (['decided', ...turnSteps] as const).map((key) => [key, label(key)]),
      state,
      { decided: decidedOn, ...days },
      state === 'cancelled' ? { after: reached, label: label(state), ends: true } : undefined,
    ),
  }
}

interface Part {
  readonly request: PageRequest
  readonly turn: ShownTurn
}

function Summary({ request, turn }: Part) {
  const { t, language } = request
  const { money } = turn
  const commitment = `/budget/commitments/${money.commitmentId}`
  return (
    <Section
      title={t('Thông tin chung', 'General information')}
      id="summary"
      actions={
        money.commitmentId !== null && request.mayOpen(commitment) ? (
          <a href={commitment}>{t('Xem cam kết kinh phí', 'See the commitment')}</a>
        ) : null
      }
    >
      <Facts
        columns={3}
        items={[
          [
            t('Doanh nghiệp', 'Enterprise'),
            request.actor.enterpriseId === null ? (
              <a href={`/enterprises/${turn.enterpriseId}`}>{turn.enterprise}</a>
            ) : (
              turn.enterprise
            ),
          ],
          [t('Mã số thuế', 'Tax code'), turn.taxCode],
          [t('Nội dung', 'Content'), t(turn.content, turn.contentEn)],
          ...(turn.task === null
            ? []
            : [
                [
                  t('Thuộc nhiệm vụ KH&CN', 'Under the S&T task'),
                  request.mayOpen(`/science-tasks/${turn.task.id}`) ? (
                    <a href={`/science-tasks/${turn.task.id}`}>{turn.task.title}</a>
                  ) : (
                    turn.task.title
                  ),
                ] as const,
              ]),
          ...(turn.provider === null
            ? []
            : [
                [
                  t('Đơn vị, chuyên gia hỗ trợ', 'Who helps'),
                  request.mayOpen(`/providers/${turn.provider.id}`) ? (
                    <a href={`/providers/${turn.provider.id}`}>{turn.provider.name}</a>
                  ) : (
                    turn.provider.name
                  ),
                ] as const,
              ]),
          [t('Năm kế hoạch', 'Plan year'), String(turn.year)],
          ...(turn.dueOn === null
            ? []
            : [[t('Hạn thực hiện', 'To be done by'), <Day day={turn.dueOn} />] as const]),
          ...(turn.scope === null
            ? []
            : [[t('Phạm vi công việc', 'Scope of the work'), turn.scope] as const]),
          [t('Ngày hoàn thành', 'Done on'), <Day day={turn.finishedOn} />],
          ...(money.fromTask === null
            ? []
            : [
                [
                  t('Từ kinh phí nhiệm vụ (đồng)', 'From the money of the task (đồng)'),
                  <Dong amount={money.fromTask} language={language} />,
                ] as const,
              ]),
          ...(money.commitmentId === null
            ? [
                [
                  t('Kinh phí cam kết', 'Funds committed'),
                  turn.task === null
                    ? t('chưa tiếp nhận hợp đồng', 'contract not taken over')
                    : t('theo hợp đồng của nhiệm vụ', 'by the contract of the task'),
                ] as const,
              ]
            : [
                [
                  t('Kinh phí cam kết', 'Funds committed'),
                  <Dong amount={money.committed} language={language} />,
                ] as const,
                [
                  t('Đã giải ngân', 'Disbursed'),
                  <Dong amount={money.disbursed} language={language} />,
                ] as const,
                [
                  t('Còn phải chi', 'Left to pay'),
                  <Dong amount={money.remaining} language={language} />,
                ] as const,
              ]),
        ]}
      />
    </Section>
  )
}

/** What the State and the enterprise put in, where this reader may see it. */
async function OwnSide({ request, turn }: Part) {
  const { standings } = await request.execute(turnSides, { id: turn.id })
  const { rows } = await request.execute(listOwnPayments, { turnId: turn.id })
  const open = turn.state !== 'cancelled' && standings.some(({ ownAgreed }) => ownAgreed > 0n)
  return (
    <Counterpart
      request={request}
      standings={standings}
      rows={rows}
      actions={
        open ? (
          <Act
            command={declareOwnOfTurn}
            request={request}
            href={`/support/${turn.id}/own-payments/new`}
            small
          >
            {request.t('Khai vốn đối ứng', 'Declare own money')}
          </Act>
        ) : undefined
      }
    />
  )
}

function Steps({ request, turn }: Part) {
  const { t } = request
  const passed = turn.steps.map((step) => ({
    title: t(turnStates.names[step.state]),
    at: step.happenedOn,
    done: true,
    body: (
      <div class="hint">
        {step.documentNumber === null ? null : (
          <p>{t(`Văn bản số ${step.documentNumber}`, `Document ${step.documentNumber}`)}</p>
        )}
        {step.note === null ? null : <p class="whitespace-pre-line">{step.note}</p>}
        {step.state !== 'decided' && request.mayOpen(`/support/steps/${step.id}/correction`) ? (
          <a class="inline-block py-1" href={`/support/steps/${step.id}/correction`}>
            {t('Sửa bước này', 'Edit this step')}
          </a>
        ) : null}
      </div>
    ),
  }))
  const start = turn.next === null ? turnSteps.length : turnSteps.indexOf(turn.next)
  const ahead = turnSteps
    .slice(start)
    .map((step) => ({ title: t(turnStates.names[step]), at: null, done: false }))
  return (
    <Section title={t('Tiến độ', 'Progress')} id="steps">
      <Timeline items={[...passed, ...ahead]} />
    </Section>
  )
}

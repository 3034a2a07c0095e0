import { planColumn, planFilters, planNames } from '../plan/index.ts'
import { formatDate, today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  listPage,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { enter, takesEntries } from './entry-commands.ts'
import { reportFields, roundFields, roundStates } from './fields.ts'
import { at as entries, crumbs as entryCrumbs } from './list-pages.tsx'
import { roundCorrection } from './round-correction.tsx'
import {
  endRound,
  listRounds,
  openRound,
  placeRound,
  type Round,
  roundChoices,
  type ShownRound,
  showRound,
} from './rounds.ts'
import { entrants } from './rule-fields.ts'
import { opinionGivers } from './rules.ts'

/* The rounds of the award: the list, one with its report, and the form that opens one. */

const at = '/award-rounds'
const title = words('Kỳ Giải thưởng chất lượng quốc gia', 'Rounds of the National Quality Award')
const crumbs = (request: PageRequest) => [...entryCrumbs(request), { label: request.t(title), href: at }]

export const roundList = listPage({
  route: `GET ${at}`,
  title,
  lead: words(
    'Mỗi năm một kỳ giải, theo quy định của năm; kết thúc bằng báo cáo gửi Bộ Khoa học và Công nghệ.',
    'One round a year by the rules of the year; it ends with the report to the Ministry of Science and Technology.',
  ),
  query: listRounds,
  actions: (request) => (
    <>
      <Act command={openRound} request={request} href={`${at}/new`} kind="primary">
        {request.t('Mở kỳ giải', 'Open a round')}
      </Act>
      <LinkButton href={entries}>{request.t('Hồ sơ dự giải', 'Entries for the award')}</LinkButton>
      <LinkButton href="/award-rules">{request.t('Quy định xét giải', 'Rules of the award')}</LinkButton>
    </>
  ),
  empty: ({ t }) => t('Chưa mở kỳ giải nào.', 'No round is opened yet.'),
  filters: async (request) => [
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: roundStates.choices(request.t),
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      year,
      plan: _plan,
      line,
      ...others
    } = roundFields.columns<Round>(t, {
      year: { cell: (row) => <a href={`${at}/${row.id}`}>{row.year}</a> },
      plan: { value: (row) => row.plan },
      line: { value: (row) => row.line },
    })
    const counted = (key: 'entered' | 'gold' | 'silver', label: ReturnType<typeof words>) => ({
      ...{ key, label, kind: 'number' as const },
      value: (row: Round) => row[key],
    })
    return [
      year,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: Round) => t(roundStates.names[row.state]),
        cell: (row: Round) => <StateBadge of={roundStates} is={row.state} t={t} />,
      },
      counted('entered', words('Số hồ sơ dự giải', 'Number that entered')),
      counted('gold', words('Số Giải Vàng', 'Gold awards')),
      counted('silver', words('Số Giải Bạc', 'Silver awards')),
      ...Object.values(others),
      ...(await planColumn<Round>(request)),
      line,
    ]
  },
})

const todayOf = ({ system }: PageRequest) => formatDate(today(system.now()))

const opened = formPage({
  command: openRound,
  address: `${at}/new`,
  title: words('Mở kỳ giải chất lượng quốc gia', 'Open a round of the quality award'),
  crumbs,
  record: async (request) => {
    const { t } = request
    const { plans } = await request.execute(planNames, {})
    const { lines } = await request.execute(roundChoices, {})
    const year = yearOf(today(request.system.now()))
    return {
      year,
      ofYear: plans.find(({ firstYear, lastYear }) => firstYear <= year && year <= lastYear)?.id,
      planId: plans.map(({ id, number }) => ({ value: id, label: number })),
      lineId: lines.map(({ id, plan, name, nameEn }) => ({
        value: id,
        label: `${plan}: ${t(name, nameEn)}`.slice(0, 110),
      })),
    }
  },
  initial: ({ year, ofYear }, request) => ({
    ...{ year: String(year), planId: String(ofYear ?? '') },
    opensOn: todayOf(request),
  }),
  fields: ({ f, t, record: { planId, lineId } }) => roundFields.form(f, t, { choices: { planId, lineId } }),
  submit: words('Mở kỳ giải', 'Open the round'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã mở kỳ giải; doanh nghiệp được báo.', 'The round is open; enterprises are told.'),
  }),
})

type RoundAct = 'end' | 'place'
const acts = actsOf<ShownRound, RoundAct>('/award-rounds/{id}', {
  place: act(placeRound, {
    title: words('Đưa kỳ giải vào kế hoạch', 'Put the round into a plan'),
    path: 'plan',
    open: ({ planId, plansOfYear }) => planId === null && plansOfYear.length > 0,
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.select('planId', {
          label: t(roundFields.labels.planId),
          choices: record.plansOfYear.map(({ id, number }) => ({ value: id, label: number })),
        })}
      </>
    ),
    done: words(
      'Kỳ giải đã thuộc kế hoạch; giải đã trao được tính.',
      'The round is of the plan; its prizes count there.',
    ),
  }),
  end: act(endRound, {
    title: words('Báo cáo Bộ, kết thúc kỳ giải', 'Report to the ministry and end a round'),
    path: 'report',
    open: ({ state }) => state === 'open',
    initial: (_round, request) => ({ reportedOn: todayOf(request) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {reportFields.form(f, t)}
      </>
    ),
    done: words('Đã kết thúc kỳ giải.', 'The round has ended.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<RoundAct>): Promise<PageResult> {
  const { t, language } = request
  const round = await request.execute(showRound, { id: numberOf(request, 'id') })
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished ? acts.chosen(request, round, sent) : undefined
  const list = `${entries}?roundId=${round.id}&plan=all`
  const files = [
    { what: t(roundFields.labels.fileId), file: round.file },
    { what: t(reportFields.labels.reportFileId), file: round.reportFile },
  ].flatMap(({ what, file }) => (file === null ? [] : [{ what, file }]))
  return recordView({
    title: t(`Giải thưởng chất lượng quốc gia năm ${round.year}`, `National Quality Award ${round.year}`),
    lead: t(round.rule, round.ruleEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'award_round', id: round.id }],
      state: { key: round.state, shown: <StateBadge of={roundStates} is={round.state} t={t} /> },
      steps: stepsOf<ShownRound['state']>(
        roundStates.keys.map((key) => [key, t(roundStates.names[key])]),
        round.state,
        { open: round.begunOn, ended: round.reportedOn },
      ),
    },
    finished: round.state === 'ended',
    actions: (
      <>
        {takesEntries(round, today(request.system.now())) ? (
          <Act command={enter} request={request} href={`${entries}/new?roundId=${round.id}`} kind="primary">
            {t('Lập hồ sơ dự giải', 'Enter for the award')}
          </Act>
        ) : null}
        {chosen === undefined
          ? acts
              .open(request, round)
              .map((key) => (
                <LinkButton href={`${at}/${round.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))
          : null}
        {await roundCorrection.button(request, round.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, round, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            ...Object.values(roundFields.facts({ ...round, fileId: null }, t, language)),
            [
              t(roundFields.labels.lineId),
              round.lineId === null ? null : (
                <OpenLink request={request} href={`/budget/lines/${round.lineId}`}>
                  {round.line}
                </OpenLink>
              ),
            ],
            [
              t('Quy định xét giải', 'Rules of the award'),
              <a href="/award-rules">{t(round.rule, round.ruleEn)}</a>,
            ],
            [t('Đối tượng dự giải', 'What enters'), t(entrants.names[round.entrant])],
            [
              t('Ai cho ý kiến của tỉnh', 'Who speaks for the province'),
              t(opinionGivers.names[round.opinionBy]),
            ],
            [t('Số hồ sơ dự giải', 'Number that entered'), <a href={list}>{round.entered}</a>],
            [
              t('Đạt giải', 'Award won'),
              t(
                `${round.gold} Giải Vàng, ${round.silver} Giải Bạc`,
                `${round.gold} gold, ${round.silver} silver`,
              ),
            ],
            [t(reportFields.labels.reportNumber), round.reportNumber],
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({ request, title: t('Văn bản, chứng từ', 'Papers and vouchers'), files }),
  })
}

export const roundPages = [
  ...opened.pages,
  page({ route: `GET ${at}/{id}`, for: showRound, run: (request) => view(request) }),
  ...acts.receivers(view),
]

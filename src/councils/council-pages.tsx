import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Empty,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  OpenLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { addCouncilMember, appointCouncil, endCouncil, removeCouncilMember } from './council-commands.ts'
import { councilStates, memberFields } from './council-fields.ts'
import { crumbs } from './council-list-pages.tsx'
import { showCouncil } from './council-queries.ts'
import { councilPosts } from './quorum.ts'
import { appraisalStates } from './rules.ts'
import { putBefore } from './sittings.ts'

/* One council: its members, what is put before it. */

const councilOf = (request: PageRequest) => request.execute(showCouncil, { id: request.params.id })
type Shown = Output<typeof showCouncil>

export const memberAdded = formPage({
  command: addCouncilMember,
  address: '/councils/{id}/members/new',
  record: councilOf,
  title: words('Thêm thành viên hội đồng', 'Add a member of a council'),
  lead: ({ record }) => record.name,
  crumbs: (request, { id, name }) => [...crumbs(request), { label: name, href: `/councils/${id}` }],
  fields: ({ f, t }) => (
    <>
      {f.select('post', {
        label: t('Chức danh trong hội đồng', 'Post in the council'),
        choices: councilPosts.choices(t),
      })}
      {memberFields.form(f, t)}
      {f.text('employerTaxCode', {
        label: t('Mã số thuế nơi công tác', 'Tax code of the employer'),
        hint: t(
          'Khi làm việc tại doanh nghiệp trong danh bạ: dùng để phát hiện xung đột lợi ích.',
          'For whoever works for an enterprise of the register: conflicts of interest are found by it.',
        ),
      })}
      {f.check('consent', {
        label: t(
          'Người này đồng ý lưu họ tên, nơi công tác và ghi vào biên bản',
          'The person agrees that name and place are kept and stand in the minutes',
        ),
      })}
    </>
  ),
  submit: words('Thêm', 'Add'),
  cancel: ({ id }) => `/councils/${id}`,
  done: ({ id }) => ({
    to: `/councils/${id}#members`,
    message: words('Đã thêm thành viên.', 'The member is added.'),
  }),
})

type ActKey = 'appoint' | 'end'
const acts = actsOf<Shown, ActKey>('/councils/{id}', {
  appoint: act(appointCouncil, {
    title: words('Ghi quyết định thành lập hội đồng', 'Record the decision that appoints a council'),
    path: 'appointment',
    open: ({ state, memberList }) => state === 'forming' && memberList.length > 0,
    initial: ({ version }, { system }) => ({
      version: String(version),
      decidedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.text('number', { label: t('Số quyết định', 'Number of the decision') })}
        {f.date('decidedOn', { label: t('Ngày quyết định', 'Day of the decision') })}
        {f.file('fileId', { label: t('Văn bản quyết định', 'The decision document') })}
      </>
    ),
    done: words('Hội đồng đã thành lập.', 'The council is appointed.'),
  }),
  end: act(endCouncil, {
    title: words('Kết thúc hội đồng', 'End a council'),
    path: 'end',
    kind: 'danger',
    open: ({ state, matters }) => state === 'sitting' && !matters.some((one) => one.state === 'open'),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        <p>
          {t(
            'Người ngoài được mời vào hội đồng không xem được nữa.',
            'Whoever was invited to it from outside reads it no more.',
          )}
        </p>
      </>
    ),
    done: words('Hội đồng đã kết thúc.', 'The council has ended.'),
  }),
})

function Members({ council, request }: { council: Shown; request: PageRequest }) {
  const { t } = request
  const caption = t('Các thành viên', 'Members of the council')
  const forming = council.state === 'forming'
  return (
    <Section
      title={caption}
      id="members"
      actions={
        forming ? (
          <Act
            command={addCouncilMember}
            request={request}
            href={`/councils/${council.id}/members/new`}
            small
            kind="primary"
          >
            {t('Thêm thành viên hội đồng', 'Add a member of a council')}
          </Act>
        ) : undefined
      }
    >
      {council.memberList.length === 0 ? (
        <Empty>{t('Chưa có thành viên.', 'It has no members yet.')}</Empty>
      ) : (
        <RecordTable
          caption={caption}
          stack
          rows={council.memberList}
          columns={[
            {
              head: t('Họ và tên', 'Full name'),
              cell: (member) => (
                <>
                  {member.personName}
                  {member.position === null ? '' : `, ${member.position}`}
                </>
              ),
            },
            {
              head: t('Chức danh trong hội đồng', 'Post in the council'),
              cell: (member) => t(councilPosts.names[member.post]),
            },
            {
              head: t('Nơi công tác', 'Workplace'),
              cell: (member) => member.employer ?? member.organisation ?? '—',
            },
            {
              head: t('Nộp phiếu bằng', 'Hands sheets in by'),
              cell: (member) => (
                <>
                  {member.hasAccount ? (
                    <Badge tone="info">{t('tài khoản', 'account')}</Badge>
                  ) : (
                    <Badge>{t('phiếu giấy', 'paper')}</Badge>
                  )}{' '}
                  {member.hasAccount || member.email === null ? null : (
                    <span class="hint">
                      {member.email}.{' '}
                      {t(
                        'Mời vào hội đồng này ở mục Tài khoản để người đó đăng nhập.',
                        'Invite the person to this council under Accounts, to sign in.',
                      )}
                    </span>
                  )}
                  {forming ? (
                    <Act
                      command={removeCouncilMember}
                      request={request}
                      action={`/councils/${council.id}/members/${member.id}/removal`}
                      small
                    >
                      {t('Bỏ thành viên', 'Take the member out')}
                    </Act>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function Matters({ council, request }: { council: Shown; request: PageRequest }) {
  const { t } = request
  const caption = t('Hồ sơ của hội đồng', 'What is before the council')
  return (
    <Section title={caption} id="matters">
      {council.matters.length === 0 ? (
        <Empty>{t('Chưa có hồ sơ nào.', 'Nothing was put before it yet.')}</Empty>
      ) : (
        <ul class="grid gap-2">
          {council.matters.map((matter) => (
            <li>
              <a href={`/appraisals/${matter.id}`}>{t(matter.title, matter.titleEn)}</a>{' '}
              <StateBadge of={appraisalStates} is={matter.state} t={t} />
            </li>
          ))}
        </ul>
      )}
      {council.waiting.length === 0 ? null : (
        <>
          <h3 class="mt-4 mb-1 font-semibold">
            {t('Hồ sơ chờ đưa ra hội đồng', 'Waiting to be put before it')}
          </h3>
          <ul class="grid gap-2">
            {council.waiting.map((one) => (
              <li class="flex flex-wrap items-center gap-3">
                <span>{t(one.title, one.titleEn)}</span>
                <Act
                  command={putBefore}
                  request={request}
                  action={`/councils/${council.id}/appraisals`}
                  values={{ record: one.record, recordId: one.recordId }}
                  small
                  kind="primary"
                >
                  {t('Đưa hồ sơ ra hội đồng', 'Put a record before a council')}
                </Act>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

const way = ['forming', 'sitting', 'ended'] as const

async function councilView(request: PageRequest, sent?: Sent<ActKey>) {
  const { t } = request
  const council = await councilOf(request)
  const { state } = council
  const wished = state === 'forming' || request.url.searchParams.has('do') || sent !== undefined
  const chosen = wished ? acts.chosen(request, council, sent) : undefined
  return recordView({
    title: council.name,
    lead: t(council.rule, council.ruleEn),
    breadcrumbs: crumbs(request),
    actions:
      chosen === undefined && acts.open(request, council).includes('end') ? (
        <LinkButton href={`/councils/${council.id}?do=end#act`} kind="danger">
          {t('Kết thúc hội đồng', 'End a council')}
        </LinkButton>
      ) : null,
    head: {
      matters: [{ record: 'council', id: council.id }],
      state: { key: state, shown: <StateBadge of={councilStates} is={state} t={t} /> },
      steps: stepsOf<typeof state>(
        way.map((key) => [key, t(councilStates.names[key])] as const),
        state,
        { forming: council.begunOn, sitting: council.decidedOn, ended: council.endedOn },
      ),
    },
    act: chosen === undefined ? null : await acts.form(request, council, chosen, sent),
    finished: state === 'ended' && sent === undefined,
    summary: (
      <>
        <Matters council={council} request={request} />
        <Members council={council} request={request} />
        <Section title={t('Thông tin chung', 'General information')} id="about">
          <Facts
            columns={2}
            items={[
              [
                t('Quy chế hội đồng', 'Rule of councils'),
                <OpenLink request={request} href={`/councils/rules/${council.ruleId}`}>
                  {t(council.rule, council.ruleEn)}
                </OpenLink>,
              ],
              [
                t('Mẫu phiếu điểm', 'Score sheet'),
                council.sheet === null || council.sheetId === null ? (
                  t('Không cho điểm', 'No scores')
                ) : (
                  <OpenLink request={request} href={`/councils/sheets/${council.sheetId}`}>
                    {t(council.sheet, council.sheetEn ?? council.sheet)}
                  </OpenLink>
                ),
              ],
              [
                t('Quyết định thành lập', 'Decision that appoints it'),
                council.number === null ? null : `${council.number}, ${formatDate(council.decidedOn ?? '')}`,
              ],
              [t('Văn bản quyết định', 'The decision document'), <FileLink file={council.file} t={t} />],
              [t('Ghi chú', 'Note'), council.note],
            ]}
          />
        </Section>
      </>
    ),
  })
}

export const councilPage = page({
  route: 'GET /councils/{id}',
  for: showCouncil,
  run: (request) => councilView(request),
})
export const councilReceivers = acts.receivers(councilView)

export const memberRemoved = receiver({
  command: removeCouncilMember,
  address: '/councils/{id}/members/{member}/removal',
  done: ({ id }) => ({ to: `/councils/${id}#members`, message: words('Đã bỏ.', 'Removed.') }),
})
export const recordPut = receiver({
  command: putBefore,
  address: '/councils/{id}/appraisals',
  done: ({ id }) => ({
    to: `/appraisals/${id}`,
    message: words('Đã đưa hồ sơ ra hội đồng.', 'It is put before the council.'),
  }),
})

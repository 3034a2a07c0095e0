import { enterpriseFields } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { written } from '../platform/numbers.ts'
import { numberOf, type PageRequest, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Facts,
  FileLink,
  LinkButton,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { Hanging, SideBySide } from './compare-view.tsx'
import { type DoubleRow, keepSeparate, showDouble } from './doubles.ts'
import { findDoubles } from './find.ts'
import { mergeDouble } from './merge.ts'
import { compareEnterprises, showMerge } from './queries.ts'
import { doubleStates, grounds, mergeKinds, mergeStates } from './rules.ts'
import { undoMerge } from './undo.ts'

const doublesCrumbs = ({ t }: PageRequest) => [
  { label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' },
  { label: t('Hồ sơ có thể trùng', 'Possible doubles'), href: '/enterprises/doubles' },
]

const pairActs = actsOf('/enterprises/doubles/{id}', {
  separate: act(keepSeparate, {
    title: words('Không trùng', 'No doubles'),
    path: 'separate',
    open: (pair: DoubleRow) => pair.state === 'found',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', {
          label: t('Lý do', 'Reason'),
          hint: t(
            'Ví dụ: là chi nhánh; hai doanh nghiệp cùng tên.',
            'Such as: a branch; two enterprises of one name.',
          ),
          required: true,
          rows: 3,
        })}
      </>
    ),
    done: words('Đã ghi: hai hồ sơ không trùng.', 'Recorded: no doubles.'),
  }),
})

async function pairView(request: PageRequest, sent?: Sent<'separate'>) {
  const { t } = request
  const pair = await request.execute(showDouble, { id: numberOf(request, 'id') })
  const { one, other, state } = pair
  const compared = await request.execute(compareEnterprises, { id: one.id, otherId: other.id })
  const chosen = pairActs.chosen(request, pair, sent)
  return recordView({
    title: t(`${one.name} và ${other.name}`, `${one.name} and ${other.name}`),
    breadcrumbs: doublesCrumbs(request),
    head: {
      matters: [{ record: 'enterprise_double', id: pair.id }],
      state: { key: state, shown: <StateBadge of={doubleStates} is={state} t={t} /> },
      steps: stepsOf<typeof state>(
        [
          ['found', t(doubleStates.names.found)],
          ['merged', t(doubleStates.names.merged)],
        ],
        state,
        { found: pair.foundOn, [state]: pair.settledOn ?? pair.foundOn },
        state === 'separate'
          ? { after: 'found', label: t(doubleStates.names.separate), ends: true }
          : undefined,
      ),
    },
    actions:
      state === 'found' ? (
        <>
          <Act
            command={mergeDouble}
            request={request}
            href={`/enterprises/${one.id}/merge/${other.id}`}
            kind="primary"
          >
            {t(`Gộp, giữ ${one.taxCode}`, `Merge, keep ${one.taxCode}`)}
          </Act>
          <Act command={mergeDouble} request={request} href={`/enterprises/${other.id}/merge/${one.id}`}>
            {t(`Gộp, giữ ${other.taxCode}`, `Merge, keep ${other.taxCode}`)}
          </Act>
        </>
      ) : null,
    act: chosen === undefined ? undefined : await pairActs.form(request, pair, chosen, sent),
    finished: state !== 'found',
    decision:
      pair.reason === null ? undefined : (
        <Section title={t('Kết quả', 'Result')}>
          <p>{pair.reason}</p>
        </Section>
      ),
    summary: (
      <>
        <Section title={t('Vì sao được nêu', 'Why they are offered')}>
          <Facts
            items={[
              [t('Căn cứ', 'Basis'), t(grounds.names[pair.ground])],
              [t('Tên giống', 'Names alike'), `${pair.nameLikeness} %`],
              [t('Địa chỉ giống', 'Addresses alike'), `${pair.addressLikeness} %`],
            ]}
          />
        </Section>
        <Section title={t('Hai hồ sơ cạnh nhau', 'The two records side by side')}>
          <SideBySide of={compared} request={request} heads={[one.taxCode, other.taxCode]} />
        </Section>
        <div class="grid gap-4 md:grid-cols-2">
          <Hanging
            title={t(`Gắn với ${one.taxCode}`, `Hangs on ${one.taxCode}`)}
            rows={compared.hangsOnKept}
            request={request}
          />
          <Hanging
            title={t(`Gắn với ${other.taxCode}`, `Hangs on ${other.taxCode}`)}
            rows={compared.hangsOnLost}
            request={request}
          />
        </div>
      </>
    ),
  })
}

export const pairPage = page({
  route: 'GET /enterprises/doubles/{id}',
  for: showDouble,
  run: (request) => pairView(request),
})
export const pairReceivers = pairActs.receivers(pairView)

export const findReceiver = receiver({
  command: findDoubles,
  address: '/enterprises/doubles/find',
  done: (output) => {
    const { vi, en } = written(output)
    return {
      to: '/enterprises/doubles',
      message: words(
        `Đã so ${vi.held} hồ sơ mới hoặc đã sửa: thấy ${vi.found} cặp. Còn ${vi.left} hồ sơ chờ so.`,
        `Held ${en.held} new or changed records against the register: ${en.found} pairs found. ${en.left} records wait.`,
      ),
    }
  },
})

type Merge = Awaited<ReturnType<typeof mergeOf>>
const mergeOf = (request: PageRequest) => request.execute(showMerge, { id: numberOf(request, 'id') })

const mergeActs = actsOf('/enterprises/merges/{id}', {
  undo: act(undoMerge, {
    title: words('Hoàn tác', 'Undo'),
    path: 'undo',
    kind: 'danger',
    open: (merge: Merge) => merge.state === 'merged' && merge.newOnIt.length === 0,
    fields: ({ f, t }) => f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 3 }),
    done: words('Đã hoàn tác: mọi thứ trở về hồ sơ cũ.', 'Undone: everything is back where it was.'),
  }),
})

async function mergeView(request: PageRequest, sent?: Sent<'undo'>) {
  const { t, language } = request
  const merge = await mergeOf(request)
  const chosen = mergeActs.chosen(request, merge, sent)
  const labels = enterpriseFields.headings(t)
  const { state, record } = merge
  const { adminUnitId: _unit, ...facts } = {
    adminUnitId: null,
    ...enterpriseFields.facts(record, t, language),
  }
  return recordView({
    title: t(`${merge.lost} → ${merge.kept}`, `${merge.lost} → ${merge.kept}`),
    lead: t(mergeKinds.names[merge.kind]),
    breadcrumbs: [
      { label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' },
      { label: t('Các lần gộp hồ sơ', 'Merges'), href: '/enterprises/merges' },
    ],
    head: {
      matters: [{ record: 'enterprise_merge', id: merge.id }],
      state: { key: state, shown: <StateBadge of={mergeStates} is={state} t={t} /> },
      steps: stepsOf<typeof state>(
        [['merged', t(mergeStates.names.merged)]],
        state,
        { merged: merge.mergedOn, undone: merge.undoneOn },
        state === 'undone' ? { after: 'merged', label: t(mergeStates.names.undone), ends: true } : undefined,
      ),
    },
    actions: (
      <>
        <LinkButton href={`/enterprises/${merge.keptId}`} kind="primary">
          {t('Hồ sơ giữ lại', 'The kept record')}
        </LinkButton>
        <LinkButton href={`/enterprises/${merge.lostId}/history`}>
          {t('Lịch sử của hồ sơ đã gộp', 'History of the merged record')}
        </LinkButton>
      </>
    ),
    act: chosen === undefined ? undefined : await mergeActs.form(request, merge, chosen, sent),
    finished: true,
    decision: (
      <Section title={t('Căn cứ', 'Basis')}>
        <Facts
          items={[
            [t('Lý do', 'Reason'), merge.reason],
            [t('Ngày gộp', 'Merged on'), <Day day={merge.mergedOn} />],
            ...(merge.documentNumber === null
              ? []
              : [
                  [t('Số văn bản', 'Number of the document'), merge.documentNumber] as const,
                  [t('Văn bản', 'The document'), <FileLink file={merge.file} t={t} />] as const,
                ]),
            [
              t('Lấy giá trị của hồ sơ gộp', 'Take the merged value'),
              merge.taken.length === 0
                ? t('không', 'none')
                : merge.taken.map((key) => new Map(Object.entries(labels)).get(key) ?? key).join(', '),
            ],
            ...(merge.undoneReason === null
              ? []
              : [[t('Lý do hoàn tác', 'Why it was undone'), merge.undoneReason] as const]),
          ]}
        />
      </Section>
    ),
    summary: (
      <>
        {merge.newOnIt.length === 0 ? null : (
          <Hanging
            title={t('Không hoàn tác được nữa', 'It cannot be undone any more')}
            lead={t(
              'Sau khi gộp đã có thay đổi mới trên hồ sơ giữ lại.',
              'There is new work on the kept record since.',
            )}
            rows={merge.newOnIt}
            request={request}
          />
        )}
        <div class="grid gap-4 md:grid-cols-2">
          <Hanging
            title={t('Đã chuyển sang hồ sơ giữ lại', 'What went over')}
            rows={merge.wentOver}
            request={request}
          />
          <Hanging
            title={t('Ở lại với hồ sơ đã gộp', 'What stayed with the merged record')}
            rows={merge.stayed}
            request={request}
          />
        </div>
        <Section title={t('Hồ sơ đã gộp', 'The merged record')}>
          <Facts
            columns={3}
            items={[
              ...Object.values(facts).filter((fact) => fact !== null),
              [t('Địa bàn', 'Administrative unit'), t(record.unit, record.unitEn)],
            ]}
          />
        </Section>
      </>
    ),
  })
}

export const mergePage = page({
  route: 'GET /enterprises/merges/{id}',
  for: showMerge,
  run: (request) => mergeView(request),
})
export const mergeReceivers = mergeActs.receivers(mergeView)

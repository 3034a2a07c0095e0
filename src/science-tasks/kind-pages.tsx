import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Facts,
  FormProblem,
  Notice,
  OpenLink,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { createTaskKind, editTaskKind, endTaskKind, removeTaskKind, useTaskKind } from './kind-commands.ts'
import { kindFields } from './kind-fields.ts'
import { ofKind } from './kind-form-pages.tsx'
import { checkSteps } from './kind-import.ts'
import { kindCrumbs } from './kind-list-pages.tsx'
import { type ShownKind, showTaskKind } from './kind-queries.ts'
import { removeKindChange, removeKindStep } from './kind-step-commands.ts'
import { Changes, Steps } from './kind-views.tsx'
import { kindStates, taskEnds, taskWays } from './lists.ts'

/* The page of a kind of task. */

const at = ({ id }: { id: number }) => `/task-kinds/${id}`

const acts = actsOf<ShownKind, 'end'>('/task-kinds/{id}', {
  end: act(endTaskKind, {
    title: words('Ghi ngày hết áp dụng', 'Enter the last day of validity'),
    path: 'end',
    kind: 'danger',
    open: ({ state, validTo }) => state === 'in_force' && validTo === null,
    fields: ({ f, t }) =>
      f.date('validTo', {
        label: t('Áp dụng cho nhiệm vụ phê duyệt đến hết ngày', 'For tasks approved until'),
      }),
    done: words('Đã ghi ngày hết áp dụng.', 'The last day is entered.'),
  }),
})

function Head({ kind, request }: { kind: ShownKind; request: PageRequest }) {
  const { t, language } = request
  const {
    name: _name,
    nameEn: _en,
    article,
    missing: _missing,
    missingEn: _missingEn,
    ...facts
  } = kindFields.facts(kind, t, language)
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts
        columns={2}
        items={[
          [
            t('Văn bản', 'Document'),
            <OpenLink request={request} href={`/legal/instruments/${kind.instrumentId}`}>
              {kind.instrument}
            </OpenLink>,
          ],
          article,
          [
            t('Nguồn gốc', 'Where it comes from'),
            kind.shipped ? t('Đi kèm chương trình', 'Came with the program') : t('Tỉnh nhập', 'Entered here'),
          ],
          [t('Phương thức', 'Ways'), kind.ways.map((way) => t(taskWays.names[way])).join('; ')],
          [
            t('Nhiệm vụ có thể kết thúc', 'How a task may end'),
            kind.ends.map((end) => t(taskEnds.names[end])).join('; '),
          ],
          ...Object.values(facts).filter(([, value]) => value !== null),
          ...(kind.versions.length === 0
            ? []
            : [
                [
                  t('Các bản khác', 'Other versions'),
                  <ul>
                    {kind.versions.map((one) => (
                      <li>
                        <a href={at(one)}>
                          {t(`từ ngày ${formatDate(one.validFrom)}`, `from ${formatDate(one.validFrom)}`)}
                        </a>{' '}
                        <StateBadge of={kindStates} is={one.state} t={t} />
                      </li>
                    ))}
                  </ul>,
                ] as const,
              ]),
        ]}
      />
    </Section>
  )
}

function Buttons({ kind, request }: { kind: ShownKind; request: PageRequest }) {
  const { t, url } = request
  if (kind.state === 'draft')
    return (
      <>
        <Act command={editTaskKind} request={request} href={`${at(kind)}/edit`}>
          {t('Sửa', 'Edit')}
        </Act>
        <Act command={checkSteps} request={request} href={`/task-kinds/import?kindId=${kind.id}`}>
          {t('Nhập các bước từ Excel', 'Import the steps from Excel')}
        </Act>
        <Act
          command={useTaskKind}
          request={request}
          action={`${at(kind)}/use`}
          values={{ version: kind.version }}
          kind="primary"
        >
          {t('Đưa vào áp dụng', 'Put it in force')}
        </Act>
        <Act command={removeTaskKind} request={request} action={`${at(kind)}/removal`} kind="danger">
          {t('Bỏ bản đang soạn', 'Take it away')}
        </Act>
      </>
    )
  return (
    <>
      <Act command={createTaskKind} request={request} href={`/task-kinds/new?from=${kind.id}`}>
        {t('Sao ra bản của tỉnh', 'Copy for the province')}
      </Act>
      {kind.shipped ? null : (
        <Act command={createTaskKind} request={request} href={`/task-kinds/new?from=${kind.id}&next=true`}>
          {t('Nhập bản tiếp theo', 'Enter the next version')}
        </Act>
      )}
      {kind.validTo === null && !url.searchParams.has('do') ? (
        <Act command={endTaskKind} request={request} href={`${at(kind)}?do=end#act`} kind="danger">
          {t('Ghi ngày hết áp dụng', 'Enter the last day of validity')}
        </Act>
      ) : null}
    </>
  )
}

/** @param refused an act without fields that was refused: why stands on top */
async function kindView(request: PageRequest, sent?: Sent<'end'>, refused?: FormState): Promise<PageResult> {
  const { t } = request
  const kind = await ofKind(request)
  const wished = request.url.searchParams.has('do') || sent !== undefined
  const chosen = wished ? acts.chosen(request, kind, sent) : undefined
  return recordView({
    title: t(kind.name, kind.nameEn),
    breadcrumbs: kindCrumbs(request),
    head: {
      matters: [{ record: 'task-kind', id: kind.id }],
      state: {
        key: kind.state,
        shown: (
          <>
            <StateBadge of={kindStates} is={kind.state} t={t} />{' '}
            {kind.toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf(
        kindStates.keys.map((key) => [key, t(kindStates.names[key])] as const),
        kind.state,
        { draft: kind.begunOn },
      ),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    finished: kind.state === 'in_force',
    actions: <Buttons kind={kind} request={request} />,
    act: chosen === undefined ? null : await acts.form(request, kind, chosen, sent),
    summary: (
      <>
        {kind.missing === null || kind.missingEn === null ? null : (
          <Notice tone="warning">
            <b>{t('Chưa tìm thấy văn bản', 'No text was found')}:</b> {t(kind.missing, kind.missingEn)}
          </Notice>
        )}
        <Steps kind={kind} request={request} />
        <Changes kind={kind} request={request} />
      </>
    ),
    rest: <Head kind={kind} request={request} />,
  })
}

const again = (request: PageRequest, form: FormState) => kindView(request, undefined, form)

export const kindPages = [
  page({ route: 'GET /task-kinds/{id}', for: showTaskKind, run: (request) => kindView(request) }),
  ...acts.receivers(kindView),
  receiver({
    command: useTaskKind,
    address: '/task-kinds/{id}/use',
    again,
    done: (kind) => ({ to: at(kind), message: words('Loại nhiệm vụ đã áp dụng.', 'The kind is in force.') }),
  }),
  receiver({
    command: removeTaskKind,
    address: '/task-kinds/{id}/removal',
    again,
    done: () => ({ to: '/task-kinds', message: words('Đã bỏ bản đang soạn.', 'It is taken away.') }),
  }),
  receiver({
    command: removeKindStep,
    address: '/task-kinds/{id}/steps/{step}/removal',
    again,
    done: (kind) => ({ to: `${at(kind)}#steps`, message: words('Đã bỏ.', 'Removed.') }),
  }),
  receiver({
    command: removeKindChange,
    address: '/task-kinds/{id}/changes/{change}/removal',
    again,
    done: (kind) => ({ to: `${at(kind)}#changes`, message: words('Đã bỏ.', 'Removed.') }),
  }),
]

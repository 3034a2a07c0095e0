import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, listPage, StateBadge } from '../ui/index.ts'
import { createTaskKind } from './kind-commands.ts'
import { kindFields, stepFields } from './kind-fields.ts'
import { type KindRow, listKindSteps, listTaskKinds, type StepRow } from './kind-queries.ts'
import { kindStates, natures, stepParts, taskWays } from './lists.ts'
import { linesOf } from './papers.ts'

export const kindsTitle = words('Loại nhiệm vụ KH&CN', 'Kinds of S&T task')
export const kindCrumbs = ({ t }: PageRequest) => [{ label: t(kindsTitle), href: '/task-kinds' }]

export const taskKindList = listPage({
  route: 'GET /task-kinds',
  place: { group: 'tasks', order: 24, label: kindsTitle },
  title: kindsTitle,
  lead: words(
    'Mỗi loại có các bước, người thực hiện, giấy tờ, thời hạn, thay đổi được phép, kèm điều khoản. Nhiệm vụ theo bản áp dụng vào ngày phê duyệt. Bản đi kèm chương trình không sửa; tỉnh sao ra rồi sửa.',
    'Each has its steps, who acts, papers, terms and allowed changes, with their articles. A task goes by the version of the day of its approval. What came with the program is not edited; a province copies it and edits the copy.',
  ),
  query: listTaskKinds,
  actions: (request) => (
    <Act command={createTaskKind} request={request} href="/task-kinds/new" kind="primary">
      {request.t('Soạn loại nhiệm vụ', 'Write a kind of task')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, văn bản', 'Name, document') },
    {
      name: 'nature',
      kind: 'select',
      label: words('Bản chất nhiệm vụ', 'What the task is by law'),
      choices: natures.choices(t),
    },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: kindStates.choices(t) },
    {
      name: 'holdsOn',
      kind: 'date',
      label: words('Áp dụng cho nhiệm vụ phê duyệt ngày', 'For tasks approved on'),
    },
  ],
  columns: ({ t }) => {
    const { name, instrument, ...others } = kindFields.columns<KindRow>(t, {
      name: {
        value: (row) => t(row.name, row.nameEn),
        cell: (row) => (
          <>
            <a href={`/task-kinds/${row.id}`}>{t(row.name, row.nameEn)}</a>{' '}
            {row.toCheck ? <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge> : null}
          </>
        ),
      },
      instrument: { value: (row) => row.instrument },
    })
    return [
      name,
      instrument,
      ...Object.values(others),
      {
        key: 'ways',
        label: words('Phương thức', 'Ways'),
        exportOnly: true,
        value: (row) => row.ways.map((way) => t(taskWays.names[way])).join('; '),
      },
      { key: 'steps', label: words('Số bước', 'Number of steps'), kind: 'number', value: (row) => row.steps },
      {
        key: 'shipped',
        label: words('Nguồn gốc', 'Where it comes from'),
        value: (row) =>
          row.shipped ? t('Đi kèm chương trình', 'Came with the program') : t('Tỉnh nhập', 'Entered here'),
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(kindStates.names[row.state]),
        cell: (row) => <StateBadge of={kindStates} is={row.state} t={t} />,
      },
    ]
  },
})

export const kindStepList = listPage({
  route: 'GET /task-kinds/{id}/steps',
  title: words('Các bước của loại nhiệm vụ', 'Steps of the kind'),
  lead: words(
    'Tệp Excel xuất ở đây nhập lại được vào một loại đang soạn.',
    'The Excel file that is exported here comes back into a kind that is being written.',
  ),
  fixed: ({ params }) => ({ id: params.id }),
  query: listKindSteps,
  breadcrumbs: (request) => [
    ...kindCrumbs(request),
    { label: request.t('Loại nhiệm vụ', 'Kind of task'), href: `/task-kinds/${request.params.id}` },
  ],
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên bước, điều khoản', 'Step, article') },
    {
      name: 'part',
      kind: 'select',
      label: words('Bước này là', 'What this step is'),
      choices: stepParts.choices(t),
    },
  ],
  columns: ({ t }) =>
    Object.values(
      stepFields.columns<StepRow>(t, {
        place: { sort: 'place' },
        name: { sort: 'name' },
        appraisalRule: { value: (row) => row.appraisalRule },
        scoreSheet: { value: (row) => row.scoreSheet },
        papers: { value: (row) => linesOf(row.papers) },
      }),
    ),
})

import { words } from '../../platform/language.ts'
import { formatNumber } from '../../platform/numbers.ts'
import { numberOf, type PageRequest, page } from '../../platform/page.ts'
import {
  Act,
  Empty,
  Facts,
  FileLink,
  formPage,
  LinkButton,
  listPage,
  RecordTable,
  Section,
} from '../../ui/index.ts'
import { addClass, addSchool, editClass, editSchool } from './commands.ts'
import { classFields, proofField, schoolFields, schoolKinds, terms } from './fields.ts'
import {
  type ClassRow,
  listClasses,
  listSchools,
  type SchoolRow,
  schoolGrowth,
  showClass,
  showSchool,
} from './queries.ts'

/* Schools that teach productivity: the register, each with its classes, and growth by year. */

const title = words('Các trường có dạy năng suất', 'Schools that teach productivity')
const classTitle = words('Lớp học của các trường', 'Classes of schools')
const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/schools' }]

/** Learners by year, with the growth against the year before. */
function Growth({
  years,
  request: { t, language },
}: {
  years: readonly { year: number; classes: number; learners: number; growth: number | null }[]
  request: PageRequest
}) {
  if (years.length === 0) return null
  const heads = {
    year: t('Năm', 'Year'),
    classes: t('Số lớp', 'Number of classes'),
    learners: t(classFields.labels.learners),
    growth: t('So với năm trước', 'Against the year before'),
  }
  return (
    <RecordTable
      caption={t('Người học theo năm', 'Learners by year')}
      stack
      rows={years}
      columns={[
        { head: heads.year, cell: ({ year }) => year },
        { head: heads.classes, num: true, cell: ({ classes }) => classes },
        { head: heads.learners, num: true, cell: ({ learners }) => formatNumber(learners, language) },
        {
          head: heads.growth,
          num: true,
          cell: ({ growth }) =>
            growth === null ? '—' : `${growth > 0 ? '+' : ''}${formatNumber(growth, language)}%`,
        },
      ]}
    />
  )
}

export const schoolsPage = listPage({
  route: 'GET /schools',
  place: { group: 'activities', order: 42, label: title },
  title,
  lead: words(
    'Trường đại học, cao đẳng, dạy nghề có môn học, chuyên đề về năng suất: lớp theo năm, học kỳ, số người học, kết quả, tăng trưởng so với năm trước.',
    'Universities, colleges and vocational schools with a curriculum or module on productivity: classes by year and term, learners, results, growth against the year before.',
  ),
  query: listSchools,
  actions: (request) => (
    <>
      <LinkButton href="/school-classes">{request.t(classTitle)}</LinkButton>
      <Act command={addSchool} request={request} href="/schools/new" kind="primary">
        {request.t('Thêm trường', 'Add a school')}
      </Act>
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên trường, địa chỉ', 'School or address') },
    { name: 'kind', kind: 'select', label: schoolFields.labels.kind, choices: schoolKinds.choices(t) },
  ],
  columns: ({ t }) => [
    ...Object.values(
      schoolFields.columns<SchoolRow>(t, {
        name: { cell: (row) => <a href={`/schools/${row.id}`}>{row.name}</a> },
      }),
    ),
    {
      key: 'classes',
      label: words('Số lớp', 'Number of classes'),
      kind: 'number',
      value: (row: SchoolRow) => row.classes,
    },
    {
      key: 'learners',
      label: classFields.labels.learners,
      kind: 'number',
      value: (row: SchoolRow) => row.learners,
    },
  ],
  above: async (request) => <Growth years={await request.execute(schoolGrowth, {})} request={request} />,
  empty: ({ t }) => t('Chưa ghi trường nào.', 'No school is entered yet.'),
})

export const classesPage = listPage({
  route: 'GET /school-classes',
  title: classTitle,
  query: listClasses,
  breadcrumbs: crumbs,
  actions: (request) =>
    request.mayOpen('/school-classes/import') ? (
      <LinkButton href="/school-classes/import">{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
    ) : null,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm trường, lớp, môn học', 'School, class or module') },
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    { name: 'term', kind: 'select', label: classFields.labels.term, choices: terms.choices(t) },
  ],
  columns: (request) => {
    const { t } = request
    const { className, ...others } = classFields.columns<ClassRow>(t, {
      className: {
        cell: (row) =>
          request.mayOpen(`/school-classes/${row.id}/edit`) ? (
            <a href={`/school-classes/${row.id}/edit`}>{row.className}</a>
          ) : (
            row.className
          ),
      },
    })
    return [
      className,
      {
        key: 'school',
        label: schoolFields.labels.name,
        value: (row: ClassRow) => row.school,
        cell: (row: ClassRow) => <a href={`/schools/${row.schoolId}`}>{row.school}</a>,
      },
      ...Object.values(others),
      {
        key: 'file',
        label: proofField.labels.fileId,
        value: (row: ClassRow) => row.file?.name ?? null,
        cell: (row: ClassRow) => <FileLink t={t} file={row.file} />,
      },
    ]
  },
  empty: ({ t }) => t('Chưa ghi lớp nào.', 'No class is entered yet.'),
})

const ofSchool = (request: PageRequest) => request.execute(showSchool, { id: numberOf(request, 'id') })

export const schoolPage = page({
  route: 'GET /schools/{id}',
  for: showSchool,
  async run(request) {
    const { t, language } = request
    const of = await ofSchool(request)
    const { rows } = await request.execute(listClasses, { schoolId: of.id, limit: 20 })
    return {
      title: of.name,
      lead: t(schoolKinds.wordsOf(of.kind)),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          <Act command={editSchool} request={request} href={`/schools/${of.id}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
          <Act command={addClass} request={request} href={`/schools/${of.id}/classes/new`} kind="primary">
            {t('Ghi lớp học', 'Enter a class')}
          </Act>
        </>
      ),
      body: (
        <>
          <Section title={t('Thông tin chung', 'General information')} id="school">
            <Facts items={Object.values(schoolFields.facts(of, t, language))} />
          </Section>
          <Section title={t('Người học theo năm', 'Learners by year')} id="growth">
            {of.years.length === 0 ? (
              <Empty>{t('Chưa ghi lớp nào.', 'No class is entered yet.')}</Empty>
            ) : (
              <Growth years={of.years} request={request} />
            )}
          </Section>
          {rows.length === 0 ? null : (
            <Section
              title={t(classTitle)}
              id="classes"
              actions={
                <LinkButton href={`/school-classes?schoolId=${of.id}`}>
                  {t('Xem tất cả lớp', 'All classes')}
                </LinkButton>
              }
            >
              <ul class="grid gap-3">
                {rows.map((row) => (
                  <li>
                    {row.className}: {row.module}
                    <span class="hint block">
                      {row.year}, {t(terms.wordsOf(row.term))}
                      {row.lecturer === null ? '' : `, ${row.lecturer}`},{' '}
                      {t(`${row.learners} người học`, `${row.learners} learners`)}
                      {row.passed === null ? '' : t(`, ${row.passed} đạt`, `, ${row.passed} passed`)}
                      {row.result === null ? '' : `; ${row.result}`}
                    </span>
                    <FileLink t={t} file={row.file} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      ),
    }
  },
})

export const schoolAdded = formPage({
  command: addSchool,
  address: '/schools/new',
  title: words('Thêm trường', 'Add a school'),
  crumbs,
  fields: ({ f, t }) => schoolFields.form(f, t),
  submit: words('Thêm trường', 'Add a school'),
  cancel: '/schools',
  done: ({ id }) => ({ to: `/schools/${id}`, message: words('Đã thêm.', 'Added.') }),
})

export const schoolEdited = formPage({
  command: editSchool,
  address: '/schools/{id}/edit',
  record: ofSchool,
  title: words('Sửa thông tin trường', 'Edit a school'),
  crumbs: (request, of) => [...crumbs(request), { label: of.name, href: `/schools/${of.id}` }],
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...schoolFields.texts(of, language) },
    labels: Object.fromEntries(schoolFields.keys.map((key) => [key, t(schoolFields.labels[key])])),
  }),
  fields: ({ f, t }) => schoolFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: ({ id }) => `/schools/${id}`,
  done: ({ id }) => ({ to: `/schools/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const classAdded = formPage({
  command: addClass,
  address: '/schools/{id}/classes/new',
  record: ofSchool,
  title: words('Ghi lớp học', 'Enter a class'),
  lead: ({ record }) => record.name,
  crumbs: (request, of) => [...crumbs(request), { label: of.name, href: `/schools/${of.id}` }],
  fields: ({ f, t }) => [...classFields.form(f, t), ...proofField.form(f, t)],
  submit: words('Ghi lớp học', 'Enter a class'),
  cancel: ({ id }) => `/schools/${id}`,
  done: ({ schoolId }) => ({ to: `/schools/${schoolId}`, message: words('Đã ghi.', 'Entered.') }),
})

export const classEdited = formPage({
  command: editClass,
  address: '/school-classes/{id}/edit',
  record: (request) => request.execute(showClass, { id: numberOf(request, 'id') }),
  title: words('Sửa lớp học', 'Edit a class'),
  crumbs: (request, of) => [...crumbs(request), { label: of.school, href: `/schools/${of.schoolId}` }],
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...classFields.texts(of, language) },
    labels: Object.fromEntries(classFields.keys.map((key) => [key, t(classFields.labels[key])])),
  }),
  fields: ({ f, t }) => (
    <>
      {classFields.form(f, t)}
      {f.file('fileId', { label: t('Thay minh chứng khác', 'Replace the evidence') })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ schoolId }) => `/schools/${schoolId}`,
  done: ({ schoolId }) => ({ to: `/schools/${schoolId}`, message: words('Đã lưu.', 'Saved.') }),
})

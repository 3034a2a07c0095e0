import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import {
  type EmployerKind,
  employerKinds,
  personFields,
  type TrainingOutcome,
  takeOverPersons,
  trainingOutcomes,
} from '../training/index.ts'
import { personColumns } from './columns.ts'
import { coursesOf } from './courses.ts'
import { enterprisesOf, mark, numberKey, recordsOf, unknownEnterprise } from './links.ts'
import { standingOn } from './standing.ts'
import { faults, type Line, step, type Verdict } from './step.ts'

/* Who was trained in past years, out of the lists of courses: each linked to its course by number and to its enterprise by tax code. */

const { name, certificateNumber, outcome: _outcome, ...person } = personFields.input
const Row = z.object({
  courseNumber: text(100),
  personName: name,
  taxCode: z.preprocess((value) => (value === '' ? undefined : value), taxCode().optional()),
  outcome: optionalText(100),
  attendanceNumber: certificateNumber,
  employerKind: optionalText(100),
  ...person,
})
type Row = z.output<typeof Row>

interface Found {
  readonly eventId: number
  readonly enterpriseId: number | null
  readonly outcome: TrainingOutcome
  /** What kind of employer the person has; null: the list does not say. */
  readonly employerKind: EmployerKind | null
}

const outcomeSaid = keysByWords(trainingOutcomes, [
  ['tham du', 'attended'],
  ['dat', 'certified'],
  ['duoc cap chung nhan', 'certified'],
  ['duoc cap chung chi', 'certified'],
  ['chuyen gia', 'expert'],
])
const listed = quotedNames(trainingOutcomes)

const employerSaid = keysByWords(employerKinds, [
  ['co quan', 'agency'],
  ['co quan nha nuoc', 'agency'],
  ['doanh nghiep', 'enterprise'],
  ['truong', 'school'],
])
const employersListed = quotedNames(employerKinds)

/** The kind of employer of a row: an enterprise where its tax code is given; undefined where it is none of the kinds, or another than that. */
function employerOf(row: Row): EmployerKind | null | undefined {
  const said = row.employerKind === undefined ? null : employerSaid(row.employerKind)
  if (row.taxCode === undefined) return said
  return said === null || said === 'enterprise' ? 'enterprise' : undefined
}

type Course = Awaited<ReturnType<typeof coursesOf>> extends ReadonlyMap<string, infer One> ? One : never

/** Persons are the same where name and place of work are; two of one name in one course are told apart by telephone or address. */
const personKey = (
  eventId: number,
  one: {
    name: string
    enterpriseId: number | null
    workplace: string | null
    phone: string | null
    email: string | null
  },
) =>
  [
    eventId,
    numberKey(one.name),
    one.enterpriseId ?? numberKey(one.workplace ?? ''),
    one.phone?.replace(/\D/g, '') ?? '',
    one.email ?? '',
  ].join('|')

interface Known {
  readonly courses: Awaited<ReturnType<typeof coursesOf>>
  readonly enterprises: Awaited<ReturnType<typeof enterprisesOf>>
  readonly there: ReadonlyMap<string, number>
  /** Persons of each course so far, and experts among them: those on record, and those of the rows above. */
  readonly named: Map<number, { persons: number; experts: number }>
  readonly above: Map<string, number>
}

/** A course cannot have had more persons, or trained more experts, than its own record says. */
function judgeNumbers(
  course: Course,
  outcome: TrainingOutcome,
  known: Known,
  { wrong }: ReturnType<typeof faults>,
) {
  const named = known.named.get(course.id) ?? { persons: 0, experts: 0 }
  if (named.persons + 1 > course.participants) {
    wrong(
      'personName',
      words(
        `Lớp này chỉ có ${course.participants} người tham dự.`,
        `Only ${course.participants} persons took part in this course.`,
      ),
    )
  }
  if (outcome !== 'expert') return
  if (named.experts + 1 > course.experts) {
    wrong(
      'outcome',
      words(
        `Lớp này chỉ đào tạo ${course.experts} chuyên gia.`,
        `This course trained only ${course.experts} experts.`,
      ),
    )
  }
}

function judgeRow({ line, row }: Line<Row>, known: Known): Verdict<Found> {
  const found = faults()
  const { wrong } = found
  const label = `${row.courseNumber} · ${row.personName}`
  const course = known.courses.get(numberKey(row.courseNumber))
  if (course === undefined) {
    wrong(
      'courseNumber',
      words(
        'Kế hoạch này chưa tiếp nhận lớp nào có mã đó; xin tiếp nhận lớp trước.',
        'No course of that number was taken over under this plan; take the courses over first.',
      ),
    )
  }
  const enterprise = row.taxCode === undefined ? null : known.enterprises.get(row.taxCode)
  if (enterprise === undefined) wrong('taxCode', unknownEnterprise)
  const outcome = row.outcome === undefined ? 'attended' : outcomeSaid(row.outcome)
  if (outcome === undefined)
    wrong('outcome', words(`Xin ghi một trong: ${listed.vi}.`, `Please write one of: ${listed.en}.`))
  const employerKind = employerOf(row)
  if (employerKind === undefined)
    wrong(
      'employerKind',
      words(
        `Xin ghi một trong: ${employersListed.vi}; có mã số thuế thì là doanh nghiệp.`,
        `Please write one of: ${employersListed.en}; with a tax code it is an enterprise.`,
      ),
    )
  if (course === undefined || enterprise === undefined || outcome === undefined || employerKind === undefined)
    return { outcome: 'error', label, found: null, problems: found.list }
  const key = personKey(course.id, {
    name: row.personName,
    enterpriseId: enterprise?.id ?? null,
    workplace: row.workplace ?? null,
    phone: row.phone ?? null,
    email: row.email ?? null,
  })
  const there = known.there.get(key)
  if (there !== undefined) {
    const said = words(
      `Người này đã có (${there}); giữ nguyên.`,
      `This person is there (${there}) and stays.`,
    )
    return { outcome: 'same', label, found: null, problems: [{ column: 'personName', words: said }] }
  }
  const twice = known.above.get(key)
  if (twice !== undefined)
    wrong('personName', words(`Người này đã có ở dòng ${twice}.`, `Row ${twice} has this person already.`))
  known.above.set(key, twice ?? line)
  judgeNumbers(course, outcome, known, found)
  if (found.list.length > 0) return { outcome: 'error', label, found: null, problems: found.list }
  const named = known.named.get(course.id) ?? { persons: 0, experts: 0 }
  known.named.set(course.id, {
    persons: named.persons + 1,
    experts: named.experts + (outcome === 'expert' ? 1 : 0),
  })
  return {
    outcome: 'new',
    label,
    found: { eventId: course.id, enterpriseId: enterprise?.id ?? null, outcome, employerKind },
    problems: [],
  }
}

/** The persons who are on record of these courses. */
async function recorded(db: Db, eventIds: readonly number[]) {
  if (eventIds.length === 0) return []
  return db
    .selectFrom('trainedPerson')
    .select(['id', 'eventId', 'name', 'enterpriseId', 'workplace', 'phone', 'email', 'outcome'])
    .where('eventId', 'in', [...eventIds])
    .execute()
}

async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'trained_person')
  if (records.length === 0) return []
  return db
    .selectFrom('trainedPerson')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .orderBy('id')
    .execute()
}

export const persons = step({
  key: 'persons',
  name: words('Người được đào tạo', 'Persons trained'),
  needs: words(
    'Cần lớp đào tạo. Danh sách lớp: ai, ở đâu, kết quả; không nhiều hơn số người tham dự và số chuyên gia của lớp. Là dữ liệu cá nhân, chỉ cán bộ đọc.',
    'Needs the courses. The list of a course: who, from where, with what outcome; not more than took part and were trained as experts. Personal data, for officers alone.',
  ),
  columns: ['courseNumber', 'personName', 'taxCode', ...personColumns],
  headings: ['courseNumber', 'personName'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge({ db }, plan, lines) {
    const rows = lines.map(({ row }) => row)
    const courses = await coursesOf(
      db,
      plan.id,
      rows.map((row) => row.courseNumber),
    )
    const there = await recorded(
      db,
      [...courses.values()].map(({ id }) => id),
    )
    const named: Known['named'] = new Map()
    for (const { eventId, outcome } of there) {
      const { persons, experts } = named.get(eventId) ?? { persons: 0, experts: 0 }
      named.set(eventId, { persons: persons + 1, experts: experts + (outcome === 'expert' ? 1 : 0) })
    }
    const known: Known = {
      courses,
      enterprises: await enterprisesOf(
        db,
        rows.flatMap((row) => row.taxCode ?? []),
      ),
      there: new Map(there.map((one) => [personKey(one.eventId, one), one.id])),
      named,
      above: new Map(),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write({ db }, batch, rows) {
    const ids = await takeOverPersons(
      db,
      rows.map(({ row, found }) => ({
        ...personFields.values({
          ...row,
          name: row.personName,
          certificateNumber: row.attendanceNumber,
          outcome: found.outcome,
        }),
        eventId: found.eventId,
        enterpriseId: found.enterpriseId,
        employerKind: found.employerKind,
      })),
    )
    await mark(
      db,
      batch,
      'trained_person',
      rows.map(({ line, row }, at) => {
        const recordId = ids[at]
        if (recordId === undefined) throw new Error(`Nobody was written for row ${line}`)
        return { recordId, line, number: row.attendanceNumber ?? null }
      }),
    )
  },
  async standing({ db }, batchId) {
    return (await standingOn(db, 'trained_person', await taken(db, batchId))).map(({ said }) => said)
  },
  async undo({ db }, batch) {
    const ids = (await taken(db, batch.id)).map(({ id }) => id)
    if (ids.length > 0) await db.deleteFrom('trainedPerson').where('id', 'in', ids).execute()
  },
})

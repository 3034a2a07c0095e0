import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { readDraft } from '../plan-drafts/index.ts'
import { roles } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { uploadFile } from '../platform/uploads.ts'
import { addUsers, chooseAgencies, chooseProvince, showSetup, startWithoutPlan } from '../setup/index.ts'
import type { Answers, NewUser } from './init-answers.ts'
import { askAll } from './init-questions.ts'
import { firstAdministrator, firstPassword } from './start.ts'
import { printJson, printLine, printTable, type Terminal, withSystem } from './with-system.ts'

interface Flags {
  readonly province?: string
  readonly called?: string
  readonly day?: string
  readonly without: string[]
  readonly rename: string[]
  readonly communes?: boolean
  readonly plan?: string
  readonly admin?: string
  readonly user: string[]
  readonly list?: boolean
  readonly json?: boolean
}

const collect = (value: string, all: string[]) => [...all, value]

/** `leader:an@example.vn:Nguyễn Văn An`. @throws InvalidArgumentError */
export function userOf(text: string): NewUser {
  const [role, email, ...name] = text.split(':').map((part) => part.trim())
  const known = roles.find((one) => one === role && one !== 'enterprise')
  if (known === undefined || email === undefined || name.length === 0)
    throw new InvalidArgumentError(
      `ví dụ / such as leader:an@example.vn:Nguyễn Văn An (${roles.filter((one) => one !== 'enterprise').join(', ')}).`,
    )
  return { role: known, email, name: name.join(':') }
}

function renameOf(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('ví dụ / such as sct="Sở Công Thương tỉnh …".')
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

function administratorOf(text: string | undefined): Answers['administrator'] {
  if (text === undefined) return firstAdministrator
  const [email = '', ...name] = text.split(':')
  return { email, name: name.join(':') || firstAdministrator.name }
}

/** `nscl init`: sets a new installation up for a province; asks what the flags do not say. */
export function initCommand(): Command {
  return new Command('init')
    .summary('set a new installation up for a province')
    .description(
      'Thiết lập bản cài đặt mới cho một tỉnh: tỉnh, cơ quan, kế hoạch, tài khoản. Không có --province thì hỏi từng câu.\n' +
        'Sets a new installation up for a province: its agencies, its plan, the first accounts. Without --province it asks.\n' +
        'Run again it goes on where it was broken off; a database that has work in it is refused.',
    )
    .option('--province <name>', 'the province, such as "Đồng Nai"')
    .option(
      '--called <name>',
      'as its bodies write it, such as "tỉnh Đồng Nai"; else by the catalogue of units',
    )
    .option('--day <day>', 'names and units of this day (23/11/2026); else today')
    .option(
      '--plan <file>',
      'the signed plan: read into a draft, to be reviewed; else it starts without a plan',
    )
    .option('--without <key>', 'leaves a proposed agency out; may be repeated', collect, [])
    .option('--rename <key=name>', 'gives a proposed agency another name; may be repeated', collect, [])
    .option('--communes', "adds the people's committees of the communes")
    .option(
      '--list',
      'prints the proposed agencies with their keys once the province is chosen, and makes none',
    )
    .option('--admin <email[:name]>', `the first administrator; else ${firstAdministrator.email}`)
    .option('--user <role:email:name>', 'makes an account; may be repeated', collect, [])
    .option('--json', 'print JSON')
    .action((flags: Flags) => run(flags))
}

async function run(flags: Flags): Promise<void> {
  // Mistakes of the flags are told before a database is made.
  const users = flags.user.map(userOf)
  const renamed = new Map(flags.rename.map(renameOf))
  const administrator = administratorOf(flags.admin)
  const asks = flags.province === undefined
  if (asks && process.stdin.isTTY !== true)
    throw new Problem(
      'setup.noProvince',
      422,
      words('Xin ghi tỉnh: --province "…".', 'Please name the province: --province "…".'),
    )
  if (flags.plan !== undefined) await bytesOf(flags.plan)
  await withSystem(
    async (terminal) => {
      const before = await terminal.run(showSetup, {})
      if (before.inUse) throw inUse()
      if (asks) return setUp(terminal, await askAll(terminal), flags)
      const { province = '', called, day, without, communes = false, plan = null } = flags
      await setUp(
        terminal,
        { province, called, day, without, renamed, communes, plan, administrator, users },
        flags,
      )
    },
    { clean: true },
  )
}

const inUse = () =>
  new Problem('setup.hasWork', 409, {
    vi: 'Cơ sở dữ liệu này đã có công việc nên không thiết lập lại. Xin dùng thư mục dữ liệu mới (--data); việc còn lại của thiết lập làm ở trang /setup.',
    en: 'This database has work in it and is not set up anew. Use another data folder (--data); what is left of a set-up is done on the page /setup.',
  })

/** The bytes of the plan. @throws Problem 422 naming the file */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Problem(
      'document.unreadable',
      422,
      words(`Không mở được tệp kế hoạch: ${why}`, `The plan cannot be opened: ${why}`),
    )
  }
}

async function setUp(
  terminal: Terminal,
  answers: Answers,
  flags: Pick<Flags, 'list' | 'json'>,
): Promise<void> {
  const { province, called, day } = answers
  const chosen = await terminal.run(chooseProvince, { province, called, day })
  const { proposals } = await terminal.run(showSetup, {})
  if (flags.list) {
    if (flags.json) return printJson(proposals)
    return printTable([
      ['KEY', 'TÊN / NAME', 'VAI TRÒ / ROLE'],
      ...proposals.map(({ key, name, kind }) => [key, name, kind]),
    ])
  }
  const unknown = [...answers.without, ...answers.renamed.keys()].filter((key) =>
    proposals.every((one) => one.key !== key),
  )
  if (unknown.length > 0)
    throw new Problem('setup.unknownAgency', 422, {
      vi: `Không có cơ quan đề xuất mang khóa: ${unknown.join(', ')}. Xem danh sách: nscl init --province "${province}" --list.`,
      en: `No proposed agency has the key: ${unknown.join(', ')}. See them: nscl init --province "${province}" --list.`,
    })
  const { added } = await terminal.run(chooseAgencies, {
    agencies: proposals
      .filter(({ key }) => !answers.without.includes(key))
      .map(({ key }) => ({ key, name: answers.renamed.get(key) })),
    communes: answers.communes,
  })
  const draftId = answers.plan === null ? await withoutPlan(terminal) : await draftOf(terminal, answers.plan)
  const password = await firstPassword(terminal.system, answers.administrator)
  const { made } =
    answers.users.length === 0 ? { made: [] } : await terminal.run(addUsers, { users: [...answers.users] })
  const result = {
    ...chosen,
    agenciesAdded: added,
    draftId,
    administrator: answers.administrator.email,
    password,
    users: made,
  }
  if (flags.json) return printJson(result)
  tell(terminal, result)
}

async function withoutPlan(terminal: Terminal): Promise<number | null> {
  const { plan, draftId } = await terminal.run(showSetup, {})
  if (plan === null && draftId === null) await terminal.run(startWithoutPlan, {})
  return draftId
}

/** The draft that this file was read into: read now, or by a run before. */
async function draftOf(terminal: Terminal, file: string): Promise<number> {
  const bytes = await bytesOf(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const there = await terminal.system.db
    .selectFrom('planDraft')
    .select('id')
    .where('sourceSha256', '=', sha256)
    .orderBy('id')
    .executeTakeFirst()
  if (there !== undefined) return there.id
  const stored = await terminal.run(uploadFile, { name: basename(file), bytes })
  const { id } = await terminal.run(readDraft, { fileId: stored.id })
  return id
}

interface Result {
  readonly called: string
  readonly day: string
  readonly agenciesAdded: number
  readonly draftId: number | null
  readonly administrator: string
  readonly password: string | null
  readonly users: Output<typeof addUsers>['made']
}

function tell({ system }: Terminal, result: Result): void {
  const { called, day, agenciesAdded, draftId, administrator, password, users } = result
  printLine(`Đã thiết lập cho ${called}, theo đơn vị ngày ${formatDate(day)} / set up.`)
  printLine(`Cơ quan đã thêm / agencies added: ${agenciesAdded}`)
  printLine(
    draftId === null
      ? 'Bắt đầu khi chưa có kế hoạch / started without a plan'
      : `Bản thảo kế hoạch chờ soát / draft of the plan to review: ${system.config.publicUrl}/plan-drafts/${draftId}`,
  )
  if (password !== null) {
    printLine(`Quản trị viên đầu tiên / first administrator:  ${administrator}`)
    printLine(`Mật khẩu dùng một lần / one-time password:     ${password}`)
  }
  if (users.length > 0)
    printTable([
      ['VAI TRÒ / ROLE', 'TÀI KHOẢN / ACCOUNT', 'MẬT KHẨU DÙNG MỘT LẦN / ONE-TIME PASSWORD'],
      ...users.map(({ role, email, password: shown }) => [
        role,
        email,
        shown ?? 'đã có tài khoản / had an account',
      ]),
    ])
  printLine('Chạy / run:  npx nscl start')
}
